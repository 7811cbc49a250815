#include "eval/users.h"

#include "program/ops.h"

namespace fr {

Users::Users(const Program& program) : first_(program.code.size() + 1) {
  const auto registers = static_cast<Reg>(program.code.size());
  operands_.reserve(registers);
  for (Reg reg = 0; reg < registers; ++reg) {
    const Instr& in = program.code[reg];
    const std::size_t count = info(in.op).operands;
    operands_.push_back({count > 0 ? in.a : reg, count > 1 ? in.b : reg, count > 2 ? in.c : reg});
  }
  const auto each_operand = [&](auto&& f) {
    for (Reg reg = 0; reg < registers; ++reg)
      for (const Reg operand : operands_[reg])
        if (operand != reg) f(operand, reg);
  };
  each_operand([&](Reg operand, Reg) { ++first_[operand + 1]; });
  for (Reg reg = 0; reg < registers; ++reg) first_[reg + 1] += first_[reg];
  users_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  each_operand([&](Reg operand, Reg reg) { users_[next[operand]++] = reg; });
  for (Reg reg = 0; reg < registers; ++reg) {
    const Op op = program.code[reg].op;
    if (op == Op::LoadFact || op == Op::LoadMonth || op == Op::HasRole) loads_.push_back(reg);
  }
}

}  // namespace fr
