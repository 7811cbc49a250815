// Layout of a Prüffall: month, family, households, couples, what is given, what is expected.
#include <algorithm>

#include "base/date.h"
#include "base/decimal.h"
#include "language/format.h"
#include "language/parse.h"

namespace fr::layout {

using ast::ExprKind;
using What = ast::Expectation::What;

namespace {

std::string fact(const ast::Given& g) {
  if (g.value == nullptr) return g.name + " unbekannt";
  if (g.value->kind == ExprKind::Bool) return g.value->lo != 0 ? g.name : "nicht " + g.name;
  return g.name + " " + ast::print_expr(*g.value);
}

std::string dated(const char* word, const ast::Expr& e) {
  if (e.lo == e.hi) return std::string(", ") + word + " " + ast::print_expr(e);
  const bool day = e.kind == ExprKind::Date;
  return std::string(", ") + word + " zwischen " + (day ? format_day(e.lo) : format_month(e.lo)) +
         " und " + (day ? format_day(e.hi) : format_month(e.hi));
}

void person(Page& page, const ast::CasePerson& p) {
  std::string out =
      p.name + ": " + (p.adult ? "Erwachsene" : "Kind von " + joined(p.parents, " und "));
  if (p.born != nullptr) out += dated("geboren", *p.born);
  if (p.due != nullptr) out += dated("erwartet", *p.due);
  for (const ast::Given& g : p.facts) out += ", " + fact(g);
  for (std::size_t i = 0; i < p.homes.size(); ++i) {
    out += (i == 0 ? ", wohnt in " : " und ") + p.homes[i].first;
    if (p.homes[i].second >= 0) out += " " + format_german(p.homes[i].second * 100) + " %";
  }
  if (!p.cares_for.empty()) out += ", pflegt " + joined(p.cares_for, " und ");
  page.line(2, out);
}

std::string facts_of(const ast::Case& test, const std::string& subject) {
  std::string out;
  for (const ast::Given& g : test.facts)
    if (g.subject == subject) out += (out.empty() ? "" : ", ") + fact(g);
  return out;
}

// In the order in which the printed case names them: first those somebody lives in.
std::vector<std::string> households(const ast::Case& test, std::size_t& lived_in) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(out, name) == out.end()) out.push_back(name);
  };
  for (const ast::CasePerson& p : test.persons)
    for (const auto& home : p.homes) add(home.first);
  lived_in = out.size();
  for (const std::string& h : test.households) add(h);
  return out;
}

std::string given(const ast::Given& g) {
  const std::string name = (g.subject.empty() ? "" : g.subject + ".") + g.name + " ";
  if (g.value == nullptr) return name + "unbekannt";
  if (g.value->kind == ExprKind::Bool || g.value->kind == ExprKind::Between)
    return name + ast::print_expr(*g.value);
  return name + "gleich " + ast::print_expr(*g.value);
}

std::string expected(const ast::Expectation& e) {
  const std::string name = (e.subject.empty() ? "" : e.subject + ".") + e.name;
  const auto range = [&] {
    return "zwischen " + ast::print_expr(*e.lo) + " und " + ast::print_expr(*e.hi);
  };
  switch (e.what) {
    case What::Yes:
      return name + " ja";
    case What::No:
      return name + " nein";
    case What::Open:
      return name + " offen";
    case What::Equal:
      return name + " gleich " + ast::print_expr(*e.lo);
    case What::YesBetween:
      return name + " ja " + range();
    case What::OpenBetween:
      return name + " offen " + range();
    case What::Between:
      return name + " " + range();
    case What::NextQuestion:
      return "nächste Frage " + name;
    case What::NoQuestion:
      return "keine Frage";
    case What::Deadline:
      return "Frist \"" + e.text + "\" " + e.subject + " am " + ast::print_expr(*e.lo);
    case What::Document:
      return "Unterlage \"" + e.text + "\" " + e.subject + " " + ast::print_expr(*e.lo);
  }
  return name;
}

}  // namespace

void test_case(Page& page, const ast::Case& test) {
  if (test.month != nullptr) page.line(1, "Monat " + ast::print_expr(*test.month));
  const std::string family = facts_of(test, "");
  if (!test.persons.empty() || !family.empty())
    page.line(1, family.empty() ? "Familie" : "Familie " + family);
  for (const ast::CasePerson& p : test.persons) person(page, p);
  std::size_t lived_in = 0;
  const std::vector<std::string> names = households(test, lived_in);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string facts = facts_of(test, names[i]);
    if (!facts.empty())
      page.line(1, "Haushalt " + names[i] + ": " + facts);
    else if (i >= lived_in)
      page.line(1, "Haushalt " + names[i]);
  }
  for (const auto& c : test.couples) page.line(1, "Paar " + c.a + " und " + c.b + ": " + c.status);
  if (test.rest_no) page.line(1, "übrige Angaben nein");
  for (const ast::Given& g : test.given) page.line(1, "gegeben " + given(g));
  for (const auto& [who, what] : test.receives) page.line(1, who + " bezieht " + what);
  for (const ast::Expectation& e : test.expectations)
    page.line(1, "erwarte " + expected(e), e.citation);
}

}  // namespace fr::layout
