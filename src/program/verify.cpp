// What the evaluator and the analyses rely on without looking again. Kinds are checked by class, since
// operations inside a class share their encoding: yes/no, decimals, calendar integers, choice masks.
#include <algorithm>
#include <vector>

#include "base/decimal.h"
#include "program/binary.h"
#include "program/ops.h"

namespace fr {
namespace {

enum class Class : std::uint8_t { Bool, Decimal, Calendar, Mask };

Class class_of(Kind kind) {
  switch (kind) {
    case Kind::Bool: return Class::Bool;
    case Kind::Day:
    case Kind::Month:
    case Kind::Duration: return Class::Calendar;
    case Kind::Choice: return Class::Mask;
    default: return Class::Decimal;
  }
}

bool valid_range(Kind kind, std::int64_t lo, std::int64_t hi) {
  if (kind == Kind::Choice) return lo == hi && lo > 0 && lo < (std::int64_t{1} << 62);
  return lo <= hi && (kind != Kind::Bool || (lo >= 0 && hi <= 1));
}

class Verifier {
 public:
  explicit Verifier(const Rulebook& book) : book_(book) {}

  std::string run() {
    vocabulary();
    months();
    for (const Program& program : book_.programs) {
      if (!fault_.empty()) break;
      program_ = &program;
      where_ = "Rechtsstand ab " + std::to_string(program.from / 12) + "-" +
               std::to_string(program.from % 12 + 1);
      code();
      rules();
      targets();
      uses();
      explanations();
    }
    return fault_;
  }

 private:
  void expect(bool sound, const std::string& what) {
    if (!sound && fault_.empty()) fault_ = (where_.empty() ? "" : where_ + ": ") + what + ".";
  }
  bool valid(const Type& type) const {
    if (type.kind != Kind::Choice) return true;
    return type.choice >= 0 && static_cast<std::size_t>(type.choice) < book_.choices.size();
  }

  void vocabulary() {
    for (const Choice& choice : book_.choices) {
      expect(!choice.members.empty() && choice.members.size() <= 62 &&
                 choice.labels.size() == choice.members.size(),
             "Auswahl " + choice.name + " hat keine oder zu viele Antworten");
    }
    for (const Fact& fact : book_.facts) {
      expect(valid(fact.type), "Merkmal " + fact.name + " hat eine unbekannte Auswahl");
      if (!fault_.empty()) return;
      expect(valid_range(fact.type.kind, fact.lo, fact.hi) && fact.grain > 0,
             "Merkmal " + fact.name + " hat keinen gültigen Wertebereich");
      if (fact.type.kind == Kind::Choice) {
        const auto members = book_.choices[static_cast<std::size_t>(fact.type.choice)].members.size();
        expect(fact.lo >> members == 0, "Merkmal " + fact.name + " hat zu viele Antworten");
      }
    }
  }

  void months() {
    expect(book_.from < book_.until && book_.from >= kMinYear * 12 && book_.until <= kMaxYear * 12,
           "der Rechtsstand ist kein Zeitraum");
    expect(!book_.programs.empty(), "es enthält keinen Rechtsstand");
    Month next = book_.from;
    for (const Program& program : book_.programs) {
      expect(program.from == next && program.until > program.from,
             "die Rechtsstände schließen nicht aneinander an");
      next = program.until;
    }
    expect(next == book_.until, "die Rechtsstände decken den Zeitraum nicht");
  }

  // --- instructions ---------------------------------------------------------------------------------

  void code() {
    for (Reg i = 0; i < program_->code.size() && fault_.empty(); ++i) {
      const Instr& in = program_->code[i];
      const Reg operands[] = {in.a, in.b, in.c};
      bool sound = in.rule == kNone || in.rule < program_->rules.size();
      for (std::size_t k = 0; k < info(in.op).operands; ++k) sound = sound && operands[k] < i;
      if (sound) sound = kinds(in) && tables(in) && immediates(in);
      expect(sound, "Anweisung " + std::to_string(i) + " (" + std::string(info(in.op).name) +
                        ") ist ungültig");
    }
  }
  const Instr& at(Reg reg) const { return program_->code[reg]; }
  Class klass(Reg reg) const { return class_of(at(reg).kind); }

  bool kinds(const Instr& in) const {
    const Class result = class_of(in.kind);
    switch (in.op) {
      case Op::Const: case Op::LoadFact: return true;
      case Op::LoadMonth: return in.kind == Kind::Day;
      case Op::PairLivesWith: case Op::HasRole: return result == Class::Bool;
      case Op::PairStatus: return result == Class::Mask;
      case Op::PairShare: return result == Class::Decimal;
      case Op::Add: case Op::Sub: case Op::Min: case Op::Max:
        return result != Class::Mask && klass(in.a) != Class::Mask && klass(in.b) != Class::Mask;
      case Op::Mul: case Op::Div:
        return result == Class::Decimal && klass(in.a) == result && klass(in.b) == result;
      case Op::RoundHalfUp: case Op::RoundUp: case Op::RoundDown:
        return result == Class::Decimal && klass(in.a) == result;
      case Op::Less: case Op::LessEq: case Op::Equal:
        return result == Class::Bool && klass(in.a) == klass(in.b) && klass(in.a) != Class::Mask;
      case Op::IsOneOf: return result == Class::Bool && klass(in.a) == Class::Mask;
      case Op::Not: return result == Class::Bool && klass(in.a) == result;
      case Op::And: case Op::Or:
        return result == Class::Bool && klass(in.a) == result && klass(in.b) == result;
      case Op::Select:
        return klass(in.a) == Class::Bool && klass(in.b) == result && klass(in.c) == result;
      case Op::AddDays: case Op::AddMonths: case Op::Birthday: case Op::LastAnnual:
      case Op::NextAnnual: return result == Class::Calendar && klass(in.a) == result;
      case Op::AddDuration:
        return result == Class::Calendar && klass(in.a) == result && klass(in.b) == result;
      case Op::AgeAt: case Op::DaysFromTo:
        return result == Class::Decimal && klass(in.a) == Class::Calendar &&
               klass(in.b) == Class::Calendar;
      case Op::FromOwner: case Op::FromTarget: case Op::FromHome: case Op::FromFamily:
      case Op::Given: return klass(in.a) == result;
      case Op::AnyOf: case Op::AllOf: return result == Class::Bool && klass(in.a) == result;
      case Op::CountOf: return result == Class::Decimal && klass(in.a) == Class::Bool;
      case Op::SumOf: return result == Class::Decimal && klass(in.a) == result;
      case Op::MaxOf: case Op::MinOf: return result != Class::Mask && klass(in.a) == result;
    }
    return false;
  }

  bool tables(const Instr& in) const {
    const Table t = in.table;
    const bool entity = !is_pair(t);
    switch (in.op) {
      case Op::LoadFact: case Op::Given: case Op::Const: return in.op != Op::Given || same_tables(in);
      case Op::LoadMonth: return t == Table::Family;
      case Op::PairLivesWith:
        return is_pair(t) && owner_table(t) == Table::Person && target_table(t) == Table::Person;
      case Op::PairStatus: return t == Table::Partners;
      case Op::PairShare: return t == Table::Homes || t == Table::Members;
      case Op::HasRole: return t == Table::Person;
      case Op::FromOwner: return is_pair(t) && at(in.a).table == owner_table(t);
      case Op::FromTarget: return is_pair(t) && at(in.a).table == target_table(t);
      case Op::FromHome: return t == Table::Person && at(in.a).table == Table::Household;
      case Op::FromFamily:
        return (t == Table::Person || t == Table::Household) && at(in.a).table == Table::Family;
      case Op::AnyOf: case Op::AllOf: case Op::CountOf: case Op::SumOf: case Op::MaxOf:
      case Op::MinOf: return entity && is_pair(at(in.a).table) && owner_table(at(in.a).table) == t;
      default: return same_tables(in);
    }
  }
  bool same_tables(const Instr& in) const {
    const Reg operands[] = {in.a, in.b, in.c};
    for (std::size_t k = 0; k < info(in.op).operands; ++k) {
      if (at(operands[k]).table != in.table) return false;
    }
    return true;
  }

  bool immediates(const Instr& in) const {
    switch (in.op) {
      case Op::Const: case Op::FromHome: return valid_range(in.kind, in.lo, in.hi);
      case Op::LoadFact: {
        if (in.lo < 0 || static_cast<std::size_t>(in.lo) >= book_.facts.size()) return false;
        const Fact& fact = book_.facts[static_cast<std::size_t>(in.lo)];
        return in.table == role_table(fact.role) && class_of(in.kind) == class_of(fact.type.kind);
      }
      case Op::LoadMonth: case Op::PairLivesWith: return in.lo == 0 || in.lo == 1;
      case Op::HasRole: return in.lo >= 0 && in.lo <= static_cast<int>(Role::Adult);
      case Op::RoundHalfUp: case Op::RoundUp: case Op::RoundDown: return in.lo > 0;
      case Op::IsOneOf: return in.lo > 0 && in.lo < (std::int64_t{1} << 62);
      case Op::AddDays: return in.lo >= -4'000'000 && in.lo <= 4'000'000;
      case Op::AddMonths: return in.lo >= -120'000 && in.lo <= 120'000;
      case Op::Birthday: return in.lo >= 0 && in.lo <= 1000;
      case Op::LastAnnual: case Op::NextAnnual:
        return in.lo >= 1 && in.lo <= 12 && in.hi >= 1 &&
               in.hi <= days_in_month(2001, static_cast<int>(in.lo));
      case Op::MaxOf: case Op::MinOf: return in.kind != Kind::Bool || in.lo == 0 || in.lo == 1;
      case Op::Given: {
        if (in.lo < 0 || static_cast<std::size_t>(in.lo) >= program_->rules.size()) return false;
        return in.table == role_table(program_->rules[static_cast<std::size_t>(in.lo)].role);
      }
      default: return true;
    }
  }

  // --- what points into the code ----------------------------------------------------------------------

  bool reg_is(Reg reg, Table table, Class klass_wanted) const {
    return reg < program_->code.size() && at(reg).table == table && klass(reg) == klass_wanted;
  }
  bool maybe(Reg reg, Table table, Class klass_wanted) const {
    return reg == kNoReg || reg_is(reg, table, klass_wanted);
  }

  void rules() {
    for (const Rule& rule : program_->rules) {
      if (!fault_.empty()) return;
      const bool valued = rule.kind <= RuleKind::Amount;  // the others need not have a value
      bool sound = valid(rule.type) && (rule.root == kNone || rule.root < program_->explain.size());
      if (sound && (valued || rule.reg != kNoReg)) {
        sound = rule.reg < program_->code.size() && at(rule.reg).table == role_table(rule.role);
      }
      if (sound && valued) sound = klass(rule.reg) == class_of(rule.type.kind);
      expect(sound, "Regel " + rule.name + " ist ungültig");
    }
  }

  void targets() {
    for (const Target& target : program_->targets) {
      const Table table = role_table(target.role);
      expect(target.service < book_.services.size() && target.claim < program_->rules.size() &&
                 (target.amount == kNone || target.amount < program_->rules.size()) &&
                 reg_is(target.verdict, table, Class::Bool) &&
                 maybe(target.money, table, Class::Decimal),
             "ein Anspruch zeigt ins Leere");
    }
    for (const DeadlineRule& due : program_->deadlines) {
      const bool known = due.service < book_.services.size() && due.rule < program_->rules.size();
      expect(known, "eine Frist zeigt ins Leere");
      if (!known) return;
      const Table table = role_table(program_->rules[due.rule].role);
      expect(reg_is(due.until, table, Class::Calendar) && maybe(due.from, table, Class::Calendar) &&
                 maybe(due.when, table, Class::Bool) &&
                 (due.cost == kNone || due.cost < program_->targets.size()),
             "Frist " + due.text + " ist ungültig");
    }
    for (const DocumentRule& paper : program_->documents) {
      const bool known = paper.service < book_.services.size() && paper.rule < program_->rules.size();
      expect(known, "eine Unterlage zeigt ins Leere");
      if (!known) return;
      expect(maybe(paper.when, role_table(program_->rules[paper.rule].role), Class::Bool),
             "Unterlage " + paper.text + " ist ungültig");
    }
  }

  void uses() {
    for (const FactUse& use : program_->facts) {
      const bool known = use.fact < book_.facts.size();
      expect(known, "ein Merkmal zeigt ins Leere");
      if (!known) return;
      const Fact& fact = book_.facts[use.fact];
      const Table table = role_table(fact.role);
      const Class wanted = class_of(fact.type.kind);
      expect(maybe(use.reg, table, wanted) && maybe(use.value, table, wanted) &&
                 maybe(use.relevant, table, Class::Bool) &&
                 (use.reg == kNoReg || (at(use.reg).op == Op::LoadFact && at(use.reg).lo == use.fact)),
             "Merkmal " + fact.name + " ist falsch verdrahtet");
    }
  }

  void explanations() {
    const auto& nodes = program_->explain;
    for (std::uint32_t i = 0; i < nodes.size() && fault_.empty(); ++i) {
      const Explain& node = nodes[i];
      bool sound = valid(node.type);
      for (Reg reg : {node.reg, node.operand}) {
        sound = sound && (reg == kNoReg || (reg < program_->code.size() && at(reg).table == node.table));
      }
      if (node.kind == ExplainKind::Fact) sound = sound && node.ref < book_.facts.size();
      if (node.kind == ExplainKind::Rule) sound = sound && node.ref < program_->rules.size();
      if (node.say >= Say::AnyOf) sound = sound && node.ref <= static_cast<std::uint32_t>(Group::Carers);
      for (std::uint32_t child : node.children) sound = sound && child > i && child < nodes.size();
      expect(sound, "Erklärung " + std::to_string(i) + " ist ungültig");
    }
    if (fault_.empty()) expect(acyclic(), "eine Erklärung verweist auf sich selbst");
  }

  // Children point forward, but references to rules may point anywhere: depth-first with colours.
  bool acyclic() const {
    enum : std::uint8_t { New, Entered, Done };
    const auto& nodes = program_->explain;
    std::vector<std::uint8_t> colour(nodes.size(), New);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t start = 0; start < nodes.size(); ++start) {
      stack.push_back(start);
      while (!stack.empty()) {
        const std::uint32_t i = stack.back();
        if (colour[i] != New) {
          colour[i] = Done;
          stack.pop_back();
          continue;
        }
        colour[i] = Entered;
        const auto visit = [&](std::uint32_t next) {
          if (colour[next] == New) stack.push_back(next);
          return colour[next] != Entered;
        };
        if (nodes[i].kind == ExplainKind::Rule) {
          const std::uint32_t root = program_->rules[nodes[i].ref].root;
          if (root != kNone && !visit(root)) return false;
        }
        for (std::uint32_t child : nodes[i].children) {
          if (!visit(child)) return false;
        }
      }
    }
    return true;
  }

  const Rulebook& book_;
  const Program* program_ = nullptr;
  std::string where_, fault_;
};

}  // namespace

std::string verify(const Rulebook& book) { return Verifier(book).run(); }

}  // namespace fr
