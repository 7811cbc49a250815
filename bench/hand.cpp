// The two small benefits of bench/klein as anybody would write them in C++ for columns: the limit that the engine is
// measured against. Two adults and two children per family, one after the other. Same decimals, same results.
#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace fr::bench {

using Value = std::int64_t;
constexpr Value kEuro = 10'000'000'000;

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("default", "avx2", "avx512f")))
#endif
void by_hand(std::size_t families, const std::int32_t* birth, const Value* wage, const Value* rent, std::int32_t adult_born_before,
             std::uint8_t* child_code, Value* child_amount, std::uint8_t* rent_code, Value* rent_amount) {
  for (std::size_t f = 0; f < families; ++f) {
    const Value* w = wage + 4 * f;
    const bool parent = w[0] <= 6000 * kEuro || w[1] <= 6000 * kEuro;
    for (std::size_t c = 2; c < 4; ++c) {
      const bool yes = birth[4 * f + c] > adult_born_before && parent;
      child_code[4 * f + c] = yes;
      child_amount[4 * f + c] = yes ? 250 * kEuro : 0;
    }
    const Value earned = std::max<Value>(0, (w[0] + w[1] + w[2] + w[3]) / 10 * 8 - 400 * kEuro);
    const Value income = (earned + kEuro / 200) / (kEuro / 100) * (kEuro / 100);
    const Value counted = std::min<Value>(rent[f], 920 * kEuro);
    // 15.5 % and 0.95 of whole cents leave nothing over; the divisions are exact.
    const Value left = std::max<Value>(0, (counted - income / 1000 * 155) / 100 * 95);
    const Value rounded = (left + kEuro / 2) / kEuro * kEuro;
    const bool yes = rounded >= 10 * kEuro;
    rent_code[f] = yes;
    rent_amount[f] = yes ? rounded : 0;
  }
}

}  // namespace fr::bench
