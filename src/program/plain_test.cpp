// How conditions read to people.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "program/compile.h"

namespace fr {
namespace {

// The texts of all explanation nodes of a program on the prelude of the golden tests.
std::vector<std::string> texts(const std::string& rules) {
  std::ifstream in(std::string(FR_ROOT) + "/tests/golden/vorspann.regel", std::ios::binary);
  const std::string prelude{std::istreambuf_iterator<char>(in), {}};
  const std::vector<Source> sources = {{"vorspann.regel", prelude, Layer::Federal, ""},
                                       {"probe.regel", rules, Layer::Federal, ""}};
  const Compiled compiled = compile(sources);
  EXPECT_TRUE(compiled.ok()) << render(compiled.diagnostics, sources);
  std::vector<std::string> all;
  for (const Program& program : compiled.book.programs) {
    for (const Explain& node : program.explain) all.push_back(node.text);
  }
  return all;
}

// A service that rests on this condition.
std::vector<std::string> condition(const std::string& text) {
  return texts("Leistung Probegeld\n  Titel   \"Probegeld\"\n  Ebene   Bund\n  Stelle  spielamt\n"
               "  Wirkung Zahlung\n  Grenzen \"Nur zum Üben.\"\n\n"
               "Anspruch Probegeld: je Kind                                        § 3 SpielG\n  " + text + "\n");
}

bool has(const std::vector<std::string>& all, const std::string& wanted) {
  return std::find(all.begin(), all.end(), wanted) != all.end();
}
#define EXPECT_READS(all, wanted) EXPECT_TRUE(has(all, wanted)) << ::testing::PrintToString(all)

TEST(Plain, BirthdaysAreAboutBeingBorn) {
  EXPECT_READS(condition("Kind.Geburtstag höchstens Ende des Monats"), "bis Ende des Monats geboren");
  EXPECT_READS(condition("Kind.Geburtstag mindestens 2024-04-01"), "ab 1.4.2024 geboren");
  EXPECT_READS(condition("Kind.Geburtstag weniger als Beginn des Monats"), "vor Beginn des Monats geboren");
}

TEST(Plain, NotReadsAsNoOrTurnsTheTestAround) {
  EXPECT_READS(condition("nicht Kind.in-Schule"), "in Schule: nein");
  EXPECT_READS(condition("nicht Haushalt.Wohnform ist Miete"), "Wohnform: nicht Miete");
  EXPECT_READS(condition("Haushalt.Wohnform ist Miete oder Heim"), "Wohnform: Miete oder Heim");
}

TEST(Plain, SetsHaveAGender) {
  EXPECT_READS(condition("irgendein Elternteil mit Elternteil.in-Schule"), "mindestens ein Elternteil: in Schule");
  EXPECT_READS(condition("jeder Elternteil mit Elternteil.in-Schule"), "alle Elternteile: in Schule");
}

TEST(Plain, OneYear) {
  EXPECT_READS(condition("Kind hat das 1. Lebensjahr noch nicht vollendet bei Beginn des Monats"), "unter 1 Jahr alt (am Monatsanfang)");
}

}  // namespace
}  // namespace fr
