// The columns of every operation against its scalar meaning, in every set of kernels that this processor runs; and the
// graph's rewritings against plain computing. That whole plans equal evaluate() is for tests/differential/schnell_test.cpp.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "eval/fast/families.h"
#include "eval/fast/kernels.h"
#include "eval/kernels.h"

namespace fr::fast {
namespace {

constexpr std::uint32_t kRows = 192;
struct alignas(64) Columns {  // four, of the widest cells
  std::array<std::uint8_t, 4 * 8 * kRows> bytes{};
  Value at(std::uint32_t column, Width w, std::uint32_t i) const { return cell(bytes.data() + std::size_t{column} * kRows, w, i); }
  void set(std::uint32_t column, Width w, std::uint32_t i, Value v) { set_cell(bytes.data() + std::size_t{column} * kRows, w, i, v); }
};

using Random = std::mt19937_64;

Value some(Random& random, Value lo, Value hi) {
  const Value edges[] = {lo, hi, 0, 1, -1, kOne, -kOne, kCent, lo + 1, hi - 1};
  const auto from = static_cast<std::uint64_t>(lo), span = static_cast<std::uint64_t>(hi) - from;  // the span may exceed Value
  Value v = random() % 3 == 0 ? edges[random() % std::size(edges)]
                              : static_cast<Value>(from + random() % (span / 2 + 1) * 2);
  return std::clamp(v, lo, hi);
}

void check(const char* set, F op, Width in, Width out, Value lo, Value hi, Value k, Value l, Value m, Value lo_b, Value hi_b) {
  const KernelSet* const functions = kernels(set);
  if (!functions) return;
  Random random(7);
  Columns memory;
  const Step step{.out = 0, .a = 8, .b = 16, .c = 24, .with = 0};
  const bool select = op == F::Select;
  for (std::uint32_t i = 0; i < kRows; ++i) {
    memory.set(step.a, select ? Width::B : in, i, select ? static_cast<Value>(random() % 2) : some(random, lo, hi));
    memory.set(step.b, in, i, some(random, lo_b, hi_b));
    memory.set(step.c, in, i, some(random, lo_b, hi_b));
  }
  Immediates with{.k = k, .l = l, .m = m};
  const Value by = op == F::Ratio || op == F::ProductCut ? l : op == F::Wide ? kOne : op == F::HalfUp || op == F::Up || op == F::Down ? k : 0;
  if (by > 1) with.magic = magic_for(static_cast<std::uint64_t>(by)).factor, with.shift = magic_for(static_cast<std::uint64_t>(by)).shift;
  const Frame frame{.memory = memory.bytes.data(), .stride = kRows, .count = kRows, .with = &with};
  functions->find(op, {.in = select ? Width::B : in, .out = out})(&step, 1, frame);
  for (std::uint32_t i = 0; i < kRows; ++i) {
    const Value x = memory.at(step.a, select ? Width::B : in, i), y = memory.at(step.b, in, i), z = memory.at(step.c, in, i);
    ASSERT_EQ(memory.at(step.out, out, i), scalar(op, x, y, z, k, l, m)) << set << " op " << static_cast<int>(op) << ": " << x << ", " << y << ", k " << k << ", l " << l;
  }
}

class Kerne : public testing::TestWithParam<const char*> {};

TEST_P(Kerne, RechnenWieDerSkalar) {
  const char* set = GetParam();
  constexpr Value most = std::numeric_limits<Value>::max() / 4, money = 500'000 * kOne;
  for (const F op : {F::Add, F::Sub}) check(set, op, Width::L, Width::L, -most, most, 0, 0, 0, -most, most);
  for (const F op : {F::Min, F::Max}) {
    check(set, op, Width::L, Width::L, -most, most, 0, 0, 0, -most, most);
    check(set, op, Width::I, Width::I, -70'000, 70'000, 0, 0, 0, -70'000, 70'000);
  }
  for (const F op : {F::Less, F::Equal}) {
    check(set, op, Width::L, Width::B, -3, 3, 0, 0, 0, -3, 3);
    check(set, op, Width::I, Width::B, -3, 3, 0, 0, 0, -3, 3);
    check(set, op, Width::B, Width::B, 0, 7, 0, 0, 0, 0, 7);
  }
  for (const F op : {F::Meets, F::Within}) {
    check(set, op, Width::L, Width::B, 1, Value{1} << 60, (Value{1} << 40) | 5, 0, 0, 0, 1);
    check(set, op, Width::I, Width::B, 1, 1 << 20, 37, 0, 0, 0, 1);
  }
  for (const F op : {F::And, F::Or, F::Not}) check(set, op, Width::B, Width::B, 0, 1, 0, 0, 0, 0, 1);
  check(set, F::Tally, Width::B, Width::B, 0, 9, 0, 0, 0, 0, 9);
  check(set, F::Select, Width::L, Width::L, 0, 1, 0, 0, 0, -most, most);
  check(set, F::Select, Width::I, Width::I, 0, 1, 0, 0, 0, -1000, 1000);
  check(set, F::Select, Width::B, Width::B, 0, 1, 0, 0, 0, 0, 255);
  check(set, F::Times, Width::B, Width::L, 0, 40, kOne, 0, 0, 0, 1);
  check(set, F::Times, Width::I, Width::L, -70'000, 70'000, 1, 0, 0, 0, 1);
  check(set, F::Known, Width::I, Width::I, kUnknownI, 5, kUnknownI, 77, 0, 0, 1);
  for (const Value q : {Value{3}, Value{7}, Value{12}, Value{100}, Value{365}, kCent, kOne, 12 * kOne, Value{9'999'999'967}}) {
    check(set, F::Ratio, Width::L, Width::L, -money, money, 1, q, 0, 0, 1);
    check(set, F::Ratio, Width::L, Width::L, -money, money, 97, q, 0, 0, 1);
    for (const F op : {F::HalfUp, F::Up, F::Down}) check(set, op, Width::L, Width::L, -money, money, q, 0, 0, 0, 1);
  }
  for (const Value d : {Value{3}, Value{100}, kOne / 7, kOne})
    check(set, F::ProductCut, Width::L, Width::L, -3 * kOne / 10, 3 * kOne / 10, 0, d, 0, -kOne / 10, kOne / 10);
  constexpr Value exact = (Value{1} << 53) - 1;
  for (const Value most_b : {Value{1}, Value{7}, Value{1000}, exact / 3, exact}) {
    check(set, F::Divide, Width::L, Width::L, -exact, exact, 0, 0, 0, 1, most_b);
    check(set, F::Divide, Width::L, Width::L, -1000, 1000, 0, 0, 0, -most_b, -1);
  }
  for (const F op : {F::Wide, F::WideBad}) check(set, op, Width::L, op == F::Wide ? Width::L : Width::B, -most, most, 0, 0, 0, -most, most);
  for (const F op : {F::Wide, F::WideBad}) check(set, op, Width::L, op == F::Wide ? Width::L : Width::B, -money, money, 0, 0, 0, -money, money);
  for (const F op : {F::Quotient, F::QuotientBad}) {
    check(set, op, Width::L, op == F::Quotient ? Width::L : Width::B, -money, money, 0, 0, 0, -2, 2);
    check(set, op, Width::L, op == F::Quotient ? Width::L : Width::B, -most, most, 0, 0, 0, -most, most);
    check(set, op, Width::L, op == F::Quotient ? Width::L : Width::B, -money, money, 0, 0, 0, kOne, 100 * kOne);
  }
  constexpr Value whole = std::numeric_limits<Value>::max();
  for (const F op : {F::AddBad, F::SubBad}) check(set, op, Width::L, Width::B, -whole, whole / 2, 0, 0, 0, -whole, whole / 2);
  check(set, F::DaysFromTo, Width::L, Width::L, -20'000, 20'000, 0, 0, 0, -20'000, 20'000);
  check(set, F::AgeAt, Width::L, Width::L, -20'000, 20'000, 0, 0, 0, -20'000, 20'000);
  check(set, F::Birthday, Width::L, Width::L, -20'000, 20'000, 18, 0, 0, 0, 1);
  check(set, F::AddMonths, Width::L, Width::L, -20'000, 20'000, -14, 0, 0, 0, 1);
}
INSTANTIATE_TEST_SUITE_P(Alle, Kerne, testing::Values("basis", "avx2", "avx512"), [](const auto& p) { return std::string(p.param); });

// Computes a node by its scalar meaning, from the values of the raw cells.
Value value_of(const Graph& g, Id id, const std::vector<Value>& cells) {
  const Node& n = g[id];
  if (n.op == F::Raw) return cells[static_cast<std::size_t>(n.l)];
  const auto at = [&](Id x) { return x == kNo ? 0 : value_of(g, x, cells); };
  return scalar(n.op, at(n.a), at(n.b), at(n.c), n.k, n.l, n.m);
}

TEST(Graph, VereinfachtOhneZuAendern) {
  Random random(11);
  for (int round = 0; round < 300; ++round) {
    Graph g;
    std::vector<Value> cells;
    struct Both {
      Id id;
      Value value;
    };
    std::vector<Both> numbers, tests;
    for (std::uint32_t i = 0; i < 4; ++i) {
      const Value lo = i < 2 ? 0 : -1000 * kOne, hi = 20'000 * kOne, grain = i % 2 ? kCent : kOne;
      Value v = some(random, lo, hi);
      v -= ((v % grain) + grain) % grain;
      v = std::max(v, lo);
      cells.push_back(v);
      numbers.push_back({g.known(g.raw(0, i, 0, Width::L), kUnknownL, 0, lo, hi, grain, false), v});
    }
    const Value constants[] = {0, kOne, 12 * kOne, kOne / 2, 930'000'000, 1'234'567'891, 250 * kOne, -kOne};
    for (const Value v : constants) numbers.push_back({g.constant(v), v});
    tests.push_back({g.constant(1), 1});
    for (int step = 0; step < 40; ++step) {
      const Both x = numbers[random() % numbers.size()], y = numbers[random() % numbers.size()], t = tests[random() % tests.size()], u = tests[random() % tests.size()];
      Value bad = 0, r = 0;
      Both made{kNo, 0};
      bool test = false;
      switch (random() % 12) {
        case 0: made = {g.add(x.id, y.id), Scalar<Op::Add>::f(x.value, y.value, 0, 0, bad)}; break;
        case 1: made = {g.sub(x.id, y.id), Scalar<Op::Sub>::f(x.value, y.value, 0, 0, bad)}; break;
        case 2: bad = mul_overflows(x.value, y.value, &r), made = {g.mul(x.id, y.id), r}; break;
        case 3: bad = div_overflows(x.value, y.value, &r), made = {g.div(x.id, y.id), r}; break;
        case 4: made = {g.min(x.id, y.id), std::min(x.value, y.value)}; break;
        case 5: made = {g.max(x.id, y.id), std::max(x.value, y.value)}; break;
        case 6: bad = round_overflows(x.value, kCent, Rounding::HalfUp, &r), made = {g.round(F::HalfUp, x.id, kCent), r}; break;
        case 7: made = {g.select(t.id, x.id, y.id), t.value ? x.value : y.value}; break;
        case 8: made = {g.less(x.id, y.id), x.value < y.value}, test = true; break;
        case 9: made = {g.less_eq(x.id, y.id), x.value <= y.value}, test = true; break;
        case 10: made = {g.both(t.id, u.id), t.value & u.value}, test = true; break;
        default: made = {g.either(g.negate(t.id), u.id), (1 - t.value) | u.value}, test = true; break;
      }
      const Id poison = g.poisoned(made.id);
      const bool spoiled = poison != kNo && value_of(g, poison, cells);
      if (bad) {
        ASSERT_TRUE(spoiled) << "ein Fehler bleibt unbemerkt";
        continue;
      }
      if (spoiled) continue;
      ASSERT_EQ(value_of(g, made.id, cells), made.value) << "Runde " << round << ", Schritt " << step;
      ASSERT_GE(made.value, g[made.id].lo);
      ASSERT_LE(made.value, g[made.id].hi);
      const Value grain = g[made.id].grain;
      ASSERT_EQ(grain > 1 ? made.value % grain : 0, 0);
      (test ? tests : numbers).push_back(made);
    }
  }
}

TEST(Magie, TeiltJedeZahl) {
  Random random(3);
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t d = 2 + random() % (std::uint64_t{1} << (1 + random() % 62));
    const std::uint64_t x = (random() >> 1) >> (random() % 60);
    const Magic m = magic_for(d);
    __extension__ using W = unsigned __int128;
    for (const std::uint64_t y : {x, x / d * d, x / d * d + d - 1, (std::uint64_t{1} << 63) - 1}) {
      if (y >> 63) continue;
      ASSERT_EQ(static_cast<std::uint64_t>(static_cast<W>(y) * m.factor >> 64) >> m.shift, y / d) << y << " / " << d;
    }
  }
}

TEST(Form, HinUndZurueck) {
  Situation s;
  s.households.resize(2);
  s.persons.resize(3);
  s.persons[0].homes = {{0, kOne}};
  s.persons[1].homes = {{1, kOne}};
  s.persons[2].parents = {0, 1};
  s.persons[2].homes = {{0, kOne / 2}, {1, kOne / 2}};
  s.couples = {{0, 1, CoupleStatus::Geschieden}};
  const auto again = shape_from(shape_key(s));
  ASSERT_TRUE(again);
  EXPECT_EQ(shape_key(*again), shape_key(s));
  for (std::size_t n = 0; n < shape_key(s).size(); ++n) EXPECT_FALSE(shape_from(shape_key(s).substr(0, n)));
}

}  // namespace
}  // namespace fr::fast
