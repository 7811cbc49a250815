// Case splitting: where an unknown fact reaches a result on several paths ("x or not x"), ranges alone
// say too little. The facts concerned are cut into pieces (cuts.h), every combination becomes one row
// of the same program, and the hull of the rows is the sharper answer. Each result gets the facts that
// it depends on most often, as far as the rows suffice; every hull is sound for every result, so all
// of them are intersected. Internal to eval.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "eval/cuts.h"
#include "eval/replay.h"
#include "eval/support.h"

namespace fr {

struct Outcome {                // one target for one entity
  Cell verdict;
  std::optional<Cell> money;
  bool counts;                  // its money belongs to the month's total
  std::vector<std::uint32_t> rivals;   // outcomes that the law grants only in its stead (schließt aus)
  Known standing{0, 0}, amount{0, 0};  // from the first run, sharpened by split()
  std::vector<FactRef> missing; // facts on which verdict or amount still depend
};

struct Split {
  Known total{0, 0};            // sum of the money that counts
  std::uint32_t cases = 1;
  bool capped = false;
};

// Fills standing, amount and missing; leaves the run as it was. `cutter`: over the replay.
Split split(Replay& replay, Cutter& cutter, std::uint32_t max_cases, std::vector<Outcome>* outcomes);

}  // namespace fr
