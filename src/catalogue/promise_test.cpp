// Toy law with a promise that holds and promises that do not; which is which follows from reading it.
#include "catalogue/promise.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

const char* const kToy = R"(Rechtsstand 2025-01 bis 2026-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann?"

Merkmal Lohn: Geld pro Monat je Person
  Frage "Wie viel?"
  von 0 € bis 5.000 €

Leistung Spielgeld
  Titel "Spielgeld"
  Ebene Bund
  Stelle amt
  Wirkung Zahlung
  Grenzen "keine"

)";

PromiseReport tried(const std::string& rules) {
  const std::vector<Source> sources{{"spiel.regel", kToy + rules, Layer::Federal, ""}};
  const Compiled c = compile(sources);
  EXPECT_TRUE(c.ok()) << render(c.diagnostics, sources);
  return try_promises(c, sources, 40);
}

const char* const kFalling = R"(Anspruch Spielgeld: je Person
  Person.Lohn höchstens 4.000 €

Betrag Spielgeld: Geld pro Monat je Person
  steigt nicht mit Lohn
  Ausgang    300 €
  abzüglich  10 % von Person.Lohn
  mindestens 0 €
  gerundet   auf 1 €
)";

TEST(Promise, ThatHoldsIsLeftAlone) {
  const PromiseReport report = tried(kFalling);
  EXPECT_TRUE(report.findings.empty());
  EXPECT_GT(report.tried, 1000u);
}

TEST(Promise, AmountThatRisesIsFound) {
  const PromiseReport report = tried(R"(Anspruch Spielgeld: je Person
  ja

Betrag Spielgeld: Geld pro Monat je Person
  steigt nicht mit Lohn
  Ausgang    300 €
  zuzüglich  1 € wenn Person.Lohn mindestens 1.000 €
)");
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_TRUE(report.findings[0].starts_with("spiel.regel:"));
  EXPECT_NE(report.findings[0].find("steigt von 300 € auf 301 €"), std::string::npos) << report.findings[0];
}

TEST(Promise, ClaimThatBeginsLaterIsFound) {
  const PromiseReport report = tried(R"(Anspruch Spielgeld: je Person
  Person.Lohn mindestens 600 €

Betrag Spielgeld: Geld pro Monat je Person
  steigt nicht mit Lohn
  Ausgang  300 €
)");
  EXPECT_EQ(report.findings.size(), 1u);
}

TEST(Promise, OfARuleIsTriedToo) {
  const PromiseReport report = tried(std::string(kFalling) + R"(
Regel Rest: Geld pro Monat je Haushalt
  steigt nicht mit Lohn
  Summe von Mitglied.Lohn über Mitglieder
)");
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_NE(report.findings[0].find("„Rest“"), std::string::npos);
}

}  // namespace
}  // namespace fr
