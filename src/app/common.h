// What the sub-commands share: where the catalogue is, reading a family, asking the engine, saying no.
// Exit codes: 0 fine, 1 findings (check, fmt, a catalogue that does not compile), 2 wrong input.
#pragma once

#include <CLI/CLI.hpp>
#include <expected>
#include <optional>
#include <string>

#include "catalogue/load.h"
#include "core/json.h"
#include "core/trouble.h"
#include "program/compile.h"

namespace fr::app {

struct Options {
  std::string katalog;  // empty: looked for
  std::string stadt;    // folder of the city; empty: FR_STADT, else the catalogue's first
  std::string month;    // YYYY-MM or empty
  std::string file;     // family file; "-" = standard input
  bool json = false;
};

inline constexpr int kFine = 0, kFindings = 1, kWrongInput = 2;

// Every sub-command registers itself and stores its exit code in `*exit`.
void add_match(CLI::App& app, Options& options, int* exit);
void add_why(CLI::App& app, Options& options, int* exit);
void add_timeline(CLI::App& app, Options& options, int* exit);
void add_curve(CLI::App& app, Options& options, int* exit);
void add_check(CLI::App& app, Options& options, int* exit);
void add_fmt(CLI::App& app, Options& options, int* exit);
void add_list(CLI::App& app, Options& options, int* exit);
void add_compile(CLI::App& app, Options& options, int* exit);
void add_feedback(CLI::App& app, Options& options, int* exit);
void add_serve(CLI::App& app, Options& options, int* exit);
void add_export(CLI::App& app, Options& options, int* exit);
void add_import(CLI::App& app, Options& options, int* exit);
void add_batch(CLI::App& app, Options& options, int* exit);
void add_population(CLI::App& app, Options& options, int* exit);
void add_reform(CLI::App& app, Options& options, int* exit);

int refuse(const Trouble& trouble);  // prints "Fehler: …" to standard error, returns kWrongInput

// A whole file under its name or not at all; kFine, or what refuse() returns.
int write_file(const std::filesystem::path& path, std::string_view bytes);

// --katalog, else FR_KATALOG, else ./katalog, else "katalog" beside the binary or above it.
std::filesystem::path catalogue_folder(const Options& options);

// A file or folder that came with the program: beside the binary or above it; `what` itself if it is not there.
std::filesystem::path above_binary(const std::filesystem::path& what);

// --stadt, else FR_STADT, else kFirstCity.
std::string city_folder(const Options& options);

// Sources and compiled rules; prints what is wrong and sets `*exit` if there is no usable rulebook.
struct Loaded {
  std::vector<Source> sources;
  Compiled compiled;
};
std::optional<Loaded> load(const Options& options, int* exit, bool strict = false);

// A family file and the rules it meets, ready for questions.
class Case {
 public:
  // nullopt after printing the trouble.
  static std::optional<Case> open(const Options& options, int* exit);

  // Asks the engine; `more` are further members of the request: `, "service": "x"`. nullopt after printing an error.
  std::optional<json::Value> ask(const char* verb, const std::string& more, int* exit) const;
  const Rulebook& book() const { return loaded_.compiled.book; }
  const json::Value& family() const { return family_; }
  bool json() const { return json_; }

 private:
  Loaded loaded_;
  std::string text_, month_;
  json::Value family_;
  bool json_ = false;
};

void family_options(CLI::App& command, Options& options);  // FILE, --month, --json

// --- answers in German ------------------------------------------------------------------------------

std::string amount_words(const json::Value& amount);  // {"min","max","per"} -> "0 € bis 40 € im Monat"
std::string day_words(const json::Value& days);       // {"from","to"} -> "1.5.2027"
std::string month_title(std::string_view iso);        // "2026-11" -> "November 2026"
std::string fact_words(const Rulebook& book, std::string_view fact);  // brief, or the name
const char* verdict_words(std::string_view verdict);  // "ja" …

}  // namespace fr::app
