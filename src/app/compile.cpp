// compile FOLDER: what the browser loads, under names that carry a hash of the content, so that they can be
// cached for ever, and manifest.json that names them:
//   motor/regelwerk-<hash>.bin         the compiled rules
//   motor/familienrathaus-<hash>.wasm  the engine, if --wasm names it
//   begriffe-<hash>.json               vocabulary and services in words, as the door's "vocabulary" gives them
//   texte-<language>-<hash>.json       translations of them, where katalog/begriffe/<language>.json exists
//   stellen-<hash>.json                names and addresses of the offices
// and, with --web, portal.pack: the whole portal, ready to serve.
// The hash tells versions apart; it is no protection against forgery.
#include <fmt/format.h>

#include <fstream>

#include "app/common.h"
#include "app/serve.h"
#include "base/date.h"
#include "base/text.h"
#include "catalogue/translations.h"
#include "core/familienrathaus.h"
#include "program/binary.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxWasmBytes = 64 * 1024 * 1024;

struct CompileOptions {
  std::string folder, wasm, web, origin;
};

std::string content_hash(std::string_view bytes) {  // FNV-1a, 64 bit
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return fmt::format("{:016x}", hash);
}

class Output {
 public:
  explicit Output(fs::path folder) : folder_(std::move(folder)) {}

  // Writes name-<hash>.extension and enters it under `key`.
  bool put(const char* key, const char* name, const char* extension, std::string_view bytes) {
    const std::string file = fmt::format("{}-{}.{}", name, content_hash(bytes), extension);
    if (!write(file, bytes)) return false;
    manifest_.key(key).open('{').put("file", file).key("bytes").number(static_cast<std::int64_t>(bytes.size())).close('}');
    return true;
  }

  bool write(const std::string& file, std::string_view bytes) {
    const fs::path target = folder_ / file, fresh = folder_ / (file + ".neu");
    std::ofstream out(fresh, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (out) fs::rename(fresh, target, error);
    if (out && !error) return true;
    refuse({"Die Datei lässt sich nicht schreiben.", target.string(), error.message(), "Bitte Ordner und Rechte prüfen."});
    return false;
  }

  json::Writer& manifest() { return manifest_; }

 private:
  fs::path folder_;
  json::Writer manifest_;
};

// One file per language: the facts' translations and the words of all services.
bool put_translations(Output& out, const fs::path& katalog, const std::string& city, const std::string& name_of_city) {
  const Texts texts = read_texts(katalog, city);
  for (const std::string_view language : kTranslated) {
    const fs::path path = katalog / "begriffe" / fmt::format("{}.json", language);
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    const auto value = read_vocabulary(katalog, city, language);
    if (!value) {
      refuse({value.error().what, path.string() + ", " + value.error().where, value.error().why, value.error().remedy});
      return false;
    }
    const std::string name = fmt::format("texte-{}", language);
    if (!out.put(name.c_str(), name.c_str(), "json", replace_all(browser_texts(*value, texts, language), kCityPlace, name_of_city))) return false;
  }
  return true;
}

int write_all(const Loaded& loaded, const Options& options, const CompileOptions& own) {
  const Rulebook& book = loaded.compiled.book;
  std::error_code error;
  fs::create_directories(fs::path(own.folder) / "motor", error);
  if (error) return refuse({"Der Ordner lässt sich nicht anlegen.", own.folder, error.message(), ""});
  Output out(own.folder);
  out.manifest().open('{').put("from", format_month(book.from)).put("until", format_month(book.until));
  const std::vector<std::uint8_t> bytes = write(book);
  const std::string texts = answer(book, R"({"do": "vocabulary"})");
  if (!out.put("rulebook", "motor/regelwerk", "bin", {reinterpret_cast<const char*>(bytes.data()), bytes.size()}) ||
      !out.put("vocabulary", "begriffe", "json", texts)) {
    return kWrongInput;
  }
  if (!put_translations(out, catalogue_folder(options), city_folder(options), city_name(loaded.sources))) return kWrongInput;
  if (!own.wasm.empty()) {
    const auto wasm = read_file(own.wasm, kMaxWasmBytes);
    if (!wasm) return refuse(wasm.error());
    if (!out.put("engine", "motor/familienrathaus", "wasm", *wasm)) return kWrongInput;
  }
  if (!out.put("offices", "stellen", "json", offices_json(read_texts(catalogue_folder(options), city_folder(options))))) return kWrongInput;
  const std::string manifest = out.manifest().close('}').take();
  const auto value = json::parse(manifest);
  if (!value || !out.write("manifest.json", json::pretty(*value))) return kWrongInput;
  fmt::print("{}: {} Bytes Regelwerk, {} Bytes Texte\n", own.folder, bytes.size(), texts.size());
  if (own.web.empty()) return kFine;
  std::vector<std::string> trouble;
  const auto pack = pack_site(loaded, options, {own.folder, own.web, own.origin}, &trouble);
  for (const std::string& t : trouble) fmt::print(stderr, "Hinweis: {}\n", t);
  if (!pack) return kFindings;
  if (!out.write(kPackFile, *pack)) return kWrongInput;
  fmt::print("{}/{}: {} Bytes\n", own.folder, kPackFile, pack->size());
  return kFine;
}

}  // namespace

void add_compile(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("compile", "übersetzt den Katalog für den Browser");
  auto own = std::make_shared<CompileOptions>();
  command->add_option("FOLDER", own->folder, "Zielordner")->required()->type_name("");
  command->add_option("--wasm", own->wasm, "das übersetzte Modul, das daneben gelegt wird")->type_name("DATEI");
  command->add_option("--web", own->web, "Ordner mit dem Browser-Teil; dann entsteht auch das ganze Portal (portal.pack)")->type_name("ORDNER");
  command->add_option("--adresse", own->origin, "wie die Seite von außen heißt, zum Beispiel https://familie.example")->type_name("ADRESSE");
  command->callback([own, &options, exit] {
    const auto loaded = load(options, exit);
    if (loaded) *exit = write_all(*loaded, options, *own);
  });
}

}  // namespace fr::app
