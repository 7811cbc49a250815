// fmt [--check] [FILE …]: brings rule files into the one layout. Without files: the whole catalogue.
// A file with errors is left as it is. Files are replaced by renaming, so no reader sees half of one.
#include <fmt/format.h>

#include <fstream>

#include "app/common.h"
#include "app/console.h"
#include "language/parse.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

struct FmtOptions {
  bool check = false;
  std::vector<std::string> files;
};

bool replace(const fs::path& path, const std::string& text) {
  const fs::path fresh = path.string() + ".neu";
  {
    std::ofstream out(fresh, std::ios::binary);
    out << text;
    if (!out.flush()) return false;
  }
  std::error_code error;
  fs::permissions(fresh, fs::status(path, error).permissions(), error);
  fs::rename(fresh, path, error);
  return !error;
}

class Formatter {
 public:
  explicit Formatter(bool check) : check_(check) {}

  void file(const fs::path& path, Source source) {
    const Parsed parsed = parse(source, 0);
    const std::vector<Source> sources{source};
    for (const Diagnostic& d : parsed.diagnostics) {
      if (d.severity != Severity::Error) continue;
      fmt::print(stderr, "{}", render(parsed.diagnostics, sources));
      ++broken_;
      return;
    }
    const std::string text = format(parsed.file);
    if (text == source.text) return;
    ++changed_;
    fmt::print("{}{}\n", check_ ? "nicht im Satzspiegel: " : "neu gesetzt: ", path.string());
    if (!check_ && !replace(path, text)) {
      refuse({"Die Datei lässt sich nicht schreiben.", path.string(), "", ""});
      ++broken_;
    }
  }

  int result() const {
    if (broken_ > 0) return kFindings;
    return check_ && changed_ > 0 ? kFindings : kFine;
  }

 private:
  bool check_;
  std::size_t changed_ = 0, broken_ = 0;
};

int run(const Options& options, const FmtOptions& own) {
  Formatter formatter(own.check);
  if (own.files.empty()) {
    const fs::path root = catalogue_folder(options);
    auto sources = load_catalogue(root, city_folder(options));
    if (!sources) return refuse(sources.error());
    for (Source& s : *sources) {
      const fs::path path = root / fs::path(s.name).lexically_relative(*fs::path(s.name).begin());
      formatter.file(path, s);
    }
  }
  for (const std::string& name : own.files) {
    auto text = read_file(name, kMaxRuleBytes);
    if (!text) return refuse(text.error());
    formatter.file(name, {name, *std::move(text), Layer::Federal, ""});
  }
  return formatter.result();
}

}  // namespace

void add_fmt(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("fmt", "bringt Regeldateien in den einen Satzspiegel");
  auto own = std::make_shared<FmtOptions>();
  command->add_flag("--check", own->check, "nur prüfen, nichts schreiben");
  command->add_option("FILE", own->files, "Regeldateien; ohne Angabe der ganze Katalog")->type_name("");
  command->callback([own, &options, exit] { *exit = run(options, *own); });
}

}  // namespace fr::app
