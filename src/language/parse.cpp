// The cursor over tokens and lines, and the list of declarations of a file.
#include "language/parse.h"

#include <algorithm>

#include "language/parser.h"

namespace fr {

Parsed parse(const Source& source, std::uint32_t source_index) {
  Parsed out;
  out.file.source = source_index;
  syntax::Reporter reporter(&out.diagnostics, source_index);
  syntax::Lines lines = syntax::read_lines(source.text, reporter);
  syntax::Parser(lines, reporter).file(out.file);
  // Messages about characters come first from the lexer; people read from top to bottom.
  const auto begin = out.diagnostics.begin();
  const auto end = out.diagnostics.end() - (reporter.full() ? 1 : 0);
  const auto place = [](const Diagnostic& d) { return std::pair(d.pos.line, d.pos.column); };
  for (auto it = begin; it != end; ++it)
    std::rotate(std::ranges::upper_bound(begin, it, place(*it), {}, place), it, it + 1);
  out.file.trailing_comments = std::move(lines.trailing_comments);
  return out;
}

namespace ast {

static ExprPtr parse_unsigned_cell(std::string_view text, Pos pos, Diagnostics* out) {
  syntax::Reporter reporter(out, pos.source);
  syntax::Lines lines;
  syntax::Line line;
  line.number = pos.line;
  line.raw = text;
  syntax::tokenize(text, pos.column, line, reporter);
  return syntax::Parser(lines, reporter).cell(line);
}

// A cell may be negative, unlike a literal in a rule, where the minus needs blanks.
ExprPtr parse_cell(std::string_view cell, Pos pos, Diagnostics* out) {
  std::string text(cell);
  const auto negative = [&text](std::size_t at) {
    if (at + 1 >= text.size() || text[at] != '-' || text[at + 1] < '0' || text[at + 1] > '9') return false;
    text.erase(at, 1);
    return true;
  };
  const bool first = negative(0);
  const std::size_t until = text.find(" bis ");
  const bool second = until != std::string::npos && negative(until + 5);
  ExprPtr e = parse_unsigned_cell(text, pos, out);
  if (!e || e->kind == ExprKind::Error) return e;
  const bool single = until == std::string::npos;
  if (first) e->lo = -e->lo;
  if (single ? first : second) e->hi = -e->hi;
  return e;
}

}  // namespace ast

namespace syntax {

bool reserved(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "und",      "oder",       "wenn",      "sonst",   "von",  "mit",     "bis",      "ab",
      "über",     "mindestens", "höchstens", "weniger", "mehr", "als",     "gleich",   "ungleich",
      "zwischen", "ist",        "hat",       "lebt",    "mal",  "geteilt", "durch",    "nicht",
      "ja",       "nein",       "je",        "nach",    "gilt", "darüber", "unbekannt"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

std::vector<std::string_view> words(std::initializer_list<std::string_view> list) {
  return list;
}

const Token& Parser::tok(std::size_t ahead) const {
  const auto& tokens = cur_.line->tokens;
  return cur_.at + ahead < tokens.size() ? tokens[cur_.at + ahead] : cur_.line->end;
}

bool Parser::is(std::string_view word, std::size_t ahead) const {
  return tok(ahead).kind == Tok::Word && tok(ahead).text == word;
}

bool Parser::is_sign(std::string_view sign, std::size_t ahead) const {
  return tok(ahead).kind == Tok::Sign && tok(ahead).text == sign;
}

bool Parser::accept(std::string_view word) {
  if (!is(word)) return false;
  next();
  return true;
}

bool Parser::accept_sign(std::string_view sign) {
  if (!is_sign(sign)) return false;
  next();
  return true;
}

Pos Parser::pos(const Token& t) const {
  return {reporter_.source(), cur_.line->number, t.column, std::max(1U, t.length)};
}

void Parser::fail(const Token& t, std::string what, std::string why, std::string remedy) {
  if (cur_.failed) return;
  cur_.failed = true;
  reporter_.error(cur_.line->number, t.column, std::max(1U, t.length), std::move(what),
                  std::move(why), std::move(remedy));
}

std::string Parser::shown(const Token& t) const {
  if (t.kind == Tok::End) return "das Ende der Zeile";
  if (t.kind == Tok::String) return "der Text \"" + std::string(t.text) + "\"";
  return quoted(t.text);
}

bool Parser::need(std::string_view word, std::string_view example) {
  if (failed() || accept(word)) return !failed();
  const bool near = tok().kind == Tok::Word && !nearest(tok().text, {word}).empty();
  fail(tok(),
       "Hier fehlt das Wort " + quoted(word) +
           (at_end() ? "." : "; stattdessen steht hier " + shown(tok()) + "."),
       "",
       near ? "Meinten Sie " + quoted(word) + "?"
            : "Schreiben Sie zum Beispiel: " + std::string(example));
  return false;
}

bool Parser::need_sign(std::string_view sign, std::string_view why, std::string_view example) {
  if (failed() || accept_sign(sign)) return !failed();
  const std::string name = sign == ":"   ? "ein Doppelpunkt"
                           : sign == "(" ? "eine öffnende Klammer „(“"
                           : sign == ")" ? "die schließende Klammer „)“"
                           : sign == "]" ? "die schließende Klammer „]“"
                           : sign == "," ? "ein Komma"
                                         : "das Zeichen " + quoted(sign);
  fail(tok(), "Hier fehlt " + name + (at_end() ? "." : " vor " + shown(tok()) + "."),
       std::string(why), "Schreiben Sie zum Beispiel: " + std::string(example));
  return false;
}

bool Parser::need_end() {
  if (failed() || at_end()) return !failed();
  if (refuse_inline_and()) return false;
  if (is("wenn"))
    fail(tok(), "Ein „wenn“ ist an dieser Stelle nicht möglich.", "",
         "Bedingungen stehen bei „zuzüglich“, „abzüglich“, in „Fälle“ sowie bei Frist und "
         "Unterlage.");
  else
    fail(tok(), "Die Angabe ist hier zu Ende, aber es folgt noch " + shown(tok()) + ".", "",
         "Streichen Sie den Rest der Zeile oder prüfen Sie, ob davor ein Wort fehlt.");
  return false;
}

std::string Parser::need_name(std::string_view what) {
  if (failed()) return "";
  const Token& t = tok();
  if (t.kind == Tok::Word && !reserved(t.text)) {
    next();
    return std::string(t.text);
  }
  if (t.kind == Tok::Word)
    fail(
        t,
        quoted(t.text) + " ist ein Wort der Sprache und kann nicht " + std::string(what) + " sein.",
        "", "Wählen Sie einen anderen Namen oder ergänzen Sie das fehlende Wort.");
  else
    fail(t,
         "Hier fehlt " + std::string(what) +
             (at_end() ? "." : "; stattdessen steht hier " + shown(t) + "."),
         "Ein Name beginnt mit einem Buchstaben und besteht aus Buchstaben, Ziffern und "
         "Bindestrichen.",
         "Ergänzen Sie den Namen.");
  return "";
}

std::string Parser::need_string(std::string_view what, std::string_view example) {
  if (failed()) return "";
  const Token& t = tok();
  if (t.kind == Tok::String) {
    next();
    return std::string(t.text);
  }
  fail(t, "Hier fehlt " + std::string(what) + " in Anführungszeichen.", "",
       "Schreiben Sie zum Beispiel: " + std::string(example));
  return "";
}

void Parser::stray(const Line& line, std::uint32_t level) {
  if (!line.bad) {
    const std::string here = std::to_string(line.indent), wanted = std::to_string(level);
    if (line.indent > level)
      reporter_.error(line.number, line.indent + 1, 1, "Diese Zeile ist zu weit eingerückt.",
                      "Die Zeile darüber öffnet keinen Block; tiefer eingerückt wird nur nach "
                      "„alle von“, „eine von“, "
                      "„nicht wenn“ oder einer Überschrift.",
                      "Rücken Sie um " + wanted + " statt um " + here + " Leerzeichen ein.");
    else
      reporter_.error(line.number, line.indent + 1, 1, "Diese Zeile passt zu keiner Ebene.",
                      "Zeilen desselben Blocks sind gleich weit eingerückt, hier " + wanted +
                          " Leerzeichen; diese hat " + here + ".",
                      "Rücken Sie die Zeile wie ihre Nachbarn ein, je Ebene zwei Leerzeichen.");
  }
  ++line_;
  skip_deeper(line.indent > level ? level : line.indent);
}

void Parser::stray_table(const Line& line) {
  any_bad_ = true;
  cur_.failed = true;
  reporter_.error(line.number, line.indent + 1, 1, "Eine Zeile mit „|“ gehört in eine Tabelle.",
                  "Nur unter „Tabelle …“ stehen Zeilen mit senkrechten Strichen.",
                  "Beginnen Sie darüber eine Tabelle oder streichen Sie die Zeile.");
}

bool Parser::indented_declaration() {
  static constexpr std::string_view kWords[] = {"Merkmal",   "Leistung", "Wert",   "Tabelle",
                                                "Regel",     "Anspruch", "Betrag", "Frist",
                                                "Unterlage", "Prüffall"};
  const Token &first = tok(), &second = tok(1);
  if (first.kind != Tok::Word || std::ranges::find(kWords, first.text) == std::end(kWords))
    return false;
  const bool named =
      second.kind == Tok::Word && (is_sign(":", 2) || (is("Leistung") && tok(2).kind == Tok::End));
  if (!named && second.kind != Tok::String) return false;
  any_bad_ = true;
  fail(
      first, "Die Deklaration " + quoted(first.text) + " ist eingerückt.",
      "Deklarationen beginnen am Zeilenanfang; eingerückte Zeilen gehören zur Deklaration darüber.",
      "Streichen Sie die Leerzeichen am Anfang der Zeile.");
  return true;
}

void Parser::skip_deeper(std::int64_t indent) {
  while (line_ < lines_.size() && static_cast<std::int64_t>(lines_[line_].indent) > indent) ++line_;
}

void Parser::no_margin(const Line& line, ast::Decl& decl) {
  decl.comments.insert(decl.comments.end(), line.comments.begin(), line.comments.end());
  if (line.citation.empty() || failed()) return;
  Token t = line.end;
  t.column = line.citation_column;
  fail(t, "An dieser Zeile kann keine Fundstelle stehen.",
       "Fundstellen gehören an Deklarationen, Bedingungen, Werte und Zeilen des Rechenwegs.",
       "Stellen Sie die Fundstelle an die Überschrift dieser Deklaration.");
}

void Parser::margin(const Line& line, ast::Expr* e) {
  if (e == nullptr) return;
  e->citation = line.citation;
  e->comments = line.comments;
}

void Parser::file(ast::File& out) {
  bool orphan = false;
  while (line_ < lines_.size() && !reporter_.full()) {
    const Line& line = lines_[line_++];
    cur_ = {&line, 0, line.bad};
    any_bad_ = line.bad;
    if (line.indent == 0 && !line.table) {
      orphan = false;
      if (line.bad)
        skip_deeper(0);
      else
        declaration(line, out);
    } else if (!line.bad && !orphan) {
      orphan = true;
      Token t = line.tokens.empty() ? line.end : line.tokens.front();
      t.column = line.indent + 1;
      if (!indented_declaration())
        fail(t, "Diese Zeile gehört zu keiner Deklaration.",
             "Deklarationen beginnen am Zeilenanfang; eingerückte Zeilen gehören zur Deklaration "
             "darüber.",
             "Schreiben Sie darüber eine Deklaration, zum Beispiel „Regel …“.");
    }
  }
}

}  // namespace syntax
}  // namespace fr
