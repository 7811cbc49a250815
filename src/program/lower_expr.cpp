// Expressions -> instructions and explanation nodes.
#include <algorithm>

#include "base/decimal.h"
#include "program/lower.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;
using Where = Expr::Where;

namespace {

Via via_of(Where w) {
  switch (w) {
    case Where::Here: return Via::Same;
    case Where::Outer: return Via::Owner;
    case Where::Element: return Via::Target;
    case Where::Home: return Via::Home;
    case Where::Family: return Via::Family;
  }
  return Via::Same;
}

std::int64_t months_of(const Expr& span) {
  return static_cast<ast::Unit>(span.op) == ast::Unit::Years ? span.lo * 12 : span.lo;
}

}  // namespace

Reg Lowering::emit(Op op, Table table, Kind kind, Reg a, Reg b, Reg c, std::int64_t lo,
                   std::int64_t hi) {
  const Reg next = static_cast<Reg>(program_.code.size());
  auto [it, fresh] = made_.emplace(std::tuple{op, table, kind, a, b, c, lo, hi}, next);
  if (!fresh) return it->second;
  program_.code.push_back({op, table, kind, a, b, c, lo, hi, current_rule_});
  return next;
}

Reg Lowering::constant(Table table, Kind kind, std::int64_t lo, std::int64_t hi) {
  return emit(Op::Const, table, kind, 0, 0, 0, lo, hi);
}

std::uint32_t Lowering::node(ExplainKind kind, const Place& p, const Type& type) {
  Explain x;
  x.kind = kind;
  x.table = p.table();
  x.type = type;
  program_.explain.push_back(std::move(x));
  return static_cast<std::uint32_t>(program_.explain.size() - 1);
}

Reg Lowering::family_column(Reg r, const Place& p, Kind kind) {
  if (p.subject() != Table::Family) r = emit(Op::FromFamily, p.subject(), kind, r);
  return p.in_set ? emit(Op::FromOwner, p.pairs, kind, r) : r;
}

// A node that says of its expression what it came to, in the words and with the citation of its line.
Lowered Lowering::explained(std::uint32_t index, Reg r, const Expr& e) {
  Explain& x = program_.explain[index];
  x.reg = r;
  x.text = plain(e);
  x.label = e.label;
  x.citation = e.citation;
  return {r, index};
}

Reg Lowering::bring(Reg r, Where where, const Place& p, Kind kind, Via* via) {
  *via = via_of(where);
  switch (where) {
    case Where::Here: return r;
    case Where::Outer: return emit(Op::FromOwner, p.pairs, kind, r);
    case Where::Element: return emit(Op::FromTarget, p.pairs, kind, r);
    case Where::Family: return family_column(r, p, kind);
    case Where::Home: {
      // Without a household nothing is true of it; a choice stays open.
      std::int64_t lo = 0, hi = 0;
      if (kind == Kind::Choice) lo = hi = home_choice_;
      r = emit(Op::FromHome, Table::Person, kind, r, 0, 0, lo, hi);
      return p.in_set ? emit(Op::FromOwner, p.pairs, kind, r) : r;
    }
  }
  return r;
}

Lowered Lowering::reference(const Expr& e, const Place& p) {
  const bool is_fact = e.ref == Expr::Ref::Fact;
  const Kind kind = e.type.kind;
  if (kind == Kind::Choice && e.type.choice >= 0)
    home_choice_ = static_cast<std::int64_t>(
        (std::uint64_t{1} << book_.choices[static_cast<std::size_t>(e.type.choice)].members.size()) - 1);
  const std::uint32_t index = node(is_fact ? ExplainKind::Fact : ExplainKind::Rule, p, e.type);
  Reg source;
  Table from;
  std::uint32_t ref;
  if (is_fact) {
    source = fact(e.ref_index).value;
    from = role_table(book_.facts[e.ref_index].role);
    ref = e.ref_index;
  } else {
    ref = rule(e.ref_index);
    const Rule& r = program_.rules[ref];
    source = r.reg;
    from = role_table(r.role);
    if (r.kind == RuleKind::Amount && source != kNoReg) {  // an amount counts where its claim holds
      if (auto c = c_.claim_by_name.find(c_.symbols[e.ref_index].name); c != c_.claim_by_name.end()) {
        const Reg claim = program_.rules[rule(c->second)].reg;
        if (claim != kNoReg)
          source = emit(Op::Select, from, kind, claim, source, constant(from, kind, 0, 0));
      }
    }
  }
  if (source == kNoReg) source = constant(from, kind, 0, 0);  // an error has been reported
  Via via;
  const Reg r = bring(source, e.where, p, kind, &via);
  Explain& x = program_.explain[index];
  x.via = via;
  x.reg = r;
  x.ref = ref;
  x.text = plain(e);
  x.label = e.label;
  x.citation = e.citation;
  return {r, index};
}

Reg Lowering::value(const Expr& e, const Place& p, std::uint32_t owner) {
  return expr(e, p, owner).reg;
}

// Appends the new node to its owner's children.
Lowered Lowering::expr(const Expr& e, const Place& p, std::uint32_t owner) {
  Lowered out;
  switch (e.kind) {
    case ExprKind::Name:
    case ExprKind::Field:
      if (e.ref == Expr::Ref::Fact || e.ref == Expr::Ref::Rule) {
        out = reference(e, p);
        break;
      }
      if (e.ref == Expr::Ref::Member) {
        out.reg = constant(p.table(), Kind::Choice, e.lo, e.hi);
        break;
      }
      if (e.ref == Expr::Ref::Value) {
        std::string source;
        const auto [lo, hi] = in_force_value(c_.symbols[e.ref_index], &source);
        out.why = node(ExplainKind::Constant, p, e.type);
        out.reg = constant(p.table(), e.type.kind, lo, hi);
        Explain& x = program_.explain[out.why];
        x.reg = out.reg;
        x.text = plain(e);
        x.label = e.label;
        x.citation = e.citation.empty() ? source : e.citation;
        break;
      }
      out.reg = constant(p.table(), e.type.kind, 0, 0);
      break;
    case ExprKind::Number:
    case ExprKind::Money:
    case ExprKind::Percent:
    case ExprKind::Date:
    case ExprKind::MonthLit:
    case ExprKind::Bool: out.reg = constant(p.table(), e.type.kind, e.lo, e.hi); break;
    case ExprKind::Span: out.reg = constant(p.table(), Kind::Duration, months_of(e), months_of(e)); break;
    case ExprKind::Add:
    case ExprKind::Sub:
    case ExprKind::Mul:
    case ExprKind::Div:
    case ExprKind::PercentOf:
    case ExprKind::Call: {
      out.why = node(ExplainKind::Calc, p, e.type);
      out.reg = arithmetic(e, p, out.why);
      program_.explain[out.why].reg = out.reg;
      program_.explain[out.why].text = plain(e);
      program_.explain[out.why].citation = e.citation;
      break;
    }
    case ExprKind::Lookup: out = lookup(e, p, owner); break;
    case ExprKind::Aggregate:
    case ExprKind::Quantifier: out = set(e, p, owner); break;
    case ExprKind::MonthBegin:
    case ExprKind::MonthEnd:
    case ExprKind::Annual: out.reg = calendar(e, p, owner); break;
    case ExprKind::DaySpan: {
      out.why = node(ExplainKind::Calc, p, e.type);
      const Reg from = value(*e.args[0], p, out.why), to = value(*e.args[1], p, out.why);
      out.reg = emit(Op::DaysFromTo, p.table(), Kind::Count, from, to);
      program_.explain[out.why].reg = out.reg;
      program_.explain[out.why].text = plain(e);
      break;
    }
    case ExprKind::AgeNumber: {
      out.why = node(ExplainKind::Calc, p, e.type);
      std::uint32_t birth_why;
      const Reg b = birth(e, p, &birth_why);
      out.reg = emit(Op::AgeAt, p.table(), Kind::Count, b, at_day(e, p, out.why));
      program_.explain[out.why].children.push_back(birth_why);
      program_.explain[out.why].reg = out.reg;
      program_.explain[out.why].text = "Alter in Jahren";
      break;
    }
    case ExprKind::Compare:
    case ExprKind::Between:
    case ExprKind::IsOneOf:
    case ExprKind::AgeDone:
    case ExprKind::LivesWith: out = test(e, p, owner); break;
    case ExprKind::Share:
      out.reg = emit(Op::PairShare, p.pairs, Kind::Share);
      break;
    case ExprKind::Status:
      out.reg = emit(Op::PairStatus, p.pairs, Kind::Choice);
      break;
    case ExprKind::Not:
    case ExprKind::All:
    case ExprKind::Any:
    case ExprKind::None: out = combine(e, p, owner); break;
    case ExprKind::Cases: out = cases(e, p, owner); break;
    case ExprKind::Bands: out = bands(e, p, owner); break;
    case ExprKind::Calc: out = calc(e, p, owner); break;
    case ExprKind::Error: out.reg = constant(p.table(), e.type.kind, 0, 0); break;
  }
  if (owner != kNone && out.why != kNone) program_.explain[owner].children.push_back(out.why);
  return out;
}

Lowered Lowering::combine(const Expr& e, const Place& p, std::uint32_t) {
  const ExplainKind kind = e.kind == ExprKind::All   ? ExplainKind::All
                           : e.kind == ExprKind::Any ? ExplainKind::Any
                           : e.kind == ExprKind::Not ? ExplainKind::Not
                                                     : ExplainKind::NoneOf;
  const std::uint32_t index = node(kind, p, Type{Kind::Bool});
  Reg r = kNoReg;
  const bool all = e.kind == ExprKind::All;
  for (const auto& a : e.args) {
    const Reg x = value(*a, p, index);
    r = r == kNoReg ? x : emit(all ? Op::And : Op::Or, p.table(), Kind::Bool, r, x);
  }
  if (r == kNoReg) r = constant(p.table(), Kind::Bool, all, all);
  if (e.kind == ExprKind::Not || e.kind == ExprKind::None) r = emit(Op::Not, p.table(), Kind::Bool, r);
  return explained(index, r, e);
}

Reg Lowering::compare(ast::Cmp cmp, Table t, Reg a, Reg b) {
  switch (cmp) {
    case ast::Cmp::AtLeast: return emit(Op::LessEq, t, Kind::Bool, b, a);
    case ast::Cmp::AtMost: return emit(Op::LessEq, t, Kind::Bool, a, b);
    case ast::Cmp::LessThan: return emit(Op::Less, t, Kind::Bool, a, b);
    case ast::Cmp::MoreThan: return emit(Op::Less, t, Kind::Bool, b, a);
    case ast::Cmp::Equal: return emit(Op::Equal, t, Kind::Bool, a, b);
    case ast::Cmp::NotEqual: return emit(Op::Not, t, Kind::Bool, emit(Op::Equal, t, Kind::Bool, a, b));
  }
  return a;
}

namespace {

Say say_of(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return Say::AtLeast;
    case ast::Cmp::AtMost: return Say::AtMost;
    case ast::Cmp::LessThan: return Say::Under;
    case ast::Cmp::MoreThan: return Say::Over;
    case ast::Cmp::Equal: return Say::Is;
    case ast::Cmp::NotEqual: return Say::IsNot;
  }
  return Say::None;
}

}  // namespace

Lowered Lowering::test(const Expr& e, const Place& p, std::uint32_t) {
  const std::uint32_t index = node(ExplainKind::Test, p, Type{Kind::Bool});
  const Table t = p.table();
  Reg r = kNoReg, limit = kNoReg;
  Say say = Say::None;
  switch (e.kind) {
    case ExprKind::Compare: {
      const Reg a = value(*e.args[0], p, index);
      if (!program_.explain[index].children.empty()) say = say_of(static_cast<ast::Cmp>(e.op));
      limit = value(*e.args[1], p, index);
      r = compare(static_cast<ast::Cmp>(e.op), t, a, limit);
      break;
    }
    case ExprKind::Between: {
      const Reg x = value(*e.args[0], p, index), lo = value(*e.args[1], p, index),
                hi = value(*e.args[2], p, index);
      r = emit(Op::And, t, Kind::Bool, emit(Op::LessEq, t, Kind::Bool, lo, x),
               emit(Op::LessEq, t, Kind::Bool, x, hi));
      break;
    }
    case ExprKind::IsOneOf:
      r = emit(Op::IsOneOf, t, Kind::Bool, value(*e.args[0], p, index), 0, 0, e.lo);
      say = Say::OneOf;
      break;
    case ExprKind::AgeDone: {
      std::uint32_t birth_why;
      const Reg b = birth(e, p, &birth_why);
      program_.explain[index].children.push_back(birth_why);
      const Reg age = emit(Op::AgeAt, t, Kind::Count, b, at_day(e, p, index));
      limit = constant(t, Kind::Count, e.lo * kOne, e.lo * kOne);
      r = emit(Op::LessEq, t, Kind::Bool, limit, age);
      say = e.negated ? Say::AgedUnder : Say::Aged;
      if (e.negated) r = emit(Op::Not, t, Kind::Bool, r);
      break;
    }
    case ExprKind::LivesWith:
      r = emit(Op::PairLivesWith, p.pairs, Kind::Bool, 0, 0, 0, e.op);
      say = e.op ? Say::LivesMostlyWith : Say::LivesWith;
      break;
    default: break;
  }
  program_.explain[index].say = say;
  program_.explain[index].operand = limit;
  return explained(index, r, e);
}

Reg Lowering::birth(const Expr& e, const Place& p, std::uint32_t* why) {
  *why = node(ExplainKind::Fact, p, Type{Kind::Day});
  Via via;
  const Reg source = fact(e.ref_index).value;
  const Reg r = bring(source, e.where, p, Kind::Day, &via);
  Explain& x = program_.explain[*why];
  x.via = via;
  x.reg = r;
  x.ref = e.ref_index;
  x.text = book_.facts[e.ref_index].brief;
  return r;
}

// The day on which an age phrase looks: the end of a day is the beginning of the next.
Reg Lowering::at_day(const Expr& e, const Place& p, std::uint32_t owner) {
  const Reg day = value(*e.args[0], p, owner);
  return e.op == 1 ? emit(Op::AddDays, p.table(), Kind::Day, day, 0, 0, 1) : day;
}

Reg Lowering::calendar(const Expr& e, const Place& p, std::uint32_t owner) {
  const auto month = [&](int end) {
    return family_column(emit(Op::LoadMonth, Table::Family, Kind::Day, 0, 0, 0, end), p, Kind::Day);
  };
  if (e.kind == ExprKind::MonthBegin) return month(0);
  if (e.kind == ExprKind::MonthEnd) return month(1);
  const Reg anchor = !e.args.empty() && e.args[0] ? value(*e.args[0], p, owner) : month(0);
  return emit(e.op == 0 ? Op::LastAnnual : Op::NextAnnual, p.table(), Kind::Day, anchor, 0, 0, e.lo, e.hi);
}

Reg Lowering::arithmetic(const Expr& e, const Place& p, std::uint32_t owner) {
  const Table t = p.table();
  const Kind k = e.type.kind;
  if (e.kind == ExprKind::Call) {
    const Reg a = value(*e.args[0], p, owner);
    const Reg twelve = constant(t, Kind::Count, 12 * kOne, 12 * kOne);
    if (e.name == "monatlich") return emit(Op::Div, t, k, a, twelve);
    if (e.name == "jährlich") return emit(Op::Mul, t, k, a, twelve);
    return emit(e.name == "Minimum" ? Op::Min : Op::Max, t, k, a, value(*e.args[1], p, owner));
  }
  // A sum of several parts is one step with all its parts, not a step per plus.
  const auto sum = [](const Expr& x) { return x.kind == ExprKind::Add || x.kind == ExprKind::Sub; };
  const bool longer = k != Kind::Day && sum(e) && sum(*e.args[0]);
  const Reg a = longer ? arithmetic(*e.args[0], p, owner) : value(*e.args[0], p, owner);
  if (k == Kind::Day) {  // day ± span or duration
    const Expr& s = *e.args[1];
    if (s.kind == ExprKind::Span) {
      const std::int64_t sign = e.kind == ExprKind::Sub ? -1 : 1;
      const auto unit = static_cast<ast::Unit>(s.op);
      if (unit == ast::Unit::Days || unit == ast::Unit::Weeks)
        return emit(Op::AddDays, t, k, a, 0, 0, sign * s.lo * (unit == ast::Unit::Weeks ? 7 : 1));
      return emit(Op::AddMonths, t, k, a, 0, 0, sign * months_of(s));
    }
    return emit(Op::AddDuration, t, k, a, value(s, p, owner));
  }
  const Reg b = value(*e.args[1], p, owner);
  switch (e.kind) {
    case ExprKind::Add: return emit(Op::Add, t, k, a, b);
    case ExprKind::Sub: return emit(Op::Sub, t, k, a, b);
    case ExprKind::Div: return emit(Op::Div, t, k, a, b);
    default: return emit(Op::Mul, t, k, a, b);
  }
}

}  // namespace fr
