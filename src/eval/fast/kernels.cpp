#include "eval/fast/kernels.h"

#include <bit>
#include <string_view>

namespace fr::fast {
namespace {

struct Set {
  const char* name;
  Find find;
  Kernel (*store)(Width);
  Kernel (*fill)(Width);
};

constexpr Set kBasis{"basis", basis::find, basis::store, basis::fill};

const Set* named(std::string_view which) {
  if (which == "basis") return &kBasis;
#if defined(__x86_64__)
  static constexpr Set wider{"avx2", avx2::find, avx2::store, avx2::fill};
  static constexpr Set widest{"avx512", avx512::find, avx512::store, avx512::fill};
  if (which == "avx2" && __builtin_cpu_supports("avx2")) return &wider;
  if (which == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    return &widest;
  }
#endif
  return nullptr;
}

const Set& best() {
  static const Set* const set = [] {
    for (const char* name : {"avx512", "avx2"}) {
      if (const Set* s = named(name)) return s;
    }
    return &kBasis;
  }();
  return *set;
}

}  // namespace

Find kernels(const char* which) {
  if (!which) return best().find;
  const Set* s = named(which);
  return s ? s->find : nullptr;
}
const char* kernels_name() { return best().name; }
Kernel store_kernel(Width w) { return best().store(w); }
Kernel fill_kernel(Width w) { return best().fill(w); }

Magic magic_for(std::uint64_t d) {
  __extension__ using W = unsigned __int128;
  const int bits = d <= 1 ? 0 : static_cast<int>(std::bit_width(d - 1));  // 2^bits >= d
  if (bits == 0) return {std::uint64_t{1} << 63, -1};   // not used: a division by one is no division
  return {static_cast<std::uint64_t>((W{1} << (63 + bits)) / d + 1), bits - 1};
}

}  // namespace fr::fast
