// Values in plain German, checked by eye.
#include "core/words.h"

#include <gtest/gtest.h>

#include "core/toy_test.h"

namespace fr {
namespace {

Type of(Kind kind) { return {kind, Per::None, -1}; }
const Type kChoice{Kind::Choice, Per::None, 0};

TEST(Words, Values) {
  const Rulebook book = toy_book();
  EXPECT_EQ(words(book, of(Kind::Money), {1290 * kOne, 1290 * kOne}), "1.290 €");
  EXPECT_EQ(words(book, of(Kind::Money), {0, 40 * kOne + kOne / 2}), "0 € bis 40,50 €");
  EXPECT_EQ(words(book, of(Kind::Bool), {1, 1}), "ja");
  EXPECT_EQ(words(book, of(Kind::Bool), {0, 1}), "offen");
  EXPECT_EQ(words(book, of(Kind::Share), {kOne * 45 / 100, kOne * 45 / 100}), "45 %");
  EXPECT_EQ(words(book, of(Kind::Duration), {1, 6}), "1 Monat bis 6 Monate");
  EXPECT_EQ(words(book, of(Kind::Day), {day_from_civil(2026, 11, 1), day_from_civil(2026, 11, 1)}), "1.11.2026");
  EXPECT_EQ(words(book, kChoice, {5, 5}), "zur Miete oder Heim");
  EXPECT_EQ(words(book, kChoice, {7, 7}), "zur Miete, im Eigentum oder Heim");
}

TEST(Words, PlainSpelling) {
  const Rulebook book = toy_book();
  EXPECT_EQ(plain(book, of(Kind::Money), 1290 * kOne + kOne / 4), "1290.25");
  EXPECT_EQ(plain(book, of(Kind::Share), kOne * 45 / 100), "45");
  EXPECT_EQ(plain(book, of(Kind::Day), day_from_civil(2027, 3, 1)), "2027-03-01");
  EXPECT_EQ(plain(book, of(Kind::Bool), 1), "1");
  EXPECT_EQ(plain(book, kChoice, 2), "Eigentum");
}

TEST(Words, Changes) {
  const Rulebook book = toy_book();
  Situation s;
  s.family.id = "familie";
  s.persons.resize(2);
  s.persons[0].id = "mia";
  s.persons[1].id = "tim";
  s.persons[0].facts["Geburtstag"] = {day_from_civil(2024, 3, 1), day_from_civil(2024, 3, 1)};
  const EntityRef mia{Table::Person, 0}, tim{Table::Person, 1};
  Change change{};
  change.month = 2027 * 12 + 2;
  EXPECT_EQ(change_words(book, s, change, mia), "ab März 2027");
  change.day = day_from_civil(2027, 3, 1);
  EXPECT_EQ(change_words(book, s, change, mia), "ab März 2027 (3. Geburtstag)");
  EXPECT_EQ(change_words(book, s, change, tim), "ab März 2027 (3. Geburtstag von mia)");
  Change wage{};
  wage.fact = FactRef{2, mia};
  wage.value = {1290 * kOne, 1290 * kOne};
  EXPECT_EQ(change_words(book, s, wage, mia), "ab 1.290 € (Bruttolohn)");
  wage.at_least = false;
  EXPECT_EQ(change_words(book, s, wage, tim), "bis 1.290 € (Bruttolohn (mia))");
}

TEST(Words, SuggestsOnlyWhatIsNear) {
  const std::string_view known[] = {"Geburtstag", "Miete"};
  EXPECT_EQ(suggest("geburtstg", known), "Meinten Sie „Geburtstag“?");
  EXPECT_EQ(suggest("Einkommen", known), "");
}

}  // namespace
}  // namespace fr
