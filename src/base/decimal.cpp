// Arithmetic on int64 counts of 10^-10. Invariant: every intermediate value fits 128 bits, and a
// result that does not fit 64 bits is reported, never wrapped.
#include "base/decimal.h"

#include <limits>

namespace fr {
namespace {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

bool narrow(Wide wide, Decimal* out) {
  *out = static_cast<Decimal>(wide);
  return wide < std::numeric_limits<Decimal>::min() || wide > std::numeric_limits<Decimal>::max();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits of `value`, at least `width` of them.
std::string digits(std::uint64_t value, std::size_t width) {
  std::string reversed;
  while (value != 0 || reversed.size() < width) {
    reversed.push_back(static_cast<char>('0' + value % 10));
    value /= 10;
  }
  return {reversed.rbegin(), reversed.rend()};
}

std::uint64_t magnitude(Decimal value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

}  // namespace

// The product over 10^10 = 2^10 * 5^10: a shift, then two digits of a long division. A division of 128 bits
// costs several times as much, above all in the browser.
bool mul_overflows(Decimal a, Decimal b, Decimal* out) {
  if (Decimal product; !__builtin_mul_overflow(a, b, &product)) {
    *out = product / kOne;
    return false;
  }
  constexpr std::uint64_t kPower = 9'765'625, kDigit = std::uint64_t{1} << 40;
  const auto shifted = static_cast<UnsignedWide>(magnitude(a)) * magnitude(b) >> 10;
  const auto high = static_cast<std::uint64_t>(shifted >> 40), low = static_cast<std::uint64_t>(shifted) % kDigit;
  *out = 0;
  if (shifted >> 104 != 0 || high / kPower >> 24 != 0) return true;  // the quotient has more than 64 bits
  const std::uint64_t quotient = high / kPower * kDigit + (high % kPower * kDigit + low) / kPower;
  const bool negative = (a < 0) != (b < 0);
  *out = static_cast<Decimal>(negative ? 0 - quotient : quotient);
  return quotient > (std::uint64_t{1} << 63) - (negative ? 0 : 1);
}

bool div_overflows(Decimal a, Decimal b, Decimal* out) {
  if (b == 0) {
    *out = 0;
    return true;
  }
  return narrow(static_cast<Wide>(a) * kOne / b, out);
}

bool round_overflows(Decimal value, Decimal quantum, Rounding mode, Decimal* out) {
  if (quantum <= 0) {
    *out = 0;
    return true;
  }
  const Wide rest = value % quantum;  // has the sign of value
  const Wide cut = static_cast<Wide>(value) - rest;
  const Wide step = value < 0 ? -static_cast<Wide>(quantum) : static_cast<Wide>(quantum);
  bool away = false;  // from zero
  switch (mode) {
    case Rounding::HalfUp:
      away = (rest < 0 ? -rest : rest) * 2 >= quantum;
      break;
    case Rounding::Up:
      away = rest > 0;
      break;
    case Rounding::Down:
      away = rest < 0;
      break;
  }
  return narrow(away ? cut + step : cut, out);
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || part.size() > 10) return std::nullopt;
  if (point != std::string_view::npos && part.empty()) return std::nullopt;
  Wide total = 0;
  for (const char c : whole) {
    if (!is_digit(c)) return std::nullopt;
    total = total * 10 + (c - '0');
    if (total > kOne) return std::nullopt;  // 10^10 whole units are far out of range
  }
  for (std::size_t i = 0; i < 10; ++i) {
    const char c = i < part.size() ? part[i] : '0';
    if (!is_digit(c)) return std::nullopt;
    total = total * 10 + (c - '0');
  }
  Decimal out = 0;
  if (narrow(negative ? -total : total, &out)) return std::nullopt;
  return out;
}

std::string format_decimal(Decimal value) {
  const std::uint64_t units = magnitude(value);
  std::string text = value < 0 ? "-" : "";
  text += digits(units / kOne, 1);
  std::string part = digits(units % kOne, 10);
  part.erase(part.find_last_not_of('0') + 1);
  return part.empty() ? text : text + "." + part;
}

std::string format_german(Decimal value, bool cents) {
  std::uint64_t units = magnitude(value);
  const bool fraction = units % kOne != 0;
  if (fraction && cents) units = (units + kCent / 2) / kCent * kCent;
  const std::string whole = digits(units / kOne, 1);
  std::string text = value < 0 && units != 0 ? "-" : "";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text.push_back('.');
    text.push_back(whole[i]);
  }
  if (!fraction) return text;
  std::string part = digits(units % kOne, 10);
  if (cents) {
    part.resize(2);
  } else {
    part.erase(part.find_last_not_of('0') + 1);
  }
  return text + "," + part;
}

}  // namespace fr
