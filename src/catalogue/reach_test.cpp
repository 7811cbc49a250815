// Toy law with one living and several dead rules; what is dead follows from reading it.
#include "catalogue/reach.h"

#include <gtest/gtest.h>

#include "program/compile.h"

namespace fr {
namespace {

const char* const kToy = R"(Rechtsstand 2025-01 bis 2026-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann?"

Merkmal in-Schule: ja/nein je Person
  Frage "Schule?"

Leistung Spielgeld
  Titel "Spielgeld"
  Ebene Bund
  Stelle amt
  Wirkung Hilfe
  Grenzen "keine"

)";

std::vector<DeadRule> dead(const std::string& rules) {
  const Compiled c = compile({{"spiel.regel", kToy + rules, Layer::Federal, ""}});
  EXPECT_TRUE(c.ok()) << render(c.diagnostics, {{"spiel.regel", kToy + rules, Layer::Federal, ""}});
  return dead_rules(c.book);
}

TEST(Reach, LivingRulesAreLeftAlone) {
  EXPECT_TRUE(dead("Anspruch Spielgeld: je Kind\n  Kind.in-Schule\n").empty());
}

TEST(Reach, ClaimThatIsNeverYes) {
  const auto found = dead("Anspruch Spielgeld: je Kind\n  irgendein Elternteil mit nicht ja\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "Der Anspruch „Spielgeld“ kann nie ja sein.");
  EXPECT_EQ(found[0].source, "spiel.regel:16");
}

TEST(Reach, ClaimThatIsNeverNo) {
  const auto found = dead("Anspruch Spielgeld: je Kind\n  Kind.Geburtstag mindestens 1850-01-01\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "Der Anspruch „Spielgeld“ kann nie nein sein.");
}

TEST(Reach, CaseThatNeverApplies) {
  const auto found = dead(R"(Anspruch Spielgeld: je Kind
  Kind.in-Schule

Regel Stufe: Anzahl je Kind
  Fälle
    1 wenn Kind.in-Schule
    2 wenn Kind.Geburtstag weniger als 1860-01-01
    sonst 3
)");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].message.ends_with("“ kann nie eintreten.")) << found[0].message;
  EXPECT_NE(found[0].message.find("1860"), std::string::npos) << found[0].message;
}

}  // namespace
}  // namespace fr
