// Prüffälle of the tree -> TestCase. Internal to src/program; requires a tree without errors.
#pragma once

#include "base/decimal.h"
#include "program/compile.h"

namespace fr {

inline constexpr std::int64_t kOneShare = kOne;  // 100 %

TestCase build_case(const Checked& checked, const Rulebook& book, const ast::Decl& decl);

}  // namespace fr
