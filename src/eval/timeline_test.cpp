#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;
using What = Event::What;

// Spielgeld je Kind: jünger als 18 am Monatsbeginn. 100 €, from 2026-07 on 110 €.
// Frist "Beantragen": ein Jahr nach der Geburt (+12 Monate), jeder Monat kostet das Spielgeld.
class TimelineTest : public testing::Test {
 protected:
  TimelineTest() : book(rulebook()) {
    birthday = add_birthday(book);
    add_service(book, "Spielgeld", Effect::Payment);
    state(book.from, month(2026, 7), 100);
    state(month(2026, 7), book.until, 110);
    home = family(1, 1, month(2026, 3));
    home.persons[0].facts["Geburtstag"] = born(1990, 1, 1);
    home.persons[1].facts["Geburtstag"] = born(2020, 1, 15);
  }
  void state(Month from, Month until, std::int64_t rate) {
    Law law(book, from, until);
    const Table p = Table::Person;
    const Reg date = law.fact(birthday);
    law.target(0, Role::Child, law.younger(date, 18), law.constant(p, Kind::Money, euro(rate)));
    law.deadline(0, Role::Child, "Beantragen", law.op(Op::AddMonths, p, Kind::Day, {date}, 12),
                 kNoReg, 0);
    law.enact();
  }
  Rulebook book;
  Situation home;
  std::uint32_t birthday;
};

TEST_F(TimelineTest, ANewRateIsNewLaw) {
  const auto events = must(timeline(book, home, 12));
  ASSERT_EQ(events.size(), 1u);  // the deadline was in January 2021
  EXPECT_EQ(events[0].what, What::Changes);
  EXPECT_EQ(events[0].month, month(2026, 7));
  EXPECT_EQ(*events[0].amount_before, exactly(euro(100)));
  EXPECT_EQ(*events[0].amount_after, exactly(euro(110)));
  EXPECT_EQ(events[0].reason, "neue Rechtslage");
  EXPECT_TRUE(events[0].new_law);
  EXPECT_FALSE(events[0].projected);
}

TEST_F(TimelineTest, TheEighteenthBirthdayEndsIt) {
  home.persons[1].facts["Geburtstag"] = born(2008, 9, 10);  // 18 when October 2026 begins
  const auto events = must(timeline(book, home, 36));
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].what, What::Ends);
  EXPECT_EQ(events[1].month, month(2026, 10));
  EXPECT_EQ(events[1].before, Standing::Yes);
  EXPECT_EQ(events[1].after, Standing::No);
  EXPECT_EQ(events[1].reason, "18. Geburtstag");
  ASSERT_TRUE(events[1].birthday.has_value());
  EXPECT_EQ(events[1].birthday->nth, 18);
  EXPECT_EQ(events[1].birthday->person, (EntityRef{Table::Person, 1}));
}

TEST_F(TimelineTest, AfterTheRechtsstandItIsProjected) {
  home.month = month(2026, 11);
  home.persons[1].facts["Geburtstag"] = born(2009, 2, 28);
  const auto events = must(timeline(book, home, 6));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].month, month(2027, 3));
  EXPECT_EQ(events[0].reason, "18. Geburtstag");
  EXPECT_TRUE(events[0].projected);
}

TEST_F(TimelineTest, AParentsBirthdayIsNoReason) {
  home.persons[0].facts["Geburtstag"] = born(1990, 6, 15);  // just before the new rate
  EXPECT_EQ(must(timeline(book, home, 12))[0].reason, "neue Rechtslage");
}

TEST_F(TimelineTest, ADeadlineIsListedOnceWithItsPrice) {
  home.persons[1].facts["Geburtstag"] = born(2025, 8, 20);
  const auto events = must(timeline(book, home, 12));
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].what, What::Deadline);
  EXPECT_EQ(events[1].month, month(2026, 8));
  EXPECT_EQ(*events[1].day, born(2026, 8, 20));
  EXPECT_EQ(events[1].text, "Beantragen");
  EXPECT_EQ(*events[1].cost_per_month, exactly(euro(100)));
}

TEST_F(TimelineTest, OutsideTheRechtsstandThereIsNoLaw) {
  home.month = month(2027, 1);
  const auto events = timeline(book, home, 3);
  ASSERT_FALSE(events.has_value());
  EXPECT_EQ(events.error().what, EvalError::What::NoLaw);
}

TEST_F(TimelineTest, AServiceTheLawDropsEnds) {
  book.programs.clear();
  state(book.from, month(2026, 7), 100);
  Law(book, month(2026, 7), book.until).enact();
  const auto events = must(timeline(book, home, 12));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].what, What::Ends);
  EXPECT_EQ(events[0].month, month(2026, 7));
  EXPECT_EQ(events[0].reason, "neue Rechtslage");
  EXPECT_EQ(*events[0].amount_after, exactly(0));
}

TEST_F(TimelineTest, WhatBeginsAtBirth) {
  // Wiegengeld je Kind: geboren bis Monatsbeginn.
  book.programs.clear();
  Law law(book, book.from, book.until);
  const Reg date = law.fact(birthday), begin = law.month_begin(Table::Person);
  law.target(0, Role::Child, law.op(Op::LessEq, Table::Person, Kind::Bool, {date, begin}));
  law.enact();
  home.persons[1].unborn = true;
  home.persons[1].facts["Geburtstag"] = {day_from_civil(2026, 5, 3), day_from_civil(2026, 5, 28)};
  const auto events = must(timeline(book, home, 12));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].what, What::Begins);
  EXPECT_EQ(events[0].month, month(2026, 6));
  EXPECT_EQ(events[0].reason, "Geburt");
}

}  // namespace
}  // namespace fr
