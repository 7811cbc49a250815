// Bodies: cases, bands and the Rechenweg; and whether an amount leaves its rule with fractions of a cent.
#include <algorithm>

#include "base/decimal.h"
#include "language/checker.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;

namespace {

const Type kBool{Kind::Bool}, kNumber{Kind::Number}, kShare{Kind::Share};

bool numeric(const Type& t) { return t.kind == Kind::Number || t.kind == Kind::Count; }

bool whole(const Expr& e) {  // literal without a fraction
  return e.kind == ExprKind::Number && e.lo % kOne == 0;
}

}  // namespace

bool unrounded(const Expr& e) {
  auto any = [](const Expr& x) {
    return std::any_of(x.args.begin(), x.args.end(), [](const auto& a) { return a && unrounded(*a); });
  };
  switch (e.kind) {
    case ExprKind::Div:
    case ExprKind::PercentOf: return e.type.kind == Kind::Money;
    case ExprKind::Mul: {
      if (e.type.kind != Kind::Money) return false;
      const auto integral = [](const Expr& f) { return f.type.kind == Kind::Count || whole(f); };
      const Expr& factor = e.args[0]->type.kind == Kind::Money ? *e.args[1] : *e.args[0];
      return !integral(factor) || any(e);
    }
    case ExprKind::Call: return e.name == "monatlich" ? true : any(e);
    case ExprKind::Aggregate: return e.op != static_cast<int>(ast::Fold::Count) && any(e);
    case ExprKind::Cases:
    case ExprKind::Add:
    case ExprKind::Sub: return any(e);
    case ExprKind::Bands:
      return std::any_of(e.bands.begin(), e.bands.end(),
                         [](const auto& b) { return b.value && unrounded(*b.value); });
    case ExprKind::Calc: {
      bool loose = false;
      for (const auto& l : e.lines) {
        using K = ast::LineKind;
        if (l.kind == K::Gerundet || l.kind == K::Aufgerundet || l.kind == K::Abgerundet) {
          loose = false;
        } else if (l.kind == K::AnteiligNach) {
          loose = true;
        } else if (l.kind == K::Mal && l.value) {
          loose = loose || !(l.value->type.kind == Kind::Count || whole(*l.value));
        } else if (l.value && l.kind != K::Entfaellt) {
          loose = loose || unrounded(*l.value);
        }
      }
      return loose;
    }
    default: return false;
  }
}

std::string type_words(const Type& t, const Checked& c) {
  switch (t.kind) {
    case Kind::Bool: return "ja/nein";
    case Kind::Number: return "Zahl";
    case Kind::Count: return "Anzahl";
    case Kind::Share: return "Anteil";
    case Kind::Day: return "Tag";
    case Kind::Month: return "Monat";
    case Kind::Duration: return "Dauer";
    case Kind::Money:
      switch (t.per) {
        case Per::None: return "Geld";
        case Per::Day: return "Geld pro Tag";
        case Per::Month: return "Geld pro Monat";
        case Per::Year: return "Geld pro Jahr";
      }
      return "Geld";
    case Kind::Choice:
      return t.choice >= 0 ? "Auswahl " + c.choices[static_cast<std::size_t>(t.choice)].name
                           : "Auswahl";
  }
  return "?";
}

Checker::Got Checker::cases(Expr& e, const Scope& s, Want want) {
  bool fine = true;
  Got first;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    const bool is_value = i % 2 == 0;
    if (!is_value) {
      if (!condition(*e.args[i], s)) fine = false;
      continue;
    }
    Got t = expr(*e.args[i], s, want ? want : first);
    if (!t) {
      fine = false;
      continue;
    }
    if (!first) first = t;
    if (want && e.args[i]->kind == ExprKind::Money && want->kind == Kind::Money)
      t = e.args[i]->type = *want;
    if (i > 0 && !same(*e.args[0], *e.args[i], e.args[0]->type, t, "nebeneinander verwenden"))
      fine = false;
  }
  if (!fine || !first) return std::nullopt;
  return e.type = e.args[0]->type;
}

Checker::Got Checker::bands(Expr& e, const Scope& s, Want want) {
  Got key = expr(*e.args[0], s, kNumber);
  bool fine = key.has_value();
  Got first;
  Expr* first_expr = nullptr;
  std::int64_t previous = 0;
  bool have = false, closed = false;
  std::uint64_t seen = 0;
  const std::uint64_t full =
      key && key->kind == Kind::Choice
          ? (std::uint64_t{1} << c_.choices[static_cast<std::size_t>(key->choice)].members.size()) - 1
          : 0;
  for (auto& b : e.bands) {
    if (closed) {
      error(b.pos, "Nach „darüber“ oder „sonst“ kann kein Fall mehr kommen.");
      fine = false;
    }
    if (b.limit) {
      Got t = expr(*b.limit, s, key);
      if (key && t && !same(*e.args[0], *b.limit, key, t, "vergleichen")) fine = false;
      if (have && b.limit->lo <= previous) {
        error(b.pos, "Diese Stufe liegt nicht über der vorigen.", "Die Grenzen müssen aufsteigen.");
        fine = false;
      }
      previous = b.limit->lo;
      have = true;
    }
    if (!b.members.empty() && key && key->kind == Kind::Choice) {
      const auto& members = c_.choices[static_cast<std::size_t>(key->choice)].members;
      for (const auto& m : b.members) {
        auto it = std::find(members.begin(), members.end(), m);
        if (it == members.end()) {
          error(b.pos, "„" + m + "“ kommt in der Auswahl nicht vor.", "",
                closest(m, [&](auto take) { for (const auto& x : members) take(x); }));
          fine = false;
        } else {
          const std::uint64_t bit = std::uint64_t{1} << (it - members.begin());
          if (seen & bit) {
            error(b.pos, "„" + m + "“ steht in zwei Fällen.", "Jeder Fall darf nur einmal vorkommen.");
            fine = false;
          }
          seen |= bit;
        }
      }
    } else if (!b.members.empty()) {
      error(b.pos, "Hier stehen Auswahl-Wörter, verglichen wird aber „" +
                       (key ? type_words(*key, c_) : std::string("?")) + "“.");
      fine = false;
    }
    if (b.last) closed = true;
    if (!b.value) {
      fine = false;
      continue;
    }
    Got t = expr(*b.value, s, want ? want : first);
    if (!t) {
      fine = false;
      continue;
    }
    if (want && b.value->kind == ExprKind::Money && want->kind == Kind::Money) t = b.value->type = *want;
    if (!first_expr) {
      first_expr = b.value.get();
      first = t;
    } else if (!same(*first_expr, *b.value, first_expr->type, t, "nebeneinander verwenden")) {
      fine = false;
    }
  }
  if (!closed && !(full && seen == full)) {
    std::string missing;
    if (full)
      for (std::size_t i = 0; full >> i; ++i)
        if (!(seen >> i & 1))
          missing += (missing.empty() ? "" : ", ") +
                     c_.choices[static_cast<std::size_t>(key->choice)].members[i];
    error(e.pos, full ? "Nicht jeder Fall ist geregelt: es fehlt " + missing + "."
                      : "Nach oben ist die Einteilung offen.",
          "Für jeden möglichen Wert muss genau ein Fall gelten.",
          full ? "Ergänzen Sie den Fall oder schreiben Sie als letztes „sonst: …“."
               : "Schreiben Sie als letzte Zeile „darüber: …“.");
    fine = false;
  }
  if (!fine || !first_expr) return std::nullopt;
  return e.type = first_expr->type;
}

Checker::Got Checker::calc(Expr& e, const Scope& s, Want want) {
  using K = ast::LineKind;
  bool fine = true;
  Type running = want.value_or(kNumber);
  Expr* start = nullptr;
  for (auto& l : e.lines) {
    if (l.kind == K::Ausgang) {
      Got t = expr(*l.value, s, running);
      if (!t) return std::nullopt;
      start = l.value.get();
      if (start->kind == ExprKind::Money && running.kind == Kind::Money) start->type = running;
      running = start->type;
      if (l.when) {
        error(l.pos, "„Ausgang“ kann kein „wenn“ haben.", "Der Ausgangswert gilt immer.",
              "Schreiben Sie die Bedingung in den Anspruch oder an eine spätere Zeile.");
        fine = false;
      }
      continue;
    }
    if (!start) return std::nullopt;
    if (l.kind == K::Entfaellt) {
      if (!l.when) continue;
      if (l.when->kind == ExprKind::Compare && !l.when->args[0]) {  // weniger als E: the running value
        Got t = expr(*l.when->args[1], s, running);
        if (!same(*start, *l.when->args[1], running, t, "vergleichen")) fine = false;
        l.when->type = kBool;
      } else if (!condition(*l.when, s)) {
        fine = false;
      }
      continue;
    }
    if (l.when && !condition(*l.when, s)) fine = false;
    const bool factor = l.kind == K::Mal || l.kind == K::AnteiligNach;
    Got t = expr(*l.value, s, factor ? Want{l.kind == K::Mal ? kNumber : kShare} : Want{running});
    if (!t) {
      fine = false;
      continue;
    }
    if (factor) {
      const bool good = l.kind == K::AnteiligNach ? t->kind == Kind::Share
                                                  : (numeric(*t) || t->kind == Kind::Share);
      if (!good) {
        error(l.value->pos, l.kind == K::Mal ? "Nach „mal“ steht eine Zahl oder ein Anteil."
                                             : "Nach „anteilig nach“ steht ein Anteil.");
        fine = false;
      }
      continue;
    }
    if (!same(*start, *l.value, running, t, "verrechnen")) fine = false;
    if ((l.kind == K::Gerundet || l.kind == K::Aufgerundet || l.kind == K::Abgerundet) &&
        (l.value->lo <= 0 || (l.value->kind != ExprKind::Money && l.value->kind != ExprKind::Number))) {
      error(l.value->pos, "Gerundet wird auf einen festen Betrag größer als null.", "",
            "Schreiben Sie zum Beispiel „gerundet auf 1 €“.");
      fine = false;
    }
  }
  if (!fine || !start) return std::nullopt;
  return e.type = running;
}

}  // namespace fr
