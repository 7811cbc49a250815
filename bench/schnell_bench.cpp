// The fast way, one core: families of two adults and two children, everything known.
//   schnell_bench [--benchmark_filter=…]     FR_KATALOG replaces the catalogue of the source tree
// Counters: households/s, steps of the plan, bytes of columns per household, instructions per rule.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/date.h"
#include "catalogue/load.h"
#include "eval/batch.h"
#include "eval/fast/engine.h"
#include "eval/fast/results.h"
#include "eval/run.h"
#include "familien.h"
#include "program/compile.h"

namespace {

using namespace fr;

const Rulebook& book() {
  static const Compiled compiled = [] {
    const char* other = std::getenv("FR_KATALOG");
    const auto sources = load_catalogue(other ? std::string(other) : FR_ROOT "/katalog");
    if (!sources) std::exit(1);
    return compile(*sources);
  }();
  return compiled.book;
}
const Month kMonth = *parse_month("2026-11");

std::vector<std::uint32_t> targets(const Program& program, const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> list;
  for (std::uint32_t t = 0; t < program.targets.size(); ++t) {
    bool wanted = ids.empty();
    for (const std::string& id : ids) wanted = wanted || book().services[program.targets[t].service].id == id;
    if (wanted) list.push_back(t);
  }
  return list;
}

void fast_way(benchmark::State& state, const std::vector<std::string>& ids, int adults, int children, bool ordered) {
  const Program& program = *in_force(book(), kMonth);
  const auto asked = targets(program, ids);
  const auto list = bench::families(book(), kMonth, adults, children, 32768);
  fast::Shapes shapes;
  fast::Families families(book());
  for (const Situation& s : list) families.append(s, shapes.of(s));
  fast::Results results(program, asked);
  const fast::Engine engine(book(), program, kMonth, asked, std::vector<bool>(book().facts.size(), true), shapes);
  fast::Work work;
  if (ordered) {  // as `population` writes them
    engine.run(families.block(), results.prepare(families.persons(), families.households(), families.families()), work);
    std::vector<std::uint32_t> order;
    for (const auto& g : work.groups.all()) {
      const auto of_group = work.groups.families(g);
      order.insert(order.end(), of_group.begin(), of_group.end());
    }
    families.clear();
    for (const std::uint32_t i : order) families.append(list[i], shapes.of(list[i]));
  }
  const fast::Block block = families.block();
  const auto once = [&] { engine.run(block, results.prepare(families.persons(), families.households(), families.families()), work); };
  once();  // makes the plans
  for (auto _ : state) once();
  std::size_t groups = 0;
  double steps = 0;
  for (const auto& g : work.groups.all()) {
    if (g.begin == g.end) continue;
    ++groups;
    auto plan = engine.plan(g.shape, fast::Facts::Certain, g.key);
    if (!plan) plan = engine.plan(g.shape, fast::Facts::Certain);  // the memory for plans is used up: the coarser one
    if (plan) steps += static_cast<double>(plan->steps()) * static_cast<double>(g.end - g.begin);
  }
  state.counters["gruppen"] = static_cast<double>(groups);
  state.counters["schritte/familie"] = steps / static_cast<double>(list.size());
  const auto plan = engine.plan(0, fast::Facts::Certain);
  state.SetItemsProcessed(state.iterations() * list.size());
  state.counters["schritte"] = static_cast<double>(plan->steps());
  state.counters["aufrufe"] = static_cast<double>(plan->runs());
  state.counters["bytes"] = static_cast<double>(plan->bytes());
  state.counters["stueck"] = plan->chunk();
  state.counters["regeln"] = static_cast<double>(program.rules.size());
  state.counters["ziele"] = static_cast<double>(asked.size());
  state.counters["einzeln"] = static_cast<double>(work.one_by_one) / static_cast<double>(work.families);
  if (std::getenv("FR_PLAN")) {
    static const char* names[] = {
#define FR_FAST(name, comment) #name,
#include "eval/fast/ops.def"
#undef FR_FAST
    };
    for (std::size_t i = 0; i < std::size(names); ++i) std::printf("%s %zu\n", names[i], plan->count(static_cast<fast::F>(i)));
  }
}

const Rulebook& small_book() {
  static const Compiled compiled = [] {
    const auto sources = load_catalogue(FR_ROOT "/bench/klein");
    if (!sources) std::exit(1);
    return compile(*sources);
  }();
  return compiled.book;
}

// The two small benefits, by the engine and by hand, over the same columns; both must say the same.
struct Small {
  const Program& program = *in_force(small_book(), kMonth);
  std::vector<std::uint32_t> asked;
  fast::Shapes shapes;
  fast::Families families{small_book()};
  std::size_t count = 65536;
  Small() {
    for (std::uint32_t t = 0; t < program.targets.size(); ++t) asked.push_back(t);
    for (const Situation& s : bench::families(small_book(), kMonth, 2, 2, count)) families.append(s, shapes.of(s));
  }
  const void* column(const char* name) const {
    for (std::size_t f = 0; f < small_book().facts.size(); ++f) if (small_book().facts[f].name == name) return families.block().facts[f].lower;
    std::exit(1);
  }
  std::vector<std::uint8_t> child_code, rent_code;
  std::vector<std::int64_t> child_amount, rent_amount;
  void hand() {
    child_code.resize(4 * count), child_amount.resize(4 * count), rent_code.resize(count), rent_amount.resize(count);
    Day limit = first_day(kMonth);  // born after: not yet 18 on the first of the month
    while (nth_birthday(limit, 18) > first_day(kMonth)) --limit;
    bench::by_hand(count, static_cast<const std::int32_t*>(column("Geburtstag")), static_cast<const std::int64_t*>(column("Lohn")),
                   static_cast<const std::int64_t*>(column("Miete")), static_cast<std::int32_t>(limit), child_code.data(), child_amount.data(), rent_code.data(), rent_amount.data());
  }
};

void small_fast(benchmark::State& state) {
  Small small;
  const fast::Engine engine(small_book(), small.program, kMonth, small.asked, std::vector<bool>(small_book().facts.size(), true), small.shapes);
  fast::Results results(small.program, small.asked);
  fast::Work work;
  const fast::Block block = small.families.block();
  const auto once = [&] { engine.run(block, results.prepare(small.families.persons(), small.families.households(), small.families.families()), work); };
  once();
  small.hand();
  for (const std::uint32_t t : small.asked) {
    const bool child = results.table(t) == Table::Person;
    for (std::size_t row = 0; row < (child ? 4 * small.count : small.count); ++row) {
      if (results.code(t, row) == fast::kNotAsked) continue;
      const std::int64_t hand = child ? small.child_amount[row] : small.rent_amount[row];
      if (results.amount(t, row).lo != hand) {
        state.SkipWithError("Hand und Motor rechnen verschieden");
        return;
      }
    }
  }
  for (auto _ : state) once();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(small.count));
}
void small_hand(benchmark::State& state) {
  Small small;
  for (auto _ : state) {
    small.hand();
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(small.count));
}

// `percent` of the families do not know the wage of their first adult.
void open_way(benchmark::State& state, int percent, fast::Ranges ranges) {
  const Program& program = *in_force(book(), kMonth);
  const auto asked = targets(program, {});
  auto list = bench::families(book(), kMonth, 2, 2, ranges == fast::Ranges::Sharp ? 48 : 8192);
  bench::Random random{9};
  for (Situation& s : list) if (random.below(100) < percent) s.persons[0].facts.erase("Bruttolohn");
  fast::Shapes shapes;
  fast::Families families(book());
  for (const Situation& s : list) families.append(s, shapes.of(s));
  fast::Results results(program, asked);
  const fast::Engine engine(book(), program, kMonth, asked, std::vector<bool>(book().facts.size(), true), shapes, ranges);
  fast::Work work;
  const fast::Block block = families.block();
  const auto once = [&] { engine.run(block, results.prepare(families.persons(), families.households(), families.families()), work); };
  once();
  for (auto _ : state) once();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
  state.counters["einzeln"] = static_cast<double>(work.one_by_one) / static_cast<double>(work.families);
}

// One operation over a column of 256 cells that lies in the nearest cache.
void kernel(benchmark::State& state, fast::F op, fast::Width in, fast::Width out, std::int64_t k, std::int64_t l, std::int64_t lo, std::int64_t hi) {
  constexpr std::uint32_t kCells = 256;
  struct alignas(64) Memory {
    std::uint8_t bytes[4 * 8 * kCells];
  };
  static Memory memory;
  const fast::Step step{.out = 0, .a = 8, .b = 16, .c = 24, .with = 0};
  const auto set = [&](std::uint32_t column, fast::Width w, std::uint32_t i, std::int64_t v) { fast::set_cell(memory.bytes + std::size_t{column} * kCells, w, i, v); };
  bench::Random random{5};
  for (std::uint32_t i = 0; i < kCells; ++i) {
    const bool select = op == fast::F::Select;
    set(step.a, select ? fast::Width::B : in, i, select ? random.below(2) : lo + random.below(hi - lo + 1));
    set(step.b, in, i, lo + random.below(hi - lo + 1));
    set(step.c, in, i, lo + random.below(hi - lo + 1));
  }
  const std::int64_t by = op == fast::F::Ratio ? l : op == fast::F::HalfUp ? k : kOne;
  const fast::Magic magic = fast::magic_for(static_cast<std::uint64_t>(by));
  const fast::Immediates with{.k = k, .l = l, .magic = magic.factor, .shift = magic.shift};
  const fast::Frame frame{.memory = memory.bytes, .stride = kCells, .count = kCells, .with = &with};
  const fast::Kernel run = fast::kernels()->find(op, {.in = op == fast::F::Select ? fast::Width::B : in, .out = out});
  for (auto _ : state) {
    run(&step, 1, frame);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * kCells);
}

void plain_way(benchmark::State& state) {  // the ordinary run, exact, in batches of 64
  const Program& program = *in_force(book(), kMonth);
  const auto list = bench::families(book(), kMonth, 2, 2, 64);
  std::vector<const Situation*> pointers;
  for (const Situation& s : list) pointers.push_back(&s);
  const Batch batch(book(), pointers);
  for (auto _ : state) benchmark::DoNotOptimize(run(book(), program, batch, Carrier::Exact));
  state.SetItemsProcessed(state.iterations() * 64);
}

void make_plan(benchmark::State& state, fast::Facts facts) {
  const Program& program = *in_force(book(), kMonth);
  const auto list = bench::families(book(), kMonth, 2, 2, 1);
  const fast::Question q{&book(), &program, kMonth, targets(program, {}), std::vector<bool>(book().facts.size(), true)};
  Situation shape = *fast::shape_from(fast::shape_key(list[0]));
  for (auto _ : state) {
    const auto built = fast::build(q, shape, facts);
    const fast::Plan plan(q, *built, facts);
    state.counters["knoten"] = static_cast<double>(built->graph.size());
    state.counters["schritte"] = static_cast<double>(plan.steps());
  }
}

const std::vector<std::string> kFour{"kindergeld", "kinderzuschlag", "wohngeld", "unterhaltsvorschuss"};

}  // namespace

BENCHMARK_CAPTURE(fast_way, alle, {}, 2, 2, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, vier, kFour, 2, 2, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, alle_ungeordnet, {}, 2, 2, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, vier_ungeordnet, kFour, 2, 2, false)->Unit(benchmark::kMillisecond);
BENCHMARK(small_fast)->Name("klein/motor")->Unit(benchmark::kMillisecond);
BENCHMARK(small_hand)->Name("klein/hand")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kernel, und, fast::F::And, fast::Width::B, fast::Width::B, 0, 0, 0, 1);
BENCHMARK_CAPTURE(kernel, plus, fast::F::Add, fast::Width::L, fast::Width::L, 0, 0, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, wahl, fast::F::Select, fast::Width::L, fast::Width::L, 0, 0, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, kleiner, fast::F::Less, fast::Width::L, fast::Width::B, 0, 0, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, mal_genau, fast::F::Exact, fast::Width::L, fast::Width::L, 93, 0, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, geteilt_durch_12, fast::F::Ratio, fast::Width::L, fast::Width::L, 1, 12, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, runden, fast::F::HalfUp, fast::Width::L, fast::Width::L, kCent, 0, 0, 1000 * kOne);
BENCHMARK_CAPTURE(kernel, mal_128_bit, fast::F::Wide, fast::Width::L, fast::Width::L, 0, 0, 0, 100000 * kOne);
BENCHMARK_CAPTURE(kernel, geteilt_128_bit, fast::F::Quotient, fast::Width::L, fast::Width::L, 0, 0, kOne, 1000 * kOne);
// How cost grows: with members, with services (above: all and four), with what is unknown (below).
BENCHMARK_CAPTURE(fast_way, personen_1, {}, 1, 0, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, personen_2, {}, 1, 1, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, personen_3, {}, 2, 1, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, personen_5, {}, 2, 3, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, personen_6, {}, 2, 4, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fast_way, eine_leistung, {"kindergeld"}, 2, 2, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_way, offen_0, 0, fast::Ranges::Wide)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_way, offen_10, 10, fast::Ranges::Wide)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_way, offen_100, 100, fast::Ranges::Wide)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_way, offen_10_scharf, 10, fast::Ranges::Sharp)->Unit(benchmark::kMillisecond);
BENCHMARK(plain_way)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_plan, genau, fast::Facts::Certain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_plan, offen, fast::Facts::Open)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
