// Built files -> routes in memory. Both folders lie under /assets/: the engine's (assets) and Vite's (web).
#include <algorithm>
#include <memory>
#include <set>

#include "app/serve.h"
#include "catalogue/translations.h"
#include "http/asset.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMaxAsset = 16 * 1024 * 1024;
// Brotli's quality: two seconds to start are more than 9 needs, and there are hundreds of pages.
constexpr int kAssetEffort = 9, kPageEffort = 5;

std::optional<json::Value> read_manifest(const fs::path& file) {
  auto text = read_file(file, kMaxAsset);
  if (!text) return std::nullopt;
  auto value = json::parse(*text);
  if (!value) return std::nullopt;
  return std::move(*value);
}

void add_folder(const fs::path& folder, std::vector<http::Route>* routes) {
  std::vector<fs::path> files;
  std::error_code ec;
  for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    if (it->is_regular_file() && !it->is_symlink()) files.push_back(it->path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::string name = fs::relative(file, folder).generic_string();
    if (name == "manifest.json" || name.starts_with(".")) continue;
    auto bytes = read_file(file, kMaxAsset);
    if (!bytes) continue;
    std::string path = "/assets/" + name;
    routes->push_back(route_to(path, std::string(http::media_type(path)), std::move(*bytes),
                               http::has_hashed_name(path)));
  }
}

std::string asset_at(const std::optional<json::Value>& manifest, const char* key) {
  if (!manifest) return {};
  const json::Value* entry = manifest->find(key);
  std::string_view file = entry != nullptr ? entry->str("file") : std::string_view();
  return file.empty() ? std::string() : "/assets/" + std::string(file);
}

constexpr const char* kWorker = "dienst/dienst.ts";
constexpr const char* kScript = "seiten/familie.ts";

// Everything of both manifests but the worker itself and what only readers of another language need; the
// worker keeps that when somebody chooses the language. Vite's entries below texte/ are languages.
std::vector<std::string> shell_files(const std::optional<json::Value>& engine, const std::optional<json::Value>& web) {
  std::set<std::string> files;
  for (const char* key : {"engine", "rulebook"})
    if (std::string file = asset_at(engine, key); !file.empty()) files.insert(file);
  if (web)
    for (const json::Member& entry : web->members) {
      if (entry.key == kWorker || entry.key.starts_with("texte/")) continue;
      files.insert("/assets/" + std::string(entry.value.str("file")));
      for (const char* kind : {"css", "assets"})
        for (const json::Value& file : entry.value.list(kind)) files.insert("/assets/" + file.text);
    }
  return {files.begin(), files.end()};
}

}  // namespace

std::string worker_script(const Site& site, const std::vector<Page>& pages) {
  std::vector<std::string> files = site.shell;
  files.insert(files.end(), site.front.styles.begin(), site.front.styles.end());
  if (!site.front.offices.empty()) files.push_back(site.front.offices);
  files.insert(files.end(), {"/favicon.svg", "/icon.svg", "/manifest.webmanifest"});
  std::string state = site.worker;
  json::Writer w;
  w.open('{').key("pages").open('[');
  for (const Page& page : pages) {
    // The pages with an island, in German; another language's are kept once somebody has opened them.
    const bool shell = page.html.find("data-ansicht=") != std::string::npos && page.html.find("<html lang=\"de\"") != std::string::npos;
    if (!shell && page.path != "/offline") continue;
    w.string(page.path);
    state += page.html;
  }
  w.close(']').key("files").open('[');
  std::set<std::string> seen;
  for (const std::string& file : files) {
    if (!seen.insert(file).second) continue;
    w.string(file);
    state += file;
  }
  w.close(']').put("version", http::hash_hex(state)).close('}');
  return "self.FASSUNG = " + w.take() + ";\n" + site.worker;
}

http::Route route_to(std::string path, std::string type, std::string bytes, bool immutable) {
  auto asset = std::make_shared<const http::Asset>(http::make_asset(
      std::move(type), std::move(bytes),
      immutable ? http::Caching::Immutable : http::Caching::Revalidate, immutable ? kAssetEffort : kPageEffort));
  return {"GET", std::move(path),
          [asset](const http::Request& request) { return http::respond(*asset, request); }};
}

Site load_site(const ServeOptions& serve, std::vector<std::string>* trouble) {
  Site site;
  std::string style(portal_style());
  std::string name = "/assets/portal-" + http::hash_hex(style).substr(0, 16) + ".css";
  site.routes.push_back(route_to(name, "text/css; charset=utf-8", std::move(style), true));
  site.routes.push_back(route_to("/verlassen.js", "text/javascript; charset=utf-8", std::string(portal_leave_script()), false));
  site.routes.push_back(route_to("/favicon.svg", "image/svg+xml", std::string(portal_icon()), false));
  site.routes.push_back(route_to("/icon.svg", "image/svg+xml", std::string(portal_app_icon()), false));
  site.routes.push_back(route_to("/manifest.webmanifest", std::string(http::media_type("/manifest.webmanifest")),
                                 std::string(portal_manifest()), false));

  auto engine = read_manifest(fs::path(serve.assets) / "manifest.json");
  site.front.module = asset_at(engine, "engine");
  site.front.rulebook = asset_at(engine, "rulebook");
  for (const std::string_view language : kTranslated)
    if (std::string file = asset_at(engine, ("texte-" + std::string(language)).c_str()); !file.empty())
      site.front.texts[std::string(language)] = file;
  if (site.front.module.empty() || site.front.rulebook.empty())
    trouble->push_back("Das Rechenmodul für den Browser fehlt in " + serve.assets +
                       ". Die Zeichnung kann nicht rechnen. Abhilfe: ./run ohne Angaben baut es.");
  add_folder(serve.assets, &site.routes);

  auto web = read_manifest(fs::path(serve.web) / "manifest.json");
  site.front.script = asset_at(web, kScript);
  if (site.front.script.empty())
    trouble->push_back("Der Browser-Teil fehlt in " + serve.web +
                       ". Die Zeichnung erscheint nicht. Abhilfe: ./run ohne Angaben baut ihn.");
  if (const json::Value* entry = web ? web->find(kScript) : nullptr)
    for (const json::Value& file : entry->list("css")) site.front.styles.push_back("/assets/" + file.text);
  site.front.styles.push_back(name);
  site.shell = shell_files(engine, web);
  if (const json::Value* worker = web ? web->find(kWorker) : nullptr)
    if (auto source = read_file(fs::path(serve.web) / std::string(worker->str("file")), kMaxAsset))
      site.worker = std::move(*source);
  add_folder(serve.web, &site.routes);
  return site;
}

}  // namespace fr::app
