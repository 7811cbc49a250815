// Conditions: enumerations as in statutes, and the one-line forms. Invariant: a block opener ends
// its line; what follows is its indented items.
#include <algorithm>

#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Cmp;
using ast::Expr;
using ast::ExprKind;
using ast::ExprPtr;

bool Parser::refuse_inline_and() {
  if (failed() || (!is("und") && !is("oder"))) return false;
  const bool both = is("und");
  fail(tok(), "Bedingungen werden nicht in einer Zeile mit " + quoted(tok().text) + " verbunden.",
       "Bei mehreren Bedingungen in einer Zeile ist leicht unklar, was zusammengehört.",
       both
           ? "Schreiben Sie „alle von“ und darunter eingerückt jede Bedingung in eine eigene Zeile."
           : "Schreiben Sie „eine von“ und darunter eingerückt jede Bedingung in eine eigene "
             "Zeile.");
  return true;
}

void Parser::not_a_condition(const Token& t) {
  if (refuse_inline_and()) return;
  const Token& here = tok();
  if (here.kind == Tok::Sign &&
      (here.text == "<" || here.text == ">" || here.text == "=" || here.text == "!")) {
    const bool equal = is_sign("=", 1);
    const std::string word = here.text == "<"   ? (equal ? "höchstens" : "weniger als")
                             : here.text == ">" ? (equal ? "mindestens" : "mehr als")
                             : here.text == "!" ? "ungleich"
                                                : "gleich";
    return fail(here, "Verglichen wird in Worten, nicht mit Zeichen.",
                "Das Gesetz sagt „mindestens“ oder „weniger als“; so steht es auch hier.",
                "Schreiben Sie „" + word + "“.");
  }
  if (here.kind == Tok::Word) {
    if (is("größer") || is("kleiner") || is("höher") || is("unter") || is("maximal") ||
        is("minimal")) {
      const std::string word = is("größer") || is("höher") ? "mehr als"
                               : is("maximal")             ? "höchstens"
                               : is("minimal")             ? "mindestens"
                                                           : "weniger als";
      return fail(here, quoted(here.text) + " ist kein Vergleichswort.",
                  "Es gibt mindestens, höchstens, weniger als, mehr als, gleich, ungleich und "
                  "zwischen … und ….",
                  "Meinten Sie " + quoted(word) + "?");
    }
    const std::string_view close =
        nearest(here.text, {"mindestens", "höchstens", "weniger", "mehr", "gleich", "ungleich",
                            "zwischen", "ist", "hat", "lebt"});
    if (!close.empty())
      return fail(here, quoted(here.text) + " ist kein Vergleichswort.",
                  "Es gibt mindestens, höchstens, weniger als, mehr als, gleich, ungleich und "
                  "zwischen … und ….",
                  "Meinten Sie " + quoted(close) + "?");
    return fail(
        here, "Diese Bedingung verstehe ich ab " + quoted(here.text) + " nicht.",
        "Eine Bedingung ist ein ja/nein-Merkmal oder ein Vergleich; Namen aus mehreren Wörtern "
        "werden mit Bindestrich geschrieben.",
        "Schreiben Sie zum Beispiel „Kind.in-Ausbildung“ oder „Einkommen mindestens 600 €“.");
  }
  if (!at_end()) return void(need_end());
  fail(t, "Das ist ein Wert, aber keine Bedingung.",
       "Eine Bedingung ist entweder erfüllt oder nicht; hier fehlt der Vergleich.",
       "Ergänzen Sie zum Beispiel „mindestens 600 €“.");
}

ExprPtr Parser::condition(bool value_allowed) {
  const Nesting nesting(depth_);
  if (failed() || too_deep()) return error();
  const std::size_t start = cur_.at;
  const Line& line = *cur_.line;
  if (is("alle") && is("von", 1)) return block(line, ExprKind::All, start);
  if (is("eine") && is("von", 1)) return block(line, ExprKind::Any, start);
  if (is("einer") && is("von", 1)) {
    fail(tok(), "„einer von“ gibt es nicht.", "Für jede Aufzählung gibt es genau ein Wort.",
         "Meinten Sie „eine von“?");
    return error();
  }
  if (is("nicht") && is("wenn", 1)) return block(line, ExprKind::None, start);
  if (accept("nicht")) {
    auto e = make(ExprKind::Not, start);
    e->args.push_back(condition());
    return failed() ? error() : done(std::move(e), start);
  }
  if (is("irgendein") || is("irgendeine") || is("jeder") || is("jedes") || is("jede") ||
      is("kein") || is("keine"))
    if (tok(1).kind == Tok::Word && !is("wenn", 1)) return quantifier(start);
  if (tok().kind == Tok::Word && is("hat", 1)) return age_done(start);
  if (tok().kind == Tok::Word && is("lebt", 1)) return lives_with(start);
  if (tok().kind == Tok::Ordinal && is("Lebensjahr", 1)) {
    fail(tok(), "Hier fehlt, wer das Lebensjahr vollendet hat.", "",
         "Schreiben Sie zum Beispiel „Kind hat das 18. Lebensjahr vollendet bei Beginn des "
         "Monats“.");
    return error();
  }
  ExprPtr left = expr();
  if (failed()) return left;
  return comparison(start, std::move(left), value_allowed);
}

bool Parser::compare_word(Cmp& out) {
  const Token& t = tok();
  if (accept("mindestens"))
    out = Cmp::AtLeast;
  else if (accept("höchstens"))
    out = Cmp::AtMost;
  else if (accept("gleich"))
    out = Cmp::Equal;
  else if (accept("ungleich"))
    out = Cmp::NotEqual;
  else if (is("weniger") || is("mehr")) {
    out = is("weniger") ? Cmp::LessThan : Cmp::MoreThan;
    next();
    if (!need("als", std::string(t.text) + " als 600 €")) return true;
  } else {
    return false;
  }
  return true;
}

ExprPtr Parser::comparison(std::size_t start, ExprPtr left, bool value_allowed) {
  Cmp cmp{};
  if (accept("zwischen")) {
    auto e = make(ExprKind::Between, start);
    e->args.push_back(std::move(left));
    e->args.push_back(expr());
    if (!need("und", "Einkommen zwischen 100 € und 200 €")) return error();
    e->args.push_back(expr());
    return failed() ? error() : done(std::move(e), start);
  }
  if (accept("ist")) return membership(start, std::move(left));
  if (compare_word(cmp)) {
    auto e = make(ExprKind::Compare, start);
    e->op = static_cast<int>(cmp);
    e->args.push_back(std::move(left));
    e->args.push_back(expr());
    return failed() ? error() : done(std::move(e), start);
  }
  const bool truth = left->kind == ExprKind::Name || left->kind == ExprKind::Field ||
                     left->kind == ExprKind::Lookup || left->kind == ExprKind::Bool;
  const bool ends = at_end() || is_sign(",") || is_sign(")") || is_sign("]") || is("über");
  if (ends && (truth || value_allowed)) return left;
  not_a_condition(cur_.line->tokens[start]);
  return error();
}

ExprPtr Parser::membership(std::size_t start, ExprPtr left) {
  auto e = make(ExprKind::IsOneOf, start);
  e->args.push_back(std::move(left));
  if (is("nicht")) {
    fail(tok(), "„ist nicht“ gibt es nicht.", "Die Verneinung steht am Anfang der Bedingung.",
         "Schreiben Sie „nicht“ vor die ganze Bedingung: „nicht … ist …“.");
    return error();
  }
  if (is("ja") || is("nein")) {
    fail(tok(), "Ein ja/nein-Merkmal wird nicht mit „ist“ verglichen.",
         "Der Name allein ist schon die Bedingung.",
         is("ja") ? "Schreiben Sie nur den Namen." : "Schreiben Sie „nicht“ und den Namen.");
    return error();
  }
  if (is("größer") || is("kleiner") || is("mindestens") || is("höchstens") || is("gleich")) {
    const std::string word = is("größer")    ? "mehr als"
                             : is("kleiner") ? "weniger als"
                                             : std::string(tok().text);
    fail(tok(), "Vor einem Vergleichswort steht kein „ist“.",
         "„ist“ vergleicht nur mit Antworten einer Auswahl.",
         "Schreiben Sie „" + word + "“ ohne „ist“.");
    return error();
  }
  do e->members.push_back(need_name("eine Antwort der Auswahl"));
  while (!failed() && (accept("oder") || accept_sign(",")));
  return failed() ? error() : done(std::move(e), start);
}

ExprPtr Parser::block(const Line& head, ExprKind kind, std::size_t start) {
  auto e = make(kind, start);
  const std::string opener = std::string(tok().text) + " " + std::string(tok(1).text);
  const Token first = tok();
  next();
  next();
  if (!at_end()) {
    fail(tok(), "Hinter " + quoted(opener) + " steht noch " + shown(tok()) + ".",
         "Die Bedingungen einer Aufzählung stehen darunter, jede in ihrer Zeile.",
         "Beginnen Sie hinter " + quoted(opener) + " eine neue, tiefer eingerückte Zeile.");
    return error();
  }
  e = done(std::move(e), start);
  const Cursor saved = cur_;
  const bool bad_before = any_bad_;
  any_bad_ = false;
  bool item_failed = false;
  std::size_t items = 0;
  children(head.indent, false, [&](const Line& line) {
    ++items;
    std::string label;
    item_label(label);
    ExprPtr item = condition();
    item->label = std::move(label);
    margin(line, item.get());
    e->args.push_back(std::move(item));
    item_failed = item_failed || failed();
  });
  cur_ = saved;
  const bool unreadable = any_bad_;
  any_bad_ = any_bad_ || bad_before;
  if (items == 0 && !unreadable && !reporter_.full())
    fail(first, "Unter " + quoted(opener) + " steht keine Bedingung.",
         "Eine leere Aufzählung wäre immer oder nie erfüllt.",
         "Schreiben Sie die Bedingungen darunter, um zwei Leerzeichen tiefer eingerückt.");
  return e;
}

void Parser::item_label(std::string& label) {
  const auto& tokens = cur_.line->tokens;
  const auto colon = std::ranges::find_if(
      tokens, [](const Token& t) { return t.kind == Tok::Sign && t.text == ":"; });
  if (colon == tokens.end()) return;
  const auto count = static_cast<std::size_t>(colon - tokens.begin());
  if (count == 0)
    return fail(*colon, "Vor dem Doppelpunkt fehlt die Beschriftung.", "",
                "Schreiben Sie zum Beispiel „Abs. 4 Nr. 2:“ oder streichen Sie den Doppelpunkt.");
  label = single_spaced(
      cur_.line->raw.substr(tokens.front().begin, tokens[count - 1].end - tokens.front().begin));
  cur_.at = count + 1;
  if (at_end())
    fail(*colon, "Hinter der Beschriftung „" + label + ":“ fehlt die Bedingung.", "",
         "Schreiben Sie die Bedingung in dieselbe Zeile; mehrere beginnen mit „" + label +
             ": alle von“.");
}

ExprPtr Parser::quantifier(std::size_t start) {
  auto e = make(ExprKind::Quantifier, start);
  const std::string word(tok().text);
  e->op = word.starts_with("irgend") ? 0 : word.starts_with("jede") ? 1 : 2;
  next();
  if (!set_noun(e->set)) return error();
  if (!accept("mit")) {
    fail(tok(), "Hinter der Gruppe fehlt „mit“ und die Bedingung.",
         "Ohne Bedingung ist nicht gesagt, was geprüft wird.",
         "Schreiben Sie zum Beispiel „" + word +
             " Elternteil mit Elternteil.erwerbstätig“, oder zählen Sie mit „Anzahl der …“.");
    return error();
  }
  e->args.push_back(condition());
  return failed() ? error() : done(std::move(e), start);
}

ExprPtr Parser::age_done(std::size_t start) {
  static constexpr std::string_view kExample =
      "Kind hat das 18. Lebensjahr noch nicht vollendet bei Beginn des Monats";
  auto e = make(ExprKind::AgeDone, start);
  e->subject = need_name("die Person");
  next();
  if (!need("das", kExample)) return error();
  const Token year = tok();
  if (year.kind != Tok::Ordinal) {
    fail(year, "Hinter „hat das“ fehlt das Lebensjahr als Zahl mit Punkt.", "",
         "Schreiben Sie zum Beispiel: " + std::string(kExample));
    return error();
  }
  next();
  e->lo = e->hi = year.value;
  if (!need("Lebensjahr", kExample)) return error();
  if (accept("noch")) {
    e->negated = true;
    if (!need("nicht", kExample)) return error();
  }
  if (!e->negated && is("nicht")) {
    fail(tok(), "Hier heißt es „noch nicht vollendet“.",
         "So steht es im Gesetz, und so gibt es nur eine Schreibweise.",
         "Ergänzen Sie „noch“ vor „nicht“.");
    return error();
  }
  if (!need("vollendet", kExample)) return error();
  when(*e);
  if (!failed() && (e->lo < 1 || e->lo > 120))
    fail(year, "Das " + std::string(year.text) + " Lebensjahr vollendet niemand.", "",
         "Nennen Sie ein Lebensjahr von 1 bis 120.");
  return failed() ? error() : done(std::move(e), start);
}

ExprPtr Parser::lives_with(std::size_t start) {
  auto e = make(ExprKind::LivesWith, start);
  e->subject = need_name("die Person");
  next();
  e->op = accept("überwiegend") ? 1 : 0;
  if (!need("mit", "Kind lebt mit Elternteil")) return error();
  e->name = need_name("die andere Person");
  return failed() ? error() : done(std::move(e), start);
}

}  // namespace fr::syntax
