#include "eval/fast/schedule.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <queue>
#include <tuple>

namespace fr::fast {
namespace {

// The values of a calendar operation for every day from 1870 to 2120, in units of its grain; made once for all plans.
constexpr Value kTableFirst = -36'525, kTableLast = 54'787;
std::shared_ptr<const std::vector<std::int32_t>> table_of(F op, Value b, Value k, Value l, Value unit) {
  static std::mutex mutex;
  static std::map<std::tuple<F, Value, Value, Value>, std::shared_ptr<const std::vector<std::int32_t>>> known;
  const std::lock_guard lock(mutex);
  auto& entry = known[{op, b, k, l}];
  if (entry) return entry;
  auto fresh = std::make_shared<std::vector<std::int32_t>>();
  fresh->reserve(static_cast<std::size_t>(kTableLast - kTableFirst + 1));
  for (Value day = kTableFirst; day <= kTableLast; ++day) fresh->push_back(static_cast<std::int32_t>(scalar(op, day, b, 0, k, l, 0) / unit));
  entry = fresh;
  return fresh;
}

bool is_calendar(F op) { return op >= F::AddMonths && op <= F::NextAnnual && op != F::DaysFromTo; }

}  // namespace

Scheduler::Scheduler(const Question& question, const Built& built, Facts facts, Plan* plan)
    : q_(question), g_(built.graph), built_(built), open_(facts == Facts::Open), plan_(*plan), of_node_(g_.size(), kNothing) {
  plan_.counts_.assign(256, 0);
}

void Scheduler::operator()() {
  flag(built_.slow, 0);
  flag(built_.unsettled, 1);
  const auto& asked = built_.asked;
  for (std::size_t from = 0; from < asked.size();) {
    std::size_t to = from + 1;
    while (to < asked.size() && asked[to].target == asked[from].target && asked[to].slot == asked[to - 1].slot + 1) ++to;
    codes(from, to);
    for (std::size_t i = from; i < to; ++i) {
      const Asked& a = asked[i];
      if (a.lo == kNo) continue;
      // Left out where the column says it already; a plan for open facts comes second and writes everything.
      if (open_ || !is_value(a.lo) || value(a.lo) != 0) amount(a.lo, a, 0);
      if (open_ || a.hi != a.lo) amount(a.hi, a, 1);
    }
    from = to;
  }
  gather_alike();
  place();
}

// --- what to compute ------------------------------------------------------------------------------------

// Constant nodes and those over constants alone are operands, not columns.
bool Scheduler::is_value(Id id) const {
  const Node& n = g_[id];
  if (n.op == F::Const) return true;
  if (n.op == F::Raw) return false;
  for (const Id x : {n.a, n.b, n.c}) if (x != kNo && !g_.is_const(x)) return false;
  return true;
}
Value Scheduler::value(Id id) const {
  const Node& n = g_[id];
  if (n.op == F::Const) return n.k;
  const auto at = [&](Id x) { return x == kNo ? 0 : g_[x].k; };
  return scalar(n.op, at(n.a), at(n.b), at(n.c), n.k, n.l, n.m);
}

std::uint32_t Scheduler::column(Width w) {
  columns_.push_back(w);
  return static_cast<std::uint32_t>(columns_.size() - 1);
}

std::uint32_t Scheduler::with(const Immediates& i) {
  const auto [at, fresh] = known_.emplace(std::tuple(i.k, i.l, i.m, i.magic, i.shift, i.table), static_cast<std::uint32_t>(plan_.with_.size()));
  if (fresh) plan_.with_.push_back(i);
  return at->second;
}

std::uint32_t Scheduler::operand(Id id, Width w) {
  if (!is_value(id)) return of_node_[id];
  Draft d;
  d.kernel = kernels()->fill[static_cast<int>(w)];
  d.out = column(w);
  d.step.with = with({.k = value(id)});
  drafts_.push_back(d);
  return d.out;
}

void Scheduler::need(Id root) {
  if (is_value(root) || of_node_[root] != kNothing) return;
  std::vector<std::pair<Id, int>> stack{{root, 0}};
  while (!stack.empty()) {
    auto& [id, next] = stack.back();
    const Node& n = g_[id];
    const Id operands[] = {n.a, n.b, n.c};
    bool pushed = false;
    while (next < 3 && !pushed) {
      const Id x = operands[next++];
      if (x != kNo && !is_value(x) && of_node_[x] == kNothing) {
        stack.push_back({x, 0});
        pushed = true;
      }
    }
    if (pushed) continue;
    const Id done = id;
    stack.pop_back();
    if (of_node_[done] == kNothing) draft(done);
  }
}

void Scheduler::draft(Id id) {
  const Node& n = g_[id];
  ++plan_.counts_[static_cast<std::size_t>(n.op)];
  Draft d;
  if (n.op == F::Raw) {
    const auto fact = static_cast<std::uint32_t>(n.k);
    d.kernel = kernels()->find(F::Raw, {.in = n.width, .out = n.width});
    d.step.a = fact;
    d.step.b = static_cast<std::uint32_t>(n.l);
    d.step.c = static_cast<std::uint32_t>(role_table(q_.book->facts[fact].role));
    d.step.with = with({.k = n.m});
  } else if (draft_lookup(id)) {
    return;
  } else {
    Immediates w{.k = n.k, .l = n.l, .m = n.m};
    draft_operands(n, &d, &w);
    Value by = 0;
    if (n.op == F::Ratio || n.op == F::ProductCut) by = n.l;
    if (n.op == F::Wide) by = kOne;
    if (n.op == F::HalfUp || n.op == F::Up || n.op == F::Down) by = n.k;
    if (by) {
      const Magic magic = magic_for(static_cast<std::uint64_t>(by));
      w.magic = magic.factor;
      w.shift = magic.shift;
    }
    d.step.with = with(w);
  }
  of_node_[id] = d.out = column(n.width);
  drafts_.push_back(d);
}

// Constants among the operands become immediates where there is a kernel for it.
void Scheduler::draft_operands(const Node& n, Draft* d, Immediates* w) {
  Shape4 shape{.in = n.op == F::Select ? Width::B : g_[n.a].width, .out = n.width};
  switch (n.op) {
    case F::Select:
      d->in[0] = operand(n.a, Width::B);
      if (is_value(n.b)) shape.b_const = true, w->k = value(n.b); else d->in[1] = of_node_[n.b];
      if (is_value(n.c)) shape.c_const = true, w->l = value(n.c); else d->in[2] = of_node_[n.c];
      break;
    case F::Add: case F::Min: case F::Max: case F::Less: case F::Equal: case F::Union: case F::Tally:
      if (is_value(n.a)) shape.in = g_[n.b].width;
      d->in[0] = operand(n.a, shape.in);
      if (is_value(n.b)) shape.b_const = true, w->k = value(n.b); else d->in[1] = of_node_[n.b];
      break;
    case F::Sub:
      if (is_value(n.a)) {
        shape.a_const = true, w->k = value(n.a);
        d->in[0] = of_node_[n.b];
      } else {
        d->in[0] = of_node_[n.a];
        d->in[1] = operand(n.b, Width::L);
      }
      break;
    default: {
      const Width width = n.op == F::And || n.op == F::Or || n.op == F::Not ? Width::B : n.b == kNo ? g_[n.a].width : Width::L;
      d->in[0] = operand(n.a, width);
      if (n.b != kNo) d->in[1] = operand(n.b, width);
    }
  }
  d->kernel = kernels()->find(n.op, shape);
}

bool Scheduler::draft_lookup(Id id) {
  const Node& n = g_[id];
  if (!is_calendar(n.op) || (n.b != kNo && !is_value(n.b)) || is_value(n.a)) return false;
  if (g_[n.a].lo < kTableFirst || g_[n.a].hi > kTableLast) return false;
  const Value unit = n.op == F::AgeAt ? kOne : 1;
  plan_.tables_.push_back(table_of(n.op, n.b == kNo ? 0 : value(n.b), n.k, n.l, unit));
  Draft d;
  d.kernel = kernels()->find(F::Lookup, {.in = Width::L, .out = Width::L});
  d.out = column(n.width);
  d.step.with = with({.k = kTableFirst, .l = kTableLast - kTableFirst + 1, .m = unit, .table = plan_.tables_.back()->data()});
  d.in[0] = of_node_[n.a];
  of_node_[id] = d.out;
  drafts_.push_back(d);
  return true;
}

void Scheduler::flag(Id root, Value list) {
  if (is_value(root) && value(root) == 0) return;
  need(root);
  Draft d;
  d.kernel = kernels()->flag;
  d.in[0] = operand(root, Width::B);
  d.step.with = with({.k = list});
  drafts_.push_back(d);
}

void Scheduler::codes(std::size_t from, std::size_t to) {
  const auto& asked = built_.asked;
  const auto left_out = [&](std::size_t i) { return !open_ && is_value(asked[i].code) && value(asked[i].code) == kNotAsked; };
  const auto table = static_cast<Value>(role_table(q_.program->targets[asked[from].target].role));
  for (std::size_t i = from; i < to;) {
    if (left_out(i)) {
      ++i;
      continue;
    }
    std::size_t n = 1;
    while (n < 4 && i + n < to && !left_out(i + n)) ++n;
    if (n == 3) n = 2;
    Immediates w{.k = asked[i].target, .l = asked[i].slot, .m = table};
    bool same = true;
    for (std::size_t x = i; x < i + n; ++x) same = same && is_value(asked[x].code);
    Draft d;
    d.kernel = same ? kernels()->same[n] : kernels()->codes[n];
    for (std::size_t x = 0; x < n; ++x) {
      const Id code = asked[i + x].code;
      if (same) {
        w.magic |= static_cast<std::uint64_t>(value(code)) << (8 * x);
      } else {
        need(code);
        d.in[x] = operand(code, Width::B);
      }
    }
    d.step.with = with(w);
    drafts_.push_back(d);
    i += n;
  }
}

void Scheduler::amount(Id root, const Asked& asked, int end) {
  need(root);
  Draft d;
  d.kernel = kernels()->amount[end];
  if (!is_value(root) && g_[root].width != Width::L) {  // an amount that is a count or a byte
    Draft wide;
    wide.kernel = kernels()->find(F::Times, {.in = g_[root].width, .out = Width::L});
    wide.out = column(Width::L);
    wide.in[0] = of_node_[root];
    wide.step.with = with({.k = 1});
    drafts_.push_back(wide);
    d.in[0] = wide.out;
  } else {
    d.in[0] = operand(root, Width::L);
  }
  const Target& target = q_.program->targets[asked.target];
  d.step.with = with({.k = asked.target, .l = asked.slot, .m = static_cast<Value>(role_table(target.role))});
  drafts_.push_back(d);
}

// --- in which order -------------------------------------------------------------------------------------

void Scheduler::gather_alike() {
  const auto size = static_cast<std::uint32_t>(drafts_.size());
  constexpr std::uint32_t kWindow = 96;
  std::vector<std::uint32_t> maker(columns_.size(), kNothing), missing(size, 0);
  std::vector<std::vector<std::uint32_t>> users(columns_.size());
  std::map<Kernel, std::uint32_t> numbers;
  std::vector<std::uint32_t> kind(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    kind[i] = numbers.emplace(drafts_[i].kernel, static_cast<std::uint32_t>(numbers.size())).first->second;
    for (const std::uint32_t c : drafts_[i].in) if (c != kNothing) ++missing[i], users[c].push_back(i);
  }
  using Heap = std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>>;
  std::vector<Heap> ready(numbers.size());  // by kernel, inside the window
  Heap later;                               // ready, but behind it
  std::vector<bool> done(size, false);
  std::uint32_t first = 0;                  // the first draft that is not placed
  const auto offer = [&](std::uint32_t i) { if (i < first + kWindow) ready[kind[i]].push(i); else later.push(i); };
  for (std::uint32_t i = 0; i < size; ++i) if (missing[i] == 0) offer(i);
  std::vector<Draft> ordered;
  ordered.reserve(size);
  for (std::uint32_t k = kNothing; ordered.size() < size;) {
    if (k == kNothing || ready[k].empty()) {
      k = 0;
      for (std::uint32_t x = 1; x < ready.size(); ++x) if (ready[x].size() > ready[k].size()) k = x;
    }
    const std::uint32_t i = ready[k].top();
    ready[k].pop();
    done[i] = true;
    ordered.push_back(drafts_[i]);
    while (first < size && done[first]) ++first;
    while (!later.empty() && later.top() < first + kWindow) {
      ready[kind[later.top()]].push(later.top());
      later.pop();
    }
    if (drafts_[i].out == kNothing) continue;
    for (const std::uint32_t u : users[drafts_[i].out]) if (--missing[u] == 0) offer(u);
  }
  drafts_ = std::move(ordered);
}

// --- where ------------------------------------------------------------------------------------------------

void Scheduler::place() {
  std::vector<std::uint32_t> last(columns_.size(), 0), at(columns_.size(), 0);
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    for (const std::uint32_t c : drafts_[i].in) if (c != kNothing) last[c] = i;
  }
  std::vector<std::uint32_t> free[3];
  std::uint32_t places[3] = {0, 0, 0};
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    const Draft& d = drafts_[i];
    // The result may take the place of an operand that ends here: every kernel reads a row before it writes it,
    // but only columns of one width lie in one place.
    for (int x = 0; x < 4; ++x) {
      const std::uint32_t c = d.in[x];
      if (c == kNothing || last[c] != i) continue;
      if (std::find(d.in, d.in + x, c) == d.in + x) free[static_cast<int>(columns_[c])].push_back(at[c]);
    }
    if (d.out == kNothing) continue;
    const int w = static_cast<int>(columns_[d.out]);
    if (free[w].empty()) {
      at[d.out] = places[w]++;
    } else {
      at[d.out] = free[w].back();
      free[w].pop_back();
    }
    if (last[d.out] == 0) free[w].push_back(at[d.out]);  // nobody reads it
  }
  const std::uint32_t base[] = {8 * places[2] + 4 * places[1], 8 * places[2], 0};
  const auto offset = [&](std::uint32_t c) {
    const Width w = columns_[c];
    return base[static_cast<int>(w)] + at[c] * static_cast<std::uint32_t>(bytes_of(w));
  };
  for (const Draft& d : drafts_) {
    Step s = d.step;
    std::uint32_t* const to[] = {&s.a, &s.b, &s.c, &s.out};
    for (int x = 0; x < 4; ++x) if (d.in[x] != kNothing) *to[x] = offset(d.in[x]);
    if (d.out != kNothing) s.out = offset(d.out);
    plan_.steps_.push_back(s);
    if (plan_.runs_.empty() || plan_.runs_.back().kernel != d.kernel) plan_.runs_.push_back({d.kernel, 0});
    ++plan_.runs_.back().count;
  }
  plan_.bytes_ = base[0] + places[0];
}

}  // namespace fr::fast
