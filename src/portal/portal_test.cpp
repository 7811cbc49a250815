// Every page of a small toy catalogue: well formed, escaped, no dead link, all parts present. What no file can hold
// (an answer to a search, the open interface) is asked for directly.
#include "portal/portal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/decimal.h"
#include "core/json.h"
#include "portal/api.h"
#include "portal/metadata.h"
#include "portal/search_page.h"
#include "portal/words.h"

namespace fr {
namespace {

constexpr const char* kEvil = "<b>\"böse\" & 'mehr'</b>";

struct Toy {
  Rulebook book;
  Texts texts;
  FrontEnd front{{"/assets/portal-1.css"}, "/assets/familie-1.js", "/assets/m.wasm", "/assets/r.frb", {}, ""};

  Toy() {
    book.from = day_month(2024, 1);
    book.until = day_month(2027, 1);
    Service s{};
    s.id = "spielgeld";
    s.title = "Spielgeld";
    s.brief = kEvil;
    s.phase = "Schule";
    s.audience = "Eltern";
    s.limits = "Ohne Gewähr.";
    s.law = "SpielG";
    s.next_step = "Rufen Sie an.";
    s.offices = {"spielamt"};
    s.needs = {"geld-reicht-nicht"};
    s.key = "99012345678901";
    s.cost = "Das kostet nichts.";
    s.channels = {"online", "persönlich"};
    s.online = "https://spielstadt.example/antrag?a=1&b=2";
    s.source = "katalog/bund/spielgeld/leistung.regel:1";
    book.services.push_back(s);
    s.id = "spielgeld-zuschlag";
    s.title = "Zuschlag";
    s.part_of = "spielgeld";
    s.online = s.key = s.cost = "";
    s.channels = {};
    book.services.push_back(s);
    s.id = "schutzraum";
    s.title = "Schutzraum";
    s.brief = "Ein sicherer Ort.";
    s.part_of = "";
    s.effect = Effect::Help;
    s.level = Level::City;
    s.needs = {"gewalt", "geld-reicht-nicht"};
    book.services.push_back(s);
    book.programs.push_back(program());
    std::vector<TextError> errors;
    auto prose = [&](const char* language, const char* body) {
      const std::string head = "---\nStand: 2026-11-22\nQuellen: Aushang\n---\n";
      for (const char* service : {"spielgeld", "schutzraum"})
        texts.prose[service][language] =
            parse_prose(head + (service == std::string("spielgeld") ? body : "Ruf an.\n"), std::string("katalog/bund/") + service + "/" + language + ".md", &errors);
    };
    prose("de", "## Ablauf\n\nErst dies, dann der Antrag. Der Antrag kostet nichts, [im Amt](/stelle/spielamt).\n");
    prose("en", "# Play money\n\n## How\n\nFirst this, [at the office](/stelle/spielamt), [sources](/quellen).\n");
    prose("leicht", "## So\n\nErst das.\n");
    texts.words["spielgeld"]["en"] = *json::parse(R"({"title": "Play money"})");
    texts.glossary.words = {"Antrag", "Übergabe"};
    texts.glossary.texts["de"] = {{"Antrag", "Sie bitten darum."}, {"Übergabe", kEvil}};
    texts.glossary.texts["tr"] = {{"Antrag", "Başvuru."}};
    texts.offices["spielamt"] = parse_office("---\nName: Spielamt\nAdresse: Am <Ring> 1\nPLZ: 12345\nOrt: Spielstadt\nTelefon: 0123 45-6\n"
                                             "Stand: 2026-11-22\nQuelle: Aushang\n---\nTeilt aus.\n", "stellen/spielamt.md", &errors);
    texts.offices["notfall"] = parse_office("---\nName: Sofort\nStand: 2026-11-22\nQuelle: Aushang\nHinweis: Rund um die Uhr.\n---\nPolizei: [110](tel:110)\n",
                                            "stellen/notfall.md", &errors);
    texts.offices["notfall"].html_in["en"] = "<p>Police: <a href=\"tel:110\">110</a></p>\n";
    texts.offices["familienrathaus"] = parse_office("---\nName: Das Haus\nStand: 2026-11-22\nQuelle: Aushang\n---\n", "stellen/familienrathaus.md", &errors);
    EXPECT_TRUE(errors.empty());
  }

  static Month day_month(int year, int month) { return year * 12 + month - 1; }

  static Program program() {
    Program p;
    p.from = day_month(2024, 1);
    p.until = day_month(2027, 1);
    p.code.push_back({Op::Const, Table::Family, Kind::Money, 0, 0, 0, 12 * kOne, 12 * kOne, kNone});
    Rule amount{"Spielgeld", RuleKind::Amount, Role::Child, {Kind::Money, Per::Month, -1}, 0, 0, "Nr. 1 SpielG", "x:1"};
    p.rules.push_back(amount);
    Explain e{};
    e.kind = ExplainKind::Constant;
    e.reg = 0;
    e.type = {Kind::Money, Per::Month, -1};
    e.text = "Spielgeld-Satz";
    e.citation = "Spielblatt 7";
    p.explain.push_back(e);
    Target t{};
    t.service = 0;
    t.amount = 0;
    t.per = Per::Month;
    p.targets.push_back(t);
    DeadlineRule d{};
    d.text = "Bis Sonntag";
    d.missed = "Dann ist es weg.";
    p.deadlines.push_back(d);
    DocumentRule doc{};
    doc.text = "Würfel";
    doc.where = "Laden";
    doc.when = 0;
    p.documents.push_back(doc);
    return p;
  }

  std::map<std::string, std::string> pages() const {
    std::map<std::string, std::string> out;
    for (Page& page : render_pages(input()))
      EXPECT_TRUE(out.emplace(page.path, page.html).second) << "zweimal: " << page.path;
    for (const Words& w : languages()) out.emplace(w.path("/suche"), search_page(input(), w, "", {}));
    return out;
  }

  PortalInput input() const {
    return {book, texts, day_month(2026, 11), front, {{"Satz", "0 € bis 40 €", kEvil, "x:3"}}, true, "https://spielstadt.example", "Spielstadt"};
  }
};

bool has(const std::string& html, std::string_view part) { return html.find(part) != std::string::npos; }

TEST(Portal, EveryExpectedPageExists) {
  auto pages = Toy().pages();
  for (const char* path :
       {"/", "/familie", "/barrierefreiheit", "/datenschutz", "/impressum", "/quellen", "/leistung/spielgeld",
        "/leicht/leistung/spielgeld", "/en/leistung/spielgeld", "/leistung/spielgeld-zuschlag", "/stelle/spielamt",
        "/themen", "/themen/schule", "/ar", "/tr/familie", "/ru/themen/schule", "/pl/leistung/spielgeld", "/uk/stelle/spielamt",
        "/glossar", "/ar/glossar", "/leicht", "/leicht/barrierefreiheit", "/leichte-sprache", "/offline", "/stellen", "/ar/stellen", "/notfall", "/tr/notfall",
        "/bedarf/geld-reicht-nicht", "/uk/bedarf/gewalt"})
    EXPECT_TRUE(pages.contains(path)) << path;
  EXPECT_FALSE(pages.contains("/bedarf/pflege"));  // nothing answers it
  EXPECT_FALSE(pages.contains("/ro/quellen"));
  EXPECT_FALSE(pages.contains("/themen/kita"));  // no service, no theme
}

TEST(Portal, WhatNobodyTranslatedIsGermanAndSaysSo) {
  auto pages = Toy().pages();
  const std::string& arabic = pages["/ar/leistung/spielgeld"];
  EXPECT_TRUE(has(arabic, "<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_TRUE(has(arabic, "<h1><span lang=\"de\" dir=\"ltr\">Spielgeld</span></h1>"));
  EXPECT_TRUE(has(arabic, "<div class=\"fr-text\" lang=\"de\" dir=\"ltr\">"));
  EXPECT_TRUE(has(arabic, "لم يُترجم هذا النص بعد"));
  EXPECT_TRUE(has(arabic, "noindex"));
  const std::string& english = pages["/en/leistung/spielgeld"];
  EXPECT_TRUE(has(english, "<h1>Play money</h1>"));
  EXPECT_TRUE(has(english, "<div class=\"fr-text\">"));
  EXPECT_FALSE(has(english, "has not been translated"));
  EXPECT_FALSE(has(english, "noindex"));
}

TEST(Portal, EveryPageLeadsToEveryLanguage) {
  for (const auto& [path, html] : Toy().pages())
    for (const char* language : {"de", "de-simple", "en", "tr", "uk", "ar", "pl", "ro", "ru"})
      EXPECT_TRUE(has(html, std::string("lang=\"") + language + "\" hreflang=\"" + language + "\"")) << path << " " << language;
  auto pages = Toy().pages();
  EXPECT_TRUE(has(pages["/themen/schule"], "href=\"/ar/themen/schule\""));
  EXPECT_TRUE(has(pages["/quellen"], "href=\"/ar\""));
}

TEST(Portal, ABarrierIsReportedToWhoeverRunsTheSite) {
  Toy toy;
  EXPECT_TRUE(has(toy.pages()["/themen"], "href=\"/barrierefreiheit#melden\""));
  std::vector<TextError> errors;
  toy.texts.offices["betreiber"] = parse_office("---\nName: Wir\nE-Mail: wir@spielstadt.example\nStand: 2026-11-22\nQuelle: Aushang\n---\n",
                                                "stellen/betreiber.md", &errors);
  ASSERT_TRUE(errors.empty());
  auto pages = toy.pages();
  EXPECT_TRUE(has(pages["/ar/themen"], "href=\"mailto:wir@spielstadt.example?subject=Barriere%20auf%20der%20Seite%20/ar/themen\""));
  EXPECT_TRUE(has(pages["/barrierefreiheit"], "wir@spielstadt.example"));
}

TEST(Portal, TheAccessibilityStatementHasItsParts) {
  auto pages = Toy().pages();
  for (std::string_view part : {"teilweise vereinbar", "22.11.2026", "Selbstbewertung", "Gebärdensprache", "id=\"melden\"",
                                "ombudsstelle-barrierefreie-it@mags.nrw.de", "href=\"/leicht/barrierefreiheit\""})
    EXPECT_TRUE(has(pages["/barrierefreiheit"], part)) << part;
  EXPECT_TRUE(has(pages["/leicht/barrierefreiheit"], "Ombuds-Stelle"));
}

TEST(Portal, AThemeListsItsServices) {
  auto pages = Toy().pages();
  const std::string& html = pages["/themen/schule"];
  EXPECT_TRUE(has(html, "<h1>Schule</h1>"));
  EXPECT_TRUE(has(html, "href=\"/leistung/spielgeld\""));
  EXPECT_FALSE(has(html, "href=\"/leistung/spielgeld-zuschlag\""));  // a part is found on its whole
  EXPECT_TRUE(has(html, "überall in Deutschland"));
  EXPECT_TRUE(has(pages["/leistung/spielgeld"], "href=\"/themen/schule\""));
}

TEST(Portal, AWordOfTheGlossaryLeadsToItsExplanationOnce) {
  auto pages = Toy().pages();
  const std::string& german_page = pages["/leistung/spielgeld"];
  EXPECT_TRUE(has(german_page, "dann der <a class=\"fr-wort\" href=\"/glossar#antrag\">Antrag</a>. Der Antrag kostet"));
  EXPECT_TRUE(has(pages["/tr/leistung/spielgeld"], "href=\"/tr/glossar#antrag\""));
  const std::string& turkish = pages["/tr/glossar"];
  EXPECT_TRUE(has(turkish, "<div id=\"antrag\"><dt><dfn lang=\"de\">Antrag</dfn></dt><dd>Başvuru.</dd></div>"));
  EXPECT_TRUE(has(turkish, "<div id=\"uebergabe\"><dt><dfn lang=\"de\">Übergabe</dfn></dt><dd><span lang=\"de\">&lt;b&gt;"));
  EXPECT_TRUE(has(turkish, "href=\"#uebergabe\""));
  for (const auto& [path, html] : pages) EXPECT_TRUE(has(html, "/glossar\"")) << path;  // in every footer
  Toy without;
  without.texts.glossary = {};
  for (const auto& [path, html] : without.pages()) EXPECT_FALSE(has(html, "/glossar")) << path;
}

TEST(Portal, LinksResolve) {
  auto pages = Toy().pages();
  for (const auto& [path, html] : pages) {
    for (std::size_t at = 0; (at = html.find("href=\"", at)) != std::string::npos;) {
      at += 6;
      std::string target = html.substr(at, html.find('"', at) - at);
      std::size_t hash = target.find('#');
      if (hash == 0) {
        EXPECT_TRUE(has(html, "id=\"" + target.substr(1) + "\"")) << path << " -> " << target;
        continue;
      }
      const bool file = target == "/favicon.svg" || target == "/manifest.webmanifest";
      constexpr std::string_view kOrigin = "https://spielstadt.example/";
      if (target.starts_with(kOrigin) && !target.starts_with("https://spielstadt.example/antrag")) target.erase(0, kOrigin.size() - 1), hash = target.find('#');
      if (file || target.starts_with("/assets/") || !target.starts_with("/")) continue;
      std::string page = target.substr(0, hash);
      if (page.ends_with("/suche")) continue;  // made by whoever packs the site
      ASSERT_TRUE(pages.contains(page)) << path << " -> " << target;
      if (hash == std::string::npos) continue;
      EXPECT_TRUE(has(pages[page], "id=\"" + target.substr(hash + 1) + "\"")) << target;
    }
  }
}

// Opens and closes balance; nothing the strict policy would block stands in the page.
TEST(Portal, PagesAreWellFormedAndFreeOfInlineCode) {
  const std::set<std::string> voids{"meta", "link", "br", "hr", "!doctype", "input"};
  for (const auto& [path, html] : Toy().pages()) {
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos; ++at) {
      std::size_t end = html.find('>', at);
      ASSERT_NE(end, std::string::npos) << path;
      std::string tag = html.substr(at + 1, end - at - 1);
      EXPECT_FALSE(has(tag, " style=") || has(tag, " onclick=") || has(tag, "javascript:")) << path << tag;
      if (tag == "b") FAIL() << path << ": unescaped text";
      if (tag.ends_with('/')) continue;
      std::string name = tag.substr(0, tag.find(' '));
      if (name.starts_with('/')) {
        ASSERT_FALSE(open.empty()) << path;
        EXPECT_EQ("/" + open.back(), name) << path;
        open.pop_back();
      } else if (!voids.contains(name)) {
        open.push_back(name);
      }
      // Data for machines is no code; the only other script leads away from a page.
      EXPECT_TRUE(name != "script" || has(tag, "src=\"/assets/") || tag == "script src=\"/verlassen.js\" defer" || tag == "script type=\"application/ld+json\"") << path << tag;
    }
    EXPECT_TRUE(open.empty()) << path;
  }
}

TEST(Portal, EveryPageHasOneHeadingSkipLinkTitleAndLanguage) {
  for (const auto& [path, html] : Toy().pages()) {
    std::size_t h1 = html.find("<h1>");
    EXPECT_NE(h1, std::string::npos) << path;
    EXPECT_EQ(html.find("<h1>", h1 + 1), std::string::npos) << path;
    EXPECT_TRUE(has(html, "href=\"#inhalt\"")) << path;
    EXPECT_TRUE(has(html, "Familienrathaus</title>")) << path;
    std::string lang = "de";
    for (const Words& w : languages())
      if (!w.prefix.empty() && (path + "/").starts_with(w.prefix + "/")) lang = std::string(w.lang());
    EXPECT_TRUE(has(html, "<html lang=\"" + (path == "/leichte-sprache" ? std::string("de-simple") : lang) + "\"")) << path;
    bool start = path == "/" || std::any_of(languages().begin(), languages().end(), [&](const Words& w) { return w.prefix == path; });
    EXPECT_EQ(has(html, "class=\"fr-pfad\""), !start) << path;
  }
}

TEST(Portal, AServicePageHasAllItsParts) {
  auto pages = Toy().pages();
  const std::string& html = pages["/leistung/spielgeld"];
  for (std::string_view part :
       {"&lt;b&gt;&quot;böse&quot;", "Eltern", "Spielgeld-Satz: <strong>12 € im Monat</strong>", "Spielblatt 7",
        "Rufen Sie an.", "Erst dies,", "Würfel (nur in manchen Fällen)", "Laden", "Bis Sonntag", "Dann ist es weg.",
        "Nr. 1 SpielG", "href=\"/stelle/spielamt\"", "Am &lt;Ring&gt; 1", "tel:0123456", "Ohne Gewähr.", "SpielG",
        "22.11.2026", "Aushang", "href=\"/en/leistung/spielgeld\"", "href=\"/leistung/spielgeld-zuschlag\""})
    EXPECT_TRUE(has(html, part)) << part;
  EXPECT_FALSE(has(html, "No native speaker"));
  EXPECT_TRUE(has(pages["/en/leistung/spielgeld"], "No native speaker has reviewed"));
  EXPECT_TRUE(has(pages["/en/leistung/spielgeld"], "<h1>Play money</h1>"));
  EXPECT_TRUE(has(pages["/leicht/leistung/spielgeld"], "Prüf-Gruppe"));
}

TEST(Portal, TheCityAddsAParagraphWithItsSources) {
  Toy toy;
  toy.texts.local["spielgeld"]["de"].html = "<p>Im Spielhaus.</p>";
  toy.texts.local["spielgeld"]["de"].sources = "Tafel am Spielhaus";
  auto pages = toy.pages();
  for (std::string_view part : {"Erst dies,", "<p>Im Spielhaus.</p>", "Tafel am Spielhaus"}) EXPECT_TRUE(has(pages["/leistung/spielgeld"], part)) << part;
  EXPECT_TRUE(has(pages["/en/leistung/spielgeld"], "<div class=\"fr-text\" lang=\"de\"><p>Im Spielhaus.</p>"));
  EXPECT_FALSE(has(pages["/leistung/spielgeld-zuschlag"], "Spielhaus"));
  EXPECT_EQ(portal_findings(toy.book, toy.texts).size(), 2u);  // ort.leicht.md and ort.en.md
}

TEST(Portal, ALinkToAServiceThatThisCityLacksIsPlainText) {
  Toy toy;
  toy.texts.prose["spielgeld"]["de"].html =
      "<p><a href=\"/leistung/spielgeld\">hier</a>, <a href=\"/leistung/fehlt\">dort &amp; da</a>, <a href=\"/pl/leistung/fehlt#x\">tam</a>, "
      "<a href=\"https://x.example/leistung/fehlt\">fern</a></p>";
  EXPECT_TRUE(has(toy.pages()["/leistung/spielgeld"],
                  "<p><a href=\"/leistung/spielgeld\">hier</a>, dort &amp; da, tam, <a href=\"https://x.example/leistung/fehlt\">fern</a></p>"));
}

TEST(Portal, TheIslandNamesItsFilesAndHelpsWithoutScript) {
  auto pages = Toy().pages();
  for (const char* path : {"/", "/familie"}) {
    EXPECT_TRUE(has(pages[path], "<div id=\"familie\" class=\"fr-zeichnung\" data-ansicht=\"familie\" data-wasm=\"/assets/m.wasm\" data-regelwerk=\"/assets/r.frb\""));
    EXPECT_TRUE(has(pages[path], "<noscript><p>"));
    EXPECT_TRUE(has(pages[path], "<script type=\"module\" src=\"/assets/familie-1.js\">"));
  }
  EXPECT_FALSE(has(pages["/quellen"], "<script"));
  EXPECT_TRUE(has(pages["/"], "Das Haus"));
}

std::size_t count(const std::string& html, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = html.find(part); at != std::string::npos; at = html.find(part, at + 1)) ++n;
  return n;
}

TEST(Portal, ANeedHasItsServicesInGroupsAndLeadsOn) {
  auto pages = Toy().pages();
  const std::string& html = pages["/bedarf/geld-reicht-nicht"];
  EXPECT_LT(html.find("<h2>Geld</h2>"), html.find("<h2>Beratung, Kurse, Orte</h2>"));
  EXPECT_LT(html.find("href=\"/leistung/spielgeld\""), html.find("href=\"/leistung/schutzraum\""));
  EXPECT_FALSE(has(html, "href=\"/leistung/spielgeld-zuschlag\""));
  EXPECT_TRUE(has(html, "href=\"/familie\""));
  EXPECT_TRUE(has(pages["/"], "href=\"/bedarf/gewalt\""));
  EXPECT_TRUE(has(pages["/ar/bedarf/gewalt"], "href=\"/ar/leistung/schutzraum\""));
  EXPECT_TRUE(has(pages["/bedarf/gewalt"], "href=\"tel:110\""));  // the numbers come first
  EXPECT_FALSE(has(html, "tel:110"));
}

TEST(Portal, OnlyPagesThatNobodyElseMaySeeCanBeLeftAtOnce) {
  for (const auto& [path, html] : Toy().pages()) {
    const bool leave = path.ends_with("/notfall") ? !path.ends_with("/stelle/notfall") : path.ends_with("/bedarf/gewalt") || path.ends_with("/leistung/schutzraum");
    EXPECT_EQ(has(html, "id=\"verlassen\""), leave) << path;
    EXPECT_EQ(has(html, "src=\"/verlassen.js\""), leave) << path;
  }
}

TEST(Portal, EmergencyHelpIsOneClickFromEveryPageAndInTheReadersLanguage) {
  auto pages = Toy().pages();
  for (const auto& [path, html] : pages) {
    std::string prefix;
    for (const Words& w : languages())
      if (!w.prefix.empty() && (path + "/").starts_with(w.prefix + "/")) prefix = w.prefix;
    if (path == "/leichte-sprache") prefix = "/leicht";
    EXPECT_TRUE(has(html, "class=\"fr-notfall\" href=\"" + prefix + "/notfall\"")) << path;
  }
  EXPECT_TRUE(has(pages["/en/notfall"], "Police"));
  EXPECT_TRUE(has(pages["/tr/notfall"], "<div class=\"fr-text\" lang=\"de\">"));
  EXPECT_TRUE(has(pages["/notfall"], "Rund um die Uhr."));
  EXPECT_TRUE(has(pages["/notfall"], "href=\"/leistung/schutzraum\""));
}

TEST(Portal, TheListOfOfficesNamesEveryOneButWhoRunsTheSite) {
  Toy toy;
  std::vector<TextError> errors;
  toy.texts.offices["betreiber"] = parse_office("---\nName: Wir\nE-Mail: wir@spielstadt.example\nStand: 2026-11-22\nQuelle: Aushang\n---\n", "stellen/betreiber.md", &errors);
  auto pages = toy.pages();
  EXPECT_TRUE(has(pages["/stellen"], "href=\"/stelle/spielamt\""));
  EXPECT_TRUE(has(pages["/stellen"], "href=\"tel:0123456\""));
  EXPECT_FALSE(has(pages["/stellen"], "href=\"/stelle/betreiber\""));
  EXPECT_TRUE(has(pages["/stelle/spielamt"], "href=\"/stellen\""));
}

TEST(Portal, ATextLinksWithinTheReadersLanguage) {
  auto pages = Toy().pages();
  EXPECT_TRUE(has(pages["/leistung/spielgeld"], "<a href=\"/stelle/spielamt\">im Amt</a>"));
  EXPECT_TRUE(has(pages["/en/leistung/spielgeld"], "<a href=\"/en/stelle/spielamt\">at the office</a>, <a href=\"/quellen\">sources</a>"));
  EXPECT_TRUE(has(pages["/ar/leistung/spielgeld"], "<a href=\"/ar/stelle/spielamt\">im Amt</a>"));
}

TEST(Portal, AServiceNamesCostWaysAndNeighbours) {
  auto pages = Toy().pages();
  const std::string& html = pages["/leistung/spielgeld"];
  EXPECT_TRUE(has(html, "Das kostet nichts."));
  EXPECT_LT(html.find("persönlich"), html.find("online"));
  EXPECT_TRUE(has(html, "href=\"https://spielstadt.example/antrag?a=1&amp;b=2\""));
  EXPECT_TRUE(has(html, "<h3><a href=\"/leistung/schutzraum\">Schutzraum</a></h3>"));
  EXPECT_FALSE(has(html, "<h3><a href=\"/leistung/spielgeld-zuschlag\""));  // its own part stands above
}

TEST(Portal, TheQuestionWhetherAPageHelpedIsAskedOnlyWhereSomebodyCounts) {
  Toy toy;
  PortalInput in = toy.input();
  auto asks = [&] {
    std::map<std::string, bool> out;
    for (const Page& page : render_pages(in)) out[page.path] = has(page.html, "action=\"/rueckmeldung\"");
    return out;
  };
  auto with = asks();
  EXPECT_TRUE(with["/leistung/spielgeld"] && with["/stelle/spielamt"] && with["/themen/schule"]);
  EXPECT_FALSE(with["/"] || with["/notfall"] || with["/bedarf/gewalt"]);
  in.feedback = false;
  for (const auto& [path, asked] : asks()) EXPECT_FALSE(asked) << path;
  in.feedback = true;
  const std::string html = thanks_page(in, languages()[2], "/en/leistung/spielgeld");
  EXPECT_TRUE(has(html, "href=\"/en/leistung/spielgeld\"") && has(html, "noindex") && has(html, "<html lang=\"en\""));
}

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

TEST(Portal, FindingsNameWhatDoesNotFit) {
  Toy toy;
  EXPECT_TRUE(portal_findings(toy.book, toy.texts).empty());
  toy.texts.offices.erase("spielamt");
  toy.texts.prose["verwaist"] = toy.texts.prose["spielgeld"];
  toy.texts.prose["spielgeld"].erase("en");
  EXPECT_EQ(portal_findings(toy.book, toy.texts).size(), 5u);  // three services name the office; one text; one orphan
  toy.book.services[0].needs.push_back("mond");
  EXPECT_EQ(portal_findings(toy.book, toy.texts).size(), 6u);
}

TEST(Portal, AnErrorIsAPageToo) {
  Toy toy;
  const PortalInput in = toy.input();
  for (int status : {404, 405, 413, 500, 431}) {
    std::string html = problem_page(in, status, "Diese Seite gibt es hier nicht.");
    EXPECT_TRUE(has(html, "<h1>Diese Seite gibt es hier nicht.</h1>"));
    EXPECT_TRUE(has(html, "href=\"/themen/schule\""));
    EXPECT_TRUE(has(html, "Das Haus"));
    EXPECT_TRUE(has(html, "href=\"/uk\""));
  }
  EXPECT_TRUE(has(problem_page(in, 404, "Fehlt."), "umgezogen"));
}

}  // namespace
}  // namespace fr
