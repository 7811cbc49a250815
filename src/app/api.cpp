// The routes that answer to what they are asked: the search page, the open interface /api/v1, "war das hilfreich?".
#include "app/serve.h"

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>

#include "base/date.h"

#include "catalogue/search.h"
#include "http/asset.h"
#include "http/headers.h"
#include "portal/api.h"
#include "portal/search_page.h"

namespace fr::app {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t kFoundPage = 30, kFoundMost = 50;

// One index per language, made when somebody first searches in it.
class Searches {
 public:
  explicit Searches(Live& live) : live_(live) {}
  std::vector<Found> find(const std::string& language, std::string_view query, std::size_t at_most) {
    auto index = indexes_.find(language);
    if (index == indexes_.end()) {
      auto built = Search::build(live_.input().book, live_.input().texts, language);
      if (!built) throw std::runtime_error(built.error());
      index = indexes_.emplace(language, *std::move(built)).first;
    }
    return index->second.find(query, at_most);
  }

 private:
  Live& live_;
  std::map<std::string, Search> indexes_;
};

std::string value(const Request& r, std::string_view name, std::string otherwise = {}) {
  return http::query_value(r.query, name).value_or(std::move(otherwise));
}

// Lists and entries change only with the catalogue: an entity tag lets a client keep what it has.
Response respond(const api::Answer& answer, const Request& request) {
  if (answer.status != 200) return http::text_response(answer.status, std::string(api::kProblem), answer.body);
  return http::respond(http::make_asset(std::string(api::kJson), answer.body, http::Caching::Revalidate), request);
}

http::Route get(std::string path, std::function<api::Answer(const Request&)> answer) {
  return {"GET", std::move(path), [answer = std::move(answer)](const Request& r) { return respond(answer(r), r); }};
}

// The family is computed with and forgotten: no log knows it, no cache may keep the answer.
Response match(const PortalInput& in, const Request& r) {
  const api::Answer answer = api::match(in.book, r.body);
  Response out = http::text_response(answer.status, std::string(answer.status == 200 ? api::kJson : api::kProblem), answer.body);
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

std::string today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return format_day(static_cast<Day>(days.time_since_epoch().count()));
}

const Words& words_of(std::string_view path) {
  for (const Words& w : languages())
    if (!w.prefix.empty() && (path == w.prefix || path.starts_with(w.prefix + "/"))) return w;
  return german();
}

// Does a page of this site send it? Browsers say so; older ones, and all on a connection without TLS, name at most the
// origin, which is "null" because our pages send no referrer.
bool from_here(const http::Pack& pack, const Request& r) {
  if (const std::string_view site = r.header("Sec-Fetch-Site"); !site.empty()) return site == "same-origin";
  const std::string_view origin = r.header("Origin"), host = r.header("Host");
  if (origin.empty() || origin == "null") return true;
  const auto about = json::parse(pack.text("!stand"));
  const std::string own(about ? about->str("origin") : std::string_view());
  return origin == own || origin == "http://" + std::string(host) || origin == "https://" + std::string(host);
}

// An answer counts for a page that exists; from elsewhere, or about anything else, nothing is written.
Response take_feedback(Live& live, const http::Pack& pack, std::optional<Feedback>& feedback, const Request& r) {
  const std::string page = http::query_value(r.body, "page").value_or(""), answer = http::query_value(r.body, "answer").value_or("");
  if (!page.starts_with("/") || !pack.has(page) || (answer != "ja" && answer != "nein") || !from_here(pack, r))
    return http::text_response(400, "text/html; charset=utf-8", pack.text("!400"));
  if (!feedback) return http::text_response(503, "text/html; charset=utf-8", problem_page(live.input(), 503, "Rückmeldungen werden hier gerade nicht gezählt."));
  if (!feedback->count(today(), page, answer == "ja")) std::fprintf(stderr, "Hinweis: Eine Rückmeldung ging verloren: %s\n", feedback->last_error().c_str());
  return http::text_response(200, "text/html; charset=utf-8", thanks_page(live.input(), words_of(page), page));
}

}  // namespace

void add_feedback_route(Live& live, const http::Pack& pack, std::optional<Feedback> feedback, std::vector<http::Route>* routes) {
  auto store = std::make_shared<std::optional<Feedback>>(std::move(feedback));
  routes->push_back({"POST", std::string(kFeedbackPath), [&live, &pack, store](const Request& r) { return take_feedback(live, pack, *store, r); }});
}

std::optional<Response> api_entry(Live& live, const Request& r) {
  constexpr std::string_view kServices = "/api/v1/services/", kOffices = "/api/v1/offices/";
  const std::string_view path = r.path;
  if (path.starts_with(kServices)) return respond(api::service(live.input(), path.substr(kServices.size()), value(r, "lang", "de")), r);
  if (path.starts_with(kOffices)) return respond(api::office(live.input(), path.substr(kOffices.size())), r);
  return std::nullopt;
}

void add_api_routes(Live& live, const http::Pack& pack, bool with_match, std::vector<http::Route>* routes) {
  auto searches = std::make_shared<Searches>(live);
  for (const Words& w : languages())
    routes->push_back({"GET", w.path("/suche"), [&live, &pack, &w, searches](const Request& r) {
      const std::string query = value(r, "q");
      if (query.empty()) return *pack.respond(r);
      const auto found = searches->find(w.language, query, kFoundPage);
      return http::respond(http::make_asset("text/html; charset=utf-8", search_page(live.input(), w, query, found), http::Caching::Revalidate), r);
    }});
  routes->push_back(get("/api/v1/services", [&live](const Request& r) {
    return api::services(live.input(), {value(r, "lang", "de"), value(r, "need"), value(r, "phase"), value(r, "level"), value(r, "office")});
  }));
  routes->push_back(get("/api/v1/offices", [&live](const Request&) { return api::offices(live.input()); }));
  routes->push_back(get("/api/v1/search", [&live, searches](const Request& r) {
    const std::string query = value(r, "q"), lang = value(r, "lang", "de");
    if (query.empty()) return api::problem(400, "Es fehlt das Suchwort", "Zum Beispiel: /api/v1/search?q=kita");
    if (!api::known_language(lang)) return api::problem(400, "Unbekannter Wert", "Die Sprache „" + lang + "“ gibt es hier nicht.");
    return api::found(live.input(), query, lang, searches->find(lang, query, kFoundMost));
  }));
  if (with_match) routes->push_back({"POST", "/api/v1/match", [&live](const Request& r) { return match(live.input(), r); }});
}

}  // namespace fr::app
