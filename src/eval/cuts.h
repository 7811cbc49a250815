// Where does the value of a fact begin to matter differently? The currently possible values of one
// fact, cut into pieces on which no comparison of the program flips because of this fact alone.
//
// Bool: its possible values. Choice: its possible members, those that no membership test tells apart
// in one piece. Numbers and days: cut where a comparison, a minimum or a maximum that the fact reaches
// (through sums, factors, rounding, ages, dates, gathers, …) changes its outcome while everything else
// stays where it is; if the other side is itself a range, at both of its ends. Cuts lie on the fact's
// grain. Any partition is sound: pieces decide only how sharp and how dear an analysis is.
#pragma once

#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <vector>

#include "eval/batch.h"
#include "eval/replay.h"
#include "eval/run.h"
#include "eval/support.h"

namespace fr {

inline constexpr std::size_t kMaxPieces = 16;

// `run` must be a Bounds run of `program` over `batch`. Ascending, disjoint, covering what batch.fact()
// says of the fact; at least one piece, at most kMaxPieces (neighbours are merged beyond that).
std::vector<Known> pieces(const Rulebook& book, const Program& program, const Batch& batch,
                          const Run& run, FactRef fact, std::uint32_t family = 0);

struct Cuts {                 // of one fact
  FactRef fact;
  std::vector<Known> pieces;
};

// The same for many facts of one family; keeps its scratch memory, and what it has found.
class Cutter {
 public:
  Cutter(const Rulebook& book, const Program& program, const Batch& batch, const Run& run,
         std::uint32_t family = 0);
  Cutter(const Cutter&) = delete;
  Cutter& operator=(const Cutter&) = delete;
  // `known`: what another Cutter has found over the same run.
  explicit Cutter(const Replay& replay, const std::vector<Cuts>& known = {});
  // Stays until the Cutter goes.
  const std::vector<Known>& pieces(FactRef fact);
  std::vector<Cuts> found() && { return {std::make_move_iterator(found_.begin()), std::make_move_iterator(found_.end())}; }

 private:
  std::vector<Known> cut(FactRef fact);
  const Rulebook& book_;
  const Program& program_;
  const Batch& batch_;
  const Run& run_;
  std::uint32_t family_;
  std::optional<Users> own_users_;
  const Users* users_;
  Ascending pending_;
  Cells cells_;
  std::vector<std::uint32_t> link_of_;  // by cell id; all free between two facts
  std::deque<Cuts> found_;
};

}  // namespace fr
