// serve: loads the catalogue, renders every page once, answers from memory until it is told to stop.
#include "app/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

#include "http/asset.h"
#include "http/server.h"
#include "portal/api.h"
#include "portal/metadata.h"

namespace fr::app {
namespace {

Month this_month() {
  auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return month_of(days.time_since_epoch().count());
}

void note(const std::string& text) { fmt::print(stderr, "Hinweis: {}\n", text); }

// Today's month, or the nearest one that the rules know; never silently.
Month shown_month(const Rulebook& book) {
  Month today = this_month();
  if (book.from <= today && today < book.until) return today;
  Month shown = today < book.from ? book.from : book.until - 1;
  note(fmt::format("Für {} kennt der Katalog kein Recht. Die Seiten zeigen den Stand von {}.",
                   format_month_german(today), format_month_german(shown)));
  return shown;
}

std::vector<OpenNumber> open_numbers(const Loaded& loaded) {
  std::vector<OpenNumber> out;
  for (const Undocumented& u : loaded.compiled.undocumented)
    out.push_back({u.name, u.range, u.reason,
                   fmt::format("{}:{}", loaded.sources[u.pos.source].name, u.pos.line)});
  return out;
}

// Two German readings of one fault are worse than none: a text with an error stops the start.
bool texts_sound(const Texts& texts) {
  constexpr std::size_t kShown = 100;
  for (std::size_t i = 0; i < std::min(texts.errors.size(), kShown); ++i) fmt::print(stderr, "{}\n", render(texts.errors[i]));
  if (texts.errors.size() > kShown) fmt::print(stderr, "… und {} weitere.\n", texts.errors.size() - kShown);
  return texts.errors.empty();
}

http::Options server_options(const ServeOptions& serve, const PortalInput& input) {
  http::Options o;
  o.host = serve.host;
  o.port = serve.port;
  o.verbose = serve.verbose;
  o.signals = true;
  // The input lives as long as the server; each page is rendered once.
  o.problem = [&input, pages = std::map<int, std::string>()](int status, std::string_view sentence, std::string_view path) mutable {
    if (path.starts_with("/api/"))
      return http::text_response(status, std::string(api::kProblem), api::problem(status, sentence).body);
    auto page = pages.find(status);
    if (page == pages.end()) page = pages.emplace(status, problem_page(input, status, sentence)).first;
    return http::text_response(status, "text/html; charset=utf-8", page->second);
  };
  return o;
}

}  // namespace

int serve_command(const Options& options, const ServeOptions& serve) {
  int exit = kFine;
  auto loaded = load(options, &exit);
  if (!loaded) return exit;
  const Rulebook& book = loaded->compiled.book;
  Texts texts = read_texts(catalogue_folder(options), city_folder(options));
  if (!texts_sound(texts)) return kFindings;
  for (const std::string& finding : portal_findings(book, texts)) note(finding);

  std::vector<std::string> trouble;
  Site site = load_site(serve, &trouble);
  for (const std::string& t : trouble) note(t);
  std::string offices = offices_json(texts);
  site.front.offices = "/assets/stellen-" + http::hash_hex(offices).substr(0, 16) + ".json";
  site.routes.push_back(route_to(site.front.offices, "application/json; charset=utf-8", std::move(offices), true));
  PortalInput input{book, texts, shown_month(book), site.front, open_numbers(*loaded), !serve.data.empty(), serve.origin, city_name(loaded->sources)};
  std::vector<Page> pages = render_pages(input);
  if (!serve.data.empty()) {
    auto feedback = Feedback::open(serve.data);
    if (!feedback) {
      fmt::print(stderr, "Fehler: {}\n", feedback.error());
      return kWrongInput;
    }
    add_feedback_route(input, pages, *std::move(feedback), &site.routes);
  }
  add_api_routes(input, serve.match, &site.routes);
  if (!site.worker.empty())
    site.routes.push_back(route_to("/dienst.js", "text/javascript; charset=utf-8", worker_script(site, pages), false));
  site.routes.push_back(route_to("/sitemap.xml", "application/xml; charset=utf-8", sitemap(pages, serve.origin), false));
  site.routes.push_back(route_to("/robots.txt", "text/plain; charset=utf-8", robots(serve.origin), false));
  for (Page& page : pages)
    site.routes.push_back(route_to(page.path, "text/html; charset=utf-8", std::move(page.html), false));
  for (const char* path : {"/livez", "/readyz"})
    site.routes.push_back({"GET", path, [](const http::Request&) {
      return http::text_response(200, "text/plain; charset=utf-8", "ok\n");
    }});

  auto server = http::Server::listen(server_options(serve, input), std::move(site.routes));
  if (!server) {
    fmt::print(stderr, "Fehler: {}\n", server.error().message);
    return server.error().port_in_use ? kPortInUse : kWrongInput;
  }
  fmt::print("Das Familienrathaus ist offen: http://{}:{}\nBeenden mit Strg+C.\n",
             serve.host.find(':') == std::string::npos ? serve.host : "[" + serve.host + "]", server->port());
  std::fflush(stdout);
  server->run();
  fmt::print("Das Familienrathaus ist geschlossen.\n");
  return kFine;
}

void add_serve(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("serve", "startet das Portal");
  auto own = std::make_shared<ServeOptions>();
  command->add_option("--port", own->port, "Anschluss, sonst 8080")->type_name("ZAHL");
  command->add_option("--host", own->host, "Adresse, sonst 127.0.0.1 (nur dieser Rechner)")->type_name("ADRESSE");
  command->add_option("--assets", own->assets, "Ordner mit Rechenmodul und Regelwerk")->type_name("ORDNER");
  command->add_option("--web", own->web, "Ordner mit dem Browser-Teil")->type_name("ORDNER");
  command->add_option("--daten", own->data, "Ordner für Rückmeldungen; ohne ihn wird nichts gezählt")->type_name("ORDNER");
  command->add_option("--adresse", own->origin, "wie die Seite von außen heißt, zum Beispiel https://familie.example")->type_name("ADRESSE");
  command->add_flag("!--ohne-match", own->match, "schaltet POST /api/v1/match ab");
  command->add_flag("--verbose", own->verbose, "nennt jede Anfrage: Methode, Pfad, Ergebnis, Dauer");
  command->callback([own, &options, exit] { *exit = serve_command(options, *own); });
}

}  // namespace fr::app
