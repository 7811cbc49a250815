#include "catalogue/prose.h"

#include <gtest/gtest.h>

#include <fstream>

namespace fr {
namespace {

const std::string kFile = "katalog/bund/spielgeld/de.md";

TEST(Prose, ReadsHeadAndBody) {
  std::vector<TextError> errors;
  Prose p = parse_prose("---\nStand: 2026-11-22\nQuellen: Spielgesetz,\n  Merkblatt\n---\n\n# Spielgeld\n\n## So geht es\n\n"
                        "1. Erst **dies**\n2. Dann [das](https://x.example/)\n",
                        kFile, &errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(p.language, "de");
  EXPECT_EQ(p.as_of, day_from_civil(2026, 11, 22));
  EXPECT_EQ(p.sources, "Spielgesetz,\nMerkblatt");
  EXPECT_EQ(p.title, "Spielgeld");
  EXPECT_EQ(p.html.find("Spielgeld"), std::string::npos);  // the page has the h1
  EXPECT_NE(p.html.find("<h2>So geht es</h2>"), std::string::npos);
  EXPECT_NE(p.html.find("<strong>dies</strong>"), std::string::npos);
}

TEST(Prose, HtmlAndUnsafeLinksAreErrorsWithTheirLine) {
  for (std::string_view bad : {"<script>alert(1)</script>", "Text <b>fett</b>", "[a](javascript:alert(1))",
                               "[a](//x.example)", "[a](data:text/html,x)", "![b](/b.png)"}) {
    std::vector<TextError> errors;
    Prose p = parse_prose("---\nStand: 2026-11-22\nQuellen: a\n---\n" + std::string(bad) + "\n", kFile, &errors);
    ASSERT_EQ(errors.size() >= 1, true) << bad;
    EXPECT_EQ(errors[0].line, 5u) << bad;
    EXPECT_EQ(p.html, "") << bad;
  }
}

TEST(Prose, MalformedHeadsSayWhatToDo) {
  auto first = [](std::string_view text) {
    std::vector<TextError> errors;
    parse_prose(text, kFile, &errors);
    return errors.empty() ? std::string("kein Fehler") : render(errors[0]);
  };
  EXPECT_NE(first("Nur Text\n").find("Der Kopf fehlt."), std::string::npos);
  EXPECT_NE(first("").find("Der Kopf fehlt."), std::string::npos);
  EXPECT_NE(first("---\nStand: 2026-11-22\n").find("Der Kopf endet nicht."), std::string::npos);
  EXPECT_NE(first("---\nQuellen: a\n---\n").find("fehlt „Stand“"), std::string::npos);
  EXPECT_NE(first("---\nStand: 22.11.2026\nQuellen: a\n---\n").find("wie 2026-11-22"), std::string::npos);
  EXPECT_NE(first("---\nStant: 2026-11-22\nQuellen: a\n---\n").find("Meinten Sie „Stand“?"), std::string::npos);
  EXPECT_NE(first("---\nStand 2026\n---\n").find("keinen Doppelpunkt"), std::string::npos);
  EXPECT_EQ(first("---\nStand: 2026-11-22\nQuellen: \xff\n---\n"),
            "FEHLER katalog/bund/spielgeld/de.md:3\n"
            "  Hier steht ein Zeichen, das kein gültiges UTF-8 ist.\n"
            "  Abhilfe: Speichern Sie die Datei als UTF-8.\n");
}

TEST(Office, ReadsItsCard) {
  std::vector<TextError> errors;
  Office o = parse_office("---\nName: Spielamt\nArt: Amt\nAdresse: Am Ring 1\nPLZ: 12345\nOrt: Spielstadt\n"
                          "Telefon: 0123 45-6\nE-Mail: amt@spielstadt.example\nWeb: https://spielstadt.example\n"
                          "Zeiten:\n  Mo 8–12\n  Di 8–16\nStand: 2026-11-22\nQuelle: Aushang\n---\nTeilt aus.\n",
                          "katalog/stadt/stellen/spielamt.md", &errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(o.id, "spielamt");
  EXPECT_EQ(o.hours, "Mo 8–12\nDi 8–16");
  EXPECT_EQ(o.html, "<p>Teilt aus.</p>\n");
}

TEST(Office, RefusesWhatIsNoAddress) {
  for (std::string_view line : {"PLZ: 1234", "PLZ: 1234a", "Web: javascript:alert(1)", "E-Mail: a b@c", "E-Mail: abc"}) {
    std::vector<TextError> errors;
    parse_office("---\nName: A\nStand: 2026-11-22\nQuelle: q\n" + std::string(line) + "\n---\n", "stellen/a.md", &errors);
    EXPECT_EQ(errors.size(), 1u) << line;
  }
}

// A catalogue of two cities: what federation and state say for all, and what one of them says otherwise.
class Cities : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::temp_directory_path() / ("fr-prose-" + std::to_string(::getpid())) / "katalog";
    put("neustadt/stadt.json", R"({"name": "Bad Neustadt"})");
    put("altstadt/stadt.json", R"({"name": "Altstadt"})");
    put("bund/spielgeld/de.md", kHead + "In {Stadt}.\n");
    put("bund/spielgeld/worte.json", R"({"en": {"next": "Ask in {Stadt}.", "cost": "free", "documents": {"Pass": {"text": "passport"}}}})");
    put("bund/stellen/amt.md", "---\nName: Amt\nStand: 2026-11-22\nQuelle: Gesetz\n---\n");
    put("neustadt/spielgeld/ort.de.md", kHead + "Nur hier: {Stadt}.\n");
    put("neustadt/spielgeld/worte.json", R"({"en": {"cost": "five euros", "documents": {"Card": {"text": "card"}}}})");
    put("neustadt/stellen/amt.md", "---\nName: Amt {Stadt}\nStand: 2026-11-22\nQuelle: Aushang\n---\n");
    put("altstadt/zoopass/de.md", kHead + "Zoo.\n");
  }
  void TearDown() override { std::filesystem::remove_all(root_.parent_path()); }
  void put(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }

  const std::string kHead = "---\nStand: 2026-11-22\nQuellen: Aushang\n---\n\n";
  std::filesystem::path root_;
};

TEST_F(Cities, ACityAddsAndReplacesAndIsNamedEverywhere) {
  const Texts texts = read_texts(root_, "neustadt");
  EXPECT_TRUE(texts.errors.empty());
  EXPECT_EQ(texts.prose.at("spielgeld").at("de").html, "<p>In Bad Neustadt.</p>\n");
  EXPECT_EQ(texts.local.at("spielgeld").at("de").html, "<p>Nur hier: Bad Neustadt.</p>\n");
  EXPECT_EQ(texts.offices.at("amt").name, "Amt Bad Neustadt");
  const json::Value& english = texts.words.at("spielgeld").at("en");
  EXPECT_EQ(english.str("next"), "Ask in Bad Neustadt.");
  EXPECT_EQ(english.str("cost"), "five euros");
  EXPECT_EQ(english.find("documents")->members.size(), 2u);
  EXPECT_TRUE(texts.said_here.contains({"spielgeld", "en", "cost"}));
  EXPECT_FALSE(texts.said_here.contains({"spielgeld", "en", "next"}));
  EXPECT_TRUE(texts.elsewhere.contains("zoopass"));
}

TEST_F(Cities, TheOtherCityKnowsNothingOfIt) {
  const Texts texts = read_texts(root_, "altstadt");
  EXPECT_EQ(texts.prose.at("spielgeld").at("de").html, "<p>In Altstadt.</p>\n");
  EXPECT_TRUE(texts.local.empty());
  EXPECT_EQ(texts.offices.at("amt").name, "Amt");
  EXPECT_EQ(texts.words.at("spielgeld").at("en").str("cost"), "free");
}

}  // namespace
}  // namespace fr
