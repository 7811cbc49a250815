#include <algorithm>

#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;

// Spielgeld je Kind: alle von (jünger als 18 am Monatsbeginn; eine von (spielt, sammelt);
// irgendein Elternteil mit Wohnsitz). Betrag: 100 €, zuzüglich 20 € unter 6, mindestens 0 €.
class WhyTest : public testing::Test {
 protected:
  WhyTest() : book(rulebook()) {
    birthday = add_birthday(book);
    plays = add_bool(book, "spielt");
    collects = add_bool(book, "sammelt");
    resident = add_bool(book, "Wohnsitz");
    add_service(book, "Spielgeld", Effect::Payment);
    Law law(book, book.from, book.until);
    const Table p = Table::Person;
    const Reg date = law.fact(birthday), young = law.younger(date, 18);
    const Reg small = law.younger(date, 6);
    const Reg playing = law.fact(plays), collecting = law.fact(collects);
    const Reg either = law.any(p, playing, collecting), lives = law.fact(resident);
    const Reg there = law.op(Op::FromTarget, Table::Parents, Kind::Bool, {lives});
    const Reg parent = law.op(Op::AnyOf, p, Kind::Bool, {there});
    const Reg active = law.all(p, either, parent), claim = law.all(p, young, active);
    const Reg hundred = law.constant(p, Kind::Money, euro(100));
    const Reg twenty = law.constant(p, Kind::Money, euro(20));
    const Reg zero = law.constant(p, Kind::Money, 0);
    const Reg extra = law.op(Op::Select, p, Kind::Money, {small, twenty, zero});
    const Reg sum = law.op(Op::Add, p, Kind::Money, {hundred, extra});

    const auto activity = law.rule("tätig", RuleKind::Rule, Role::Child, kBool, either);
    auto root = law.explain(activity, kNone, ExplainKind::Any, p, either);
    law.explain(activity, root, ExplainKind::Fact, p, playing, plays);
    law.explain(activity, root, ExplainKind::Fact, p, collecting, collects);

    law.target(0, Role::Child, claim, sum);
    const Target t = law.program().targets[0];
    root = law.explain(t.claim, kNone, ExplainKind::All, p, claim);
    const auto test = law.explain(t.claim, root, ExplainKind::Test, p, young);
    law.explain(t.claim, test, ExplainKind::Fact, p, date, birthday);
    law.explain(t.claim, root, ExplainKind::Rule, p, either, activity);
    const auto some = law.explain(t.claim, root, ExplainKind::Quantifier, p, parent);
    law.explain(t.claim, some, ExplainKind::Fact, Table::Parents, there, resident, Via::Target);
    law.explain(t.claim, root, ExplainKind::Rule, p, either, activity);

    root = law.explain(t.amount, kNone, ExplainKind::Steps, p, sum);
    law.explain(t.amount, root, ExplainKind::Start, p, hundred, kNone, Via::Same, hundred);
    law.explain(t.amount, root, ExplainKind::Plus, p, sum, kNone, Via::Same, extra);
    law.enact();

    home = family(2, 1, month(2026, 11));
    know(2, "Geburtstag", born(2022, 5, 10));
    know(0, "Geburtstag", born(1990, 1, 1));
  }

  void know(std::uint32_t who, const char* fact, Known value) {
    home.persons[who].facts[fact] = value;
  }
  Why ask_why() { return must(why(book, home, 0, person(2))); }

  Rulebook book;
  Situation home;
  std::uint32_t birthday, plays, collects, resident;
};

TEST_F(WhyTest, YesNamesOneSatisfiedAlternativeAndOneParent) {
  know(2, "spielt", exactly(1));
  know(2, "sammelt", exactly(1));
  know(0, "Wohnsitz", exactly(0));
  know(1, "Wohnsitz", exactly(1));
  const Why result = ask_why();
  EXPECT_EQ(result.verdict.standing, Standing::Yes);
  ASSERT_EQ(result.decisive.size(), 3u);
  EXPECT_EQ(result.decisive[0], (FactRef{birthday, person(2)}));
  EXPECT_EQ(result.decisive[1], (FactRef{plays, person(2)}));
  EXPECT_EQ(result.decisive[2], (FactRef{resident, person(1)}));
}

TEST_F(WhyTest, QuantifierHasOneStepPerPairAndARuleUnfoldsOnce) {
  know(2, "spielt", exactly(1));
  know(0, "Wohnsitz", exactly(0));
  know(1, "Wohnsitz", exactly(1));
  const Why result = ask_why();
  const Step& claim = result.claim;
  ASSERT_EQ(claim.because.size(), 4u);
  const Step& parents = claim.because[2];
  ASSERT_EQ(parents.because.size(), 2u);
  EXPECT_EQ(parents.because[0].entity, person(0));
  EXPECT_EQ(parents.because[1].entity, person(1));
  EXPECT_FALSE(parents.because[0].decisive);
  EXPECT_TRUE(parents.because[1].decisive);
  ASSERT_TRUE(parents.because[1].fact.has_value());
  EXPECT_EQ(*parents.because[1].fact, (FactRef{resident, person(1)}));
  EXPECT_EQ(claim.because[1].because.size(), 1u);  // the rule's own root
  EXPECT_EQ(claim.because[1].because[0].because.size(), 2u);
  EXPECT_TRUE(claim.because[3].because.empty());  // the same rule again
}

TEST_F(WhyTest, NoNamesTheCheapestFailingCondition) {
  know(2, "spielt", exactly(0));
  know(2, "sammelt", exactly(0));
  know(2, "Geburtstag", born(2000, 1, 1));
  const Why result = ask_why();  // too old (one fact) and idle (two facts)
  EXPECT_EQ(result.verdict.standing, Standing::No);
  ASSERT_EQ(result.decisive.size(), 1u);
  EXPECT_EQ(result.decisive[0], (FactRef{birthday, person(2)}));
  EXPECT_TRUE(result.claim.because[0].decisive);
  EXPECT_FALSE(result.claim.because[1].decisive);
  EXPECT_FALSE(result.amount.has_value());
}

TEST_F(WhyTest, OpenNamesTheOpenFacts) {
  know(0, "Wohnsitz", exactly(1));
  know(2, "sammelt", exactly(0));
  const Why result = ask_why();
  EXPECT_EQ(result.verdict.standing, Standing::Open);
  ASSERT_EQ(result.decisive.size(), 1u);
  EXPECT_EQ(result.decisive[0], (FactRef{plays, person(2)}));
}

TEST_F(WhyTest, LinesOfTheRechenwegAddUp) {
  know(2, "spielt", exactly(1));
  know(0, "Wohnsitz", exactly(1));
  const Why result = ask_why();  // 4 years old: 100 € + 20 €
  ASSERT_TRUE(result.amount.has_value());
  ASSERT_EQ(result.amount->because.size(), 2u);
  EXPECT_EQ(*result.amount->because[0].line, exactly(euro(100)));
  EXPECT_EQ(*result.amount->because[1].line, exactly(euro(20)));
  EXPECT_EQ(result.amount->because[1].value, exactly(euro(120)));
  EXPECT_EQ(result.amount->value, exactly(euro(120)));
  EXPECT_EQ(*result.verdict.amount, exactly(euro(120)));
}

TEST_F(WhyTest, AGivenRuleIsNotUnfolded) {
  know(0, "Wohnsitz", exactly(1));
  // `tätig` is given, but this toy law has no Given instruction: only the tree is of interest.
  home.persons[2].given["tätig"] = exactly(1);
  const Why result = ask_why();
  EXPECT_TRUE(result.claim.because[1].because.empty());
}

TEST(Why, RelevanceFactsAreAddedUntilTheVerdictStands) {
  // tobt (relevant only from 3 years on, else nein); Tobegeld: nicht tobt.
  Rulebook book = rulebook();
  const auto birthday = add_birthday(book), romps = add_bool(book, "tobt");
  add_service(book, "Tobegeld", Effect::Help);
  Law law(book, book.from, book.until);
  const Reg date = law.fact(birthday), small = law.younger(date, 3);
  const Reg old_enough = law.op(Op::Not, Table::Person, Kind::Bool, {small});
  const Reg romping = law.fact(romps, old_enough);
  const Reg claim = law.op(Op::Not, Table::Person, Kind::Bool, {romping});
  law.target(0, Role::Child, claim);
  const auto rule = law.program().targets[0].claim;
  const auto root = law.explain(rule, kNone, ExplainKind::Not, Table::Person, claim);
  law.explain(rule, root, ExplainKind::Fact, Table::Person, romping, romps);
  law.enact();
  Situation home = family(1, 1, month(2026, 11));
  home.persons[1].facts["Geburtstag"] = born(2025, 6, 1);  // too small: counts as "tobt nicht"
  home.persons[0].facts["Geburtstag"] = born(1990, 6, 1);
  const Why result = must(why(book, home, 0, person(1)));
  EXPECT_EQ(result.verdict.standing, Standing::Yes);
  ASSERT_EQ(result.decisive.size(), 1u);
  EXPECT_EQ(result.decisive[0], (FactRef{birthday, person(1)}));
}

TEST(Why, CasesCarryTheConditionsUpToTheChosenOne) {
  // Fälle: ja wenn rot; nein wenn blau; sonst ja. The family is blue.
  Rulebook book = rulebook();
  const auto red = add_bool(book, "rot", Role::Family), blue = add_bool(book, "blau", Role::Family);
  const auto green = add_bool(book, "grün", Role::Family);
  add_service(book, "Farbgeld", Effect::Help);
  Law law(book, book.from, book.until);
  const Table f = Table::Family;
  const Reg is_red = law.fact(red), is_blue = law.fact(blue), is_green = law.fact(green);
  const Reg yes = law.constant(f, Kind::Bool, 1), no = law.constant(f, Kind::Bool, 0);
  const Reg rest = law.op(Op::Select, f, Kind::Bool, {is_blue, no, is_green});
  const Reg claim = law.op(Op::Select, f, Kind::Bool, {is_red, yes, rest});
  law.target(0, Role::Family, claim);
  const auto rule = law.program().targets[0].claim;
  const auto root = law.explain(rule, kNone, ExplainKind::Cases, f, claim);
  law.explain(rule, root, ExplainKind::Fact, f, is_red, red);
  law.explain(rule, root, ExplainKind::Constant, f, yes);
  law.explain(rule, root, ExplainKind::Fact, f, is_blue, blue);
  law.explain(rule, root, ExplainKind::Constant, f, no);
  law.explain(rule, root, ExplainKind::Fact, f, is_green, green);
  law.enact();
  Situation home = family(1, 0, month(2026, 11));
  home.family.facts = {{"rot", exactly(0)}, {"blau", exactly(1)}, {"grün", exactly(1)}};
  const Why result = must(why(book, home, 0, kFamily));
  EXPECT_EQ(result.verdict.standing, Standing::No);
  ASSERT_EQ(result.claim.because.size(), 3u);  // rot, blau, nein
  EXPECT_TRUE(result.claim.because[0].decisive);
  EXPECT_TRUE(result.claim.because[1].decisive);
  ASSERT_EQ(result.decisive.size(), 2u);
  EXPECT_EQ(result.decisive[0].fact, red);
  EXPECT_EQ(result.decisive[1].fact, blue);
}

TEST(Why, ASetOfChildrenLeavesOutGrownUpsAndFiltersHideValues) {
  // Bonbonhilfe je Haushalt: Summe der Bonbons über Kinder, die spielen, mindestens 10 €.
  Rulebook book = rulebook();
  add_birthday(book);
  const auto plays = add_bool(book, "spielt");
  const auto sweets = add_fact(book, "Bonbons", Role::Person, kMoney, 0, euro(100), kCent);
  add_service(book, "Bonbonhilfe", Effect::Help);
  Law law(book, book.from, book.until);
  const Table p = Table::Person, pairs = Table::Members, h = Table::Household;
  const Reg playing = law.op(Op::FromTarget, pairs, Kind::Bool, {law.fact(plays)});
  const Reg each = law.op(Op::FromTarget, pairs, Kind::Money, {law.fact(sweets)});
  const Reg role = law.op(Op::HasRole, p, Kind::Bool, {}, static_cast<std::int64_t>(Role::Child));
  const Reg child = law.op(Op::FromTarget, pairs, Kind::Bool, {role});
  const Reg filter = law.all(pairs, child, playing);
  const Reg none = law.constant(pairs, Kind::Money, 0);
  const Reg counted = law.op(Op::Select, pairs, Kind::Money, {filter, each, none});
  const Reg sum = law.op(Op::SumOf, h, Kind::Money, {counted});
  const Reg least = law.constant(h, Kind::Money, euro(10));
  const Reg claim = law.op(Op::LessEq, h, Kind::Bool, {least, sum});
  law.target(0, Role::Household, claim);
  const auto rule = law.program().targets[0].claim;
  const auto root = law.explain(rule, kNone, ExplainKind::Test, h, claim);
  const auto total = law.explain(rule, root, ExplainKind::Aggregate, h, sum);
  law.explain(rule, total, ExplainKind::Fact, pairs, playing, plays, Via::Target);
  law.explain(rule, total, ExplainKind::Fact, pairs, each, sweets, Via::Target);
  law.enact();
  Situation home = family(1, 2, month(2026, 11));
  home.persons[0].facts = {{"Geburtstag", born(1990, 1, 1)}, {"spielt", exactly(1)}};
  home.persons[1].facts = {{"Geburtstag", born(2020, 1, 1)}, {"spielt", exactly(1)},
                           {"Bonbons", exactly(euro(30))}};
  home.persons[2].facts = {{"Geburtstag", born(2021, 1, 1)}, {"spielt", exactly(0)}};
  const Why result = must(why(book, home, 0, household(0)));
  EXPECT_EQ(result.verdict.standing, Standing::Yes);
  const auto& steps = result.claim.because[0].because;
  ASSERT_EQ(steps.size(), 3u);  // the first child's filter and value, the second child's filter
  EXPECT_EQ(steps[0].entity, person(1));
  EXPECT_EQ(steps[1].value, exactly(euro(30)));
  EXPECT_EQ(steps[2].entity, person(2));
  // 30 € of the first child reach the 10 € whatever the others do.
  ASSERT_EQ(result.decisive.size(), 2u);
  EXPECT_EQ(result.decisive[0], (FactRef{plays, person(1)}));
  EXPECT_EQ(result.decisive[1], (FactRef{sweets, person(1)}));
}

TEST(Why, AnUnknownTargetIsAnError) {
  Rulebook book = rulebook();
  Law(book, book.from, book.until).enact();
  EXPECT_FALSE(why(book, family(1, 0, month(2026, 11)), 3, person(0)).has_value());
}

}  // namespace
}  // namespace fr
