// Random families that could live somewhere: couples and single parents with children, grandparents,
// children with two homes, unborn children. Every fact that an entity can have is known and lies
// within its range, mostly near a number that the rules compare it with.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "program/program.h"
#include "program/situation.h"

namespace fr::differential {

using Random = std::mt19937_64;

class Generator {
 public:
  Generator(const Rulebook& book, std::uint64_t seed);

  // A complete family in some month of the Rechtsstand.
  Situation family();
  // A complete family without thresholds: ages, wages and rents as people have them; a month near `month`.
  Situation resident(Month month);
  // Replaces unknown and ranged facts by one value inside, adds missing ones (of entities in their role).
  Situation complete(const Situation& partly);
  // Makes about `percent` of the facts wider: unknown, or a range or choice around the value.
  Situation widen(const Situation& exact, int percent);
  // Makes about half of the open facts narrower, some of them exact, keeping `inside` possible.
  Situation narrow(const Situation& wide, const Situation& inside);

  std::uint64_t below(std::uint64_t n) { return n ? random_() % n : 0; }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  Random& random() { return random_; }

 private:
  void people(Situation* s);
  void order_generations(Situation* s, const std::vector<Known>& possible);
  Known birthdays() const { return {book_.facts[birth_].lo, book_.facts[birth_].hi}; }
  void homes(Situation* s);
  void facts(Situation* s);
  std::uint32_t add(Situation* s, const char* name, int age_from, int age_to);
  std::int64_t value(const Fact& fact);
  std::int64_t inside(const Fact& fact, Known known);
  std::int64_t birthday(Month month, int age_from, int age_to);
  Known around(const Fact& fact, std::int64_t value);
  template <class Each>
  void each_fact(const Situation& s, Each each);

  const Rulebook& book_;
  Random random_;
  bool realistic_ = false;
  std::map<Kind, std::vector<std::int64_t>> thresholds_;  // constants of all programs, by kind
  std::uint32_t birth_ = kNone;
};

// Entity of the situation that a fact of this role's table belongs to.
Entity& entity_at(Situation& s, Table table, std::uint32_t index);
const Entity& entity_at(const Situation& s, Table table, std::uint32_t index);
std::uint32_t entities(const Situation& s, Table table);
bool in_role(const Situation& s, Table table, std::uint32_t index, Role role);
bool is_point(const Type& type, Known known);

}  // namespace fr::differential
