// What families type finds what they mean.
#include "catalogue/search.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

Service service(std::string id, std::string title, std::vector<std::string> keywords, std::string brief) {
  Service s{};
  s.id = std::move(id), s.title = std::move(title), s.keywords = std::move(keywords), s.brief = std::move(brief);
  return s;
}

struct Toy : ::testing::Test {
  Rulebook book;
  Texts texts;
  void SetUp() override {
    book.services = {service("spielgeld", "Spielgeld", {"Taschengeld"}, "Geld zum Spielen für jedes Kind."),
                     service("kitabeitrag", "Beitrag für die Kita", {"Kindergarten"}, "Was ein Platz im Monat kostet."),
                     service("ubung", "Übungsstunden", {"Nachhilfe", "lernen"}, "Hilfe beim Üben."),
                     service("haus", "Hausbesuche", {"Familienbesuch"}, "Jemand kommt zu Ihnen.")};
    texts.words["spielgeld"]["tr"] = *json::parse(R"({"title": "Oyun parası", "brief": "Her çocuk için para."})");
  }
  std::string first(std::string_view query, std::string_view language = "de") const {
    const auto search = Search::build(book, texts, language);
    EXPECT_TRUE(search) << search.error();
    const auto found = search->find(query);
    return found.empty() ? "" : found.front().service;
  }
};

TEST(Words, LoseCaseAccentsAndUmlauts) {
  EXPECT_EQ(normal_words("Übergang für Söhne, groß!"), (std::vector<std::string>{"ubergang", "fur", "sohne", "gross"}));
  EXPECT_EQ(normal_words("Uebergang fuer Soehne"), (std::vector<std::string>{"ubergang", "fur", "sohne"}));
  EXPECT_EQ(normal_words("Złoty Işık"), (std::vector<std::string>{"zloty", "isik"}));
  EXPECT_EQ(normal_words("hartz4 U7a"), (std::vector<std::string>{"hartz", "4", "u7a"}));
  EXPECT_TRUE(normal_words("\xff\xfe ?!").empty());
}

TEST(Words, SmallOnesAreSilentInTheirLanguageOnly) {
  EXPECT_EQ(speaking_words("wie bekomme ich BuT", silent_words("de")), std::vector<std::string>{"but"});
  EXPECT_EQ(speaking_words("but my child", silent_words("en")), std::vector<std::string>{"child"});
  EXPECT_EQ(speaking_words("und oder", silent_words("de")), (std::vector<std::string>{"und", "oder"}));
}

TEST(Words, SlipsAreCounted) {
  const auto count = [](const char32_t* a, const char32_t* b) { return slips(a, b, 2); };
  EXPECT_EQ(count(U"wohngeld", U"wohngeld"), 0u);
  EXPECT_EQ(count(U"wongeld", U"wohngeld"), 1u);
  EXPECT_EQ(count(U"садок", U"сдаок"), 1u);  // swapped, and letters, not bytes
  EXPECT_EQ(count(U"kita", U"miete"), 3u);
}

TEST_F(Toy, ByEveryFormOfAWord) {
  EXPECT_EQ(first("spielgelder"), "spielgeld");
  EXPECT_EQ(first("UEBUNG"), "ubung");
  EXPECT_EQ(first("übungen"), "ubung");
}

TEST_F(Toy, ByPartsOfCompounds) {
  EXPECT_EQ(first("Kitabeitrag"), "kitabeitrag");
  EXPECT_EQ(first("Kindergarten Beitrag"), "kitabeitrag");
}

TEST_F(Toy, ByBeginningsAndSlips) {
  EXPECT_EQ(first("nachhi"), "ubung");
  EXPECT_EQ(first("nachilfe"), "ubung");
  EXPECT_EQ(first("Speilgeld"), "spielgeld");
}

TEST_F(Toy, InOtherLanguagesAndByTheGermanName) {
  EXPECT_EQ(first("oyun parasi", "tr"), "spielgeld");
  EXPECT_EQ(first("Spielgeld", "tr"), "spielgeld");
}

TEST_F(Toy, ByWhatFamiliesCallItInTheirLanguage) {
  texts.words["ubung"]["tr"] = *json::parse(R"({"title": "Alıştırma", "keywords": ["özel ders"]})");
  EXPECT_EQ(first("ozel dersler", "tr"), "ubung");
  EXPECT_EQ(first("özel ders", "en"), "");
}

TEST_F(Toy, ARareWordCountsMoreAndAllWordsMore) {
  book.services.push_back(service("fest", "Fest", {"Kind feiern", "Geld vom Kind"}, "Geld und Geld und Kind."));
  EXPECT_EQ(first("kind nachhilfe"), "ubung");
  EXPECT_EQ(first("kind feiern"), "fest");
}

TEST_F(Toy, ALongQueryIsCutBetweenLetters) {
  std::string query = "spielgeld ";
  while (query.size() <= kMaxQueryBytes + 10) query += "ü";
  EXPECT_EQ(first(query), "spielgeld");
}

TEST_F(Toy, SmallWordsDoNotDecide) {
  EXPECT_EQ(first("wie bekomme ich Geld für das Spielen"), "spielgeld");
  EXPECT_EQ(first("xyzzy"), "");
  EXPECT_EQ(first(""), "");
  EXPECT_EQ(first("\" OR NEAR(* "), "");
}

}  // namespace
}  // namespace fr
