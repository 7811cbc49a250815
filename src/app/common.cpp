// See common.h.
#include "app/common.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <fstream>

#include "app/console.h"
#include "base/date.h"
#include "base/decimal.h"
#include "core/familienrathaus.h"
#include "core/reprint.h"
#include "core/words.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFamilyBytes = 4 * 1024 * 1024;

std::expected<std::string, Trouble> read_input(const std::string& name) {
  if (name != "-") return read_file(name, kMaxFamilyBytes);
  std::string text;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) {
    text.append(buffer, n);
    if (text.size() > kMaxFamilyBytes) {
      return std::unexpected(Trouble{"Die Eingabe ist zu groß.", "", "Erlaubt sind 4096 KB.", ""});
    }
  }
  return text;
}

std::string this_month() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return fmt::format("{:04}-{:02}", local.tm_year + 1900, local.tm_mon + 1);
}

}  // namespace

int refuse(const Trouble& trouble) {
  fmt::print(stderr, "Fehler: {}\n", printable(trouble.message()));
  return kWrongInput;
}

int write_file(const fs::path& path, std::string_view bytes) {
  const fs::path fresh = path.string() + ".neu";
  std::ofstream out(fresh, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code error;
  if (out) fs::rename(fresh, path, error);
  if (out && !error) return kFine;
  return refuse({"Die Datei lässt sich nicht schreiben.", path.string(), error ? error.message() : "", "Bitte Ordner und Rechte prüfen."});
}

fs::path catalogue_folder(const Options& options) {
  if (!options.katalog.empty()) return options.katalog;
  if (const char* folder = std::getenv("FR_KATALOG"); folder && *folder) return folder;
  std::error_code error;
  if (fs::is_directory("katalog/begriffe", error)) return "katalog";
  return above_binary("katalog/begriffe").parent_path();
}

fs::path above_binary(const fs::path& what) {
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (int level = 0; !error && level < 6 && folder.has_relative_path(); ++level, folder = folder.parent_path()) {
    if (fs::exists(folder / what, error)) return folder / what;
  }
  return what;
}

std::string city_folder(const Options& options) {
  if (!options.stadt.empty()) return options.stadt;
  const char* folder = std::getenv("FR_STADT");
  return folder && *folder ? folder : std::string(kFirstCity);
}

std::optional<Loaded> load(const Options& options, int* exit, bool strict) {
  auto sources = load_catalogue(catalogue_folder(options), city_folder(options));
  if (!sources) {
    *exit = refuse(sources.error());
    return std::nullopt;
  }
  Loaded loaded{*std::move(sources), {}};
  loaded.compiled = compile(loaded.sources, strict);
  if (loaded.compiled.ok()) return loaded;
  fmt::print(stderr, "{}", render(loaded.compiled.diagnostics, loaded.sources));
  fmt::print(stderr, "\nDer Katalog hat Fehler; damit lässt sich nicht rechnen.\n");
  *exit = kFindings;
  return std::nullopt;
}

void family_options(CLI::App& command, Options& options) {
  command.add_option("FILE", options.file, "Familiendatei (JSON); - liest von der Standardeingabe")->required()->type_name("");
  command.add_option("--month", options.month, "Monat, für den gerechnet wird, statt des Monats der Datei")->type_name("JJJJ-MM");
  command.add_flag("--json", options.json, "Antwort als JSON");
}

std::optional<Case> Case::open(const Options& options, int* exit) {
  Case c;
  c.json_ = options.json;
  c.month_ = options.month;
  auto text = read_input(options.file);
  if (!text) {
    *exit = refuse(text.error());
    return std::nullopt;
  }
  c.text_ = *std::move(text);
  if (c.text_.starts_with("\xEF\xBB\xBF")) c.text_.erase(0, 3);
  auto family = json::parse(c.text_);
  if (!family) {
    Trouble trouble = family.error();
    trouble.where = options.file + (trouble.where.empty() ? "" : ", " + trouble.where);
    *exit = refuse(trouble);
    return std::nullopt;
  }
  c.family_ = *std::move(family);
  if (c.month_.empty() && c.family_.str("month").empty()) c.month_ = this_month();
  auto loaded = load(options, exit);
  if (!loaded) return std::nullopt;
  c.loaded_ = *std::move(loaded);
  return c;
}

std::optional<json::Value> Case::ask(const char* verb, const std::string& more, int* exit) const {
  std::string request = fmt::format("{{\"do\": \"{}\"{}", verb, more);
  if (!month_.empty()) request += ", \"month\": " + json::quote(month_);
  request += ", \"family\": " + text_ + "}";
  const std::string text = answer(book(), request);
  // Printed as it is, for nobody reads it after that: the tree of a large answer needs much memory.
  if (json_ && !text.starts_with("{\"error\"")) {
    json::pretty(text, [](std::string_view part) { std::fwrite(part.data(), 1, part.size(), stdout); });
    return json::Value{};
  }
  auto value = json::parse(text, {.bytes = 256 * 1024 * 1024, .depth = 128, .values = 10'000'000});
  if (!value) {
    *exit = refuse(value.error());
    return std::nullopt;
  }
  if (const json::Value* error = value->find("error")) {
    if (json_) fmt::print("{}", json::pretty(*value));
    *exit = refuse({std::string(error->str("what")), std::string(error->str("where")), std::string(error->str("why")),
                    std::string(error->str("remedy"))});
    return std::nullopt;
  }
  return *std::move(value);
}

std::string amount_words(const json::Value& amount) {
  const auto euro = [&](const char* key) {
    return format_german(parse_decimal(amount.str(key)).value_or(0), true) + " €";
  };
  const std::string_view per = amount.str("per");
  const char* often = per == "month" ? " im Monat" : per == "year" ? " im Jahr" : per == "day" ? " am Tag" : " einmalig";
  const std::string lo = euro("min"), hi = euro("max");
  return (lo == hi ? lo : lo + " bis " + hi) + often;
}

std::string day_words(const json::Value& days) {
  const auto german = [&](const char* key) {
    const auto day = parse_day(days.str(key));
    return day ? format_day_german(*day) : std::string(days.str(key));
  };
  const std::string from = german("from"), to = german("to");
  return from == to ? to : "zwischen " + from + " und " + to;
}

std::string month_title(std::string_view iso) {
  const auto month = parse_month(iso);
  return month ? format_month_german(*month) : std::string(iso);
}

std::string fact_words(const Rulebook& book, std::string_view name) {
  for (const Fact& f : book.facts) {
    if (f.name == name && !f.brief.empty()) return f.brief;
  }
  return std::string(name);
}

const char* verdict_words(std::string_view verdict) {
  return verdict == "yes" ? "ja" : verdict == "no" ? "nein" : "offen";
}

}  // namespace fr::app
