#include "eval/scenarios.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>
#include <utility>

#include "eval/batch.h"
#include "eval/run.h"

namespace fr::whatif {

Result<Played> play(const Rulebook& book, const Program& program, const Situation& situation,
                    std::span<const Scenario> scenarios, std::span<const Probe> probes) {
  if (scenarios.empty()) return Played(probes.size(), 0);
  Replay replay(book, program, situation);
  focus(replay, probes);
  return play(replay, scenarios, probes);
}

void focus(Replay& replay, std::span<const Probe> probes) {
  std::vector<Reg> registers;
  for (const Probe& probe : probes) registers.push_back(probe.reg);
  replay.focus(registers);
}

Result<Played> play(Replay& replay, std::span<const Scenario> scenarios,
                    std::span<const Probe> probes) {
  Played played(probes.size(), scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    replay.push(scenarios[i].facts, scenarios[i].month);
    for (std::size_t p = 0; p < probes.size(); ++p) {
      if (probes[p].reg == kNoReg) continue;
      played.at(i, p) = replay.run().at(probes[p].reg, replay.batch().row(probes[p].entity));
    }
    auto failure = replay.failure();
    replay.pop();
    if (failure) return std::unexpected(std::move(*failure));
  }
  return played;
}

Standing standing(Known verdict) {
  if (verdict.lo != 0) return Standing::Yes;
  return verdict.hi == 0 ? Standing::No : Standing::Open;
}

bool is_point(const Type& type, Known value) {
  if (type.kind == Kind::Choice) return std::has_single_bit(static_cast<std::uint64_t>(value.lo));
  return value.lo == value.hi;
}

Known full_range(const Fact& fact) { return {fact.lo, fact.hi}; }

const Entity& entity_of(const Situation& situation, EntityRef ref) {
  switch (ref.table) {
    case Table::Household: return situation.households[ref.index];
    case Table::Family: return situation.family;
    default: return situation.persons[ref.index];
  }
}

bool exists(const Situation& situation, EntityRef ref) {
  switch (ref.table) {
    case Table::Person: return ref.index < situation.persons.size();
    case Table::Household: return ref.index < situation.households.size();
    case Table::Family: return ref.index == 0;
    default: return false;
  }
}

std::optional<Known> stated(const Rulebook& book, const Situation& situation, FactRef ref) {
  const Entity& entity = entity_of(situation, ref.entity);
  const auto found = entity.facts.find(book.facts[ref.fact].name);
  if (found == entity.facts.end()) return std::nullopt;
  return found->second;
}

std::vector<FactRef> stated_facts(const Rulebook& book, const Situation& situation) {
  std::vector<FactRef> all;
  for (std::uint32_t f = 0; f < book.facts.size(); ++f) {
    const Table table = role_table(book.facts[f].role);
    std::size_t count = 1;
    if (table == Table::Person) count = situation.persons.size();
    if (table == Table::Household) count = situation.households.size();
    for (std::uint32_t i = 0; i < count; ++i) {
      const FactRef ref{f, {table, i}};
      if (stated(book, situation, ref)) all.push_back(ref);
    }
  }
  return all;
}

std::optional<std::uint32_t> fact_named(const Rulebook& book, const char* name) {
  for (std::uint32_t f = 0; f < book.facts.size(); ++f)
    if (book.facts[f].name == name) return f;
  return std::nullopt;
}

bool before(const FactRef& a, const FactRef& b) {
  return std::tuple(a.fact, a.entity.table, a.entity.index) <
         std::tuple(b.fact, b.entity.table, b.entity.index);
}

Result<const Verdict*> verdict_of(const Evaluation& evaluation, std::uint32_t target,
                                  EntityRef entity) {
  for (const Verdict& v : evaluation.verdicts)
    if (v.target == target && v.entity == entity) return &v;
  return std::unexpected(EvalError{
      EvalError::What::BadValue, "", "",
      "Für diese Person oder diesen Haushalt gibt es zu dieser Leistung kein Ergebnis. Bitte eine "
      "Leistung und eine Person wählen, die im Ergebnis stehen."});
}

Known add(Known a, Known b) {
  const auto sum = [](std::int64_t x, std::int64_t y) {
    std::int64_t result;
    if (!__builtin_add_overflow(x, y, &result)) return result;
    return x < 0 ? std::numeric_limits<std::int64_t>::min()
                 : std::numeric_limits<std::int64_t>::max();
  };
  return {sum(a.lo, b.lo), sum(a.hi, b.hi)};
}

std::vector<std::uint32_t> rivals(const Rulebook& book, const Program& program,
                                  std::span<const Verdict> verdicts, std::size_t i) {
  std::vector<std::uint32_t> found;
  const auto& excluded = book.services[program.targets[verdicts[i].target].service].excludes;
  if (excluded.empty()) return found;
  for (std::uint32_t k = 0; k < verdicts.size(); ++k) {
    const std::string& id = book.services[program.targets[verdicts[k].target].service].id;
    if (verdicts[k].entity == verdicts[i].entity &&
        std::find(excluded.begin(), excluded.end(), id) != excluded.end()) {
      found.push_back(k);
    }
  }
  return found;
}

Known month_total(const Rulebook& book, const Program& program, std::span<const Verdict> verdicts) {
  Known total{0, 0};
  const auto counts = [&](const Verdict& v) {
    const Target& target = program.targets[v.target];
    const Effect effect = book.services[target.service].effect;
    return !v.received && v.amount && target.per == Per::Month &&
           (effect == Effect::Payment || effect == Effect::Saving);
  };
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (!counts(verdicts[i])) continue;
    total = add(total, *verdicts[i].amount);
    Known instead{0, 0};
    for (const std::uint32_t r : rivals(book, program, verdicts, i))
      if (counts(verdicts[r])) instead = add(instead, *verdicts[r].amount);
    total.hi -= std::min(verdicts[i].amount->hi, instead.hi);
  }
  return total;
}

std::int64_t spread(std::int64_t first, std::int64_t last, std::int64_t k, std::int64_t n) {
  const std::int64_t width = last - first;
  return first + width / (n - 1) * k + width % (n - 1) * k / (n - 1);
}

std::vector<Probe> verdict_probes(const Program& program, std::span<const Verdict> verdicts) {
  std::vector<Probe> probes;
  probes.reserve(2 * verdicts.size());
  for (const Verdict& v : verdicts) {
    const Target& target = program.targets[v.target];
    probes.push_back({target.verdict, v.entity});
    probes.push_back({target.money, v.entity});
  }
  return probes;
}

}  // namespace fr::whatif
