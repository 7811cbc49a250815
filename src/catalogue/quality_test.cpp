#include "catalogue/quality.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

TEST(Easy, ShortSentencesPass) {
  EXPECT_TRUE(easy_findings("Sie bekommen Geld. Rufen Sie an.", "x").empty());
  EXPECT_TRUE(easy_findings("Das Kind ist jünger als 6 Jahre. Am 1. August beginnt die Schule.", "x").empty());
}

TEST(Easy, LongSentencesAndHardWordsDoNot) {
  const auto out = easy_findings("Wenn Sie ein Kind haben und in Hamm wohnen und wenig Geld haben dann würden Sie bzw. Ihr Kind Hilfe bekommen.", "katalog/x/leicht.md");
  ASSERT_EQ(out.size(), 3u);
  EXPECT_TRUE(out[0].starts_with("katalog/x/leicht.md: Leichte Sprache: 21 Wörter in einem Satz, höchstens 14")) << out[0];
  EXPECT_TRUE(out[1].find("„würden“") != std::string::npos);
  EXPECT_TRUE(out[2].find("„bzw“") != std::string::npos);
  EXPECT_EQ(easy_findings("Kommen Sie; wir helfen.", "x").size(), 1u);
}

TEST(Quality, FindsDeadLinksIdleOfficesAndImpossibleKeys) {
  Rulebook book;
  Service s{};
  s.id = "spielgeld", s.title = "Spielgeld", s.key = "123", s.source = "katalog/x.regel:1", s.offices = {"amt"};
  book.services.push_back(s);
  Texts texts;
  texts.offices["amt"].file = "amt.md";
  texts.offices["leer"].file = "leer.md";
  Prose prose;
  prose.file = "de.md";
  prose.html = "<a href=\"/leistung/spielgeld\">a</a><a href=\"/tr/stelle/amt\">b</a><a href=\"/leistung/weg\">c</a>";
  texts.prose["spielgeld"]["de"] = prose;
  const auto out = quality_findings(book, texts);
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(out[0], "katalog/x.regel:1: „123“ ist kein Leistungsschlüssel: 14 Ziffern, zuerst 99.");
  EXPECT_EQ(out[1], "leer.md: Diese Stelle ist für keine Leistung zuständig.");
  EXPECT_EQ(out[2], "de.md: Der Verweis auf „/leistung/weg“ führt ins Leere.");
}

TEST(Quality, WhatIsWrittenForAllCitiesMayLeadToAServiceOfAnotherOne) {
  Rulebook book;
  Texts texts;
  texts.elsewhere = {"zoopass"};
  Prose prose;
  prose.html = "<a href=\"/leistung/zoopass\">a</a>";
  prose.file = "katalog/bund/spielgeld/de.md";
  texts.prose["spielgeld"]["de"] = prose;
  EXPECT_TRUE(quality_findings(book, texts).empty());
  prose.file = "katalog/neustadt/spielgeld/ort.de.md";
  texts.local["spielgeld"]["de"] = prose;
  EXPECT_EQ(quality_findings(book, texts), std::vector<std::string>{"katalog/neustadt/spielgeld/ort.de.md: Der Verweis auf „/leistung/zoopass“ führt ins Leere."});
}

TEST(Quality, KnowsWhatIsOld) {
  Texts texts;
  Prose prose;
  prose.file = "de.md";
  prose.as_of = day_from_civil(2025, 1, 1);
  texts.prose["x"]["de"] = prose;
  EXPECT_EQ(stale(texts, day_from_civil(2026, 1, 2), 365), std::vector<std::string>{"de.md: Stand 2025-01-01"});
  EXPECT_TRUE(stale(texts, day_from_civil(2026, 1, 1), 365).empty());
}

}  // namespace
}  // namespace fr
