// Borders of the exact decimals: overflow, rounding of negatives, both spellings.
#include "base/decimal.h"

#include <gtest/gtest.h>

#include <limits>

namespace fr {
namespace {

constexpr Decimal kMax = std::numeric_limits<Decimal>::max();
constexpr Decimal kMin = std::numeric_limits<Decimal>::min();

Decimal dec(const char* text) {
  return parse_decimal(text).value();
}

Decimal rounded(const char* value, const char* quantum, Rounding mode) {
  Decimal out = 0;
  EXPECT_FALSE(round_overflows(dec(value), dec(quantum), mode, &out));
  return out;
}

TEST(Decimal, AdditionAndSubtractionReportOverflow) {
  Decimal out = 0;
  EXPECT_FALSE(add_overflows(kMax - 1, 1, &out));
  EXPECT_EQ(out, kMax);
  EXPECT_TRUE(add_overflows(kMax, 1, &out));
  EXPECT_FALSE(sub_overflows(kMin + 1, 1, &out));
  EXPECT_TRUE(sub_overflows(kMin, 1, &out));
}

TEST(Decimal, MultiplicationCutsTowardsZero) {
  Decimal out = 0;
  EXPECT_FALSE(mul_overflows(dec("2.5"), dec("-4"), &out));
  EXPECT_EQ(out, dec("-10"));
  EXPECT_FALSE(mul_overflows(1, dec("0.9"), &out));
  EXPECT_EQ(out, 0);
  EXPECT_FALSE(mul_overflows(-1, dec("0.9"), &out));
  EXPECT_EQ(out, 0);
}

TEST(Decimal, MultiplicationAtTheBorder) {
  Decimal out = 0;
  EXPECT_FALSE(mul_overflows(dec("900000000"), kOne, &out));
  EXPECT_EQ(out, dec("900000000"));
  EXPECT_FALSE(mul_overflows(dec("30000"), dec("30000"), &out));
  EXPECT_TRUE(mul_overflows(dec("31000"), dec("31000"), &out));  // 961 million
  EXPECT_TRUE(mul_overflows(dec("-31000"), dec("31000"), &out));
  EXPECT_FALSE(mul_overflows(kMax, kOne, &out));
  EXPECT_EQ(out, kMax);
  EXPECT_FALSE(mul_overflows(kMin, kOne, &out));
  EXPECT_EQ(out, kMin);
  EXPECT_TRUE(mul_overflows(kMin, -kOne, &out));
}

// The quick way against one division of 128 bits, over numbers of every length.
TEST(Decimal, ProductsAreThoseOfTheWholeDivision) {
  __extension__ using Wide = __int128;
  std::uint64_t state = 1;
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::uint64_t length = state >> 58;
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<Decimal>(state) >> length;
  };
  for (int i = 0; i < 1'000'000; ++i) {
    const Decimal a = next(), b = next();
    const Wide exact = static_cast<Wide>(a) * b / kOne;
    Decimal out = 0;
    const bool overflows = mul_overflows(a, b, &out);
    ASSERT_EQ(overflows, exact < kMin || exact > kMax) << a << " * " << b;
    if (!overflows) {
      ASSERT_EQ(out, static_cast<Decimal>(exact)) << a << " * " << b;
    }
  }
}

TEST(Decimal, Division) {
  Decimal out = 0;
  EXPECT_FALSE(div_overflows(dec("1"), dec("3"), &out));
  EXPECT_EQ(out, dec("0.3333333333"));
  EXPECT_FALSE(div_overflows(dec("-2"), dec("3"), &out));
  EXPECT_EQ(out, dec("-0.6666666666"));
  EXPECT_TRUE(div_overflows(dec("1"), 0, &out));
  EXPECT_TRUE(div_overflows(dec("1"), 1, &out));  // 10^10
  EXPECT_TRUE(div_overflows(kMin, -kOne, &out));
}

TEST(Decimal, RoundsCommerciallyAwayFromZero) {
  EXPECT_EQ(rounded("2.5", "1", Rounding::HalfUp), dec("3"));
  EXPECT_EQ(rounded("2.4999999999", "1", Rounding::HalfUp), dec("2"));
  EXPECT_EQ(rounded("-2.5", "1", Rounding::HalfUp), dec("-3"));
  EXPECT_EQ(rounded("-2.4999999999", "1", Rounding::HalfUp), dec("-2"));
  EXPECT_EQ(rounded("1.005", "0.01", Rounding::HalfUp), dec("1.01"));
  EXPECT_EQ(rounded("25", "10", Rounding::HalfUp), dec("30"));
}

TEST(Decimal, RoundsUpAndDownTowardsTheInfinities) {
  EXPECT_EQ(rounded("2.0000000001", "1", Rounding::Up), dec("3"));
  EXPECT_EQ(rounded("-2.9", "1", Rounding::Up), dec("-2"));
  EXPECT_EQ(rounded("2.9", "1", Rounding::Down), dec("2"));
  EXPECT_EQ(rounded("-2.1", "1", Rounding::Down), dec("-3"));
  for (const auto mode : {Rounding::HalfUp, Rounding::Up, Rounding::Down}) {
    EXPECT_EQ(rounded("-7", "1", mode), dec("-7"));
    EXPECT_EQ(rounded("0", "1", mode), 0);
  }
}

TEST(Decimal, RoundingReportsOverflowAndBadQuantum) {
  Decimal out = 0;
  EXPECT_TRUE(round_overflows(kMax, kOne, Rounding::Up, &out));
  EXPECT_FALSE(round_overflows(kMax, kOne, Rounding::Down, &out));
  EXPECT_EQ(out, dec("922337203"));
  EXPECT_TRUE(round_overflows(kMin, kOne, Rounding::Down, &out));
  EXPECT_FALSE(round_overflows(kMin, kOne, Rounding::Up, &out));
  EXPECT_EQ(out, dec("-922337203"));
  EXPECT_FALSE(round_overflows(kMin, 1, Rounding::Up, &out));
  EXPECT_EQ(out, kMin);
  EXPECT_FALSE(round_overflows(1, kMax, Rounding::HalfUp, &out));
  EXPECT_EQ(out, 0);
  EXPECT_TRUE(round_overflows(1, 0, Rounding::Up, &out));
}

TEST(Decimal, ParsesPlainDecimals) {
  EXPECT_EQ(parse_decimal("1500"), 1500 * kOne);
  EXPECT_EQ(parse_decimal("1500.25"), 1500 * kOne + kOne / 4);
  EXPECT_EQ(parse_decimal("-0.5"), -kOne / 2);
  EXPECT_EQ(parse_decimal("0.0000000001"), 1);
  EXPECT_EQ(parse_decimal("922337203.6854775807"), kMax);
  EXPECT_EQ(parse_decimal("-922337203.6854775808"), kMin);
}

TEST(Decimal, RefusesEverythingElse) {
  for (const char* text : {"", "-", ".", "1.", ".5", "+1", "1e3", " 1", "1 ", "1,5", "--1", "1.5.5",
                           "0.00000000001", "922337203.6854775808", "-922337203.6854775809",
                           "10000000000", "99999999999999999999999999999999999999999999"})
    EXPECT_FALSE(parse_decimal(text).has_value()) << text;
}

TEST(Decimal, FormatsShortestForm) {
  EXPECT_EQ(format_decimal(dec("1500")), "1500");
  EXPECT_EQ(format_decimal(dec("1500.2500")), "1500.25");
  EXPECT_EQ(format_decimal(dec("-0.5")), "-0.5");
  EXPECT_EQ(format_decimal(0), "0");
  EXPECT_EQ(format_decimal(kMin), "-922337203.6854775808");
}

TEST(Decimal, FormatsGerman) {
  EXPECT_EQ(format_german(dec("1500.25")), "1.500,25");
  EXPECT_EQ(format_german(dec("1500")), "1.500");
  EXPECT_EQ(format_german(dec("999")), "999");
  EXPECT_EQ(format_german(dec("-1234567.5")), "-1.234.567,5");
  EXPECT_EQ(format_german(dec("0.5")), "0,5");
  EXPECT_EQ(format_german(dec("0.5"), true), "0,50");
  EXPECT_EQ(format_german(dec("259"), true), "259");
  EXPECT_EQ(format_german(dec("2.005"), true), "2,01");
  EXPECT_EQ(format_german(dec("-0.001"), true), "0,00");
  EXPECT_EQ(format_german(kMin), "-922.337.203,6854775808");
}

}  // namespace
}  // namespace fr
