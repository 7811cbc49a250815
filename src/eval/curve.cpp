// Curve: verdicts and the month's total along the values of one fact, everything else as it is.
#include <algorithm>
#include <utility>

#include "eval/analysis.h"
#include "eval/scenarios.h"

namespace fr {
namespace {

using namespace whatif;

// At most `points` values of the fact between from and to, ascending, on the fact's grain.
std::vector<std::int64_t> values_along(const Fact& fact, std::int64_t from, std::int64_t to,
                                       std::uint32_t points) {
  std::vector<std::int64_t> values;
  if (fact.type.kind == Kind::Choice) {
    for (std::int64_t rest = fact.lo; rest != 0; rest &= rest - 1) values.push_back(rest & -rest);
    return values;
  }
  const std::int64_t grain = std::max<std::int64_t>(1, fact.grain);
  const auto step = [&](std::int64_t v) {
    return (std::clamp(v, fact.lo, fact.hi) - fact.lo) / grain;
  };
  const std::int64_t first = step(std::min(from, to)), last = step(std::max(from, to));
  const std::int64_t count = std::max<std::int64_t>(points, 2);
  for (std::int64_t k = 0; k < count; ++k)
    values.push_back(fact.lo + spread(first, last, k, count) * grain);
  const auto again = std::ranges::unique(values);
  values.erase(again.begin(), again.end());
  return values;
}

CurvePoint point_at(const Rulebook& book, const Program& program,
                    const std::vector<Verdict>& verdicts, std::int64_t at,
                    std::span<const Known> row) {
  CurvePoint point{at, {0, 0}, {}, {}};
  point.verdicts.reserve(verdicts.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const Verdict& v = verdicts[i];
    const bool money = program.targets[v.target].money != kNoReg;
    point.verdicts.push_back({v.target, v.entity, standing(row[2 * i]), v.received,
                              money ? std::optional(row[2 * i + 1]) : std::nullopt, {}});
  }
  point.total_per_month = month_total(book, program, point.verdicts);
  for (std::size_t i = 2 * verdicts.size(); i < row.size(); ++i) point.rules.push_back(row[i]);
  return point;
}

EvalError no_such_fact() {
  return {EvalError::What::UnknownFact, "", "",
          "Diese Angabe gibt es für diese Person oder diesen Haushalt nicht. Bitte Angabe und Person "
          "prüfen."};
}

}  // namespace

Result<std::vector<CurvePoint>> curve(const Rulebook& book, const Situation& situation,
                                      FactRef fact, std::int64_t from, std::int64_t to,
                                      std::uint32_t points, const std::vector<RuleRef>& rules) {
  if (fact.fact >= book.facts.size() || !exists(situation, fact.entity) ||
      role_table(book.facts[fact.fact].role) != fact.entity.table)
    return std::unexpected(no_such_fact());
  auto evaluation = evaluate(book, situation, 1);
  if (!evaluation) return std::unexpected(evaluation.error());
  const Program& program = *evaluation->program;

  std::vector<Scenario> scenarios;
  const auto values = values_along(book.facts[fact.fact], from, to, points);
  for (const std::int64_t v : values) scenarios.push_back({{{fact, {v, v}}}, std::nullopt});
  std::vector<Probe> probes = verdict_probes(program, evaluation->verdicts);
  for (const RuleRef& r : rules) probes.push_back({program.rules[r.rule].reg, r.entity});
  auto played = play(book, program, situation, scenarios, probes);
  if (!played) return std::unexpected(played.error());
  std::vector<CurvePoint> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    result.push_back(point_at(book, program, evaluation->verdicts, values[i], played->row(i)));
  return result;
}

}  // namespace fr
