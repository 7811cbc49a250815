// What must hold for every family, checked on generated ones: bounds contain all completions, knowing
// more never says less, questions come to an end, explanations add up. Seeds are printed and can be
// repeated with FR_SEED.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <numeric>
#include <set>

#include "base/decimal.h"
#include "core/family.h"
#include "differential/corpus.h"
#include "differential/generator.h"
#include "differential/ways.h"
#include "eval/analysis.h"

namespace fr::differential {
namespace {

std::string shown(const Rulebook& book, const Situation& s) { return write_family(book, s); }

std::string target_name(const Rulebook& book, const Evaluation& e, const Situation& s, const Verdict& v) {
  return book.services[e.program->targets[v.target].service].name + "(" +
         entity_at(s, v.entity.table, v.entity.index).id + ")";
}

// Runs one property on every usable corpus.
template <class Property>
void each_corpus(Property property) {
  int usable = 0;
  for (const Corpus& c : corpora()) {
    if (!c.compiled.ok()) continue;
    ++usable;
    property(c, c.compiled.book);
    if (testing::Test::HasFatalFailure()) return;
  }
  ASSERT_EQ(usable, static_cast<int>(corpora().size()));
}

using Verdicts = std::map<std::pair<std::uint32_t, std::uint32_t>, const Verdict*>;  // target, entity

Verdicts by_target(const Evaluation& e) {
  Verdicts all;
  for (const Verdict& v : e.verdicts) all[{v.target, v.entity.index}] = &v;
  return all;
}

// --- completions ----------------------------------------------------------------------------------------

// Copies of one family as rows of a batch, each completed in its own way.
void check_completions(const Rulebook& book, const Situation& wide, Generator& g, int copies,
                       std::size_t* counted) {
  const auto bounds = evaluate(book, wide);
  ASSERT_TRUE(bounds) << bounds.error().message << "\n" << shown(book, wide);
  std::vector<Situation> exact;
  for (int i = 0; i < copies; ++i) exact.push_back(g.complete(wide));
  std::vector<const Situation*> families;
  for (const Situation& s : exact) families.push_back(&s);
  const Batch batch(book, families);
  const auto result = run(book, *bounds->program, batch, Carrier::Exact);
  ASSERT_TRUE(result) << result.error().message << "\n" << shown(book, wide);
  for (std::uint32_t f = 0; f < exact.size(); ++f) {
    for (const Verdict& v : bounds->verdicts) {
      const Target& t = bounds->program->targets[v.target];
      if (!t.exact || !in_role(exact[f], v.entity.table, v.entity.index, t.role)) continue;
      const std::uint32_t row = batch.row(v.entity, f);
      const bool yes = result->at(t.verdict, row).lo != 0;
      const bool fits = v.standing == Standing::Open || yes == (v.standing == Standing::Yes);
      ASSERT_TRUE(fits) << target_name(book, *bounds, wide, v) << "\n" << shown(book, wide) << "\n"
                        << shown(book, exact[f]);
      if (!v.amount || t.money == kNoReg) continue;
      const std::int64_t money = result->at(t.money, row).lo;
      ASSERT_TRUE(money >= v.amount->lo && money <= v.amount->hi)
          << target_name(book, *bounds, wide, v) << " " << money << " nicht in " << v.amount->lo << ".."
          << v.amount->hi << "\n" << shown(book, wide) << "\n" << shown(book, exact[f]);
    }
    ++*counted;
  }
}

TEST(Eigenschaft, VervollstaendigungenLiegenInDenGrenzen) {
  std::size_t counted = 0;
  each_corpus([&](const Corpus& c, const Rulebook& book) {
    Generator g(book, seed() + 10);
    for (int i = 0; i < 300; ++i) {
      ASSERT_NO_FATAL_FAILURE(
          check_completions(book, g.widen(g.family(), 5 + 15 * (i % 6)), g, 200, &counted));
    }
    for (const TestCase& test : c.compiled.cases) {
      ASSERT_NO_FATAL_FAILURE(check_completions(book, test.situation, g, 20, &counted));
    }
  });
  std::cout << counted << " zufällige Vervollständigungen, alle innerhalb ihrer Grenzen\n";
  EXPECT_GE(counted, 100'000u);
}

// --- narrowing ------------------------------------------------------------------------------------------

TEST(Eigenschaft, WerMehrWeissErfaehrtNieWeniger) {
  // Ranges always narrow. What case splitting adds depends on the facts that are split, and an answer may take one of
  // them away; then an amount can get a little wider again, though never a verdict. Once in ten thousand is the most.
  std::size_t compared = 0, capped = 0, looser = 0;
  std::string first;
  each_corpus([&](const Corpus&, const Rulebook& book) {
    Generator g(book, seed() + 20);
    for (int i = 0; i < 400; ++i) {
      const Situation exact = g.family();
      const Situation wide = g.widen(exact, 10 + 20 * (i % 4));
      const Situation narrow = g.narrow(wide, exact);
      const auto cells = compute(book, wide, Carrier::Bounds), less = compute(book, narrow, Carrier::Bounds);
      ASSERT_TRUE(cells && less);
      Cells common;  // somebody certainly adult is no longer reported as a possible child
      for (const auto& [name, value] : *less) {
        if (cells->count(name)) common[name] = value;
      }
      ASSERT_EQ(escapes(common, *cells), "") << shown(book, wide) << "\n" << shown(book, narrow);
      const auto before = evaluate(book, wide), after = evaluate(book, narrow);
      ASSERT_TRUE(before && after);
      if (after->capped) {  // says itself that it may be wider than necessary
        ++capped;
        continue;
      }
      const Verdicts old = by_target(*before);
      for (const Verdict& v : after->verdicts) {
        const auto it = old.find({v.target, v.entity.index});
        if (it == old.end()) continue;
        ++compared;
        const std::string where = target_name(book, *after, narrow, v) + "\n" + shown(book, wide) + "\n" +
                                  shown(book, narrow);
        if (it->second->standing != Standing::Open) {
          ASSERT_EQ(v.standing, it->second->standing) << where;
        }
        if (!v.amount || !it->second->amount) continue;
        if (v.amount->lo < it->second->amount->lo || v.amount->hi > it->second->amount->hi) {
          ++looser;
          first = first.empty() ? where : first;
        }
      }
    }
  });
  EXPECT_LE(looser * 10'000, compared) << first;
  std::cout << compared << " Ergebnisse vor und nach dem Verengen verglichen (" << capped
            << " Familien gedeckelt, " << looser << " Beträge weiter)\n";
}

// --- questions ------------------------------------------------------------------------------------------

// What the household knows of itself at first sight: who lives where and how old everybody is.
Situation drawn(const Situation& exact) {
  Situation s = exact;
  for (auto& p : s.persons) {
    const Known birthday = p.facts.at("Geburtstag");
    p.facts.clear();
    p.facts["Geburtstag"] = birthday;
  }
  for (auto& h : s.households) h.facts.clear();
  s.family.facts.clear();
  return s;
}

// Answers what ask() proposes with the truth until it is content. Number of questions, or -1.
int answer_all(const Rulebook& book, const Situation& truth, Situation s, bool* open) {
  for (int asked = 0; asked < 400; ++asked) {
    const auto questions = ask(book, s, 1);
    EXPECT_TRUE(questions) << questions.error().message;
    if (!questions) return -1;
    if (questions->empty()) {
      const auto end = evaluate(book, s);
      EXPECT_TRUE(end);
      *open = false;
      for (const Verdict& v : end->verdicts) {
        if (v.standing != Standing::Open) continue;
        if (!end->program->targets[v.target].exact) continue;  // the law itself is not documented
        *open = true;
        ADD_FAILURE() << target_name(book, *end, s, v) << " bleibt offen\n" << shown(book, s);
      }
      return asked;
    }
    const FactRef f = questions->front().fact;
    const Fact& fact = book.facts[f.fact];
    auto& known = entity_at(s, f.entity.table, f.entity.index).facts;
    const auto& true_facts = entity_at(truth, f.entity.table, f.entity.index).facts;
    const auto it = true_facts.find(fact.name);
    EXPECT_NE(it, true_facts.end()) << fact.name;
    EXPECT_TRUE(!known.count(fact.name) || !is_point(fact.type, known.at(fact.name)))
        << fact.name << " ist schon bekannt und wird doch gefragt\n" << shown(book, s);
    if (testing::Test::HasFailure() || it == true_facts.end()) return -1;
    known[fact.name] = it->second;
  }
  ADD_FAILURE() << "mehr als 400 Fragen\n" << shown(book, s);
  return -1;
}

// Enough to find what is wrong, few enough that a build with sanitizers is done in minutes.
constexpr int kFamilies = 30;

TEST(Eigenschaft, FragenFuehrenZumEnde) {
  each_corpus([&](const Corpus& c, const Rulebook& book) {
    Generator g(book, seed() + 30);
    std::vector<int> counts;
    for (int i = 0; i < kFamilies; ++i) {
      const Month month = book.from + (book.until - book.from) * 3 / 4;
      const Situation truth = g.resident(month);
      bool open = true;
      const int asked = answer_all(book, truth, drawn(truth), &open);
      ASSERT_GE(asked, 0);
      ASSERT_FALSE(open);
      counts.push_back(asked);
    }
    std::sort(counts.begin(), counts.end());
    const int sum = std::accumulate(counts.begin(), counts.end(), 0);
    const auto n = static_cast<int>(counts.size());
    std::cout << c.name << ": Fragen bis kein Ergebnis offen ist: Mittel " << sum / n << ","
              << sum * 10 / n % 10 << ", 90. Perzentil " << counts[static_cast<std::size_t>(n * 9 / 10)]
              << " (" << n << " erzeugte Familien, Geburtstage und Wohnung bekannt)\n";
  });
}

// --- explanations ---------------------------------------------------------------------------------------

// The quantum of "aufgerundet auf 1 €": the last number of the line.
Decimal quantum_of(const std::string& text) {
  std::string digits;
  for (std::size_t i = text.size(); i-- > 0;) {
    const char ch = text[i];
    if ((ch >= '0' && ch <= '9') || ch == ',') digits.insert(digits.begin(), ch == ',' ? '.' : ch);
    else if (!digits.empty() && ch != '.') break;
  }
  return parse_decimal(digits).value_or(0);
}

// Follows the printed lines with pencil and paper.
void add_up(const Step& steps, Decimal amount, const std::string& where) {
  Decimal run = 0;
  for (const Step& line : steps.because) {
    const Decimal own = line.line ? line.line->lo : 0;
    Decimal next = run;
    switch (line.kind) {
      case ExplainKind::Start: next = own; break;
      case ExplainKind::Plus: next = run + own; break;
      case ExplainKind::Minus: next = run - own; break;
      case ExplainKind::Times: ASSERT_FALSE(mul_overflows(run, own, &next)); break;
      case ExplainKind::AtLeast: next = std::max(run, own); break;
      case ExplainKind::AtMost: next = std::min(run, own); break;
      case ExplainKind::Round: {
        const Decimal quantum = quantum_of(line.text);
        ASSERT_GT(quantum, 0) << line.text;
        next = line.value.lo;
        ASSERT_EQ(next % quantum, 0) << line.text << where;
        ASSERT_LT(std::abs(next - run), quantum) << line.text << where;
        break;
      }
      case ExplainKind::Drop: next = line.value.lo == 0 ? 0 : run; break;
      default: FAIL() << "keine Zeile eines Rechenwegs: " << line.text << where;
    }
    ASSERT_EQ(next, line.value.lo) << line.text << where;
    run = next;
  }
  ASSERT_EQ(run, amount) << where;
}

TEST(Eigenschaft, DerRechenwegGehtAuf) {
  std::size_t checked = 0;
  each_corpus([&](const Corpus&, const Rulebook& book) {
    Generator g(book, seed() + 40);
    for (int i = 0; i < 3 * kFamilies; ++i) {
      const Situation s = g.family();
      const auto e = evaluate(book, s);
      ASSERT_TRUE(e) << e.error().message;
      for (const Verdict& v : e->verdicts) {
        if (v.standing != Standing::Yes || !v.amount || v.amount->lo != v.amount->hi) continue;
        const auto because = why(book, s, v.target, v.entity);
        ASSERT_TRUE(because) << because.error().message;
        ASSERT_TRUE(because->amount) << target_name(book, *e, s, v);
        const Step* steps = &*because->amount;
        while (steps->kind != ExplainKind::Steps && steps->because.size() == 1) steps = &steps->because[0];
        if (steps->kind != ExplainKind::Steps) continue;  // a single expression, not a Rechenweg
        std::string where = "\n";
        where.append(target_name(book, *e, s, v)).append("\n").append(shown(book, s));
        ASSERT_NO_FATAL_FAILURE(add_up(*steps, v.amount->lo, where));
        ++checked;
      }
    }
  });
  std::cout << checked << " Rechenwege nachgerechnet\n";
  EXPECT_GT(checked, 100u);
}

TEST(Eigenschaft, DieEntscheidendenAngabenGenuegen) {
  std::size_t checked = 0;
  each_corpus([&](const Corpus&, const Rulebook& book) {
    Generator g(book, seed() + 50);
    for (int i = 0; i < 3; ++i) {
      const Situation s = g.widen(g.family(), i % 3 == 0 ? 30 : 0);
      const auto e = evaluate(book, s);
      ASSERT_TRUE(e);
      for (const Verdict& v : e->verdicts) {
        if (v.standing == Standing::Open) continue;
        const auto because = why(book, s, v.target, v.entity);
        ASSERT_TRUE(because) << because.error().message;
        Situation only = s;
        for (auto& p : only.persons) p.facts.clear();
        for (auto& h : only.households) h.facts.clear();
        only.family.facts.clear();
        for (const FactRef& f : because->decisive) {
          const std::string& name = book.facts[f.fact].name;
          const auto& all = entity_at(s, f.entity.table, f.entity.index).facts;
          if (all.count(name)) entity_at(only, f.entity.table, f.entity.index).facts[name] = all.at(name);
        }
        const auto again = evaluate(book, only);
        ASSERT_TRUE(again);
        const Verdicts found = by_target(*again);
        const auto it = found.find({v.target, v.entity.index});
        ASSERT_NE(it, found.end());
        ASSERT_EQ(it->second->standing, v.standing)
            << target_name(book, *e, s, v) << "\n" << shown(book, s) << "\n" << shown(book, only);
        ++checked;
      }
    }
  });
  std::cout << checked << " Ergebnisse allein aus ihren entscheidenden Angaben wiedergewonnen\n";
}

// --- order ----------------------------------------------------------------------------------------------

Situation permuted(const Situation& s, const std::vector<std::uint32_t>& to) {  // to[old] = new
  Situation p = s;
  for (std::uint32_t i = 0; i < to.size(); ++i) {
    PersonEntity person = s.persons[i];
    for (auto& x : person.parents) x = to[x];
    for (auto& x : person.cares_for) x = to[x];
    p.persons[to[i]] = std::move(person);
  }
  for (auto& c : p.couples) c.a = to[c.a], c.b = to[c.b];
  return p;
}

TEST(Eigenschaft, DieReihenfolgeDerKinderIstGleich) {
  each_corpus([&](const Corpus&, const Rulebook& book) {
    Generator g(book, seed() + 60);
    for (int i = 0; i < 200; ++i) {
      const Situation s = g.widen(g.family(), i % 2 ? 20 : 0);
      std::vector<std::uint32_t> to(s.persons.size());
      std::iota(to.begin(), to.end(), 0u);
      std::shuffle(to.begin(), to.end(), g.random());
      const Situation other = permuted(s, to);
      const auto a = evaluate(book, s), b = evaluate(book, other);
      ASSERT_TRUE(a && b);
      if (a->capped || b->capped) continue;
      ASSERT_EQ(a->total_per_month, b->total_per_month) << shown(book, s) << "\n" << shown(book, other);
      const Verdicts found = by_target(*b);
      for (const Verdict& v : a->verdicts) {
        const std::uint32_t entity = v.entity.table == Table::Person ? to[v.entity.index] : v.entity.index;
        const Verdict* w = found.at({v.target, entity});
        ASSERT_EQ(v.standing, w->standing) << target_name(book, *a, s, v);
        ASSERT_EQ(v.amount, w->amount) << target_name(book, *a, s, v) << "\n" << shown(book, s);
      }
    }
  });
}

}  // namespace
}  // namespace fr::differential
