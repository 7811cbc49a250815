// See promise.h. All steps of one fact are one batch: copies of the family that differ in that fact.
#include "catalogue/promise.h"

#include <algorithm>
#include <optional>

#include "base/date.h"
#include "catalogue/shapes.h"
#include "core/words.h"
#include "eval/run.h"

namespace fr {
namespace {

constexpr std::uint32_t kSteps = 24;

class Dice {  // splitmix64
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  std::int64_t in(std::int64_t lo, std::int64_t hi) {
    return lo + static_cast<std::int64_t>(next() % (static_cast<std::uint64_t>(hi - lo) + 1));
  }

 private:
  std::uint64_t state_;
};

// Mostly small amounts, as in life: a tenth of the range, sometimes all of it, often the lower end.
Known stated(const Fact& fact, Dice& dice) {
  if (fact.type.kind == Kind::Choice) {
    int members = 0;
    for (std::int64_t rest = fact.lo; rest; rest &= rest - 1) ++members;
    const std::int64_t one = std::int64_t{1} << dice.in(0, members - 1);
    return {one, one};
  }
  if (fact.type.kind == Kind::Bool) {
    const std::int64_t yes = dice.in(0, 2) == 0;
    return {yes, yes};
  }
  const std::int64_t steps = (fact.hi - fact.lo) / fact.grain;
  const std::int64_t throw_ = dice.in(0, 9);
  const std::int64_t most = throw_ < 4 ? 0 : throw_ < 9 ? std::max<std::int64_t>(1, steps / 10) : steps;
  const std::int64_t value = fact.lo + dice.in(0, most) * fact.grain;
  return {value, value};
}

// Grandparents, parents and children by their place in the drawing.
Day birthday(const Situation& s, const PersonEntity& p, Dice& dice) {
  const Day today = first_day(s.month);
  if (p.unborn) return today + dice.in(35, 240);
  const bool child = !p.parents.empty();
  const bool parent = std::any_of(s.persons.begin(), s.persons.end(), [&](const PersonEntity& o) {
    return std::find(o.parents.begin(), o.parents.end(), &p - s.persons.data()) != o.parents.end();
  });
  const std::int64_t youngest = parent ? (child ? 24 : 44) : child ? 0 : 19;
  const std::int64_t oldest = parent ? (child ? 42 : 70) : child ? 22 : 60;
  return today - dice.in(youngest * 366, oldest * 365 + 364);
}

Situation family(const Rulebook& book, Situation s, Dice& dice) {
  s.month = static_cast<Month>(dice.in(book.from, book.until - 1));
  const auto fill = [&](Entity& e, Table table) {
    for (const Fact& fact : book.facts)
      if (role_table(fact.role) == table && !fact.unasked) e.facts[fact.name] = stated(fact, dice);
  };
  fill(s.family, Table::Family);
  for (Entity& h : s.households) fill(h, Table::Household);
  for (PersonEntity& p : s.persons) {
    fill(p, Table::Person);
    const Day born = birthday(s, p, dice);
    p.facts["Geburtstag"] = {born, born};
  }
  return s;
}

class Trial {
 public:
  Trial(const Compiled& compiled, const Promise& promise) : book_(compiled.book), promise_(promise) {
    while (fact_ < book_.facts.size() && book_.facts[fact_].name != promise.fact) ++fact_;
  }

  // What is wrong, or nothing.
  std::optional<std::string> operator()(const Situation& s, std::size_t* tried) const {
    const Program* program = in_force(book_, s.month);
    if (!program) return std::nullopt;
    const auto [reg, type, table] = value_of(*program);
    if (reg == kNoReg) return std::nullopt;
    const Fact& fact = book_.facts[fact_];
    const Table of = role_table(fact.role);
    const auto entities = of == Table::Family ? 1 : of == Table::Household ? s.households.size() : s.persons.size();
    for (std::uint32_t i = 0; i < entities; ++i) {
      Batch batch(book_, s, kSteps);
      std::vector<std::int64_t> at(kSteps);
      for (std::uint32_t k = 0; k < kSteps; ++k) {
        // Dense at the low end, where allowances lie.
        const std::int64_t part = (fact.hi - fact.lo) / fact.grain * k * k / (kSteps * kSteps);
        at[k] = fact.lo + part * fact.grain;
        batch.set_fact(fact_, batch.row({of, i}, k), {at[k], at[k]});
      }
      const auto done = run(book_, *program, batch, Carrier::Bounds);
      if (!done) return done.error().message;
      const std::uint32_t rows = batch.first_row(table, 1);
      for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t k = 1; k < kSteps; ++k) {
          const Known before = done->at(reg, row + (k - 1) * rows), after = done->at(reg, row + k * rows);
          ++*tried;
          if (after.hi <= before.hi && after.lo <= before.lo) continue;
          const Known x{at[k - 1], at[k - 1]}, y{at[k], at[k]};
          return "„" + promise_.rule + "“ steigt von " + words(book_, type, before) + " auf " +
                 words(book_, type, after) + ", wenn „" + promise_.fact + "“ von " + words(book_, fact.type, x) +
                 " auf " + words(book_, fact.type, y) + " wächst (" + format_month_german(s.month) + ").";
        }
      }
    }
    return std::nullopt;
  }

 private:
  struct Value {
    Reg reg = kNoReg;
    Type type{};
    Table table = Table::Person;
  };
  Value value_of(const Program& program) const {
    for (const Target& t : program.targets) {
      if (!promise_.amount || t.amount == kNone || program.rules[t.amount].name != promise_.rule) continue;
      return {t.money, program.rules[t.amount].type, role_table(t.role)};
    }
    for (const Rule& r : program.rules)
      if (r.kind == RuleKind::Rule && !promise_.amount && r.name == promise_.rule)
        return {r.reg, r.type, role_table(r.role)};
    return {};
  }

  const Rulebook& book_;
  const Promise& promise_;
  std::uint32_t fact_ = 0;
};

}  // namespace

PromiseReport try_promises(const Compiled& compiled, const std::vector<Source>& sources, std::uint32_t families,
                           std::uint64_t seed) {
  PromiseReport report;
  const auto shapes = family_shapes();
  for (const Promise& promise : compiled.promises) {
    Dice dice(seed);
    const Trial trial(compiled, promise);
    for (std::uint32_t i = 0; i < families; ++i) {
      const auto& shape = shapes[static_cast<std::size_t>(dice.in(0, static_cast<std::int64_t>(shapes.size()) - 1))];
      const auto wrong = trial(family(compiled.book, shape, dice), &report.tried);
      if (!wrong) continue;
      report.findings.push_back(sources[promise.pos.source].name + ":" + std::to_string(promise.pos.line) + ": " + *wrong);
      break;
    }
  }
  return report;
}

}  // namespace fr
