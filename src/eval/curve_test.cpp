#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;

// Zuschlag der Familie: Bonbons höchstens 500 €; 300 € - 50 % der Bonbons.
class CurveTest : public testing::Test {
 protected:
  CurveTest() : book(rulebook()) {
    sweets = add_fact(book, "Bonbons", Role::Family, kMoney, 0, euro(1000), kCent, 2);
    add_service(book, "Zuschlag", Effect::Payment);
    Law law(book, book.from, book.until);
    const Table f = Table::Family;
    const Reg money = law.fact(sweets), limit = law.constant(f, Kind::Money, euro(500));
    const Reg poor = law.op(Op::LessEq, f, Kind::Bool, {money, limit});
    const Reg half =
        law.op(Op::Mul, f, Kind::Money, {money, law.constant(f, Kind::Number, kOne / 2)});
    const Reg amount =
        law.op(Op::Sub, f, Kind::Money, {law.constant(f, Kind::Money, euro(300)), half});
    law.target(0, Role::Family, poor, amount);
    law.enact();
    home = family(1, 0, month(2026, 11));
  }
  Rulebook book;
  Situation home;
  std::uint32_t sweets;
};

TEST_F(CurveTest, EveryPointIsComputedAtItsValue) {
  const auto points = must(curve(book, home, {sweets, kFamily}, 0, euro(1000), 11));
  ASSERT_EQ(points.size(), 11u);
  for (int i = 0; i <= 10; ++i) {
    EXPECT_EQ(points[i].at, euro(100 * i));
    ASSERT_EQ(points[i].verdicts.size(), 1u);
    const std::int64_t due = i <= 5 ? euro(300 - 50 * i) : 0;
    EXPECT_EQ(points[i].verdicts[0].standing, i <= 5 ? Standing::Yes : Standing::No);
    EXPECT_EQ(*points[i].verdicts[0].amount, exactly(due));
    EXPECT_EQ(points[i].total_per_month, exactly(due));
  }
}

TEST_F(CurveTest, ValuesLieOnTheGrain) {
  const auto points = must(curve(book, home, {sweets, kFamily}, 0, 2 * kCent, 141));
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(points[1].at, kCent);
}

TEST_F(CurveTest, ReceivedMoneyIsNotInTheTotal) {
  home.family.receives_listed = true;
  home.family.receives = {"Zuschlag"};
  const auto points = must(curve(book, home, {sweets, kFamily}, 0, euro(100), 2));
  EXPECT_EQ(points[0].total_per_month, exactly(0));
  EXPECT_TRUE(points[0].verdicts[0].received);
}

TEST_F(CurveTest, AForeignEntityIsAnError) {
  EXPECT_FALSE(curve(book, home, {sweets, person(0)}, 0, euro(1)).has_value());
  EXPECT_FALSE(curve(book, home, {7, kFamily}, 0, euro(1)).has_value());
}

}  // namespace
}  // namespace fr
