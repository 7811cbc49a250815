// The fast way (eval/fast) against evaluate(): every target of every row must be the same, for the toy town and the
// real catalogue: Prüffälle as they stand and completed, generated families with everything known, with a fifth and
// with most of it unknown; all in one block, one by one, and only some services.
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "core/family.h"
#include "differential/corpus.h"
#include "differential/generator.h"
#include "eval/fast/engine.h"
#include "eval/fast/results.h"

namespace fr::differential {
namespace {

constexpr int kGenerated = 80;
constexpr std::size_t kStated = 8;

Situation without_given(Situation s) {
  s.family.given.clear();
  for (Entity& h : s.households) h.given.clear();
  for (PersonEntity& p : s.persons) p.given.clear();
  return s;
}

struct Outcome {
  std::unique_ptr<fast::Results> cells;
  std::vector<fast::Trouble> troubles;
  std::uint64_t slow = 0, open = 0;
};

Outcome run_fast(const Rulebook& book, Month month, const std::vector<const Situation*>& list,
                 const std::vector<std::uint32_t>& targets, fast::Shapes& shapes, fast::Ranges ranges) {
  const Program& program = *in_force(book, month);
  fast::Families families(book);
  for (const Situation* s : list) families.append(*s, shapes.of(*s));
  const fast::Block block = families.block();
  Outcome out;
  out.cells = std::make_unique<fast::Results>(program, targets);
  const auto into = out.cells->prepare(families.persons(), families.households(), families.families());
  const fast::Engine engine(book, program, month, targets, std::vector<bool>(book.facts.size(), true), shapes, ranges);
  fast::Work work;
  engine.run(block, into, work);
  out.troubles = work.troubles;
  out.slow = work.one_by_one;
  out.open = work.open;
  return out;
}

std::string shown(const Rulebook& book, const Situation& s) { return write_family(book, s); }

void compare(const Rulebook& book, Month month, const std::vector<const Situation*>& list, const std::vector<std::uint32_t>& targets,
             const Outcome& got, bool sharp) {
  const Program& program = *in_force(book, month);
  std::uint32_t person = 0, household = 0;
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Situation& s = *list[i];
    const auto expected = evaluate(book, s, sharp ? 512 : 1);
    const bool troubled = std::any_of(got.troubles.begin(), got.troubles.end(), [&](const auto& t) { return t.family == i; });
    if (!expected) {
      ASSERT_TRUE(troubled || targets.size() < program.targets.size()) << expected.error().message << shown(book, s);
    } else {
      ASSERT_FALSE(troubled) << shown(book, s);
      std::map<std::tuple<std::uint32_t, std::uint32_t>, const Verdict*> verdicts;
      for (const Verdict& v : expected->verdicts) verdicts[{v.target, v.entity.index}] = &v;
      for (const std::uint32_t t : targets) {
        const Table table = role_table(program.targets[t].role);
        const std::size_t rows = table == Table::Person ? s.persons.size() : table == Table::Household ? s.households.size() : 1;
        for (std::uint32_t e = 0; e < rows; ++e) {
          const std::size_t row = table == Table::Person ? person + e : table == Table::Household ? household + e : i;
          const auto found = verdicts.find({t, e});
          const std::string where = book.services[program.targets[t].service].name + " " + std::to_string(e) + " in " + shown(book, s);
          if (found == verdicts.end()) {
            ASSERT_EQ(got.cells->code(t, row), fast::kNotAsked) << where;
            continue;
          }
          const Verdict& v = *found->second;
          const int code = v.standing == Standing::Yes ? 1 : v.standing == Standing::No ? 0 : 2;
          ASSERT_EQ(int{got.cells->code(t, row)}, code) << where;
          if (!v.amount) continue;
          ASSERT_EQ(got.cells->amount(t, row), *v.amount) << where;
        }
      }
    }
    person += static_cast<std::uint32_t>(s.persons.size());
    household += static_cast<std::uint32_t>(s.households.size());
  }
}

class Schnell : public testing::TestWithParam<int> {};

TEST_P(Schnell, RechnetWieMatch) {
  const Corpus& corpus = corpora().at(static_cast<std::size_t>(GetParam()));
  ASSERT_TRUE(corpus.compiled.ok());
  const Rulebook& book = corpus.compiled.book;
  Generator g(book, seed() + 9);
  std::vector<Situation> all;
  std::size_t nth = seed() % kStated;
  for (const TestCase& test : corpus.compiled.cases) {
    if (nth++ % kStated == 0) all.push_back(without_given(test.situation));  // open ones are slow: some, not all
    all.push_back(without_given(g.complete(test.situation)));
  }
  const std::size_t stated = all.size();
  for (int i = 0; i < kGenerated; ++i) {
    Situation s = i % 2 ? g.family() : g.resident(book.from + static_cast<Month>(g.below(static_cast<std::uint64_t>(book.until - book.from))));
    all.push_back(s);
    if (i % 4 == 0) all.push_back(g.widen(s, 20));
    if (i % 12 == 0) all.push_back(g.widen(s, 80));
  }
  std::map<Month, std::vector<const Situation*>> months;
  for (const Situation& s : all) months[s.month].push_back(&s);
  std::uint64_t slow = 0, open = 0;
  for (const auto& [month, list] : months) {
    const Program& program = *in_force(book, month);
    std::vector<std::uint32_t> targets(program.targets.size());
    for (std::uint32_t t = 0; t < targets.size(); ++t) targets[t] = t;
    fast::Shapes shapes;
    const Outcome got = run_fast(book, month, list, targets, shapes, fast::Ranges::Sharp);
    slow += got.slow;
    open += got.open;
    compare(book, month, list, targets, got, true);
    if (HasFatalFailure()) return;
    std::vector<std::uint32_t> some;
    for (std::uint32_t t = 0; t < targets.size(); ++t) if (g.chance(15)) some.push_back(t);
    const std::vector<const Situation*> one{list.front()};
    compare(book, month, one, some, run_fast(book, month, one, some, shapes, fast::Ranges::Sharp), true);
    if (HasFatalFailure()) return;
  }
  std::cout << corpus.name << ": " << all.size() << " Familien (" << stated << " aus Prüffällen), " << open << " mit offenen Angaben, "
            << slow << " einzeln gerechnet\n";
}

INSTANTIATE_TEST_SUITE_P(Alle, Schnell, testing::Range(0, 2), [](const auto& p) { return p.param == 0 ? "Spielstadt" : "Katalog"; });

}  // namespace
}  // namespace fr::differential
