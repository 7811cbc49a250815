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
    for (const auto& g : work.groups) order.insert(order.end(), g.families.begin(), g.families.end());
    families.clear();
    for (const std::uint32_t i : order) families.append(list[i], shapes.of(list[i]));
  }
  const fast::Block block = families.block();
  const auto once = [&] { engine.run(block, results.prepare(families.persons(), families.households(), families.families()), work); };
  once();  // makes the plans
  for (auto _ : state) once();
  std::size_t groups = 0;
  double steps = 0;
  for (const auto& g : work.groups) {
    if (g.families.empty()) continue;
    ++groups;
    steps += static_cast<double>(engine.plan(g.shape, fast::Facts::Certain, g.key)->steps()) * static_cast<double>(g.families.size());
  }
  state.counters["gruppen"] = static_cast<double>(groups);
  state.counters["schritte/familie"] = steps / static_cast<double>(list.size());
  const auto plan = engine.plan(0, fast::Facts::Certain);
  state.SetItemsProcessed(state.iterations() * list.size());
  state.counters["schritte"] = static_cast<double>(plan->steps());
  state.counters["bytes"] = static_cast<double>(plan->bytes()) / plan->chunk();
  state.counters["stueck"] = plan->chunk();
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
BENCHMARK(plain_way)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_plan, genau, fast::Facts::Certain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_plan, offen, fast::Facts::Open)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
