// A hand-made vocabulary for the tests of core: a few facts of every role, one choice, one service, one rule.
#pragma once

#include "base/date.h"
#include "base/decimal.h"
#include "program/program.h"

namespace fr {

inline Fact toy_fact(const char* name, Role role, Type type, std::int64_t lo, std::int64_t hi, std::int64_t grain) {
  Fact f{};
  f.name = name;
  f.role = role;
  f.type = type;
  f.lo = lo;
  f.hi = hi;
  f.grain = grain;
  f.brief = name;
  return f;
}

inline Rulebook toy_book() {
  Rulebook book{};
  book.from = 2026 * 12;
  book.until = 2027 * 12;
  book.choices.push_back({"Wohnform", {"Miete", "Eigentum", "Heim"}, {"zur Miete", "im Eigentum", ""}});
  const auto type = [](Kind kind) { return Type{kind, Per::None, -1}; };
  book.facts = {
      toy_fact("Geburtstag", Role::Person, type(Kind::Day), day_from_civil(1900, 1, 1), day_from_civil(2100, 12, 31), 1),
      toy_fact("in-Ausbildung", Role::Person, type(Kind::Bool), 0, 1, 1),
      toy_fact("Bruttolohn", Role::Adult, {Kind::Money, Per::Month, -1}, 0, 50'000 * kOne, kCent),
      toy_fact("Kinderzahl", Role::Person, type(Kind::Count), 0, 20 * kOne, kOne),
      toy_fact("Anteil", Role::Child, type(Kind::Share), 0, kOne, 1),
      toy_fact("Dauer", Role::Child, type(Kind::Duration), 0, 60, 1),
      toy_fact("Einzug", Role::Household, type(Kind::Month), 1990 * 12, 2099 * 12, 1),
      toy_fact("Wohnform", Role::Household, {Kind::Choice, Per::None, 0}, 7, 7, 1),
      toy_fact("vor-Ort", Role::Family, type(Kind::Bool), 0, 1, 1),
  };
  Service s{};
  s.id = "spielgeld";
  s.name = s.title = "Spielgeld";
  book.services.push_back(s);
  Program p{};
  p.from = book.from;
  p.until = book.until;
  Rule rule{};
  rule.name = "Regelbetrag";
  rule.kind = RuleKind::Rule;
  rule.role = Role::Child;
  rule.type = {Kind::Money, Per::Month, -1};
  p.rules.push_back(rule);
  book.programs.push_back(p);
  return book;
}

}  // namespace fr
