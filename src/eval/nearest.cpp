// Nearest: what would turn a no or an open verdict into yes? One other value of one fact, or a month
// to come. Every candidate is proven by a row in which the verdict is yes.
//
// Numbers and days unknown so far are searched on the fact's grain: first at the law's thresholds and
// on an even grid, then in ever finer brackets between a value that does not do and one that does, 64
// values of every bracket at a time. A birth date is never suggested as a change.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "eval/analysis.h"
#include "eval/batch.h"
#include "eval/cuts.h"
#include "eval/months.h"
#include "eval/run.h"
#include "eval/scenarios.h"
#include "eval/support.h"

namespace fr {
namespace {

using namespace whatif;

constexpr std::int64_t kPoints = 64;
constexpr Month kMonths = 36;

// A value that does not do and one that does, as steps of the grain from the range's lower end. The
// nearest value that does is sought between them.
struct Bracket {
  std::size_t search;
  std::int64_t no, yes;
};

struct Search {
  FactRef fact;
  Known current, range;
  std::int64_t grain;
  std::vector<std::int64_t> samples;  // steps, ascending
  std::int64_t value(std::int64_t step) const { return range.lo + step * grain; }
  std::int64_t below(std::int64_t v) const { return (v - range.lo) / grain; }
  std::int64_t above(std::int64_t v) const { return below(v) + ((v - range.lo) % grain != 0); }
};

class Nearest {
 public:
  Nearest(const Rulebook& book, const Program& program, const Situation& situation, Probe verdict)
      : book_(book), program_(program), situation_(situation), verdict_(verdict) {}

  Result<std::vector<Change>> changes() {
    const Batch batch(book_, situation_, 1);
    auto done = run(book_, program_, batch, Carrier::Bounds);
    if (!done) return std::unexpected(done.error());
    const auto facts =
        support(program_, batch, *done, verdict_.reg, batch.row(verdict_.entity), false);
    for (const FactRef& fact : facts) sort_out(fact, batch.fact(fact.fact, batch.row(fact.entity)));
    if (auto failed = try_discrete()) return std::unexpected(*failed);
    if (auto failed = try_numbers()) return std::unexpected(*failed);
    return std::move(changes_);
  }

 private:
  using Failure = std::optional<EvalError>;

  // Which other values of the fact a family could think of; nobody wants to be told that a death would help.
  void sort_out(const FactRef& ref, Known current) {
    const Fact& fact = book_.facts[ref.fact];
    if (fact.name == kBirthday || fact.offered) return;
    const bool known = is_point(fact.type, current);
    switch (fact.type.kind) {
      case Kind::Bool:
        for (std::int64_t v = 0; v <= 1; ++v)
          if (!known || v != current.lo) discrete_.push_back({ref, {v, v}});
        return;
      case Kind::Choice:
        for (std::int64_t rest = fact.lo; rest != 0; rest &= rest - 1) {
          const std::int64_t member = rest & -rest;
          if (!known || member != current.lo) discrete_.push_back({ref, {member, member}});
        }
        return;
      case Kind::Day:
      case Kind::Month:
        if (known) return;
        [[fallthrough]];
      default:
        searches_.push_back(
            {ref, current, full_range(fact), std::max<std::int64_t>(1, fact.grain), {}});
    }
  }

  Result<std::vector<bool>> does(const std::vector<Assumption>& assumptions) const {
    std::vector<Scenario> scenarios;
    scenarios.reserve(assumptions.size());
    for (const Assumption& a : assumptions) scenarios.push_back({{a}, std::nullopt});
    auto played = play(book_, program_, situation_, scenarios, std::span(&verdict_, 1));
    if (!played) return std::unexpected(played.error());
    std::vector<bool> result(assumptions.size());
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i] = standing(played->at(i, 0)) == Standing::Yes;
    return result;
  }

  void found(const FactRef& fact, std::int64_t value, bool at_least) {
    changes_.push_back({fact, {value, value}, at_least, std::nullopt, std::nullopt});
  }

  Failure try_discrete() {
    auto result = does(discrete_);
    if (!result) return result.error();
    for (std::size_t i = 0; i < discrete_.size(); ++i)
      if ((*result)[i]) found(discrete_[i].fact, discrete_[i].value.lo, true);
    return {};
  }

  Failure try_numbers() {
    if (searches_.empty()) return {};
    if (auto failed = take_samples()) return failed;
    std::vector<Assumption> rows;
    for (const Search& s : searches_)
      for (const std::int64_t step : s.samples) rows.push_back(at(s, step));
    auto result = does(rows);
    if (!result) return result.error();
    std::size_t first = 0;
    for (std::size_t i = 0; i < searches_.size(); ++i) {
      const std::size_t count = searches_[i].samples.size();
      bracket(i, {result->begin() + first, result->begin() + first + count});
      first += count;
    }
    while (!brackets_.empty())
      if (auto failed = refine()) return failed;
    return {};
  }

  static Assumption at(const Search& s, std::int64_t step) {
    return {s.fact, {s.value(step), s.value(step)}};
  }

  // Where the law's thresholds lie along the whole range of each fact, and an even grid.
  Failure take_samples() {
    Batch batch(book_, situation_, static_cast<std::uint32_t>(searches_.size()));
    for (std::uint32_t i = 0; i < searches_.size(); ++i) {
      const Search& s = searches_[i];
      batch.set_fact(s.fact.fact, batch.row(s.fact.entity, i), s.range);
    }
    auto done = run(book_, program_, batch, Carrier::Bounds);
    if (!done) return done.error();
    for (std::uint32_t i = 0; i < searches_.size(); ++i) {
      Search& s = searches_[i];
      const std::int64_t end = s.below(s.range.hi);
      for (const Known& p : pieces(book_, program_, batch, *done, s.fact, i)) {
        s.samples.push_back(s.below(p.lo));
        s.samples.push_back(s.below(p.hi));
      }
      for (std::int64_t k = 0; k < kPoints; ++k) s.samples.push_back(spread(0, end, k, kPoints));
      s.samples.push_back(s.below(s.current.lo));
      s.samples.push_back(s.above(s.current.hi));
      std::erase_if(s.samples, [&](std::int64_t step) { return step < 0 || step > end; });
      std::ranges::sort(s.samples);
      const auto again = std::ranges::unique(s.samples);
      s.samples.erase(again.begin(), again.end());
    }
    return {};
  }

  void bracket(std::size_t index, const std::vector<bool>& yes) {
    const Search& s = searches_[index];
    const std::int64_t lo = s.below(s.current.lo), hi = s.above(s.current.hi);
    const auto count = static_cast<std::int64_t>(s.samples.size());
    std::int64_t first_inside = -1, last_inside = -1, first_above = -1, last_below = -1;
    for (std::int64_t i = 0; i < count; ++i) {
      if (!yes[i]) continue;
      if (s.samples[i] < lo) last_below = i;
      if (s.samples[i] > hi && first_above < 0) first_above = i;
      if (s.samples[i] < lo || s.samples[i] > hi) continue;
      if (first_inside < 0) first_inside = i;
      if (last_inside < 0 || last_inside == i - 1) last_inside = i;
    }
    if (first_inside >= 0 && lo < hi) {
      const bool from_start = s.samples[first_inside] == lo;
      if (!from_start) {
        brackets_.push_back({index, s.samples[first_inside - 1], s.samples[first_inside]});
      } else if (s.samples[last_inside] < hi) {
        brackets_.push_back({index, s.samples[last_inside + 1], s.samples[last_inside]});
      } else {
        found(s.fact, s.value(lo), true);  // any answer does
      }
      return;
    }
    if (first_above > 0)
      brackets_.push_back({index, s.samples[first_above - 1], s.samples[first_above]});
    if (last_below >= 0 && last_below + 1 < count)
      brackets_.push_back({index, s.samples[last_below + 1], s.samples[last_below]});
  }

  // One round for all brackets; those that are as fine as the grain become changes.
  Failure refine() {
    std::vector<Bracket> wide;
    for (const Bracket& b : brackets_) {
      if (std::abs(b.yes - b.no) > 1) {
        wide.push_back(b);
      } else {
        found(searches_[b.search].fact, searches_[b.search].value(b.yes), b.no < b.yes);
      }
    }
    brackets_.clear();
    if (wide.empty()) return {};
    std::vector<Assumption> rows;
    std::vector<std::vector<std::int64_t>> steps;
    for (const Bracket& b : wide) {
      steps.push_back(between(b));
      for (const std::int64_t step : steps.back()) rows.push_back(at(searches_[b.search], step));
    }
    auto result = does(rows);
    if (!result) return result.error();
    std::size_t row = 0;
    for (std::size_t i = 0; i < wide.size(); ++i) {
      Bracket narrow = wide[i];
      for (const std::int64_t step : steps[i]) {
        const bool yes = (*result)[row++];
        if (narrow.yes != wide[i].yes) continue;  // a nearer one was found
        (yes ? narrow.yes : narrow.no) = step;
      }
      brackets_.push_back(narrow);
    }
    return {};
  }

  // Up to 64 steps strictly between, walking from `no` to `yes`.
  static std::vector<std::int64_t> between(const Bracket& b) {
    const std::int64_t sign = b.yes > b.no ? 1 : -1, inner = std::abs(b.yes - b.no) - 1;
    const std::int64_t count = std::min(inner, kPoints);
    std::vector<std::int64_t> steps;
    for (std::int64_t k = 0; k < count; ++k)
      steps.push_back(b.no + sign * (count == 1 ? 1 : spread(1, inner, k, count)));
    return steps;
  }

  const Rulebook& book_;
  const Program& program_;
  const Situation& situation_;
  const Probe verdict_;
  std::vector<Assumption> discrete_;
  std::vector<Search> searches_;
  std::vector<Bracket> brackets_;
  std::vector<Change> changes_;
};

// The first of the coming months in which the verdict is yes with everything as it is.
Result<std::optional<Change>> next_month(const Rulebook& book, const Program& now,
                                         const Situation& situation, std::uint32_t target,
                                         EntityRef entity) {
  auto parts = stretches(book, situation.month, situation.month + kMonths);
  if (!parts) return std::unexpected(parts.error());
  for (const Stretch& part : *parts) {
    const auto there = same_target(now, target, *part.program);
    if (!there) continue;
    const Target& t = part.program->targets[*there];
    const Probe probe{t.verdict, entity};
    std::vector<Scenario> months;
    for (Month m = part.from; m < part.until; ++m) months.push_back({{}, m});
    auto played = play(book, *part.program, situation, months, std::span(&probe, 1));
    if (!played) return std::unexpected(played.error());
    for (Month m = std::max(part.from, situation.month + 1); m < part.until; ++m) {
      const Known verdict = played->at(m - part.from, 0);
      if (standing(verdict) != Standing::Yes || !in_role(situation, entity, t.role, m)) continue;
      const Turn turn{m, probe, {kNoReg, entity}, verdict, {0, 0}, entity};
      auto birthday = birthdays_behind(book, *part.program, situation, std::span(&turn, 1));
      if (!birthday) return std::unexpected(birthday.error());
      Change change{std::nullopt, {0, 0}, true, m, std::nullopt};
      if (birthday->front()) change.day = birthday->front()->day;
      return change;
    }
  }
  return std::optional<Change>{};
}

}  // namespace

Result<std::vector<Change>> nearest(const Rulebook& book, const Situation& situation,
                                    std::uint32_t target, EntityRef entity) {
  auto evaluation = evaluate(book, situation);
  if (!evaluation) return std::unexpected(evaluation.error());
  return nearest(book, situation, *evaluation, target, entity);
}

Result<std::vector<Change>> nearest(const Rulebook& book, const Situation& situation, const Evaluation& evaluation,
                                    std::uint32_t target, EntityRef entity) {
  const auto verdict = verdict_of(evaluation, target, entity);
  if (!verdict) return std::unexpected(verdict.error());
  if ((*verdict)->standing == Standing::Yes) return std::vector<Change>{};

  const Program& program = *evaluation.program;
  auto month = next_month(book, program, situation, target, entity);
  if (!month) return std::unexpected(month.error());
  auto changes =
      Nearest(book, program, situation, {program.targets[target].verdict, entity}).changes();
  if (!changes) return changes;
  std::ranges::stable_sort(*changes, [&](const Change& a, const Change& b) {
    const auto effort = [&](const Change& c) { return book.facts[c.fact->fact].effort; };
    if (effort(a) != effort(b)) return effort(a) < effort(b);
    return before(*a.fact, *b.fact);
  });
  if (*month) changes->insert(changes->begin(), **month);
  return changes;
}

}  // namespace fr
