// What the fast way writes: per asked target a verdict and, if it has one, an amount for every row of its role's
// table. Columns begin as "not asked" and zero, so that plans need not write what is true of most rows.
#pragma once

#include <span>
#include <vector>

#include "eval/fast/block.h"

namespace fr::fast {

class Results {
 public:
  Results(const Program& program, std::vector<std::uint32_t> targets) : program_(&program), targets_(std::move(targets)),
      columns_(program.targets.size()), cells_(program.targets.size()) {}

  // Ready for the families of a block; forgets what was there.
  std::span<const TargetCells> prepare(std::uint32_t persons, std::uint32_t households, std::uint32_t families) {
    for (const std::uint32_t t : targets_) {
      const Target& target = program_->targets[t];
      const Table table = role_table(target.role);
      const std::size_t rows = table == Table::Person ? persons : table == Table::Household ? households : families;
      Column& c = columns_[t];
      c.code.assign(rows, kNotAsked);
      if (target.money != kNoReg) {
        c.lo.assign(rows, 0);
        c.hi.assign(rows, kSameAmount);
      }
      cells_[t] = {c.code.data(), target.money == kNoReg ? nullptr : c.lo.data(), target.money == kNoReg ? nullptr : c.hi.data()};
    }
    return cells_;
  }

  std::uint8_t code(std::uint32_t target, std::size_t row) const { return columns_[target].code[row]; }
  bool has_amount(std::uint32_t target) const { return program_->targets[target].money != kNoReg; }
  Known amount(std::uint32_t target, std::size_t row) const {
    const Column& c = columns_[target];
    return {c.lo[row], c.hi[row] == kSameAmount ? c.lo[row] : c.hi[row]};
  }
  const std::vector<std::uint32_t>& targets() const { return targets_; }
  Table table(std::uint32_t target) const { return role_table(program_->targets[target].role); }

 private:
  struct Column {
    std::vector<std::uint8_t> code;
    std::vector<std::int64_t> lo, hi;
  };
  const Program* program_;
  std::vector<std::uint32_t> targets_;
  std::vector<Column> columns_;
  std::vector<TargetCells> cells_;
};

}  // namespace fr::fast
