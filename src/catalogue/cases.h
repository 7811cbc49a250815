// Runs Prüffälle through the engine and says in German what differs from what was expected.
#pragma once

#include <string>
#include <vector>

#include "program/compile.h"

namespace fr {

struct CaseFinding {
  Pos pos;              // of the expectation
  std::string message;  // "Erwartet war …, errechnet ist …"
};

// Empty = all expectations hold.
std::vector<CaseFinding> run_case(const Rulebook& book, const TestCase& test);

}  // namespace fr
