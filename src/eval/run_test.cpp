// Sources, gathers, segments and choices of both carriers on one hand-made family, failures, and
// batches of several families.
#include "eval/run.h"

#include <gtest/gtest.h>

#include "program/binary.h"
#include "program/test_book.h"

namespace fr {
namespace {

using fr::testing::Builder;
using fr::testing::euro;

constexpr Month kMay2026 = 2026 * 12 + 4;
constexpr auto P = Table::Person;
constexpr auto H = Table::Household;
constexpr auto F = Table::Family;

Known exactly(std::int64_t x) { return {x, x}; }
Known exactly(int y, int m, int d) { return exactly(day_from_civil(y, m, d)); }

// anna + ole (married), parents of tim (both) and ida (anna); ole lives elsewhere too; oma alone, homeless.
Situation family() {
  Situation s;
  s.month = kMay2026;
  s.family.id = "familie";
  s.households.resize(2);
  s.persons.resize(5);
  s.persons[0].homes = {{0, kOne}};
  s.persons[1].homes = {{0, kOne / 4}, {1, 3 * kOne / 4}};
  s.persons[2].homes = {{0, kOne}};
  s.persons[3].homes = {{1, kOne}};
  s.persons[2].parents = {0, 1};
  s.persons[3].parents = {0};
  s.persons[1].cares_for = {4};
  s.couples = {{0, 1, CoupleStatus::Verheiratet}};
  return s;
}

class RunTest : public ::testing::Test {
 protected:
  Builder b;
  Situation s = family();

  Result<fr::Run> go(Carrier carrier) {
    EXPECT_EQ(verify(b.book), "");
    batch_.emplace(b.book, s, 1u);
    return run(b.book, b.program(), *batch_, carrier);
  }
  std::vector<Known> column(Reg reg, Carrier carrier) {
    const Result<fr::Run> result = go(carrier);
    if (!result) {
      ADD_FAILURE() << result.error().message;
      return {};
    }
    std::vector<Known> values;
    for (std::uint32_t row = 0; row < result->lo(reg).size(); ++row) values.push_back(result->at(reg, row));
    return values;
  }
  // Same exact values from both carriers.
  void expect(Reg reg, const std::vector<std::int64_t>& values) {
    std::vector<Known> wanted;
    for (std::int64_t value : values) wanted.push_back(exactly(value));
    EXPECT_EQ(column(reg, Carrier::Exact), wanted);
    EXPECT_EQ(column(reg, Carrier::Bounds), wanted);
  }

 private:
  std::optional<Batch> batch_;
};

TEST_F(RunTest, Structure) {
  const Reg one = b.constant(P, Kind::Bool, 1);
  const auto count = [&](Table pairs) {
    const Reg each = b.op(Op::FromTarget, pairs, Kind::Bool, {one});
    return b.op(Op::CountOf, owner_table(pairs), Kind::Count, {each});
  };
  const Reg parents = count(Table::Parents), children = count(Table::Children);
  const Reg siblings = count(Table::Siblings), partners = count(Table::Partners);
  const Reg cared = count(Table::CaresFor), carers = count(Table::Carers);
  const Reg members = count(Table::Members), people = count(Table::People);
  const Reg lives = b.op(Op::PairLivesWith, Table::Parents, Kind::Bool, {}, 0);
  const Reg mainly = b.op(Op::PairLivesWith, Table::Parents, Kind::Bool, {}, 1);
  const Reg status = b.op(Op::PairStatus, Table::Partners, Kind::Choice, {});
  const Reg share = b.op(Op::PairShare, Table::Members, Kind::Share, {});
  const Reg first = b.op(Op::LoadMonth, F, Kind::Day, {}, 0);
  const Reg last = b.op(Op::LoadMonth, F, Kind::Day, {}, 1);
  expect(parents, {0, 0, 2 * kOne, kOne, 0});
  expect(children, {2 * kOne, kOne, 0, 0, 0});
  expect(siblings, {0, 0, kOne, kOne, 0});
  expect(partners, {kOne, kOne, 0, 0, 0});
  expect(cared, {0, kOne, 0, 0, 0});
  expect(carers, {0, 0, 0, 0, kOne});
  expect(members, {3 * kOne, 2 * kOne});
  expect(people, {5 * kOne});
  expect(lives, {1, 1, 0});   // tim-anna, tim-ole, ida-anna
  expect(mainly, {1, 0, 0});
  expect(status, {1, 1});
  expect(share, {kOne, kOne / 4, kOne, 3 * kOne / 4, kOne});
  expect(first, {day_from_civil(2026, 5, 1)});
  expect(last, {day_from_civil(2026, 5, 31)});
}

TEST_F(RunTest, GathersAndSegments) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const auto rent = b.fact("Miete", Role::Household, Kind::Money, 0, euro(50), kCent);
  const std::int64_t wages[] = {10, 20, 1, 2, 5};
  for (int i = 0; i < 5; ++i) s.persons[i].facts["Lohn"] = exactly(euro(wages[i]));
  s.households[0].facts["Miete"] = exactly(euro(7));
  s.households[1].facts["Miete"] = exactly(euro(9));
  const Reg loaded = b.load(pay);
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {loaded});
  const Reg own = b.op(Op::FromOwner, Table::Parents, Kind::Money, {loaded});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  const Reg most = b.op(Op::MaxOf, P, Kind::Money, {of_parent}, euro(-1));
  const Reg least = b.op(Op::MinOf, P, Kind::Money, {of_parent}, euro(99));
  const Reg home = b.op(Op::FromHome, P, Kind::Money, {b.load(rent)}, euro(3), euro(4));
  const Reg limit = b.constant(Table::Parents, Kind::Money, euro(15));
  const Reg rich = b.op(Op::Less, Table::Parents, Kind::Bool, {limit, of_parent});
  const Reg any = b.op(Op::AnyOf, P, Kind::Bool, {rich});
  const Reg all = b.op(Op::AllOf, P, Kind::Bool, {rich});
  const Reg month = b.op(Op::LoadMonth, F, Kind::Day, {}, 0);
  const Reg spread = b.op(Op::FromFamily, H, Kind::Day, {month});
  expect(of_parent, {euro(10), euro(20), euro(10)});
  expect(own, {euro(1), euro(1), euro(2)});
  expect(sum, {0, 0, euro(30), euro(10), 0});
  expect(most, {euro(-1), euro(-1), euro(20), euro(10), euro(-1)});
  expect(least, {euro(99), euro(99), euro(10), euro(10), euro(99)});
  expect(any, {0, 0, 1, 0, 0});
  expect(all, {1, 1, 0, 0, 1});
  expect(spread, {day_from_civil(2026, 5, 1), day_from_civil(2026, 5, 1)});
  EXPECT_EQ(column(home, Carrier::Bounds),
            (std::vector<Known>{exactly(euro(7)), exactly(euro(9)), exactly(euro(7)), exactly(euro(9)),
                                {euro(3), euro(4)}}));
  EXPECT_EQ(column(home, Carrier::Exact)[4], exactly(euro(3)));
}

TEST_F(RunTest, RangesThroughSegments) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  s.persons[0].facts["Lohn"] = {euro(10), euro(20)};  // anna; ole unknown
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {b.load(pay)});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  const Reg limit = b.constant(Table::Parents, Kind::Money, euro(20));
  const Reg rich = b.op(Op::Less, Table::Parents, Kind::Bool, {limit, of_parent});
  const Reg count = b.op(Op::CountOf, P, Kind::Count, {rich});
  EXPECT_EQ(column(sum, Carrier::Bounds)[2], (Known{euro(10), euro(120)}));
  EXPECT_EQ(column(count, Carrier::Bounds)[2], (Known{0, kOne}));
  EXPECT_EQ(column(count, Carrier::Bounds)[3], exactly(0));
}

TEST_F(RunTest, ChoicesAndSelect) {
  const auto form = b.fact("Wohnform", Role::Household, Kind::Choice, 0b111, 0b111);
  const auto flag = b.fact("neu", Role::Household, Kind::Bool, 0, 1);
  s.households[0].facts["Wohnform"] = exactly(0b011);
  s.households[1].facts["neu"] = exactly(1);
  const Reg loaded = b.load(form);
  const Reg inside = b.op(Op::IsOneOf, H, Kind::Bool, {loaded}, 0b011);
  const Reg partly = b.op(Op::IsOneOf, H, Kind::Bool, {loaded}, 0b101);
  const Reg outside = b.op(Op::IsOneOf, H, Kind::Bool, {loaded}, 0b100);
  const Reg second = b.constant(H, Kind::Choice, 0b010);
  const Reg third = b.constant(H, Kind::Choice, 0b100);
  const Reg chosen = b.op(Op::Select, H, Kind::Choice, {b.load(flag), second, third});
  const Reg small = b.constant(H, Kind::Money, euro(1));
  const Reg large = b.op(Op::Const, H, Kind::Money, {}, euro(5), euro(6));
  const Reg amount = b.op(Op::Select, H, Kind::Money, {b.load(flag), large, small});
  EXPECT_EQ(column(inside, Carrier::Bounds), (std::vector<Known>{exactly(1), {0, 1}}));
  EXPECT_EQ(column(partly, Carrier::Bounds)[0], (Known{0, 1}));
  EXPECT_EQ(column(outside, Carrier::Bounds)[0], exactly(0));
  EXPECT_EQ(column(chosen, Carrier::Bounds), (std::vector<Known>{exactly(0b110), exactly(0b010)}));
  EXPECT_EQ(column(amount, Carrier::Bounds),
            (std::vector<Known>{{euro(1), euro(6)}, {euro(5), euro(6)}}));
  s.households[0].facts = {{"Wohnform", exactly(0b001)}, {"neu", exactly(0)}};
  s.households[1].facts = {{"Wohnform", exactly(0b100)}, {"neu", exactly(1)}};
  EXPECT_EQ(column(partly, Carrier::Exact), (std::vector<Known>{exactly(1), exactly(1)}));
  EXPECT_EQ(column(chosen, Carrier::Exact), (std::vector<Known>{exactly(0b100), exactly(0b010)}));
  EXPECT_EQ(column(amount, Carrier::Exact), (std::vector<Known>{exactly(euro(1)), exactly(euro(5))}));
}

TEST_F(RunTest, EqualOfRanges) {
  const auto n = b.fact("Stufe", Role::Household, Kind::Count, 0, 5 * kOne, kOne);
  const Reg three = b.constant(H, Kind::Count, 3 * kOne);
  const Reg equal = b.op(Op::Equal, H, Kind::Bool, {b.load(n), three});
  s.households[0].facts["Stufe"] = {4 * kOne, 5 * kOne};
  EXPECT_EQ(column(equal, Carrier::Bounds), (std::vector<Known>{exactly(0), {0, 1}}));
  s.households[0].facts["Stufe"] = exactly(3 * kOne);
  EXPECT_EQ(column(equal, Carrier::Bounds)[0], exactly(1));
}

TEST_F(RunTest, RolesFollowBirthdays) {
  b.fact("Geburtstag", Role::Person, Kind::Day, day_from_civil(1900, 1, 1), day_from_civil(2100, 12, 31));
  const Reg child = b.op(Op::HasRole, P, Kind::Bool, {}, static_cast<int>(Role::Child));
  const Reg adult = b.op(Op::HasRole, P, Kind::Bool, {}, static_cast<int>(Role::Adult));
  s.persons[0].facts["Geburtstag"] = exactly(1990, 1, 1);
  s.persons[1].facts["Geburtstag"] = {day_from_civil(2008, 5, 1), day_from_civil(2008, 5, 2)};
  s.persons[2].facts["Geburtstag"] = exactly(2010, 1, 1);
  EXPECT_EQ(column(child, Carrier::Bounds),
            (std::vector<Known>{exactly(0), {0, 1}, exactly(1), exactly(1), {0, 1}}));
  EXPECT_EQ(column(adult, Carrier::Bounds),
            (std::vector<Known>{exactly(1), {0, 1}, exactly(0), {0, 1}, {0, 1}}));
}

TEST_F(RunTest, GivenValuesReplaceComputedOnes) {
  const Reg zero = b.constant(P, Kind::Money, 0);
  const auto rule = b.rule("Regelbetrag", RuleKind::Rule, Role::Person, Kind::Money, zero);
  const Reg reg = b.op(Op::Given, P, Kind::Money, {zero}, rule);
  s.persons[2].given["Regelbetrag"] = exactly(euro(299));
  s.persons[3].given["anderes"] = exactly(euro(1));
  expect(reg, {0, 0, euro(299), 0, 0});
}

// --- failures -----------------------------------------------------------------------------------------

TEST_F(RunTest, UnknownFactIsAnErrorOnlyOfTheExactCarrier) {
  const auto learns = b.fact("lernt", Role::Child, Kind::Bool, 0, 1);
  b.load(learns);
  s.persons[2].facts["lernt"] = exactly(1);
  const auto result = go(Carrier::Exact);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, EvalError::What::UnknownFact);
  EXPECT_EQ(result.error().rule, "lernt");
  EXPECT_TRUE(go(Carrier::Bounds));
}

TEST_F(RunTest, DivisionByZeroNamesTheRule) {
  const auto n = b.fact("Teiler", Role::Family, Kind::Number, 0, 10 * kOne, kOne);
  const Reg ten = b.constant(F, Kind::Money, euro(10));
  const auto rule = b.rule("Teilbetrag", RuleKind::Rule, Role::Family, Kind::Money, ten);
  const Reg divided = b.op(Op::Div, F, Kind::Money, {ten, b.load(n)}, 0, 0, rule);
  const Reg yes = b.constant(F, Kind::Bool, 1);
  b.target(b.service("spielgeld", Effect::Payment), Role::Family, yes, divided);
  s.family.facts["Teiler"] = exactly(0);
  for (Carrier carrier : {Carrier::Exact, Carrier::Bounds}) {
    const auto result = go(carrier);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, EvalError::What::DivisionByZero);
    EXPECT_EQ(result.error().rule, "Teilbetrag");
    EXPECT_NE(result.error().message.find("„Teilbetrag“ (spiel.regel:7)"), std::string::npos);
  }
  s.family.facts.clear();  // 0..10: widened, no error
  EXPECT_EQ(column(divided, Carrier::Bounds)[0].lo, euro(1));
  s.family.facts["Teiler"] = exactly(4 * kOne);
  expect(divided, {euro(5) / 2});
}

TEST_F(RunTest, FailuresInBranchesNotTakenDoNotMatter) {
  const auto n = b.fact("Teiler", Role::Family, Kind::Number, 0, 10 * kOne, kOne);
  const Reg ten = b.constant(F, Kind::Money, euro(10));
  const Reg zero = b.constant(F, Kind::Number, 0);
  const Reg loaded = b.load(n);
  const Reg none = b.op(Op::Equal, F, Kind::Bool, {loaded, zero});
  const Reg divided = b.op(Op::Div, F, Kind::Money, {ten, loaded});
  const Reg safe = b.op(Op::Select, F, Kind::Money, {none, ten, divided});
  const Reg yes = b.constant(F, Kind::Bool, 1);
  b.target(b.service("spielgeld", Effect::Payment), Role::Family, yes, safe);
  s.family.facts["Teiler"] = exactly(0);
  expect(safe, {euro(10)});
}

TEST_F(RunTest, OverflowIsAnError) {
  const auto n = b.fact("Summe", Role::Family, Kind::Money, 0, euro(900'000'000), kCent);
  const Reg loaded = b.load(n);
  const Reg twice = b.op(Op::Add, F, Kind::Money, {loaded, loaded});
  const Reg yes = b.constant(F, Kind::Bool, 1);
  const Reg half = b.constant(F, Kind::Money, euro(400'000'000));
  const Reg third = b.op(Op::Add, F, Kind::Money, {twice, half});
  b.target(b.service("spielgeld", Effect::Payment), Role::Family, yes, third);
  s.family.facts["Summe"] = exactly(euro(500'000'000));
  for (Carrier carrier : {Carrier::Exact, Carrier::Bounds}) {
    const auto result = go(carrier);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, EvalError::What::Overflow);
  }
  s.family.facts["Summe"] = {0, euro(400'000'000)};  // only the upper end leaves the range
  EXPECT_FALSE(go(Carrier::Bounds));
  s.family.facts["Summe"] = exactly(euro(200'000'000));
  expect(third, {euro(800'000'000)});
}

// --- batches ------------------------------------------------------------------------------------------

TEST_F(RunTest, SeveralFamiliesAtOnceEqualOneByOne) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const Reg of_child = b.op(Op::FromTarget, Table::Children, Kind::Money, {b.load(pay)});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_child});
  const Reg home_sum = b.op(Op::SumOf, H, Kind::Money,
                            {b.op(Op::FromTarget, Table::Members, Kind::Money, {sum})});
  const Reg home = b.op(Op::FromHome, P, Kind::Money, {home_sum}, 0, 0);
  const Reg month = b.op(Op::FromFamily, P, Kind::Day, {b.op(Op::LoadMonth, F, Kind::Day, {}, 1)});
  Situation other = family(), lonely;
  other.month += 1;
  other.persons.erase(other.persons.begin() + 4);
  other.persons[1].cares_for.clear();
  other.persons[2].facts["Lohn"] = exactly(euro(8));
  lonely.month = kMay2026;
  lonely.persons.resize(1);
  s.persons[3].facts["Lohn"] = {euro(1), euro(2)};
  const Situation* const all[] = {&s, &other, &lonely, &s};
  const Batch together(b.book, all);
  const auto joint = run(b.book, b.program(), together, Carrier::Bounds);
  ASSERT_TRUE(joint);
  for (std::uint32_t f = 0; f < 4; ++f) {
    const Batch alone(b.book, *all[f], 1);
    const auto single = run(b.book, b.program(), alone, Carrier::Bounds);
    ASSERT_TRUE(single);
    for (Reg reg : {sum, home_sum, home, month}) {
      const Table table = b.program().code[reg].table;
      ASSERT_EQ(together.first_row(table, f + 1) - together.first_row(table, f), alone.rows(table));
      for (std::uint32_t row = 0; row < alone.rows(table); ++row) {
        EXPECT_EQ(joint->at(reg, together.first_row(table, f) + row), single->at(reg, row));
      }
    }
  }
}

TEST_F(RunTest, CopiesAreIndependent) {
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(100), kCent);
  const Reg zero = b.constant(P, Kind::Money, 0);
  const auto rule = b.rule("Zuschuss", RuleKind::Rule, Role::Person, Kind::Money, zero);
  const Reg extra = b.op(Op::Given, P, Kind::Money, {zero}, rule);
  const Reg both = b.op(Op::Add, P, Kind::Money, {b.load(pay), extra});
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {both});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  s.persons[0].facts["Lohn"] = exactly(euro(10));
  s.persons[0].given["Zuschuss"] = exactly(euro(3));
  Batch batch(b.book, s, 3);
  EXPECT_EQ(batch.families(), 3u);
  EXPECT_EQ(batch.rows(P), 15u);
  EXPECT_EQ(batch.family_of(P, 7), 1u);
  EXPECT_EQ(batch.entity(P, 7), (EntityRef{P, 2}));
  batch.set_fact(pay, batch.row({P, 1}, 1), exactly(euro(5)));
  const auto result = run(b.book, b.program(), batch, Carrier::Bounds);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->at(sum, batch.row({P, 2}, 0)), (Known{euro(13), euro(113)}));
  EXPECT_EQ(result->at(sum, batch.row({P, 2}, 1)), exactly(euro(18)));
  EXPECT_EQ(result->at(sum, batch.row({P, 3}, 2)), exactly(euro(13)));
}

}  // namespace
}  // namespace fr
