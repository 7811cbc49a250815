#include <gtest/gtest.h>

#include "eval/analysis.h"
#include "program/binary.h"
#include "program/test_book.h"

namespace fr {
namespace {

using fr::testing::Builder;
using fr::testing::euro;

constexpr auto P = Table::Person;
constexpr Month kMay2026 = 2026 * 12 + 4;

Known exactly(std::int64_t x) { return {x, x}; }

// A child (0) and its parent (1), an adult.
class EvaluateTest : public ::testing::Test {
 protected:
  EvaluateTest() {
    s.month = kMay2026;
    s.persons.resize(2);
    s.persons[0].id = "kim";
    s.persons[0].parents = {1};
    s.persons[1].id = "eva";
    birthday = b.fact("Geburtstag", Role::Person, Kind::Day, day_from_civil(1900, 1, 1),
                      day_from_civil(2100, 12, 31));
    s.persons[0].facts["Geburtstag"] = exactly(day_from_civil(2020, 1, 1));
    s.persons[1].facts["Geburtstag"] = exactly(day_from_civil(1990, 1, 1));
    service = b.service("spielgeld", Effect::Payment);
  }
  Evaluation go(std::uint32_t max_cases = 512) {
    EXPECT_EQ(verify(b.book), "");
    auto result = evaluate(b.book, s, max_cases);
    if (!result) {
      ADD_FAILURE() << result.error().message;
      return {};
    }
    return std::move(*result);
  }

  Builder b;
  Situation s;
  std::uint32_t birthday, service;
};

TEST_F(EvaluateTest, OpenVerdictNamesWhatIsMissing) {
  const auto learns = b.fact("lernt", Role::Child, Kind::Bool, 0, 1);
  b.target(service, Role::Child, b.load(learns), b.constant(P, Kind::Money, euro(259)));
  Evaluation open = go();
  ASSERT_EQ(open.verdicts.size(), 1u);  // only for the child
  EXPECT_EQ(open.verdicts[0].entity, (EntityRef{P, 0}));
  EXPECT_EQ(open.verdicts[0].standing, Standing::Open);
  EXPECT_EQ(open.verdicts[0].amount, (Known{0, euro(259)}));
  EXPECT_EQ(open.verdicts[0].missing, (std::vector<FactRef>{{learns, {P, 0}}}));
  EXPECT_EQ(open.total_per_month, (Known{0, euro(259)}));
  s.persons[0].facts["lernt"] = exactly(1);
  const Evaluation yes = go();
  EXPECT_EQ(yes.verdicts[0].standing, Standing::Yes);
  EXPECT_EQ(yes.verdicts[0].amount, exactly(euro(259)));
  EXPECT_TRUE(yes.verdicts[0].missing.empty());
  EXPECT_EQ(yes.total_per_month, exactly(euro(259)));
  s.persons[0].receives = {"spielgeld"};
  const Evaluation received = go();
  EXPECT_TRUE(received.verdicts[0].received);
  EXPECT_EQ(received.total_per_month, exactly(0));
}

TEST_F(EvaluateTest, OneFactOnTwoPathsIsSplitIntoCases) {
  const auto x = b.fact("x", Role::Child, Kind::Bool, 0, 1);
  const Reg rx = b.load(x);
  const Reg tautology = b.op(Op::Or, P, Kind::Bool, {rx, b.op(Op::Not, P, Kind::Bool, {rx})});
  const Reg amount = b.op(Op::Select, P, Kind::Money,
                          {rx, b.constant(P, Kind::Money, euro(5)), b.constant(P, Kind::Money, euro(7))});
  b.target(service, Role::Child, tautology, amount);
  const Evaluation split = go();
  EXPECT_EQ(split.verdicts[0].standing, Standing::Yes);
  EXPECT_EQ(split.verdicts[0].amount, (Known{euro(5), euro(7)}));
  EXPECT_EQ(split.verdicts[0].missing, (std::vector<FactRef>{{x, {P, 0}}}));
  EXPECT_EQ(split.total_per_month, (Known{euro(5), euro(7)}));
  EXPECT_GT(split.cases, 1u);
  EXPECT_FALSE(split.capped);
  const Evaluation capped = go(1);
  EXPECT_EQ(capped.verdicts[0].standing, Standing::Open);
  EXPECT_TRUE(capped.capped);
}

TEST_F(EvaluateTest, NumbersAreSplitAtTheirThresholds) {
  // Below 1.000 € one rule says yes, from 1.000 € on the other.
  const auto pay = b.fact("Lohn", Role::Person, Kind::Money, 0, euro(5000), kCent);
  const Reg of_parent = b.op(Op::FromTarget, Table::Parents, Kind::Money, {b.load(pay)});
  const Reg sum = b.op(Op::SumOf, P, Kind::Money, {of_parent});
  const Reg limit = b.constant(P, Kind::Money, euro(1000));
  const Reg below = b.op(Op::Less, P, Kind::Bool, {sum, limit});
  const Reg above = b.op(Op::LessEq, P, Kind::Bool, {limit, sum});
  b.target(service, Role::Child, b.op(Op::Or, P, Kind::Bool, {below, above}), kNoReg);
  const Evaluation result = go();
  EXPECT_EQ(result.verdicts[0].standing, Standing::Yes);
  EXPECT_FALSE(result.verdicts[0].amount);
  EXPECT_TRUE(result.verdicts[0].missing.empty());
}

TEST_F(EvaluateTest, FactsThatTurnOutNotToMatterAreNotMissing) {
  // (x and y) or (not x and y): only y matters.
  const auto x = b.fact("x", Role::Child, Kind::Bool, 0, 1);
  const auto y = b.fact("y", Role::Child, Kind::Bool, 0, 1);
  const Reg rx = b.load(x), ry = b.load(y);
  const Reg with = b.op(Op::And, P, Kind::Bool, {rx, ry});
  const Reg without = b.op(Op::And, P, Kind::Bool, {b.op(Op::Not, P, Kind::Bool, {rx}), ry});
  b.target(service, Role::Child, b.op(Op::Or, P, Kind::Bool, {with, without}), kNoReg);
  const Evaluation result = go();
  EXPECT_EQ(result.verdicts[0].standing, Standing::Open);
  EXPECT_EQ(result.verdicts[0].missing, (std::vector<FactRef>{{y, {P, 0}}}));
}

TEST_F(EvaluateTest, DeadlinesAndDocumentsOfWhatMayBeDue) {
  const auto learns = b.fact("lernt", Role::Child, Kind::Bool, 0, 1);
  const Reg claim = b.load(learns);
  const auto target = b.target(service, Role::Child, claim, b.constant(P, Kind::Money, euro(10)));
  const Reg until = b.op(Op::AddMonths, P, Kind::Day, {b.load(birthday)}, 6);
  const auto due = b.rule("sechs Monate", RuleKind::Deadline, Role::Child, Kind::Day, until);
  b.program().deadlines.push_back({service, due, "sechs Monate", "", until, kNoReg, kNoReg, target});
  const auto paper = b.rule("Schein", RuleKind::Document, Role::Child, Kind::Bool, claim);
  b.program().documents.push_back({service, paper, "Schein", "", claim});
  const Evaluation open = go();
  ASSERT_EQ(open.deadlines.size(), 1u);
  EXPECT_EQ(open.deadlines[0].until, exactly(day_from_civil(2020, 7, 1)));
  EXPECT_TRUE(open.deadlines[0].missed);
  EXPECT_TRUE(open.deadlines[0].certain);
  EXPECT_EQ(open.deadlines[0].cost_per_month, (Known{0, euro(10)}));
  ASSERT_EQ(open.documents.size(), 1u);
  EXPECT_FALSE(open.documents[0].certain);
  s.persons[0].facts["lernt"] = exactly(0);
  const Evaluation no = go();
  EXPECT_TRUE(no.deadlines.empty());
  EXPECT_TRUE(no.documents.empty());
}

TEST_F(EvaluateTest, RelevantFactsOfEntitiesInTheirRole) {
  const auto learns = b.fact("lernt", Role::Child, Kind::Bool, 0, 1);
  const auto works = b.fact("arbeitet", Role::Adult, Kind::Bool, 0, 1);
  const Reg no = b.constant(P, Kind::Bool, 0);
  const Reg a = b.load(learns), c = b.load(works), d = b.load(birthday);
  b.program().facts = {{learns, a, kNoReg, a, 0, 0}, {works, c, no, no, 0, 0},
                       {birthday, d, kNoReg, d, 0, 0}};
  const Evaluation result = go();
  ASSERT_EQ(result.relevant.size(), 3u);
  EXPECT_EQ(result.relevant[0].fact, (FactRef{learns, {P, 0}}));
  EXPECT_FALSE(result.relevant[0].known);
  EXPECT_EQ(result.relevant[1].fact, (FactRef{birthday, {P, 0}}));
  EXPECT_TRUE(result.relevant[1].known);
}

TEST_F(EvaluateTest, OfferedFactsAreNamedButNeverAsked) {
  const auto adopted = b.fact("adoptiert", Role::Child, Kind::Bool, 0, 1);
  const auto widowed = b.fact("verwitwet", Role::Adult, Kind::Bool, 0, 1);
  const auto unread = b.fact("sucht", Role::Child, Kind::Bool, 0, 1);
  for (const auto f : {adopted, widowed, unread}) b.book.facts[f].unasked = b.book.facts[f].offered = true;
  const Reg a = b.load(adopted), c = b.load(widowed), no = b.constant(P, Kind::Bool, 0);
  b.program().facts = {{adopted, a, kNoReg, a, 0, 0}, {widowed, c, no, no, 0, 0}};
  const Evaluation result = go();
  EXPECT_TRUE(result.relevant.empty());
  EXPECT_EQ(result.offered, (std::vector<FactRef>{{adopted, {P, 0}}, {unread, {P, 0}}}));
}

TEST_F(EvaluateTest, ErrorsSayWhatToDo) {
  s.month = 2030 * 12;
  const auto no_law = evaluate(b.book, s);
  ASSERT_FALSE(no_law);
  EXPECT_EQ(no_law.error().what, EvalError::What::NoLaw);
  EXPECT_EQ(no_law.error().message,
            "Für Januar 2030 ist kein Rechtsstand geprüft; geprüft ist Januar 2024 bis Dezember 2026. "
            "Bitte einen Monat in diesem Zeitraum wählen.");
  s.month = kMay2026;
  s.persons[0].facts["Geburtstag"] = {5, 4};
  const auto bad = evaluate(b.book, s);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().what, EvalError::What::BadValue);
  EXPECT_EQ(bad.error().rule, "Geburtstag");
}

}  // namespace
}  // namespace fr
