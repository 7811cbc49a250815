// A replaced fact must leave exactly the registers that a fresh run over the changed family has, and taking
// it back those of the family as it was.
#include "eval/replay.h"

#include <array>

#include "eval/toy_test.h"

namespace fr {
namespace {

using namespace toy;

struct Town {
  Rulebook book;
  std::uint32_t born, child_fact, amount, share;
  Situation situation;

  Town() {
    book.from = month(2026, 1);
    book.until = month(2027, 1);
    born = add_birthday(book);
    child_fact = add_bool(book, "spielt", Role::Child);
    amount = add_fact(book, "Betrag", Role::Person, kMoney, 0, euro(1000), kCent);
    share = add_fact(book, "Teiler", Role::Family, kCount, 0, euro(4), kOne);
    Law law(book, book.from, book.until);
    const Reg young = law.younger(law.fact(born), 18);
    const Reg plays = law.fact(child_fact);
    const Reg money = law.fact(amount);
    const Reg counts = law.all(Table::Person, young, plays);
    const Reg none = law.constant(Table::Person, Kind::Money, 0);
    const Reg paid = law.op(Op::Select, Table::Person, Kind::Money, {counts, money, none});
    const Reg each = law.op(Op::FromTarget, Table::People, Kind::Money, {paid});
    const Reg sum = law.op(Op::SumOf, Table::Family, Kind::Money, {each});
    const Reg part = law.op(Op::Div, Table::Family, Kind::Money, {sum, law.fact(share)});
    const Reg some = law.op(Op::Less, Table::Family, Kind::Bool, {law.constant(Table::Family, Kind::Money, 0), part});
    law.op(Op::FromFamily, Table::Person, Kind::Bool, {some});
    const auto service = add_service(book, "Spielgeld", Effect::Payment);
    law.target(service, Role::Family, some);
    law.enact();
    situation = toy::family(1, 2, month(2026, 5));
    situation.persons[0].facts["Geburtstag"] = born_in(1990);
    situation.persons[1].facts["Geburtstag"] = born_in(2015);
    situation.persons[1].facts["Betrag"] = exactly(euro(100));
    situation.family.facts["Teiler"] = {euro(1), euro(4)};
  }
  static Known born_in(int year) { return {day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)}; }

  const Program& program() const { return book.programs.front(); }
};

// Every register of the replay equals that of a fresh run.
void expect_like(const Town& town, const Replay& replay, const Situation& situation) {
  const Batch batch(town.book, situation, 1);
  const auto fresh = must(run(town.book, town.program(), batch, Carrier::Bounds));
  for (Reg reg = 0; reg < town.program().code.size(); ++reg) {
    for (std::uint32_t row = 0; row < batch.rows(town.program().code[reg].table); ++row) {
      EXPECT_EQ(replay.run().at(reg, row), fresh.at(reg, row)) << "register " << reg << " row " << row;
    }
  }
}

TEST(Replay, ReplacedFactsGiveWhatAFreshRunGives) {
  const Town town;
  Replay replay(town.book, town.program(), town.situation);
  expect_like(town, replay, town.situation);

  Situation grown = town.situation;
  grown.persons[2].facts["Geburtstag"] = born(2001, 5, 5);
  const Assumption adult{{town.born, person(2)}, born(2001, 5, 5)};
  replay.push({&adult, 1});
  expect_like(town, replay, grown);

  Situation playing = grown;
  playing.persons[1].facts["spielt"] = exactly(1);
  playing.persons[2].facts["Betrag"] = exactly(euro(7));
  const Assumption more[] = {{{town.child_fact, person(1)}, exactly(1)}, {{town.amount, person(2)}, exactly(euro(7))}};
  replay.push(more);
  expect_like(town, replay, playing);

  replay.pop();
  expect_like(town, replay, grown);
  replay.pop();
  expect_like(town, replay, town.situation);
}

TEST(Replay, AnotherMonthMovesAgesAndRoles) {
  const Town town;
  Replay replay(town.book, town.program(), town.situation);
  Situation later = town.situation;
  later.month = month(2034, 1);
  replay.push({}, later.month);
  expect_like(town, replay, later);
  replay.pop();
  expect_like(town, replay, town.situation);
}

// Only the sum is asked for: it follows, what nobody asked for stays, and taking back leaves everything as it was.
TEST(Replay, WhatIsFocusedFollowsAndTheRestComesBackUntouched) {
  const Town town;
  Replay replay(town.book, town.program(), town.situation);
  Reg sum = 0, last = static_cast<Reg>(town.program().code.size() - 1);
  while (town.program().code[sum].op != Op::SumOf) ++sum;
  const std::uint32_t family = replay.batch().row(EntityRef{Table::Family, 0});
  const Known before = replay.run().at(last, 0);
  const Assumption plays{{town.child_fact, person(1)}, exactly(1)}, rich{{town.amount, person(1)}, exactly(euro(700))};
  replay.focus(std::array{sum});
  replay.push({&plays, 1});
  replay.push({&rich, 1});
  Situation changed = town.situation;
  changed.persons[1].facts["spielt"] = exactly(1);
  changed.persons[1].facts["Betrag"] = exactly(euro(700));
  const Batch batch(town.book, changed, 1);
  const auto fresh = must(run(town.book, town.program(), batch, Carrier::Bounds));
  EXPECT_EQ(replay.run().at(sum, family), fresh.at(sum, family));
  EXPECT_EQ(replay.run().at(last, 0), before);
  EXPECT_NE(fresh.at(last, 0), before);
  replay.pop();
  replay.pop();
  replay.focus_all();
  expect_like(town, replay, town.situation);
}

TEST(Replay, AFailureLastsAsLongAsItsAssumption) {
  const Town town;
  Replay replay(town.book, town.program(), town.situation);
  EXPECT_FALSE(replay.failure());
  const Assumption zero{{town.share, kFamily}, exactly(0)};
  replay.push({&zero, 1});
  const auto failure = replay.failure();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->what, EvalError::What::DivisionByZero);
  replay.pop();
  EXPECT_FALSE(replay.failure());
}

}  // namespace
}  // namespace fr
