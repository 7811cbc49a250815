// A builder for tiny rulebooks by hand, for the tests of the analyses: instructions, explanations and
// families in a few lines. The law of the tests is toy law.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "eval/analysis.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr::toy {

inline constexpr Type kBool{Kind::Bool, Per::None, -1}, kMoney{Kind::Money, Per::Month, -1},
    kCount{Kind::Count, Per::None, -1}, kDay{Kind::Day, Per::None, -1};
inline constexpr std::int64_t euro(std::int64_t n) { return n * kOne; }
inline Month month(int year, int m) { return year * 12 + m - 1; }
inline EntityRef person(std::uint32_t i) { return {Table::Person, i}; }
inline EntityRef household(std::uint32_t i) { return {Table::Household, i}; }
inline constexpr EntityRef kFamily{Table::Family, 0};

// One state of the law under construction.
class Law {
 public:
  Law(Rulebook& book, Month from, Month until) : book_(book) {
    program_.from = from;
    program_.until = until;
  }

  Reg op(Op op, Table table, Kind kind, std::vector<Reg> args = {}, std::int64_t lo = 0,
         std::int64_t hi = 0) {
    args.resize(3, 0);
    program_.code.push_back({op, table, kind, args[0], args[1], args[2], lo, hi, kNone});
    return static_cast<Reg>(program_.code.size() - 1);
  }
  Reg constant(Table table, Kind kind, std::int64_t value) {
    return op(Op::Const, table, kind, {}, value, value);
  }
  // Reads a fact; where `relevant` fails it reads as `otherwise`.
  Reg fact(std::uint32_t f, Reg relevant = kNoReg, std::int64_t otherwise = 0) {
    const Table table = role_table(book_.facts[f].role);
    const Kind kind = book_.facts[f].type.kind;
    const Reg reg = op(Op::LoadFact, table, kind, {}, f);
    Reg value = reg;
    if (relevant != kNoReg) {
      const Reg other = constant(table, kind, otherwise);
      value = op(Op::Select, table, kind, {relevant, reg, other});
    }
    program_.facts.push_back({f, reg, relevant, value, otherwise, otherwise});
    return value;
  }
  Reg all(Table table, Reg a, Reg b) { return op(Op::And, table, Kind::Bool, {a, b}); }
  Reg any(Table table, Reg a, Reg b) { return op(Op::Or, table, Kind::Bool, {a, b}); }
  Reg month_begin(Table table) {
    const Reg day = op(Op::LoadMonth, Table::Family, Kind::Day);
    return table == Table::Family ? day : op(Op::FromFamily, table, Kind::Day, {day});
  }
  // Is the person born on `born` younger than `years` when the month begins?
  Reg younger(Reg born, std::int64_t years) {
    const Reg age = op(Op::AgeAt, Table::Person, Kind::Count, {born, month_begin(Table::Person)});
    return op(Op::Less, Table::Person, Kind::Bool,
              {age, constant(Table::Person, Kind::Count, years * kOne)});
  }

  std::uint32_t rule(std::string name, RuleKind kind, Role role, Type type, Reg reg) {
    program_.rules.push_back({std::move(name), kind, role, type, reg, kNone, "", ""});
    return static_cast<std::uint32_t>(program_.rules.size() - 1);
  }
  // A node of an explanation below `parent` (kNone: the root of `rule`).
  std::uint32_t explain(std::uint32_t rule, std::uint32_t parent, ExplainKind kind, Table table,
                        Reg reg, std::uint32_t ref = kNone, Via via = Via::Same,
                        Reg operand = kNoReg) {
    Explain e;
    e.kind = kind;
    e.via = via;
    e.table = table;
    e.reg = reg;
    e.operand = operand;
    e.ref = ref;
    e.type = {program_.code[reg].kind, Per::None, -1};
    program_.explain.push_back(std::move(e));
    const auto index = static_cast<std::uint32_t>(program_.explain.size() - 1);
    if (parent == kNone) program_.rules[rule].root = index;
    else program_.explain[parent].children.push_back(index);
    return index;
  }
  // A service's claim and, if given, its monthly amount. Returns the target.
  std::uint32_t target(std::uint32_t service, Role role, Reg claim, Reg amount = kNoReg) {
    const Table table = role_table(role);
    Target t;
    t.service = service;
    t.role = role;
    t.claim = rule(book_.services[service].name, RuleKind::Claim, role, kBool, claim);
    t.verdict = claim;
    if (amount != kNoReg) {
      t.amount = rule(book_.services[service].name, RuleKind::Amount, role, kMoney, amount);
      const Reg zero = constant(table, Kind::Money, 0);
      t.money = op(Op::Select, table, Kind::Money, {claim, amount, zero});
      t.per = Per::Month;
    }
    program_.targets.push_back(t);
    return static_cast<std::uint32_t>(program_.targets.size() - 1);
  }
  void deadline(std::uint32_t service, Role role, std::string text, Reg until, Reg when = kNoReg,
                std::uint32_t cost = kNone) {
    DeadlineRule d;
    d.service = service;
    d.rule = rule(text, RuleKind::Deadline, role, kDay, until);
    d.text = std::move(text);
    d.until = until;
    d.when = when;
    d.cost = cost;
    program_.deadlines.push_back(std::move(d));
  }
  Program& program() { return program_; }
  void enact() { book_.programs.push_back(std::move(program_)); }

 private:
  Rulebook& book_;
  Program program_;
};

// An empty rulebook for 2026 with the fact every family has.
inline Rulebook rulebook() {
  Rulebook book;
  book.from = month(2026, 1);
  book.until = month(2027, 1);
  return book;
}

inline std::uint32_t add_fact(Rulebook& book, std::string name, Role role, Type type,
                              std::int64_t lo, std::int64_t hi, std::int64_t grain = 1,
                              std::uint8_t effort = 1) {
  Fact f;
  f.name = std::move(name);
  f.role = role;
  f.type = type;
  f.lo = lo;
  f.hi = hi;
  f.grain = grain;
  f.effort = effort;
  f.sensitive = false;
  book.facts.push_back(std::move(f));
  return static_cast<std::uint32_t>(book.facts.size() - 1);
}
inline std::uint32_t add_bool(Rulebook& book, std::string name, Role role = Role::Person) {
  return add_fact(book, std::move(name), role, kBool, 0, 1);
}
inline std::uint32_t add_birthday(Rulebook& book) {
  return add_fact(book, "Geburtstag", Role::Person, kDay, day_from_civil(1900, 1, 1),
                  day_from_civil(2100, 12, 31));
}
inline std::uint32_t add_service(Rulebook& book, std::string name, Effect effect) {
  Service s;
  s.id = name;
  s.name = std::move(name);
  s.level = Level::City;
  s.effect = effect;
  book.services.push_back(std::move(s));
  return static_cast<std::uint32_t>(book.services.size() - 1);
}

inline Known exactly(std::int64_t v) { return {v, v}; }
inline Known born(int year, int m, int d) { return exactly(day_from_civil(year, m, d)); }

// A family of parents and their children in one household, nothing known.
inline Situation family(std::uint32_t parents, std::uint32_t children, Month when) {
  Situation s;
  s.month = when;
  s.family.id = "familie";
  s.households.push_back({});
  s.households[0].id = "haus";
  for (std::uint32_t i = 0; i < parents + children; ++i) {
    PersonEntity p;
    p.id = "p" + std::to_string(i);
    p.homes.push_back({0, kOne});
    if (i >= parents)
      for (std::uint32_t parent = 0; parent < parents; ++parent) p.parents.push_back(parent);
    s.persons.push_back(std::move(p));
  }
  return s;
}

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  return std::move(*result);
}

}  // namespace fr::toy
