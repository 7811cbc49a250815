// The columns of a plan's operations: one function per operation, width and constant operand, compiled three
// times (for any x86-64, AVX2, AVX-512; elsewhere once) and chosen when the program starts.
#pragma once

#include <cstdint>

#include "eval/fast/nodes.h"

namespace fr::fast {

struct Args {
  void* out;
  const void *a, *b, *c;
  Value k, l, m;
  std::uint64_t magic;       // of a division by a constant, see divide.h
  int shift;
  std::uint32_t n;           // a multiple of 64; columns are aligned to 64 bytes
  const std::uint32_t* rows; // Raw, Store: row of each family's first cell
};
using Kernel = void (*)(const Args&);

struct Shape4 {              // what selects the function besides the operation
  Width in, out;             // of operand a (Select: of b and c), of the result
  bool b_const = false, c_const = false, a_const = false;
};
using Find = Kernel (*)(F op, Shape4 shape);

// The best that this processor can run; "basis", "avx2" or "avx512" forces one (nullptr if it cannot).
Find kernels(const char* which = nullptr);
const char* kernels_name();

namespace basis { Kernel find(F op, Shape4 shape); Kernel store(Width w); Kernel fill(Width w); }
#if defined(__x86_64__)
namespace avx2 { Kernel find(F op, Shape4 shape); Kernel store(Width w); Kernel fill(Width w); }
namespace avx512 { Kernel find(F op, Shape4 shape); Kernel store(Width w); Kernel fill(Width w); }
#endif

// Writes column a to rows of an output, and a constant into a column.
Kernel store_kernel(Width w);
Kernel fill_kernel(Width w);

// Division of 0 <= x < 2^63 by d > 0: x / d == mulhi(x, magic) >> shift.
struct Magic {
  std::uint64_t factor;
  int shift;
};
Magic magic_for(std::uint64_t d);

}  // namespace fr::fast
