// Expressions of several parts -> instructions and explanation nodes: sets, cases, bands, Rechenwege, tables.
#include <algorithm>

#include "base/decimal.h"
#include "program/lower.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;

namespace {

constexpr std::int64_t kHuge = 900'000'000LL * kOne;  // above any amount, for the minimum of nothing

// The ends of what a day can be where nothing narrows it.
std::int64_t first_day_of_all() { return day_from_civil(1900, 1, 1); }
std::int64_t last_day_of_all() { return day_from_civil(2100, 12, 31); }

Group group_of(ast::SetName set) {
  switch (set) {
    case ast::SetName::Elternteil: return Group::Parents;
    case ast::SetName::Kind: return Group::Children;
    case ast::SetName::Partner: return Group::Partners;
    case ast::SetName::Geschwisterkind: return Group::Siblings;
    case ast::SetName::Mitglied: return Group::Members;
    case ast::SetName::Person: return Group::Persons;
    case ast::SetName::Haushalt: return Group::Households;
    case ast::SetName::Pflegebeduerftiger: return Group::CaredFor;
    case ast::SetName::Pflegender: return Group::Carers;
  }
  return Group::Persons;
}

Say say_of(const Expr& set) {
  if (set.kind == ExprKind::Quantifier) return set.op == 0 ? Say::AnyOf : set.op == 1 ? Say::AllOf : Say::NoneOf;
  switch (static_cast<ast::Fold>(set.op)) {
    case ast::Fold::Count: return Say::Count;
    case ast::Fold::Sum: return Say::Sum;
    case ast::Fold::Max: return Say::Max;
    case ast::Fold::Min: return Say::Min;
  }
  return Say::None;
}

}  // namespace

Lowered Lowering::set(const Expr& e, const Place& p, std::uint32_t) {
  SetTable st;
  set_table(e.set, p.role, &st);
  Place in{p.role, true, st.table};
  const bool quantifier = e.kind == ExprKind::Quantifier;
  const std::uint32_t index =
      node(quantifier ? ExplainKind::Quantifier : ExplainKind::Aggregate, p, e.type);
  program_.explain[index].say = say_of(e);
  program_.explain[index].ref = static_cast<std::uint32_t>(group_of(e.set));
  const Table t = p.table(), pt = st.table;
  const Reg child = st.only_children
                        ? emit(Op::FromTarget, pt, Kind::Bool,
                               emit(Op::HasRole, Table::Person, Kind::Bool, 0, 0, 0,
                                    static_cast<std::int64_t>(Role::Child)))
                        : kNoReg;
  Reg r;
  if (quantifier) {
    Reg body = value(*e.args[0], in, index);
    if (e.op == 1) {
      if (child != kNoReg)
        body = emit(Op::Or, pt, Kind::Bool, emit(Op::Not, pt, Kind::Bool, child), body);
      r = emit(Op::AllOf, t, Kind::Bool, body);
    } else {
      if (child != kNoReg) body = emit(Op::And, pt, Kind::Bool, child, body);
      r = emit(Op::AnyOf, t, Kind::Bool, body);
      if (e.op == 2) r = emit(Op::Not, t, Kind::Bool, r);
    }
  } else {
    Reg filter = e.filter ? value(*e.filter, in, index) : kNoReg;
    if (child != kNoReg)
      filter = filter == kNoReg ? child : emit(Op::And, pt, Kind::Bool, child, filter);
    const auto fold = static_cast<ast::Fold>(e.op);
    const Kind k = e.type.kind;
    if (fold == ast::Fold::Count) {
      if (filter == kNoReg) filter = constant(pt, Kind::Bool, 1, 1);
      r = emit(Op::CountOf, t, Kind::Count, filter);
    } else {
      Reg v = value(*e.args[0], in, index);
      const bool day = k == Kind::Day;  // of nobody: the earliest or latest day there is
      const std::int64_t least = day ? first_day_of_all() : 0, most = day ? last_day_of_all() : kHuge;
      const std::int64_t none = fold == ast::Fold::Min ? most : least;
      if (filter != kNoReg) v = emit(Op::Select, pt, k, filter, v, constant(pt, k, none, none));
      if (fold == ast::Fold::Sum) r = emit(Op::SumOf, t, k, v);
      else if (fold == ast::Fold::Max) r = emit(Op::MaxOf, t, k, v, 0, 0, least);
      else r = emit(Op::MinOf, t, k, v, 0, 0, most);
      if (fold == ast::Fold::Min && !day) {
        const Reg some = emit(Op::Less, t, Kind::Bool, r, constant(t, k, kHuge, kHuge));
        r = emit(Op::Select, t, k, some, r, constant(t, k, 0, 0));
      }
    }
  }
  return explained(index, r, e);
}

Lowered Lowering::cases(const Expr& e, const Place& p, std::uint32_t) {
  const std::uint32_t index = node(ExplainKind::Cases, p, e.type);
  struct Arm { Reg condition, value; };
  std::vector<Arm> arms;
  Reg r = kNoReg;
  for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
    const Reg c = value(*e.args[i + 1], p, index);
    const Reg v = child_value(*e.args[i], p, index);
    arms.push_back({c, v});
  }
  r = child_value(*e.args.back(), p, index);
  for (auto a = arms.rbegin(); a != arms.rend(); ++a)
    r = emit(Op::Select, p.table(), e.type.kind, a->condition, a->value, r);
  Explain& x = program_.explain[index];
  x.reg = r;
  x.text = plain_cases();
  x.label = e.label;
  x.citation = e.citation;
  return {r, index};
}

// The value of a case arm always gets a node of its own, so that conditions and values alternate.
Reg Lowering::child_value(const Expr& e, const Place& p, std::uint32_t owner) {
  Lowered v = expr(e, p, owner);
  if (v.why != kNone) return v.reg;
  const std::uint32_t index = node(ExplainKind::Constant, p, e.type);
  Explain& x = program_.explain[index];
  x.reg = v.reg;
  x.text = plain(e);
  x.citation = e.citation;
  program_.explain[owner].children.push_back(index);
  return v.reg;
}

Lowered Lowering::bands(const Expr& e, const Place& p, std::uint32_t) {
  const std::uint32_t index = node(ExplainKind::Cases, p, e.type);
  const Reg key = value(*e.args[0], p, kNone);
  const Table t = p.table();
  struct Arm { Reg condition, value; };
  std::vector<Arm> arms;
  Reg r = kNoReg;
  for (const auto& b : e.bands) {
    const bool final_arm = b.last || &b == &e.bands.back();
    if (!final_arm) {
      const std::uint32_t c = node(ExplainKind::Test, p, Type{Kind::Bool});
      Reg condition;
      std::string words = plain(*e.args[0]);
      if (b.limit) {
        condition = emit(Op::LessEq, t, Kind::Bool, key, value(*b.limit, p, kNone));
        words += (e.args[0]->type.kind == Kind::Day ? " spätestens " : " höchstens ") + plain(*b.limit);
      } else {
        std::uint64_t mask = 0;
        words += ": ";
        for (const auto& m : b.members) {
          const auto& ms = book_.choices[static_cast<std::size_t>(e.args[0]->type.choice)].members;
          mask |= std::uint64_t{1} << (std::find(ms.begin(), ms.end(), m) - ms.begin());
          words += (&m == &b.members.front() ? "" : " oder ") + member_label(e.args[0]->type, m);
        }
        condition = emit(Op::IsOneOf, t, Kind::Bool, key, 0, 0, static_cast<std::int64_t>(mask));
      }
      program_.explain[c].reg = condition;
      program_.explain[c].text = words;
      program_.explain[index].children.push_back(c);
      expr(*e.args[0], p, c);
      arms.push_back({condition, child_value(*b.value, p, index)});
    } else {
      r = child_value(*b.value, p, index);
    }
  }
  for (auto a = arms.rbegin(); a != arms.rend(); ++a)
    r = emit(Op::Select, t, e.type.kind, a->condition, a->value, r);
  Explain& x = program_.explain[index];
  x.reg = r;
  x.text = plain_cases();
  x.label = e.label;
  x.citation = e.citation;
  return {r, index};
}

Lowered Lowering::calc(const Expr& e, const Place& p, std::uint32_t) {
  using K = ast::LineKind;
  const std::uint32_t index = node(ExplainKind::Steps, p, e.type);
  const Table t = p.table();
  const Kind k = e.type.kind;
  Reg run = kNoReg;
  for (const auto& l : e.lines) {
    static const std::map<K, ExplainKind> kinds = {
        {K::Ausgang, ExplainKind::Start},      {K::Zuzueglich, ExplainKind::Plus},
        {K::Abzueglich, ExplainKind::Minus},   {K::Mal, ExplainKind::Times},
        {K::AnteiligNach, ExplainKind::Times}, {K::Mindestens, ExplainKind::AtLeast},
        {K::Hoechstens, ExplainKind::AtMost},  {K::Gerundet, ExplainKind::Round},
        {K::Aufgerundet, ExplainKind::Round},  {K::Abgerundet, ExplainKind::Round},
        {K::Entfaellt, ExplainKind::Drop}};
    const std::uint32_t line = node(kinds.at(l.kind), p, e.type);
    program_.explain[index].children.push_back(line);
    Reg v = kNoReg, operand = kNoReg;
    std::string words;
    const bool rounding = l.kind == K::Gerundet || l.kind == K::Aufgerundet || l.kind == K::Abgerundet;
    if (l.value && !rounding) v = value(*l.value, p, line);
    if (l.value) words = plain(*l.value);
    Reg cond = kNoReg;
    if (l.when) {
      if (l.when->kind == ExprKind::Compare && !l.when->args[0]) {
        const Reg limit = value(*l.when->args[1], p, line);
        cond = compare(static_cast<ast::Cmp>(l.when->op), t, run, limit);
        words = "entfällt, wenn " + l.when->text;
      } else {
        cond = value(*l.when, p, line);
        words += (words.empty() ? "entfällt, wenn " : ", wenn ") + plain(*l.when);
      }
    }
    const auto guard = [&](Reg x, std::int64_t neutral, Kind kind) {
      return cond == kNoReg ? x : emit(Op::Select, t, kind, cond, x, constant(t, kind, neutral, neutral));
    };
    switch (l.kind) {
      case K::Ausgang: run = operand = v; break;
      case K::Zuzueglich: run = emit(Op::Add, t, k, run, operand = guard(v, 0, k)); break;
      case K::Abzueglich: run = emit(Op::Sub, t, k, run, operand = guard(v, 0, k)); break;
      case K::Mal:
      case K::AnteiligNach:
        run = emit(Op::Mul, t, k, run, operand = guard(v, kOne, l.value->type.kind));
        break;
      case K::Mindestens:
      case K::Hoechstens: {
        const Reg bounded = emit(l.kind == K::Mindestens ? Op::Max : Op::Min, t, k, run, v);
        run = cond == kNoReg ? bounded : emit(Op::Select, t, k, cond, bounded, run);
        operand = v;
        break;
      }
      case K::Gerundet:
      case K::Aufgerundet:
      case K::Abgerundet: {
        const Op op = l.kind == K::Gerundet      ? Op::RoundHalfUp
                      : l.kind == K::Aufgerundet ? Op::RoundUp
                                                 : Op::RoundDown;
        run = emit(op, t, k, run, 0, 0, l.value->lo);
        words = (l.kind == K::Gerundet ? "gerundet auf " : l.kind == K::Aufgerundet ? "aufgerundet auf " : "abgerundet auf ") +
                plain(*l.value);
        break;
      }
      case K::Entfaellt: run = emit(Op::Select, t, k, cond, constant(t, k, 0, 0), run); break;
    }
    Explain& x = program_.explain[line];
    x.reg = run;
    x.operand = operand;
    x.text = words;
    x.citation = l.citation;
  }
  Explain& x = program_.explain[index];
  x.reg = run;
  x.text = "Rechenweg";
  x.label = e.label;
  x.citation = e.citation;
  return {run, index};
}

Lowered Lowering::lookup(const Expr& e, const Place& p, std::uint32_t) {
  const std::uint32_t index = node(ExplainKind::Constant, p, e.type);
  const Table t = p.table();
  const Kind k = e.type.kind;
  const Symbol& s = c_.symbols[e.ref_index];
  const ast::Decl* decl = nullptr;
  const TableVersion* v = nullptr;
  for (const ast::Decl* d : s.versions) {  // highest layer first
    auto it = c_.tables.find(d);
    if (it == c_.tables.end()) continue;
    for (const auto& x : it->second)
      if (month_of(x.from) <= month_) v = &x, decl = d;
    if (v) break;
  }
  std::vector<Reg> keys;
  for (const auto& a : e.args) keys.push_back(value(*a, p, index));
  Reg r = constant(t, k, 0, 0);
  if (!v) {
    out_->push_back({Severity::Error, e.pos,
                     "Für " + format_month_german(month_) + " hat die Tabelle „" + s.name + "“ keine Werte.",
                     "Jeder Monat braucht seinen Wert.", "Ergänzen Sie eine Fassung.", {}});
    return {r, index};
  }
  const Reg column_key = keys.back();
  const auto row_value = [&](const TableVersion::Row& row) {
    Reg cell = constant(t, k, row.cells.back().first, row.cells.back().second);
    if (!v->column_members) return cell;
    for (std::size_t i = row.cells.size() - 1; i-- > 0;) {
      const Reg is = emit(Op::IsOneOf, t, Kind::Bool, column_key, 0, 0, static_cast<std::int64_t>(v->columns[i]));
      cell = emit(Op::Select, t, k, is, constant(t, k, row.cells[i].first, row.cells[i].second), cell);
    }
    return cell;
  };
  r = row_value(v->rows.back());
  for (std::size_t i = v->rows.size() - 1; i-- > 0;) {
    const auto& row = v->rows[i];
    const Reg fits = v->bands ? emit(Op::LessEq, t, Kind::Bool, keys.front(),
                                     constant(t, e.args.front()->type.kind, row.limit, row.limit))
                              : emit(Op::IsOneOf, t, Kind::Bool, keys.front(), 0, 0,
                                     static_cast<std::int64_t>(row.mask));
    r = emit(Op::Select, t, k, fits, row_value(row), r);
  }
  Explain& x = program_.explain[index];
  x.reg = r;
  x.text = plain(e);
  x.label = e.label;
  x.citation = e.citation.empty() ? decl->citation : e.citation;
  return {r, index};
}

}  // namespace fr
