#include "program/situation.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

constexpr Month kMay2026 = 2026 * 12 + 4;

PersonEntity born(int year, int month, int day) {
  PersonEntity person;
  const Day birthday = day_from_civil(year, month, day);
  person.facts["Geburtstag"] = {birthday, birthday};
  return person;
}

TEST(Situation, MainHouseholdIsTheFirstWithTheLargestShare) {
  PersonEntity person;
  EXPECT_EQ(main_household(person), 0xffffffffu);
  person.homes = {{3, 40}, {1, 60}, {2, 60}};
  EXPECT_EQ(main_household(person), 1u);
}

TEST(Situation, EighteenOnTheFirstOfTheMonthIsAdult) {
  Situation s;
  s.persons = {born(2008, 5, 1), born(2008, 5, 2)};
  EXPECT_FALSE(has_role(s, 0, Role::Child, kMay2026));
  EXPECT_TRUE(has_role(s, 0, Role::Adult, kMay2026));
  EXPECT_TRUE(has_role(s, 1, Role::Child, kMay2026));
  EXPECT_FALSE(has_role(s, 1, Role::Adult, kMay2026));
  EXPECT_TRUE(has_role(s, 1, Role::Person, kMay2026));
}

TEST(Situation, UnknownBirthdayLeavesBothRolesPossible) {
  Situation s;
  s.persons.resize(1);
  EXPECT_TRUE(has_role(s, 0, Role::Child, kMay2026));
  EXPECT_TRUE(has_role(s, 0, Role::Adult, kMay2026));
  EXPECT_EQ(role_of(Role::Child, false, false, {0, 30000}, kMay2026), (Known{0, 1}));
}

TEST(Situation, GrownChildOfSomebodyAndUnborn) {
  Situation s;
  s.persons = {born(1990, 1, 1), born(2026, 12, 24)};
  s.persons[0].parents = {1};
  s.persons[1].unborn = true;
  EXPECT_TRUE(has_role(s, 0, Role::Child, kMay2026));
  EXPECT_TRUE(has_role(s, 0, Role::Adult, kMay2026));
  EXPECT_TRUE(has_role(s, 1, Role::Child, kMay2026));
  EXPECT_FALSE(has_role(s, 1, Role::Adult, kMay2026));
}

}  // namespace
}  // namespace fr
