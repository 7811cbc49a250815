// Typing of expressions: every name gets its meaning, every operation its unit. An error is reported
// once, where it arises; the result nullopt then keeps the callers quiet.
#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "language/checker.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;
using Where = Expr::Where;

namespace {

bool numeric(const Type& t) { return t.kind == Kind::Number || t.kind == Kind::Count; }
bool decimal(const Type& t) {
  return numeric(t) || t.kind == Kind::Money || t.kind == Kind::Share;
}
const Type kBool{Kind::Bool}, kDay{Kind::Day}, kCount{Kind::Count}, kNumber{Kind::Number},
    kShare{Kind::Share}, kDuration{Kind::Duration};

bool whole(const Expr& e) {  // literal without a fraction
  return e.kind == ExprKind::Number && e.lo % kOne == 0;
}

}  // namespace

bool Checker::same(Expr& a, Expr& b, Got ta, Got tb, const char* verb) {
  if (!ta || !tb) return false;
  const auto adapt = [](Expr& lit, Type& t, const Type& to) {
    if (lit.kind == ExprKind::Money && to.kind == Kind::Money) lit.type = t = to;
    if (lit.kind == ExprKind::Number && to.kind == Kind::Share) return;
  };
  adapt(a, *ta, *tb);
  adapt(b, *tb, *ta);
  if (*ta == *tb || (numeric(*ta) && numeric(*tb))) return true;
  std::string remedy;
  if (ta->kind == Kind::Money && tb->kind == Kind::Money) {
    remedy = "Rechnen Sie mit „monatlich(…)“ oder „jährlich(…)“ um.";
  } else if (ta->kind == Kind::Money && numeric(*tb)) {
    remedy = "Beträge tragen ein €-Zeichen: „" + b.text + " €“.";
  } else if (tb->kind == Kind::Money && numeric(*ta)) {
    remedy = "Beträge tragen ein €-Zeichen: „" + a.text + " €“.";
  }
  error(a.pos, "„" + type_words(*ta, c_) + "“ und „" + type_words(*tb, c_) + "“ lassen sich nicht " +
                   verb + ".",
        "Beide Seiten müssen dieselbe Art und dieselbe Einheit haben.", remedy);
  return false;
}

Checker::Got Checker::arithmetic(Expr& e, const Scope& s, Want want) {
  const bool scale = e.kind == ExprKind::Mul || e.kind == ExprKind::Div;
  Want side = scale ? Want{Type{Kind::Number}} : want;
  if (want && want->kind == Kind::Bool) side = kNumber;
  Got a = expr(*e.args[0], s, scale ? want : side);
  Got b = expr(*e.args[1], s, side);
  if (!a || !b) return std::nullopt;
  const bool span_b = e.args[1]->kind == ExprKind::Span;
  if (!scale) {
    if (a->kind == Kind::Day && (span_b || b->kind == Kind::Duration)) {
      if (e.kind == ExprKind::Sub && !span_b) {
        error(e.pos, "Von einem Tag lässt sich keine unbekannte Dauer abziehen.");
        return std::nullopt;
      }
      return e.type = kDay;
    }
    if (!same(*e.args[0], *e.args[1], a, b, e.kind == ExprKind::Add ? "zusammenzählen" : "abziehen"))
      return std::nullopt;
    if (!decimal(e.args[0]->type) && e.args[0]->type.kind != Kind::Duration) {
      error(e.pos, "Mit „" + type_words(*a, c_) + "“ lässt sich nicht rechnen.");
      return std::nullopt;
    }
    if (a->kind == Kind::Number || b->kind == Kind::Number) return e.type = kNumber;
    return e.type = e.args[0]->type;
  }
  if (!decimal(*a) || !decimal(*b)) {
    error(e.pos, "Mit „" + type_words(decimal(*a) ? *b : *a, c_) + "“ lässt sich nicht rechnen.");
    return std::nullopt;
  }
  if (e.kind == ExprKind::Mul) {
    if (a->kind == Kind::Money && b->kind == Kind::Money) {
      error(e.pos, "Geld mal Geld ergibt keinen Sinn.", "", "Ein Faktor muss eine Zahl oder ein Anteil sein.");
      return std::nullopt;
    }
    if (a->kind == Kind::Money) return e.type = *a;
    if (b->kind == Kind::Money) {
      const bool free = e.args[1]->kind == ExprKind::Money && want && want->kind == Kind::Money;
      return e.type = free ? e.args[1]->type = *want : *b;
    }
    if (a->kind == Kind::Count && b->kind == Kind::Count) return e.type = kCount;
    return e.type = kNumber;
  }
  if (b->kind == Kind::Money) {
    if (a->kind == Kind::Money && e.args[1]->kind == ExprKind::Money) b = e.args[1]->type = *a;
    if (a->kind == Kind::Money && e.args[0]->kind == ExprKind::Money) a = e.args[0]->type = *b;
    if (a->kind != Kind::Money || a->per != b->per) {
      error(e.pos, "„" + type_words(*a, c_) + "“ lässt sich nicht durch „" + type_words(*b, c_) +
                       "“ teilen.");
      return std::nullopt;
    }
    return e.type = kNumber;
  }
  return e.type = a->kind == Kind::Money ? *a : kNumber;
}

Checker::Got Checker::call(Expr& e, const Scope& s, Want want) {
  const bool monthly = e.name == "monatlich", yearly = e.name == "jährlich";
  if (monthly || yearly) {
    if (e.args.size() != 1) {
      error(e.pos, "„" + e.name + "“ braucht genau einen Wert in Klammern.");
      return std::nullopt;
    }
    const Type from{Kind::Money, monthly ? Per::Year : Per::Month};
    Got t = expr(*e.args[0], s, from);
    if (!t) return std::nullopt;
    if (e.args[0]->kind == ExprKind::Money) t = e.args[0]->type = from;
    if (!(*t == from)) {
      error(e.args[0]->pos, "„" + e.name + "“ erwartet „" + type_words(from, c_) + "“, hier steht „" +
                                type_words(*t, c_) + "“.");
      return std::nullopt;
    }
    return e.type = Type{Kind::Money, monthly ? Per::Month : Per::Year};
  }
  if (e.name != "Minimum" && e.name != "Maximum") {
    error(e.pos, "Eine Rechnung „" + e.name + "“ gibt es nicht.",
          "Es gibt Minimum, Maximum, monatlich und jährlich.");
    return std::nullopt;
  }
  if (e.args.size() != 2) {
    error(e.pos, "„" + e.name + "“ braucht zwei Werte in Klammern, getrennt durch ein Komma.");
    return std::nullopt;
  }
  Got a = expr(*e.args[0], s, want), b = expr(*e.args[1], s, want ? want : a);
  if (!same(*e.args[0], *e.args[1], a, b, "vergleichen")) return std::nullopt;
  return e.type = e.args[0]->type;
}

std::optional<Scope> Checker::enter(Expr& e, const Scope& s) {
  if (s.in_set) {
    error(e.pos, "Eine Menge steht hier innerhalb einer anderen Menge.",
          "So ließe sich nicht mehr lesen, um wen es geht.",
          "Legen Sie für den inneren Teil eine eigene Regel an.");
    return std::nullopt;
  }
  SetTable t;
  if (!set_table(e.set, s.role, &t)) {
    error(e.pos, std::string("Die Menge „") + set_noun(e.set) + "“ gibt es bei „je " + s.word +
                     "“ nicht.",
          e.set == ast::SetName::Mitglied || e.set == ast::SetName::Person
              ? "Mitglieder hat ein Haushalt, Personen hat eine Familie."
              : "",
          "Legen Sie eine Regel je Haushalt oder je Familie an und lesen Sie sie hier.");
    return std::nullopt;
  }
  if (e.set == ast::SetName::Kind && s.word == "Kind") {
    error(e.pos, "„Kind“ ist hier doppelt: die Regel gilt schon je Kind.",
          "Es wäre unklar, welches Kind gemeint ist.",
          "Für die Geschwister schreiben Sie „Geschwisterkind“; für eigene Kinder legen Sie eine Regel "
          "je Person an.");
    return std::nullopt;
  }
  Scope in = s;
  in.in_set = true;
  in.set = e.set;
  in.pairs = t.table;
  in.noun = set_noun(e.set);
  return in;
}

Checker::Got Checker::aggregate(Expr& e, const Scope& s) {
  auto in = enter(e, s);
  if (!in) return std::nullopt;
  bool fine = true;
  if (e.filter && !condition(*e.filter, *in)) fine = false;
  if (static_cast<ast::Fold>(e.op) == ast::Fold::Count) {
    if (!fine) return std::nullopt;
    return e.type = kCount;
  }
  Got t = expr(*e.args[0], *in, kNumber);
  if (!t || !fine) return std::nullopt;
  const bool day = t->kind == Kind::Day && static_cast<ast::Fold>(e.op) != ast::Fold::Sum;
  if (!decimal(*t) && !day) {
    error(e.args[0]->pos, "Hier muss ein Betrag oder eine Zahl stehen, nicht „" + type_words(*t, c_) + "“.");
    return std::nullopt;
  }
  return e.type = *t;
}

bool Checker::when(Expr& e, const Scope& s) {
  Table table;
  auto where = subject(e.subject, s, &table, e.pos);
  if (!where) return false;
  if (table != Table::Person) {
    error(e.pos, "Ein Alter haben nur Personen, nicht „" + e.subject + "“.");
    return false;
  }
  if (c_.birth_fact == 0xffffffff) {
    error(e.pos, "Das Merkmal „Geburtstag“ ist nicht erklärt.",
          "Jede Angabe zum Alter rechnet mit dem Geburtstag.",
          "Erklären Sie „Merkmal Geburtstag: Tag je Person“.");
    return false;
  }
  e.where = *where;
  e.ref = Expr::Ref::Fact;
  e.ref_index = c_.birth_fact;
  read_facts_.insert(c_.birth_fact);
  if (e.args.empty() || !e.args[0]) return false;
  Got t = expr(*e.args[0], s, kDay);
  if (!t) return false;
  if (t->kind != Kind::Day) {
    error(e.args[0]->pos, "Hier muss ein Tag stehen, nicht „" + type_words(*t, c_) + "“.");
    return false;
  }
  return true;
}

Checker::Got Checker::calendar(Expr& e, const Scope& s) {
  switch (e.kind) {
    case ExprKind::Annual:
      if (!e.args.empty() && e.args[0]) {
        Got t = expr(*e.args[0], s, kDay);
        if (!t) return std::nullopt;
        if (t->kind != Kind::Day) {
          error(e.args[0]->pos, "Nach „ab“ muss ein Tag stehen.");
          return std::nullopt;
        }
      }
      return e.type = kDay;
    case ExprKind::AgeNumber:
      if (!when(e, s)) return std::nullopt;
      return e.type = kCount;
    case ExprKind::DaySpan:
      for (auto& end : e.args) {
        Got t = expr(*end, s, kDay);
        if (!t) return std::nullopt;
        if (t->kind == Kind::Day) continue;
        error(end->pos, "„Tage von … bis …“ zählt von Tag zu Tag, hier steht „" + type_words(*t, c_) + "“.");
        return std::nullopt;
      }
      return e.type = kCount;
    default: return e.type = kDay;
  }
}

Checker::Got Checker::compare(Expr& e, const Scope& s) {
  bool fine = true;
  const Want number = kNumber;
  Got first = expr(*e.args[0], s, number);
  for (std::size_t i = 1; i < e.args.size(); ++i) {
    Got t = expr(*e.args[i], s, first ? Want{*first} : number);
    if (!same(*e.args[0], *e.args[i], first, t, "vergleichen")) fine = false;
    if (fine && first && !decimal(e.args[0]->type) && e.args[0]->type.kind != Kind::Day &&
        e.args[0]->type.kind != Kind::Month && e.args[0]->type.kind != Kind::Duration) {
      error(e.pos, "„" + type_words(*first, c_) + "“ lässt sich nicht der Größe nach vergleichen.",
            "", first->kind == Kind::Choice ? "Schreiben Sie „… ist A oder B“." : "");
      fine = false;
    }
  }
  if (!fine || !first) return std::nullopt;
  return e.type = kBool;
}

Checker::Got Checker::is_one_of(Expr& e, const Scope& s) {
  Got t = expr(*e.args[0], s, Type{Kind::Choice});
  if (!t) return std::nullopt;
  if (t->kind != Kind::Choice) {
    error(e.args[0]->pos, "„ist …“ fragt eine Auswahl ab, hier steht „" + type_words(*t, c_) + "“.", "",
          t->kind == Kind::Bool ? "Ein Merkmal der Art ja/nein steht allein." : "");
    return std::nullopt;
  }
  const ChoiceType& choice = c_.choices[static_cast<std::size_t>(t->choice)];
  std::uint64_t mask = 0;
  bool fine = true;
  for (const auto& m : e.members) {
    auto it = std::find(choice.members.begin(), choice.members.end(), m);
    if (it == choice.members.end()) {
      error(e.pos, "„" + m + "“ kommt in der Auswahl „" + choice.name + "“ nicht vor.", "",
            closest(m, [&](auto take) { for (const auto& x : choice.members) take(x); }));
      fine = false;
    } else {
      mask |= std::uint64_t{1} << (it - choice.members.begin());
    }
  }
  if (!fine) return std::nullopt;
  e.lo = e.hi = static_cast<std::int64_t>(mask);
  return e.type = kBool;
}

Checker::Got Checker::quantifier(Expr& e, const Scope& s) {
  auto in = enter(e, s);
  if (!in) return std::nullopt;
  if (e.args.empty() || !e.args[0]) return std::nullopt;
  if (!condition(*e.args[0], *in)) return std::nullopt;
  return e.type = kBool;
}

Checker::Got Checker::condition(Expr& e, const Scope& s) {
  Got t = expr(e, s, kBool);
  if (!t) return std::nullopt;
  if (t->kind != Kind::Bool) {
    error(e.pos, "Hier muss eine Bedingung stehen, „" + e.text + "“ ist aber „" + type_words(*t, c_) +
                     "“.",
          "Eine Bedingung ist ja oder nein.",
          t->kind == Kind::Choice ? "Schreiben Sie „… ist A oder B“."
                                  : "Vergleichen Sie, zum Beispiel „… mehr als 0 €“.");
    return std::nullopt;
  }
  return t;
}

Checker::Got Checker::expr(Expr& e, const Scope& s, Want want) {
  switch (e.kind) {
    case ExprKind::Number: return e.type = (whole(e) ? kCount : kNumber);
    case ExprKind::Money:
      return e.type = want && want->kind == Kind::Money ? *want : Type{Kind::Money};
    case ExprKind::Percent: return e.type = kShare;
    case ExprKind::Date: return e.type = kDay;
    case ExprKind::MonthLit: return e.type = Type{Kind::Month};
    case ExprKind::Span: {
      const auto unit = static_cast<ast::Unit>(e.op);
      if (want && want->kind == Kind::Duration && unit != ast::Unit::Months && unit != ast::Unit::Years) {
        error(e.pos, "Eine Dauer zählt in ganzen Monaten oder Jahren.");
        return std::nullopt;
      }
      return e.type = kDuration;
    }
    case ExprKind::Bool: return e.type = kBool;
    case ExprKind::Name: return name(e, s, want);
    case ExprKind::Field: return field(e, s, want);
    case ExprKind::Lookup: return lookup(e, s);
    case ExprKind::Add:
    case ExprKind::Sub:
    case ExprKind::Mul:
    case ExprKind::Div: return arithmetic(e, s, want);
    case ExprKind::Call: return call(e, s, want);
    case ExprKind::PercentOf: {
      Got t = expr(*e.args[1], s, want);
      expr(*e.args[0], s, kShare);
      if (!t) return std::nullopt;
      if (!decimal(*t)) {
        error(e.pos, "Von „" + type_words(*t, c_) + "“ gibt es keinen Anteil.");
        return std::nullopt;
      }
      return e.type = t->kind == Kind::Count ? kNumber : *t;
    }
    case ExprKind::Aggregate: return aggregate(e, s);
    case ExprKind::MonthBegin:
    case ExprKind::MonthEnd:
    case ExprKind::Annual:
    case ExprKind::DaySpan:
    case ExprKind::AgeNumber: return calendar(e, s);
    case ExprKind::Compare:
    case ExprKind::Between: return compare(e, s);
    case ExprKind::IsOneOf: return is_one_of(e, s);
    case ExprKind::AgeDone:
      if (!when(e, s)) return std::nullopt;
      return e.type = kBool;
    case ExprKind::LivesWith: {
      Table a, b;
      auto wa = subject(e.subject, s, &a, e.pos), wb = subject(e.name, s, &b, e.pos);
      if (!wa || !wb) return std::nullopt;
      const bool pair = (*wa == Where::Element && *wb == Where::Outer) ||
                        (*wa == Where::Outer && *wb == Where::Element);
      if (!pair || a != Table::Person || b != Table::Person) {
        error(e.pos, "„lebt mit“ verbindet die Person der Regel mit einer aus der Menge.",
              "", "Schreiben Sie zum Beispiel „irgendein Elternteil mit Elternteil lebt mit Kind“.");
        return std::nullopt;
      }
      return e.type = kBool;
    }
    case ExprKind::Share:
      if (!s.in_set || (s.pairs != Table::Members && s.pairs != Table::Homes)) {
        error(e.pos, "„Wohnanteil“ gibt es nur bei den Mitgliedern eines Haushalts.",
              "Er sagt, zu welchem Teil jemand dort lebt.",
              "Verwenden Sie ihn in „… Mitglied mit …“ oder „… Haushalt mit …“.");
        return std::nullopt;
      }
      return e.type = kShare;
    case ExprKind::Status:
      if (!s.in_set || s.pairs != Table::Partners) {
        error(e.pos, "„Partnerschaft“ gibt es nur bei der Menge Partner.", "",
              "Schreiben Sie „irgendein Partner mit Partnerschaft ist verheiratet“.");
        return std::nullopt;
      }
      return e.type = Type{Kind::Choice, Per::None, static_cast<std::int16_t>(c_.status_choice)};
    case ExprKind::Not:
      if (!condition(*e.args[0], s)) return std::nullopt;
      return e.type = kBool;
    case ExprKind::All:
    case ExprKind::Any:
    case ExprKind::None: {
      bool fine = true;
      for (auto& a : e.args)
        if (!condition(*a, s)) fine = false;
      if (!fine) return std::nullopt;
      return e.type = kBool;
    }
    case ExprKind::Quantifier: return quantifier(e, s);
    case ExprKind::Cases: return cases(e, s, want);
    case ExprKind::Bands: return bands(e, s, want);
    case ExprKind::Calc: return calc(e, s, want);
    case ExprKind::Error: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace fr
