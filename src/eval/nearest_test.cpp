#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;

// Kreiselhilfe je Kind: mindestens 3 Jahre am Monatsbeginn; Miete der Familie mindestens 612,34 €;
// Bonbons der Familie höchstens 250 €; Art ist Brett oder Karten; nicht laut.
class NearestTest : public testing::Test {
 protected:
  NearestTest() : book(rulebook()) {
    birthday = add_birthday(book);
    rent = add_fact(book, "Miete", Role::Family, kMoney, 0, euro(5000), kCent, 2);
    sweets = add_fact(book, "Bonbons", Role::Family, kMoney, 0, euro(90'000), kCent, 3);
    book.choices.push_back({"Art", {"Ball", "Brett", "Karten"}, {"Ball", "Brett", "Karten"}});
    sort = add_fact(book, "Art", Role::Family, {Kind::Choice, Per::None, 0}, 7, 7);
    loud = add_bool(book, "laut", Role::Family);
    add_service(book, "Kreiselhilfe", Effect::Help);
    Law law(book, book.from, book.until);
    const Table p = Table::Person, f = Table::Family;
    const Reg small = law.younger(law.fact(birthday), 3);
    const Reg old_enough = law.op(Op::Not, p, Kind::Bool, {small});
    const Reg low = law.constant(f, Kind::Money, euro(612) + 34 * kCent);
    const Reg dear = law.op(Op::LessEq, f, Kind::Bool, {low, law.fact(rent)});
    const Reg high = law.constant(f, Kind::Money, euro(250));
    const Reg poor = law.op(Op::LessEq, f, Kind::Bool, {law.fact(sweets), high});
    const Reg quiet_sort = law.op(Op::IsOneOf, f, Kind::Bool, {law.fact(sort)}, 6);
    const Reg quiet = law.op(Op::Not, f, Kind::Bool, {law.fact(loud)});
    const Reg house = law.all(f, law.all(f, dear, poor), law.all(f, quiet_sort, quiet));
    const Reg ours = law.op(Op::FromFamily, p, Kind::Bool, {house});
    law.target(0, Role::Child, law.all(p, old_enough, ours));
    law.enact();
    home = family(1, 1, month(2026, 11));
    home.persons[0].facts["Geburtstag"] = born(1990, 1, 1);
    home.persons[1].facts["Geburtstag"] = born(2020, 3, 17);
    home.family.facts = {{"Miete", exactly(euro(700))}, {"Bonbons", exactly(euro(100))},
                         {"Art", exactly(2)}, {"laut", exactly(0)}};
  }
  std::vector<Change> changes() { return must(nearest(book, home, 0, person(1))); }

  Rulebook book;
  Situation home;
  std::uint32_t birthday, rent, sweets, sort, loud;
};

TEST_F(NearestTest, AYesNeedsNoChange) { EXPECT_TRUE(changes().empty()); }

TEST_F(NearestTest, ANumberUpToTheCent) {
  home.family.facts["Miete"] = exactly(euro(600));
  const auto found = changes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(*found[0].fact, (FactRef{rent, kFamily}));
  EXPECT_EQ(found[0].value.lo, euro(612) + 34 * kCent);
  EXPECT_TRUE(found[0].at_least);
}

TEST_F(NearestTest, ANumberDownToTheCent) {
  home.family.facts["Bonbons"] = exactly(euro(4321) + 7 * kCent);
  const auto found = changes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(*found[0].fact, (FactRef{sweets, kFamily}));
  EXPECT_EQ(found[0].value.lo, euro(250));
  EXPECT_FALSE(found[0].at_least);
}

TEST_F(NearestTest, UnknownNumbersTellTheirThreshold) {
  home.family.facts.erase("Miete");
  auto found = changes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].value.lo, euro(612) + 34 * kCent);
  EXPECT_TRUE(found[0].at_least);
  home.family.facts["Miete"] = exactly(euro(700));
  home.family.facts.erase("Bonbons");
  found = changes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].value.lo, euro(250));
  EXPECT_FALSE(found[0].at_least);
}

TEST_F(NearestTest, MembersAndYesNo) {
  home.family.facts["Art"] = exactly(1);
  auto found = changes();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].value.lo, 2);
  EXPECT_EQ(found[1].value.lo, 4);
  home.family.facts["Art"] = exactly(2);
  home.family.facts["laut"] = exactly(1);
  found = changes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(*found[0].fact, (FactRef{loud, kFamily}));
  EXPECT_EQ(found[0].value.lo, 0);
}

TEST_F(NearestTest, TheMonthAfterTheBirthdayNeverAnotherBirthDate) {
  // Born 17 March 2024: three years old when April 2027 begins.
  home.persons[1].facts["Geburtstag"] = born(2024, 3, 17);
  const auto found = changes();
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found[0].month.has_value());
  EXPECT_EQ(*found[0].month, month(2027, 4));
  ASSERT_TRUE(found[0].day.has_value());
  EXPECT_EQ(*found[0].day, day_from_civil(2027, 3, 17));
  EXPECT_FALSE(found[0].fact.has_value());
}

TEST_F(NearestTest, WhatNobodyIsAskedIsNoChangeToThinkOf) {
  home.family.facts["laut"] = exactly(1);
  EXPECT_EQ(changes().size(), 1u);
  book.facts[loud].unasked = book.facts[loud].offered = true;
  EXPECT_TRUE(changes().empty());
}

TEST_F(NearestTest, TwoObstaclesHaveNoSingleChange) {
  home.family.facts["Miete"] = exactly(euro(600));
  home.family.facts["laut"] = exactly(1);
  EXPECT_TRUE(changes().empty());
}

TEST(Nearest, LeastEffortFirst) {
  // Bonuspunkt: leicht oder schwer; both are no.
  Rulebook book = rulebook();
  const auto hard = add_bool(book, "schwer", Role::Family);
  const auto easy = add_bool(book, "leicht", Role::Family);
  book.facts[hard].effort = 3;
  add_service(book, "Bonuspunkt", Effect::Help);
  Law law(book, book.from, book.until);
  const Reg a = law.fact(hard), b = law.fact(easy);
  law.target(0, Role::Family, law.any(Table::Family, a, b));
  law.enact();
  Situation home = family(1, 0, month(2026, 11));
  home.family.facts = {{"schwer", exactly(0)}, {"leicht", exactly(0)}};
  const auto found = must(nearest(book, home, 0, kFamily));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].fact->fact, easy);
  EXPECT_EQ(found[1].fact->fact, hard);
}

}  // namespace
}  // namespace fr
