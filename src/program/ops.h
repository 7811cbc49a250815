// The opcode table as constants: names, number of operands and declared directions (opcodes.def).
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

#include "program/program.h"

namespace fr {

struct OpInfo {
  std::string_view name;
  std::size_t operands;
  std::string_view directions;  // one of '+', '-', '*' per operand
};

inline constexpr OpInfo kOps[] = {
#define FR_OP(name, args, directions, comment) {#name, args, directions},
#include "program/opcodes.def"
#undef FR_OP
};
inline constexpr std::size_t kOpCount = std::size(kOps);

constexpr const OpInfo& info(Op op) { return kOps[static_cast<std::size_t>(op)]; }

}  // namespace fr
