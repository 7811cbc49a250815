// import xzufi FILE: what is in it and what of it is not understood; --out - writes it again as it was read; --out
// FOLDER makes drafts for a catalogue of it. Nothing that exists is overwritten.
#include <fmt/format.h>

#include <cstdio>

#include "app/common.h"
#include "app/console.h"
#include "catalogue/exchange/draft.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::string format, file, out;
};

constexpr std::size_t kMaxImportBytes = xml::Limits{}.bytes + 1;  // one more: the reader says that it is too large

void summary(const xzufi::Nachricht& m) {
  std::size_t services = 0, offices = 0, online = 0;
  std::vector<std::string> known;
  for (const xzufi::Schreibe& s : m.schreibe) {
    services += s.leistung != nullptr;
    offices += s.organisationseinheit != nullptr;
    online += s.onlinedienst != nullptr;
    if (s.leistung)
      for (const xzufi::Sprachversion& v : s.leistung->sprachversion)
        if (v.languageCode && std::find(known.begin(), known.end(), v.languageCode->value) == known.end() && known.size() < 100) known.push_back(v.languageCode->value);
  }
  fmt::print("{} Leistungen in {} Sprachen, {} Stellen, {} Onlinedienste; {} Löschungen.\n", services, known.size(), offices, online, m.loesche.size());
  const auto kept = xzufi::kept(m);
  if (kept.empty()) return;
  fmt::print("\nNicht verstanden, aber beim Wiederausgeben erhalten:\n");
  constexpr std::size_t kShown = 40;
  for (std::size_t i = 0; i < std::min(kShown, kept.size()); ++i)
    fmt::print("  {} ({} mal, zuerst in Zeile {})\n", printable(kept[i].path.substr(0, 200)), kept[i].count, kept[i].line);
  if (kept.size() > kShown) fmt::print("  … und {} weitere.\n", kept.size() - kShown);
}

int put_drafts(const xzufi::Nachricht& message, const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error))
    return refuse({"Der Ordner ist nicht leer.", folder.string(), "Vorhandenes wird nicht überschrieben.", "Bitte einen neuen Ordner angeben."});
  const auto files = xzufi::drafts(message);
  for (const xzufi::DraftFile& f : files) {
    const fs::path path = folder / f.path;
    fs::create_directories(path.parent_path(), error);
    if (error) return refuse({"Der Ordner lässt sich nicht anlegen.", path.parent_path().string(), error.message(), ""});
    if (const int done = write_file(path, f.text); done != kFine) return done;
  }
  fmt::print("{}: {} Dateien. Es sind Entwürfe; was fehlt, steht in jeder leistung.regel oben.\n", folder.string(), files.size());
  return kFine;
}

int run_import(const ImportOptions& own) {
  const auto text = read_file(own.file, kMaxImportBytes);
  if (!text) return refuse(text.error());
  const auto message = xzufi::read(*text);
  if (!message) {
    Trouble trouble = message.error();
    trouble.where = own.file + (trouble.where.empty() ? "" : ", " + trouble.where);
    return refuse(trouble);
  }
  if (own.out == "-") {
    const std::string bytes = xzufi::write(*message);
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? kFine : kWrongInput;
  }
  summary(*message);
  return own.out.empty() ? kFine : put_drafts(*message, own.out);
}

}  // namespace

void add_import(CLI::App& app, Options&, int* exit) {
  CLI::App* command = app.add_subcommand("import", "liest, was andere ausgeben: xzufi");
  auto own = std::make_shared<ImportOptions>();
  command->add_option("FORMAT", own->format, "xzufi")->required()->type_name("")->check(CLI::IsMember({"xzufi"}));
  command->add_option("FILE", own->file, "die Datei; ohne --out wird nur gesagt, was darin steht")->required()->type_name("");
  command->add_option("--out", own->out, "Ordner für Entwürfe zum Katalog; - gibt die Datei wieder aus")->type_name("ORDNER|-");
  command->callback([own, exit] { *exit = run_import(*own); });
}

}  // namespace fr::app
