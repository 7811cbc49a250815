// export FORMAT: the catalogue for others. One file to standard output or to --out; csv writes a folder.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <fstream>

#include "app/common.h"
#include "base/date.h"
#include "catalogue/exchange/cpsv.h"
#include "catalogue/exchange/csv.h"
#include "catalogue/exchange/dmn.h"
#include "catalogue/exchange/xzufi.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

struct ExportOptions {
  std::string format, out, origin;
};

// The month asked for, else today's; what the rules do not know is an error, never the last known month.
std::expected<Month, Trouble> month_of_export(const Options& options, const Rulebook& book) {
  Month month = 0;
  if (options.month.empty()) {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    month = (local.tm_year + 1900) * 12 + local.tm_mon;
  } else if (const auto parsed = parse_month(options.month)) {
    month = *parsed;
  } else {
    return std::unexpected(Trouble{"„" + options.month + "“ ist kein Monat.", "--month", "", "Schreiben Sie ihn wie 2026-11."});
  }
  if (in_force(book, month)) return month;
  return std::unexpected(Trouble{"Für " + format_month_german(month) + " kennt der Katalog kein Recht.", "--month", "",
                                 "Bitte einen Monat von " + format_month(book.from) + " bis " + format_month(book.until - 1) + " angeben."});
}

int put(const ExportOptions& own, const std::string& bytes) {
  if (own.out.empty() || own.out == "-") return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? kFine : kWrongInput;
  return write_file(own.out, bytes);
}

int put_tables(const ExportOptions& own, const ExportInput& in) {
  if (own.out.empty() || own.out == "-")
    return refuse({"Es fehlt, wohin.", "--out", "CSV sind zwei Dateien: leistungen.csv und stellen.csv.", "Bitte einen Ordner angeben: --out ORDNER."});
  std::error_code error;
  fs::create_directories(own.out, error);
  if (error) return refuse({"Der Ordner lässt sich nicht anlegen.", own.out, error.message(), ""});
  const int done = write_file(fs::path(own.out) / "leistungen.csv", export_csv_services(in));
  return done != kFine ? done : write_file(fs::path(own.out) / "stellen.csv", export_csv_offices(in));
}

int run_export(const Options& options, const ExportOptions& own) {
  int exit = kFine;
  const auto loaded = load(options, &exit);
  if (!loaded) return exit;
  const auto city = read_city(catalogue_folder(options), city_folder(options), loaded->sources);
  if (!city) return refuse(city.error());
  if (own.format == "dmn") {
    const auto text = export_dmn(loaded->sources, *city);
    return text ? put(own, *text) : refuse(text.error());
  }
  const Texts texts = read_texts(catalogue_folder(options), city_folder(options));
  if (!texts.errors.empty()) {
    fmt::print(stderr, "{}", render(texts.errors.front()));
    return kFindings;
  }
  const auto month = month_of_export(options, loaded->compiled.book);
  if (!month) return refuse(month.error());
  const ExportInput in{loaded->compiled.book, texts, *month, *city, own.origin};
  if (own.format == "csv") return put_tables(own, in);
  return put(own, own.format == "xzufi" ? xzufi::write(xzufi::from_catalogue(in)) : export_cpsv(in));
}

}  // namespace

void add_export(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("export", "gibt den Katalog für andere aus: xzufi, cpsv-ap, dmn, csv");
  auto own = std::make_shared<ExportOptions>();
  command->add_option("FORMAT", own->format, "xzufi (Behörden), cpsv-ap (EU, RDF), dmn (Tabellen der Regeln), csv")->required()->type_name("")
      ->check(CLI::IsMember({"xzufi", "cpsv-ap", "dmn", "csv"}));
  command->add_option("--out", own->out, "Datei (bei csv ein Ordner); sonst die Standardausgabe")->type_name("DATEI|ORDNER");
  command->add_option("--month", options.month, "Monat, dessen Recht gilt, sonst der jetzige")->type_name("JJJJ-MM");
  command->add_option("--adresse", own->origin, "wie das Portal von außen heißt, für die Namen in cpsv-ap")->type_name("ADRESSE");
  command->callback([own, &options, exit] { *exit = run_export(options, *own); });
}

}  // namespace fr::app
