// A program as text for humans and golden files: one line per instruction.
#pragma once

#include <string>

#include "program/program.h"

namespace fr {
std::string listing(const Rulebook& book, const Program& program);
}  // namespace fr
