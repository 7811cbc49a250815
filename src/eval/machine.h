// The dispatch loop: one pass over the instructions, one tight loop per instruction over the rows.
//
// A register is a pair of columns; where both ends are equal in every row they are one column, and the
// second half of the work is skipped. Columns live in an arena, constants are shared.
//
// Failures (a value out of range, a zero divisor) do not stop the run: both branches of every case are
// computed for every row, so most failures lie in branches nobody takes. A failed value becomes "any
// value", and only when an open result rests on it does the run fail, with the rule's name.
// Internal to eval: run.h runs a whole program, replay.h parts of one again.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "eval/batch.h"
#include "eval/kernels.h"
#include "eval/run.h"

namespace fr {

// Memory for columns, given back in the reverse order.
class Arena {
 public:
  struct Mark {
    std::size_t block = 0, used = 0;
  };
  Value* allocate(std::size_t count) {
    if (blocks_.empty() || at_.used + count > blocks_[at_.block].size) next_block(count);
    Value* result = blocks_[at_.block].values.get() + at_.used;
    at_.used += count;
    return result;
  }
  void give_back(std::size_t count) { at_.used -= count; }  // only of the latest allocation
  Mark mark() const { return at_; }
  void release(Mark mark) { at_ = mark; }  // everything allocated since

 private:
  struct Block {
    std::unique_ptr<Value[]> values;
    std::size_t size;
  };
  void next_block(std::size_t count);

  std::vector<Block> blocks_;
  Mark at_;
};

struct Run::Registers {
  explicit Registers(std::size_t count) : slots(count) {}
  std::vector<Slot> slots;
  Arena arena;
};

struct Fault {
  Reg reg;
  std::uint32_t row;
  EvalError::What what;
  bool operator==(const Fault&) const = default;
};

// A range that ends in the last eighth of what a value can hold is practically unbounded there.
inline bool unbounded(Range r) {
  constexpr Value kEdge = kHighest - kHighest / 8;
  return r.lo != r.hi && (r.lo <= -kEdge || r.hi >= kEdge);
}
// A few rows mostly: quicker than a call of memcmp.
inline bool same_column(const Value* a, const Value* b, std::uint32_t rows) {
  for (std::uint32_t i = 0; i < rows; ++i)
    if (a[i] != b[i]) return false;
  return true;
}
inline Range range_at(const Slot& slot, std::uint32_t row) { return {slot.lo[row], slot.hi[row]}; }

class Machine {
 public:
  using Registers = Run::Registers;
  Machine(const Rulebook& book, const Program& program, const Batch& batch, Carrier carrier,
          Registers* registers)
      : book_(book), program_(program), batch_(batch), exact_(carrier == Carrier::Exact),
        regs_(*registers) {
    for (int t = 0; t < kTables; ++t) most_rows_ = std::max(most_rows_, batch_.rows(Table(t)));
  }

  void execute();
  // Computes one register again, into fresh memory; the caller takes care of the old one.
  void compute(Reg reg) {
    const Instr& in = program_.code[reg];
    reg_ = reg;
    rows_ = batch_.rows(in.table);
    step(in);
  }
  std::vector<Fault>& faults() { return faults_; }
  const std::vector<Fault>& faults() const { return faults_; }
  std::optional<EvalError> unknown_fact() const;
  EvalError error(const Fault& fault) const;

 private:
  std::uint32_t rows() const { return rows_; }
  const Slot& slot(Reg reg) const { return regs_.slots[reg]; }
  Value* allocate() { return regs_.arena.allocate(rows()); }
  void set(const Value* lo, const Value* hi) { regs_.slots[reg_] = {lo, hi, rows()}; }
  // `hi` must be the latest allocation; it is dropped where it adds nothing.
  void set_pair(Value* lo, Value* hi) {
    if (same_column(lo, hi, rows())) {
      regs_.arena.give_back(rows());
      hi = lo;
    }
    set(lo, hi);
  }
  const Value* constant(Value value);
  void set_constant(Kind kind, Value lo, Value hi);
  // Computes row by row: f(row) -> Range.
  template <class F>
  void each(F&& f) {
    Value* lo = allocate();
    Value* hi = allocate();
    for (std::uint32_t i = 0; i < rows(); ++i) {
      const Range r = f(i);
      lo[i] = r.lo;
      hi[i] = r.hi;
    }
    set_pair(lo, hi);
  }
  // Computes each end by the same function of the operand's column: f(column, out).
  template <class F>
  void both(const Slot& a, F&& f) {
    Value* lo = allocate();
    f(a.lo, lo);
    if (a.point()) return set(lo, lo);
    Value* hi = allocate();
    f(a.hi, hi);
    set_pair(lo, hi);
  }

  void step(const Instr& in);
  template <Op op>
  void apply(const Instr& in);
  template <Op op>
  void repair(const Instr& in, const Slot& a, const Slot& b, Value* lo, Value* hi);
  void settle(std::uint32_t row, bool points, bool huge, Ends bad, EvalError::What what, Range* r);

  void load_fact(const Instr& in);
  void load_role_fact(const Instr& in, Role role);
  void load_month(const Instr& in);
  void lives_with(const Instr& in);
  void select(const Instr& in);
  void gather(const Instr& in);
  void segment(const Instr& in);
  void sum(const Instr& in);
  void given(const Instr& in);

  const Rulebook& book_;
  const Program& program_;
  const Batch& batch_;
  const bool exact_;
  Registers& regs_;
  Reg reg_ = 0;              // being computed, and the rows of its table
  std::uint32_t rows_ = 0;
  std::uint32_t most_rows_ = 0;
  std::map<Value, const Value*> constants_;
  std::vector<Fault> faults_;
};

// The first fault on which an open result rests, or nullptr.
const Fault* decisive_fault(const Program& program, const Batch& batch, const Run& run,
                            const std::vector<Fault>& faults);

}  // namespace fr
