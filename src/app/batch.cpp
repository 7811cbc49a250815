// batch: many families from a table, results into a table (docs/batch.md). Rate and remaining time on standard error,
// sums and the checksum on standard output.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <sstream>

#include "app/common.h"
#include "app/console.h"
#include "base/date.h"
#include "base/decimal.h"
#include "batch/batch.h"

namespace fr::app {
namespace {

using Clock = std::chrono::steady_clock;

struct BatchCall {
  batch::BatchOptions options;
  std::string services;
  bool progress = false, quiet = false;
};

std::string euro(batch::Sum value) {
  const auto cents = static_cast<std::int64_t>(value / kCent);
  const std::int64_t whole = cents / 100;
  std::string digits = std::to_string(whole < 0 ? -whole : whole);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ".");
  return fmt::format("{}{},{:02} €", cents < 0 ? "-" : "", digits, std::abs(cents % 100));
}

void print_report(const Rulebook& book, const Program& program, const batch::BatchReport& report, double seconds) {
  const batch::Totals& all = report.totals;
  fmt::print("{} Familien, {} Personen, {} mit Fehlern\n", all.families, all.persons, all.troubles);
  std::vector<std::vector<std::string>> rows{{"Leistung", "ja", "offen", "Betrag von", "bis"}};
  const auto names = batch::column_names(book, program);
  for (const std::uint32_t t : report.targets) {
    const auto& line = all.targets.empty() ? batch::Totals::Line{} : all.targets[t];
    if (line.yes + line.open == 0) continue;
    const bool money = program.targets[t].money != kNoReg;
    rows.push_back({names[t], std::to_string(line.yes), std::to_string(line.open), money ? euro(line.lo) : "", money ? euro(line.hi) : ""});
  }
  Console().table(rows, {false, true, true, true, true});
  fmt::print("Prüfsumme {:016x}\n", all.checksum());
  fmt::print(stderr, "{:.1f} s, {:.0f} Familien je Sekunde; {} mit offenen Angaben, {} einzeln gerechnet\n", seconds,
             static_cast<double>(all.families) / std::max(seconds, 1e-9), report.open, report.one_by_one);
}

int run(const Options& options, BatchCall& call) {
  int exit = kFine;
  const auto loaded = load(options, &exit);
  if (!loaded) return exit;
  const Rulebook& book = loaded->compiled.book;
  const auto month = parse_month(options.month);
  if (!month) return refuse({"Der Monat passt nicht.", "--month", "", "Erlaubt ist ein Monat wie 2026-11."});
  call.options.month = *month;
  std::istringstream list(call.services);
  for (std::string id; std::getline(list, id, ',');) {
    if (!id.empty()) call.options.services.push_back(id);
  }
  const auto start = Clock::now();
  auto shown = start;
  const bool tell = call.progress || (!call.quiet && isatty(STDERR_FILENO));
  const auto report = batch::run_batch(book, call.options, [&](const batch::Progress& p) {
    const auto now = Clock::now();
    if (!tell || now - shown < std::chrono::milliseconds(500)) return;
    shown = now;
    const double seconds = std::chrono::duration<double>(now - start).count();
    const double left = p.done > 0 ? seconds / p.done * (1 - p.done) : 0;
    const int full = static_cast<int>(p.done * 30);
    fmt::print(stderr, "{}[{}{}] {:5.1f} %  {:.0f}/s  noch {:.0f} s ", isatty(STDERR_FILENO) ? "\r" : "", std::string(static_cast<std::size_t>(full), '#'),
               std::string(static_cast<std::size_t>(30 - full), '.'), p.done * 100, static_cast<double>(p.families) / seconds, left);
    if (!isatty(STDERR_FILENO)) fmt::print(stderr, "\n");
  });
  if (tell && isatty(STDERR_FILENO)) fmt::print(stderr, "\n");
  if (!report) return refuse(report.error());
  for (const batch::RowTrouble& t : report->first_troubles) {
    if (!call.options.errors.empty()) break;
    fmt::print(stderr, "{}{}{}{}: {}\n", t.row ? fmt::format("Zeile {}", t.row) : "", t.family.empty() ? "" : (t.row ? ", Familie " : "") + printable(t.family),
               t.column.empty() ? "" : ", Spalte ", printable(t.column), printable(t.cause));
  }
  if (report->totals.troubles > 20 && call.options.errors.empty()) {
    fmt::print(stderr, "… und {} weitere; alle mit --errors DATEI\n", report->totals.troubles - 20);
  }
  print_report(book, *in_force(book, *month), *report, std::chrono::duration<double>(Clock::now() - start).count());
  return report->totals.troubles ? kFindings : kFine;
}

}  // namespace

void add_batch(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("batch", "rechnet viele Familien aus einer Tabelle");
  auto call = std::make_shared<BatchCall>();
  command->add_option("--in", call->options.in, "Familien: CSV oder Spaltendatei (docs/batch.md)")->required()->type_name("DATEI");
  command->add_option("--out", call->options.out, "Ergebnisse: CSV, oder Spalten bei der Endung .spalten; ohne: nur Summen")->type_name("DATEI");
  command->add_option("--errors", call->options.errors, "Fehler als CSV: Zeile, Familie, Spalte, Ursache")->type_name("DATEI");
  command->add_option("--month", options.month, "Monat, für den gerechnet wird")->required()->type_name("JJJJ-MM");
  command->add_option("--services", call->services, "nur diese Leistungen, mit Komma getrennt")->type_name("LISTE");
  command->add_option("--threads", call->options.threads, "Zahl der Fäden (sonst alle Kerne)")->type_name("N")->check(CLI::Range(1, 256));
  command->add_option("--stueck", call->options.piece_bytes, "Bytes je Stück der CSV-Datei; ändert keine Zahl")->type_name("N")->check(CLI::Range(1024, 32 << 20));
  command->add_flag("--grob", call->options.wide, "Familien mit offenen Angaben ohne Fallunterscheidung: schneller, Spannen höchstens weiter");
  command->add_flag("--fortsetzen", call->options.resume, "setzt eine abgebrochene Rechnung fort (CSV nach CSV)");
  command->add_flag("--fortschritt", call->progress, "zeigt Rate und Restzeit auch außerhalb eines Terminals");
  command->callback([call, &options, exit] { *exit = run(options, *call); });
}

}  // namespace fr::app
