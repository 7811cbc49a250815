// population: an artificial population from published figures (docs/bevoelkerung.md). No real person is in it.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

#include "app/common.h"
#include "base/date.h"
#include "batch/population.h"

namespace fr::app {
namespace {

struct PopulationCall {
  std::string definition;
  batch::PopulationOptions options;
};

int run(const Options& options, PopulationCall& call) {
  int exit = kFine;
  const auto loaded = load(options, &exit);
  if (!loaded) return exit;
  const auto month = parse_month(options.month);
  if (!month) return refuse({"Der Monat passt nicht.", "--month", "", "Erlaubt ist ein Monat wie 2026-11."});
  const auto text = read_file(call.definition, 1 << 20);
  if (!text) return refuse(text.error());
  const auto json = json::parse(*text);
  if (!json) {
    Trouble trouble = json.error();
    trouble.where = call.definition + (trouble.where.empty() ? "" : ", " + trouble.where);
    return refuse(trouble);
  }
  auto population = batch::Population::read(loaded->compiled.book, *json);
  if (!population) {
    Trouble trouble = population.error();
    trouble.where = call.definition + (trouble.where.empty() ? "" : ", " + trouble.where);
    return refuse(trouble);
  }
  call.options.month = *month;
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  const auto written = batch::write_population(loaded->compiled.book, *population, call.options, [&](std::uint64_t done, std::uint64_t all) {
    if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r{:5.1f} %  {:.0f}/s ", 100.0 * static_cast<double>(done) / static_cast<double>(all), static_cast<double>(done) / seconds());
  });
  if (!written) return refuse(written.error());
  fmt::print("{}: {} Haushalte, Startwert {}\n", population->name(), *written, call.options.seed);
  fmt::print(stderr, "{:.1f} s, {:.0f} Haushalte je Sekunde\n", seconds(), static_cast<double>(*written) / seconds());
  return kFine;
}

}  // namespace

void add_population(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("population", "erzeugt eine künstliche Bevölkerung aus veröffentlichten Zahlen");
  auto call = std::make_shared<PopulationCall>();
  command->add_option("DEFINITION", call->definition, "Randverteilungen mit Quellen, z. B. bevoelkerung/hamm.json")->required()->type_name("");
  command->add_option("--out", call->options.out, "CSV, oder Spalten bei der Endung .spalten")->required()->type_name("DATEI");
  command->add_option("--month", options.month, "Monat, auf den sich das Alter bezieht")->required()->type_name("JJJJ-MM");
  command->add_option("--haushalte", call->options.count, "Zahl der Haushalte (sonst die der Definition)")->type_name("N");
  command->add_option("--startwert", call->options.seed, "gleicher Startwert, gleiche Bevölkerung")->type_name("N");
  command->add_option("--threads", call->options.threads, "Zahl der Fäden; ändert nichts am Ergebnis")->type_name("N")->check(CLI::Range(1, 256));
  command->callback([call, &options, exit] { *exit = run(options, *call); });
}

}  // namespace fr::app
