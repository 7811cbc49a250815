#include <algorithm>

#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;

const Question* about(const std::vector<Question>& questions, FactRef fact) {
  for (const Question& q : questions)
    if (q.fact == fact) return &q;
  return nullptr;
}

// Spielgeld je Kind: spielt. Betrag 100 €. Zuschlag je Kind: jemand der Eltern verdient Bonbons:
// Summe höchstens 500 €; Betrag 300 € - 50 % der Summe, mindestens 0 €.
class AskTest : public testing::Test {
 protected:
  AskTest() : book(rulebook()) {
    birthday = add_birthday(book);
    plays = add_bool(book, "spielt");
    sweets = add_fact(book, "Bonbons", Role::Person, kMoney, 0, euro(1000), kCent, 2);
    add_service(book, "Spielgeld", Effect::Payment);
    add_service(book, "Zuschlag", Effect::Saving);
    Law law(book, book.from, book.until);
    const Table p = Table::Person;
    const Reg small = law.younger(law.fact(birthday), 18);
    const Reg playing = law.fact(plays);
    law.target(0, Role::Child, law.all(p, small, playing), law.constant(p, Kind::Money, euro(100)));
    const Reg each = law.op(Op::FromTarget, Table::Parents, Kind::Money, {law.fact(sweets)});
    const Reg sum = law.op(Op::SumOf, p, Kind::Money, {each});
    const Reg limit = law.constant(p, Kind::Money, euro(500));
    const Reg poor = law.op(Op::LessEq, p, Kind::Bool, {sum, limit});
    const Reg half = law.op(Op::Mul, p, Kind::Money,
                            {sum, law.constant(p, Kind::Number, kOne / 2)});
    const Reg rest =
        law.op(Op::Sub, p, Kind::Money, {law.constant(p, Kind::Money, euro(300)), half});
    const Reg amount =
        law.op(Op::Max, p, Kind::Money, {rest, law.constant(p, Kind::Money, 0)});
    law.target(1, Role::Child, law.all(p, small, poor), amount);
    law.enact();
    home = family(1, 1, month(2026, 11));
    home.persons[0].facts["Geburtstag"] = born(1990, 1, 1);
    home.persons[1].facts["Geburtstag"] = born(2020, 1, 1);
  }

  Rulebook book;
  Situation home;
  std::uint32_t birthday, plays, sweets;
};

TEST_F(AskTest, WorthIsTheLargestDifferenceBetweenAnswers) {
  const auto questions = must(ask(book, home));
  ASSERT_EQ(questions.size(), 2u);
  // Bonbons 0 € -> 300 €; 1000 € -> no Zuschlag: 300 € apart, effort 2: (300 + …)/2 > (100 + 50)/1.
  const Question* income = about(questions, {sweets, person(0)});
  ASSERT_NE(income, nullptr);
  EXPECT_EQ(income->worth, (Known{0, euro(300)}));
  EXPECT_EQ(income->settles, 1u);
  EXPECT_EQ(income->services, std::vector<std::uint32_t>{1});
  const Question* playing = about(questions, {plays, person(1)});
  ASSERT_NE(playing, nullptr);
  EXPECT_EQ(playing->worth, (Known{0, euro(100)}));
  EXPECT_EQ(playing->settles, 1u);
  EXPECT_EQ(playing->services, std::vector<std::uint32_t>{0});
  EXPECT_EQ(questions[0].fact.fact, sweets);
}

TEST_F(AskTest, NothingIsAskedWhenAllIsKnown) {
  home.persons[1].facts["spielt"] = exactly(0);
  home.persons[0].facts["Bonbons"] = exactly(euro(400));
  EXPECT_TRUE(must(ask(book, home)).empty());
}

TEST_F(AskTest, WhatCannotMatterAnyMoreIsNotAsked) {
  home.persons[1].facts["Geburtstag"] = born(2000, 1, 1);  // grown up: nothing depends on anything
  EXPECT_TRUE(must(ask(book, home)).empty());
}

TEST_F(AskTest, ARangeIsAskedAgainOnlyIfItMatters) {
  home.persons[1].facts["spielt"] = exactly(0);
  home.persons[0].facts["Bonbons"] = {euro(700), euro(900)};  // above 500 € in any case
  EXPECT_TRUE(must(ask(book, home)).empty());
  home.persons[0].facts["Bonbons"] = {euro(100), euro(200)};  // yes, but 250 € or 200 €
  const auto questions = must(ask(book, home));
  ASSERT_EQ(questions.size(), 1u);
  EXPECT_EQ(questions[0].worth, (Known{0, euro(50)}));
  EXPECT_EQ(questions[0].settles, 0u);
}

TEST_F(AskTest, SensitiveQuestionsWeighHalf) {
  const double open_hearted = about(must(ask(book, home)), {sweets, person(0)})->score;
  book.facts[sweets].sensitive = true;
  const auto questions = must(ask(book, home));
  EXPECT_EQ(about(questions, {sweets, person(0)})->score * 2, open_hearted);
}

TEST_F(AskTest, AtMostSoMany) { EXPECT_EQ(must(ask(book, home, 1)).size(), 1u); }

TEST(Ask, JointDependenceIsStillAsked) {
  // Gleichgeld: links == rechts. Neither answer alone changes anything.
  Rulebook book = rulebook();
  const auto left = add_bool(book, "links", Role::Family);
  const auto right = add_bool(book, "rechts", Role::Family);
  book.facts[left].effort = 3;
  add_service(book, "Gleichgeld", Effect::Help);
  Law law(book, book.from, book.until);
  const Reg a = law.fact(left), b = law.fact(right);
  law.target(0, Role::Family, law.op(Op::Equal, Table::Family, Kind::Bool, {a, b}));
  law.enact();
  Situation home = family(1, 0, month(2026, 11));
  const auto questions = must(ask(book, home));
  ASSERT_EQ(questions.size(), 2u);
  EXPECT_EQ(questions[0].fact.fact, right);  // less effort first
  EXPECT_EQ(questions[0].services, std::vector<std::uint32_t>{0});
  EXPECT_EQ(questions[0].settles, 0u);
}

TEST(Ask, UnbelegtLawIsNotAQuestion) {
  // Spielpreis: always owed, between 0 € and 40 €, whether one plays or not.
  Rulebook book = rulebook();
  const auto plays = add_bool(book, "spielt");
  add_service(book, "Spielpreis", Effect::Cost);
  Law law(book, book.from, book.until);
  const Table p = Table::Person;
  const Reg price = law.op(Op::Const, p, Kind::Money, {}, 0, euro(40));
  const Reg same = law.op(Op::Const, p, Kind::Money, {}, 0, euro(40));
  const Reg playing = law.fact(plays);
  const Reg amount = law.op(Op::Select, p, Kind::Money, {playing, price, same});
  law.target(0, Role::Child, law.constant(p, Kind::Bool, 1), amount);
  law.enact();
  Situation home = family(1, 1, month(2026, 11));
  EXPECT_TRUE(must(ask(book, home)).empty());
}

TEST(Ask, ADeadlineThatMovesIsWorthAQuestion) {
  // Spielfest (Hilfe, always); deadline: Stichtag of the family, if it is festive.
  Rulebook book = rulebook();
  const auto day = add_fact(book, "Stichtag", Role::Family, kDay, day_from_civil(2026, 1, 1),
                            day_from_civil(2027, 12, 31));
  add_service(book, "Spielfest", Effect::Help);
  Law law(book, book.from, book.until);
  const Reg date = law.fact(day);
  law.target(0, Role::Family, law.constant(Table::Family, Kind::Bool, 1));
  law.deadline(0, Role::Family, "Anmelden", date);
  law.enact();
  Situation home = family(1, 0, month(2026, 11));
  const auto questions = must(ask(book, home));
  ASSERT_EQ(questions.size(), 1u);
  EXPECT_EQ(questions[0].fact, (FactRef{day, kFamily}));
  EXPECT_TRUE(questions[0].moves_deadline);
  home.family.facts["Stichtag"] = born(2027, 3, 1);
  EXPECT_TRUE(must(ask(book, home)).empty());
}

TEST(Ask, TheBirthdayOfAnUnbornChildIsNobodysToAnswer) {
  Rulebook book = rulebook();
  const auto birthday = add_birthday(book);
  add_service(book, "Wickelhilfe", Effect::Help);
  Law law(book, book.from, book.until);
  const Reg date = law.fact(birthday);
  const Reg begin = law.month_begin(Table::Person);
  law.target(0, Role::Child, law.op(Op::LessEq, Table::Person, Kind::Bool, {date, begin}));
  law.enact();
  Situation home = family(1, 1, month(2026, 11));
  home.persons[0].facts["Geburtstag"] = born(1990, 1, 1);
  home.persons[1].unborn = true;
  home.persons[1].facts["Geburtstag"] = {day_from_civil(2026, 10, 20),
                                         day_from_civil(2026, 11, 10)};
  EXPECT_TRUE(must(ask(book, home)).empty());
  home.persons[1].unborn = false;
  EXPECT_EQ(must(ask(book, home)).size(), 1u);
}

}  // namespace
}  // namespace fr
