// What a fact and a service say about themselves, and the deadlines and documents of a service.
#include <algorithm>

#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Attribute;
using ast::DeclKind;
using ast::ExprPtr;

// form: "text" one string, "texts" strings, "law" strings or words, "word" one of `choices` (or any
// name), "names" names, "flag" nothing, "condition", "range", "value", "answer".
struct Parser::Key {
  std::string_view first, second, form;
  std::vector<std::string_view> choices;
};

const std::vector<Parser::Key>& Parser::keys(DeclKind kind) {
  static const std::vector<Key> kMerkmal = {
      {"Frage", "", "text", {}},    {"Hilfe", "", "text", {}},
      {"Kurz", "", "text", {}},     {"Mühe", "", "word", {"gering", "mittel", "hoch"}},
      {"sensibel", "", "flag", {}}, {"relevant", "wenn", "condition", {}},
      {"sonst", "", "value", {}},   {"von", "", "range", {}},
      {"Antwort", "", "answer", {}}, {"vorgemerkt", "", "text", {}},
      {"ohne", "Nachfrage", "flag", {}}, {"auf", "Wunsch", "flag", {}}};
  static const std::vector<Key> kLeistung = {
      {"Titel", "", "text", {}},
      {"Kurz", "", "text", {}},
      {"Ebene", "", "word", {"Bund", "Land", "Stadt"}},
      {"Stelle", "", "names", {}},
      {"Recht", "", "law", {}},
      {"Lebenslage", "", "texts", {}},
      {"Bedarf", "", "names", {}},
      {"Zielgruppe", "", "texts", {}},
      {"Suchworte", "", "texts", {}},
      {"Schlüssel", "", "texts", {}},
      {"Wirkung", "", "word", {"Zahlung", "Ersparnis", "Kosten", "Hilfe", "Pflicht"}},
      {"Teil", "von", "word", {}},
      {"schließt", "aus", "names", {}},
      {"Kosten", "", "text", {}},
      {"Wege", "", "names", {"persönlich", "Telefon", "online", "E-Mail", "Post", "Hausbesuch"}},
      {"Online", "", "text", {}},
      {"Nächster-Schritt", "", "text", {}},
      {"Grenzen", "", "text", {}}};
  return kind == DeclKind::Merkmal ? kMerkmal : kLeistung;
}

namespace {

template <class Items>
std::string listed(const Items& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " und " : ", ") + std::string(items[i]);
  return out;
}

}  // namespace

void Parser::attributes(const Line& head, ast::Decl& decl) {
  children(head.indent, false, [&](const Line& line) { attribute(line, decl); });
}

void Parser::check_repeated(const ast::Decl& decl, const Attribute& a) {
  if (a.key == "Antwort") return;
  for (const Attribute& other : decl.attributes)
    if (other.key == a.key)
      return fail(cur_.line->tokens.front(),
                  quoted(a.key) + " steht doppelt in dieser Deklaration.",
                  "Sonst wäre unklar, welche der beiden Zeilen gilt (die andere steht in Zeile " +
                      std::to_string(other.pos.line) + ").",
                  "Streichen Sie eine der beiden Zeilen.");
}

void Parser::attribute(const Line& line, ast::Decl& decl) {
  const auto& known = keys(decl.kind);
  const auto found = std::ranges::find_if(
      known, [&](const Key& k) { return is(k.first) && (k.second.empty() || is(k.second, 1)); });
  if (found == known.end()) {
    std::vector<std::string_view> names;
    std::vector<std::string> whole;
    for (const Key& k : known) {
      names.push_back(k.first);
      whole.push_back(std::string(k.first) + (k.second.empty() ? "" : " ") + std::string(k.second));
    }
    const std::string_view close = tok().kind == Tok::Word ? nearest(tok().text, names) : "";
    const auto* half =
        std::ranges::find_if(known, [&](const Key& k) { return is(k.first); }).base();
    const bool partial = half != known.data() + known.size();
    return fail(tok(),
                partial
                    ? "Hinter " + quoted(tok().text) + " fehlt " + quoted(half->second) + "."
                    : shown(tok()) + " ist keine Angabe " +
                          (decl.kind == DeclKind::Merkmal ? "eines Merkmals." : "einer Leistung."),
                partial ? "" : "Möglich sind " + listed(whole) + ".",
                partial ? "Schreiben Sie „" + std::string(half->first) + " " +
                              std::string(half->second) + " …“."
                : close.empty() ? "Streichen Sie die Zeile oder verwenden Sie eines dieser Wörter."
                                : "Meinten Sie " + quoted(close) + "?");
  }
  Attribute a;
  a.pos = pos(tok());
  a.key =
      std::string(found->first) + (found->second.empty() ? "" : " " + std::string(found->second));
  a.citation = line.citation;
  a.comments = line.comments;
  check_repeated(decl, a);
  if (!found->second.empty()) next();
  next();
  if (!failed() && at_end() && found->form != "flag" && found->form != "condition")
    fail(cur_.line->tokens.back(), "Hinter " + quoted(a.key) + " fehlt die Angabe.", "",
         "Ergänzen Sie sie oder streichen Sie die Zeile.");
  attribute_values(*found, a);
  decl.attributes.push_back(std::move(a));
}

// One of the words that this key allows.
bool Parser::known_choice(const Key& key, const Attribute& a) {
  if (failed() || key.choices.empty() || std::ranges::any_of(key.choices, [&](auto c) { return is(c); }))
    return !failed();
  const std::string_view close = tok().kind == Tok::Word ? nearest(tok().text, key.choices) : "";
  fail(tok(), "Bei " + quoted(a.key) + " steht " + shown(tok()) + ".",
       "Möglich sind " + listed(key.choices) + ".",
       close.empty() ? "Wählen Sie eines dieser Wörter, ohne Anführungszeichen."
                     : "Meinten Sie " + quoted(close) + "?");
  return false;
}

void Parser::attribute_values(const Key& key, Attribute& a) {
  const std::string_view form = key.form;
  const auto take = [&](std::string value, const Token& t) {
    if (failed()) return;
    a.values.push_back(std::move(value));
    a.value_pos.push_back(pos(t));
  };
  if (failed() || form == "flag") return;
  if (form == "condition") {
    if (!at_end()) {
      a.expr = condition();
      return;
    }
    const Cursor saved = cur_;
    const Token head = cur_.line->tokens.front();
    bool twice = false;
    children(cur_.line->indent, false, [&](const Line& line) {
      if (twice) {
        cur_.failed = true;
      } else if (a.expr != nullptr) {
        twice = true;
        fail(tok(), "Unter „relevant wenn“ stehen zwei Bedingungen nebeneinander.",
             "Es muss klar sein, ob alle oder nur eine erfüllt sein muss.",
             "Schreiben Sie „alle von“ oder „eine von“ darüber und rücken Sie beide tiefer ein.");
      } else {
        a.expr = condition();
        margin(line, a.expr.get());
      }
    });
    cur_ = saved;
    if (a.expr == nullptr && !any_bad_)
      fail(head, "Hinter „relevant wenn“ fehlt die Bedingung.", "",
           "Schreiben Sie die Bedingung in dieselbe Zeile oder eingerückt darunter.");
    return;
  }
  if (form == "range") {
    const Token first = tok();
    a.expr = literal("die Untergrenze");
    if (!failed() && at_end() &&
        std::ranges::none_of(cur_.line->tokens, [](const Token& t) { return t.text == "bis"; }))
      fail(first, "Hinter „von“ fehlt die Obergrenze.", "Der erlaubte Bereich hat zwei Enden.",
           "Schreiben Sie zum Beispiel: von 0 € bis 50.000 €");
  } else if (form == "value") {
    if (is("unbekannt") || tok().kind == Tok::Word)
      a.expr = is("ja") || is("nein") ? literal("ein Wert") : name(cur_.at);
    else
      a.expr = literal("ein Wert");
  } else if (form == "answer") {
    take(need_name("eine Antwort der Auswahl"), cur_.line->tokens[1]);
    const Token t = tok();
    take(need_string("der Text der Antwort", "Antwort Miete \"zur Miete\""), t);
  } else if (form == "text" || form == "texts" || form == "law") {
    do {
      const Token t = tok();
      const bool word = form == "law" && t.kind == Tok::Word;
      take(word ? need_name("ein Name") : need_string("der Text", a.key + " \"…\""), t);
    } while (!failed() && form != "text" && accept_sign(","));
  } else {
    do {
      if (!known_choice(key, a)) return;
      const Token t = tok();
      take(need_name("ein Name"), t);
    } while (!failed() && form == "names" && accept_sign(","));
  }
}

void Parser::deadline(const Line& head, ast::Decl& decl) {
  bool broken = false;
  const auto once = [&](const ExprPtr& slot) {
    if (slot != nullptr)
      fail(cur_.line->tokens.front(), quoted(tok().text) + " steht doppelt in dieser Frist.", "",
           "Streichen Sie eine der beiden Zeilen.");
    next();
    return !failed();
  };
  children(head.indent, false, [&](const Line& line) {
    if (is("ab") && once(decl.from_day))
      margin(line, (decl.from_day = expr()).get());
    else if (is("bis") && once(decl.until_day))
      margin(line, (decl.until_day = expr()).get());
    else if (is("wenn") && once(decl.when))
      margin(line, (decl.when = condition()).get());
    else if (!failed() && accept("versäumt")) {
      decl.missed = need_string("die Folge", "versäumt \"Für ältere Monate gibt es nichts mehr.\"");
      no_margin(line, decl);
    } else if (!failed() && accept("Warten")) {
      if (need("kostet", "Warten kostet Spielgeld")) decl.cost = need_name("der Name des Betrags");
      no_margin(line, decl);
    } else if (!failed() && cur_.at == 0) {
      const std::string_view close =
          tok().kind == Tok::Word ? nearest(tok().text, {"ab", "bis", "wenn", "versäumt", "Warten"})
                                  : "";
      fail(tok(), shown(tok()) + " ist keine Angabe einer Frist.",
           "Möglich sind ab, bis, wenn, versäumt und Warten kostet.",
           close.empty() ? "Beginnen Sie die Zeile mit einem dieser Wörter."
                         : "Meinten Sie " + quoted(close) + "?");
    }
    broken = broken || failed();
  });
  if (decl.until_day == nullptr && !broken && !any_bad_ && !reporter_.full())
    reporter_.error(decl.pos.line, decl.name_pos.column, decl.name_pos.length,
                    "Der Frist fehlt die Zeile „bis …“.", "Eine Frist endet an einem Tag.",
                    "Ergänzen Sie zum Beispiel: bis Kind.Geburtstag + 6 Monate");
}

void Parser::document(const Line& head, ast::Decl& decl) {
  children(head.indent, false, [&](const Line& line) {
    if (is("wenn") && decl.when == nullptr) {
      next();
      margin(line, (decl.when = condition()).get());
    } else if (is("woher") && decl.where_from.empty()) {
      next();
      decl.where_from = need_string("die Stelle", "woher \"Bundeszentralamt für Steuern\"");
      no_margin(line, decl);
    } else if (is("wenn") || is("woher")) {
      fail(tok(), quoted(tok().text) + " steht doppelt in dieser Unterlage.", "",
           "Streichen Sie eine der beiden Zeilen.");
    } else {
      const std::string_view close =
          tok().kind == Tok::Word ? nearest(tok().text, {"wenn", "woher"}) : "";
      fail(tok(), shown(tok()) + " ist keine Angabe einer Unterlage.",
           "Möglich sind „wenn …“ und „woher \"…\"“.",
           close.empty() ? "Beginnen Sie die Zeile mit einem dieser Wörter."
                         : "Meinten Sie " + quoted(close) + "?");
    }
  });
}

}  // namespace fr::syntax
