// The columns of a plan's operations: one function per operation, width and constant operand, compiled three
// times (for any x86-64, AVX2, AVX-512; elsewhere once) and chosen when the program starts.
//
// A kernel takes a row of steps that are alike, so that its call, its branch and what it looks up are paid once for
// all of them. Columns lie in one piece of memory, `Frame::stride` families long each; a step names them by their
// distance from its beginning in bytes for one family, so that a plan fits chunks of any size.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/fast/block.h"
#include "eval/fast/nodes.h"

namespace fr::fast {

struct Immediates {
  Value k = 0, l = 0, m = 0;
  std::uint64_t magic = 0;              // of a division by a constant, see magic_for
  int shift = 0;
  const std::int32_t* table = nullptr;  // Lookup
  bool operator==(const Immediates&) const = default;
};

struct Step {
  std::uint32_t out = 0, a = 0, b = 0, c = 0;  // columns; what else they mean for Raw and the stores: kernels.inc
  std::uint32_t with = 0;                      // Frame::with
};

struct Frame {
  std::uint8_t* memory = nullptr;   // aligned to 64 bytes
  std::uint32_t stride = 0;         // families in a column: a multiple of 64; those behind `count` repeat the last
  std::uint32_t count = 0;          // families that there are
  const Immediates* with = nullptr;
  // Only for what reads the block or leaves the columns:
  bool dense = false;                                    // the families lie side by side in the block
  std::uint32_t each[3] = {};                            // rows per family, by Table: persons, households, families
  const std::uint32_t* rows[3] = {};                     // row of each family's first cell, by Table
  const FactCells* facts = nullptr;
  const TargetCells* results = nullptr;
  const std::uint32_t* families = nullptr;
  std::vector<std::uint32_t>* lists[2] = {};             // slow, unsettled
};
using Kernel = void (*)(const Step* steps, std::uint32_t count, const Frame& frame);

struct Shape4 {              // what selects the function besides the operation
  Width in, out;             // of operand a (Select: of b and c), of the result
  bool b_const = false, c_const = false, a_const = false;
};

// The functions of one instruction set.
struct KernelSet {
  const char* name;
  Kernel (*find)(F op, Shape4 shape);
  Kernel fill[3];            // by Width: a constant into a column
  Kernel codes[5];           // [n]: n = 1, 2, 4 columns of verdicts into neighbouring rows of a target
  Kernel same[5];            // the same for constants
  Kernel amount[2];          // lower, upper end of an amount
  Kernel flag;               // notes the families where the column is yes
};

// The best that this processor can run; "basis", "avx2" or "avx512" asks for one (nullptr if it cannot).
const KernelSet* kernels(const char* which = nullptr);

namespace basis { extern const KernelSet set; }
#if defined(__x86_64__)
namespace avx2 { extern const KernelSet set; }
namespace avx512 { extern const KernelSet set; }
#endif

// Division of 0 <= x < 2^63 by d > 0: x / d == mulhi(x, magic) >> shift.
struct Magic {
  std::uint64_t factor;
  int shift;
};
Magic magic_for(std::uint64_t d);

}  // namespace fr::fast
