// What an evaluation leaves behind for what is asked about the same family next: its run, and into which pieces it has
// cut facts. With and without it every answer is the same.
//
// For a family that differs in one answer nothing is taken over. It was tried, result by result, plan by plan and cut
// by cut: what is worth asking reaches so many results that the rest saves less than it costs (docs/leistung.md).
//
// Belongs to one rulebook, which must outlive it; used by one thread. Internal to eval and the door.
#pragma once

#include <memory>
#include <vector>

#include "eval/cuts.h"
#include "eval/replay.h"

namespace fr {

// Larger families leave nothing behind: their runs take tens of megabytes.
inline constexpr std::size_t kMostKeptPersons = 16;

struct Kept {
  std::unique_ptr<Replay> replay;  // nothing laid over it
  std::vector<Cuts> cuts;          // over it
};

}  // namespace fr
