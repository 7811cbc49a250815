// One run of a program over a batch, with one of two carriers: Exact (a column per register; every fact
// known) or Bounds (a lo and a hi column). The scalar meaning of an operation is written once in
// kernels.h; the Bounds kernel of an operation follows from the directions in opcodes.def.
// A run owns its registers. Runs of the same program may go on in several threads.
#pragma once

#include <expected>
#include <memory>
#include <span>

#include "eval/analysis.h"  // EvalError, Result
#include "eval/batch.h"

namespace fr {

enum class Carrier : std::uint8_t { Exact, Bounds };

// One register: its column, or two. Where lo == hi every row holds a single value.
struct Slot {
  const std::int64_t* lo = nullptr;
  const std::int64_t* hi = nullptr;
  std::uint32_t rows = 0;
  bool point() const { return lo == hi; }
};

class Run {
 public:
  // Columns of register r over all rows of its table. Under Exact both spans are the same column.
  std::span<const std::int64_t> lo(Reg r) const { return {slots_[r].lo, slots_[r].rows}; }
  std::span<const std::int64_t> hi(Reg r) const { return {slots_[r].hi, slots_[r].rows}; }
  Known at(Reg r, std::uint32_t row) const { return {slots_[r].lo[row], slots_[r].hi[row]}; }

  Run(Run&&) noexcept;
  Run& operator=(Run&&) noexcept;
  ~Run();

 private:
  struct Registers;
  explicit Run(std::unique_ptr<Registers> registers);
  std::unique_ptr<Registers> registers_;
  const Slot* slots_;
  friend class Machine;
  friend class Replay;
  friend Result<Run> run(const Rulebook&, const Program&, const Batch&, Carrier);
};

// Exact: an unknown fact that is read (of an entity in its role, where it is relevant) makes
// EvalError::UnknownFact; registers that rest on an unbelegt range (Target::exact == false) hold its
// lower end and must not be reported.
// Overflow and division by zero are errors that name the rule if a reported value (a target's, a
// deadline's, a document's condition) rests on them; in branches that are not taken they are ignored,
// and the register then holds 0 (Exact) or every value (Bounds).
// A run keeps all registers: cut large inputs into batches of some hundred families.
Result<Run> run(const Rulebook& book, const Program& program, const Batch& batch, Carrier carrier);

}  // namespace fr
