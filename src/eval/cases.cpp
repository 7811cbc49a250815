#include "eval/cases.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace fr {
namespace {

constexpr std::uint32_t kLooks = 6;

struct Axis {  // one fact of a plan
  FactRef fact;
  std::vector<Known> pieces;
};

struct Plan {  // rows = all combinations of the axes' pieces; the first axis varies fastest
  std::vector<Axis> axes;
  std::vector<std::size_t> outcomes;  // for whose sake
  std::uint32_t rows() const {
    std::uint32_t product = 1;
    for (const Axis& axis : axes) product *= static_cast<std::uint32_t>(axis.pieces.size());
    return product;
  }
  bool has(FactRef fact) const {
    return std::any_of(axes.begin(), axes.end(), [&](const Axis& axis) { return axis.fact == fact; });
  }
};

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}
Known add(Known a, Known b) { return {add(a.lo, b.lo), add(a.hi, b.hi)}; }
Known hull(Known a, Known b) { return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)}; }
// Of two ranges that both contain the truth.
Known both(Known a, Known b) { return {std::max(a.lo, b.lo), std::min(a.hi, b.hi)}; }

bool less(const FactRef& x, const FactRef& y) {
  return std::pair(x.fact, x.entity.index) < std::pair(y.fact, y.entity.index);
}

struct Values {  // of one outcome in one row
  Known standing{0, 0}, amount{0, 0};
  bool operator==(const Values&) const = default;
};

struct Rows {  // what a plan's rows came to
  std::vector<std::size_t> touched;         // unsettled outcomes that rest on one of the plan's facts; the others stay
  std::vector<std::vector<Values>> values;  // [row][position in touched]
  std::vector<std::vector<FactRef>> open;   // [outcome]: facts that rows still rest on
  std::vector<std::uint32_t> looks;         // [outcome]: rows looked into for them
};

// Sum of what counts, where amount(i) is what outcome i comes to. Of an outcome and its rivals only one
// side is paid: the upper end takes the larger.
template <class Amount>
Known sum_of(const std::vector<Outcome>& outcomes, Amount amount) {
  Known sum{0, 0};
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].counts) continue;
    const Known own = amount(i);
    sum = add(sum, own);
    std::int64_t rivals = 0;
    for (const std::uint32_t r : outcomes[i].rivals)
      if (outcomes[r].counts) rivals = add(rivals, amount(r).hi);
    sum.hi = add(sum.hi, -std::min(own.hi, rivals));
  }
  return sum;
}

class Splitter {
 public:
  Splitter(Replay& replay, Cutter& cutter, std::uint32_t max_cases, std::vector<Outcome>* outcomes)
      : replay_(replay), walk_(replay.program(), replay.batch(), replay.run()),
        cutter_(cutter), max_cases_(max_cases), outcomes_(*outcomes),
        rests_(outcomes->size()), correlated_(outcomes->size()) {}

  Split operator()() {
    first_run();
    for (Plan& plan : plans()) play(plan);
    // The total's own plan sharpens nothing else: each outcome stays what its own facts make of it.
    const Plan total = plan_of(shared_, std::max<std::uint32_t>(1, max_cases_ - (result_.cases - 1)));
    if (!total.axes.empty()) play(total);
    const Known sum = sum_of(outcomes_, [&](std::size_t i) { return outcomes_[i].amount; });
    result_.total = total_ ? both(sum, *total_) : sum;
    return result_;
  }

 private:
  void first_run();
  std::vector<Plan> plans();
  Plan plan_for(std::size_t outcome, std::uint32_t budget);
  Plan plan_of(const std::vector<Reached>& correlated, std::uint32_t budget);
  void play(const Plan& plan);
  bool visit(const Plan& plan, std::size_t axes, Rows* rows);
  bool record(const Plan& plan, Rows* rows);
  void sharpen(const Plan& plan, const Rows& rows);
  Values values(const Outcome& outcome) const;
  void look(const std::vector<std::size_t>& outcomes, Rows* rows);
  void share(const Outcome& outcome, const std::vector<Reached>& behind_money);

  Replay& replay_;
  Walk walk_;
  Cutter& cutter_;
  const std::uint32_t max_cases_;
  std::vector<Outcome>& outcomes_;
  std::vector<std::size_t> unsettled_;             // outcomes that the first run left open
  std::vector<Values> base_;                       // per outcome: what the first run says
  std::vector<std::vector<FactRef>> rests_;        // per outcome: what it rests on, if it is open
  std::vector<std::vector<Reached>> correlated_;  // per outcome, most paths first
  std::vector<Reached> shared_;                   // paths = number of amounts that the fact reaches
  Walk::Sets sets_;
  std::optional<Known> total_;
  Split result_;
};

bool open(const Values& values) {
  return values.standing.lo != values.standing.hi || values.amount.lo != values.amount.hi;
}

Values Splitter::values(const Outcome& outcome) const {
  const auto at = [&](Cell cell) { return replay_.run().at(cell.reg, cell.row); };
  return {at(outcome.verdict), outcome.money ? at(*outcome.money) : Known{0, 0}};
}

// Facts behind verdict and money, each with its most paths.
std::vector<Reached> merged(const std::vector<Reached>& verdict, const std::vector<Reached>& money) {
  std::vector<Reached> result = verdict;
  for (const Reached& more : money) {
    const auto same = std::lower_bound(result.begin(), result.end(), more, [](const Reached& x, const Reached& y) { return less(x.fact, y.fact); });
    if (same == result.end() || !(same->fact == more.fact)) {
      result.insert(same, more);
    } else {
      same->paths = std::max(same->paths, more.paths);
    }
  }
  return result;
}

// The money of two outcomes may hang on one fact in opposite ways: what one gains the other loses.
void Splitter::share(const Outcome& outcome, const std::vector<Reached>& behind_money) {
  if (!outcome.counts || outcome.amount.lo == outcome.amount.hi) return;
  for (const Reached& reached : behind_money) {
    const auto same = std::find_if(shared_.begin(), shared_.end(),
                                   [&](const Reached& x) { return x.fact == reached.fact; });
    if (same == shared_.end()) {
      shared_.push_back({reached.fact, 1});
    } else {
      ++same->paths;
    }
  }
}

void Splitter::first_run() {
  std::vector<Cell> from;  // verdict and money of each unsettled outcome
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    Outcome& outcome = outcomes_[i];
    const Values base = values(outcome);
    outcome.standing = base.standing;
    outcome.amount = base.amount;
    base_.push_back(base);
    if (!open(base)) continue;
    unsettled_.push_back(i);
    from.push_back(outcome.verdict);
    from.push_back(outcome.money.value_or(outcome.verdict));
  }
  const auto behind = walk_.open_facts(from);
  for (std::size_t u = 0; u < unsettled_.size(); ++u) {
    const std::size_t i = unsettled_[u];
    Outcome& outcome = outcomes_[i];
    if (outcome.money) share(outcome, behind[2 * u + 1]);
    for (const Reached& reached : merged(behind[2 * u], behind[2 * u + 1])) {
      outcome.missing.push_back(reached.fact);
      if (reached.paths >= 2) correlated_[i].push_back(reached);
    }
    rests_[i] = outcome.missing;
    std::stable_sort(correlated_[i].begin(), correlated_[i].end(),
                     [](const Reached& x, const Reached& y) { return x.paths > y.paths; });
  }
  std::erase_if(shared_, [](const Reached& x) { return x.paths < 2; });
  std::stable_sort(shared_.begin(), shared_.end(),
                   [](const Reached& x, const Reached& y) { return x.paths > y.paths; });
}

// --- plans ------------------------------------------------------------------------------------------

Plan Splitter::plan_for(std::size_t outcome, std::uint32_t budget) {
  Plan plan = plan_of(correlated_[outcome], budget);
  plan.outcomes = {outcome};
  return plan;
}

Plan Splitter::plan_of(const std::vector<Reached>& correlated, std::uint32_t budget) {
  Plan plan;
  std::uint32_t rows = 1;
  for (const Reached& reached : correlated) {
    const std::vector<Known>& list = cutter_.pieces(reached.fact);
    if (list.size() < 2) continue;
    if (list.size() == kMaxPieces) result_.capped = true;  // neighbours may have been merged
    if (rows * list.size() > budget) {
      result_.capped = true;
      continue;
    }
    rows *= static_cast<std::uint32_t>(list.size());
    plan.axes.push_back({reached.fact, list});
  }
  std::sort(plan.axes.begin(), plan.axes.end(),
            [](const Axis& x, const Axis& y) { return less(x.fact, y.fact); });
  return plan;
}

// One plan per distinct set of facts; a set within another one is played along with it.
std::vector<Plan> Splitter::plans() {
  std::vector<std::vector<FactRef>> wishes;
  for (const auto& list : correlated_) {
    std::vector<FactRef> facts;
    for (const Reached& reached : list) facts.push_back(reached.fact);
    std::sort(facts.begin(), facts.end(), less);
    if (!facts.empty() && std::find(wishes.begin(), wishes.end(), facts) == wishes.end()) {
      wishes.push_back(facts);
    }
  }
  if (wishes.empty()) return {};
  const auto budget = std::max<std::uint32_t>(1, max_cases_ / static_cast<std::uint32_t>(wishes.size()));
  std::vector<Plan> all;
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    if (correlated_[i].empty()) continue;
    if (Plan plan = plan_for(i, budget); !plan.axes.empty()) all.push_back(std::move(plan));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Plan& x, const Plan& y) { return x.axes.size() > y.axes.size(); });
  std::vector<Plan> result;
  for (Plan& plan : all) {
    const auto wider = std::find_if(result.begin(), result.end(), [&](const Plan& other) {
      return std::all_of(plan.axes.begin(), plan.axes.end(),
                         [&](const Axis& axis) { return other.has(axis.fact); });
    });
    if (wider == result.end()) {
      result.push_back(std::move(plan));
    } else {
      wider->outcomes.push_back(plan.outcomes.front());
    }
  }
  return result;
}

// --- rows -------------------------------------------------------------------------------------------

void Splitter::play(const Plan& plan) {
  Rows rows;
  rows.open.resize(outcomes_.size());
  rows.looks.resize(outcomes_.size());
  const bool whole = plan.outcomes.empty();  // for the total: only what counts in it
  std::vector<Reg> registers;
  for (const std::size_t i : unsettled_) {
    if (whole && !outcomes_[i].counts) continue;
    if (!std::ranges::any_of(rests_[i], [&](const FactRef& fact) { return plan.has(fact); })) continue;
    rows.touched.push_back(i);
    if (!whole) registers.push_back(outcomes_[i].verdict.reg);
    if (outcomes_[i].money) registers.push_back(outcomes_[i].money->reg);
  }
  replay_.focus(registers);
  const bool fine = result_.cases - 1 + plan.rows() <= max_cases_ && visit(plan, plan.axes.size(), &rows);
  replay_.focus_all();
  if (!fine) {
    result_.capped = true;
    return;
  }
  result_.cases += plan.rows();
  sharpen(plan, rows);
}

// All combinations of the first `axes` axes, the first one fastest.
bool Splitter::visit(const Plan& plan, std::size_t axes, Rows* rows) {
  if (axes == 0) return record(plan, rows);
  const Axis& axis = plan.axes[axes - 1];
  for (const Known& piece : axis.pieces) {
    const Assumption assumption{axis.fact, piece};
    replay_.push({&assumption, 1});
    const bool fine = visit(plan, axes - 1, rows);
    replay_.pop();
    if (!fine) return false;
  }
  return true;
}

bool Splitter::record(const Plan& plan, Rows* rows) {
  if (replay_.failure()) return false;  // a case in which the rules fail: the wider answer stands
  std::vector<Values>& row = rows->values.emplace_back();
  row.reserve(rows->touched.size());
  for (std::size_t i : rows->touched) row.push_back(values(outcomes_[i]));
  std::vector<std::size_t> outcomes;  // to look into
  for (std::size_t i : plan.outcomes) {
    std::vector<FactRef>& still = rows->open[i];
    // A case rests on nothing that the family does not rest on: once all is known, no need to look.
    const auto known = [&](const FactRef& fact) { return std::binary_search(still.begin(), still.end(), fact, less); };
    if (std::all_of(outcomes_[i].missing.begin(), outcomes_[i].missing.end(), known)) continue;
    if (!open(values(outcomes_[i]))) continue;
    if (++rows->looks[i] > kLooks) {  // looked long enough: the rest may still matter
      still = outcomes_[i].missing;
      continue;
    }
    outcomes.push_back(i);
  }
  if (!outcomes.empty()) look(outcomes, rows);
  return true;
}

// Adds the facts on which the outcomes rest in the present case.
void Splitter::look(const std::vector<std::size_t>& outcomes, Rows* rows) {
  std::vector<Cell> from;
  for (std::size_t i : outcomes) {
    from.push_back(outcomes_[i].verdict);
    from.push_back(outcomes_[i].money.value_or(outcomes_[i].verdict));
  }
  walk_.open_facts(from, &sets_);
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    std::vector<FactRef> found, both;
    for (std::size_t k = 0; k < sets_.facts.size(); ++k) {
      const auto in = [&](std::size_t start) { return sets_.bits[start * sets_.words + k / 64] >> k % 64 & 1; };
      if (in(2 * o) || in(2 * o + 1)) found.push_back(sets_.facts[k]);
    }
    std::vector<FactRef>& still = rows->open[outcomes[o]];
    std::set_union(still.begin(), still.end(), found.begin(), found.end(), std::back_inserter(both), less);
    still.swap(both);
  }
}

// Does the outcome (by position) differ between two rows that differ only in this axis?
bool decides(const Plan& plan, std::size_t axis, const Rows& rows, std::size_t position) {
  std::size_t stride = 1;
  for (std::size_t k = 0; k < axis; ++k) stride *= plan.axes[k].pieces.size();
  const std::size_t n = plan.axes[axis].pieces.size();
  for (std::size_t row = 0; row < rows.values.size(); ++row) {
    if (row / stride % n == 0) continue;
    if (!(rows.values[row][position] == rows.values[row - stride][position])) return true;
  }
  return false;
}

void Splitter::sharpen(const Plan& plan, const Rows& rows) {
  std::optional<Known> total;
  constexpr std::size_t kStays = ~std::size_t{0};
  std::vector<std::size_t> position(outcomes_.size(), kStays);
  for (std::size_t p = 0; p < rows.touched.size(); ++p) position[rows.touched[p]] = p;
  for (const auto& row : rows.values) {
    const Known sum = sum_of(outcomes_, [&](std::size_t i) { return (position[i] == kStays ? base_[i] : row[position[i]]).amount; });
    total = total ? hull(*total, sum) : sum;
  }
  total_ = total_ ? both(*total_, *total) : *total;
  if (plan.outcomes.empty()) return;

  for (std::size_t p = 0; p < rows.touched.size(); ++p) {
    Values all = rows.values.front()[p];
    for (const auto& row : rows.values) {
      all.standing = hull(all.standing, row[p].standing);
      all.amount = hull(all.amount, row[p].amount);
    }
    Outcome& outcome = outcomes_[rows.touched[p]];
    outcome.standing = both(outcome.standing, all.standing);
    outcome.amount = both(outcome.amount, all.amount);
    if (!open({outcome.standing, outcome.amount})) outcome.missing.clear();
  }
  for (std::size_t i : plan.outcomes) {
    const std::size_t p = position[i];
    std::erase_if(outcomes_[i].missing, [&](const FactRef& fact) {
      const auto& still = rows.open[i];
      if (std::find(still.begin(), still.end(), fact) != still.end()) return false;
      for (std::size_t k = 0; k < plan.axes.size(); ++k) {
        if (plan.axes[k].fact == fact) return !decides(plan, k, rows, p);
      }
      return true;
    });
  }
}

}  // namespace

Split split(Replay& replay, Cutter& cutter, std::uint32_t max_cases, std::vector<Outcome>* outcomes) {
  return Splitter(replay, cutter, max_cases, outcomes)();
}

}  // namespace fr
