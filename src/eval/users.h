// Who reads a register: the program's dependencies forwards. Internal to eval.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "program/program.h"

namespace fr {

class Users {
 public:
  explicit Users(const Program& program);
  // Registers with an instruction that reads this one; all are larger than it.
  std::span<const Reg> of(Reg reg) const { return std::span(users_).subspan(first_[reg], first_[reg + 1] - first_[reg]); }
  // The registers that it reads itself; where there are fewer than three, itself instead.
  const std::array<Reg, 3>& read_by(Reg reg) const { return operands_[reg]; }
  // LoadFact, LoadMonth and HasRole instructions: what comes from outside.
  std::span<const Reg> loads() const { return loads_; }

 private:
  std::vector<std::uint32_t> first_;  // by register, plus the end
  std::vector<Reg> users_, loads_;
  std::vector<std::array<Reg, 3>> operands_;
};

// Registers to visit in ascending order; what is marked on the way must be larger than what is visited.
class Ascending {
 public:
  explicit Ascending(std::size_t registers) : words_(registers / 64 + 1) {}
  void mark(Reg reg) { words_[reg / 64] |= std::uint64_t{1} << (reg % 64); }
  template <class F>
  void each(F&& visit) {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      while (words_[word] != 0) {
        const auto bit = static_cast<Reg>(__builtin_ctzll(words_[word]));
        words_[word] &= words_[word] - 1;
        visit(static_cast<Reg>(word * 64) + bit);
      }
    }
  }

 private:
  std::vector<std::uint64_t> words_;  // a bit per register; all clear between two rounds
};

}  // namespace fr
