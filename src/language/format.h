// The formatter's inside: a page that knows indentation, comments and the right margin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/ast.h"

namespace fr::layout {

class Page {
 public:
  void comments(const std::vector<std::string>& lines, int level);
  // One line; the citation starts at column 69, or two blanks behind a longer text.
  void line(int level, std::string_view text, std::string_view citation = {});
  // The items of the block that ends the expression's line, if there is one.
  void block_below(const ast::Expr* e, int level);
  void blank() { text_ += "\n"; }
  bool empty() const { return text_.empty(); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string padded(std::string_view text,
                   std::size_t width);  // at least two blanks behind the text
std::string joined(const std::vector<std::string>& items, std::string_view with);

void declaration(Page& page, const ast::Decl& decl);
void body(Page& page, const ast::Expr& e);          // format_body.cpp
void table(Page& page, const ast::Decl& decl);      // format_body.cpp
void test_case(Page& page, const ast::Case& test);  // format_case.cpp

}  // namespace fr::layout
