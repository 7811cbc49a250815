// The whole portal as one file: rendered pages, and the built files of both folders (the engine's and Vite's), which lie
// under /assets/.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "app/serve.h"
#include "base/date.h"
#include "catalogue/translations.h"
#include "http/headers.h"
#include "portal/api.h"
#include "portal/metadata.h"
#include "portal/search_page.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMaxAsset = 16 * 1024 * 1024;
// Brotli's quality: files are built once and read for ever, pages are many.
constexpr int kFileEffort = 9, kPageEffort = 7;
constexpr int kProblems[] = {400, 404, 405, 408, 413, 414, 431, 500, 503};

// What goes into the pack before it is compressed.
struct Item {
  std::string path, type, bytes;
  bool immutable;
  int effort;
};
using Items = std::vector<Item>;

std::optional<json::Value> read_manifest(const fs::path& file) {
  auto text = read_file(file, kMaxAsset);
  if (!text) return std::nullopt;
  auto value = json::parse(*text);
  if (!value) return std::nullopt;
  return std::move(*value);
}

void add_folder(const fs::path& folder, Items* items) {
  std::vector<fs::path> files;
  std::error_code ec;
  for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    if (it->is_regular_file() && !it->is_symlink()) files.push_back(it->path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::string name = fs::relative(file, folder).generic_string();
    if (name == "manifest.json" || name == kPackFile || name.starts_with(".") || name.ends_with(".neu")) continue;
    auto bytes = read_file(file, kMaxAsset);
    if (!bytes) continue;
    const std::string path = "/assets/" + name;
    items->push_back({path, std::string(http::media_type(path)), std::move(*bytes), http::has_hashed_name(path), kFileEffort});
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
  for (const char* key : {"engine", "rulebook", "vocabulary"})
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

// /dienst.js: the worker behind one line that names its version and its files. The version is a hash of all of
// them and of the pages around the drawing, so that a browser notices every change of the law.
std::string worker_script(const std::string& worker, std::vector<std::string> files, const FrontEnd& front, const std::vector<Page>& pages) {
  files.insert(files.end(), front.styles.begin(), front.styles.end());
  if (!front.offices.empty()) files.push_back(front.offices);
  files.insert(files.end(), {"/favicon.svg", "/icon.svg", "/manifest.webmanifest"});
  std::string state = worker;
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
  return "self.FASSUNG = " + w.take() + ";\n" + worker;
}

// Today's month, or the nearest one that the rules know; never silently.
Month shown_month(const Rulebook& book, std::vector<std::string>* trouble) {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const Month today = month_of(static_cast<Day>(days.time_since_epoch().count()));
  if (book.from <= today && today < book.until) return today;
  const Month shown = today < book.from ? book.from : book.until - 1;
  trouble->push_back(fmt::format("Für {} kennt der Katalog kein Recht. Die Seiten zeigen den Stand von {}.", format_month_german(today), format_month_german(shown)));
  return shown;
}

std::vector<OpenNumber> open_numbers(const Loaded& loaded) {
  std::vector<OpenNumber> out;
  for (const Undocumented& u : loaded.compiled.undocumented)
    out.push_back({u.name, u.range, u.reason, fmt::format("{}:{}", loaded.sources[u.pos.source].name, u.pos.line)});
  return out;
}

// Two German readings of one fault are worse than none: a text with an error stops the build.
bool texts_sound(const Texts& texts) {
  constexpr std::size_t kShown = 100;
  for (std::size_t i = 0; i < std::min(texts.errors.size(), kShown); ++i) fmt::print(stderr, "{}\n", render(texts.errors[i]));
  if (texts.errors.size() > kShown) fmt::print(stderr, "… und {} weitere.\n", texts.errors.size() - kShown);
  return texts.errors.empty();
}

void add_own_files(const FrontEnd& front, Items* items) {
  const auto put = [&](const char* path, std::string type, std::string_view bytes) {
    items->push_back({path, std::move(type), std::string(bytes), false, kFileEffort});
  };
  items->push_back({front.styles.back(), "text/css; charset=utf-8", std::string(portal_style()), true, kFileEffort});
  put("/favicon.svg", "image/svg+xml", portal_icon());
  put("/icon.svg", "image/svg+xml", portal_app_icon());
  put("/verlassen.js", "text/javascript; charset=utf-8", portal_leave_script());
  put("/manifest.webmanifest", std::string(http::media_type("/manifest.webmanifest")), portal_manifest());
  put("/api/v1/openapi.json", std::string(api::kJson), api::contract());
}

// Compresses on all cores; the order of the items does not matter to the pack.
std::string packed(Items items) {
  std::vector<http::PackItem> out(items.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at; (at = next++) < items.size();) {
      Item& item = items[at];
      out[at] = {item.path, http::make_asset(std::move(item.type), std::move(item.bytes),
                                             item.immutable ? http::Caching::Immutable : http::Caching::Revalidate, item.effort)};
    }
  };
  std::vector<std::future<void>> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) workers.push_back(std::async(std::launch::async, work));
  for (std::future<void>& w : workers) w.get();
  return http::write_pack(std::move(out));
}

// What serve needs to know of this build.
std::string about(const PortalInput& in, const SiteOptions& site, const std::optional<json::Value>& engine) {
  json::Writer w;
  const json::Value* book = engine ? engine->find("rulebook") : nullptr;
  w.open('{').put("month", format_month(in.month)).put("city", in.city).put("origin", in.origin).put("web", site.web);
  w.put("rulebook", book != nullptr ? book->str("file") : "").close('}');
  return w.take();
}

void add_pages(const PortalInput& input, const SiteOptions& site, const std::optional<json::Value>& engine, const std::optional<json::Value>& web, Items* items) {
  std::vector<Page> pages = render_pages(input);
  for (const Words& w : languages()) pages.push_back({w.path("/suche"), search_page(input, w, "", {})});
  if (const json::Value* worker = web ? web->find(kWorker) : nullptr)
    if (auto source = read_file(fs::path(site.web) / std::string(worker->str("file")), kMaxAsset))
      items->push_back({"/dienst.js", "text/javascript; charset=utf-8", worker_script(*source, shell_files(engine, web), input.front, pages), false, kPageEffort});
  items->push_back({"/sitemap.xml", "application/xml; charset=utf-8", sitemap(pages, input.origin), false, kPageEffort});
  items->push_back({"/robots.txt", "text/plain; charset=utf-8", robots(input.origin), false, kPageEffort});
  for (const int status : kProblems)
    items->push_back({"!" + std::to_string(status), "text/html; charset=utf-8", problem_page(input, status, http::reason(status)), false, kPageEffort});
  for (Page& page : pages) items->push_back({std::move(page.path), "text/html; charset=utf-8", std::move(page.html), false, kPageEffort});
}

}  // namespace

FrontEnd front_end(const std::string& assets, const std::string& folder) {
  FrontEnd front;
  const auto engine = read_manifest(fs::path(assets) / "manifest.json"), web = read_manifest(fs::path(folder) / "manifest.json");
  front.module = asset_at(engine, "engine");
  front.rulebook = asset_at(engine, "rulebook");
  front.offices = asset_at(engine, "offices");
  front.vocabulary = asset_at(engine, "vocabulary");
  for (const std::string_view language : kTranslated)
    if (std::string file = asset_at(engine, ("texte-" + std::string(language)).c_str()); !file.empty()) front.texts[std::string(language)] = file;
  front.script = asset_at(web, kScript);
  if (const json::Value* entry = web ? web->find(kScript) : nullptr)
    for (const json::Value& file : entry->list("css")) front.styles.push_back("/assets/" + file.text);
  front.styles.push_back("/assets/portal-" + http::hash_hex(portal_style()).substr(0, 16) + ".css");
  return front;
}

std::optional<std::string> pack_site(const Loaded& loaded, const Options& options, const SiteOptions& site, std::vector<std::string>* trouble) {
  const Rulebook& book = loaded.compiled.book;
  const Texts texts = read_texts(catalogue_folder(options), city_folder(options));
  if (!texts_sound(texts)) return std::nullopt;
  for (std::string& finding : portal_findings(book, texts)) trouble->push_back(std::move(finding));
  const FrontEnd front = front_end(site.assets, site.web);
  if (front.module.empty()) trouble->push_back("Das Rechenmodul für den Browser fehlt. Die Zeichnung kann nicht rechnen. Abhilfe: ./run ohne Angaben baut es.");
  if (front.script.empty()) trouble->push_back("Der Browser-Teil fehlt in " + site.web + ". Die Zeichnung erscheint nicht. Abhilfe: ./run ohne Angaben baut ihn.");
  const PortalInput input{book, texts, shown_month(book, trouble), front, open_numbers(loaded), true, site.origin, city_name(loaded.sources)};
  const auto engine = read_manifest(fs::path(site.assets) / "manifest.json"), web = read_manifest(fs::path(site.web) / "manifest.json");
  Items items;
  add_folder(site.assets, &items);
  add_folder(site.web, &items);
  add_own_files(front, &items);
  add_pages(input, site, engine, web, &items);
  items.push_back({"!stand", "application/json", about(input, site, engine), false, kPageEffort});
  return packed(std::move(items));
}

}  // namespace fr::app
