// Words of letters from offices are explained in every language, and linked once per text.
#include "catalogue/glossary.h"

#include <gtest/gtest.h>

#include "catalogue/prose.h"

namespace fr {
namespace {

Glossary toy() {
  Glossary g;
  g.words = {"Antrag", "Bescheid", "Kita", "Steuer-Nummer", "Umgang (mit dem Kind)", "zu versteuerndes Einkommen"};
  for (const char* language : {"de", "leicht", "en", "tr", "uk", "ar", "pl", "ro", "ru"})
    for (const std::string& word : g.words) g.texts[language][word] = "…";
  return g;
}

std::string linked(std::string_view html, std::string_view title = "", std::string_view lang = "") {
  return GlossaryLinks(toy()).in(html, "/glossar", title, lang);
}
std::string to(const char* anchor, const char* word) { return std::string("<a class=\"fr-wort\" href=\"/glossar#") + anchor + "\">" + word + "</a>"; }

TEST(Glossary, TheFirstTimeInEveryForm) {
  EXPECT_EQ(linked("<p>Der Bescheid, die Bescheide.</p>"), "<p>Der " + to("bescheid", "Bescheid") + ", die Bescheide.</p>");
  EXPECT_EQ(linked("des Bescheids"), "des " + to("bescheid", "Bescheids"));
  EXPECT_EQ(linked("viele Anträge"), "viele " + to("antrag", "Anträge"));
  EXPECT_EQ(linked("„Kitas“"), "„" + to("kita", "Kitas") + "“");
  EXPECT_EQ(linked("Ihr zu versteuerndes\nEinkommen"), "Ihr " + to("zu-versteuerndes-einkommen", "zu versteuerndes\nEinkommen"));
  EXPECT_EQ(linked("vom zu versteuernden Einkommens"), "vom " + to("zu-versteuerndes-einkommen", "zu versteuernden Einkommens"));
  EXPECT_EQ(linked("die Steuer-Nummern"), "die " + to("steuer-nummer", "Steuer-Nummern"));
}

TEST(Glossary, NotInHeadingsLinksLongerWordsOrItsOwnPage) {
  for (const char* html : {"<h2>Bescheid</h2>", "<a href=\"/x\">der Bescheid</a>", "<code>Kita</code>", "Kita-Platz", "Eltern-Antrag", "Bescheidenheit",
                           "bescheid", "der Umgang mit anderen", "zu versteuern", "<b title=\"Kita\"></b>", "Kita", "<"})
    EXPECT_EQ(linked(html, "Platz in der Kita"), html);
  EXPECT_EQ(linked("<h2>Kita</h2><p>Kita</p>"), "<h2>Kita</h2><p>" + to("kita", "Kita") + "</p>");
}

TEST(Glossary, AGermanWordInAnotherLanguageSaysSo) {
  EXPECT_EQ(linked("Bescheid’i okuyun", "", "de"), "<a class=\"fr-wort\" lang=\"de\" href=\"/glossar#bescheid\">Bescheid</a>’i okuyun");
  EXPECT_EQ(linked("وBescheid"), "و" + to("bescheid", "Bescheid"));
}

TEST(Glossary, EveryLanguageExplainsEveryWord) {
  EXPECT_TRUE(glossary_findings(toy()).empty());
  EXPECT_TRUE(glossary_findings(Glossary()).empty());
  Glossary g = toy();
  g.texts["tr"].erase("Kita");
  g.texts["ru"]["Krippe"] = "…";
  g.words.push_back("Umgang mit dem Kind");
  const auto out = glossary_findings(g);
  ASSERT_EQ(out.size(), 12u);
  EXPECT_EQ(out[0], "katalog/glossar/de.json: „Umgang mit dem Kind“ und „Umgang (mit dem Kind)“ hätten dieselbe Adresse.");
  EXPECT_EQ(out[1], "katalog/glossar/de.json: Es fehlt „Umgang mit dem Kind“.");
  EXPECT_EQ(out[4], "katalog/glossar/tr.json: Es fehlt „Kita“.");
  EXPECT_EQ(out.back(), "katalog/glossar/ru.json: „Krippe“ gibt es im Deutschen nicht.");
}

TEST(Glossary, TheCatalogueExplainsAtLeastSeventyWordsInTwoShortSentences) {
  std::vector<TextError> errors;
  const Glossary g = read_glossary(FR_ROOT "/katalog/glossar", &errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_GE(g.words.size(), 70u);
  EXPECT_TRUE(glossary_findings(g).empty());
  for (const auto& [language, own] : g.texts)
    for (const auto& [word, text] : own) EXPECT_LT(text.size(), 400u) << language << " " << word;
}

}  // namespace
}  // namespace fr
