// How long one family takes: a plain run, the evaluation of the whole catalogue, the questions, and the
// finished JSON answer, for families of which little and of which much is known.
//   familie_bench [--benchmark_filter=…]     FR_KATALOG replaces the catalogue of the source tree
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "catalogue/load.h"
#include "core/familienrathaus.h"
#include "core/family.h"
#include "core/json.h"
#include "eval/analysis.h"
#include "eval/batch.h"
#include "eval/kept.h"
#include "eval/run.h"
#include "program/compile.h"

namespace {

namespace fs = std::filesystem;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

const fr::Rulebook& book() {
  static const fr::Compiled compiled = [] {
    const char* other = std::getenv("FR_KATALOG");
    const auto sources = fr::load_catalogue(other ? fs::path(other) : fs::path(FR_ROOT) / "katalog");
    if (!sources) give_up(sources.error().message());
    fr::Compiled result = fr::compile(*sources);
    if (!result.ok()) give_up("Der Katalog hat Fehler.");
    return result;
  }();
  return compiled.book;
}

struct Case {
  std::string json;
  fr::Situation situation;
};

Case read_case(const std::string& file) {
  auto text = fr::read_file(fs::path(FR_ROOT) / file, 1 << 20);
  if (!text) give_up(text.error().message());
  const auto json = fr::json::parse(*text);
  if (!json) give_up(json.error().message());
  auto situation = fr::read_family(book(), *json);
  if (!situation) give_up(situation.error().message());
  return {*std::move(text), *std::move(situation)};
}

void run_once(benchmark::State& state, const Case& c) {
  const fr::Program& program = *fr::in_force(book(), c.situation.month);
  for (auto _ : state) {
    const fr::Batch batch(book(), c.situation, 1);
    benchmark::DoNotOptimize(fr::run(book(), program, batch, fr::Carrier::Bounds));
  }
}

void evaluate(benchmark::State& state, const Case& c) {
  std::uint32_t cases = 0;
  for (auto _ : state) {
    const auto e = fr::evaluate(book(), c.situation);
    cases = e ? e->cases : 0;
  }
  state.counters["cases"] = cases;
}

void ask(benchmark::State& state, const Case& c) {
  for (auto _ : state) benchmark::DoNotOptimize(fr::ask(book(), c.situation));
}

// As the browser's module asks: the evaluation is there already, and what it has left behind.
void ask_only(benchmark::State& state, const Case& c) {
  std::shared_ptr<fr::Kept> kept;
  const auto e = fr::evaluate(book(), c.situation, fr::kMostCases, &kept);
  if (!e) give_up("Die Familie lässt sich nicht auswerten.");
  for (auto _ : state) benchmark::DoNotOptimize(fr::ask(book(), c.situation, *e, fr::kMostQuestions, kept.get()));
}

void answer(benchmark::State& state, const Case& c, bool with_questions) {
  const std::string request = "{\"do\": \"match\", \"ask\": " + std::string(with_questions ? "true" : "false") +
                              ", \"family\": " + c.json + "}";
  for (auto _ : state) benchmark::DoNotOptimize(fr::answer(book(), request));
}

}  // namespace

int main(int argc, char** argv) {
  for (const char* name : {"drei-generationen-pflege", "wenig-bekannt", "acht-personen"}) {
    const std::string folder = std::string_view(name) == "acht-personen" ? "bench/" : "beispiele/";
    const Case c = read_case(folder + name + ".json");
    const auto add = [&](const char* what, auto&& f) {
      benchmark::RegisterBenchmark((std::string(what) + "/" + name).c_str(), f)->Unit(benchmark::kMicrosecond);
    };
    add("lauf", [c](benchmark::State& s) { run_once(s, c); });
    add("auswertung", [c](benchmark::State& s) { evaluate(s, c); });
    add("fragen", [c](benchmark::State& s) { ask(s, c); });
    add("nur-fragen", [c](benchmark::State& s) { ask_only(s, c); });
    add("antwort-ohne-fragen", [c](benchmark::State& s) { answer(s, c, false); });
    add("antwort", [c](benchmark::State& s) { answer(s, c, true); });
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
