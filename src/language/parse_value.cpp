// Values that a person writes down: numbers with their units, days, months, spans, and table cells.
#include <algorithm>

#include "base/date.h"
#include "base/decimal.h"
#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Expr;
using ast::ExprKind;
using ast::ExprPtr;

namespace {

constexpr std::string_view kMonths[] = {"Januar",    "Februar", "März",     "April",
                                        "Mai",       "Juni",    "Juli",     "August",
                                        "September", "Oktober", "November", "Dezember"};

struct UnitWord {
  std::string_view word;
  ast::Unit unit;
};
constexpr UnitWord kUnits[] = {{"Tag", ast::Unit::Days},     {"Tage", ast::Unit::Days},
                               {"Woche", ast::Unit::Weeks},  {"Wochen", ast::Unit::Weeks},
                               {"Monat", ast::Unit::Months}, {"Monate", ast::Unit::Months},
                               {"Jahr", ast::Unit::Years},   {"Jahre", ast::Unit::Years}};

bool literal_kind(ExprKind k) {
  return k <= ExprKind::Bool;
}

}  // namespace

ExprPtr Parser::number(std::size_t start) {
  const Token& t = tok();
  auto e = make(ExprKind::Number, start);
  e->lo = e->hi = t.value;
  next();
  if (accept_sign("€")) {
    e->kind = ExprKind::Money;
  } else if (accept_sign("%")) {
    e->kind = ExprKind::Percent;
    if (e->lo % 100 != 0) {
      fail(t, "Der Anteil " + quoted(t.text) + " ist zu genau.",
           "Anteile haben höchstens acht Nachkommastellen.", "Kürzen Sie die Zahl.");
      return error();
    }
    e->lo = e->hi = e->lo / 100;
  } else if (tok().kind == Tok::Word && !is("mal")) {
    const Token& word = tok();
    const auto* unit =
        std::ranges::find_if(kUnits, [&](const UnitWord& u) { return u.word == word.text; });
    if (unit != std::end(kUnits)) {
      next();
      if (e->lo % kOne != 0 || e->lo / kOne > 100'000) {
        fail(t, "Eine Zeitspanne braucht eine ganze Zahl bis 100.000.",
             "Halbe Monate oder Tage kennt der Kalender nicht.",
             "Wählen Sie eine kleinere Einheit, zum Beispiel Tage statt Wochen.");
        return error();
      }
      e->kind = ExprKind::Span;
      e->lo = e->hi = e->lo / kOne;
      e->op = static_cast<int>(unit->unit);
    } else if (is("Euro") || is("EUR") || is("Prozent") || is("Monaten") || is("Jahren") ||
               is("Tagen")) {
      const std::string right = is("Prozent") ? "%"
                                : word.text.starts_with("E")
                                    ? "€"
                                    : std::string(word.text.substr(0, word.text.size() - 1));
      fail(word, "Die Einheit " + quoted(word.text) + " wird anders geschrieben.",
           "Für jede Einheit gibt es genau eine Schreibweise.",
           "Schreiben Sie „" + std::string(t.text) + " " + right + "“.");
      return error();
    }
  }
  return done(std::move(e), start);
}

ExprPtr Parser::annual(std::size_t start) {
  auto e = make(ExprKind::Annual, start);
  e->op = is("nächster") ? 1 : 0;
  const std::string word(tok().text);
  next();
  const Token day = tok();
  if (day.kind != Tok::Ordinal) {
    fail(day, "Hinter " + quoted(word) + " fehlt der Tag des Jahres.", "",
         "Schreiben Sie zum Beispiel „" + word + " 1. August“.");
    return error();
  }
  next();
  const auto* month = std::ranges::find_if(kMonths, [&](std::string_view m) { return is(m); });
  if (month == std::end(kMonths)) {
    const std::string_view close =
        tok().kind == Tok::Word ? nearest(tok().text, {std::begin(kMonths), std::end(kMonths)})
                                : "";
    fail(tok(), "Hier fehlt der Name des Monats.", "",
         close.empty() ? "Schreiben Sie zum Beispiel „" + word + " 1. August“."
                       : "Meinten Sie " + quoted(close) + "?");
    return error();
  }
  next();
  e->lo = month - std::begin(kMonths) + 1;
  e->hi = day.value;
  if (e->hi < 1 || e->hi > days_in_month(2026, static_cast<int>(e->lo))) {
    fail(day,
         "Den " + std::string(day.text) + " " + std::string(*month) +
             " gibt es nicht in jedem Jahr.",
         "Ein jährlicher Stichtag muss in jedem Jahr vorkommen.",
         "Wählen Sie einen Tag, den es jedes Jahr gibt.");
    return error();
  }
  if (accept("ab")) e->args.push_back(expr());
  return failed() ? error() : done(std::move(e), start);
}

// bei Beginn des Monats | bei Ende des Monats | bei Beginn von D | bei Ende von D
void Parser::when(Expr& into) {
  if (failed()) return;
  const std::size_t start = cur_.at + 1;
  if (!accept("bei") || (!is("Beginn") && !is("Ende")))
    return fail(
        tok(), "Hier fehlt, zu welchem Zeitpunkt das Alter zählt.",
        "Innerhalb eines Monats kann jemand ein Lebensjahr vollenden.",
        "Ergänzen Sie „bei Beginn des Monats“, „bei Ende des Monats“ oder „bei Beginn von <Tag>“.");
  into.op = is("Ende") ? 1 : 0;
  next();
  if (accept("des")) {
    if (!need("Monats", "bei Beginn des Monats")) return;
    into.args.push_back(
        done(make(into.op == 1 ? ExprKind::MonthEnd : ExprKind::MonthBegin, start), start));
  } else if (need("von", "bei Beginn von Kind.Geburtstag")) {
    into.args.push_back(expr());
  }
}

ExprPtr Parser::literal(std::string_view what) {
  const std::size_t start = cur_.at;
  const bool starts = tok().kind == Tok::Number || tok().kind == Tok::Date ||
                      tok().kind == Tok::Month || is("ja") || is("nein");
  if (!starts) {
    fail(tok(), "Hier fehlt " + std::string(what) + ".",
         "An dieser Stelle steht ein fester Wert, keine Rechnung.",
         "Schreiben Sie zum Beispiel „259 €“, „3“, „45 %“ oder „2026-01-01“.");
    return error();
  }
  ExprPtr low = primary();
  if (failed() || !accept("bis")) return low;
  return span_to(std::move(low), start, "bis");
}

// The upper end of a range; both ends must be of one kind.
ExprPtr Parser::span_to(ExprPtr low, std::size_t start, std::string_view joint) {
  ExprPtr high = primary();
  if (failed()) return error();
  const Token& from = cur_.line->tokens[start];
  if (!literal_kind(high->kind) || low->kind != high->kind || low->kind == ExprKind::Bool ||
      low->op != high->op) {
    fail(from,
         "Die beiden Grenzen vor und hinter " + quoted(joint) + " sind nicht von derselben Art.",
         "Eine Spanne reicht von Betrag zu Betrag, von Zahl zu Zahl oder von Tag zu Tag.",
         "Schreiben Sie beide Grenzen mit derselben Einheit, zum Beispiel „0 € bis 40 €“.");
    return error();
  }
  if (high->lo < low->lo) {
    fail(from,
         "Die Untergrenze " + quoted(low->text) + " ist größer als die Obergrenze " +
             quoted(high->text) + ".",
         "", "Vertauschen Sie die beiden Grenzen.");
    return error();
  }
  low->hi = high->lo;
  return done(std::move(low), start);
}

ExprPtr Parser::day_literal(std::string_view example) {
  if (failed()) return error();
  if (tok().kind == Tok::Date) return primary();
  fail(tok(),
       at_end() ? "Hier fehlt ein Tag." : "Hier muss ein Tag stehen, nicht " + shown(tok()) + ".",
       "Ein Tag wird als Jahr-Monat-Tag geschrieben.",
       "Schreiben Sie zum Beispiel: " + std::string(example));
  return error();
}

ExprPtr Parser::month_literal(std::string_view example) {
  if (failed()) return error();
  if (tok().kind == Tok::Month) return primary();
  fail(tok(),
       at_end() ? "Hier fehlt ein Monat."
                : "Hier muss ein Monat stehen, nicht " + shown(tok()) + ".",
       "Ein Monat wird als Jahr-Monat geschrieben.",
       "Schreiben Sie zum Beispiel: " + std::string(example));
  return error();
}

// A whole table cell.
ExprPtr Parser::cell(const Line& line) {
  cur_ = {&line, 0, line.bad};
  if (line.bad) return error();
  const std::size_t start = 0;
  if (is("darüber") && tok(1).kind == Tok::End) {
    auto e = make(ExprKind::Error, start);
    e->name = e->text = "darüber";
    return e;
  }
  if (tok().kind == Tok::Word && tok(1).kind == Tok::End && !is("ja") && !is("nein")) {
    ExprPtr e = name(start);
    return e;
  }
  const bool band = accept("bis");
  ExprPtr e = literal("ein Wert der Tabelle");
  need_end();
  if (failed()) return error();
  if (!band) return e;
  if (e->lo != e->hi) {
    fail(line.tokens[0], "Hinter „bis“ steht eine Spanne.", "Eine Stufe hat genau eine Obergrenze.",
         "Schreiben Sie zum Beispiel „bis 25.000 €“.");
    return error();
  }
  e->negated = true;
  if (e->kind != ExprKind::Span) e->op = 1;
  return e;
}

}  // namespace fr::syntax
