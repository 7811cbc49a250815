// The manual is executed: every ```regel block of docs/sprache.md compiles on the manual's own prelude
// (```regel vorspann) and its Prüffälle hold; ```regel falsch earns at least one error; ```regel stadt
// is a file of the town, compiled together with the block before it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catalogue/cases.h"
#include "language/parse.h"
#include "program/compile.h"

namespace fr {
namespace {

struct Block {
  std::string kind;  // what follows ```regel
  int line = 0;
  std::string text;
};

std::vector<Block> manual() {
  std::ifstream in(FR_ROOT "/docs/sprache.md");
  std::vector<Block> blocks;
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside && line.starts_with("```regel");
      if (inside) blocks.push_back({line.size() > 9 ? line.substr(9) : "", number + 1, ""});
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

// "Wert Spielgeld-Satz", "Leistung Spielgeld": what a declaration's first line declares.
std::string head(const std::string& line) { return line.substr(0, line.find_first_of(":\n")); }

// The prelude without the declarations that the block makes itself.
std::string prelude_for(const std::string& prelude, const std::string& block) {
  std::set<std::string> own;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != ' ') own.insert(head(line));
  }
  std::string kept;
  for (std::size_t at = 0; at < prelude.size();) {
    const std::size_t end = std::min(prelude.find("\n\n", at), prelude.size());
    const std::string paragraph = prelude.substr(at, end - at);
    const std::string name = head(paragraph);
    bool replaced = own.count(name) != 0;
    for (const std::string& o : own) {  // "Wert X offen für …" in the block stands for "Wert X"
      replaced = replaced || o.starts_with(name + " ");
    }
    if (!replaced) kept += paragraph + "\n\n";
    at = end + 2;
  }
  return kept;
}

TEST(Handbuch, JederKastenTutWasDasteht) {
  const std::vector<Block> blocks = manual();
  std::string prelude;
  std::string before;
  int good = 0, bad = 0;
  for (const Block& b : blocks) {
    const std::string place = "docs/sprache.md:" + std::to_string(b.line);
    if (b.kind == "vorspann") {
      prelude = b.text;
      before = "";
    }
    const bool town = b.kind == "stadt" || b.text.starts_with("Stadt ");
    const std::string base = town && b.kind == "stadt" ? before : town || b.kind == "vorspann" ? "" : b.text;
    std::vector<Source> sources = {{"vorspann", prelude_for(prelude, base) + base, Layer::Federal, ""}};
    if (town) sources.push_back({"stadt", b.text, Layer::City, "Hamm"});
    const Compiled compiled = compile(sources);
    if (b.kind == "falsch") {
      ++bad;
      EXPECT_FALSE(compiled.ok()) << place << "\n" << b.text;
      continue;
    }
    ++good;
    EXPECT_TRUE(b.kind.empty() || b.kind == "vorspann" || b.kind == "stadt") << place << ": " << b.kind;
    EXPECT_TRUE(compiled.ok()) << place << "\n" << render(compiled.diagnostics, sources);
    if (!compiled.ok()) continue;
    for (const TestCase& test : compiled.cases) {
      for (const CaseFinding& f : run_case(compiled.book, test)) {
        ADD_FAILURE() << place << ", „" << test.title << "“: " << f.message;
      }
    }
    before = b.text;
  }
  EXPECT_GE(good, 18);
  EXPECT_GE(bad, 10);
}

}  // namespace
}  // namespace fr
