// A Prüffall: a family, what is known of it, and what must come out. Invariant: every line either
// fills one field of the case or leaves one message.
#include <algorithm>

#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Case;
using ast::ExprKind;
using ast::ExprPtr;
using What = ast::Expectation::What;

void Parser::test_case(const Line& head, ast::Decl& decl) {
  decl.test = std::make_unique<Case>();
  decl.test->title = decl.name;
  bool broken = false;
  children(head.indent, false, [&](const Line& line) {
    case_line(line, *decl.test, decl);
    broken = broken || failed();
  });
  if (broken || any_bad_ || reporter_.full()) return;
  const auto missing = [&](std::string what, std::string remedy) {
    reporter_.error(
        decl.pos.line, decl.name_pos.column, decl.name_pos.length,
        "Dem Prüffall fehlt die Zeile " + what + ".",
        "Ein Prüffall nennt einen Monat, eine Familie und mindestens ein erwartetes Ergebnis.",
        "Ergänzen Sie zum Beispiel: " + remedy);
  };
  if (decl.test->month == nullptr)
    missing("„Monat …“", "Monat 2026-05");
  else if (decl.test->expectations.empty())
    missing("„erwarte …“", "erwarte Tim.Kinderbonus ja");
}

void Parser::case_line(const Line& line, Case& test, ast::Decl& decl) {
  if (is("erwarte")) {
    decl.comments.insert(decl.comments.end(), line.comments.begin(), line.comments.end());
    next();
    return expectation(line, test);
  }
  no_margin(line, decl);
  if (failed()) return;
  const Token first = tok();
  if (accept("Monat")) {
    if (test.month != nullptr)
      return fail(first, "„Monat“ steht doppelt in diesem Prüffall.", "",
                  "Streichen Sie eine der beiden Zeilen.");
    test.month = month_literal("Monat 2026-05");
  } else if (accept("Familie")) {
    if (!at_end()) case_facts("", test.facts);
    if (need_end()) people(line, test, decl);
  } else if (accept("Haushalt")) {
    const std::string name = need_name("der Name des Haushalts");
    if (std::ranges::find(test.households, name) == test.households.end())
      test.households.push_back(name);
    if (!at_end() && need_sign(":", "Hinter dem Namen des Haushalts stehen seine Angaben.",
                               "Haushalt haus: Bruttokaltmiete 620 €"))
      case_facts(name, test.facts);
  } else if (accept("Paar")) {
    Case::Pair pair;
    pair.pos = pos(first);
    pair.a = need_name("die erste Person");
    need("und", "Paar Anna und Ole: verheiratet");
    pair.b = need_name("die zweite Person");
    need_sign(":", "Hinter dem Paar steht, wie es zusammenlebt.", "Paar Anna und Ole: verheiratet");
    pair.status = need_name("der Stand der Partnerschaft");
    test.couples.push_back(std::move(pair));
  } else if (accept("übrige")) {
    test.rest_no = need("Angaben", "übrige Angaben nein") && need("nein", "übrige Angaben nein");
  } else if (accept("gegeben")) {
    given(test);
  } else if (first.kind == Tok::Word && is("bezieht", 1)) {
    next();
    next();
    test.receives.emplace_back(first.text, need_name("der Name der Leistung"));
  } else {
    const std::string_view close =
        first.kind == Tok::Word ? nearest(first.text, {"Monat", "Familie", "Haushalt", "Paar",
                                                       "übrige", "gegeben", "erwarte"})
                                : "";
    fail(first, shown(first) + " beginnt keine Zeile eines Prüffalls.",
         "Möglich sind Monat, Familie, Haushalt, Paar, übrige Angaben nein, gegeben, … bezieht … "
         "und erwarte.",
         !close.empty()
             ? "Meinten Sie " + quoted(close) + "?"
             : "Personen stehen unter „Familie“ und sind um eine Ebene tiefer eingerückt.");
  }
}

void Parser::people(const Line& head, Case& test, ast::Decl& decl) {
  const Cursor saved = cur_;
  bool broken = false;
  children(head.indent, false, [&](const Line& line) {
    no_margin(line, decl);
    if (!failed()) person(test);
    broken = broken || failed();
  });
  cur_ = saved;
  if (broken) any_bad_ = true;
}

void Parser::person(Case& test) {
  static constexpr std::string_view kExample = "Tim: Kind von Anna, geboren 2015-05-01";
  ast::CasePerson p;
  p.pos = pos(tok());
  p.name = need_name("der Name der Person");
  if (!need_sign(":",
                 "Hinter dem Namen steht ein Doppelpunkt, dann „Erwachsene“ oder „Kind von …“.",
                 kExample))
    return;
  if (accept("Erwachsene")) {
    p.adult = true;
  } else if (accept("Kind")) {
    if (!need("von", kExample)) return;
    do p.parents.push_back(need_name("der Name eines Elternteils"));
    while (!failed() && accept("und"));
  } else {
    return fail(tok(), "Hinter „" + p.name + ":“ fehlt „Erwachsene“ oder „Kind von …“.",
                "Die Rolle bestimmt, welche Fragen zu einer Person gestellt werden.",
                "Schreiben Sie zum Beispiel: " + std::string(kExample));
  }
  while (!failed() && accept_sign(",")) person_word(test, p);
  if (failed()) return;
  if (!at_end())
    return fail(tok(), "Hier fehlt ein Komma vor " + shown(tok()) + ".",
                "Angaben zu einer Person werden durch Kommas getrennt.",
                "Schreiben Sie zum Beispiel: " + std::string(kExample));
  test.persons.push_back(std::move(p));
}

void Parser::person_word(Case& test, ast::CasePerson& p) {
  if (is("geboren") || is("erwartet")) {
    const bool born = is("geboren");
    const std::string word(tok().text);
    next();
    ExprPtr& slot = born ? p.born : p.due;
    const bool between = accept("zwischen");
    if (tok().kind != Tok::Date && tok().kind != Tok::Month)
      return fail(tok(), "Hinter " + quoted(word) + " fehlt der Tag oder Monat.", "",
                  "Schreiben Sie zum Beispiel „" + word + " 2026-05-01“ oder „" + word +
                      " zwischen 2026-05-01 und 2026-05-31“.");
    const std::size_t value = cur_.at;
    slot = primary();
    if (between && need("und", word + " zwischen 2026-05-01 und 2026-05-31"))
      slot = span_to(std::move(slot), value, "und");
    if (!failed() && (is("bis") || is("und")))
      fail(tok(), "Ein Zeitraum beginnt mit „zwischen“.", "",
           "Schreiben Sie „" + word + " zwischen 1988-01-01 und 1990-12-31“.");
  } else if (is("wohnt") && is("in", 1)) {
    next();
    next();
    homes(test, p);
  } else if (accept("pflegt")) {
    do p.cares_for.push_back(need_name("die gepflegte Person"));
    while (!failed() && accept("und"));
  } else {
    fact("", p.facts);
  }
}

void Parser::homes(Case& test, ast::CasePerson& p) {
  do {
    std::pair<std::string, std::int64_t> home{need_name("der Name des Haushalts"), -1};
    if (!failed() && tok().kind == Tok::Number) {
      const Token t = tok();
      const ExprPtr share = primary();
      if (!failed() && share->kind != ExprKind::Percent)
        return fail(t, "Der Anteil am Wohnen steht in Prozent.", "",
                    "Schreiben Sie zum Beispiel „wohnt in haus 70 % und haus-2 30 %“.");
      if (!failed()) home.second = share->lo;
    }
    if (failed()) return;
    if (std::ranges::find(test.households, home.first) == test.households.end())
      test.households.push_back(home.first);
    p.homes.push_back(std::move(home));
  } while (accept("und"));
}

void Parser::case_facts(std::string_view subject, std::vector<ast::Given>& out) {
  do {
    if (!fact(subject, out)) return;
  } while (accept_sign(","));
}

bool Parser::fact(std::string_view subject, std::vector<ast::Given>& out) {
  ast::Given g;
  g.subject = std::string(subject);
  const Token first = tok();
  const bool negated = accept("nicht");
  g.name = need_name("der Name eines Merkmals");
  g.pos = pos(first);
  if (failed()) return false;
  const bool ends = at_end() || is_sign(",");
  if (negated && !ends) {
    fail(tok(), "Hinter „nicht " + g.name + "“ folgt kein Wert mehr.",
         "„nicht“ heißt schon „nein“.", "Streichen Sie „nicht“ oder den Wert.");
  } else if (ends) {
    g.value = make(ExprKind::Bool, cur_.at == 0 ? 0 : cur_.at - 1);
    g.value->lo = g.value->hi = negated ? 0 : 1;
    g.value->text = negated ? "nein" : "ja";
  } else if (!accept("unbekannt")) {
    g.value = fact_value();
  }
  if (failed()) return false;
  out.push_back(std::move(g));
  return true;
}

ExprPtr Parser::fact_value() {
  if (accept("zwischen")) return between_values();
  if (tok().kind == Tok::Word && !is("ja") && !is("nein")) return name(cur_.at);
  const Token first = tok();
  ExprPtr value = literal("der Wert");
  if (!failed() && value->lo != value->hi) {
    fail(first, "Eine Spanne heißt hier „zwischen … und …“.", "",
         "Schreiben Sie zum Beispiel „zwischen 1.500 € und 2.000 €“.");
    return error();
  }
  return value;
}

// args[0] stays null: the fact itself
ExprPtr Parser::between_values() {
  const std::size_t start = cur_.at;
  auto e = make(ExprKind::Between, start);
  ExprPtr low = literal("die Untergrenze");
  if (!need("und", "zwischen 1.500 € und 2.000 €")) return error();
  ExprPtr high = literal("die Obergrenze");
  if (failed()) return error();
  const Token& from = cur_.line->tokens[start];
  if (low->kind != high->kind || (low->kind == ExprKind::Span && low->op != high->op))
    fail(from, "Die beiden Grenzen sind nicht von derselben Art.", "",
         "Schreiben Sie beide Grenzen mit derselben Einheit, zum Beispiel „zwischen 1.500 € und "
         "2.000 €“.");
  else if (high->lo < low->lo)
    fail(from,
         "Die Untergrenze " + quoted(low->text) + " ist größer als die Obergrenze " +
             quoted(high->text) + ".",
         "", "Vertauschen Sie die beiden Grenzen.");
  e->args.push_back(nullptr);
  e->args.push_back(std::move(low));
  e->args.push_back(std::move(high));
  return failed() ? error() : done(std::move(e), start);
}

void Parser::subject_and_name(std::string& subject, std::string& name_out) {
  name_out = need_name("ein Name wie „Tim.Kinderbonus“");
  if (failed() || !accept_sign(".")) return;
  subject = std::move(name_out);
  name_out = need_name("der Name hinter dem Punkt");
}

void Parser::given(Case& test) {
  ast::Given g;
  g.pos = pos(tok());
  subject_and_name(g.subject, g.name);
  if (failed()) return;
  if (accept("gleich"))
    g.value = fact_value();
  else if (accept("zwischen"))
    g.value = between_values();
  else if (is("ja") || is("nein"))
    g.value = primary();
  else if (!accept("unbekannt"))
    fail(tok(), "Hinter " + quoted(g.name) + " fehlt der gegebene Wert.", "",
         "Schreiben Sie „gleich 299 €“, „zwischen 1 € und 2 €“, „ja“, „nein“ oder „unbekannt“.");
  if (!failed()) test.given.push_back(std::move(g));
}

void Parser::expectation(const Line& line, Case& test) {
  ast::Expectation e{};
  e.pos = pos(tok());
  e.citation = line.citation;
  if (accept("keine")) {
    e.what = What::NoQuestion;
    need("Frage", "erwarte keine Frage");
  } else if (accept("nächste")) {
    e.what = What::NextQuestion;
    if (need("Frage", "erwarte nächste Frage Tim.in-Ausbildung"))
      subject_and_name(e.subject, e.name);
  } else if (is("Frist") && tok(1).kind != Tok::Sign) {
    next();
    e.what = What::Deadline;
    e.text =
        need_string("der Titel der Frist", "erwarte Frist \"Antrag stellen\" Tim am 2026-11-01");
    e.subject = need_name("für wen die Frist gilt");
    if (need("am", "erwarte Frist \"Antrag stellen\" Tim am 2026-11-01"))
      e.lo = day_literal("am 2026-11-01");
  } else if (is("Unterlage") && tok(1).kind != Tok::Sign) {
    next();
    e.what = What::Document;
    e.text = need_string("der Name der Unterlage", "erwarte Unterlage \"Geburtsurkunde\" Tim ja");
    e.subject = need_name("für wen die Unterlage gebraucht wird");
    if (!failed() && (is("ja") || is("nein")))
      e.lo = primary();
    else
      fail(tok(), "Hier fehlt „ja“ oder „nein“.", "",
           "Schreiben Sie zum Beispiel: erwarte Unterlage \"Geburtsurkunde\" Tim ja");
  } else {
    subject_and_name(e.subject, e.name);
    expected_value(e);
  }
  if (!failed()) test.expectations.push_back(std::move(e));
}

void Parser::expected_value(ast::Expectation& e) {
  if (failed()) return;
  const bool yes = is("ja"), open = is("offen");
  e.what = yes ? What::Yes : open ? What::Open : What::No;
  const Token first = tok();
  if (accept("nein")) return;
  if (yes || open) {
    next();
    if (!accept("zwischen")) return;
    e.what = yes ? What::YesBetween : What::OpenBetween;
  } else if (accept("gleich")) {
    e.what = What::Equal;
    e.lo = fact_value();
    return;
  } else if (accept("zwischen")) {
    e.what = What::Between;
  } else {
    const std::string_view close =
        first.kind == Tok::Word ? nearest(first.text, {"gleich", "ja", "nein", "offen", "zwischen"})
                                : "";
    return fail(first, "Hinter " + quoted(e.name) + " fehlt, was herauskommen soll.",
                "Möglich sind gleich …, ja, nein, offen, offen zwischen … und …, ja zwischen … und "
                "… und zwischen … und ….",
                close.empty() ? "Schreiben Sie zum Beispiel „gleich 259 €“ oder „ja“."
                              : "Meinten Sie " + quoted(close) + "?");
  }
  ExprPtr range = between_values();
  if (failed()) return;
  e.lo = std::move(range->args[1]);
  e.hi = std::move(range->args[2]);
}

}  // namespace fr::syntax
