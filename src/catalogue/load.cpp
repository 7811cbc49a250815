// See load.h.
#include "catalogue/load.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

#include "core/json.h"

namespace fr {
namespace {

namespace fs = std::filesystem;

struct LayerFolder {
  std::string folder;
  Layer layer;
  std::string place;
};

constexpr std::size_t kMaxCityBytes = 64 * 1024;
constexpr const char* kCityFile = "stadt.json";

using Paths = std::expected<std::vector<fs::path>, Trouble>;

std::unexpected<Trouble> refuse(const fs::path& where, std::string what, std::string why = "", std::string remedy = "") {
  return std::unexpected(Trouble{std::move(what), where.string(), std::move(why), std::move(remedy)});
}

// Rule files below `folder`, appended to `out`.
std::optional<Trouble> collect(const fs::path& folder, int depth, std::vector<fs::path>& out) {
  if (depth > kMaxFolderDepth) {
    return Trouble{"Die Ordner sind zu tief geschachtelt.", folder.string(), "Erlaubt sind " + std::to_string(kMaxFolderDepth) + " Ebenen.", ""};
  }
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path& path = it->path();
    const fs::file_status status = it->symlink_status(error);
    if (error) break;
    if (fs::is_directory(status)) {
      if (auto trouble = collect(path, depth + 1, out)) return trouble;
      continue;
    }
    if (path.extension() != ".regel") continue;
    if (!fs::is_regular_file(status)) {
      return Trouble{"Das ist keine gewöhnliche Datei.", path.string(), "Regeln werden nicht über Verknüpfungen gelesen.", "Bitte die Datei selbst hier ablegen."};
    }
    if (out.size() >= kMaxRuleFiles) {
      return Trouble{"Der Katalog hat zu viele Regeldateien.", folder.string(), "Erlaubt sind " + std::to_string(kMaxRuleFiles) + ".", ""};
    }
    out.push_back(path);
  }
  if (error) return Trouble{"Der Ordner lässt sich nicht lesen.", folder.string(), error.message(), ""};
  return std::nullopt;
}

// "musterstadt" -> "Musterstadt"
std::string capitalised(std::string name) {
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

}  // namespace

std::expected<std::string, Trouble> name_of_city(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder / kCityFile, error)) return capitalised(folder.filename().string());
  auto text = read_file(folder / kCityFile, kMaxCityBytes);
  if (!text) return std::unexpected(text.error());
  auto value = json::parse(*text);
  if (!value) return std::unexpected(value.error());
  if (value->str("name").empty())
    return refuse(folder / kCityFile, "Der Stadt fehlt der Name.", "Er steht auf jeder Seite.", "Schreiben Sie {\"name\": \"…\"}.");
  const std::string name(value->str("name"));
  if (name.find_first_of("\"\\<>{}\n\t") != std::string::npos)
    return refuse(folder / kCityFile, "So kann eine Stadt nicht heißen: " + name, "Der Name steht in Sätzen, Adressen und Dateien.",
                  "Schreiben Sie ihn ohne Anführungszeichen, Klammern und Umbrüche.");
  return name;
}

namespace {

std::expected<std::vector<LayerFolder>, Trouble> layers(const fs::path& root, std::string_view city) {
  auto name = name_of_city(root / city);
  if (!name) return std::unexpected(name.error());
  return std::vector<LayerFolder>{{"begriffe", Layer::Vocabulary, ""},
                                  {"bund", Layer::Federal, ""},
                                  {"nrw", Layer::State, "NRW"},
                                  {std::string(city), Layer::City, *name}};
}

// Rule files in places that belong to no layer and no city would silently not apply: an error.
std::optional<Trouble> check_top(const fs::path& root, const std::vector<LayerFolder>& known) {
  std::error_code error;
  for (fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool layer = std::any_of(known.begin(), known.end(), [&](const LayerFolder& l) { return name == l.folder; });
    if (layer || fs::exists(it->path() / kCityFile, error)) continue;
    std::vector<fs::path> lost;
    if (it->path().extension() == ".regel") lost.push_back(it->path());
    if (it->is_directory(error) && !it->is_symlink(error)) {
      if (auto trouble = collect(it->path(), 1, lost)) return trouble;
    }
    if (lost.empty()) continue;
    return Trouble{"Diese Regeldatei gehört zu keiner Ebene.", lost.front().string(),
                   "Regeln stehen unter begriffe, bund, nrw oder im Ordner einer Stadt; den macht eine Datei stadt.json darin.",
                   "Bitte die Datei in einen dieser Ordner verschieben."};
  }
  if (error) return Trouble{"Der Ordner lässt sich nicht lesen.", root.string(), error.message(), ""};
  return std::nullopt;
}

}  // namespace

std::expected<std::string, Trouble> read_file(const fs::path& path, std::size_t limit) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return refuse(path, "Diese Datei gibt es nicht.");
  if (fs::is_directory(status)) return refuse(path, "Das ist ein Ordner, keine Datei.");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return refuse(path, "Die Datei lässt sich nicht öffnen.", std::strerror(errno));
  std::string text;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    text.append(buffer, n);
    if (text.size() > limit) return refuse(path, "Die Datei ist zu groß.", "Erlaubt sind " + std::to_string(limit / 1024) + " KB.");
  }
  if (std::ferror(file.get())) return refuse(path, "Die Datei lässt sich nicht lesen.", std::strerror(errno));
  return text;
}

std::vector<std::string> other_cities(const fs::path& folder, std::string_view city) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (const std::string name = it->path().filename().string(); name != city && fs::exists(it->path() / kCityFile, error)) out.push_back(name);
  return out;
}

std::string city_name(const std::vector<Source>& sources) {
  for (const Source& s : sources)
    if (s.layer == Layer::City) return s.place;
  return {};
}

std::expected<std::vector<Source>, Trouble> load_catalogue(const fs::path& given, std::string_view city) {
  std::error_code error;
  const fs::path root = given.has_filename() ? given : given.parent_path();
  if (!fs::is_directory(root, error)) {
    return refuse(root, "Hier ist kein Katalog.", "Ein Katalog ist ein Ordner mit den Unterordnern begriffe, bund, nrw und einem je Stadt.",
                  "Mit --katalog ORDNER lässt sich ein anderer angeben.");
  }
  if (city != kFirstCity && (city.find_first_of("/\\.") != std::string_view::npos || !fs::is_directory(root / city, error)))
    return refuse(root / city, "Diese Stadt gibt es hier nicht.", "Eine Stadt ist ein Ordner im Katalog mit einer Datei stadt.json.",
                  "Prüfen Sie die Schreibweise nach --stadt.");
  const auto known = layers(root, city);
  if (!known) return std::unexpected(known.error());
  if (auto trouble = check_top(root, *known)) return std::unexpected(*std::move(trouble));
  std::vector<Source> sources;
  std::size_t total = 0;
  for (const LayerFolder& layer : *known) {
    std::vector<fs::path> paths;
    if (!fs::is_directory(root / layer.folder, error)) continue;
    if (auto trouble = collect(root / layer.folder, 1, paths)) return std::unexpected(*std::move(trouble));
    std::sort(paths.begin(), paths.end(), [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    for (const fs::path& path : paths) {
      auto text = read_file(path, kMaxRuleBytes);
      if (!text) return std::unexpected(text.error());
      total += text->size();
      if (total > kMaxCatalogueBytes) return refuse(root, "Der Katalog ist zu groß.");
      const std::string name = (root.filename() / path.lexically_relative(root)).generic_string();
      sources.push_back({name, *std::move(text), layer.layer, layer.place});
    }
  }
  if (sources.empty()) {
    return refuse(root, "Der Katalog enthält keine Regeln.", "Gesucht wurden Dateien mit der Endung .regel.", "Mit --katalog ORDNER lässt sich ein anderer angeben.");
  }
  return sources;
}

}  // namespace fr
