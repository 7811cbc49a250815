// Dead rules: an Anspruch that can never be yes or never no, a case that can never apply. Found by
// computing families of every shape of whom nothing is known: what is certain there is certain always.
#pragma once

#include <string>
#include <vector>

#include "program/program.h"

namespace fr {

struct DeadRule {
  std::string source;   // file:line of the rule
  std::string message;  // German
};

// Sound, not complete: nothing that could happen to these shapes of families is reported.
std::vector<DeadRule> dead_rules(const Rulebook& book);

}  // namespace fr
