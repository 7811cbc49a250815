// Prüffälle: every person, fact and expectation must mean something, so that a test cannot pass by
// talking about nobody.
#include <algorithm>

#include "language/checker.h"

namespace fr {

using ast::DeclKind;

namespace {

constexpr const char* kFamily = "Familie";

}  // namespace

void Checker::check_case(ast::Decl& d) {
  if (!d.test) return;
  ast::Case& t = *d.test;
  Scope none;
  none.decl = &d;
  if (!t.month)
    error(d.pos, "Dem Prüffall fehlt der Monat.", "Gerechnet wird immer für einen Monat.", "Schreiben Sie „Monat 2026-11“.");
  else if (t.month->lo < c_.from || t.month->lo >= c_.until)
    error(t.month->pos, "Dieser Monat liegt außerhalb des Rechtsstands.",
          "Geprüft sind " + format_month_german(c_.from) + " bis " + format_month_german(c_.until - 1) + ".");
  std::set<std::string> persons, houses(t.households.begin(), t.households.end());
  houses.insert("haus");
  for (const auto& p : t.persons) {
    if (!persons.insert(p.name).second) error(p.pos, "„" + p.name + "“ kommt zweimal vor.");
    for (const auto& [h, share] : p.homes) houses.insert(h);
  }
  for (const auto& h : houses)
    if (persons.count(h)) error(d.pos, "„" + h + "“ ist zugleich eine Person und ein Haushalt.");
  const auto person = [&](const std::string& n, const Pos& pos) {
    if (!persons.count(n))
      error(pos, "„" + n + "“ kommt in dieser Familie nicht vor.", "",
            closest(n, [&](auto take) { for (const auto& x : persons) take(x); }));
  };
  const auto table_of = [&](const std::string& n) -> std::optional<Table> {
    if (persons.count(n)) return Table::Person;
    if (houses.count(n)) return Table::Household;
    if (n == kFamily || n.empty()) return Table::Family;
    return std::nullopt;
  };
  // A literal or range of the type; Between carries its ends in args[1], args[2].
  const auto literal = [&](ast::Expr& e, const Type& type) {
    if (e.kind == ast::ExprKind::Error) return;
    const bool range = e.kind == ast::ExprKind::Between;
    for (std::size_t i = range ? 1 : 0; i < (range ? 3u : 1u); ++i) {
      ast::Expr& x = range ? *e.args[i] : e;
      Got g = expr(x, none, type);
      if (!g) continue;
      const bool fits = *g == type || (type.kind == Kind::Number && g->kind == Kind::Count) ||
                        (type.kind == Kind::Day && x.kind == ast::ExprKind::MonthLit) ||
                        (type.kind == Kind::Duration && g->kind == Kind::Duration);
      if (!fits)
        error(x.pos, "Hier steht „" + type_words(*g, c_) + "“, gebraucht wird „" + type_words(type, c_) + "“.", "",
              type.kind == Kind::Money ? "Beträge tragen ein €-Zeichen." : "");
    }
    e.type = type;
  };
  const auto fact = [&](ast::Given& g, const std::string& subject) {
    auto f = c_.fact_by_name.find(g.name);
    if (f == c_.fact_by_name.end()) {
      error(g.pos, "Das Merkmal „" + g.name + "“ gibt es nicht.", "",
            closest(g.name, [&](auto take) { for (const auto& [n, i] : c_.fact_by_name) take(n); }));
      return;
    }
    const ast::Decl& fd = *c_.facts[f->second];
    const Table has = role_table(fd.role);
    const auto table = table_of(subject);
    const bool family_line = subject.empty() && has == Table::Household;
    if (!table) error(g.pos, "„" + subject + "“ kommt in dieser Familie nicht vor.");
    else if (*table != has && !family_line)
      error(g.pos, "Das Merkmal „" + g.name + "“ gehört nicht zu „" + (subject.empty() ? kFamily : subject) + "“.");
    if (g.value) literal(*g.value, fd.type);
  };
  for (auto& p : t.persons) {
    for (const auto& parent : p.parents) person(parent, p.pos);
    for (const auto& c : p.cares_for) person(c, p.pos);
    if (p.born) literal(*p.born, Type{Kind::Day});
    if (p.due) literal(*p.due, Type{Kind::Day});
    for (auto& g : p.facts) fact(g, p.name);
  }
  for (auto& g : t.facts) fact(g, g.subject);
  static const std::set<std::string> kStatuses = {"verheiratet", "verpartnert", "zusammen",
                                                  "dauernd-getrennt", "geschieden"};
  for (const auto& c : t.couples) {
    person(c.a, c.pos);
    person(c.b, c.pos);
    if (!kStatuses.count(c.status))
      error(c.pos, "„" + c.status + "“ ist kein Paarstatus.", "Möglich sind verheiratet, verpartnert, zusammen, dauernd-getrennt, geschieden.");
  }
  for (const auto& [who, service] : t.receives) {
    if (!table_of(who)) error(d.pos, "„" + who + "“ kommt in dieser Familie nicht vor.");
    if (!c_.service_by_name.count(service))
      error(d.pos, "Die Leistung „" + service + "“ gibt es nicht.");
  }
  const auto derived = [&](const std::string& name) -> const Symbol* {
    for (const auto* m : {&c_.amount_by_name, &c_.claim_by_name, &c_.symbol_by_name})
      if (auto it = m->find(name); it != m->end())
        if (const Symbol& y = c_.symbols[it->second]; y.kind != DeclKind::Wert && y.kind != DeclKind::Tabelle)
          return &y;
    return nullptr;
  };
  for (auto& g : t.given) {
    const Symbol* y = derived(g.name);
    const auto table = table_of(g.subject);
    if (!y)
      error(g.pos, "Die Regel „" + g.name + "“ gibt es nicht.", "", suggest(g.name));
    else if (!table || *table != role_table(y->role))
      error(g.pos, "„" + g.name + "“ gehört nicht zu „" + g.subject + "“.");
    else if (g.value)
      literal(*g.value, y->type);
  }
  if (t.expectations.empty())
    error(d.pos, "Der Prüffall erwartet nichts.", "So könnte er nie fehlschlagen.", "Schreiben Sie eine Zeile „erwarte …“.");
  for (auto& e : t.expectations) {
    using W = ast::Expectation::What;
    if (e.what == W::NoQuestion) continue;
    const auto table = table_of(e.subject);
    if (!table) {
      error(e.pos, "„" + e.subject + "“ kommt in dieser Familie nicht vor.", "",
            closest(e.subject, [&](auto take) { for (const auto& x : persons) take(x); }));
      continue;
    }
    if (e.what == W::NextQuestion) {
      if (!c_.fact_by_name.count(e.name)) error(e.pos, "Das Merkmal „" + e.name + "“ gibt es nicht.", "", suggest(e.name));
      continue;
    }
    if (e.what == W::Deadline || e.what == W::Document) {
      const auto& all = e.what == W::Deadline ? c_.deadlines : c_.documents;
      if (std::none_of(all.begin(), all.end(), [&](const ast::Decl* x) { return x->name == e.text; }))
        error(e.pos, std::string("Eine ") + (e.what == W::Deadline ? "Frist" : "Unterlage") + " „" + e.text + "“ gibt es nicht.");
      continue;
    }
    const Symbol* y = derived(e.name);
    if (!y) {
      error(e.pos, "„" + e.name + "“ gibt es nicht.", "Erwartet werden Leistungen oder Regeln.", suggest(e.name));
      continue;
    }
    if (*table != role_table(y->role))
      error(e.pos, "„" + e.name + "“ gehört nicht zu „" + e.subject + "“.");
    if (e.lo) literal(*e.lo, y->type);
    if (e.hi) literal(*e.hi, y->type);
  }
}

}  // namespace fr
