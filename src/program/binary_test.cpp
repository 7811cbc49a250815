// Written and read again a rulebook is the same; whatever else is read is refused without harm.
#include "program/binary.h"

#include <gtest/gtest.h>

#include "program/listing.h"
#include "program/test_book.h"

namespace fr {
namespace {

using fr::testing::Builder;
using fr::testing::euro;

Rulebook sample() {
  Builder b;
  const auto minor = b.fact("lernt", Role::Child, Kind::Bool, 0, 1);
  const auto form = b.fact("Wohnform", Role::Household, Kind::Choice, 0b111, 0b111);
  const auto rent = b.fact("Miete", Role::Household, Kind::Money, 0, euro(5000), kCent);
  const Reg learns = b.load(minor);
  const Reg rented = b.op(Op::IsOneOf, Table::Household, Kind::Bool, {b.load(form)}, 0b101);
  const Reg home = b.op(Op::FromHome, Table::Person, Kind::Bool, {rented}, 0, 1);
  const Reg claim = b.op(Op::And, Table::Person, Kind::Bool, {learns, home});
  const Reg half = b.op(Op::FromHome, Table::Person, Kind::Money, {b.load(rent)}, 0, euro(5000));
  b.target(b.service("spielgeld", Effect::Payment), Role::Child, claim, half);
  Explain root{}, leaf{};
  root.kind = ExplainKind::All;
  root.reg = claim;
  root.text = "Spielgeld gibt es für Kinder, die lernen";
  root.children = {1};
  leaf.kind = ExplainKind::Fact;
  leaf.ref = minor;
  leaf.reg = learns;
  leaf.citation = "Nr. 1 Spielordnung";
  b.program().explain = {root, leaf};
  b.program().rules[0].root = 0;
  b.program().facts.push_back({minor, learns, kNoReg, learns, 0, 0});
  b.program().code[claim].rule = 0;
  return b.book;
}

TEST(Binary, RoundTrip) {
  const Rulebook book = sample();
  ASSERT_EQ(verify(book), "");
  const auto bytes = write(book);
  const auto back = read(bytes);
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(write(*back), bytes);
  EXPECT_EQ(listing(*back, back->programs[0]), listing(book, book.programs[0]));
  EXPECT_EQ(back->programs[0].explain[0].text, book.programs[0].explain[0].text);
  EXPECT_EQ(back->programs[0].targets[0].money, book.programs[0].targets[0].money);
  EXPECT_EQ(back->facts[2].hi, euro(5000));
  EXPECT_EQ(back->programs[0].explain[1].operand, kNoReg);
}

TEST(Binary, EveryTruncationIsRefused) {
  const auto bytes = write(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read(std::span(bytes).first(size))) << size;
  }
  auto longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(read(longer));
}

TEST(Binary, EveryFlippedBitIsRefusedOrSound) {
  const auto bytes = write(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto damaged = bytes;
      damaged[i] ^= static_cast<std::uint8_t>(1 << bit);
      const auto book = read(damaged);
      if (!book) {
        EXPECT_FALSE(book.error().empty());
        continue;
      }
      EXPECT_EQ(verify(*book), "");
      EXPECT_FALSE(listing(*book, book->programs[0]).empty());
    }
  }
}

TEST(Binary, OtherVersionSaysSo) {
  auto bytes = write(sample());
  bytes[4] = 9;
  EXPECT_NE(read(bytes).error().find("Format 9"), std::string::npos);
}

TEST(Binary, HugeLengthsAreRefusedWithoutAllocating) {
  std::vector<std::uint8_t> bytes = {'F', 'R', 'B', 'K', 1, 0, 2};
  for (int i = 0; i < 9; ++i) bytes.push_back(0xff);  // choices: 2^63 of them
  bytes.push_back(0x01);
  EXPECT_FALSE(read(bytes));
}

TEST(Verify, NamesWhatIsWrong) {
  const auto broken = [](auto&& change) {
    Rulebook book = sample();
    change(book);
    return verify(book);
  };
  const auto in_program = [&](auto&& change) {
    return broken([&](Rulebook& book) { change(book.programs[0]); });
  };
  EXPECT_NE(in_program([](Program& p) { p.code[4].a = 4; }), "") << "reads itself";
  EXPECT_NE(in_program([](Program& p) { p.code[4].a = 1; }), "") << "choice as a condition";
  EXPECT_NE(in_program([](Program& p) { p.code[4].a = 2; }), "") << "other table";
  EXPECT_NE(in_program([](Program& p) { p.code[0].lo = 9; }), "") << "no such fact";
  EXPECT_NE(in_program([](Program& p) { p.code[0].table = Table::Family; }), "") << "fact's table";
  EXPECT_NE(in_program([](Program& p) { p.code[0].rule = 99; }), "") << "no such rule";
  EXPECT_NE(in_program([](Program& p) { p.explain[0].children = {0}; }), "") << "own child";
  EXPECT_NE(in_program([](Program& p) { p.targets[0].verdict = 1; }), "") << "not a condition";
  EXPECT_NE(in_program([](Program& p) { p.until -= 1; }), "") << "months uncovered";
  EXPECT_NE(in_program([](Program& p) {
              p.explain[1].kind = ExplainKind::Rule;
              p.explain[1].ref = 0;
            }), "") << "explanation refers to itself";
  EXPECT_NE(broken([](Rulebook& b) { b.facts[0].hi = 2; }), "") << "yes/no of 2";
  EXPECT_NE(broken([](Rulebook& b) { b.choices[0].members.clear(); }), "") << "empty choice";
  EXPECT_NE(broken([](Rulebook& b) { b.programs.clear(); }), "") << "no program";
}

TEST(Listing, OneReadableLinePerInstruction) {
  const Rulebook book = sample();
  const std::string text = listing(book, book.programs[0]);
  EXPECT_NE(text.find("%0 Person Bool LoadFact lernt\n"), std::string::npos) << text;
  EXPECT_NE(text.find("%2 Household Bool IsOneOf %1 0b101\n"), std::string::npos) << text;
  EXPECT_NE(text.find("%4 Person Bool And %0 %3  ; Spielgeld\n"), std::string::npos) << text;
  EXPECT_NE(text.find("%6 Person Money FromHome %5 0..5000\n"), std::string::npos) << text;
}

TEST(InForce, NeverTheLastKnownLaw) {
  const Rulebook book = sample();
  EXPECT_EQ(in_force(book, book.from - 1), nullptr);
  EXPECT_EQ(in_force(book, book.from), &book.programs[0]);
  EXPECT_EQ(in_force(book, book.until), nullptr);
}

}  // namespace
}  // namespace fr
