// Order: depth first from the results, so that values die young; columns: the one freed last is taken first,
// so that the cache still holds it.
#include "eval/fast/plan.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <span>
#include <tuple>

namespace fr::fast {

std::uint8_t* Scratch::reserve(std::size_t bytes) {
  if (size_ < bytes) {
    memory_.reset(new std::uint8_t[bytes + 64]);
    size_ = bytes;
  }
  const auto at = reinterpret_cast<std::uintptr_t>(memory_.get());
  return memory_.get() + (64 - at % 64) % 64;
}

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

class Scheduler {
 public:
  Scheduler(const Question& q, const Built& built, Plan* plan) : q_(q), g_(built.graph), built_(built), plan_(*plan) {
    place_.assign(g_.size(), kNoPlace);
    uses_.assign(g_.size(), 0);
    plan_.counts_.assign(256, 0);
  }

  void operator()() {
    std::vector<Id> roots{built_.slow, built_.unsettled};
    for (const Asked& a : built_.asked) {
      for (const Id id : {a.code, a.lo, a.hi}) if (id != kNo) roots.push_back(id);
    }
    count_uses(roots);
    flag(built_.slow, 0);
    flag(built_.unsettled, 1);
    for (const Asked& a : built_.asked) {
      const auto index = static_cast<std::uint32_t>(plan_.asked_target_.size());
      plan_.asked_target_.push_back(a.target);
      const Target& target = q_.program->targets[a.target];
      // Left out where the column says it already; a plan for open facts comes second and writes everything.
      const bool all = plan_.open_;
      if (all || !is_value(a.code) || value(a.code) != kNotAsked) store(a.code, Plan::What::Store, index, 0, target, a.slot);
      else drop(a.code);
      if (a.lo == kNo) continue;
      if (all || !is_value(a.lo) || value(a.lo) != 0) store(a.lo, Plan::What::StoreAmount, index, 0, target, a.slot);
      else drop(a.lo);
      if (all || a.hi != a.lo) store(a.hi, Plan::What::StoreAmount, index, 1, target, a.slot);
      else drop(a.hi);
    }
    layout();
  }

 private:
  static constexpr std::uint32_t kNoPlace = 0xffffffff;
  struct Place {
    Width width;
    std::uint32_t index;
  };

  // Constant nodes and those over constants alone are operands, not columns.
  bool is_value(Id id) const {
    const Node& n = g_[id];
    if (n.op == F::Const) return true;
    if (n.op == F::Raw) return false;
    for (const Id x : {n.a, n.b, n.c}) if (x != kNo && !is_value_shallow(x)) return false;
    return true;
  }
  bool is_value_shallow(Id id) const { return g_[id].op == F::Const; }
  Value value(Id id) const {
    const Node& n = g_[id];
    if (n.op == F::Const) return n.k;
    const auto at = [&](Id x) { return x == kNo ? 0 : g_[x].k; };
    return scalar(n.op, at(n.a), at(n.b), at(n.c), n.k, n.l, n.m);
  }

  void count_uses(const std::vector<Id>& roots) {
    std::vector<bool> seen(g_.size(), false);
    std::vector<Id> stack;
    for (const Id r : roots) ++uses_[r], stack.push_back(r);
    while (!stack.empty()) {
      const Id id = stack.back();
      stack.pop_back();
      if (seen[id] || is_value(id)) continue;
      seen[id] = true;
      const Node& n = g_[id];
      for (const Id x : {n.a, n.b, n.c}) if (x != kNo) ++uses_[x], stack.push_back(x);
    }
  }

  std::uint32_t take(Width w) {
    auto& free = free_[static_cast<int>(w)];
    if (!free.empty()) {
      const std::uint32_t index = free.back();
      free.pop_back();
      return index;
    }
    return slots_[static_cast<int>(w)]++;
  }
  void used(Id id) {
    if (is_value(id)) return;
    if (--uses_[id] == 0) free_[static_cast<int>(g_[id].width)].push_back(place_[id]);
  }
  static std::uint32_t tag(Width w, std::uint32_t index) { return static_cast<std::uint32_t>(w) << 28 | index; }
  std::uint32_t place_tag(Id id) const { return tag(g_[id].width, place_[id]); }

  // Computes the node and everything it needs.
  void need(Id root) {
    if (is_value(root) || place_[root] != kNoPlace) return;
    std::vector<std::pair<Id, int>> stack{{root, 0}};
    while (!stack.empty()) {
      auto& [id, next] = stack.back();
      const Node& n = g_[id];
      const Id operands[] = {n.a, n.b, n.c};
      bool pushed = false;
      while (next < 3 && !pushed) {
        const Id x = operands[next++];
        if (x != kNo && !is_value(x) && place_[x] == kNoPlace) {
          stack.push_back({x, 0});
          pushed = true;
        }
      }
      if (pushed) continue;
      const Id done = id;
      stack.pop_back();
      if (place_[done] == kNoPlace) emit(done);
    }
  }

  std::uint32_t materialise(Id id, std::vector<std::pair<Width, std::uint32_t>>* temporary, Width w) {
    if (!is_value(id)) return place_tag(id);
    const std::uint32_t index = take(w);
    temporary->push_back({w, index});
    plan_.steps_.push_back({.run = fill_kernel(w), .what = Plan::What::Compute, .out = tag(w, index), .k = value(id)});
    return tag(w, index);
  }

  void emit(Id id) {
    const Node& n = g_[id];
    ++plan_.counts_[static_cast<std::size_t>(n.op)];
    Plan::Step s{.run = nullptr, .what = Plan::What::Compute, .k = n.k, .l = n.l, .m = n.m};
    if (n.op == F::Raw) {
      const Fact& fact = q_.book->facts[static_cast<std::size_t>(n.k)];
      s.what = Plan::What::Gather;
      s.run = kernels()(F::Raw, {.in = n.width, .out = n.width});
      s.table = role_table(fact.role);
      s.slot = static_cast<std::uint32_t>(n.l);
      s.b = static_cast<std::uint32_t>(bytes_of(n.width));
      place_[id] = take(n.width);
      s.out = place_tag(id);
      plan_.steps_.push_back(s);
      return;
    }
    if (is_calendar(n.op) && (n.b == kNo || is_value(n.b)) && !is_value(n.a) && g_[n.a].lo >= kTableFirst && g_[n.a].hi <= kTableLast) {
      const Value b = n.b == kNo ? 0 : value(n.b);
      plan_.tables_.push_back(table_of(n.op, b, n.k, n.l, n.op == F::AgeAt ? kOne : 1));
      s.table32 = plan_.tables_.back()->data();
      s.run = kernels()(F::Lookup, {.in = Width::L, .out = Width::L});
      s.k = kTableFirst, s.l = kTableLast - kTableFirst + 1, s.m = n.op == F::AgeAt ? kOne : 1;
      s.a = place_tag(n.a);
      used(n.a);
      place_[id] = take(n.width);
      s.out = place_tag(id);
      plan_.steps_.push_back(s);
      if (uses_[id] == 0) free_[static_cast<int>(n.width)].push_back(place_[id]);
      return;
    }
    std::vector<std::pair<Width, std::uint32_t>> temporary;
    Shape4 shape{.in = n.op == F::Select ? Width::B : g_[n.a].width, .out = n.width};
    const auto is_k = [&](Id x) { return x != kNo && is_value(x); };
    switch (n.op) {
      case F::Select:
        s.a = materialise(n.a, &temporary, Width::B);
        if (is_k(n.b)) shape.b_const = true, s.k = value(n.b); else s.b = place_tag(n.b);
        if (is_k(n.c)) shape.c_const = true, s.l = value(n.c); else s.c = place_tag(n.c);
        break;
      case F::Add: case F::Min: case F::Max: case F::Less: case F::Equal: case F::Union: case F::Tally:
        if (is_k(n.a)) {
          const Width w = g_[n.b].width;
          shape.in = w;
          s.a = materialise(n.a, &temporary, w);
        } else {
          s.a = place_tag(n.a);
        }
        if (is_k(n.b)) shape.b_const = true, s.k = value(n.b); else s.b = place_tag(n.b);
        break;
      case F::Sub:
        if (is_k(n.a)) {
          shape.a_const = true, s.k = value(n.a);
          s.a = place_tag(n.b);
        } else {
          s.a = place_tag(n.a);
          s.b = materialise(n.b, &temporary, Width::L);
        }
        break;
      default: {
        const Width w = n.op == F::And || n.op == F::Or || n.op == F::Not ? Width::B : n.b == kNo ? g_[n.a].width : Width::L;
        s.a = materialise(n.a, &temporary, w);
        if (n.b != kNo) s.b = materialise(n.b, &temporary, w);
        if (n.op == F::Product) s.l = n.k;
      }
    }
    s.run = kernels()(n.op, shape);
    std::uint64_t by = 0;
    if (n.op == F::Ratio || n.op == F::ProductCut) by = static_cast<std::uint64_t>(n.l);
    if (n.op == F::Wide) by = static_cast<std::uint64_t>(kOne);
    if (n.op == F::HalfUp || n.op == F::Up || n.op == F::Down) by = static_cast<std::uint64_t>(n.k);
    if (by) {
      const Magic magic = magic_for(by);
      s.magic = magic.factor;
      s.shift = magic.shift;
    }
    // The result may take the place of an operand that ends here: every kernel reads a row before it writes it,
    // but only columns of one width lie in one place.
    for (const Id x : {n.a, n.b, n.c}) if (x != kNo) used(x);
    for (const auto& [w, index] : temporary) free_[static_cast<int>(w)].push_back(index);
    place_[id] = take(n.width);
    s.out = place_tag(id);
    plan_.steps_.push_back(s);
    if (uses_[id] == 0) free_[static_cast<int>(n.width)].push_back(place_[id]);
  }

  void flag(Id root, std::uint32_t which) {
    need(root);
    std::vector<std::pair<Width, std::uint32_t>> temporary;
    Plan::Step s{.run = nullptr, .what = Plan::What::Flag, .out = which, .k = 0};
    if (is_value(root)) {
      if (value(root) == 0) return;
    }
    s.a = materialise(root, &temporary, Width::B);
    plan_.steps_.push_back(s);
    for (const auto& [w, index] : temporary) free_[static_cast<int>(w)].push_back(index);
    used(root);
  }

  void drop(Id root) {
    if (!is_value(root) && place_[root] != kNoPlace) used(root);
    else if (!is_value(root)) --uses_[root];
  }

  void store(Id root, Plan::What what, std::uint32_t index, std::uint32_t end, const Target& target, std::uint32_t slot) {
    need(root);
    const Width w = what == Plan::What::Store ? Width::B : Width::L;
    std::vector<std::pair<Width, std::uint32_t>> temporary;
    Plan::Step s{.run = store_kernel(w), .what = what, .out = index, .m = end, .table = role_table(target.role), .slot = slot};
    if (!is_value(root) && g_[root].width != w) {  // an amount that is a count or a byte
      const std::uint32_t wide = take(w);
      temporary.push_back({w, wide});
      plan_.steps_.push_back({.run = kernels()(F::Times, {.in = g_[root].width, .out = w}), .what = Plan::What::Compute,
                              .out = tag(w, wide), .a = place_tag(root), .k = 1});
      s.a = tag(w, wide);
    } else {
      s.a = materialise(root, &temporary, w);
    }
    plan_.steps_.push_back(s);
    for (const auto& [width, i] : temporary) free_[static_cast<int>(width)].push_back(i);
    used(root);
  }

  // Turns (width, index) into offsets. The chunk is as large as keeps the columns in the second-level cache.
  void layout() {
    const std::size_t per_family = slots_[0] + 4 * std::size_t{slots_[1]} + 8 * std::size_t{slots_[2]};
    constexpr std::size_t kRoom = 384 * 1024;
    std::uint32_t chunk = 64;
    while (chunk < 1024 && per_family * chunk * 2 <= kRoom) chunk *= 2;
    plan_.chunk_ = chunk;
    const std::size_t base[] = {8 * std::size_t{slots_[2]} * chunk + 4 * std::size_t{slots_[1]} * chunk, 8 * std::size_t{slots_[2]} * chunk, 0};
    const auto offset = [&](std::uint32_t tagged) {
      const auto w = static_cast<Width>(tagged >> 28);
      return static_cast<std::uint32_t>(base[static_cast<int>(w)] + (tagged & 0x0fffffff) * bytes_of(w) * chunk);
    };
    for (Plan::Step& s : plan_.steps_) {
      if (s.what == Plan::What::Compute || s.what == Plan::What::Gather) s.out = offset(s.out);
      if (s.what == Plan::What::Gather) {
        s.a = static_cast<std::uint32_t>(s.k);
        continue;
      }
      s.a = offset(s.a);
      s.b = offset(s.b);
      s.c = offset(s.c);
    }
    plan_.bytes_ = per_family * chunk;
  }

  const Question& q_;
  const Graph& g_;
  const Built& built_;
  Plan& plan_;
  std::vector<std::uint32_t> place_, uses_;
  std::vector<std::uint32_t> free_[3];
  std::uint32_t slots_[3] = {0, 0, 0};
};

Plan::Plan(const Question& question, const Built& built, Facts facts) : open_(facts == Facts::Open) {
  Scheduler(question, built, this)();
  steps_.shrink_to_fit();
}

void Plan::run(const Block& block, std::span<const std::uint32_t> families, std::span<const TargetCells> out,
               Scratch& scratch, std::vector<std::uint32_t>* slow, std::vector<std::uint32_t>* unsettled) const {
  std::uint8_t* memory = scratch.reserve(bytes_ + 3 * 4 * std::size_t{chunk_} + 64);
  auto* rows = reinterpret_cast<std::uint32_t*>(memory + bytes_);  // three lists: person, household, family
  for (std::size_t from = 0; from < families.size(); from += chunk_) {
    const auto part = families.subspan(from, std::min<std::size_t>(chunk_, families.size() - from));
    const auto count = static_cast<std::uint32_t>(part.size());
    const std::uint32_t n = (count + 63) / 64 * 64;
    for (std::uint32_t i = 0; i < n; ++i) {  // the last family fills up the chunk
      const std::uint32_t f = part[std::min(i, count - 1)];
      rows[i] = block.first_person[f];
      rows[chunk_ + i] = block.first_household[f];
      rows[2 * chunk_ + i] = f;
    }
    const auto rows_of = [&](Table t) { return rows + (t == Table::Person ? 0 : t == Table::Household ? chunk_ : 2 * chunk_); };
    for (const Step& s : steps_) {
      Args g{memory + s.out, memory + s.a, memory + s.b, memory + s.c, s.k, s.l, s.m, s.magic, s.shift, n, nullptr};
      switch (s.what) {
        case What::Compute:
          if (s.table32) g.b = s.table32;
          break;
        case What::Gather: {
          const FactCells& cells = block.facts[s.a];
          const void* column = s.m == 1 && cells.upper ? cells.upper : cells.lower;
          const std::size_t skip = s.slot;
          g.rows = rows_of(s.table);
          g.a = static_cast<const std::uint8_t*>(column) + skip * static_cast<std::size_t>(s.b);
          break;
        }
        case What::Store:
          g.out = out[asked_target_[s.out]].code + s.slot;
          g.k = count;
          g.rows = rows_of(s.table);
          break;
        case What::StoreAmount: {
          const TargetCells& cells = out[asked_target_[s.out]];
          g.out = (s.m == 1 ? cells.hi : cells.lo) + s.slot;
          g.k = count;
          g.rows = rows_of(s.table);
          break;
        }
        case What::Flag: {
          auto* list = s.out == 0 ? slow : unsettled;
          const auto* column = static_cast<const std::uint8_t*>(g.a);
          for (std::uint32_t i = 0; i < count; ++i) if (column[i]) list->push_back(part[i]);
          continue;
        }
      }
      s.run(g);
    }
  }
}

}  // namespace fr::fast
