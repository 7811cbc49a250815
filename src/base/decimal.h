// Exact decimals: one int64 counts units of 10^-10. No binary floating point anywhere in the engine.
//
// Why 10^-10: WoGG Anlage 3 style formulas prescribe ten decimals; the range is then +-922 million, far
// above any amount of a household. Products and quotients go through 128 bits; every operation that
// can leave the range says so (returns true / nullopt) instead of wrapping.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fr {

using Decimal = std::int64_t;  // scaled by kOne

inline constexpr Decimal kOne = 10'000'000'000;  // 1.0
inline constexpr Decimal kCent = kOne / 100;     // 0.01

// All return true on overflow (result then unspecified), like __builtin_*_overflow.
inline bool add_overflows(Decimal a, Decimal b, Decimal* out) {
  return __builtin_add_overflow(a, b, out);
}
inline bool sub_overflows(Decimal a, Decimal b, Decimal* out) {
  return __builtin_sub_overflow(a, b, out);
}
// a*b and a/b, result cut towards zero at the tenth decimal. Division by zero counts as overflow.
bool mul_overflows(Decimal a, Decimal b, Decimal* out);
bool div_overflows(Decimal a, Decimal b, Decimal* out);

enum class Rounding : std::uint8_t { HalfUp, Up, Down };  // HalfUp: away from zero at .5 (kaufmännisch)
// Rounds to a multiple of `quantum` (> 0). Up = towards +infinity, Down = towards -infinity.
bool round_overflows(Decimal value, Decimal quantum, Rounding mode, Decimal* out);

// "1500", "1500.25", "-0.5": plain decimal with '.', at most 10 decimals, no exponent. nullopt if
// malformed or out of range.
std::optional<Decimal> parse_decimal(std::string_view text);
// "1500.25", shortest form without trailing zeros; integers without '.'.
std::string format_decimal(Decimal value);
// "1.500,25" / "1.500": German form; `cents` forces exactly two decimals when a fraction exists.
std::string format_german(Decimal value, bool cents = false);

}  // namespace fr
