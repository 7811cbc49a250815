// Plain words for conditions and values, as they appear in an explanation.
#include <algorithm>

#include "base/decimal.h"
#include "program/lower.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;

namespace {

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

bool of_element(const Expr& e) { return e.where == Expr::Where::Element && !e.subject.empty(); }

// Whose value it is, where that is not the subject itself.
std::string who(const Expr& e) { return of_element(e) ? e.subject + ": " : ""; }

const char* words(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return " mindestens ";
    case ast::Cmp::AtMost: return " höchstens ";
    case ast::Cmp::LessThan: return " unter ";
    case ast::Cmp::MoreThan: return " über ";
    case ast::Cmp::Equal: return " genau ";
    case ast::Cmp::NotEqual: return " nicht ";
  }
  return " ";
}

const char* day_words(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return " frühestens ";
    case ast::Cmp::AtMost: return " spätestens ";
    case ast::Cmp::LessThan: return " vor ";
    case ast::Cmp::MoreThan: return " nach ";
    case ast::Cmp::Equal: return " am ";
    case ast::Cmp::NotEqual: return " nicht am ";
  }
  return " ";
}

const char* birth_words(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return "ab ";
    case ast::Cmp::AtMost: return "bis ";
    case ast::Cmp::LessThan: return "vor ";
    case ast::Cmp::MoreThan: return "nach ";
    case ast::Cmp::Equal: return "am ";
    case ast::Cmp::NotEqual: return "nicht am ";
  }
  return "";
}

ast::Cmp mirrored(ast::Cmp c) {  // a c b  ==  b mirrored(c) a
  switch (c) {
    case ast::Cmp::AtLeast: return ast::Cmp::AtMost;
    case ast::Cmp::AtMost: return ast::Cmp::AtLeast;
    case ast::Cmp::LessThan: return ast::Cmp::MoreThan;
    case ast::Cmp::MoreThan: return ast::Cmp::LessThan;
    default: return c;
  }
}

ast::Cmp opposite(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return ast::Cmp::LessThan;
    case ast::Cmp::AtMost: return ast::Cmp::MoreThan;
    case ast::Cmp::LessThan: return ast::Cmp::AtLeast;
    case ast::Cmp::MoreThan: return ast::Cmp::AtMost;
    case ast::Cmp::Equal: return ast::Cmp::NotEqual;
    case ast::Cmp::NotEqual: return ast::Cmp::Equal;
  }
  return c;
}

bool is_calendar(Kind k) { return k == Kind::Day || k == Kind::Month; }
bool is_month_edge(const Expr& e) { return e.kind == ExprKind::MonthBegin || e.kind == ExprKind::MonthEnd; }
bool is_group(const Expr& e) {
  return e.kind == ExprKind::All || e.kind == ExprKind::Any || e.kind == ExprKind::None;
}

std::string span_words(const Expr& e) {
  const char* units[][2] = {{"Tag", "Tage"}, {"Woche", "Wochen"}, {"Monat", "Monate"}, {"Jahr", "Jahre"}};
  const auto unit = static_cast<ast::Unit>(e.op);
  const int index = unit == ast::Unit::Days ? 0 : unit == ast::Unit::Weeks ? 1 : unit == ast::Unit::Months ? 2 : 3;
  return std::to_string(e.lo) + " " + units[index][e.lo == 1 ? 0 : 1];
}

struct SetWords {
  const char *any, *all, *none;
};
const char* plural(ast::SetName set) {  // genitive, behind "aller" and "der"
  switch (set) {
    case ast::SetName::Elternteil: return "Elternteile";
    case ast::SetName::Kind: return "Kinder";
    case ast::SetName::Partner: return "Partner";
    case ast::SetName::Geschwisterkind: return "Geschwisterkinder";
    case ast::SetName::Mitglied: return "Mitglieder";
    case ast::SetName::Person: return "Personen";
    case ast::SetName::Haushalt: return "Haushalte";
    case ast::SetName::Pflegebeduerftiger: return "Pflegebedürftigen";
    case ast::SetName::Pflegender: return "Pflegenden";
  }
  return "";
}
SetWords words(ast::SetName set) {
  switch (set) {
    case ast::SetName::Elternteil: return {"mindestens ein Elternteil", "alle Elternteile", "kein Elternteil"};
    case ast::SetName::Kind: return {"mindestens ein Kind", "alle Kinder", "kein Kind"};
    case ast::SetName::Partner: return {"ein Partner", "alle Partner", "kein Partner"};
    case ast::SetName::Geschwisterkind:
      return {"mindestens ein Geschwisterkind", "alle Geschwisterkinder", "kein Geschwisterkind"};
    case ast::SetName::Mitglied: return {"mindestens ein Mitglied", "alle Mitglieder", "kein Mitglied"};
    case ast::SetName::Person: return {"mindestens eine Person", "alle Personen", "keine Person"};
    case ast::SetName::Haushalt: return {"mindestens ein Haushalt", "alle Haushalte", "kein Haushalt"};
    case ast::SetName::Pflegebeduerftiger:
      return {"mindestens ein Pflegebedürftiger", "alle Pflegebedürftigen", "kein Pflegebedürftiger"};
    case ast::SetName::Pflegender:
      return {"mindestens ein Pflegender", "alle Pflegenden", "kein Pflegender"};
  }
  return {"", "", ""};
}

std::string when_words(const Expr& e) {
  if (e.args.empty() || !e.args[0]) return "";
  const Expr& day = *e.args[0];
  if (day.kind == ExprKind::MonthBegin) return e.op == 0 ? "am Monatsanfang" : "am ersten Tag des Monats";
  if (day.kind == ExprKind::MonthEnd) return "am Monatsende";
  return (e.op == 0 ? "zu Beginn von: " : "am Ende von: ") + day.text;
}

}  // namespace

std::string Lowering::plain_value(std::int64_t lo, std::int64_t hi, const Type& t) const {
  const auto one = [&](std::int64_t v) -> std::string {
    switch (t.kind) {
      case Kind::Bool: return v ? "ja" : "nein";
      case Kind::Money: return format_german(v, true) + " €";
      case Kind::Share: return format_german(v * 100) + " %";
      case Kind::Number:
      case Kind::Count: return format_german(v);
      case Kind::Day: return format_day_german(v);
      case Kind::Month: return format_month_german(v);
      case Kind::Duration: return std::to_string(v) + (v == 1 ? " Monat" : " Monate");
      case Kind::Choice: return "";
    }
    return "";
  };
  return lo == hi ? one(lo) : one(lo) + " bis " + one(hi);
}

std::string Lowering::plain_cases() const {
  if (current_rule_ == kNone || program_.rules[current_rule_].name.empty()) return "Fallunterscheidung";
  return spaced(program_.rules[current_rule_].name);
}

bool Lowering::is_birth(const Expr& e) const {
  return (e.kind == ExprKind::Name || e.kind == ExprKind::Field) && e.ref == Expr::Ref::Fact &&
         book_.facts[e.ref_index].name == "Geburtstag";
}

std::string Lowering::plain_compare(const Expr& e, bool negated) const {
  if (!e.args[0]) return e.text;
  auto cmp = static_cast<ast::Cmp>(e.op);
  if (negated) cmp = opposite(cmp);
  const Expr *a = e.args[0].get(), *b = e.args[1].get();
  if (!is_calendar(a->type.kind)) return plain(*a) + words(cmp) + plain(*b);
  if (is_month_edge(*a) && !is_month_edge(*b)) {  // the month is what one measures against
    std::swap(a, b);
    cmp = mirrored(cmp);
  }
  if (is_birth(*a)) return who(*a) + birth_words(cmp) + plain(*b) + " geboren";
  return plain(*a) + day_words(cmp) + plain(*b);
}

std::string Lowering::plain_membership(const Expr& e, bool negated) const {
  const Expr& what = *e.args[0];
  std::string name = plain(what);
  if (of_element(what)) name = name.substr(who(what).size()) + " (" + what.subject + ")";
  std::string members;
  for (const std::string& member : e.members) {
    if (members.empty()) members = negated && e.members.size() > 1 ? "weder " : negated ? "nicht " : "";
    else members += negated ? " noch " : " oder ";
    members += member_label(what.type, member);
  }
  return name + ": " + members;
}

std::string Lowering::member_label(const Type& type, const std::string& member) const {
  if (type.choice < 0) return spaced(member);
  const Choice& c = book_.choices[static_cast<std::size_t>(type.choice)];
  const auto it = std::find(c.members.begin(), c.members.end(), member);
  if (it == c.members.end()) return spaced(member);
  return c.labels[static_cast<std::size_t>(it - c.members.begin())];
}

// Days: "9 Monate nach Ende des Monats", "60 Tage vor dem 4. Geburtstag".
std::string Lowering::plain_sum(const Expr& e) const {
  const bool minus = e.kind == ExprKind::Sub;
  const Expr &a = *e.args[0], &b = *e.args[1];
  if (e.type.kind != Kind::Day) return plain(a) + (minus ? " − " : " + ") + plain(b);
  if (b.kind != ExprKind::Span) return plain(b) + (minus ? " vor " : " nach ") + plain(a);
  const auto years = [](const Expr& x) {
    return x.kind == ExprKind::Span && static_cast<ast::Unit>(x.op) == ast::Unit::Years;
  };
  if (!minus && years(b) && is_birth(a)) return who(a) + std::to_string(b.lo) + ". Geburtstag";
  const bool nth = a.kind == ExprKind::Add && years(*a.args[1]) && is_birth(*a.args[0]);
  return span_words(b) + (minus ? " vor " : " nach ") + (nth || is_birth(a) ? "dem " : "") + plain(a);
}

// "Bedarf aller Mitglieder (nur: in Bedarfsgemeinschaft)", "Zahl der Kinder".
std::string Lowering::plain_aggregate(const Expr& e) const {
  const std::string own = std::string(set_noun(e.set)) + ": ";
  const auto bare = [&](const Expr& x) {
    std::string text = plain(x);
    return text.starts_with(own) ? text.substr(own.size()) : text;
  };
  std::string text;
  switch (static_cast<ast::Fold>(e.op)) {
    case ast::Fold::Count: text = std::string("Zahl der ") + plural(e.set); break;
    case ast::Fold::Sum: text = bare(*e.args[0]) + " aller " + plural(e.set); break;
    case ast::Fold::Max: text = "höchster Wert der " + std::string(plural(e.set)) + ": " + bare(*e.args[0]); break;
    case ast::Fold::Min: text = "kleinster Wert der " + std::string(plural(e.set)) + ": " + bare(*e.args[0]); break;
  }
  if (!e.filter) return text;
  return text + (is_group(*e.filter) ? ", für die gilt: " : " (nur: ") + bare(*e.filter) + (is_group(*e.filter) ? "" : ")");
}

std::string Lowering::plain(const Expr& e) const {
  switch (e.kind) {
    case ExprKind::Name:
    case ExprKind::Field:
      if (e.ref == Expr::Ref::Fact) {
        const Fact& f = book_.facts[e.ref_index];
        return who(e) + (f.brief.empty() ? spaced(f.name) : f.brief);
      }
      if (e.ref == Expr::Ref::Member) {
        const Choice& c = book_.choices[static_cast<std::size_t>(e.type.choice)];
        return c.labels[e.ref_index];
      }
      return who(e) + spaced(e.name);
    case ExprKind::Number:
    case ExprKind::Money:
    case ExprKind::Percent:
    case ExprKind::Date:
    case ExprKind::MonthLit:
    case ExprKind::Bool: return plain_value(e.lo, e.hi, e.type);
    case ExprKind::Compare: return plain_compare(e, false);
    case ExprKind::Between: {
      const std::string limits = " zwischen " + plain(*e.args[1]) + " und " + plain(*e.args[2]);
      return is_birth(*e.args[0]) ? who(*e.args[0]) + limits.substr(1) + " geboren" : plain(*e.args[0]) + limits;
    }
    case ExprKind::IsOneOf: return plain_membership(e, false);
    case ExprKind::AgeDone:
      return who(e) + (e.negated ? "unter " : "mindestens ") + std::to_string(e.lo) +
             (e.lo == 1 ? " Jahr alt (" : " Jahre alt (") + when_words(e) + ")";
    case ExprKind::LivesWith:
      return e.subject + (e.op ? " lebt überwiegend mit " : " lebt mit ") + e.name + " zusammen";
    case ExprKind::Status: return "Partnerschaft";
    case ExprKind::Not: {
      const Expr& what = *e.args[0];
      if (what.kind == ExprKind::Compare && what.args[0]) return plain_compare(what, true);
      if (what.kind == ExprKind::IsOneOf) return plain_membership(what, true);
      if (what.kind == ExprKind::Any) return "nichts davon";
      if (what.kind == ExprKind::All) return "nicht alles davon";
      return plain(what) + ": nein";
    }
    case ExprKind::All: return "alles davon";
    case ExprKind::Any: return "eines davon";
    case ExprKind::None: return "nichts davon";
    case ExprKind::Quantifier: {
      const SetWords set = words(e.set);
      const std::string head = e.op == 0 ? set.any : e.op == 1 ? set.all : set.none;
      if (is_group(*e.args[0])) return head + (e.op == 1 ? " erfüllen " : " erfüllt ") + plain(*e.args[0]);
      std::string what = plain(*e.args[0]);
      const std::string own = std::string(set_noun(e.set)) + ": ";
      if (what.starts_with(own)) what.erase(0, own.size());
      return head + ": " + what;
    }
    case ExprKind::Aggregate: return plain_aggregate(e);
    case ExprKind::Call:
      if (e.name == "monatlich") return plain(*e.args[0]) + " im Monat";
      if (e.name == "jährlich") return plain(*e.args[0]) + " im Jahr";
      return (e.name == "Minimum" ? "das Kleinere von " : "das Größere von ") + plain(*e.args[0]) + " und " + plain(*e.args[1]);
    case ExprKind::DaySpan: return "Tage von " + plain(*e.args[0]) + " bis " + plain(*e.args[1]);
    case ExprKind::MonthBegin: return "Beginn des Monats";
    case ExprKind::MonthEnd: return "Ende des Monats";
    case ExprKind::Lookup: {
      std::string s = spaced(e.name) + " (";
      for (std::size_t i = 0; i < e.args.size(); ++i) s += (i ? ", " : "") + plain(*e.args[i]);
      return s + ")";
    }
    case ExprKind::PercentOf: return plain(*e.args[0]) + " von " + plain(*e.args[1]);
    case ExprKind::Add:
    case ExprKind::Sub: return plain_sum(e);
    case ExprKind::Annual: {
      if (e.args.empty() || !e.args[0]) return e.text;
      static const char* kMonths[] = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
                                      "August", "September", "Oktober", "November", "Dezember"};
      return std::string(e.op == 0 ? "letzter " : "nächster ") + std::to_string(e.hi) + ". " + kMonths[e.lo - 1] +
             (e.op == 0 ? " bis " : " ab ") + plain(*e.args[0]);
    }
    case ExprKind::Mul: return plain(*e.args[0]) + " mal " + plain(*e.args[1]);
    case ExprKind::Div: return plain(*e.args[0]) + " geteilt durch " + plain(*e.args[1]);
    case ExprKind::Cases:
    case ExprKind::Bands:
    case ExprKind::Calc: return "";
    default: return e.text;
  }
}

}  // namespace fr
