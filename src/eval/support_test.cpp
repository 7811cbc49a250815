// Walks back to facts, and the pieces into which comparisons cut a fact.
#include "eval/support.h"

#include <gtest/gtest.h>

#include "eval/cuts.h"
#include "program/binary.h"
#include "program/test_book.h"

namespace fr {
namespace {

using fr::testing::Builder;
using fr::testing::euro;

constexpr auto P = Table::Person;
constexpr auto H = Table::Household;

Known exactly(std::int64_t x) { return {x, x}; }

// A child (0) of two parents (1, 2), all in one household.
class SupportTest : public ::testing::Test {
 protected:
  SupportTest() {
    s.month = 2026 * 12 + 4;
    s.households.resize(1);
    s.persons.resize(3);
    for (auto& person : s.persons) person.homes = {{0, kOne}};
    s.persons[0].parents = {1, 2};
  }
  void start() {
    ASSERT_EQ(verify(b.book), "");
    batch.emplace(b.book, s, 1u);
    auto result = fr::run(b.book, b.program(), *batch, Carrier::Bounds);
    ASSERT_TRUE(result) << result.error().message;
    run.emplace(std::move(*result));
  }
  std::vector<FactRef> open(Reg reg, std::uint32_t row) {
    return support(b.program(), *batch, *run, reg, row, true);
  }
  std::vector<Known> pieces_of(std::uint32_t fact, EntityRef entity) {
    return pieces(b.book, b.program(), *batch, *run, {fact, entity});
  }

  Builder b;
  Situation s;
  std::optional<Batch> batch;
  std::optional<fr::Run> run;
};

TEST_F(SupportTest, FollowsGathersToTheActualRows) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const auto rent = b.fact("Miete", Role::Household, Kind::Money, 0, euro(50), kCent);
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {b.load(pay)});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  const Reg home = b.op(Op::FromHome, P, Kind::Money, {b.load(rent)}, 0, 0);
  const Reg rest = b.op(Op::Sub, P, Kind::Money, {sum, home});
  s.persons[1].facts["Lohn"] = exactly(euro(10));
  start();
  EXPECT_EQ(open(rest, 0), (std::vector<FactRef>{{pay, {P, 2}}, {rent, {H, 0}}}));
  EXPECT_EQ(open(rest, 1), (std::vector<FactRef>{{rent, {H, 0}}}));
  EXPECT_EQ(support(b.program(), *batch, *run, rest, 0, false),
            (std::vector<FactRef>{{pay, {P, 1}}, {pay, {P, 2}}, {rent, {H, 0}}}));
}

TEST_F(SupportTest, LeavesOutWhatIsDecided) {
  const auto x = b.fact("x", Role::Person, Kind::Bool, 0, 1);
  const auto y = b.fact("y", Role::Person, Kind::Bool, 0, 1);
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  s.persons[0].facts["x"] = exactly(1);
  const Reg known = b.load(x), unknown = b.load(y);
  const Reg both = b.op(Op::And, P, Kind::Bool, {known, unknown});
  const Reg either = b.op(Op::Or, P, Kind::Bool, {known, unknown});
  const Reg zero = b.constant(P, Kind::Money, 0);
  const Reg wage = b.load(pay);
  const Reg taken = b.op(Op::Select, P, Kind::Money, {known, zero, wage});
  const Reg large = b.constant(P, Kind::Money, euro(200));
  const Reg cap = b.op(Op::Min, P, Kind::Money, {wage, large});
  const auto rule = b.rule("Stufe", RuleKind::Rule, Role::Person, Kind::Money, wage);
  const Reg given = b.op(Op::Given, P, Kind::Money, {wage}, rule);
  s.persons[0].given["Stufe"] = {euro(1), euro(2)};
  start();
  EXPECT_EQ(open(both, 0), (std::vector<FactRef>{{y, {P, 0}}}));
  EXPECT_TRUE(open(either, 0).empty());
  EXPECT_TRUE(open(taken, 0).empty());
  EXPECT_EQ(open(taken, 1), (std::vector<FactRef>{{x, {P, 1}}, {pay, {P, 1}}}));
  EXPECT_EQ(open(cap, 0), (std::vector<FactRef>{{pay, {P, 0}}}));
  EXPECT_TRUE(open(given, 0).empty());
  EXPECT_EQ(open(given, 1), (std::vector<FactRef>{{pay, {P, 1}}}));
}

TEST_F(SupportTest, CountsPaths) {
  const auto x = b.fact("x", Role::Person, Kind::Bool, 0, 1);
  const auto y = b.fact("y", Role::Person, Kind::Bool, 0, 1);
  const Reg rx = b.load(x);
  const Reg not_x = b.op(Op::Not, P, Kind::Bool, {rx});
  const Reg and_y = b.op(Op::And, P, Kind::Bool, {rx, b.load(y)});
  const Reg root = b.op(Op::Or, P, Kind::Bool, {and_y, not_x});
  start();
  Walk walk(b.program(), *batch, *run);
  for (int twice = 0; twice < 2; ++twice) {
    const auto reached = walk.facts(root, 0, true);
    ASSERT_EQ(reached.size(), 2u);
    EXPECT_EQ(reached[0].paths, 2u);
    EXPECT_EQ(reached[1].paths, 1u);
  }
}

// The walk of all starting points together against the walk of each: shared parts, several paths, settled cells.
TEST_F(SupportTest, ManyStartingPointsReachWhatEachReachesAlone) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const auto rent = b.fact("Miete", Role::Household, Kind::Money, 0, euro(50), kCent);
  const Reg own = b.load(pay);
  const Reg twice = b.op(Op::Add, P, Kind::Money, {own, own});
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {twice});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  const Reg home = b.op(Op::FromHome, P, Kind::Money, {b.load(rent)}, 0, 0);
  const Reg all = b.op(Op::Add, P, Kind::Money, {sum, home});
  const Reg more = b.op(Op::Max, P, Kind::Money, {all, twice});
  s.persons[1].facts["Lohn"] = exactly(euro(10));
  start();
  std::vector<Cell> from;
  for (const Reg reg : {more, own, all, sum, home, twice})
    for (std::uint32_t row = 0; row < 3; ++row) from.push_back({reg, row});
  Walk walk(b.program(), *batch, *run);
  const auto together = walk.open_facts(from);
  Walk::Sets sets;
  walk.open_facts(from, &sets);
  std::size_t several = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto alone = walk.facts(from[i].reg, from[i].row, true);
    ASSERT_EQ(together[i].size(), alone.size()) << i;
    std::vector<FactRef> in_set;
    for (std::size_t k = 0; k < sets.facts.size(); ++k)
      if (sets.bits[i * sets.words + k / 64] >> k % 64 & 1) in_set.push_back(sets.facts[k]);
    ASSERT_EQ(in_set.size(), alone.size()) << i;
    for (std::size_t k = 0; k < alone.size(); ++k) {
      EXPECT_EQ(together[i][k].fact, alone[k].fact);
      EXPECT_EQ(together[i][k].paths, alone[k].paths);
      EXPECT_EQ(in_set[k], alone[k].fact);
      several += alone[k].paths > 1;
    }
  }
  EXPECT_GT(several, 0u);
}

TEST_F(SupportTest, NumbersAreCutWhereComparisonsFlip) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(1000), kCent);
  const Reg wage = b.load(pay);
  const Reg limit = b.constant(P, Kind::Money, euro(450));
  b.op(Op::Less, P, Kind::Bool, {wage, limit});  // flips at 450
  const Reg half = b.constant(P, Kind::Share, kOne / 2);
  const Reg part = b.op(Op::Mul, P, Kind::Money, {wage, half});
  const Reg minus = b.op(Op::Sub, P, Kind::Money, {limit, part});
  const Reg hundred = b.constant(P, Kind::Money, euro(100));
  b.op(Op::LessEq, P, Kind::Bool, {hundred, minus});  // 100 <= 450 - x/2: last at 700
  start();
  EXPECT_EQ(pieces_of(pay, {P, 0}),
            (std::vector<Known>{{0, euro(450) - kCent}, {euro(450), euro(700)},
                                {euro(700) + kCent, euro(1000)}}));
}

TEST_F(SupportTest, EqualCutsTwice) {
  const auto n = b.fact("Stufe", Role::Person, Kind::Count, 0, 5 * kOne, kOne);
  b.op(Op::Equal, P, Kind::Bool, {b.constant(P, Kind::Count, 2 * kOne), b.load(n)});
  start();
  EXPECT_EQ(pieces_of(n, {P, 0}),
            (std::vector<Known>{{0, kOne}, {2 * kOne, 2 * kOne}, {3 * kOne, 5 * kOne}}));
}

TEST_F(SupportTest, BirthdaysAreCutByAges) {
  const auto birth = b.fact("Geburtstag", Role::Person, Kind::Day, day_from_civil(2000, 1, 1),
                            day_from_civil(2026, 5, 31));
  const Reg first = b.op(Op::LoadMonth, Table::Family, Kind::Day, {}, 0);
  const Reg here = b.op(Op::FromFamily, P, Kind::Day, {first});
  const Reg age = b.op(Op::AgeAt, P, Kind::Count, {b.load(birth), here});
  b.op(Op::Less, P, Kind::Bool, {age, b.constant(P, Kind::Count, 6 * kOne)});
  start();
  // Six years old at the beginning of 2026-05-01: born on 2020-05-01 or before.
  EXPECT_EQ(pieces_of(birth, {P, 1}),
            (std::vector<Known>{{day_from_civil(2000, 1, 1), day_from_civil(2020, 5, 1)},
                                {day_from_civil(2020, 5, 2), day_from_civil(2026, 5, 31)}}));
}

TEST_F(SupportTest, CutsThroughSumsAtBothEndsOfTheOthers) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {b.load(pay)});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  b.op(Op::Less, P, Kind::Bool, {sum, b.constant(P, Kind::Money, euro(50))});
  s.persons[2].facts["Lohn"] = {euro(10), euro(20)};
  start();
  EXPECT_EQ(pieces_of(pay, {P, 1}),
            (std::vector<Known>{{0, euro(30) - kCent}, {euro(30), euro(40) - kCent},
                                {euro(40), euro(100)}}));
  EXPECT_EQ(pieces_of(pay, {P, 0}), (std::vector<Known>{{0, euro(100)}}));
}

TEST_F(SupportTest, ChoicesGroupMembersThatNothingTellsApart) {
  const auto form = b.fact("Wohnform", Role::Household, Kind::Choice, 0b1111, 0b1111);
  const Reg loaded = b.load(form);
  b.op(Op::IsOneOf, H, Kind::Bool, {loaded}, 0b0010);
  start();
  EXPECT_EQ(pieces_of(form, {H, 0}), (std::vector<Known>{exactly(0b1101), exactly(0b0010)}));
}

TEST_F(SupportTest, NeverMoreThanTheMostPieces) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const Reg wage = b.load(pay);
  for (int i = 1; i < 60; ++i) {
    b.op(Op::Less, P, Kind::Bool, {wage, b.constant(P, Kind::Money, euro(i))});
  }
  start();
  const auto list = pieces_of(pay, {P, 0});
  ASSERT_EQ(list.size(), kMaxPieces);
  EXPECT_EQ(list.front().lo, 0);
  EXPECT_EQ(list.back().hi, euro(100));
  for (std::size_t i = 1; i < list.size(); ++i) EXPECT_EQ(list[i].lo, list[i - 1].hi + kCent);
}

}  // namespace
}  // namespace fr
