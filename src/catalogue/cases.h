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

// One line per expectation of a verdict or a rule: what was expected, what came out.
struct Compared {
  std::string what;      // "Mia.Spielgeld"
  std::string expected, computed;
};

// Empty = all expectations hold. `compared`, if given, takes what was set side by side.
std::vector<CaseFinding> run_case(const Rulebook& book, const TestCase& test,
                                  std::vector<Compared>* compared = nullptr);

}  // namespace fr
