// One family's run in which single facts (or the month) are replaced and taken back: "what if". Only the
// registers behind a replaced fact are computed again, and only as far as a column really changes, so a
// hypothetical answer costs what it touches instead of the whole program.
//
// Assumptions are stacked: push() lays some over what is, pop() takes the latest away. run() and batch()
// always show the present state; they stay at one address, so that a Walk over them can be kept.
// Internal to eval; used by one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "eval/analysis.h"
#include "eval/batch.h"
#include "eval/machine.h"
#include "eval/run.h"
#include "eval/users.h"

namespace fr {

struct Assumption {
  FactRef fact;
  Known value;
};

class Replay {
 public:
  // A Bounds run; the book and the program must outlive it.
  Replay(const Rulebook& book, const Program& program, const Situation& situation);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  const Rulebook& book() const { return book_; }
  const Program& program() const { return program_; }
  const Batch& batch() const { return batch_; }
  const Run& run() const { return run_; }
  const Users& users() const { return users_; }

  // From now on only what these registers rest on is computed again; others must not be read while assumptions
  // are laid. Without a list: everything. Only where nothing is laid over what is.
  void focus(std::span<const Reg> registers);
  void focus_all() { focus_.clear(); }

  void push(std::span<const Assumption> facts, std::optional<Month> month = std::nullopt);
  void pop();
  // Whether the rules fail in the present state, as run() would report it (run.h).
  std::optional<EvalError> failure() const;

 private:
  struct Overwritten {
    Reg reg;
    Slot slot;
  };
  struct Level {  // what pop() restores
    std::size_t overwritten;
    Arena::Mark memory;
    std::vector<Assumption> facts;
    std::optional<Month> month;
    std::vector<Fault> faults;
    bool refines;
  };

  void mark(Reg reg) {
    if (focus_.empty() || focus_[reg] != 0) dirty_.mark(reg);
  }
  std::optional<Known> ground(FactRef fact) const;
  void mark_fact(std::uint32_t fact);
  void compute_dirty();
  void compute(Reg reg);

  const Rulebook& book_;
  const Program& program_;
  Batch batch_;
  Run run_;
  Run::Registers& registers_;
  Machine machine_;
  bool sound_ = true;                      // without assumptions the rules do not fail
  std::vector<Fault> faults_;              // without assumptions
  Users users_;
  Ascending dirty_;                        // registers to compute
  std::vector<std::uint8_t> focus_;        // by register: to be computed; empty: all
  std::vector<Reg> computed_;              // of the latest push, ascending
  std::vector<Overwritten> overwritten_;
  std::vector<Level> levels_;
};

}  // namespace fr
