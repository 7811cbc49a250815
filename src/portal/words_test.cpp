// The portal's words: every language has every key and the same places; every key is used, every used key exists;
// every text of its own is sound.
#include "portal/words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "catalogue/markdown.h"

namespace fr {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

// What stands between `open` and the next `close`.
std::set<std::string> between(const std::string& text, const std::string& open, char close) {
  std::set<std::string> out;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const std::size_t from = at + open.size(), to = text.find(close, from);
    if (to != std::string::npos) out.insert(text.substr(from, to - from));
  }
  return out;
}

std::set<std::string> places(const std::string& text) { return between(text, "{", '}'); }

TEST(Words, EveryLanguageSaysTheSameThings) {
  ASSERT_EQ(languages().size(), 9u);
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(FR_ROOT "/src/portal/texte/woerter")) files += file.is_regular_file();
  EXPECT_EQ(files, languages().size());
  for (const Words& w : languages()) {
    EXPECT_EQ(w.all().size(), german().all().size()) << w.language;
    for (const auto& [key, text] : german().all()) {
      auto own = w.all().find(key);
      ASSERT_NE(own, w.all().end()) << w.language << ": " << key;
      EXPECT_EQ(places(own->second), places(text)) << w.language << ": " << key;
      bool may_be_empty = key == "language.unreviewed" || key == "language.german" || key == "service.germanOnly";
      EXPECT_TRUE(!own->second.empty() || (may_be_empty && w.language == "de")) << w.language << ": " << key;
    }
  }
}

TEST(Words, EveryKeyIsUsedAndEveryUsedKeyExists) {
  std::set<std::string> in_source, wanted;
  for (const auto& file : fs::directory_iterator(FR_ROOT "/src/portal")) {
    std::string name = file.path().filename().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    std::string source = read(file.path()) + read(FR_ROOT "/src/portal/words.h");
    in_source.merge(between(source, "\"", '"'));
    for (const char* call : {"(w(\"", " w(\"", "{w(\""}) wanted.merge(between(source, call, '"'));
  }
  for (const auto& [key, text] : german().all()) EXPECT_TRUE(in_source.contains(key)) << "nobody uses " << key;
  EXPECT_FALSE(wanted.empty());
  for (const std::string& key : wanted) EXPECT_TRUE(german().all().contains(key)) << "nobody wrote " << key;
}

TEST(Words, PathsCarryTheLanguage) {
  EXPECT_EQ(german().path("/"), "/");
  EXPECT_EQ(german().path("/themen"), "/themen");
  EXPECT_EQ(languages()[5].path("/"), "/ar");
  EXPECT_EQ(languages()[5].path("/themen"), "/ar/themen");
  EXPECT_EQ(languages()[5]("language.dir"), "rtl");
}

TEST(Words, PlacesAreFilledAndEscaped) {
  EXPECT_EQ(filled("a {x} < {y}{z}", {{"x", "<1>"}, {"y", el("b", {}, {"2"})}}).str(), "a &lt;1&gt; &lt; <b>2</b>");
}

TEST(Words, OwnTextsHaveATitleOrBelongToAPageAndNoProblems) {
  for (const auto& file : fs::directory_iterator(FR_ROOT "/src/portal/texte/seiten")) {
    std::vector<MarkdownProblem> problems;
    std::string title, name = file.path().filename().string();
    std::string html = markdown_to_html(read(file.path()), &problems, &title);
    for (const MarkdownProblem& p : problems) ADD_FAILURE() << name << ":" << p.line << " " << p.what;
    EXPECT_FALSE(html.empty()) << name;
    bool part = name.starts_with("melden") || name.starts_with("ombudsstelle");
    EXPECT_EQ(title.empty(), part) << name;
  }
}

}  // namespace
}  // namespace fr
