#include "eval/cases.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "eval/cuts.h"

namespace fr {
namespace {

constexpr std::uint32_t kChunk = 64;  // families per run: their registers stay in the cache

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

class Splitter {
 public:
  Splitter(const Rulebook& book, const Situation& situation, const Program& program,
           const Batch& batch, const Run& run, std::uint32_t max_cases,
           std::vector<Outcome>* outcomes)
      : book_(book), situation_(situation), program_(program), batch_(batch), run_(run),
        max_cases_(max_cases), outcomes_(*outcomes), correlated_(outcomes->size()) {}

  Split operator()() {
    first_run();
    for (Plan& plan : plans()) play(plan);
    Known sum{0, 0};
    for (const Outcome& outcome : outcomes_) {
      if (outcome.counts) sum = add(sum, outcome.amount);
    }
    result_.total = total_ ? both(sum, *total_) : sum;
    return result_;
  }

 private:
  void first_run();
  std::vector<Plan> plans();
  Plan plan_for(std::size_t outcome, std::uint32_t budget);
  const std::vector<Known>& pieces_of(FactRef fact);
  void play(const Plan& plan);
  bool run_rows(const Plan& plan, std::vector<std::vector<Values>>* rows,
                std::vector<std::vector<FactRef>>* open);
  void sharpen(const Plan& plan, const std::vector<std::vector<Values>>& rows,
               const std::vector<std::vector<FactRef>>& open);
  Values values(const Run& run, const Batch& batch, const Outcome& outcome,
                std::uint32_t family) const;

  const Rulebook& book_;
  const Situation& situation_;
  const Program& program_;
  const Batch& batch_;
  const Run& run_;
  const std::uint32_t max_cases_;
  std::vector<Outcome>& outcomes_;
  std::vector<std::vector<Reached>> correlated_;  // per outcome, most paths first
  std::vector<std::pair<FactRef, std::vector<Known>>> pieces_;
  std::optional<Known> total_;
  Split result_;
};

bool open(const Values& values) {
  return values.standing.lo != values.standing.hi || values.amount.lo != values.amount.hi;
}

Cell shift(Cell cell, const Program& program, const Batch& batch, std::uint32_t family) {
  return {cell.reg, cell.row + batch.first_row(program.code[cell.reg].table, family)};
}

Values Splitter::values(const Run& run, const Batch& batch, const Outcome& outcome,
                        std::uint32_t family) const {
  Values result;
  const Cell verdict = shift(outcome.verdict, program_, batch, family);
  result.standing = run.at(verdict.reg, verdict.row);
  if (outcome.money) {
    const Cell money = shift(*outcome.money, program_, batch, family);
    result.amount = run.at(money.reg, money.row);
  }
  return result;
}

// Facts behind verdict and money, each with its most paths.
std::vector<Reached> reach(Walk& walk, const Program& program, const Batch& batch,
                           const Outcome& outcome, std::uint32_t family) {
  const Cell verdict = shift(outcome.verdict, program, batch, family);
  std::vector<Reached> result = walk.facts(verdict.reg, verdict.row, true);
  if (!outcome.money) return result;
  const Cell money = shift(*outcome.money, program, batch, family);
  for (const Reached& more : walk.facts(money.reg, money.row, true)) {
    const auto same = std::find_if(result.begin(), result.end(),
                                   [&](const Reached& x) { return x.fact == more.fact; });
    if (same == result.end()) {
      result.push_back(more);
    } else {
      same->paths = std::max(same->paths, more.paths);
    }
  }
  std::sort(result.begin(), result.end(),
            [](const Reached& x, const Reached& y) { return less(x.fact, y.fact); });
  return result;
}

void Splitter::first_run() {
  Walk walk(program_, batch_, run_);
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    Outcome& outcome = outcomes_[i];
    const Values base = values(run_, batch_, outcome, 0);
    outcome.standing = base.standing;
    outcome.amount = base.amount;
    if (!open(base)) continue;
    for (const Reached& reached : reach(walk, program_, batch_, outcome, 0)) {
      outcome.missing.push_back(reached.fact);
      if (reached.paths >= 2) correlated_[i].push_back(reached);
    }
    std::stable_sort(correlated_[i].begin(), correlated_[i].end(),
                     [](const Reached& x, const Reached& y) { return x.paths > y.paths; });
  }
}

// --- plans ------------------------------------------------------------------------------------------

const std::vector<Known>& Splitter::pieces_of(FactRef fact) {
  for (const auto& [known, list] : pieces_) {
    if (known == fact) return list;
  }
  pieces_.emplace_back(fact, pieces(book_, program_, batch_, run_, fact));
  return pieces_.back().second;
}

Plan Splitter::plan_for(std::size_t outcome, std::uint32_t budget) {
  Plan plan;
  plan.outcomes = {outcome};
  std::uint32_t rows = 1;
  for (const Reached& reached : correlated_[outcome]) {
    const std::vector<Known>& list = pieces_of(reached.fact);
    if (list.size() < 2) continue;
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
  std::vector<std::vector<Values>> rows;               // [row][outcome]
  std::vector<std::vector<FactRef>> open(outcomes_.size());  // facts that rows still rest on
  if (result_.cases - 1 + plan.rows() > max_cases_ || !run_rows(plan, &rows, &open)) {
    result_.capped = true;
    return;
  }
  result_.cases += plan.rows();
  sharpen(plan, rows, open);
}

bool Splitter::run_rows(const Plan& plan, std::vector<std::vector<Values>>* rows,
                        std::vector<std::vector<FactRef>>* open_facts) {
  const std::uint32_t count = plan.rows();
  for (std::uint32_t first = 0; first < count; first += kChunk) {
    const std::uint32_t size = std::min(kChunk, count - first);
    Batch batch(book_, situation_, size);
    for (std::uint32_t f = 0; f < size; ++f) {
      std::uint32_t rest = first + f;
      for (const Axis& axis : plan.axes) {
        const auto n = static_cast<std::uint32_t>(axis.pieces.size());
        batch.set_fact(axis.fact.fact, batch.row(axis.fact.entity, f), axis.pieces[rest % n]);
        rest /= n;
      }
    }
    const Result<Run> run = fr::run(book_, program_, batch, Carrier::Bounds);
    if (!run) return false;  // a case in which the rules fail: the wider answer stands
    for (std::uint32_t f = 0; f < size; ++f) {
      std::vector<Values>& row = rows->emplace_back();
      for (const Outcome& outcome : outcomes_) row.push_back(values(*run, batch, outcome, f));
      std::optional<Walk> walk;
      for (std::size_t i : plan.outcomes) {
        if (!open(row[i])) continue;
        if (!walk) walk.emplace(program_, batch, *run, f);
        for (const Reached& reached : reach(*walk, program_, batch, outcomes_[i], f)) {
          (*open_facts)[i].push_back(reached.fact);
        }
      }
    }
  }
  return true;
}

// Does the outcome differ between two rows that differ only in this axis?
bool decides(const Plan& plan, std::size_t axis, const std::vector<std::vector<Values>>& rows,
             std::size_t outcome) {
  std::size_t stride = 1;
  for (std::size_t k = 0; k < axis; ++k) stride *= plan.axes[k].pieces.size();
  const std::size_t n = plan.axes[axis].pieces.size();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row / stride % n == 0) continue;
    if (!(rows[row][outcome] == rows[row - stride][outcome])) return true;
  }
  return false;
}

void Splitter::sharpen(const Plan& plan, const std::vector<std::vector<Values>>& rows,
                       const std::vector<std::vector<FactRef>>& open_facts) {
  std::optional<Known> total;
  for (const auto& row : rows) {
    Known sum{0, 0};
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      if (outcomes_[i].counts) sum = add(sum, row[i].amount);
    }
    total = total ? hull(*total, sum) : sum;
  }
  total_ = total_ ? both(*total_, *total) : *total;

  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    Values all = rows.front()[i];
    for (const auto& row : rows) {
      all.standing = hull(all.standing, row[i].standing);
      all.amount = hull(all.amount, row[i].amount);
    }
    Outcome& outcome = outcomes_[i];
    outcome.standing = both(outcome.standing, all.standing);
    outcome.amount = both(outcome.amount, all.amount);
    if (!open({outcome.standing, outcome.amount})) outcome.missing.clear();
  }
  for (std::size_t i : plan.outcomes) {
    std::erase_if(outcomes_[i].missing, [&](const FactRef& fact) {
      const auto& still = open_facts[i];
      if (std::find(still.begin(), still.end(), fact) != still.end()) return false;
      for (std::size_t k = 0; k < plan.axes.size(); ++k) {
        if (plan.axes[k].fact == fact) return !decides(plan, k, rows, i);
      }
      return true;
    });
  }
}

}  // namespace

Split split(const Rulebook& book, const Situation& situation, const Program& program,
            const Batch& batch, const Run& run, std::uint32_t max_cases,
            std::vector<Outcome>* outcomes) {
  return Splitter(book, situation, program, batch, run, max_cases, outcomes)();
}

}  // namespace fr
