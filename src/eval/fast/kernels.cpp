#include "eval/fast/kernels.h"

#include <bit>
#include <string_view>

namespace fr::fast {
namespace {

const KernelSet* named(std::string_view which) {
  if (which == "basis") return &basis::set;
#if defined(__x86_64__)
  if (which == "avx2" && __builtin_cpu_supports("avx2")) return &avx2::set;
  if (which == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    return &avx512::set;
  }
#endif
  return nullptr;
}

}  // namespace

const KernelSet* kernels(const char* which) {
  static const KernelSet* const best = [] {
    for (const char* name : {"avx512", "avx2"}) {
      if (const KernelSet* s = named(name)) return s;
    }
    return &basis::set;
  }();
  return which ? named(which) : best;
}

Magic magic_for(std::uint64_t d) {
  __extension__ using W = unsigned __int128;
  const int bits = d <= 1 ? 0 : static_cast<int>(std::bit_width(d - 1));  // 2^bits >= d
  if (bits == 0) return {std::uint64_t{1} << 63, -1};   // not used: a division by one is no division
  return {static_cast<std::uint64_t>((W{1} << (63 + bits)) / d + 1), bits - 1};
}

}  // namespace fr::fast
