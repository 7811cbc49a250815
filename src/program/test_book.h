// Builds tiny rulebooks by hand for unit tests: one program, toy facts, one instruction per call.
#pragma once

#include <initializer_list>
#include <string>

#include "base/decimal.h"
#include "program/ops.h"
#include "program/program.h"

namespace fr::testing {

inline constexpr std::int64_t kFull = kOne;  // 1 as a decimal
inline std::int64_t euro(std::int64_t value) { return value * kOne; }

class Builder {
 public:
  Rulebook book;
  Builder() {
    book.from = 2024 * 12;
    book.until = 2027 * 12;
    book.programs.resize(1);
    book.programs[0].from = book.from;
    book.programs[0].until = book.until;
  }
  Program& program() { return book.programs[0]; }

  std::uint32_t fact(std::string name, Role role, Kind kind, std::int64_t lo, std::int64_t hi,
                     std::int64_t grain = 1) {
    Fact fact{};
    fact.name = std::move(name);
    fact.role = role;
    fact.type.kind = kind;
    if (kind == Kind::Choice) {
      fact.type.choice = static_cast<std::int16_t>(book.choices.size());
      Choice choice{fact.name, {}, {}};
      for (int i = 0; lo >> i; ++i) choice.members.push_back("m" + std::to_string(i));
      choice.labels = choice.members;
      book.choices.push_back(choice);
    }
    fact.lo = lo;
    fact.hi = hi;
    fact.grain = grain;
    fact.effort = 1;
    fact.source = "spiel.regel:1";
    book.facts.push_back(fact);
    return static_cast<std::uint32_t>(book.facts.size() - 1);
  }
  std::uint32_t rule(std::string name, RuleKind kind, Role role, Kind value, Reg reg) {
    Rule rule{};
    rule.name = std::move(name);
    rule.kind = kind;
    rule.role = role;
    rule.type.kind = value;
    rule.reg = reg;
    rule.source = "spiel.regel:7";
    program().rules.push_back(rule);
    return static_cast<std::uint32_t>(program().rules.size() - 1);
  }
  std::uint32_t service(std::string id, Effect effect) {
    Service service{};
    service.id = std::move(id);
    service.name = service.title = "Spielgeld";
    service.effect = effect;
    book.services.push_back(service);
    return static_cast<std::uint32_t>(book.services.size() - 1);
  }
  Reg op(Op op, Table table, Kind kind, std::initializer_list<Reg> operands, std::int64_t lo = 0,
         std::int64_t hi = 0, std::uint32_t for_rule = kNone) {
    Instr in{op, table, kind, 0, 0, 0, lo, hi, for_rule};
    Reg* const slots[] = {&in.a, &in.b, &in.c};
    std::size_t i = 0;
    for (Reg operand : operands) *slots[i++] = operand;
    program().code.push_back(in);
    return static_cast<Reg>(program().code.size() - 1);
  }
  Reg load(std::uint32_t fact) {
    const Fact& f = book.facts[fact];
    return op(Op::LoadFact, role_table(f.role), f.type.kind, {}, fact);
  }
  Reg constant(Table table, Kind kind, std::int64_t value) {
    return op(Op::Const, table, kind, {}, value, value);
  }
  // A target whose money is the amount where the claim holds, else 0.
  std::uint32_t target(std::uint32_t service_index, Role role, Reg claim, Reg amount) {
    const Table table = role_table(role);
    const std::uint32_t claim_rule = rule("Spielgeld", RuleKind::Claim, role, Kind::Bool, claim);
    Target target{};
    target.service = service_index;
    target.role = role;
    target.claim = claim_rule;
    target.verdict = claim;
    if (amount != kNoReg) {
      target.amount = rule("Spielgeld", RuleKind::Amount, role, Kind::Money, amount);
      const Reg zero = constant(table, Kind::Money, 0);
      target.money = op(Op::Select, table, Kind::Money, {claim, amount, zero});
      target.per = Per::Month;
    }
    program().targets.push_back(target);
    return static_cast<std::uint32_t>(program().targets.size() - 1);
  }
};

}  // namespace fr::testing
