// The declared directions are promises: they are checked exhaustively on small domains, and every
// range computed from ranges contains every value computed from values.
#include "eval/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace fr {
namespace {

struct Domain {
  std::vector<Value> a, b;
  Value lo = 0, hi = 0;  // immediates
};

Domain domain(Op op) {
  const std::vector<Value> decimals = {-3 * kOne, -kOne, -1, 0, 1, kOne / 3, kOne, 7 * kOne / 2};
  const std::vector<Value> bits = {0, 1};
  std::vector<Value> days;
  for (Day day : {day_from_civil(2004, 1, 31), day_from_civil(2004, 2, 28), day_from_civil(2004, 2, 29),
                  day_from_civil(2004, 3, 1), day_from_civil(2022, 2, 28), day_from_civil(2022, 3, 1),
                  day_from_civil(2024, 2, 29)}) {
    days.push_back(day);
  }
  switch (op) {
    case Op::Not: case Op::And: case Op::Or: return {bits, bits};
    case Op::RoundHalfUp: case Op::RoundUp: case Op::RoundDown: return {decimals, {0}, kOne};
    case Op::AddDays: case Op::AddMonths: case Op::Birthday: return {days, {0}, 18};
    case Op::LastAnnual: case Op::NextAnnual: return {days, {0}, 2, 28};
    case Op::AddDuration: return {days, {-1, 0, 1, 12, 13}};
    case Op::AgeAt: case Op::DaysFromTo: return {days, days};
    case Op::IsOneOf: return {{1, 2, 4}, {0}, 5};
    default: return {decimals, decimals};
  }
}

template <Op op>
void directions_hold() {
  const Domain d = domain(op);
  constexpr std::string_view way = info(op).directions;
  Value bad = 0;
  const auto f = [&](Value a, Value b) { return Scalar<op>::f(a, b, d.lo, d.hi, bad); };
  for (Value b : d.b) {
    for (std::size_t i = 1; i < d.a.size(); ++i) {
      if (way[0] == '+') {
        EXPECT_LE(f(d.a[i - 1], b), f(d.a[i], b)) << info(op).name;
      }
      if (way[0] == '-') {
        EXPECT_GE(f(d.a[i - 1], b), f(d.a[i], b)) << info(op).name;
      }
    }
  }
  if (way.size() < 2) return;
  for (Value a : d.a) {
    for (std::size_t i = 1; i < d.b.size(); ++i) {
      if (way[1] == '+') {
        EXPECT_LE(f(a, d.b[i - 1]), f(a, d.b[i])) << info(op).name;
      }
      if (way[1] == '-') {
        EXPECT_GE(f(a, d.b[i - 1]), f(a, d.b[i])) << info(op).name;
      }
    }
  }
}

template <Op op>
void bounds_contain_points() {
  const Domain d = domain(op);
  for (std::size_t al = 0; al < d.a.size(); ++al)
    for (std::size_t ah = al; ah < d.a.size(); ++ah)
      for (std::size_t bl = 0; bl < d.b.size(); ++bl)
        for (std::size_t bh = bl; bh < d.b.size(); ++bh) {
          Ends ends;
          const Range r = bounds<op>({d.a[al], d.a[ah]}, {d.b[bl], d.b[bh]}, d.lo, d.hi, ends);
          for (std::size_t i = al; i <= ah; ++i)
            for (std::size_t k = bl; k <= bh; ++k) {
              Value bad = 0;
              const Value x = Scalar<op>::f(d.a[i], d.b[k], d.lo, d.hi, bad);
              if (bad) continue;  // no value
              ASSERT_LE(r.lo, x) << info(op).name << " " << d.a[i] << " " << d.b[k];
              ASSERT_GE(r.hi, x) << info(op).name << " " << d.a[i] << " " << d.b[k];
            }
        }
}

TEST(Kernels, DirectionsHoldAndRangesContainPoints) {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    with_scalar(static_cast<Op>(i), [&]<Op op>() {
      directions_hold<op>();
      if constexpr (op != Op::IsOneOf) bounds_contain_points<op>();
    });
  }
}

template <Op op>
Value exact(Value a, Value b = 0, Value lo = 0, Value hi = 0) {
  Value bad = 0;
  const Value r = Scalar<op>::f(a, b, lo, hi, bad);
  EXPECT_EQ(bad, 0) << info(op).name;
  return r;
}

TEST(Kernels, ScalarMeanings) {
  EXPECT_EQ(exact<Op::Add>(2, 3), 5);
  EXPECT_EQ(exact<Op::Sub>(2, 3), -1);
  EXPECT_EQ(exact<Op::Mul>(3 * kOne / 2, 4 * kOne), 6 * kOne);
  EXPECT_EQ(exact<Op::Div>(-2 * kOne, 3 * kOne), -6'666'666'666);  // cut towards zero
  EXPECT_EQ(exact<Op::Min>(2, 3), 2);
  EXPECT_EQ(exact<Op::Max>(2, 3), 3);
  EXPECT_EQ(exact<Op::RoundHalfUp>(kOne / 2, 0, kOne), kOne);
  EXPECT_EQ(exact<Op::RoundHalfUp>(-kOne / 2, 0, kOne), -kOne);  // half away from zero
  EXPECT_EQ(exact<Op::RoundUp>(1, 0, kOne), kOne);
  EXPECT_EQ(exact<Op::RoundDown>(-1, 0, kOne), -kOne);
  EXPECT_EQ(exact<Op::Less>(2, 2), 0);
  EXPECT_EQ(exact<Op::LessEq>(2, 2), 1);
  EXPECT_EQ(exact<Op::Equal>(2, 2), 1);
  EXPECT_EQ(exact<Op::IsOneOf>(0b010, 0, 0b110), 1);
  EXPECT_EQ(exact<Op::Not>(1), 0);
  EXPECT_EQ(exact<Op::And>(1, 0), 0);
  EXPECT_EQ(exact<Op::Or>(1, 0), 1);
  const auto day = [](int y, int m, int d) { return day_from_civil(y, m, d); };
  EXPECT_EQ(exact<Op::AddDays>(day(2026, 12, 24), 0, 14), day(2027, 1, 7));
  EXPECT_EQ(exact<Op::AddMonths>(day(2026, 8, 31), 0, 6), day(2027, 2, 28));
  EXPECT_EQ(exact<Op::AddDuration>(day(2026, 8, 31), -2), day(2026, 6, 30));
  EXPECT_EQ(exact<Op::Birthday>(day(2008, 2, 29), 0, 18), day(2026, 3, 1));
  EXPECT_EQ(exact<Op::AgeAt>(day(2008, 5, 2), day(2026, 5, 1)), 17 * kOne);
  EXPECT_EQ(exact<Op::AgeAt>(day(2008, 5, 1), day(2026, 5, 1)), 18 * kOne);
  EXPECT_EQ(exact<Op::AgeAt>(day(2027, 5, 1), day(2026, 5, 1)), 0);
  EXPECT_EQ(exact<Op::DaysFromTo>(day(2028, 2, 1), day(2028, 3, 1)), 30 * kOne);
  EXPECT_EQ(exact<Op::DaysFromTo>(day(2026, 5, 1), day(2026, 5, 1)), kOne);
  EXPECT_EQ(exact<Op::DaysFromTo>(day(2026, 5, 2), day(2026, 5, 1)), 0);
  EXPECT_EQ(exact<Op::LastAnnual>(day(2026, 7, 31), 0, 8, 1), day(2025, 8, 1));
  EXPECT_EQ(exact<Op::NextAnnual>(day(2026, 8, 1), 0, 8, 1), day(2026, 8, 1));
}

template <Op op>
bool fails(Value a, Value b, Value lo = 0) {
  Value bad = 0;
  Scalar<op>::f(a, b, lo, 0, bad);
  return bad != 0;
}

TEST(Kernels, LeavingTheRangeIsFlagged) {
  EXPECT_TRUE(fails<Op::Add>(kHighest, 1));
  EXPECT_TRUE(fails<Op::Add>(kLowest, -1));
  EXPECT_FALSE(fails<Op::Add>(kHighest, kLowest));
  EXPECT_TRUE(fails<Op::Sub>(kLowest, 1));
  EXPECT_TRUE(fails<Op::Sub>(0, kLowest));
  EXPECT_FALSE(fails<Op::Sub>(-1, kLowest));
  EXPECT_TRUE(fails<Op::Mul>(kHighest, 2 * kOne));
  EXPECT_TRUE(fails<Op::Div>(kOne, 0));
  EXPECT_TRUE(fails<Op::Div>(kOne, 1));
  EXPECT_TRUE(fails<Op::RoundUp>(kHighest, 0, kOne));
  EXPECT_TRUE(fails<Op::AddMonths>(kHighest, 0, 1));
  EXPECT_TRUE(fails<Op::AddDuration>(0, kHighest));
  EXPECT_TRUE(fails<Op::AgeAt>(0, kLowest));
}

// All four corners, and which of them leave the range.
template <Op op>
Range corners(Range a, Range b, Ends* bad) {
  Range hull{kHighest, kLowest};
  for (const Value x : {a.lo, a.hi}) {
    for (const Value y : {b.lo, b.hi}) {
      Value failed = 0, r = Scalar<op>::f(x, y, 0, 0, failed);
      const bool negative = (x < 0) != (y < 0);
      if (failed) r = negative ? kLowest : kHighest, (negative ? bad->lo : bad->hi) = 1;
      hull = {std::min(hull.lo, r), std::max(hull.hi, r)};
    }
  }
  return hull;
}

TEST(Kernels, ProductsAndQuotientsReachTheirCorners) {
  const std::vector<Value> ends = {kLowest, -kHighest / 3, -7 * kOne, -kOne / 3, -1, 0, 1, kOne / 3, 2 * kOne, kHighest / 3, kHighest};
  const auto expect = [](Range want, Ends bad, Range got, Ends said) {
    EXPECT_EQ(want.lo, got.lo);
    EXPECT_EQ(want.hi, got.hi);
    EXPECT_EQ(bad.lo, said.lo);
    EXPECT_EQ(bad.hi, said.hi);
  };
  std::vector<Range> ranges;
  for (const Value lo : ends)
    for (const Value hi : ends)
      if (lo <= hi) ranges.push_back({lo, hi});
  for (const Range& a : ranges) {
    for (const Range& b : ranges) {
      SCOPED_TRACE(testing::Message() << a.lo << ".." << a.hi << " und " << b.lo << ".." << b.hi);
      Ends bad, said;
      const Range product = mul_bounds(a, b, said);
      expect(corners<Op::Mul>(a, b, &bad), bad, product, said);
      if (b.lo <= 0 && b.hi >= 0) continue;
      bad = said = {};
      const Range quotient = div_bounds(a, b, said);
      expect(corners<Op::Div>(a, b, &bad), bad, quotient, said);
    }
  }
}

TEST(Kernels, DivisionByARangeAroundZeroWidens) {
  Ends bad;
  Range r = div_bounds({10 * kOne, 20 * kOne}, {0, 2 * kOne}, bad);
  EXPECT_EQ(r.lo, 5 * kOne);
  EXPECT_EQ(r.hi, kHighest);
  EXPECT_TRUE(!bad.lo && !bad.hi);
  r = div_bounds({kOne, kOne}, {-kOne, kOne}, bad);
  EXPECT_EQ(r.lo, kLowest);
  EXPECT_EQ(r.hi, kHighest);
  div_bounds({kOne, kOne}, {0, 0}, bad);
  EXPECT_TRUE(bad.lo && bad.hi);
}

}  // namespace
}  // namespace fr
