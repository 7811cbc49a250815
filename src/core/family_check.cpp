// What a drawn family as a whole must satisfy: nobody is their own ancestor, nobody is born before a
// parent, dates fit the month. Only what is certainly impossible is refused. See family.h.
#include "base/date.h"
#include "core/family.h"
#include "core/words.h"

namespace fr {
namespace {

const Known* birth(const PersonEntity& p) {
  const auto it = p.facts.find(kBirthFact);
  return it == p.facts.end() ? nullptr : &it->second;
}

// Kahn's algorithm from the children upwards: what cannot be removed lies on or above a cycle.
std::optional<std::uint32_t> on_cycle(const Situation& s) {
  std::vector<std::uint32_t> children(s.persons.size(), 0), ready;
  for (const PersonEntity& p : s.persons) {
    for (const std::uint32_t parent : p.parents) ++children[parent];
  }
  for (std::uint32_t i = 0; i < children.size(); ++i) {
    if (children[i] == 0) ready.push_back(i);
  }
  std::size_t removed = 0;
  while (!ready.empty()) {
    const std::uint32_t i = ready.back();
    ready.pop_back();
    ++removed;
    for (const std::uint32_t parent : s.persons[i].parents) {
      if (--children[parent] == 0) ready.push_back(parent);
    }
  }
  if (removed == s.persons.size()) return std::nullopt;
  // A person left over has a child left over; walking down (as many steps as there are people) ends on the cycle.
  std::uint32_t at = 0;
  while (children[at] == 0) ++at;
  for (std::size_t step = 0; step < s.persons.size(); ++step) {
    for (std::uint32_t i = 0; i < s.persons.size(); ++i) {
      bool child = false;
      for (const std::uint32_t parent : s.persons[i].parents) child |= parent == at;
      if (child && children[i] > 0) {
        at = i;
        break;
      }
    }
  }
  return at;
}

std::optional<Trouble> check_parents(const Situation& s, const PersonEntity& p, const std::string& where) {
  if (p.parents.size() > kMaxParents) {
    return Trouble{"Das sind zu viele Eltern.", where + ".parents",
                   "Mit Adoptiveltern sind höchstens " + std::to_string(kMaxParents) + " möglich.",
                   "Pflege- und Stiefeltern bitte über den gemeinsamen Haushalt angeben."};
  }
  const Known* own = birth(p);
  for (const std::uint32_t index : p.parents) {
    const PersonEntity& parent = s.persons[index];
    const Known* theirs = birth(parent);
    if (parent.unborn) {
      return Trouble{"Der Elternteil „" + parent.id + "“ ist noch nicht geboren.", where + ".parents", "", "Bitte die Angabe prüfen."};
    }
    if (own && theirs && theirs->lo >= own->hi) {
      return Trouble{"Der Elternteil „" + parent.id + "“ ist nicht älter als das Kind „" + p.id + "“.", where + ".parents",
                     format_day_german(theirs->lo) + " liegt nicht vor dem " + format_day_german(own->hi) + ".",
                     "Bitte die Geburtstage prüfen."};
    }
  }
  return std::nullopt;
}

std::optional<Trouble> check_dates(const PersonEntity& p, Month at, const std::string& where) {
  const Known* day = birth(p);
  if (!day) return std::nullopt;
  if (p.unborn && day->hi < first_day(at - 2)) {
    return Trouble{"Der erwartete Termin liegt lange vor " + month_words(at) + ".", where + ".due",
                   "Ein Kind, das schon geboren ist, hat einen Geburtstag.",
                   std::string("Bitte statt „due“ den ") + kBirthFact + " angeben."};
  }
  if (!p.unborn && day->lo > last_day(at)) {
    return Trouble{"Dieser Geburtstag liegt nach " + month_words(at) + ".", where + "." + kBirthFact,
                   "Wer noch nicht geboren ist, hat einen erwarteten Termin.", "Bitte „due“ statt des Geburtstags angeben."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Trouble> implausible(const Situation& s, Month at) {
  if (const auto person = on_cycle(s)) {
    return Trouble{"„" + s.persons[*person].id + "“ wäre ein Vorfahr von sich selbst.",
                   "persons." + s.persons[*person].id + ".parents", "Die Angaben zu den Eltern bilden einen Kreis.",
                   "Bitte prüfen, wer wessen Elternteil ist."};
  }
  for (const PersonEntity& p : s.persons) {
    const std::string where = "persons." + p.id;
    if (auto t = check_dates(p, at, where)) return t;
    if (auto t = check_parents(s, p, where)) return t;
  }
  return std::nullopt;
}

}  // namespace fr
