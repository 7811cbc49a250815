// Only the structure is made by hand here; everything about facts follows from the vocabulary.
#include "differential/generator.h"

#include <algorithm>
#include <set>

#include "base/decimal.h"

namespace fr::differential {

Entity& entity_at(Situation& s, Table table, std::uint32_t index) {
  if (table == Table::Household) return s.households.at(index);
  if (table == Table::Family) return s.family;
  return s.persons.at(index);
}

const Entity& entity_at(const Situation& s, Table table, std::uint32_t index) {
  return entity_at(const_cast<Situation&>(s), table, index);
}

std::uint32_t entities(const Situation& s, Table table) {
  if (table == Table::Household) return static_cast<std::uint32_t>(s.households.size());
  if (table == Table::Family) return 1;
  return static_cast<std::uint32_t>(s.persons.size());
}

bool in_role(const Situation& s, Table table, std::uint32_t index, Role role) {
  return table != Table::Person || has_role(s, index, role, s.month);
}

bool is_point(const Type& type, Known known) {
  const auto mask = static_cast<std::uint64_t>(known.lo);
  return type.kind == Kind::Choice ? (mask & (mask - 1)) == 0 : known.lo == known.hi;
}

Generator::Generator(const Rulebook& book, std::uint64_t seed) : book_(book), random_(seed) {
  for (const Program& p : book.programs) {
    for (const Instr& i : p.code) {
      if (i.op == Op::Const) thresholds_[i.kind].push_back(i.lo), thresholds_[i.kind].push_back(i.hi);
    }
  }
  for (auto& [kind, all] : thresholds_) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }
  for (std::uint32_t i = 0; i < book.facts.size(); ++i) {
    if (book.facts[i].name == "Geburtstag") birth_ = i;
  }
}

template <class Each>
void Generator::each_fact(const Situation& s, Each each) {
  for (const Fact& fact : book_.facts) {
    const Table table = role_table(fact.role);
    for (std::uint32_t i = 0; i < entities(s, table); ++i) {
      if (in_role(s, table, i, fact.role)) each(fact, table, i);
    }
  }
}

// --- structure --------------------------------------------------------------------------------------

std::int64_t Generator::birthday(Month month, int age_from, int age_to) {
  const int age = age_from + static_cast<int>(below(static_cast<std::uint64_t>(age_to - age_from + 1)));
  const Month born = month - 12 * age;
  switch (realistic_ ? 9 : below(6)) {  // most mistakes sit on the edge of a month
    case 0: return first_day(born);
    case 1: return first_day(born) + 1;
    case 2: return last_day(born);
    case 3: return first_day(born) - 1;
    case 4: {
      const Civil c = civil_from_day(first_day(born));
      const int leap = c.year - c.year % 4 - (c.year % 4 == 0 && c.month < 3 ? 4 : 0);
      return valid_civil(leap, 2, 29) ? day_from_civil(leap, 2, 29) : first_day(born);
    }
    default: return first_day(born) - static_cast<Day>(below(365));
  }
}

std::uint32_t Generator::add(Situation* s, const char* name, int age_from, int age_to) {
  PersonEntity p;
  p.id = name;
  const std::int64_t day = birthday(s->month, age_from, age_to);
  p.facts["Geburtstag"] = {day, day};
  s->persons.push_back(std::move(p));
  return static_cast<std::uint32_t>(s->persons.size() - 1);
}

void Generator::people(Situation* s) {
  static const char* const kChildren[] = {"Mia", "Ben", "Ida", "Can", "Lia"};
  const std::uint32_t mother = add(s, "Anna", 17, 48);
  const bool two = chance(65);
  const std::uint32_t father = two ? add(s, "Ole", 18, 55) : mother;
  if (two && chance(85)) {
    s->couples.push_back({mother, father, static_cast<CoupleStatus>(below(kCoupleStatuses))});
  }
  const std::uint64_t children = chance(10) ? 0 : 1 + below(chance(80) ? 3 : 5);
  for (std::uint64_t i = 0; i < children; ++i) {
    const std::uint32_t child = add(s, kChildren[i], 0, chance(80) ? 15 : 26);
    PersonEntity& p = s->persons[child];
    p.parents = {mother};
    if (two && chance(80)) p.parents.push_back(father);
    if (i > 0 && chance(15)) p.facts["Geburtstag"] = s->persons[child - 1].facts["Geburtstag"];
  }
  if (chance(12)) {
    const std::uint32_t baby = add(s, "Baby", 0, 0);
    PersonEntity& p = s->persons[baby];
    p.unborn = true;
    p.parents = {mother};
    const Day due = first_day(s->month + 1 + static_cast<Month>(below(8))) + static_cast<Day>(below(28));
    p.facts["Geburtstag"] = {due, due};
  }
  if (s->persons.size() < 8 && chance(15)) {
    const std::uint32_t oma = add(s, "Oma", 50, 90);
    if (chance(50)) s->persons[mother].parents = {oma};
    if (chance(60)) s->persons[mother].cares_for = {oma};
  }
  if (s->persons.size() < 8 && two && chance(10)) {
    const std::uint32_t partner = add(s, "Kim", 20, 50);
    s->couples.push_back({father, partner, CoupleStatus::Zusammen});
  }
}

void Generator::homes(Situation* s) {
  static const char* const kHouses[] = {"haus", "haus-2", "haus-3"};
  const std::uint64_t houses = chance(60) ? 1 : chance(75) ? 2 : 3;
  for (std::uint64_t h = 0; h < houses; ++h) {
    s->households.emplace_back();
    s->households.back().id = kHouses[h];
  }
  for (std::size_t i = 0; i < s->persons.size(); ++i) {
    PersonEntity& p = s->persons[i];
    const auto first = static_cast<std::uint32_t>(i == 0 || chance(60) ? 0 : below(houses));
    const auto other = static_cast<std::uint32_t>(below(houses));
    if (other != first && !p.parents.empty() && chance(40)) {
      const std::int64_t share = chance(30) ? kOne / 2 : static_cast<std::int64_t>(1 + below(99)) * (kOne / 100);
      p.homes = {{first, share}, {other, kOne - share}};
    } else {
      p.homes = {{first, kOne}};
    }
  }
}

// Nobody is born before their parents: moves the birthdays of parents within what is possible.
void Generator::order_generations(Situation* s, const std::vector<Known>& possible) {
  for (int pass = 0; pass < 4; ++pass) {
    for (const PersonEntity& child : s->persons) {
      const Day born = child.facts.at("Geburtstag").lo;
      for (std::uint32_t p : child.parents) {
        Known& parent = s->persons[p].facts.at("Geburtstag");
        if (nth_birthday(parent.lo, 15) <= born) continue;
        const Day earlier = born - 365 * static_cast<Day>(16 + below(25)) - static_cast<Day>(below(365));
        parent.lo = parent.hi = std::clamp(earlier, possible[p].lo, possible[p].hi);
      }
    }
  }
}

// --- facts ------------------------------------------------------------------------------------------

std::int64_t Generator::value(const Fact& fact) {
  if (fact.type.kind == Kind::Choice) {
    std::vector<std::int64_t> members;
    for (int i = 0; i < 62; ++i) {
      if (fact.lo >> i & 1) members.push_back(std::int64_t{1} << i);
    }
    return members[below(members.size())];
  }
  if (fact.type.kind == Kind::Bool) return chance(realistic_ ? 25 : 50);
  const auto& edges = thresholds_[fact.type.kind];
  if (!edges.empty() && chance(realistic_ ? 10 : 60)) {
    const std::int64_t v = edges[below(edges.size())] + fact.grain * (static_cast<std::int64_t>(below(3)) - 1);
    if (v >= fact.lo && v <= fact.hi) return fact.lo + (v - fact.lo) / fact.grain * fact.grain;
  }
  // Small values are commoner than large ones: the range's end may be far out.
  std::uint64_t steps = static_cast<std::uint64_t>((fact.hi - fact.lo) / fact.grain);
  steps >>= below(realistic_ ? 6 : 12);
  return fact.lo + fact.grain * static_cast<std::int64_t>(below(steps + 1));
}

std::int64_t Generator::inside(const Fact& fact, Known known) {
  if (is_point(fact.type, known)) return known.lo;
  if (fact.type.kind == Kind::Choice) {
    Fact open = fact;
    open.lo = open.hi = known.lo;
    return value(open);
  }
  Fact open = fact;
  open.lo = std::max(fact.lo, known.lo);
  open.hi = std::min(fact.hi, known.hi);
  if (open.lo > open.hi) return known.lo;
  switch (below(4)) {
    case 0: return open.lo;
    case 1: return open.hi;
    default: return value(open);
  }
}

void Generator::facts(Situation* s) {
  each_fact(*s, [&](const Fact& fact, Table table, std::uint32_t i) {
    auto& known = entity_at(*s, table, i).facts;
    if (known.count(fact.name)) return;
    const std::int64_t v = value(fact);
    known[fact.name] = {v, v};
  });
}

Situation Generator::family() {
  realistic_ = false;
  Situation s;
  s.month = book_.from + static_cast<Month>(below(static_cast<std::uint64_t>(book_.until - book_.from)));
  s.family.id = "familie";
  people(&s);
  order_generations(&s, std::vector<Known>(s.persons.size(), birthdays()));
  homes(&s);
  facts(&s);
  return s;
}

Situation Generator::resident(Month month) {
  realistic_ = true;
  Situation s;
  s.month = month;
  s.family.id = "familie";
  people(&s);
  order_generations(&s, std::vector<Known>(s.persons.size(), birthdays()));
  homes(&s);
  facts(&s);
  return s;
}

Situation Generator::complete(const Situation& partly) {
  Situation s = partly;
  std::vector<Known> possible;
  for (std::uint32_t i = 0; i < s.persons.size(); ++i) {  // birthdays first: roles depend on them
    auto& known = s.persons[i].facts;
    auto it = known.find("Geburtstag");
    possible.push_back(it == known.end() ? birthdays() : it->second);
    if (it != known.end()) {
      const std::int64_t v = inside(book_.facts[birth_], it->second);
      it->second = {v, v};
    } else {
      const std::int64_t v = birthday(s.month, s.persons[i].parents.empty() ? 18 : 0, 70);
      known["Geburtstag"] = {v, v};
    }
  }
  order_generations(&s, possible);
  each_fact(s, [&](const Fact& fact, Table table, std::uint32_t i) {
    auto& known = entity_at(s, table, i).facts;
    auto it = known.find(fact.name);
    if (it == known.end() && fact.unasked) return;  // reads as presumed
    const std::int64_t v = it == known.end() ? value(fact) : inside(fact, it->second);
    known[fact.name] = {v, v};
  });
  const auto settle = [&](Entity& e) {  // a derived value given as a range: one of its ends
    for (auto& [rule, value] : e.given)
      if (value.lo != value.hi) value = chance(50) ? Known{value.lo, value.lo} : Known{value.hi, value.hi};
  };
  settle(s.family);
  for (Entity& h : s.households) settle(h);
  for (PersonEntity& p : s.persons) settle(p);
  return s;
}

Known Generator::around(const Fact& fact, std::int64_t value) {
  if (fact.type.kind == Kind::Choice) {
    const auto mask = value | (fact.lo & static_cast<std::int64_t>(random_()));
    return {mask, mask};
  }
  const auto step = [&] {
    return fact.grain * static_cast<std::int64_t>(below(std::uint64_t{1} << below(20)));
  };
  return {std::max(fact.lo, value - step()), std::min(fact.hi, value + step())};
}

Situation Generator::widen(const Situation& exact, int percent) {
  Situation s = exact;
  each_fact(exact, [&](const Fact& fact, Table table, std::uint32_t i) {
    if (!chance(percent) || fact.unasked) return;  // unstated these are presumed, not unknown
    auto& known = entity_at(s, table, i).facts;
    auto it = known.find(fact.name);
    if (it == known.end() || !is_point(fact.type, it->second)) return;
    if (chance(50)) known.erase(it);
    else it->second = around(fact, it->second.lo);
  });
  return s;
}

Situation Generator::narrow(const Situation& wide, const Situation& inner) {
  Situation s = wide;
  each_fact(inner, [&](const Fact& fact, Table table, std::uint32_t i) {
    if (!chance(50)) return;
    auto& known = entity_at(s, table, i).facts;
    const auto it = known.find(fact.name);
    const Known before = it == known.end() ? Known{fact.lo, fact.hi} : it->second;
    const std::int64_t v = entity_at(inner, table, i).facts.at(fact.name).lo;
    Known after{v, v};
    if (chance(40)) after = around(fact, v);
    if (fact.type.kind == Kind::Choice) after.lo = after.hi = after.lo & before.lo;
    else after = {std::max(after.lo, before.lo), std::min(after.hi, before.hi)};
    known[fact.name] = after;
  });
  return s;
}

}  // namespace fr::differential
