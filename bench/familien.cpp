#include "familien.h"

#include "base/date.h"
#include "base/decimal.h"

namespace fr::bench {
namespace {

std::int64_t value(const Fact& fact, Random& random, bool child) {
  const bool money = fact.type.kind == Kind::Money;
  if (fact.type.kind == Kind::Choice) {
    std::int64_t first = fact.lo & -fact.lo;
    if (random.below(8) != 0) return first;
    std::int64_t mask = fact.lo, picked = first;
    for (std::int64_t skip = random.below(4); skip >= 0 && mask; --skip) picked = mask & -mask, mask &= mask - 1;
    return picked;
  }
  if (fact.type.kind == Kind::Bool) return random.below(8) == 0;
  std::int64_t steps = (fact.hi - fact.lo) / fact.grain;
  if (child && money) return fact.lo;
  if (random.below(3) == 0) return fact.lo;
  if (money) steps /= 4;
  return fact.lo + fact.grain * random.below(steps + 1);
}

}  // namespace

std::vector<Situation> families(const Rulebook& book, Month month, int adults, int children, std::size_t count, std::uint64_t seed) {
  Random random{seed};
  std::vector<Situation> all;
  for (std::size_t i = 0; i < count; ++i) {
    Situation s;
    s.month = month;
    s.family.id = "familie";
    s.households.push_back({.id = "haus", .facts = {}, .given = {}, .receives = {}});
    for (int p = 0; p < adults + children; ++p) {
      PersonEntity person;
      person.id = "p" + std::to_string(p);
      const Day born = first_day(month) - (p < adults ? 366 * 25 + random.below(366 * 20) : 40 + random.below(366 * 17));
      person.facts["Geburtstag"] = {born, born};
      person.homes.push_back({0, kOne});
      if (p >= adults) for (int a = 0; a < adults; ++a) person.parents.push_back(static_cast<std::uint32_t>(a));
      s.persons.push_back(person);
    }
    if (adults == 2) s.couples.push_back({0, 1, CoupleStatus::Verheiratet});
    for (const Fact& fact : book.facts) {
      const Table table = role_table(fact.role);
      const auto give = [&](Entity& e, bool child) {
        if (e.facts.count(fact.name) || fact.unasked) return;
        const std::int64_t v = value(fact, random, child);
        e.facts[fact.name] = {v, v};
      };
      if (table == Table::Family) give(s.family, false);
      if (table == Table::Household) give(s.households[0], false);
      if (table == Table::Person) {
        for (int p = 0; p < adults + children; ++p) {
          if (has_role(s, static_cast<std::uint32_t>(p), fact.role, month)) give(s.persons[p], p >= adults);
        }
      }
    }
    all.push_back(std::move(s));
  }
  return all;
}

}  // namespace fr::bench
