// serve: opens the pack of pages and answers from it until it is told to stop.
#include "app/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/date.h"
#include "portal/api.h"

namespace fr::app {
namespace {

namespace fs = std::filesystem;

Month this_month() {
  auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return month_of(days.time_since_epoch().count());
}

// The pages say what the law is in the month for which they were made.
void say_if_old(const http::Pack& pack) {
  const auto about = json::parse(pack.text("!stand"));
  const auto month = about ? parse_month(about->str("month")) : std::nullopt;
  if (month && *month != this_month())
    fmt::print(stderr, "Hinweis: Die Seiten zeigen den Stand von {}. „./run“ ohne Angaben übersetzt sie neu.\n", format_month_german(*month));
}

http::Options server_options(const ServeOptions& serve, const http::Pack& pack, Live& live) {
  http::Options o;
  o.host = serve.host;
  o.port = serve.port;
  o.verbose = serve.verbose;
  o.signals = true;
  o.files = [&pack, &live](const http::Request& r) {
    if (auto entry = api_entry(live, r)) return entry;
    return pack.respond(r);
  };
  o.problem = [&pack](int status, std::string_view sentence, std::string_view path) {
    if (path.starts_with("/api/")) return http::text_response(status, std::string(api::kProblem), api::problem(status, sentence).body);
    const std::string key = "!" + std::to_string(status);
    return http::text_response(status, "text/html; charset=utf-8", pack.text(pack.has(key) ? key : "!500"));
  };
  return o;
}

std::expected<std::optional<Feedback>, std::string> feedback_of(const ServeOptions& serve) {
  if (serve.data.empty()) return std::nullopt;
  auto feedback = Feedback::open(serve.data);
  if (!feedback) return std::unexpected(feedback.error());
  return std::optional<Feedback>(*std::move(feedback));
}

}  // namespace

int serve_command(const Options& options, const ServeOptions& serve) {
  const auto pack = http::Pack::open(fs::path(serve.assets) / kPackFile);
  if (!pack) {
    fmt::print(stderr, "Fehler: {} „./run“ ohne Angaben baut sie.\n", pack.error());
    return kWrongInput;
  }
  auto feedback = feedback_of(serve);
  if (!feedback) {
    fmt::print(stderr, "Fehler: {}\n", feedback.error());
    return kWrongInput;
  }
  say_if_old(*pack);
  Live live(options, serve, *pack);
  std::vector<http::Route> routes;
  add_api_routes(live, *pack, serve.match, &routes);
  add_feedback_route(live, *pack, *std::move(feedback), &routes);
  for (const char* path : {"/livez", "/readyz"})
    routes.push_back({"GET", path, [](const http::Request&) { return http::text_response(200, "text/plain; charset=utf-8", "ok\n"); }});

  auto server = http::Server::listen(server_options(serve, *pack, live), std::move(routes));
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
  command->add_option("--assets", own->assets, "Ordner, den compile geschrieben hat")->type_name("ORDNER");
  command->add_option("--daten", own->data, "Ordner für Rückmeldungen; ohne ihn wird nichts gezählt")->type_name("ORDNER");
  command->add_flag("!--ohne-match", own->match, "schaltet POST /api/v1/match ab");
  command->add_flag("--verbose", own->verbose, "nennt jede Anfrage: Methode, Pfad, Ergebnis, Dauer");
  command->callback([own, &options, exit] { *exit = serve_command(options, *own); });
}

}  // namespace fr::app
