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

// Whose value it is, where that is not the subject itself.
std::string who(const Expr& e) {
  return e.where == Expr::Where::Element && !e.subject.empty() ? e.subject + ": " : "";
}

const char* words(ast::Cmp c) {
  switch (c) {
    case ast::Cmp::AtLeast: return " mindestens ";
    case ast::Cmp::AtMost: return " höchstens ";
    case ast::Cmp::LessThan: return " weniger als ";
    case ast::Cmp::MoreThan: return " mehr als ";
    case ast::Cmp::Equal: return " gleich ";
    case ast::Cmp::NotEqual: return " ungleich ";
  }
  return " ";
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
    case ExprKind::Compare:
      if (!e.args[0]) return e.text;
      return plain(*e.args[0]) + words(static_cast<ast::Cmp>(e.op)) + plain(*e.args[1]);
    case ExprKind::Between:
      return plain(*e.args[0]) + " zwischen " + plain(*e.args[1]) + " und " + plain(*e.args[2]);
    case ExprKind::IsOneOf: {
      std::string s = plain(*e.args[0]) + " ist ";
      const int choice = e.args[0]->type.choice;
      for (std::size_t i = 0; i < e.members.size(); ++i) {
        std::string label = spaced(e.members[i]);
        if (choice >= 0) {
          const Choice& c = book_.choices[static_cast<std::size_t>(choice)];
          auto it = std::find(c.members.begin(), c.members.end(), e.members[i]);
          if (it != c.members.end()) label = c.labels[static_cast<std::size_t>(it - c.members.begin())];
        }
        s += (i ? " oder " : "") + label;
      }
      return s;
    }
    case ExprKind::AgeDone:
      return who(e) + (e.negated ? "unter " : "mindestens ") + std::to_string(e.lo) + " Jahre alt (" +
             when_words(e) + ")";
    case ExprKind::LivesWith:
      return e.subject + (e.op ? " lebt überwiegend mit " : " lebt mit ") + e.name + " zusammen";
    case ExprKind::Status: return "Partnerschaft";
    case ExprKind::Not: return "nicht: " + plain(*e.args[0]);
    case ExprKind::All: return "alles davon";
    case ExprKind::Any: return "eines davon";
    case ExprKind::None: return "nichts davon";
    case ExprKind::Quantifier: {
      const std::string noun = set_noun(e.set);
      const std::string head = e.op == 0   ? "mindestens ein " + noun
                               : e.op == 1 ? "jedes davon: " + noun
                                           : "kein " + noun;
      return head + ", für den gilt: " + plain(*e.args[0]);
    }
    case ExprKind::MonthBegin: return "Beginn des Monats";
    case ExprKind::MonthEnd: return "Ende des Monats";
    case ExprKind::Lookup: {
      std::string s = spaced(e.name) + " (";
      for (std::size_t i = 0; i < e.args.size(); ++i) s += (i ? ", " : "") + plain(*e.args[i]);
      return s + ")";
    }
    case ExprKind::PercentOf: return plain(*e.args[0]) + " von " + plain(*e.args[1]);
    case ExprKind::Add: return plain(*e.args[0]) + " + " + plain(*e.args[1]);
    case ExprKind::Sub: return plain(*e.args[0]) + " - " + plain(*e.args[1]);
    case ExprKind::Mul: return plain(*e.args[0]) + " mal " + plain(*e.args[1]);
    case ExprKind::Div: return plain(*e.args[0]) + " geteilt durch " + plain(*e.args[1]);
    case ExprKind::Cases:
    case ExprKind::Bands:
    case ExprKind::Calc: return "";
    default: return e.text;
  }
}

}  // namespace fr
