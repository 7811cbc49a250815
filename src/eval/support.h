// On which facts does a value rest? A walk from a register's row back to the LoadFact rows it was
// computed from, through gathers and segments to the actual rows, within one family.
//
// With only_open the walk goes only through values that are not settled (lo != hi; for choices more
// than one member), and leaves out branches that are already decided: the other branch of a Select
// whose condition is known, the operand of a Min or Max that cannot win, everything behind a given
// value. Without it, everything that was read counts (given values still end the walk).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "eval/batch.h"
#include "eval/run.h"

namespace fr {

// A value is open if its range has more than one member.
bool is_open(Kind kind, Known value);

// Distinct facts, ordered by fact, then entity index. `run` must be a Bounds or Exact run of `program`
// over `batch`; `row` is a row of the register's table.
std::vector<FactRef> support(const Program& program, const Batch& batch, const Run& run, Reg reg,
                             std::uint32_t row, bool only_open);

// Whether a value given by name (Batch::set_given) is meant for this rule: of a service's Anspruch and
// Betrag, which share a name, the Betrag if there is one.
bool takes_given(const Program& program, const Rule& rule);

struct Reached {
  FactRef fact;
  std::uint32_t paths;  // on how many ways the value depends on it (saturated); >= 2: correlated
};

struct Cell {
  Reg reg;
  std::uint32_t row;
};

// Numbers the cells (register, row) of one family densely, in register order.
class Cells {
 public:
  Cells(const Program& program, const Batch& batch, std::uint32_t family);
  std::uint32_t size() const { return offset_.back(); }
  std::uint32_t id(Cell cell) const {
    return offset_[cell.reg] + cell.row - first_row(cell.reg);
  }
  std::uint32_t first_row(Reg reg) const {  // rows of the family in the register's table
    return first_[static_cast<int>(program_.code[reg].table)];
  }
  std::uint32_t end_row(Reg reg) const { return end_[static_cast<int>(program_.code[reg].table)]; }

 private:
  const Program& program_;
  std::vector<std::uint32_t> offset_;  // per register, plus the end
  std::uint32_t first_[kTables], end_[kTables];
};

// The same walk for many starting points of one family: keeps its scratch memory.
class Walk {
 public:
  Walk(const Program& program, const Batch& batch, const Run& run, std::uint32_t family = 0);
  std::vector<Reached> facts(Reg reg, std::uint32_t row, bool only_open);
  // For each starting point what facts(…, true) says; what they share is walked once.
  std::vector<std::vector<Reached>> open_facts(std::span<const Cell> from);
  // The same without the number of ways, for many runs: fills a set per starting point.
  struct Sets {
    std::vector<FactRef> facts;       // distinct, ordered
    std::size_t words = 0;            // of a set
    std::vector<std::uint64_t> bits;  // [starting point][word]: bit k stands for facts[k]
  };
  void open_facts(std::span<const Cell> from, Sets* sets);
  // Indices of the wanted cells that are reached from `from` through open values.
  std::vector<std::size_t> reached(Cell from, std::span<const Cell> wanted);

 private:
  struct Node {                    // a cell visited on the way from many starting points
    std::uint32_t id;
    std::uint32_t edges;           // the first of its operands in edges_; they end where the next node's begin
    std::uint32_t leaf = kNone;    // rank of the fact that it loads
  };

  void walk(Cell from, bool only_open);
  void walk_all(std::span<const Cell> from);
  void forget();
  void visit(bool only_open, std::size_t words);
  std::vector<FactRef> rank_leaves();
  std::span<const std::uint32_t> edges_of(std::size_t node) const;
  std::uint32_t node_at(Cell cell) const;
  void operands(Cell cell, bool only_open);
  void segment(const Instr& in, std::uint32_t row, bool only_open);
  void push(Reg reg, std::uint32_t row, bool only_open);
  bool given(const Instr& in, std::uint32_t row) const;

  const Program& program_;
  const Batch& batch_;
  const Run& run_;
  std::uint32_t family_;
  Cells cells_;
  std::vector<std::uint32_t> paths_;  // by cell id; 0 outside a walk
  std::vector<std::uint64_t> pending_;  // bit per cell id: still to visit
  std::vector<Reg> reg_of_;           // by cell id
  std::vector<std::uint32_t> visited_;
  std::vector<Reached> leaves_;
  bool recording_ = false;            // nodes and edges, too
  std::vector<Node> nodes_;           // operands have larger indices
  std::vector<std::uint32_t> edges_;  // cell ids; once all are visited, indices of nodes
  std::vector<std::uint64_t> sets_;   // [node][word]
  std::uint32_t current_ = 0;         // paths to the cell whose operands are being pushed
};

}  // namespace fr
