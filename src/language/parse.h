// Source text -> tree. Recovers after an error at the next line, so that one run reports all
// errors. Limits: 1 MB per file, 40 levels of nesting, 1000 code points per line, 200 messages.
#pragma once

#include <string_view>

#include "language/ast.h"

namespace fr {

struct Parsed {
  ast::File file;
  Diagnostics diagnostics;
};
Parsed parse(const Source& source, std::uint32_t source_index);

// The one layout. Requires a tree without errors.
std::string format(const ast::File& file);

namespace ast {

// One cell of a table: a literal, a range "0 € bis 40 €" (lo != hi), a name (Name), "darüber"
// (Error with that name), or "bis N" (the literal with negated = true, and op = 1 unless it is a
// Span). Anything else: a message in `out` and Error without a name.
ExprPtr parse_cell(std::string_view text, Pos pos, Diagnostics* out);

// The words of an expression on its line; a block shows only its opening words ("alle von").
std::string print_expr(const Expr& e);

}  // namespace ast
}  // namespace fr
