// Layout of rule bodies and tables.
#include <algorithm>

#include "base/text.h"
#include "language/format.h"
#include "language/parse.h"

namespace fr::layout {

using ast::Expr;
using ast::ExprKind;
using ast::LineKind;

namespace {

struct Words {
  const char* key;
  const char* joint;  // between key and value: "auf ", "nach "
};
constexpr Words kLines[] = {
    {"Ausgang", ""},         {"zuzüglich", ""},      {"abzüglich", ""},    {"mal", ""},
    {"anteilig", "nach "},   {"mindestens", ""},     {"höchstens", ""},    {"gerundet", "auf "},
    {"aufgerundet", "auf "}, {"abgerundet", "auf "}, {"entfällt", "wenn "}};

void calc(Page& page, const Expr& e) {
  std::size_t width = 0;
  for (const ast::CalcLine& l : e.lines)
    width = std::max(width, code_points(kLines[static_cast<int>(l.kind)].key) + 2);
  for (const ast::CalcLine& l : e.lines) {
    const Expr* keeper = l.value != nullptr ? l.value.get() : l.when.get();
    page.comments(keeper->comments, 1);
    std::string text = padded(kLines[static_cast<int>(l.kind)].key, width) +
                       kLines[static_cast<int>(l.kind)].joint + ast::print_expr(*keeper);
    if (l.value != nullptr && l.when != nullptr) text += " wenn " + ast::print_expr(*l.when);
    page.line(1, text, l.citation);
    page.block_below(l.when != nullptr ? l.when.get() : l.value.get(), 1);
  }
}

void cases(Page& page, const Expr& e) {
  page.line(1, "Fälle", e.citation);
  for (std::size_t i = 0; i < e.args.size(); i += 2) {
    const Expr& value = *e.args[i];
    page.comments(value.comments, 2);
    const Expr* when = i + 1 < e.args.size() ? e.args[i + 1].get() : nullptr;
    const std::string words = ast::print_expr(value);
    page.line(2, when == nullptr ? "sonst " + words : words + " wenn " + ast::print_expr(*when),
              value.citation);
    page.block_below(when != nullptr ? when : &value, 2);
  }
}

void bands(Page& page, const Expr& e) {
  page.line(1, ast::print_expr(e), e.citation);
  const bool numeric =
      std::ranges::any_of(e.bands, [](const ast::Band& b) { return b.limit != nullptr; });
  for (const ast::Band& b : e.bands) {
    const std::string key = b.last               ? (numeric ? "darüber" : "sonst")
                            : b.limit != nullptr ? "bis " + ast::print_expr(*b.limit)
                                                 : joined(b.members, " oder ");
    page.comments(b.value->comments, 2);
    page.line(2, key + ": " + ast::print_expr(*b.value), b.citation);
    page.block_below(b.value.get(), 2);
  }
}

void row(Page& page, const std::vector<std::string>& cells,
         const std::vector<std::size_t>& widths) {
  std::string out = "|";
  for (std::size_t i = 0; i < cells.size(); ++i)
    out += " " + cells[i] + std::string(widths[i] - code_points(cells[i]), ' ') + " |";
  page.line(1, out);
}

}  // namespace

void body(Page& page, const Expr& e) {
  if (e.kind == ExprKind::Calc) return calc(page, e);
  page.comments(e.comments, 1);
  if (e.kind == ExprKind::Cases) return cases(page, e);
  if (e.kind == ExprKind::Bands) return bands(page, e);
  page.line(1, ast::print_expr(e), e.citation);
  page.block_below(&e, 1);
}

void table(Page& page, const ast::Decl& d) {
  for (const ast::TableBlock& block : d.blocks) {
    if (block.from != nullptr) page.line(1, "gilt ab " + ast::print_expr(*block.from));
    std::vector<std::size_t> widths;
    for (const std::string& h : block.header) widths.push_back(code_points(h));
    for (const auto& r : block.rows)
      for (std::size_t i = 0; i < widths.size(); ++i)
        widths[i] = std::max(widths[i], code_points(r.cells[i]));
    row(page, block.header, widths);
    std::string rule = "|";
    for (const std::size_t w : widths) rule += std::string(w + 2, '-') + "|";
    page.line(1, rule);
    for (const auto& r : block.rows) {
      page.comments(r.comments, 1);
      row(page, r.cells, widths);
    }
  }
}

}  // namespace fr::layout
