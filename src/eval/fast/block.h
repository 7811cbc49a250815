// Many families as columns, and what became of them: the borrowed input and output of the fast way.
//
// A column holds the cells of one fact over all rows of its role's table, family by family, in bytes, 32 or 64
// bits (cell_width). The mark of its width (kUnknown…) is "unknown". A cell that is known only as a range or as
// several answers makes the column two columns (`upper`) for numbers, or sits in the mask for choices; its
// family is then marked `ranged`.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "eval/fast/nodes.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr::fast {

inline constexpr std::uint8_t kUnknownB = 255;
inline constexpr std::int32_t kUnknownI = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t kUnknownL = std::numeric_limits<std::int64_t>::min();

Width cell_width(const Fact& fact);  // B: yes/no; I: what fits 32 bits; L: decimals
inline std::size_t bytes_of(Width w) { return w == Width::B ? 1 : w == Width::I ? 4 : 8; }
inline Value mark_of(Width w) { return w == Width::B ? kUnknownB : w == Width::I ? kUnknownI : kUnknownL; }

struct FactCells {
  const void* lower = nullptr;  // nullptr: unknown everywhere
  const void* upper = nullptr;  // nullptr: the same as lower
};

struct Block {
  std::uint32_t families = 0;
  const std::uint32_t* shape = nullptr;       // per family: index into the caller's shapes
  const std::uint32_t* first_person = nullptr;     // families + 1
  const std::uint32_t* first_household = nullptr;  // families + 1
  const std::uint8_t* ranged = nullptr;       // per family; nullptr: none
  std::vector<FactCells> facts;               // by Rulebook::facts
};

// Of one target, over the rows of its role's table. Before a run every code is kNotAsked, every lo 0 and every
// hi kSameAmount (Results does this): plans leave out what is so anyway.
struct TargetCells {
  std::uint8_t* code = nullptr;  // kVerdict…, kNotAsked
  std::int64_t* lo = nullptr;    // amounts; nullptr: the target has none
  std::int64_t* hi = nullptr;    // kSameAmount: as lo
};
inline constexpr std::int64_t kSameAmount = std::numeric_limits<std::int64_t>::min();
inline constexpr std::uint8_t kVerdictNo = 0, kVerdictYes = 1, kVerdictOpen = 2, kNotAsked = 255;

inline Value cell(const void* column, Width w, std::size_t row) {
  switch (w) {
    case Width::B: return static_cast<const std::uint8_t*>(column)[row];
    case Width::I: return static_cast<const std::int32_t*>(column)[row];
    default: return static_cast<const std::int64_t*>(column)[row];
  }
}
inline void set_cell(void* column, Width w, std::size_t row, Value v) {
  switch (w) {
    case Width::B: static_cast<std::uint8_t*>(column)[row] = static_cast<std::uint8_t>(v); break;
    case Width::I: static_cast<std::int32_t*>(column)[row] = static_cast<std::int32_t>(v); break;
    default: static_cast<std::int64_t*>(column)[row] = v; break;
  }
}

// Family `index` of the block as a situation (what is unknown is absent), on the structure of its shape.
Situation family_at(const Rulebook& book, const Block& block, std::uint32_t index, const Situation& shape, Month month);

}  // namespace fr::fast
