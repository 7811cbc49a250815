// Rules, facts and targets of one state of the law.
#include "program/lower.h"

#include <algorithm>
#include <utility>

#include "base/decimal.h"
#include "base/text.h"

namespace fr {

using ast::Decl;
using ast::DeclKind;

namespace {

Per per_of(const Type& t) { return t.per; }

}  // namespace

Lowering::Lowering(const Checked& checked, const std::vector<Source>& sources, const Rulebook& book,
                   Month from, Month until, Diagnostics* out)
    : c_(checked), sources_(sources), book_(book), month_(from), out_(out) {
  program_.from = from;
  program_.until = until;
}

std::string Lowering::place_of(const Pos& pos) const {
  return sources_[pos.source].name + ":" + std::to_string(pos.line);
}

std::pair<std::int64_t, std::int64_t> Lowering::in_force_value(const Symbol& s, std::string* source) {
  const ast::ValueRow* best = nullptr;
  const Decl* decl = nullptr;
  for (const Decl* d : s.versions) {  // highest layer first
    for (const auto& r : d->rows)
      if (r.from && r.value && month_of(r.from->lo) <= month_) best = &r, decl = d;
    if (best) break;
  }
  if (!best) return {0, 0};
  *source = decl->citation;
  if (!best->citation.empty() && best->citation != decl->citation) *source += (source->empty() ? "" : "; ") + best->citation;
  return {best->value->lo, best->value->hi};
}

const FactUse& Lowering::fact(std::uint32_t f) {
  if (auto it = use_of_fact_.find(f); it != use_of_fact_.end()) return program_.facts[it->second];
  const Decl& d = *c_.facts[f];
  const Fact& fact = book_.facts[f];
  const Table t = role_table(fact.role);
  FactUse use;
  use.fact = f;
  if (!facts_in_progress_.insert(f).second) {
    out_->push_back({Severity::Error, d.name_pos,
                     "Die Bedingung „relevant wenn“ von „" + d.name + "“ führt im Kreis zu sich selbst.", "",
                     "Nehmen Sie eines der Merkmale aus der Bedingung heraus.", {}});
    static FactUse broken;
    broken.value = broken.reg = constant(t, fact.type.kind, fact.lo, fact.hi);
    return broken;
  }
  const std::uint32_t outer = std::exchange(current_rule_, kNone);
  use.reg = emit(Op::LoadFact, t, fact.type.kind, 0, 0, 0, f);
  use.value = use.reg;
  for (const auto& o : d.attributes)
    if (o.key == "sonst" && o.expr) use.otherwise_lo = o.expr->lo, use.otherwise_hi = o.expr->hi;
  for (const auto& a : d.attributes) {
    if (a.key != "relevant wenn" || !a.expr) continue;
    const std::uint32_t index = static_cast<std::uint32_t>(program_.rules.size());
    program_.rules.push_back({d.name, RuleKind::Relevance, fact.role, Type{Kind::Bool}, kNoReg, kNone, "",
                              place_of(a.pos)});
    current_rule_ = index;
    const Lowered r = expr(*a.expr, Place{fact.role}, kNone);
    program_.rules[index].reg = r.reg;
    program_.rules[index].root = r.why;
    use.relevant = r.reg;
    use.value = emit(Op::Select, t, fact.type.kind, r.reg, use.reg,
                     constant(t, fact.type.kind, use.otherwise_lo, use.otherwise_hi));
  }
  current_rule_ = outer;
  facts_in_progress_.erase(f);
  use_of_fact_[f] = static_cast<std::uint32_t>(program_.facts.size());
  program_.facts.push_back(use);
  return program_.facts.back();
}

// The body of the version(s) in force; for births a chain of cases on the birthday.
Lowered Lowering::version_body(const Symbol& s, const Decl& user) {
  const Place p{s.role};
  const auto versions = c_.in_force(s, month_);
  if (versions.empty()) {
    out_->push_back({Severity::Error, user.name_pos,
                     "Für " + format_month_german(month_) + " gilt keine Fassung von „" + s.name + "“.",
                     "In jedem Monat, in dem die Regel gebraucht wird, muss genau eine Fassung gelten.",
                     "Ergänzen Sie eine Fassung oder begrenzen Sie, was sie verwendet.", {}});
    return {constant(p.table(), s.type.kind, 0, 0), kNone};
  }
  if (versions.size() == 1 && !versions[0]->births_from && !versions[0]->births_until)
    return expr(*versions[0]->body, p, kNone);
  const std::uint32_t index = node(ExplainKind::Cases, p, s.type);
  const Table t = p.table();
  const auto born = [&](const ast::ExprPtr& day, bool from) {
    const std::uint32_t c = node(ExplainKind::Test, p, Type{Kind::Bool});
    const std::uint32_t leaf = node(ExplainKind::Fact, p, Type{Kind::Day});
    const Reg b = fact(c_.birth_fact).value;
    const Reg limit = constant(t, Kind::Day, day->lo, day->lo);
    Explain& l = program_.explain[leaf];
    l.reg = b;
    l.ref = c_.birth_fact;
    l.text = book_.facts[c_.birth_fact].brief;
    Explain& x = program_.explain[c];
    x.children.push_back(leaf);
    x.reg = from ? emit(Op::LessEq, t, Kind::Bool, limit, b) : emit(Op::LessEq, t, Kind::Bool, b, limit);
    x.text = std::string(from ? "geboren ab " : "geboren bis ") + format_day_german(day->lo);
    return c;
  };
  struct Arm { Reg condition, value; };
  std::vector<Arm> arms;
  bool closed = false;
  Reg r = constant(t, s.type.kind, 0, 0);
  for (const Decl* d : versions) {  // latest births first
    if (!d->births_from && !d->births_until) {
      r = child_value(*d->body, p, index);
      closed = true;
      break;
    }
    const std::uint32_t c = born(d->births_from ? d->births_from : d->births_until, d->births_from != nullptr);
    program_.explain[index].children.push_back(c);
    Reg condition = program_.explain[c].reg;
    if (d->births_from && d->births_until) {
      const Reg b = fact(c_.birth_fact).value;
      condition = emit(Op::And, t, Kind::Bool, condition,
                       emit(Op::LessEq, t, Kind::Bool, b, constant(t, Kind::Day, d->births_until->lo, d->births_until->lo)));
      program_.explain[c].reg = condition;
      program_.explain[c].text += " bis " + format_day_german(d->births_until->lo);
    }
    arms.push_back({condition, child_value(*d->body, p, index)});
  }
  if (!closed) {
    if (s.kind != DeclKind::Anspruch)
      out_->push_back({Severity::Error, versions.back()->name_pos,
                       "Für frühere Geburten hat „" + s.name + "“ keine Fassung.",
                       "Für jeden Geburtstag muss eine Fassung gelten.",
                       "Ergänzen Sie eine Fassung ohne „gilt für Geburten“.", {}});
    const std::uint32_t last = node(ExplainKind::Constant, p, s.type);
    program_.explain[last].reg = r;
    program_.explain[last].text = "sonst nein";
    program_.explain[index].children.push_back(last);
  }
  for (auto a = arms.rbegin(); a != arms.rend(); ++a)
    r = emit(Op::Select, t, s.type.kind, a->condition, a->value, r);
  program_.explain[index].reg = r;
  program_.explain[index].text = s.name;
  return {r, index};
}

std::uint32_t Lowering::rule(std::uint32_t symbol) {
  if (auto it = rule_of_symbol_.find(symbol); it != rule_of_symbol_.end()) return it->second;
  const Symbol& s = c_.symbols[symbol];
  const std::uint32_t index = static_cast<std::uint32_t>(program_.rules.size());
  rule_of_symbol_[symbol] = index;
  const auto versions = c_.in_force(s, month_);
  const Decl& d = versions.empty() ? *s.versions.front() : *versions.front();
  Rule made;
  made.name = s.name;
  made.kind = s.kind == DeclKind::Anspruch ? RuleKind::Claim
              : s.kind == DeclKind::Betrag ? RuleKind::Amount
                                           : RuleKind::Rule;
  made.role = s.role;
  made.type = s.type;
  made.reg = kNoReg;
  made.citation = d.citation;
  made.source = place_of(d.name_pos);
  program_.rules.push_back(made);
  const std::uint32_t outer = std::exchange(current_rule_, index);
  const Lowered body = version_body(s, d);
  const Reg given = emit(Op::Given, role_table(s.role), s.type.kind, body.reg, 0, 0, index);
  current_rule_ = outer;
  program_.rules[index].reg = given;
  program_.rules[index].root = body.why;
  return index;
}

void Lowering::targets() {
  for (std::uint32_t i = 0; i < c_.services.size(); ++i) {
    const std::string& name = c_.services[i]->name;
    auto claim = c_.claim_by_name.find(name);
    if (claim == c_.claim_by_name.end()) continue;
    const Symbol& s = c_.symbols[claim->second];
    if (c_.in_force(s, month_).empty()) continue;  // the service does not exist in this month
    Target t;
    t.service = i;
    t.role = s.role;
    t.claim = rule(claim->second);
    t.verdict = program_.rules[t.claim].reg;
    if (auto amount = c_.amount_by_name.find(name); amount != c_.amount_by_name.end()) {
      t.amount = rule(amount->second);
      const Symbol& a = c_.symbols[amount->second];
      t.per = per_of(a.type);
      const Table table = role_table(s.role);
      t.money = emit(Op::Select, table, Kind::Money, t.verdict, program_.rules[t.amount].reg,
                     constant(table, Kind::Money, 0, 0));
    }
    program_.targets.push_back(t);
  }
}

void Lowering::deadlines() {
  for (const Decl* d : c_.deadlines) {
    if (d->service >= c_.services.size() || !d->until_day) continue;
    const Place p{d->role};
    const std::uint32_t index = static_cast<std::uint32_t>(program_.rules.size());
    program_.rules.push_back({d->name, RuleKind::Deadline, d->role, Type{Kind::Day}, kNoReg, kNone,
                              d->citation, place_of(d->pos)});
    current_rule_ = index;
    DeadlineRule r;
    r.service = d->service;
    r.rule = index;
    r.text = d->name;
    r.missed = d->missed;
    r.until = value(*d->until_day, p, kNone);
    if (d->from_day) r.from = value(*d->from_day, p, kNone);
    if (d->when) r.when = value(*d->when, p, kNone);
    program_.rules[index].reg = r.until;
    current_rule_ = kNone;
    for (std::uint32_t t = 0; t < program_.targets.size(); ++t)
      if (!d->cost.empty() && c_.services[program_.targets[t].service]->name == d->cost) r.cost = t;
    program_.deadlines.push_back(std::move(r));
  }
}

void Lowering::documents() {
  for (const Decl* d : c_.documents) {
    if (d->service >= c_.services.size()) continue;
    const std::uint32_t index = static_cast<std::uint32_t>(program_.rules.size());
    program_.rules.push_back({d->name, RuleKind::Document, d->role, Type{Kind::Bool}, kNoReg, kNone,
                              d->citation, place_of(d->pos)});
    current_rule_ = index;
    DocumentRule r;
    r.service = d->service;
    r.rule = index;
    r.text = d->name;
    r.where = d->where_from;
    const Place p{d->role};
    if (d->when) {
      const Lowered w = expr(*d->when, p, kNone);
      r.when = w.reg;
      program_.rules[index].root = w.why;
    }
    program_.rules[index].reg = r.when != kNoReg ? r.when : constant(p.table(), Kind::Bool, 1, 1);
    current_rule_ = kNone;
    program_.documents.push_back(std::move(r));
  }
}

// A target that rests on an `unbelegt` range cannot be computed exactly.
void Lowering::mark_exact() {
  std::vector<bool> ranged(program_.code.size(), false);
  for (std::size_t i = 0; i < program_.code.size(); ++i) {
    const Instr& x = program_.code[i];
    if (x.op == Op::Const) {
      ranged[i] = x.lo != x.hi;
      continue;
    }
    for (Reg o : {x.a, x.b, x.c})
      if (o < i && ranged[o]) ranged[i] = true;  // unused operands are 0, a constant only by accident
  }
  for (Target& t : program_.targets)
    t.exact = !ranged[t.verdict] && (t.money == kNoReg || !ranged[t.money]);
}

Program Lowering::run() {
  targets();
  deadlines();
  documents();
  for (std::uint32_t i = 0; i < c_.symbols.size(); ++i) {  // rules that only tests or people ask for
    const Symbol& s = c_.symbols[i];
    if (s.kind == DeclKind::Regel && !c_.in_force(s, month_).empty()) rule(i);
  }
  mark_exact();
  return std::move(program_);
}

}  // namespace fr
