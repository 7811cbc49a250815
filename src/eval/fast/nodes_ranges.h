// What nodes.cpp and nodes_logic.cpp both ask of a node's range.
#pragma once

#include <limits>
#include <numeric>

#include "eval/fast/nodes.h"

namespace fr::fast {

inline constexpr Value kLeast = std::numeric_limits<Value>::min(), kMost = std::numeric_limits<Value>::max();

// The coarsest grain on which both lie.
inline Value divisor(Value a, Value b) {
  if (a == kLeast || b == kLeast) return 1;
  return std::gcd(a, b);
}

// The narrowest cells that hold the range.
inline Width width_of(Value lo, Value hi) {
  constexpr Value small = std::numeric_limits<std::int32_t>::max();
  if (lo >= 0 && hi <= 255) return Width::B;
  return lo >= -small && hi <= small ? Width::I : Width::L;
}

inline bool is_bool(const Node& n) { return n.width == Width::B && n.lo >= 0 && n.hi <= 1; }

}  // namespace fr::fast
