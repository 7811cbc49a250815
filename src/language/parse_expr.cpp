// Expressions on one line: sums of products of values. Invariant: every function returns a tree
// (Error after a message), and recursion is counted.
#include <algorithm>
#include <array>

#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Expr;
using ast::ExprKind;
using ast::ExprPtr;

namespace {

constexpr int kMaxDepth = 40;
struct SetWord {
  std::string_view singular, plural;
  ast::SetName set;
};
constexpr SetWord kSets[] = {
    {"Elternteil", "Elternteile", ast::SetName::Elternteil},
    {"Kind", "Kinder", ast::SetName::Kind},
    {"Partner", "Partner", ast::SetName::Partner},
    {"Geschwisterkind", "Geschwisterkinder", ast::SetName::Geschwisterkind},
    {"Mitglied", "Mitglieder", ast::SetName::Mitglied},
    {"Person", "Personen", ast::SetName::Person},
    {"Haushalt", "Haushalte", ast::SetName::Haushalt},
    {"Pflegebedürftiger", "Pflegebedürftige", ast::SetName::Pflegebeduerftiger},
    {"Pflegender", "Pflegende", ast::SetName::Pflegender}};

}  // namespace

ExprPtr Parser::make(ExprKind kind, std::size_t start) const {
  auto e = std::make_unique<Expr>();
  e->kind = kind;
  e->pos = pos(start < cur_.line->tokens.size() ? cur_.line->tokens[start] : cur_.line->end);
  return e;
}

ExprPtr Parser::done(ExprPtr e, std::size_t start) const {
  const auto& tokens = cur_.line->tokens;
  if (start < cur_.at && cur_.at <= tokens.size()) {
    const Token& last = tokens[cur_.at - 1];
    e->pos = pos(tokens[start]);
    e->pos.length = last.column + last.length - e->pos.column;
  }
  e->text = ast::print_expr(*e);
  return e;
}

ExprPtr Parser::error() {
  return make(ExprKind::Error, cur_.at);
}

bool Parser::too_deep() {
  if (depth_ <= kMaxDepth) return false;
  fail(tok(), "Hier sind mehr als 40 Ebenen ineinander geschachtelt.",
       "So tiefe Schachtelungen kann niemand prüfen.",
       "Lagern Sie einen Teil in eine eigene Regel aus.");
  return true;
}

ExprPtr Parser::expr() {
  const std::size_t start = cur_.at;
  ExprPtr left = term();
  while (!failed() && (is_sign("+") || is_sign("-"))) {
    auto sum = make(is_sign("+") ? ExprKind::Add : ExprKind::Sub, start);
    next();
    sum->args.push_back(std::move(left));
    sum->args.push_back(term());
    left = failed() ? error() : done(std::move(sum), start);
  }
  return left;
}

ExprPtr Parser::term() {
  const std::size_t start = cur_.at;
  ExprPtr left = factor();
  while (!failed() && (is("mal") || is("geteilt"))) {
    auto product = make(is("mal") ? ExprKind::Mul : ExprKind::Div, start);
    next();
    if (product->kind == ExprKind::Div && !need("durch", "Einkommen geteilt durch 12"))
      return error();
    product->args.push_back(std::move(left));
    product->args.push_back(factor());
    left = failed() ? error() : done(std::move(product), start);
  }
  return left;
}

ExprPtr Parser::factor() {
  const Nesting nesting(depth_);
  if (too_deep()) return error();
  const std::size_t start = cur_.at;
  ExprPtr left = primary();
  if (failed() || !is("von")) return left;
  if (left->kind != ExprKind::Percent) {
    fail(tok(), "Vor „von“ muss ein Anteil in Prozent stehen.",
         "„von“ berechnet einen Anteil, zum Beispiel „50 % von Einkommen“.",
         "Schreiben Sie den Anteil mit %, oder rechnen Sie mit „mal“.");
    return error();
  }
  next();
  auto share = make(ExprKind::PercentOf, start);
  share->args.push_back(std::move(left));
  share->args.push_back(factor());
  return failed() ? error() : done(std::move(share), start);
}

ExprPtr Parser::primary() {
  if (failed()) return error();
  const std::size_t start = cur_.at;
  const Token& t = tok();
  switch (t.kind) {
    case Tok::Number:
      return number(start);
    case Tok::Date:
    case Tok::Month: {
      auto e = make(t.kind == Tok::Date ? ExprKind::Date : ExprKind::MonthLit, start);
      e->lo = e->hi = t.value;
      next();
      return done(std::move(e), start);
    }
    case Tok::Word:
      return worded(start);
    case Tok::Sign:
      if (accept_sign("(")) {
        ExprPtr inner = expr();
        if (!failed() && refuse_inline_and()) return error();
        need_sign(")", "Jede geöffnete Klammer wird geschlossen.", "(a + b) mal 2");
        if (failed()) return error();
        inner->paren = true;
        return done(std::move(inner), start);
      }
      break;
    case Tok::Ordinal:
      fail(t, "Hinter " + quoted(t.text) + " fehlt der Monat.",
           "Eine Zahl mit Punkt am Ende ist der Tag eines Datums.",
           "Schreiben Sie zum Beispiel „letzter 1. August“.");
      return error();
    case Tok::String:
      fail(t, "In einer Rechnung oder Bedingung kann kein Text stehen.",
           "Gerechnet wird mit Zahlen, Geld, Tagen und Auswahlen.",
           "Vergleichen Sie mit einer Antwort der Auswahl, ohne Anführungszeichen.");
      return error();
    case Tok::End:
      break;
  }
  if (is_sign("-") || is_sign("+")) {
    fail(t, "Vor dem " + std::string(t.text == "-" ? "Minus" : "Plus") + " fehlt ein Wert.",
         "Ein Vorzeichen gibt es nicht.",
         "Schreiben Sie „0 € - 5 €“ oder tauschen Sie die Rechnung um.");
    return error();
  }
  if (is_sign("<") || is_sign(">") || is_sign("=")) {
    fail(t, "Vor " + shown(t) + " fehlt ein Wert.", "Verglichen wird in Worten.",
         "Schreiben Sie „a mindestens b“.");
    return error();
  }
  fail(t, at_end() ? "Hier fehlt ein Wert." : "Hier fehlt ein Wert vor " + shown(t) + ".", "",
       "Ergänzen Sie eine Zahl, einen Betrag oder einen Namen.");
  return error();
}

ExprPtr Parser::worded(std::size_t start) {
  if (is("ja") || is("nein")) {
    auto e = make(ExprKind::Bool, start);
    e->lo = e->hi = is("ja") ? 1 : 0;
    next();
    return done(std::move(e), start);
  }
  if (is("ja/nein")) {
    fail(tok(), "„ja/nein“ ist eine Art von Wert, kein Wert.", "",
         "Schreiben Sie „ja“ oder „nein“.");
    return error();
  }
  if ((is("Beginn") || is("Ende")) && is("des", 1)) {
    auto e = make(is("Beginn") ? ExprKind::MonthBegin : ExprKind::MonthEnd, start);
    next();
    next();
    if (!need("Monats", "Beginn des Monats")) return error();
    return done(std::move(e), start);
  }
  if (is("letzter") || is("nächster")) return annual(start);
  if (is("Tage") && is("von", 1)) {
    auto e = make(ExprKind::DaySpan, start);
    next();
    next();
    e->args.push_back(expr());
    if (!failed() && !need("bis", "Tage von Beginn des Monats bis Ende des Monats")) return error();
    e->args.push_back(expr());
    return failed() ? error() : done(std::move(e), start);
  }
  if (is("Alter") && is("von", 1)) {
    auto e = make(ExprKind::AgeNumber, start);
    next();
    next();
    e->subject = need_name("die Person");
    when(*e);
    return failed() ? error() : done(std::move(e), start);
  }
  if ((is("Anzahl") && (is("der", 1) || is("von", 1))) || (is("Summe") && is("von", 1)) ||
      (is("Höchstwert") && is("von", 1)) || (is("Mindestwert") && is("von", 1)))
    return aggregate(start);
  if (is_sign("(", 1)) return call(start);
  return name(start);
}

ExprPtr Parser::name(std::size_t start) {
  if (is("Wohnanteil") || is("Partnerschaft")) {
    auto e = make(is("Wohnanteil") ? ExprKind::Share : ExprKind::Status, start);
    next();
    return done(std::move(e), start);
  }
  if (reserved(tok().text)) {
    fail(tok(), "Vor " + quoted(tok().text) + " fehlt ein Wert.",
         quoted(tok().text) + " ist ein Wort der Sprache, kein Name.",
         "Ergänzen Sie davor eine Zahl, einen Betrag oder einen Namen.");
    return error();
  }
  auto e = make(ExprKind::Name, start);
  e->name = need_name("ein Name");
  if (accept_sign(".")) {
    e->kind = ExprKind::Field;
    e->subject = std::move(e->name);
    e->name = need_name("der Name hinter dem Punkt");
  } else if (accept_sign("[")) {
    e->kind = ExprKind::Lookup;
    const Nesting nesting(depth_);
    do e->args.push_back(expr());
    while (!failed() && accept_sign(","));
    need_sign("]", "Die Schlüssel einer Tabelle stehen in eckigen Klammern.",
              e->name + "[Altersstufe]");
  }
  return failed() ? error() : done(std::move(e), start);
}

ExprPtr Parser::call(std::size_t start) {
  static constexpr std::string_view kCalls[] = {"Minimum", "Maximum", "monatlich", "jährlich"};
  const Token& t = tok();
  if (std::ranges::find(kCalls, t.text) == std::end(kCalls)) {
    const std::string_view close = nearest(t.text, {std::begin(kCalls), std::end(kCalls)});
    fail(t, quoted(t.text) + " kann man nicht mit Klammern aufrufen.",
         "Es gibt nur Minimum(a, b), Maximum(a, b), monatlich(x) und jährlich(x); Tabellen liest "
         "man mit eckigen Klammern.",
         close.empty() ? "Für eine Tabelle schreiben Sie „" + std::string(t.text) + "[…]“."
                       : "Meinten Sie " + quoted(close) + "?");
    return error();
  }
  auto e = make(ExprKind::Call, start);
  e->name = std::string(t.text);
  next();
  next();
  do e->args.push_back(expr());
  while (!failed() && accept_sign(","));
  const bool two = e->name.starts_with("M");
  need_sign(")", "Jede geöffnete Klammer wird geschlossen.", e->name + (two ? "(a, b)" : "(x)"));
  if (!failed() && (two ? e->args.size() < 2 : e->args.size() != 1))
    fail(t, quoted(e->name) + " braucht " + (two ? "mindestens zwei Werte." : "genau einen Wert."),
         "", "Schreiben Sie „" + e->name + (two ? "(a, b)" : "(x)") + "“.");
  return failed() ? error() : done(std::move(e), start);
}

bool Parser::set_noun(ast::SetName& out) {
  for (const SetWord& s : kSets)
    if (accept(s.singular) || accept(s.plural) || accept(std::string(s.plural) + "n")) {
      out = s.set;
      return true;
    }
  std::vector<std::string_view> known;
  for (const SetWord& s : kSets) known.insert(known.end(), {s.singular, s.plural});
  const std::string_view close = tok().kind == Tok::Word ? nearest(tok().text, known) : "";
  fail(tok(),
       "Hier fehlt, wer gezählt oder geprüft wird" +
           (at_end() ? "." : "; " + shown(tok()) + " ist keine solche Gruppe."),
       "Es gibt Elternteil, Kind, Partner, Geschwisterkind, Mitglied, Person, Haushalt, "
       "Pflegebedürftiger und Pflegender.",
       close.empty()
           ? "Schreiben Sie zum Beispiel „irgendein Elternteil mit …“ oder „Anzahl der Kinder“."
           : "Meinten Sie " + quoted(close) + "?");
  return false;
}

ExprPtr Parser::aggregate(std::size_t start) {
  auto e = make(ExprKind::Aggregate, start);
  const std::string word(tok().text);
  next();
  if (word == "Anzahl") {
    if (!need("der", "Anzahl der Kinder")) return error();
    e->op = static_cast<int>(ast::Fold::Count);
    e->args.push_back(nullptr);
  } else {
    next();
    e->op = static_cast<int>(word == "Summe"        ? ast::Fold::Sum
                             : word == "Höchstwert" ? ast::Fold::Max
                                                    : ast::Fold::Min);
    e->args.push_back(expr());
    if (!need("über", word + " von Einkommen über Elternteile")) return error();
  }
  if (!set_noun(e->set)) return error();
  if (accept("mit")) e->filter = condition();
  return failed() ? error() : done(std::move(e), start);
}

}  // namespace fr::syntax
