#include "catalogue/translations.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

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
  return translation_findings(toy(), *value, "katalog/begriffe/xx.json");
}

TEST(Translations, ACompleteOneHasNoFindings) {
  EXPECT_TRUE(findings(R"({"facts": {"Farbe": {"question": "Which colour does {Name} like?", "brief": "colour",
    "choices": {"rot": "poppy red", "blau": "blue"}}}, "services": {"spielgeld": {"title": "Play money", "brief": "Money to play with."}}})").empty());
}

TEST(Translations, NamesWhatIsMissingEmptyOrUnknown) {
  const auto out = findings(R"({"facts": {"Farbe": {"question": "Which colour?", "brief": "", "help": "?",
    "choices": {"rot": "red"}}, "Klang": {}}, "services": {}})");
  ASSERT_EQ(out.size(), 7u);
  EXPECT_EQ(out[0], "katalog/begriffe/xx.json: Merkmal „Farbe“: Es fehlt „brief“ (Farbe).");
  EXPECT_EQ(out[1], "katalog/begriffe/xx.json: Merkmal „Farbe“: In „question“ steht {Name} anders als im Deutschen.");
  EXPECT_EQ(out[2], "katalog/begriffe/xx.json: Merkmal „Farbe“: „help“ gibt es im Deutschen nicht.");
  EXPECT_EQ(out[3], "katalog/begriffe/xx.json: Merkmal „Farbe“, Antworten: Es fehlt „blau“ (blau).");
  EXPECT_EQ(out[4], "katalog/begriffe/xx.json: Das Merkmal „Klang“ gibt es nicht (mehr).");
  EXPECT_EQ(out[6], "katalog/begriffe/xx.json: Leistung „Spielgeld“: Es fehlt „title“ (Spielgeld).");
}

}  // namespace
}  // namespace fr
