// The one layout: spelled out for small programs, and stable when applied twice.
#include <gtest/gtest.h>

#include "language/parse.h"

namespace fr {
namespace {

std::string formatted(const std::string& text) {
  const Parsed p = parse({"probe.regel", text, Layer::Federal, ""}, 0);
  EXPECT_TRUE(p.diagnostics.empty())
      << render(p.diagnostics, {{"probe.regel", text, Layer::Federal, ""}});
  return p.diagnostics.empty() ? format(p.file) : "";
}

TEST(Format, IndentsAndAlignsTheMargin) {
  const std::string want =
      "Regel r: ja/nein je Kind                                            § 1 SpielG\n"
      "  alle von\n"
      "    a): Kind.x                                                      § 2 SpielG  Quelle "
      "\"Bl.\"\n"
      "    Kind.y\n";
  EXPECT_EQ(formatted("Regel r:  ja/nein je Kind § 1 SpielG\n     alle von\n        a):  Kind.x § "
                      "2 SpielG Quelle \"Bl.\"\n        Kind.y\n"),
            want);
  EXPECT_EQ(formatted(want), want);
}

TEST(Format, LongLinesKeepTwoBlanksBeforeTheMargin) {
  const std::string line = "Regel " + std::string(60, 'x') + ": ja/nein je Kind";
  EXPECT_EQ(formatted(line + "    § 1\n  a\n"), line + "  § 1\n  a\n");
}

TEST(Format, PadsTables) {
  EXPECT_EQ(formatted("Tabelle t: Geld nach K\n | K | Betrag |\n |-|-|\n | bis  5 € | 1 € |\n | "
                      "darüber | 20 € |\n"),
            "Tabelle t: Geld nach K\n"
            "  | K       | Betrag |\n"
            "  |---------|--------|\n"
            "  | bis 5 € | 1 €    |\n"
            "  | darüber | 20 €   |\n");
}

TEST(Format, KeepsCommentsAndSeparatesDeclarations) {
  EXPECT_EQ(formatted("# oben\nLeistung L\n  # zum Titel\n  Titel \"t\"\n  Grenzen \"g\"\nWert w: "
                      "Zahl\n  # Zeile\n  ab 2026-01-01: 1000\n# Ende\n"),
            "# oben\nLeistung L\n  # zum Titel\n  Titel    \"t\"\n  Grenzen  \"g\"\n\nWert w: "
            "Zahl\n  # Zeile\n  ab 2026-01-01: 1.000\n\n# Ende\n");
}

TEST(Format, WritesWordsInOneWay) {
  EXPECT_EQ(formatted("Regel r: Zahl je Familie\n  Summe von 1,50 € über Elternteil mit irgendeine "
                      "Partner mit jeder Kind mit x\n"),
            "Regel r: Zahl je Familie\n  Summe von 1,50 € über Elternteile mit irgendein Partner "
            "mit jedes Kind mit x\n");
}

}  // namespace
}  // namespace fr
