#include "eval/months.h"

#include <algorithm>

namespace fr::whatif {
namespace {

constexpr Day kLater = 63;  // more than any two months: beyond the window below, whatever the phrase

// Birthdays of persons between the first day of the month before and the last day of the month; the
// entity itself comes first.
std::vector<Birthday> near(const Rulebook& book, const Situation& situation, std::uint32_t fact,
                           EntityRef entity, Month month) {
  std::vector<Birthday> found;
  for (std::uint32_t i = 0; i < situation.persons.size(); ++i) {
    const EntityRef person{Table::Person, i};
    const auto born = stated(book, situation, {fact, person});
    if (!born) continue;
    const std::int64_t nth = completed_years(born->lo, last_day(month));
    const Day first = nth_birthday(born->lo, nth), last = nth_birthday(born->hi, nth);
    if (first < first_day(month - 1) || last > last_day(month)) continue;
    found.push_back({person, nth, {}});
    if (born->lo == born->hi) found.back().day = first;
  }
  std::ranges::stable_partition(found, [&](const Birthday& b) { return b.person == entity; });
  return found;
}

EvalError no_law(const Rulebook& book, Month month) {
  return {EvalError::What::NoLaw, "", "",
          "Für " + format_month_german(month) + " ist kein Rechtsstand hinterlegt (geprüft ist " +
              format_month_german(book.from) + " bis " + format_month_german(book.until - 1) +
              "). Bitte einen Monat in diesem Zeitraum wählen."};
}

}  // namespace

Result<std::vector<Stretch>> stretches(const Rulebook& book, Month first, Month last) {
  if (!in_force(book, first)) return std::unexpected(no_law(book, first));
  std::vector<Stretch> found;
  for (const Program& program : book.programs) {
    const Month from = std::max(first, program.from), until = std::min(last + 1, program.until);
    if (from < until) found.push_back({&program, from, until, false});
  }
  const Month from = std::max(first, book.until);
  if (from <= last) found.push_back({&book.programs.back(), from, last + 1, true});
  return found;
}

std::optional<std::uint32_t> same_target(const Program& from, std::uint32_t target,
                                         const Program& to) {
  if (&from == &to) return target;
  const auto alike = [&](const Target& t) {
    return t.service == from.targets[target].service && t.role == from.targets[target].role;
  };
  auto skip = std::count_if(from.targets.begin(), from.targets.begin() + target, alike);
  for (std::uint32_t i = 0; i < to.targets.size(); ++i)
    if (alike(to.targets[i]) && skip-- == 0) return i;
  return std::nullopt;
}

bool in_role(const Situation& situation, EntityRef entity, Role role, Month month) {
  return entity.table != Table::Person || has_role(situation, entity.index, role, month);
}

std::vector<EntityRef> entities(const Situation& situation, Role role) {
  const Table table = role_table(role);
  std::size_t count = 1;
  if (table == Table::Person) count = situation.persons.size();
  if (table == Table::Household) count = situation.households.size();
  std::vector<EntityRef> all;
  for (std::uint32_t i = 0; i < count; ++i) all.push_back({table, i});
  return all;
}

std::string Birthday::text() const {
  return nth == 0 ? std::string("Geburt") : std::to_string(nth) + ". Geburtstag";
}

Result<std::vector<std::optional<Birthday>>> birthdays_behind(const Rulebook& book,
                                                              const Program& program,
                                                              const Situation& situation,
                                                              std::span<const Turn> turns) {
  std::vector<std::optional<Birthday>> behind(turns.size());
  const auto fact = fact_named(book, kBirthday);
  if (!fact) return behind;
  struct Trial {
    std::size_t turn;
    Birthday birthday;
  };
  std::vector<Trial> trials;
  std::vector<Scenario> scenarios;
  std::vector<Probe> probes;
  for (std::size_t t = 0; t < turns.size(); ++t) {
    probes.push_back(turns[t].verdict);
    probes.push_back(turns[t].money);
    for (const Birthday& b : near(book, situation, *fact, turns[t].entity, turns[t].month)) {
      const FactRef ref{*fact, b.person};
      const Known born = *stated(book, situation, ref);
      trials.push_back({t, b});
      scenarios.push_back({{{ref, {born.lo + kLater, born.hi + kLater}}}, turns[t].month});
    }
  }
  auto played = play(book, program, situation, scenarios, probes);
  if (!played) return std::unexpected(played.error());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const Turn& turn = turns[trials[i].turn];
    const std::size_t probe = 2 * trials[i].turn;
    const bool same = played->at(i, probe) == turn.now_verdict &&
                      played->at(i, probe + 1) == turn.now_money;
    if (!same && !behind[trials[i].turn]) behind[trials[i].turn] = trials[i].birthday;
  }
  return behind;
}

}  // namespace fr::whatif
