#include "catalogue/translations.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace fr {
namespace {

namespace fs = std::filesystem;

Rulebook toy() {
  Rulebook book;
  book.choices.push_back({"Farbe", {"rot", "blau"}, {"rot wie Mohn", "blau"}});
  Fact color{};
  color.name = "Farbe";
  color.type = {Kind::Choice};
  color.type.choice = 0;
  color.brief = "Farbe";
  color.question = "Welche Farbe mag {Name}?";
  book.facts.push_back(color);
  Service s{};
  s.id = "spielgeld";
  s.title = "Spielgeld";
  s.brief = "Geld zum Spielen.";
  book.services.push_back(s);
  return book;
}

std::vector<std::string> findings(std::string_view text) {
  const auto value = json::parse(text);
  EXPECT_TRUE(value.has_value());
  return fact_findings(toy(), *value, "katalog/begriffe/xx.json");
}

TEST(Translations, ACompleteOneHasNoFindings) {
  EXPECT_TRUE(findings(R"({"facts": {"Farbe": {"question": "Which colour does {Name} like?", "brief": "colour",
    "choices": {"rot": "poppy red", "blau": "blue"}}}})").empty());
}

TEST(Translations, NamesWhatIsMissingEmptyOrUnknown) {
  const auto out = findings(R"({"facts": {"Farbe": {"question": "Which colour?", "brief": "", "help": "?",
    "choices": {"rot": "red"}}, "Klang": {}}})");
  ASSERT_EQ(out.size(), 5u);
  EXPECT_EQ(out[0], "katalog/begriffe/xx.json: Merkmal „Farbe“: Es fehlt „brief“ (Farbe).");
  EXPECT_EQ(out[1], "katalog/begriffe/xx.json: Merkmal „Farbe“: In „question“ steht {Name} anders als im Deutschen.");
  EXPECT_EQ(out[2], "katalog/begriffe/xx.json: Merkmal „Farbe“: „help“ gibt es im Deutschen nicht.");
  EXPECT_EQ(out[3], "katalog/begriffe/xx.json: Merkmal „Farbe“, Antworten: Es fehlt „blau“ (blau).");
  EXPECT_EQ(out[4], "katalog/begriffe/xx.json: Das Merkmal „Klang“ gibt es nicht (mehr).");
}

TEST(Translations, ACityAddsTheWordsOfItsOwnRules) {
  const fs::path catalogue = fs::temp_directory_path() / "fr-worte-der-stadt";
  fs::remove_all(catalogue);
  const auto put = [&](const char* path, std::string_view text) {
    fs::create_directories((catalogue / path).parent_path());
    std::ofstream(catalogue / path) << text;
  };
  put("begriffe/en.json", R"({"facts": {}, "rules": {"a": "one"}})");
  put("neudorf/begriffe/en.json", R"({"rules": {"b": "two"}})");
  put("altdorf/begriffe/en.json", "{");
  const auto both = read_vocabulary(catalogue, "neudorf", "en");
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(both->find("rules")->str("a"), "one");
  EXPECT_EQ(both->find("rules")->str("b"), "two");
  EXPECT_EQ(read_vocabulary(catalogue, "hamm", "en")->find("rules")->str("b"), "");
  EXPECT_FALSE(read_vocabulary(catalogue, "altdorf", "en").has_value());
  fs::remove_all(catalogue);
}

// The toy service with a deadline and a document in its only state of the law.
Rulebook with_papers() {
  Rulebook book = toy();
  book.services[0].next_step = "Hingehen.";
  Program program{};
  program.deadlines.push_back({.service = 0, .rule = 0, .text = "Bis Mai", .missed = "Dann ist es weg."});
  program.documents.push_back({.service = 0, .rule = 0, .text = "Ausweis", .where = "Rathaus"});
  book.programs.push_back(program);
  return book;
}

Texts words(std::string_view each) {
  Texts texts;
  for (const std::string_view language : kTranslated) texts.words["spielgeld"][std::string(language)] = *json::parse(each);
  return texts;
}

TEST(Words, AreCompleteWithDeadlinesAndDocuments) {
  const Texts texts = words(R"({"title": "t", "brief": "b", "next": "n", "deadlines": {"Bis Mai": {"text": "By May", "missed": "Gone."}},
    "documents": {"Ausweis": {"text": "ID", "where": "town hall"}}})");
  EXPECT_TRUE(word_findings(with_papers(), texts).empty());
  EXPECT_EQ(service_word(texts, "spielgeld", "en", "next"), "n");
  EXPECT_EQ(service_word(texts, "spielgeld", "en", "documents", "Ausweis", "where"), "town hall");
  EXPECT_EQ(service_word(texts, "spielgeld", "en", "documents", "Pass", "where"), "");
  EXPECT_EQ(service_word(texts, "spielgeld", "fr", "next"), "");
}

TEST(Words, NameWhatIsMissingOrStale) {
  Texts texts = words(R"({"title": "t", "brief": "b", "next": "n", "deadlines": {"Bis Mai": {"text": "By May"}},
    "documents": {"Pass": {"text": "passport"}}})");
  texts.words["weg"];
  const auto out = word_findings(with_papers(), texts);
  ASSERT_EQ(out.size(), 8u * 4 + 1);
  EXPECT_EQ(out[0], "Worte der Leistung „Spielgeld“: leicht, Frist „Bis Mai“: Es fehlt „missed“ (Dann ist es weg.).");
  EXPECT_EQ(out[1], "Worte der Leistung „Spielgeld“: leicht, Unterlage „Ausweis“: Es fehlt „text“ (Ausweis).");
  EXPECT_EQ(out[3], "Worte der Leistung „Spielgeld“: leicht, Unterlage „Pass“ gibt es nicht (mehr).");
  EXPECT_EQ(out.back(), "Worte: Die Leistung „weg“ gibt es nicht (mehr).");
}

TEST(Words, ALineThatTheCityReplacesIsReplacedInEveryLanguage) {
  Texts texts = words(R"({"title": "t", "brief": "b", "next": "n"})");
  const std::vector<Replaced> replaced{{"spielgeld", "Nächster-Schritt"}, {"spielgeld", "Online"}};
  EXPECT_EQ(replaced_findings(replaced, texts).size(), 8u);
  for (const std::string_view language : kTranslated) texts.said_here.insert({"spielgeld", std::string(language), "next"});
  EXPECT_TRUE(replaced_findings(replaced, texts).empty());
}

}  // namespace
}  // namespace fr
