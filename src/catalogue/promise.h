// `steigt nicht mit NAME`: what a rule promises is tried on generated families. Each family is fully
// stated; the fact then runs through its range, and the rule's value must never grow with it.
#pragma once

#include <string>
#include <vector>

#include "program/compile.h"

namespace fr {

struct PromiseReport {
  std::size_t tried = 0;              // rows of values compared
  std::vector<std::string> findings;  // German, each with file:line of the rule; at most one per promise
};

// Deterministic for one `seed`. `families`: how many are generated per promise.
PromiseReport try_promises(const Compiled& compiled, const std::vector<Source>& sources, std::uint32_t families,
                           std::uint64_t seed = 1);

}  // namespace fr
