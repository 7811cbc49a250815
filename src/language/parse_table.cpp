// Dated values and tables. Invariant: every row of a block has as many cells as its header.
#include <algorithm>

#include "base/text.h"
#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

void Parser::value_rows(const Line& head, ast::Decl& decl) {
  bool broken = false;
  children(head.indent, false, [&](const Line& line) {
    ast::ValueRow row;
    row.pos = pos(tok());
    row.citation = line.citation;
    row.comments = line.comments;
    if (is("gilt"))
      fail(tok(), "Unter einem Wert steht nicht „gilt ab“.",
           "Jede Zeile eines Werts nennt ihren ersten Tag und den Wert.",
           "Schreiben Sie „ab 2026-01-01: 259 €“.");
    need("ab", "ab 2026-01-01: 259 €");
    row.from = day_literal("ab 2026-01-01: 259 €");
    need_sign(":", "Links vom Doppelpunkt steht der erste Tag, rechts der Wert.",
              "ab 2026-01-01: 259 €");
    if (!failed()) row.value = literal("der Wert");
    if (!failed() && accept("unbelegt")) {
      row.undocumented = true;
      row.reason = need_string("der Grund, warum es keinen Beleg gibt,",
                               "unbelegt \"Gesetz noch nicht beschlossen\"");
    }
    broken = broken || failed();
    decl.rows.push_back(std::move(row));
  });
  if (decl.rows.empty() && !broken && !any_bad_ && !reporter_.full())
    reporter_.error(decl.pos.line, decl.name_pos.column, decl.name_pos.length,
                    "Der Wert " + quoted(decl.name) + " hat keine Zeile.",
                    "Jeder Wert gilt ab einem Tag.",
                    "Schreiben Sie darunter zum Beispiel: ab 2026-01-01: 259 €");
}

bool Parser::split_row(const Line& line, std::vector<std::string>& cells, std::vector<Pos>& at) {
  const std::string_view row = trimmed(line.raw);
  if (row.size() < 2 || !row.ends_with('|')) {
    Token t = line.end;
    t.column = static_cast<std::uint32_t>(line.indent + code_points(row));
    fail(t, "Am Ende der Tabellenzeile fehlt „|“.",
         "Jede Zelle steht zwischen zwei senkrechten Strichen.", "Ergänzen Sie am Ende ein „|“.");
    return false;
  }
  std::size_t begin = line.indent + 1;
  while (begin < line.raw.size()) {
    const std::size_t end = line.raw.find('|', begin);
    if (end == std::string_view::npos) break;
    const std::string_view raw = line.raw.substr(begin, end - begin);
    const std::size_t lead = std::min(raw.find_first_not_of(' '), raw.size());
    std::string text = single_spaced(raw);
    at.push_back({reporter_.source(), line.number,
                  static_cast<std::uint32_t>(code_points(line.raw.substr(0, begin + lead)) + 1),
                  static_cast<std::uint32_t>(std::max<std::size_t>(1, code_points(trimmed(raw))))});
    cells.push_back(std::move(text));
    begin = end + 1;
  }
  return true;
}

namespace {

bool separator(const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells, [](const std::string& c) {
    return !c.empty() && c.find_first_not_of('-') == std::string::npos;
  });
}

enum State { kStart, kHeader, kRows };  // what the block has seen so far

}  // namespace

void Parser::table_line(const Line& line, ast::Decl& decl, int& state) {
  Token whole = line.end;
  whole.column = line.indent + 1;
  whole.length = static_cast<std::uint32_t>(code_points(trimmed(line.raw)));
  if (!line.table) {
    if (!is("gilt"))
      return fail(
          tok(), "In einer Tabelle steht " + shown(tok()) + " ohne „|“.",
          "Jede Zeile einer Tabelle beginnt und endet mit „|“; davor steht höchstens „gilt ab …“.",
          "Schreiben Sie die Zeile als | … | … |.");
    next();
    ast::TableBlock block;
    block.pos = pos(line.tokens.front());
    if (need("ab", "gilt ab 2026-01-01")) block.from = day_literal("gilt ab 2026-01-01");
    if (failed()) block.from = error();
    need_end();
    decl.blocks.push_back(std::move(block));
    state = kStart;
    return no_margin(line, decl);
  }
  if (decl.blocks.empty()) decl.blocks.push_back({pos(whole), nullptr, {}, {}});
  ast::TableBlock& block = decl.blocks.back();
  ast::TableBlock::Row row;
  row.pos = pos(whole);
  row.comments = line.comments;
  if (!split_row(line, row.cells, row.cell_pos)) return;
  if (state == kStart) {
    block.header = row.cells;
    decl.comments.insert(decl.comments.end(), line.comments.begin(), line.comments.end());
    state = kHeader;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (row.cells[i].empty()) {
        whole.column = row.cell_pos[i].column;
        whole.length = 1;
        return fail(whole, "Diese Spalte hat keine Überschrift.",
                    "Die Überschrift sagt, was in der Spalte steht.",
                    "Ergänzen Sie die Überschrift.");
      }
    return;
  }
  if (row.cells.size() != block.header.size())
    fail(whole,
         "Diese Zeile hat " + std::to_string(row.cells.size()) +
             (row.cells.size() == 1 ? " Zelle" : " Zellen") + ", die Überschrift hat " +
             std::to_string(block.header.size()) + ".",
         "Zu jeder Spalte gehört in jeder Zeile genau eine Zelle.",
         "Ergänzen oder streichen Sie Zellen, bis die Zahl stimmt.");
  else if (state == kHeader && !separator(row.cells))
    fail(whole, "Unter der Überschrift der Tabelle fehlt die Trennzeile.",
         "Sie trennt die Überschrift von den Werten.",
         "Fügen Sie davor eine Zeile wie |------|------| ein.");
  else if (state == kHeader)
    decl.comments.insert(decl.comments.end(), line.comments.begin(), line.comments.end());
  else
    block.rows.push_back(std::move(row));
  state = kRows;
}

void Parser::table(const Line& head, ast::Decl& decl) {
  int state = kStart;
  bool broken = false;
  children(head.indent, true, [&](const Line& line) {
    table_line(line, decl, state);
    broken = broken || failed();
  });
  const bool empty = decl.blocks.empty() || decl.blocks.back().rows.empty();
  if (empty && !broken && !any_bad_ && !reporter_.full())
    reporter_.error(
        decl.pos.line, decl.name_pos.column, decl.name_pos.length,
        "Die Tabelle " + quoted(decl.name) + " hat keine Zeilen mit Werten.",
        "Eine Tabelle besteht aus Überschrift, Trennzeile und mindestens einer Zeile mit Werten.",
        "Ergänzen Sie die fehlenden Zeilen.");
}

}  // namespace fr::syntax
