// What no file can hold or no person reads: data for machines, the answer to a search, the open interface.
#include "portal/api.h"

#include <gtest/gtest.h>

#include "portal/metadata.h"
#include "portal/search_page.h"
#include "portal/toy_test.h"

namespace fr {
namespace {

// --- what machines read (metadata.cpp) -----------------------------------------------------------------

TEST(Metadata, OnlyPagesToBeFoundNameEachOther) {
  auto pages = Toy().pages();
  auto link = [](std::string_view rel, std::string_view language, std::string_view path) {
    return "<link rel=\"" + std::string(rel) + (language.empty() ? "" : "\" hreflang=\"" + std::string(language)) + "\" href=\"https://spielstadt.example" + std::string(path) + "\">";
  };
  const std::string& english = pages["/en/leistung/spielgeld"];
  EXPECT_TRUE(has(english, link("canonical", "", "/en/leistung/spielgeld")));
  for (const auto& [language, path] : {std::pair("de", "/leistung/spielgeld"), std::pair("de-simple", "/leicht/leistung/spielgeld"),
                                       std::pair("en", "/en/leistung/spielgeld"), std::pair("x-default", "/leistung/spielgeld")})
    EXPECT_TRUE(has(english, link("alternate", language, path))) << language;
  EXPECT_EQ(count(english, "rel=\"alternate\""), 4u);  // nobody translated it into Arabic
  EXPECT_FALSE(has(pages["/ar/leistung/spielgeld"], "rel=\"canonical\""));
  EXPECT_EQ(count(pages["/themen"], "rel=\"alternate\""), 10u);
  EXPECT_EQ(count(pages["/stelle/spielamt"], "rel=\"alternate\""), 2u);
  EXPECT_TRUE(has(pages["/leichte-sprache"], link("canonical", "", "/leichte-sprache")));
  EXPECT_EQ(count(pages["/leichte-sprache"], "rel=\"alternate\""), 0u);
}

TEST(Metadata, AServiceIsDataForMachines) {
  Toy toy;
  auto pages = toy.pages();
  auto data = [&](const std::string& path) {
    const std::string& html = pages[path];
    constexpr std::string_view kOpen = "<script type=\"application/ld+json\">";
    const std::size_t from = html.find(kOpen) + kOpen.size();
    const std::string text = html.substr(from, html.find("</script>", from) - from);
    EXPECT_EQ(text.find('<'), std::string::npos) << "could end the element";
    auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? *std::move(value) : json::Value{};
  };
  const json::Value german = data("/leistung/spielgeld"), english = data("/en/leistung/spielgeld"), shelter = data("/leistung/schutzraum");
  EXPECT_EQ(german.str("@context"), "https://schema.org");
  EXPECT_EQ(german.str("@type"), "GovernmentService");
  EXPECT_EQ(german.str("name"), "Spielgeld");
  EXPECT_EQ(german.str("description"), kEvil);
  EXPECT_EQ(german.str("identifier"), "99012345678901");
  EXPECT_EQ(german.str("url"), "https://spielstadt.example/leistung/spielgeld");
  EXPECT_EQ(english.str("url"), "https://spielstadt.example/en/leistung/spielgeld");
  EXPECT_EQ(english.str("inLanguage"), "en");
  ASSERT_EQ(german.list("provider").size(), 1u);
  const json::Value& office = german.list("provider")[0];
  EXPECT_EQ(office.str("@type"), "GovernmentOffice");
  EXPECT_EQ(office.str("url"), "https://spielstadt.example/stelle/spielamt");
  EXPECT_EQ(office.find("address")->str("streetAddress"), "Am <Ring> 1");
  EXPECT_EQ(german.find("areaServed")->str("name"), "Deutschland");
  EXPECT_EQ(shelter.find("areaServed")->str("name"), "Spielstadt");
  EXPECT_EQ(german.find("availableChannel")->str("serviceUrl"), "https://spielstadt.example/antrag?a=1&b=2");
  EXPECT_EQ(shelter.find("identifier"), nullptr);
}

TEST(Metadata, SitemapAndRobotsNameWhatMayBeFound) {
  Toy toy;
  const std::string map = sitemap(render_pages(toy.input()), "https://spielstadt.example");
  for (const char* path : {"/", "/en/leistung/spielgeld", "/leichte-sprache", "/ar/notfall"})
    EXPECT_EQ(count(map, std::string("<loc>https://spielstadt.example") + path + "</loc>"), 1u) << path;
  for (const char* path : {"/ar/leistung/spielgeld", "/en/stelle/spielamt", "/offline"}) EXPECT_FALSE(has(map, std::string(path) + "</loc>")) << path;
  EXPECT_TRUE(has(robots("https://spielstadt.example"), "Sitemap: https://spielstadt.example/sitemap.xml\n"));
}

// --- the search page -----------------------------------------------------------------------------------

TEST(SearchPage, ShowsWhatWasFoundInItsOrderOrHelps) {
  Toy toy;
  const std::string found = search_page(toy.input(), german(), "geld <b>", {{"schutzraum", 2}, {"gibt-es-nicht", 1.5}, {"spielgeld", 1}});
  EXPECT_LT(found.find("href=\"/leistung/schutzraum\""), found.find("href=\"/leistung/spielgeld\""));
  EXPECT_TRUE(has(found, "value=\"geld &lt;b&gt;\""));
  EXPECT_FALSE(has(found, "gibt-es-nicht"));
  EXPECT_TRUE(has(found, "noindex"));
  const std::string nothing = search_page(toy.input(), languages()[2], "xyz", {});
  EXPECT_TRUE(has(nothing, std::string(languages()[2]("search.nothing"))));
  EXPECT_TRUE(has(nothing, "action=\"/en/suche\"") && has(nothing, "href=\"/en/bedarf/gewalt\""));
  const std::string empty = search_page(toy.input(), german(), "", {});
  EXPECT_FALSE(has(empty, "noindex"));
  EXPECT_FALSE(has(empty, std::string(german()("search.nothing"))));
}

// --- the open interface (api.cpp) ----------------------------------------------------------------------

json::Value read(const api::Answer& answer) {
  auto value = json::parse(answer.body);
  EXPECT_TRUE(value) << answer.body;
  return value ? *std::move(value) : json::Value{};
}

std::string ids(const json::Value& list, const char* key = "services") {
  std::string out;
  for (const json::Value& v : list.list(key)) out += (out.empty() ? "" : " ") + std::string(v.str("id"));
  return out;
}

TEST(Api, ServicesCanBeNarrowed) {
  Toy toy;
  const PortalInput in = toy.input();
  EXPECT_EQ(ids(read(api::services(in, {}))), "spielgeld spielgeld-zuschlag schutzraum");
  EXPECT_EQ(ids(read(api::services(in, {.lang = "de", .need = "gewalt"}))), "schutzraum");
  EXPECT_EQ(ids(read(api::services(in, {.lang = "de", .level = "federal"}))), "spielgeld spielgeld-zuschlag");
  EXPECT_EQ(ids(read(api::services(in, {.lang = "de", .level = "state"}))), "");
  EXPECT_EQ(ids(read(api::services(in, {.lang = "de", .phase = "Schule", .level = "city", .office = "spielamt"}))), "schutzraum");
  for (const api::Filter& wrong : {api::Filter{.lang = "xx"}, api::Filter{.lang = "de", .need = "mond"}, api::Filter{.lang = "de", .phase = "Mond"},
                                   api::Filter{.lang = "de", .level = "mond"}, api::Filter{.lang = "de", .office = "mond"}}) {
    const api::Answer answer = api::services(in, wrong);
    EXPECT_EQ(answer.status, 400);
    const json::Value problem = read(answer);  // RFC 9457
    EXPECT_EQ(problem.str("title"), "Unbekannter Wert");
    EXPECT_EQ(problem.find("status")->text, "400");
    EXPECT_FALSE(problem.str("detail").empty());
  }
  EXPECT_TRUE(has(api::services(in, {.lang = "xx"}).body, "de, "));  // German is possible, too
}

TEST(Api, AServiceAndAnOfficeHaveTheirParts) {
  Toy toy;
  const PortalInput in = toy.input();
  const json::Value service = read(api::service(in, "spielgeld", "de"));
  EXPECT_EQ(service.str("title"), "Spielgeld");
  EXPECT_EQ(service.str("level"), "federal");
  EXPECT_EQ(service.str("effect"), "payment");
  EXPECT_EQ(service.str("as_of"), "2026-11-22");
  ASSERT_EQ(service.list("documents").size(), 1u);
  EXPECT_EQ(service.list("documents")[0].str("text"), "Würfel");
  EXPECT_FALSE(service.list("documents")[0].flag("always"));
  ASSERT_EQ(service.list("deadlines").size(), 1u);
  EXPECT_EQ(service.list("deadlines")[0].str("if_missed"), "Dann ist es weg.");
  EXPECT_EQ(service.list("deadlines")[0].str("citation"), "Nr. 1 SpielG");
  EXPECT_EQ(api::service(in, "mond", "de").status, 404);
  EXPECT_EQ(api::service(in, "spielgeld", "xx").status, 400);
  EXPECT_EQ(ids(read(api::offices(in)), "offices"), "familienrathaus notfall spielamt");
  EXPECT_EQ(read(api::office(in, "spielamt")).str("address"), "Am <Ring> 1");
  EXPECT_EQ(api::office(in, "mond").status, 404);
}

TEST(Api, WhatWasFoundKeepsItsOrder) {
  Toy toy;
  const json::Value found = read(api::found(toy.input(), "a \"b\"", "de", {{"schutzraum", 2}, {"mond", 1.5}, {"spielgeld", 1}}));
  EXPECT_EQ(ids(found), "schutzraum spielgeld");
  EXPECT_EQ(found.str("query"), "a \"b\"");
}

// What it answers to a sound family needs real rules: tests/befehle/.
TEST(Api, MatchTakesAFamilyAndNothingElse) {
  Toy toy;
  EXPECT_EQ(api::match(toy.book, "{").status, 400);
  EXPECT_EQ(api::match(toy.book, "[]").status, 400);
  EXPECT_EQ(api::match(toy.book, "{}").status, 400);
  const api::Answer other = api::match(toy.book, R"({"family": {}, "do": "vocabulary"})");
  EXPECT_EQ(other.status, 400);
  EXPECT_TRUE(has(other.body, "„do“"));
  const api::Answer wrong = api::match(toy.book, R"({"family": {"leute": {}}})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong.body, "leute"));
}

TEST(Api, TheContractNamesEveryPath) {
  const auto contract = json::parse(api::contract(), {.bytes = 1024 * 1024});
  ASSERT_TRUE(contract);
  EXPECT_TRUE(contract->str("openapi").starts_with("3.1"));
  EXPECT_EQ(contract->list("servers")[0].str("url"), "/api/v1");
  for (const char* path : {"/services", "/services/{id}", "/offices", "/offices/{id}", "/search", "/match"})
    EXPECT_NE(contract->find("paths")->find(path), nullptr) << path;
}

}  // namespace
}  // namespace fr
