// What a family file may say, and the message for each thing that it may not.
#include "core/family.h"

#include <gtest/gtest.h>

#include "core/toy_test.h"

namespace fr {
namespace {

std::expected<Situation, Trouble> read(const std::string& text, std::optional<Month> month = std::nullopt) {
  const auto value = json::parse(text);
  EXPECT_TRUE(value) << value.error().message();
  return read_family(toy_book(), *value, month);
}

// A file with these persons.
std::string persons(const std::string& text) { return R"({"month": "2026-11", "persons": {)" + text + "}}"; }

Trouble trouble(const std::string& text) {
  const auto s = read(text);
  return s ? Trouble{"keiner", "", "", ""} : s.error();
}

TEST(Family, ReadsTheWholeFile) {
  const auto s = read(R"({ "month": "2026-11",
    "households": { "haus": { "Wohnform": ["Miete", "Heim"], "Einzug": "2020-05" } },
    "persons": {
      "anna": { "Geburtstag": "1992-04-03", "lives-in": "haus", "Bruttolohn": { "from": 1500, "to": 2000.5 } },
      "mia":  { "Geburtstag": "2020-06", "parents": ["anna", "ole"], "lives-in": { "haus": 70, "haus-2": 30 }, "in-Ausbildung": true, "Anteil": 45 },
      "baby": { "due": "2027-02", "parents": ["anna"], "in-Ausbildung": null },
      "ole":  { "Geburtstag": { "from": "1988-01-01", "to": "1990-12-31" }, "cares-for": ["oma"], "Kinderzahl": 2, "Dauer": 6 } },
    "couples": [ { "of": ["anna", "ole"], "status": "dauernd-getrennt" } ],
    "family": { "vor-Ort": false },
    "receives": { "mia": ["spielgeld"], "baby": [] },
    "given": { "mia": { "Regelbetrag": 299 } } })");
  ASSERT_TRUE(s) << s.error().message();
  EXPECT_EQ(s->month, 2026 * 12 + 10);
  ASSERT_EQ(s->persons.size(), 5u);  // oma is only named
  EXPECT_EQ(s->persons[4].id, "oma");
  EXPECT_EQ(s->persons[4].facts.size(), 1u);  // nothing but that she has been born
  EXPECT_EQ(s->persons[4].facts.at("Geburtstag").hi, day_from_civil(2026, 11, 30));
  ASSERT_EQ(s->households.size(), 2u);
  EXPECT_EQ(s->households[1].id, "haus-2");
  EXPECT_EQ(s->households[0].facts.at("Wohnform"), (Known{5, 5}));
  EXPECT_EQ(s->households[0].facts.at("Einzug"), (Known{2020 * 12 + 4, 2020 * 12 + 4}));
  EXPECT_EQ(s->persons[0].facts.at("Bruttolohn"), (Known{1500 * kOne, 2000 * kOne + kOne / 2}));
  EXPECT_EQ(s->persons[1].facts.at("Geburtstag"), (Known{day_from_civil(2020, 6, 1), day_from_civil(2020, 6, 30)}));
  EXPECT_EQ(s->persons[1].facts.at("Anteil"), (Known{kOne * 45 / 100, kOne * 45 / 100}));
  EXPECT_EQ(s->persons[1].parents, (std::vector<std::uint32_t>{0, 3}));
  EXPECT_EQ(main_household(s->persons[1]), 0u);
  EXPECT_TRUE(s->persons[2].unborn);
  EXPECT_EQ(s->persons[2].facts.at("Geburtstag"), (Known{day_from_civil(2027, 2, 1), day_from_civil(2027, 2, 28)}));
  EXPECT_FALSE(s->persons[2].facts.contains("in-Ausbildung"));
  EXPECT_EQ(s->persons[3].facts.at("Kinderzahl"), (Known{2 * kOne, 2 * kOne}));
  EXPECT_EQ(s->persons[3].facts.at("Dauer"), (Known{6, 6}));
  EXPECT_EQ(s->couples[0].status, CoupleStatus::DauerndGetrennt);
  EXPECT_EQ(s->family.facts.at("vor-Ort"), (Known{0, 0}));
  EXPECT_EQ(s->persons[1].receives, std::vector<std::string>{"spielgeld"});
  EXPECT_TRUE(s->persons[2].receives_listed);
  EXPECT_FALSE(s->persons[0].receives_listed);
  EXPECT_EQ(s->persons[1].given.at("Regelbetrag"), (Known{299 * kOne, 299 * kOne}));
}

TEST(Family, WritesWhatItReads) {
  const Rulebook book = toy_book();
  const auto s = read(persons(R"("a": {"Bruttolohn": {"from": 1, "to": 2.5}, "lives-in": {"h": 62.5, "k": 37.5}, "Geburtstag": "1990-02-01"},
                                 "b": {"due": {}, "parents": ["a"], "Anteil": 12.5})"));
  ASSERT_TRUE(s) << s.error().message();
  const std::string text = write_family(book, *s);
  const auto again = read(text);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(write_family(book, *again), text);
  EXPECT_TRUE(again->persons[1].unborn);
  EXPECT_EQ(again->persons[0].homes[0].share, kOne * 625 / 1000);
}

// Nobody stated an age: a grandmother is at least ten years older than the mother, and she than the child.
TEST(Family, ParentsAreOlderThanTheirChildren) {
  const auto s = read(persons(R"("c": {"Geburtstag": "2020-06-11", "parents": ["m"]}, "m": {"parents": ["o"]}, "o": {},
                                 "x": {"Geburtstag": "1990-01-01", "parents": ["y"]}, "y": {"Geburtstag": {"to": "1985-01-01"}})"));
  ASSERT_TRUE(s) << s.error().message();
  EXPECT_EQ(s->persons[1].facts.at("Geburtstag").hi, day_from_civil(2010, 6, 11));
  EXPECT_EQ(s->persons[2].facts.at("Geburtstag").hi, day_from_civil(2000, 6, 11));
  EXPECT_EQ(s->persons[2].facts.at("Geburtstag").lo, day_from_civil(1906, 11, 1));
  EXPECT_EQ(s->persons[4].facts.at("Geburtstag").hi, day_from_civil(1985, 1, 1));  // stated: left alone
}

TEST(Family, RequestedMonthReplacesTheFiles) {
  EXPECT_EQ(read(R"({"month": "2026-11"})", 2027 * 12)->month, 2027 * 12);
  EXPECT_EQ(read("{}", 2027 * 12)->month, 2027 * 12);
  EXPECT_EQ(trouble("{}").where, "month");
}

struct Wrong {
  const char* text;
  const char* where;
  const char* what;
};

class WrongPerson : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongPerson, IsRefusedWithItsPlace) {
  const Trouble t = trouble(persons(GetParam().text));
  EXPECT_EQ(t.where, GetParam().where) << t.message();
  EXPECT_EQ(t.what, GetParam().what) << t.message();
}

INSTANTIATE_TEST_SUITE_P(Family, WrongPerson, ::testing::Values(
    Wrong{R"("a": {"Geburtstag": "2021-02-29"})", "persons.a.Geburtstag", "Den Tag „2021-02-29“ gibt es nicht."},
    Wrong{R"("a": {"Geburtstag": "gestern"})", "persons.a.Geburtstag", "Die Angabe „gestern“ ist kein Datum, das hier verstanden wird."},
    Wrong{R"("a": {"Geburtstag": "1890-01-01"})", "persons.a.Geburtstag", "1.1.1890 liegt außerhalb des Möglichen."},
    Wrong{R"("a": {"Geburtstag": "2026-12-01"})", "persons.a.Geburtstag", "Dieser Geburtstag liegt nach November 2026."},
    Wrong{R"("a": {"Gebutstag": "1990-01-01"})", "persons.a.Gebutstag", "Das Merkmal „Gebutstag“ gibt es nicht."},
    Wrong{R"("a": {"Bruttolohn": "1500"})", "persons.a.Bruttolohn", "Hier passt der Wert nicht zum Merkmal."},
    Wrong{R"("a": {"Bruttolohn": -1})", "persons.a.Bruttolohn", "-1 € liegt außerhalb des Möglichen."},
    Wrong{R"("a": {"Bruttolohn": 0.001})", "persons.a.Bruttolohn", "0,001 € ist zu genau."},
    Wrong{R"("a": {"Bruttolohn": {"from": 2, "to": 1}})", "persons.a.Bruttolohn", "Der Bereich endet, bevor er beginnt."},
    Wrong{R"("a": {"Bruttolohn": {"von": 2}})", "persons.a.Bruttolohn.von", "„von“ gehört nicht in einen Bereich."},
    Wrong{R"("a": {"Kinderzahl": 1.5})", "persons.a.Kinderzahl", "Hier wird eine ganze Zahl erwartet, nicht 1.5."},
    Wrong{R"("a": {"in-Ausbildung": "ja"})", "persons.a.in-Ausbildung", "Hier passt der Wert nicht zum Merkmal."},
    Wrong{R"("a": {"Wohnform": "Miete"})", "persons.a.Wohnform", "Das Merkmal „Wohnform“ gehört nicht hierher."},
    Wrong{R"("a": {"parents": ["a"]})", "persons.a.parents", "„a“ kann nicht auf sich selbst verweisen."},
    Wrong{R"("a": {"parents": ["b", "b"]})", "persons.a.parents", "„b“ steht hier zweimal."},
    Wrong{R"("a": {"parents": "b"})", "persons.a.parents", "Hier wird eine Liste von Personen erwartet."},
    Wrong{R"("a": {"parents": ["b", "c", "d", "e", "f"]})", "persons.a.parents", "Das sind zu viele Eltern."},
    Wrong{R"("a": {"parents": ["b"]}, "b": {"parents": ["c"]}, "c": {"parents": ["a"]})", "persons.a.parents", "„a“ wäre ein Vorfahr von sich selbst."},
    Wrong{R"("a": {"parents": ["b"], "Geburtstag": "1990-01-01"}, "b": {"Geburtstag": "1991-01-01"})", "persons.a.parents", "Der Elternteil „b“ ist nicht älter als das Kind „a“."},
    Wrong{R"("a": {"parents": ["b"]}, "b": {"due": "2027-01"})", "persons.a.parents", "Der Elternteil „b“ ist noch nicht geboren."},
    Wrong{R"("a": {"due": "2027-01", "Geburtstag": "2027-01-01"})", "persons.a.due", "Angegeben sind ein erwarteter Termin (due) und ein Geburtstag."},
    Wrong{R"("a": {"due": "2025-01"})", "persons.a.due", "Der erwartete Termin liegt lange vor November 2026."},
    Wrong{R"("a": {"lives-in": {"h": 70, "k": 20}})", "persons.a.lives-in", "Die Wohnanteile ergeben zusammen 90 %."},
    Wrong{R"("a": {"lives-in": {"h": 170}})", "persons.a.lives-in.h", "170 % liegt außerhalb des Möglichen."},
    Wrong{R"("a": {"lives-in": {"h": 0, "k": 100}})", "persons.a.lives-in.h", "Ein Wohnanteil ist eine Prozentzahl über 0."},
    Wrong{R"("a": {"lives-in": {}})", "persons.a.lives-in", "Hier wird ein Haushalt erwartet."},
    Wrong{R"("a": {"lives-in": "a"})", "persons.a.lives-in", "„a“ ist schon eine Person."},
    Wrong{R"("familie": {})", "persons.familie", "Der Name „familie“ ist vergeben."},
    Wrong{R"("": {})", "persons.", "Dieser Name kann nicht verwendet werden."},
    Wrong{R"("a\u0007": {})", "persons.a\a", "Dieser Name kann nicht verwendet werden."},
    Wrong{R"("a": 3)", "persons.a", "Hier wird eine Klammer { } erwartet."}));

TEST(Family, RefusesWrongStructure) {
  const auto what = [](const char* more) { return trouble(std::string(R"({"month": "2026-11", )") + more + "}").what; };
  EXPECT_EQ(what(R"("person": {})"), "Die Angabe „person“ gibt es auf dieser Ebene nicht.");
  EXPECT_EQ(what(R"("couples": [{"of": ["a", "b"]}])"), "Der Stand des Paares fehlt.");
  EXPECT_EQ(what(R"("couples": [{"of": ["a", "b"], "status": "verheiratett"}])"), "Diesen Stand eines Paares gibt es nicht.");
  EXPECT_EQ(what(R"("couples": [{"of": ["a"], "status": "zusammen"}])"), "Ein Paar sind genau zwei Personen.");
  EXPECT_EQ(what(R"("couples": [{"of": ["a", "a"], "status": "zusammen"}])"), "Ein Paar sind zwei verschiedene Personen.");
  EXPECT_EQ(what(R"("couples": [{"of": ["a", "b"], "status": "zusammen"}, {"of": ["b", "a"], "status": "geschieden"}])"),
            "Das Paar „b“ und „a“ steht zweimal in der Liste.");
  EXPECT_EQ(what(R"("receives": {"x": ["spielgeld"]})"), "„x“ kommt in dieser Familie nicht vor.");
  EXPECT_EQ(what(R"("receives": {"familie": ["spielgold"]})"), "Die Leistung „spielgold“ gibt es nicht.");
  EXPECT_EQ(what(R"("given": {"familie": {"Regelbetrag": 1}})"), "Der Wert „Regelbetrag“ gehört nicht hierher.");
  EXPECT_EQ(what(R"("persons": {"a": {}}, "given": {"a": {"Regelbetag": 1}})"), "Einen errechneten Wert „Regelbetag“ gibt es nicht.");
}

TEST(Family, SuggestsTheNearestName) {
  EXPECT_EQ(trouble(persons(R"("a": {"Gebutstag": 1})")).remedy, "Meinten Sie „Geburtstag“?");
  EXPECT_EQ(trouble(persons(R"("a": {"livesin": 1})")).remedy, "Meinten Sie „lives-in“?");
  EXPECT_EQ(trouble(R"({"month": "2026-11", "persns": {}})").remedy, "Meinten Sie „persons“?");
  EXPECT_EQ(trouble(R"({"month": "2026-11", "households": {"h": {"Wohnform": "miete"}}})").remedy, "Meinten Sie „Miete“?");
}

TEST(Family, BoundsItsSize) {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += (i > 0 ? "," : "") + ("\"p" + std::to_string(i) + "\": {}");
  EXPECT_EQ(trouble(persons(many)).what, "Das sind zu viele Personen.");
  EXPECT_EQ(trouble(persons("\"" + std::string(65, 'x') + "\": {}")).what, "Dieser Name kann nicht verwendet werden.");
  std::string houses;
  for (int i = 0; i < 101; ++i) houses += (i > 0 ? "," : "") + ("\"h" + std::to_string(i) + "\": {}");
  EXPECT_EQ(trouble(R"({"month": "2026-11", "households": {)" + houses + "}}").what, "Das sind zu viele Haushalte.");
  std::string homes;
  for (int i = 0; i < 10; ++i) homes += (i > 0 ? "," : "") + ("\"h" + std::to_string(i) + "\": 10");
  EXPECT_EQ(trouble(persons(R"("a": {"lives-in": {)" + homes + "}}")).what, "Das sind zu viele Haushalte für eine Person.");
}

TEST(Family, NamesHaveNoControlCharacters) {
  for (const std::string name : {"a\\u001bb", "a\\u007fb", "a\\u009bb", "a\\u2028b", "a\\u202eb", "a\\u2066b"}) {
    EXPECT_EQ(trouble(persons("\"" + name + "\": {}")).what, "Dieser Name kann nicht verwendet werden.") << name;
  }
  for (const std::string name : {"Zoë", "Ağa", "Łucja", "محمد", "Дарина", "a\u00a0b", "o’neill"}) {
    EXPECT_TRUE(read(persons("\"" + name + "\": {}"))) << name;
  }
}

}  // namespace
}  // namespace fr
