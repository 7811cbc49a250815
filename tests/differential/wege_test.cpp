// One corpus, eight ways, one loop: the toy town's and the catalogue's Prüffälle (their unknown facts
// completed at random) and generated families must come out the same whichever way they go. There is
// no skip list. Way eight, the browser's module, runs under Node on what this test writes down.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "catalogue/cases.h"
#include "core/family.h"
#include "core/familienrathaus.h"
#include "differential/corpus.h"
#include "differential/generator.h"
#include "differential/ways.h"
#include "language/parse.h"
#include "program/binary.h"

namespace fr::differential {
namespace {

struct Item {
  std::string title;
  Situation stated;  // as the Prüffall has it
  Situation exact;   // every fact known
};

constexpr int kGenerated = 200;
// Every Prüffall goes the ways that compute the law itself: the reference and Exact. The other ways turn the same
// computation around (pieces, bounds, binary form, formatted source, the module), whatever the case is about: of a large
// corpus every kEvery-th Prüffall goes them, another part of them with another seed, and all generated families.
constexpr std::size_t kEvery = 4, kLarge = 200;
constexpr std::uint32_t kChunks[] = {1, 2, 3, 7, 512};

// Loaded and computed once for all tests of a corpus.
struct World {
  const Corpus& corpus;
  std::vector<Item> items;
  std::vector<Reference> reference;

  bool turned(std::size_t i) const {
    const std::size_t cases = corpus.compiled.cases.size();
    return cases < kLarge || i >= cases || i % kEvery == seed() % kEvery;
  }

  explicit World(const Corpus& c) : corpus(c) {
    Generator g(c.compiled.book, seed());
    for (const TestCase& test : c.compiled.cases) {
      items.push_back({test.title, test.situation, g.complete(test.situation)});
    }
    for (int i = 0; i < kGenerated; ++i) {
      Situation s = g.family();
      items.push_back({"erzeugt " + std::to_string(i), g.widen(s, 20), s});
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      reference.push_back(reference_cells(c, items[i].exact));
      if (!turned(i)) reference[i].low = reference[i].high = {};  // only the ways with bounds ask for them
    }
  }
};

const std::vector<World>& worlds() {
  static const std::vector<World> all = [] {
    std::vector<World> made;
    for (const Corpus& c : corpora()) {
      if (c.compiled.ok()) made.emplace_back(c);
    }
    return made;
  }();
  return all;
}

std::string shown(const World& w, const Item& item) {
  return item.title + "\n" + write_family(w.corpus.compiled.book, item.exact);
}

// Ways two, four, six, seven: one family at a time through some rulebook.
void one_by_one(const World& w, const Rulebook& book, Carrier carrier, bool every = false) {
  for (std::size_t i = 0; i < w.items.size(); ++i) {
    if (!every && !w.turned(i)) continue;
    const auto got = compute(book, w.items[i].exact, carrier);
    ASSERT_TRUE(got) << got.error() << "\n" << shown(w, w.items[i]);
    ASSERT_EQ(differs(w.reference[i].exact, *got), "") << shown(w, w.items[i]);
    if (carrier == Carrier::Bounds) {
      ASSERT_EQ(escapes(w.reference[i].low, *got), "") << shown(w, w.items[i]);
      ASSERT_EQ(escapes(w.reference[i].high, *got), "") << shown(w, w.items[i]);
    }
  }
}

void in_chunks(const World& w) {
  const Rulebook& book = w.corpus.compiled.book;
  Generator g(book, seed() + 1);
  for (const Program& program : book.programs) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < w.items.size(); ++i) {
      if (w.turned(i) && in_force(book, w.items[i].exact.month) == &program) order.push_back(i);
    }
    for (const std::uint32_t chunk : kChunks) {
      std::shuffle(order.begin(), order.end(), g.random());
      for (std::size_t from = 0; from < order.size(); from += chunk) {
        const std::size_t to = std::min(order.size(), from + chunk);
        std::vector<const Situation*> families;
        for (std::size_t i = from; i < to; ++i) families.push_back(&w.items[order[i]].exact);
        const Batch batch(book, families);
        const auto result = run(book, program, batch, Carrier::Exact);
        ASSERT_TRUE(result) << result.error().message;
        for (std::size_t i = from; i < to; ++i) {
          const Cells got = read_cells(book, program, *families[i - from], batch,
                                       static_cast<std::uint32_t>(i - from), *result);
          ASSERT_EQ(differs(w.reference[order[i]].exact, got), "")
              << "Stücke zu " << chunk << ": " << shown(w, w.items[order[i]]);
        }
      }
    }
  }
}

void widened(const World& w) {
  const Rulebook& book = w.corpus.compiled.book;
  Generator g(book, seed() + 2);
  for (std::size_t i = 0; i < w.items.size(); ++i) {
    if (!w.turned(i)) continue;
    const Item& item = w.items[i];
    for (const Situation& wide : {item.stated, g.widen(item.exact, 10), g.widen(item.exact, 60)}) {
      const auto got = compute(book, wide, Carrier::Bounds);
      ASSERT_TRUE(got) << got.error() << "\n" << shown(w, item);
      for (const Cells* cells : {&w.reference[i].exact, &w.reference[i].low, &w.reference[i].high}) {
        ASSERT_EQ(escapes(*cells, *got), "") << shown(w, item) << "\n" << write_family(book, wide);
      }
    }
  }
}

Rulebook formatted(const Corpus& c) {
  std::vector<Source> sources = c.sources;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    sources[i].text = format(parse(sources[i], i).file);
    EXPECT_EQ(format(parse(sources[i], i).file), sources[i].text) << sources[i].name;
  }
  Compiled again = compile(sources);
  EXPECT_TRUE(again.ok()) << render(again.diagnostics, sources);
  return std::move(again.book);
}

// What Node will ask the module: the family file as a request, and the native answer.
void write_for_node(const World& w) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(FR_BUILD) / "korpus";
  fs::create_directories(folder);
  const Rulebook& book = w.corpus.compiled.book;
  const auto bytes = write(book);
  std::ofstream(folder / (w.corpus.name + ".regelwerk"), std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  std::ofstream out(folder / (w.corpus.name + ".jsonl"), std::ios::binary);  // request, answer, request, …
  const std::size_t stated = w.corpus.compiled.cases.size();  // the Prüffälle also with what is unknown
  for (std::size_t i = 0; i < w.items.size() + stated; ++i) {
    const bool complete = i < w.items.size();
    if (!w.turned(complete ? i : i - w.items.size())) continue;
    const Situation& s = complete ? w.items[i].exact : w.items[i - w.items.size()].stated;
    const std::string request = std::string("{\"do\":\"match\",\"ask\":") + (complete ? "false" : "true") +
                                ",\"family\":" + write_family(book, s) + "}";
    const std::string given = answer(book, request);
    ASSERT_EQ(given.find("{\"error\""), std::string::npos) << request << "\n" << given;
    out << request << "\n" << given << "\n";
  }
  ASSERT_TRUE(out.flush());
}

void go(const World& w, Weg way) {
  const Rulebook& book = w.corpus.compiled.book;
  switch (way) {
    case Weg::Referenz:
      for (std::size_t i = 0; i < w.items.size(); ++i) {
        ASSERT_FALSE(w.reference[i].exact.empty());
        ASSERT_NE(w.turned(i), w.reference[i].low.empty());
      }
      return;
    case Weg::Exact: return one_by_one(w, book, Carrier::Exact, true);
    case Weg::ExactGestueckelt: return in_chunks(w);
    case Weg::BoundsBekannt: return one_by_one(w, book, Carrier::Bounds);
    case Weg::BoundsWeiter: return widened(w);
    case Weg::Binaerform: {
      const auto bytes = write(book);
      const auto again = read(bytes);
      ASSERT_TRUE(again) << again.error();
      ASSERT_EQ(write(*again), bytes);
      return one_by_one(w, *again, Carrier::Exact);
    }
    case Weg::Formatiert: return one_by_one(w, formatted(w.corpus), Carrier::Exact);
    case Weg::Wasm: return write_for_node(w);
  }
}

TEST(Korpus, LaesstSichUebersetzen) {
  for (const Corpus& c : corpora()) EXPECT_TRUE(c.compiled.ok()) << c.name;
}

TEST(Korpus, PrueffaelleDerSpielstadtHalten) {
  const Corpus& c = corpora().front();
  ASSERT_TRUE(c.compiled.ok());
  for (const TestCase& test : c.compiled.cases) {
    for (const CaseFinding& f : run_case(c.compiled.book, test)) {
      ADD_FAILURE() << c.sources[f.pos.source].name << ":" << f.pos.line << ": " << f.message;
    }
  }
}

class Wege : public testing::TestWithParam<int> {};

TEST_P(Wege, StimmenUeberein) {
  const auto way = static_cast<Weg>(GetParam());
  for (const World& w : worlds()) go(w, way);
}

INSTANTIATE_TEST_SUITE_P(Alle, Wege, testing::Range(0, kWege), [](const auto& way) {
  return std::string(name_of(static_cast<Weg>(way.param)));
});

TEST(Korpus, Zaehlt) {
  for (const World& w : worlds()) {
    std::size_t cells = 0, turned = 0;
    for (std::size_t i = 0; i < w.items.size(); ++i) cells += w.reference[i].exact.size(), turned += w.turned(i);
    std::cout << w.corpus.name << ": " << w.items.size() << " Fälle × " << kWege << " Wege ("
              << w.corpus.compiled.cases.size() << " Prüffälle, " << kGenerated << " erzeugt; " << cells
              << " Werte; " << turned << " Fälle auf allen Wegen)\n";
    EXPECT_GE(turned, kGenerated + w.corpus.compiled.cases.size() / kEvery);
    EXPECT_GE(w.items.size(), w.corpus.compiled.cases.size() + kGenerated);
  }
}

}  // namespace
}  // namespace fr::differential
