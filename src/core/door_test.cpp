// The door over a toy law that is compiled from source: each "do" once, and the errors as answers.
#include <gtest/gtest.h>

#include "core/familienrathaus.h"
#include "core/memory.h"
#include "core/json.h"
#include "program/compile.h"

namespace fr {
namespace {

constexpr const char* kLaw = R"(Rechtsstand 2026-01 bis 2026-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann ist {Name} geboren?"

Merkmal im-Verein: ja/nein je Person
  Frage "Ist {Name} im Verein?"
  Kurz "im Verein"

Merkmal Taschengeld: Geld pro Monat je Person
  Frage "Wie hoch ist das Taschengeld von {Name}?"
  von 0 € bis 100 €

Leistung Spielgeld
  Titel "Spielgeld"
  Kurz "Geld zum Spielen."
  Ebene Bund
  Stelle spielamt
  Recht "SpielG"
  Lebenslage "Kindheit"
  Zielgruppe "Kinder"
  Suchworte "Spiel"
  Wirkung Zahlung
  Nächster-Schritt "Zum Spielamt gehen."
  Grenzen "Keine."

Wert Spielsatz: Geld pro Monat   § 2 SpielG
  ab 2026-01-01: 50 €   Quelle "SpielG"

Anspruch Spielgeld: je Kind   § 1 SpielG
  alle von
    Kind.im-Verein
    Kind.Taschengeld höchstens 20 €

Betrag Spielgeld: Geld pro Monat je Kind   § 2 SpielG
  Ausgang Spielsatz

Frist "Ausweis erneuern" je Kind   § 3 SpielG
  bis       Kind.Geburtstag + 7 Jahre
  versäumt  "Dann ruht das Spielgeld."

Regel Rest: Geld pro Monat je Person   § 3 SpielG
  Ausgang 100 €
  abzüglich Person.Taschengeld

Unterlage "Vereinsausweis" je Kind
  woher "Verein"
)";

class Door : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::vector<Source> sources{{"spiel.regel", kLaw, Layer::Federal, ""}};
    compiled_ = new Compiled(compile(sources));
    ASSERT_TRUE(compiled_->ok()) << render(compiled_->diagnostics, sources);
  }
  static void TearDownTestSuite() { delete compiled_; }

  static json::Value ask(const std::string& request) {
    const std::string text = answer(compiled_->book, request);
    const auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? *value : json::Value{};
  }
  static json::Value about(const std::string& mia, const std::string& request) {
    return ask(R"({"family": {"month": "2026-11", "persons": {"anna": {"Geburtstag": "1990-01-01"},
                        "mia": {"Geburtstag": "2020-06-11", "parents": ["anna"])" + mia + "}}}, " + request + "}");
  }
  static std::string error(const json::Value& v) { return std::string(v.find("error") ? v.find("error")->str("what") : ""); }

  static inline Compiled* compiled_ = nullptr;
};

TEST_F(Door, MatchAnswersOpenAndAsks) {
  const json::Value a = about("", R"("do": "match")");
  ASSERT_EQ(error(a), "");
  EXPECT_EQ(a.str("month"), "2026-11");
  const json::Value& r = a.list("results").at(0);
  EXPECT_EQ(r.str("service"), "spielgeld");
  EXPECT_EQ(r.str("for"), "mia");
  EXPECT_EQ(r.str("verdict"), "open");
  EXPECT_EQ(r.find("amount")->str("min"), "0");
  EXPECT_EQ(r.find("amount")->str("max"), "50");
  EXPECT_EQ(r.find("amount")->str("per"), "month");
  EXPECT_EQ(r.list("missing").size(), 2u);
  EXPECT_EQ(r.list("documents").at(0).str("text"), "Vereinsausweis");
  EXPECT_EQ(a.find("total")->str("max"), "50");
  const json::Value& q = a.list("questions").at(0);
  EXPECT_EQ(q.str("entity"), "mia");
  EXPECT_EQ(q.str("text"), "Ist mia im Verein?");
  EXPECT_EQ(q.str("worth"), "50");
  EXPECT_FALSE(a.flag("enough"));
}

TEST_F(Door, MatchEndsWithEnough) {
  const json::Value a = about(R"(, "im-Verein": true, "Taschengeld": 20)", R"("do": "match")");
  const json::Value& r = a.list("results").at(0);
  EXPECT_EQ(r.str("verdict"), "yes");
  EXPECT_EQ(r.find("amount")->str("min"), "50");
  EXPECT_TRUE(r.list("missing").empty());
  EXPECT_FALSE(r.list("because").empty());
  EXPECT_TRUE(a.flag("enough"));
}

TEST_F(Door, AskAndBecauseCanBeLeftOut) {
  const json::Value a = about("", R"("do": "match", "ask": false, "because": false)");
  EXPECT_TRUE(a.list("questions").empty());
  EXPECT_EQ(a.list("results").at(0).find("because"), nullptr);
}

TEST_F(Door, WhyNamesTheNearestChange) {
  const json::Value a = about(R"(, "im-Verein": true, "Taschengeld": 30)", R"("do": "why", "service": "spielgeld", "for": "mia")");
  ASSERT_EQ(error(a), "");
  const json::Value& w = a.list("answers").at(0);
  EXPECT_EQ(w.str("verdict"), "no");
  ASSERT_FALSE(w.list("nearest").empty());
  EXPECT_EQ(w.list("nearest")[0].str("fact"), "Taschengeld");
  EXPECT_EQ(w.list("nearest")[0].str("value"), "20");
  EXPECT_EQ(w.list("nearest")[0].str("direction"), "to");
  EXPECT_EQ(w.list("nearest")[0].str("text"), "bis 20 € (Taschengeld)");
  const json::Value n = about(R"(, "im-Verein": true, "Taschengeld": 30)", R"("do": "nearest", "service": "spielgeld", "for": "mia")");
  EXPECT_EQ(n.list("changes").at(0).str("value"), "20");
}

// Two families in turns, each asked several things: remembered or not, every answer is the same.
TEST_F(Door, WhatIsRememberedChangesNoAnswer) {
  Memory memory;
  for (int round = 0; round < 2; ++round)
    for (const char* facts : {R"("im-Verein": true, "Taschengeld": 30)", R"("im-Verein": true, "Taschengeld": 20)", R"("Taschengeld": 20)"})
      for (const char* what : {R"("do": "match", "ask": false)", R"("do": "why", "service": "spielgeld", "for": "mia")",
                               R"("do": "nearest", "service": "spielgeld", "for": "mia")", R"("do": "match")", R"("do": "timeline")"}) {
        const std::string request = std::string(R"({"family": {"month": "2026-11", "persons": {"anna": {"Geburtstag": "1990-01-01"},
          "mia": {"Geburtstag": "2020-06-11", "parents": ["anna"], )") + facts + "}}}, " + what + "}";
        EXPECT_EQ(answer(compiled_->book, request, &memory), answer(compiled_->book, request)) << request;
        EXPECT_NE(memory.evaluation, nullptr);
      }
}

// What a page needs to say a reason in its own language: fact, comparison, limit, present value.
TEST_F(Door, ReasonsComeInParts) {
  const json::Value a = about(R"(, "im-Verein": false, "Taschengeld": {"from": 10, "to": 30})", R"("do": "match")");
  const json::Value& club = a.list("results").at(0).list("because").at(0);
  EXPECT_EQ(club.find("says")->str("op"), "fact");
  EXPECT_EQ(club.find("says")->str("fact"), "im-Verein");
  EXPECT_EQ(club.find("says")->str("entity"), "mia");
  const json::Value b = about(R"(, "im-Verein": true, "Taschengeld": {"from": 10, "to": 30})", R"("do": "match")");
  const json::Value& money = b.list("results").at(0).list("because").at(0);
  EXPECT_EQ(money.str("value"), "open");
  const json::Value& says = *money.find("says");
  EXPECT_EQ(says.str("op"), "at-most");
  EXPECT_EQ(says.find("of")->str("fact"), "Taschengeld");
  EXPECT_EQ(says.find("of")->find("value")->str("max"), "30");
  EXPECT_EQ(says.find("than")->str("min"), "20");
  EXPECT_EQ(says.find("than")->str("type"), "money");
  EXPECT_EQ(says.find("than")->str("per"), "month");
}

TEST_F(Door, ChangesNameBirthdayAndValue) {
  const json::Value a = about(R"(, "im-Verein": true, "Taschengeld": 30)", R"("do": "nearest", "service": "spielgeld", "for": "mia")");
  EXPECT_EQ(a.list("changes").at(0).find("to")->str("type"), "money");
  EXPECT_EQ(a.list("changes").at(0).find("to")->str("text"), "20 €");
}

TEST_F(Door, CurveShowsTheStep) {
  const json::Value a = about(R"(, "im-Verein": true)", R"("do": "curve", "entity": "mia", "fact": "Taschengeld", "from": 10, "to": 30, "points": 3)");
  ASSERT_EQ(error(a), "");
  const auto& points = a.list("points");
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(points[1].str("at"), "20");
  EXPECT_EQ(points[1].find("total")->str("min"), "50");
  EXPECT_EQ(points[2].list("results").at(0).str("verdict"), "no");
}

TEST_F(Door, CurveReportsRules) {
  const std::string line = R"("do": "curve", "entity": "mia", "fact": "Taschengeld", "from": 10, "to": 30, "points": 3, "rules": )";
  const json::Value a = about(R"(, "im-Verein": true)", line + R"(["Rest"])");
  ASSERT_EQ(error(a), "");
  EXPECT_EQ(a.list("rules").at(0).str("entity"), "anna");
  EXPECT_EQ(a.list("rules").at(1).str("entity"), "mia");
  EXPECT_EQ(a.list("points").at(1).list("rules").at(1).str("min"), "80");  // 100 € less 20 €
  EXPECT_EQ(error(about("", line + R"(["Rost"])")), "Die Regel „Rost“ gibt es hier nicht.");
  EXPECT_EQ(error(about("", line + "7")), "Hier passt nur eine Liste von höchstens 16 Regelnamen.");
}

TEST_F(Door, TimelineAndVocabulary) {
  EXPECT_EQ(about(R"(, "im-Verein": true)", R"("do": "timeline", "months": 12)").str("from"), "2026-11");
  const json::Value v = ask(R"({"do": "vocabulary"})");
  EXPECT_EQ(v.list("facts").at(2).str("per"), "month");
  EXPECT_EQ(v.list("facts").at(2).find("range")->str("to"), "100");
  EXPECT_EQ(v.list("services").at(0).str("id"), "spielgeld");
  EXPECT_EQ(v.list("statuses").size(), 5u);
  EXPECT_EQ(v.str("until"), "2027-01");
}

TEST_F(Door, ADeadlineAheadSaysWhatAndWhyItMatters) {
  const json::Value a = about(R"(, "im-Verein": true, "Taschengeld": 10)", R"("do": "timeline", "months": 12)");
  ASSERT_EQ(a.list("events").size(), 1u);
  const json::Value& due = a.list("events")[0];
  EXPECT_EQ(due.str("what"), "deadline");
  EXPECT_EQ(due.str("text"), "Ausweis erneuern");
  EXPECT_EQ(due.find("day")->str("to"), "2027-06-11");
  EXPECT_EQ(due.str("if_missed"), "Dann ruht das Spielgeld.");
  EXPECT_EQ(due.str("citation"), "§ 3 SpielG");
}

TEST_F(Door, ErrorsAreAnswers) {
  EXPECT_EQ(error(ask("")), "Die JSON-Angaben enden mittendrin.");
  EXPECT_EQ(error(ask("[]")), "Eine Anfrage wird als { … } gestellt.");
  EXPECT_EQ(error(ask("{}")), "Es fehlt, was gefragt wird.");
  EXPECT_EQ(error(ask(R"({"do": "mach"})")), "Diese Anfrage gibt es nicht.");
  EXPECT_EQ(error(ask(R"({"do": "match"})")), "In der Anfrage fehlt die Familie.");
  EXPECT_EQ(error(ask(R"({"do": "match", "wer": 1, "family": {}})")), "Die Angabe „wer“ gehört nicht zu dieser Anfrage.");
  EXPECT_EQ(error(about("", R"("do": "why", "service": "spielgold")")), "Die Leistung „spielgold“ gibt es nicht.");
  EXPECT_EQ(error(about("", R"("do": "why", "service": "spielgeld", "for": "mja")")), "„mja“ kommt in dieser Familie nicht vor.");
  EXPECT_EQ(error(about("", R"("do": "curve", "entity": "mia", "fact": "im-Verein")")), "Über „im-Verein“ lässt sich keine Kurve zeichnen.");
  EXPECT_EQ(error(about("", R"("do": "timeline", "months": 0)")), "Hier passt nur eine ganze Zahl von 1 bis 240.");
  EXPECT_NE(error(about("", R"("do": "match", "month": "2030-01")")), "");
}

// Ages, sets, choices and who lives with whom in parts; what is too tangled says nothing.
TEST(DoorSays, EveryForm) {
  const Source source{"spiel.regel", R"(Rechtsstand 2026-01 bis 2026-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann?"

Merkmal Farbe: Auswahl (rot, blau) je Person
  Frage "Farbe?"

Merkmal Pass: ja/nein je Person
  Frage "Pass?"

Leistung Grundgeld
  Titel "Grundgeld"
  Ebene Bund
  Stelle amt
  Wirkung Zahlung
  Grenzen "keine"

Anspruch Grundgeld: je Kind
  alle von
    Kind hat das 3. Lebensjahr noch nicht vollendet bei Beginn des Monats
    Kind.Farbe ist rot
    irgendein Elternteil mit Elternteil.Pass
    (Anzahl der Elternteile) mindestens 1
)", Layer::Federal, ""};
  const Compiled c = compile({source});
  ASSERT_TRUE(c.ok()) << render(c.diagnostics, {source});
  const std::string text = answer(c.book, R"({"do": "why", "service": "grundgeld", "family": {"month": "2026-11", "persons":
      {"k": {"parents": ["m"], "Geburtstag": "2025-01-01", "Farbe": "rot"}, "m": {"Geburtstag": "1990-01-01", "Pass": true}}}})");
  const auto a = json::parse(text);
  ASSERT_TRUE(a && a->list("answers").size() == 1) << text;
  const auto& steps = a->list("answers")[0].find("claim")->list("because");
  ASSERT_EQ(steps.size(), 4u) << text;
  const json::Value &age = *steps[0].find("says"), &colour = *steps[1].find("says");
  const json::Value &any = *steps[2].find("says"), &count = *steps[3].find("says");
  EXPECT_EQ(age.str("op"), "aged-under");
  EXPECT_EQ(age.find("than")->str("min"), "3");
  EXPECT_EQ(age.find("of")->str("entity"), "k");
  EXPECT_EQ(colour.str("op"), "one-of");
  EXPECT_EQ(colour.find("than")->list("members").at(0).text, "rot");
  EXPECT_EQ(any.str("op"), "any");
  EXPECT_EQ(any.str("group"), "parents");
  EXPECT_EQ(any.find("of")->str("fact"), "Pass");
  EXPECT_EQ(count.str("op"), "at-least");
  EXPECT_EQ(count.find("of")->str("op"), "count");
  EXPECT_EQ(count.find("of")->str("group"), "parents");
}

// What one amount gains the other loses: the sum is exact although neither amount is known.
TEST(DoorTotal, KnowsThatOneAmountTakesFromTheOther) {
  const Source source{"spiel.regel", R"(Rechtsstand 2026-01 bis 2026-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann?"

Merkmal Pass: ja/nein je Person
  Frage "Pass?"

Leistung Grundgeld
  Titel "Grundgeld"
  Ebene Bund
  Stelle amt
  Wirkung Zahlung
  Grenzen "keine"

Anspruch Grundgeld: je Kind
  Kind.Pass

Betrag Grundgeld: Geld pro Monat je Kind
  Ausgang 100 €

Leistung Aufgeld
  Titel "Aufgeld"
  Ebene Bund
  Stelle amt
  Wirkung Zahlung
  Grenzen "keine"

Anspruch Aufgeld: je Kind
  Kind.Geburtstag höchstens Ende des Monats

Betrag Aufgeld: Geld pro Monat je Kind
  Ausgang 250 €
  abzüglich 100 € wenn Kind.Pass
)", Layer::Federal, ""};
  const Compiled c = compile({source});
  ASSERT_TRUE(c.ok()) << render(c.diagnostics, {source});
  const std::string text = answer(c.book, R"({"do": "match", "family": {"month": "2026-11", "persons":
      {"k": {"parents": ["m"], "Geburtstag": "2020-01-01"}, "m": {"Geburtstag": "1990-01-01"}}}})");
  EXPECT_NE(text.find(R"("total":{"min":"250","max":"250","per":"month"})"), std::string::npos) << text;
}

}  // namespace
}  // namespace fr
