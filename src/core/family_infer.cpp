// What the drawing itself says about ages that nobody stated: who is in it and not expected has been
// born, and a parent is at least ten years older than the child. Without this, an adult of unknown age
// might be a baby, and the page would offer the mother a place in a Kita.
#include <algorithm>

#include "core/family.h"

namespace fr {
namespace {

constexpr std::string_view kBirth = "Geburtstag";
constexpr int kOldest = 120, kYoungestParent = 10;  // years

}  // namespace

void infer_births(const Rulebook& book, Situation& s, Month month) {
  const Fact* birth = find_fact(book, kBirth);
  if (!birth || birth->type.kind != Kind::Day) return;
  const Day not_before = std::max(birth->lo, add_months(first_day(month), -12 * kOldest));
  const Day born_by = std::clamp(last_day(month), not_before, birth->hi);
  std::vector<bool> inferred(s.persons.size(), false);
  for (std::size_t i = 0; i < s.persons.size(); ++i) {
    PersonEntity& p = s.persons[i];
    if (p.unborn || p.facts.contains(std::string(kBirth))) continue;
    p.facts[std::string(kBirth)] = {not_before, born_by};
    inferred[i] = true;
  }
  // From children to parents; one pass per generation, and generations are at most the persons.
  for (std::size_t pass = 0; pass < s.persons.size(); ++pass) {
    bool changed = false;
    for (const PersonEntity& child : s.persons) {
      const auto birth_of_child = child.facts.find(std::string(kBirth));
      if (birth_of_child == child.facts.end()) continue;  // expected, date unknown
      const Day limit = add_months(birth_of_child->second.hi, -12 * kYoungestParent);
      for (const std::uint32_t parent : child.parents) {
        Known& known = s.persons[parent].facts.at(std::string(kBirth));
        if (!inferred[parent] || known.hi <= limit) continue;
        known.hi = std::max(limit, known.lo);
        changed = true;
      }
    }
    if (!changed) return;
  }
}

}  // namespace fr
