// What-if rows: the same family many times over, each time with a few facts (or the month) replaced in
// one run (replay.h). Only the probed registers are kept, so thousands of hypothetical answers cost no
// memory to speak of. Internal to eval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "eval/analysis.h"
#include "eval/replay.h"

namespace fr::whatif {

inline constexpr const char* kBirthday = "Geburtstag";  // the one fact that structure itself knows

struct Scenario {
  std::vector<Assumption> facts;  // laid over what is known
  std::optional<Month> month;     // instead of the situation's month
};

struct Probe {
  Reg reg;  // kNoReg reads as 0
  EntityRef entity;
};

class Played {
 public:
  Played(std::size_t probes, std::size_t scenarios)
      : probes_(probes), values_(probes * scenarios, Known{0, 0}) {}
  Known at(std::size_t scenario, std::size_t probe) const {
    return values_[scenario * probes_ + probe];
  }
  Known& at(std::size_t scenario, std::size_t probe) { return values_[scenario * probes_ + probe]; }
  // The values of all probes of one scenario.
  std::span<const Known> row(std::size_t scenario) const {
    return std::span(values_).subspan(scenario * probes_, probes_);
  }

 private:
  std::size_t probes_;
  std::vector<Known> values_;
};

// Bounds of every probe in every scenario.
Result<Played> play(const Rulebook& book, const Program& program, const Situation& situation,
                    std::span<const Scenario> scenarios, std::span<const Probe> probes);
// From now on only the probes are computed again (Replay::focus).
void focus(Replay& replay, std::span<const Probe> probes);
// The same over a run that is there already, and that computes the probes; it is left as it was.
Result<Played> play(Replay& replay, std::span<const Scenario> scenarios,
                    std::span<const Probe> probes);

Standing standing(Known verdict);
bool is_point(const Type& type, Known value);
Known full_range(const Fact& fact);

const Entity& entity_of(const Situation& situation, EntityRef ref);
// What the situation says of a fact; nullopt if nothing.
std::optional<Known> stated(const Rulebook& book, const Situation& situation, FactRef ref);
// Every fact of the vocabulary that the situation states, in vocabulary order, then entity.
std::vector<FactRef> stated_facts(const Rulebook& book, const Situation& situation);
bool exists(const Situation& situation, EntityRef ref);
std::optional<std::uint32_t> fact_named(const Rulebook& book, const char* name);

// Vocabulary order, then table, then index.
bool before(const FactRef& a, const FactRef& b);

Result<const Verdict*> verdict_of(const Evaluation& evaluation, std::uint32_t target,
                                  EntityRef entity);

// Sum of two ranges; stays at the end of the range of numbers instead of wrapping.
Known add(Known a, Known b);

// Verdicts of the same entity that the service of verdict i names as `schließt aus`.
std::vector<std::uint32_t> rivals(const Rulebook& book, const Program& program,
                                  std::span<const Verdict> verdicts, std::size_t i);

// Payments and savings per month that are not yet received. Of rivals only one side is paid.
Known month_total(const Rulebook& book, const Program& program, std::span<const Verdict> verdicts);

// The k-th of n >= 2 points, evenly from first to last.
std::int64_t spread(std::int64_t first, std::int64_t last, std::int64_t k, std::int64_t n);

// Two probes per verdict: its register, then its money (or kNoReg).
std::vector<Probe> verdict_probes(const Program& program, std::span<const Verdict> verdicts);

}  // namespace fr::whatif
