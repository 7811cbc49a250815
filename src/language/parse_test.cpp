// The tree that the parser builds, its limits, and that no bytes make it fall over.
#include "language/parse.h"

#include <gtest/gtest.h>

#include "base/date.h"
#include "base/decimal.h"

namespace fr {
namespace {

using ast::Expr;
using ast::ExprKind;

Parsed parse_text(const std::string& text) {
  return parse({"probe.regel", text, Layer::Federal, ""}, 0);
}

std::string complaints(const Parsed& p, const std::string& text) {
  return render(p.diagnostics, {{"probe.regel", text, Layer::Federal, ""}});
}

ast::Decl one(const std::string& text) {
  Parsed p = parse_text(text);
  EXPECT_TRUE(p.diagnostics.empty()) << complaints(p, text);
  EXPECT_EQ(p.file.decls.size(), 1U);
  return p.file.decls.empty() ? ast::Decl{} : std::move(p.file.decls[0]);
}

ast::ExprPtr body_of(const std::string& line) {
  return one("Regel r: Zahl je Kind\n  " + line + "\n").body;
}

TEST(Parse, LiteralsAreScaled) {
  EXPECT_EQ(body_of("1.000,5")->lo, 1000 * kOne + kOne / 2);
  EXPECT_EQ(body_of("259 €")->lo, 259 * kOne);
  EXPECT_EQ(body_of("45 %")->lo, kOne * 45 / 100);
  EXPECT_EQ(body_of("2026-01-01")->lo, parse_day("2026-01-01"));
  EXPECT_EQ(body_of("2026-01")->lo, 2026 * 12);
  const auto span = body_of("6 Monate");
  EXPECT_EQ(span->lo, 6);
  EXPECT_EQ(span->op, static_cast<int>(ast::Unit::Months));
}

TEST(Parse, MultiplicationBindsTighterThanAddition) {
  const auto e = body_of("a + b mal c - 10 % von d geteilt durch 2");
  ASSERT_EQ(e->kind, ExprKind::Sub);
  EXPECT_EQ(e->args[0]->kind, ExprKind::Add);
  EXPECT_EQ(e->args[0]->args[1]->kind, ExprKind::Mul);
  EXPECT_EQ(e->args[1]->kind, ExprKind::Div);
  EXPECT_EQ(e->args[1]->args[0]->kind, ExprKind::PercentOf);
}

TEST(Parse, SubtractionAssociatesToTheLeft) {
  const auto e = body_of("a - b - c");
  EXPECT_EQ(e->args[0]->kind, ExprKind::Sub);
  EXPECT_EQ(e->args[1]->name, "c");
  EXPECT_TRUE(body_of("(a - b)")->paren);
}

TEST(Parse, TextPositionAndCitation) {
  const auto e = body_of("Kind.Lohn   +  5 €                        § 5  SpielG  Quelle \"Bl. 3\"");
  EXPECT_EQ(e->text, "Kind.Lohn + 5 €");
  EXPECT_EQ(e->citation, "§ 5 SpielG; Bl. 3");
  EXPECT_EQ(e->pos.line, 2U);
  EXPECT_EQ(e->pos.column, 3U);
  EXPECT_EQ(e->pos.length, 18U);
  EXPECT_EQ(e->args[0]->subject, "Kind");
  EXPECT_EQ(e->args[0]->name, "Lohn");
}

TEST(Parse, BlocksWithLabels) {
  const auto d =
      one("Regel r: ja/nein je Kind\n"
          "  eine von\n"
          "    Abs. 4 Nr. 2: alle von\n"
          "      a): Kind.x\n"
          "      nicht Kind.y       § 3\n"
          "    nicht wenn\n"
          "      z\n");
  const Expr& e = *d.body;
  ASSERT_EQ(e.kind, ExprKind::Any);
  ASSERT_EQ(e.args.size(), 2U);
  EXPECT_EQ(e.args[0]->label, "Abs. 4 Nr. 2");
  EXPECT_EQ(e.args[0]->args[0]->label, "a)");
  EXPECT_EQ(e.args[0]->args[1]->kind, ExprKind::Not);
  EXPECT_EQ(e.args[0]->args[1]->citation, "§ 3");
  EXPECT_EQ(e.args[1]->kind, ExprKind::None);
}

TEST(Parse, Conditions) {
  auto e =
      body_of("Kind hat das 18. Lebensjahr noch nicht vollendet bei Ende von letzter 1. August");
  ASSERT_EQ(e->kind, ExprKind::AgeDone);
  EXPECT_TRUE(e->negated);
  EXPECT_EQ(e->lo, 18);
  EXPECT_EQ(e->op, 1);
  EXPECT_EQ(e->args[0]->kind, ExprKind::Annual);
  e = body_of("Wohnform ist Miete oder Heim");
  EXPECT_EQ(e->members, (std::vector<std::string>{"Miete", "Heim"}));
  e = body_of("kein Partner mit Partnerschaft ist geschieden");
  EXPECT_EQ(e->op, 2);
  EXPECT_EQ(e->set, ast::SetName::Partner);
  e = body_of("a zwischen 1 und 2");
  EXPECT_EQ(e->kind, ExprKind::Between);
  e = body_of(
      "Anzahl der Kinder mit Kind hat das 3. Lebensjahr vollendet bei Beginn des Monats mehr als "
      "2");
  EXPECT_EQ(e->kind, ExprKind::Compare);
}

TEST(Parse, Rechenweg) {
  const auto d =
      one("Betrag b: Geld pro Monat je Kind\n"
          "  Ausgang 5 €   § 1\n"
          "  abzüglich x wenn nicht y\n"
          "  entfällt wenn weniger als 5 €\n");
  ASSERT_EQ(d.body->kind, ExprKind::Calc);
  ASSERT_EQ(d.body->lines.size(), 3U);
  EXPECT_EQ(d.body->lines[0].citation, "§ 1");
  EXPECT_EQ(d.body->lines[1].when->kind, ExprKind::Not);
  EXPECT_EQ(d.body->lines[2].value, nullptr);
  EXPECT_EQ(d.body->lines[2].when->args[0], nullptr);
}

TEST(Parse, TableCells) {
  Diagnostics out;
  const auto cell = [&](const char* text) { return ast::parse_cell(text, {0, 7, 11, 1}, &out); };
  EXPECT_EQ(cell("bis 25.000 €")->op, 1);
  EXPECT_EQ(cell("0 € bis 40 €")->hi, 40 * kOne);
  EXPECT_EQ(cell("darüber")->name, "darüber");
  EXPECT_EQ(cell("erste")->kind, ExprKind::Name);
  EXPECT_TRUE(cell("bis 6 Monate")->negated);
  EXPECT_TRUE(out.empty());
  EXPECT_EQ(cell("5 + 3")->kind, ExprKind::Error);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].pos.line, 7U);
  EXPECT_EQ(out[0].pos.column, 13U);
}

TEST(Parse, GoesOnAfterAnError) {
  const Parsed p = parse_text(
      "Regel a: ja/nein je Kind\n  x +\n\nRegl b: ja/nein je Kind\n  y\n\nRegel c: ja/nein je "
      "Kind\n  z\n");
  EXPECT_EQ(p.diagnostics.size(), 2U);
  EXPECT_EQ(p.file.decls.back().name, "c");
}

TEST(Parse, StopsAfterTwoHundredMessages) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "Unsinn " + std::to_string(i) + "\n";
  EXPECT_EQ(parse_text(text).diagnostics.size(), 201U);
}

TEST(Parse, LimitsOfSizeAndDepth) {
  EXPECT_EQ(parse_text(std::string(1'048'577, '\n')).diagnostics.size(), 1U);
  EXPECT_TRUE(parse_text(std::string(1'048'576, '\n')).diagnostics.empty());
  const std::string head = "Regel r: Zahl je Kind\n  ";
  EXPECT_EQ(parse_text(head + std::string(500, '(') + "1").diagnostics.size(), 1U);
  EXPECT_TRUE(
      parse_text(head + std::string(38, '(') + "1" + std::string(38, ')')).diagnostics.empty());
  EXPECT_EQ(parse_text("Leistung L\n  Titel \"" + std::string(1000, 'x') + "\"").diagnostics.size(),
            1U);
}

TEST(Parse, CutOffAndGarbledProgramsDoNotCrash) {
  const std::string text =
      "Merkmal m: Auswahl (a, b) je Kind\n  von 0 € bis 5 €\n  relevant wenn\n    alle von\n      "
      "x\n"
      "Tabelle t: Geld nach K\n  | a | b |\n  |---|---|\n  | bis 5 € | darüber |\n"
      "Prüffall \"x\"\n  Monat 2026-05\n  Familie f zwischen 1 und 2\n    A: Kind von B, wohnt in "
      "h 70 %\n"
      "  erwarte Frist \"t\" A am 2026-01-01\nBetrag b: Geld je Kind\n  Ausgang Maximum(1, t[x, "
      "y]) § 3\n"
      "  zuzüglich 5 % von letzter 1. August ab 2026-01-01 wenn irgendein Kind mit eine von\n    x "
      "ist a oder b\n";
  for (std::size_t i = 0; i < text.size(); ++i) {
    parse_text(text.substr(0, i));
    std::string garbled = text;
    for (const char c : {'\n', ' ', '"', ':', '(', '\xC3', '\0', '5', '|'}) {
      garbled[i] = c;
      const Parsed p = parse_text(garbled);
      complaints(p, garbled);
    }
  }
}

}  // namespace
}  // namespace fr
