// Prints the tree in the one layout: two blanks per level, one empty line between declarations,
// right margin at column 69, values of a declaration in one column.
#include "language/format.h"

#include <algorithm>

#include "base/text.h"
#include "language/lexer.h"
#include "language/parse.h"

namespace fr {

std::string format(const ast::File& file) {
  layout::Page page;
  for (const ast::Decl& decl : file.decls) {
    if (!page.empty()) page.blank();
    layout::declaration(page, decl);
  }
  if (!page.empty() && !file.trailing_comments.empty()) page.blank();
  page.comments(file.trailing_comments, 0);
  return page.take();
}

namespace layout {

using ast::Attribute;
using ast::Decl;
using ast::DeclKind;
using ast::Expr;
using ast::ExprKind;

namespace {

constexpr std::size_t kMargin = 68;

// Starts a part that is no law reference, so that it was written as Quelle "…".
bool law_part(std::string_view part) {
  if (part.empty()) return false;
  return syntax::is_law_reference(part) || part.starts_with("Abs") || part.starts_with("Satz") ||
         part.starts_with("Nr") || part.starts_with("i. V. m.") || part.starts_with("und ") ||
         (part[0] >= '0' && part[0] <= '9');
}

// "… 66 EStG; BGBl." -> `… 66 EStG  Quelle "BGBl."`, the inverse of read_citation
std::string margin_words(std::string_view citation) {
  if (citation.empty()) return "";
  if (!syntax::is_law_reference(citation)) return "Quelle \"" + std::string(citation) + "\"";
  for (std::size_t at = citation.find("; "); at != std::string_view::npos;
       at = citation.find("; ", at + 2)) {
    const std::string_view rest = citation.substr(at + 2);
    if (law_part(rest) || rest.find('"') != std::string_view::npos) continue;
    return std::string(citation.substr(0, at)) + "  Quelle \"" + std::string(rest) + "\"";
  }
  return std::string(citation);
}

const Expr* trailing_block(const Expr* e) {
  while (e != nullptr && e->kind != ExprKind::All && e->kind != ExprKind::Any &&
         e->kind != ExprKind::None) {
    if (e->filter != nullptr)
      e = e->filter.get();
    else if (e->kind == ExprKind::Cases || e->kind == ExprKind::Bands || e->kind == ExprKind::Calc)
      return nullptr;
    else
      e = e->args.empty() ? nullptr : e->args.back().get();
  }
  return e;
}

std::string type_words(const Decl& d) {
  static constexpr const char* kKinds[] = {"ja/nein", "Zahl", "Anzahl", "Geld",
                                           "Anteil",  "Tag",  "Monat",  "Dauer"};
  static constexpr const char* kPer[] = {"", " pro Tag", " pro Monat", " pro Jahr"};
  if (d.type.kind != Kind::Choice)
    return std::string(kKinds[static_cast<int>(d.type.kind)]) + kPer[static_cast<int>(d.type.per)];
  return d.choice_of.empty() ? "Auswahl (" + joined(d.members, ", ") + ")"
                             : "Auswahl aus " + d.choice_of;
}

std::string head(const Decl& d) {
  static constexpr const char* kWords[] = {"Merkmal",   "Leistung", "Wert",       "Tabelle",
                                           "Regel",     "Anspruch", "Betrag",     "Frist",
                                           "Unterlage", "Prüffall", "Rechtsstand"};
  std::string out =
      d.replaces_layer.empty() ? "" : d.replaces_layer + " " + d.replaces_place + " ersetzt ";
  out += kWords[static_cast<int>(d.kind)];
  if (d.kind == DeclKind::Rechtsstand) return out + " " + ast::print_expr(*d.body);
  if (d.kind == DeclKind::Frist || d.kind == DeclKind::Unterlage || d.kind == DeclKind::Prueffall)
    out += " \"" + d.name + "\"";
  else
    out += " " + d.name;
  if (d.has_type) out += ": " + type_words(d);
  if (d.kind == DeclKind::Anspruch) out += ":";
  if (!d.keys.empty()) out += " nach " + joined(d.keys, ", ");
  if (!d.role_word.empty()) out += " je " + d.role_word;
  if (!d.open_for.empty()) out += " offen für " + joined(d.open_for, ", ");
  return out;
}

bool bare_words(std::string_view key) {
  return key == "Mühe" || key == "Ebene" || key == "Stelle" || key == "Wirkung" ||
         key == "Bedarf" || key == "Wege" || key == "Teil von" || key == "schließt aus";
}

std::string attribute_words(const Attribute& a, std::size_t member_width) {
  if (a.expr != nullptr) {
    const std::string words = ast::print_expr(*a.expr);
    return a.key == "von" && a.expr->lo == a.expr->hi ? words + " bis " + words : words;
  }
  if (a.key == "Antwort") return padded(a.values[0], member_width) + "\"" + a.values[1] + "\"";
  if (bare_words(a.key)) return joined(a.values, ", ");
  return "\"" + joined(a.values, "\", \"") + "\"";
}

bool flag(std::string_view key) { return key == "sensibel" || key == "ohne Nachfrage" || key == "auf Wunsch"; }

void attributes(Page& page, const Decl& d) {
  std::size_t width = 0, member_width = 0;
  for (const Attribute& a : d.attributes) {
    if (a.key != "relevant wenn" && !flag(a.key))
      width = std::max(width, code_points(a.key) + 2);
    if (a.key == "Antwort") member_width = std::max(member_width, code_points(a.values[0]) + 2);
  }
  for (const Attribute& a : d.attributes) {
    page.comments(a.comments, 1);
    if (flag(a.key)) {
      page.line(1, a.key, a.citation);
    } else if (a.key == "relevant wenn") {
      const bool below = a.expr->kind == ExprKind::All || a.expr->kind == ExprKind::Any ||
                         a.expr->kind == ExprKind::None || !a.expr->comments.empty() ||
                         !a.expr->citation.empty();
      page.line(1, below ? a.key : a.key + " " + ast::print_expr(*a.expr), a.citation);
      if (below) {
        page.comments(a.expr->comments, 2);
        page.line(2, ast::print_expr(*a.expr), a.expr->citation);
      }
      page.block_below(a.expr.get(), below ? 2 : 1);
    } else {
      page.line(1, padded(a.key, width) + attribute_words(a, member_width), a.citation);
    }
  }
}

void versions(Page& page, const Decl& d) {
  if (d.from != nullptr) page.line(1, "gilt ab " + ast::print_expr(*d.from));
  if (d.until != nullptr) page.line(1, "gilt bis " + ast::print_expr(*d.until));
  if (d.births_from != nullptr)
    page.line(1, "gilt für Geburten ab " + ast::print_expr(*d.births_from) +
                     (d.births_until != nullptr ? " bis " + ast::print_expr(*d.births_until) : ""));
  for (const std::string& fact : d.falls_with) page.line(1, "steigt nicht mit " + fact);
}

void values(Page& page, const Decl& d) {
  for (const ast::ValueRow& row : d.rows) {
    page.comments(row.comments, 1);
    page.line(1,
              "ab " + ast::print_expr(*row.from) + ": " + ast::print_expr(*row.value) +
                  (row.undocumented ? "  unbelegt \"" + row.reason + "\"" : ""),
              row.citation);
  }
}

// Frist and Unterlage: each line a keyword and its value.
void dated(Page& page, const Decl& d) {
  const std::size_t width = !d.cost.empty()         ? 15
                            : !d.missed.empty()     ? 10
                            : !d.where_from.empty() ? 7
                            : d.when != nullptr     ? 6
                                                    : 5;
  const auto line = [&](std::string_view key, const ast::ExprPtr& e) {
    if (e == nullptr) return;
    page.comments(e->comments, 1);
    page.line(1, padded(key, width) + ast::print_expr(*e), e->citation);
    page.block_below(e.get(), 1);
  };
  line("ab", d.from_day);
  line("bis", d.until_day);
  line("wenn", d.when);
  if (!d.missed.empty()) page.line(1, padded("versäumt", width) + "\"" + d.missed + "\"");
  if (!d.cost.empty()) page.line(1, padded("Warten kostet", width) + d.cost);
  if (!d.where_from.empty()) page.line(1, padded("woher", width) + "\"" + d.where_from + "\"");
}

}  // namespace

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t have = code_points(text);
  return std::string(text) + std::string(std::max(width, have + 1) - have, ' ');
}

std::string joined(const std::vector<std::string>& items, std::string_view with) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : std::string(with)) + items[i];
  return out;
}

void Page::comments(const std::vector<std::string>& lines, int level) {
  for (const std::string& c : lines) line(level, c);
}

void Page::line(int level, std::string_view text, std::string_view citation) {
  std::string out = std::string(static_cast<std::size_t>(level) * 2, ' ') + std::string(text);
  if (!citation.empty()) {
    const std::size_t width = code_points(out);
    out += std::string(std::max(kMargin, width + 2) - width, ' ') + margin_words(citation);
  }
  text_ += out + "\n";
}

void Page::block_below(const Expr* e, int level) {
  const Expr* block = trailing_block(e);
  if (block == nullptr) return;
  for (const ast::ExprPtr& item : block->args) {
    comments(item->comments, level + 1);
    line(level + 1, (item->label.empty() ? "" : item->label + ": ") + ast::print_expr(*item),
         item->citation);
    block_below(item.get(), level + 1);
  }
}

void declaration(Page& page, const Decl& d) {
  page.comments(d.comments, 0);
  page.line(0, head(d), d.citation);
  attributes(page, d);
  versions(page, d);
  values(page, d);
  if (d.kind == DeclKind::Tabelle) table(page, d);
  if (d.body != nullptr && d.kind != DeclKind::Rechtsstand) body(page, *d.body);
  if (d.kind == DeclKind::Frist || d.kind == DeclKind::Unterlage) dated(page, d);
  if (d.test != nullptr) test_case(page, *d.test);
}

}  // namespace layout
}  // namespace fr
