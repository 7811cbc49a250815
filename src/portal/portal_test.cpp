// Every page of a small toy catalogue: well formed, escaped, no dead link, all parts present.
#include "portal/portal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/decimal.h"
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
    book.services.push_back(s);
    s.id = "spielgeld-zuschlag";
    s.title = "Zuschlag";
    s.part_of = "spielgeld";
    book.services.push_back(s);
    book.programs.push_back(program());
    std::vector<TextError> errors;
    auto prose = [&](const char* language, const char* body) {
      const std::string head = "---\nStand: 2026-11-22\nQuellen: Aushang\n---\n";
      texts.prose["spielgeld"][language] =
          parse_prose(head + body, std::string("katalog/bund/spielgeld/") + language + ".md", &errors);
    };
    prose("de", "## Ablauf\n\nErst dies, dann der Antrag. Der Antrag kostet nichts.\n");
    prose("en", "# Play money\n\n## How\n\nFirst this.\n");
    prose("leicht", "## So\n\nErst das.\n");
    texts.words["spielgeld"]["en"] = *json::parse(R"({"title": "Play money"})");
    texts.glossary.words = {"Antrag", "Übergabe"};
    texts.glossary.texts["de"] = {{"Antrag", "Sie bitten darum."}, {"Übergabe", kEvil}};
    texts.glossary.texts["tr"] = {{"Antrag", "Başvuru."}};
    texts.offices["spielamt"] = parse_office("---\nName: Spielamt\nAdresse: Am <Ring> 1\nPLZ: 12345\nOrt: Spielstadt\nTelefon: 0123 45-6\n"
                                             "Stand: 2026-11-22\nQuelle: Aushang\n---\nTeilt aus.\n", "stellen/spielamt.md", &errors);
    texts.offices["notfall"] = parse_office("---\nName: Hilfe sofort\nStand: 2026-11-22\nQuelle: Aushang\n---\n- [112](tel:112)\n", "stellen/notfall.md", &errors);
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
    for (Page& page : render_pages({book, texts, day_month(2026, 11), front, {{"Satz", "0 € bis 40 €", kEvil, "x:3"}}}))
      EXPECT_TRUE(out.emplace(page.path, page.html).second) << "zweimal: " << page.path;
    return out;
  }
};

bool has(const std::string& html, std::string_view part) { return html.find(part) != std::string::npos; }

TEST(Portal, EveryExpectedPageExists) {
  auto pages = Toy().pages();
  for (const char* path :
       {"/", "/familie", "/barrierefreiheit", "/datenschutz", "/impressum", "/quellen", "/leistung/spielgeld",
        "/leicht/leistung/spielgeld", "/en/leistung/spielgeld", "/leistung/spielgeld-zuschlag", "/stelle/spielamt",
        "/themen", "/themen/schule", "/ar", "/tr/familie", "/ru/themen/schule", "/pl/leistung/spielgeld", "/uk/stelle/spielamt",
        "/glossar", "/ar/glossar", "/leicht", "/leicht/barrierefreiheit", "/leichte-sprache", "/offline"})
    EXPECT_TRUE(pages.contains(path)) << path;
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
      EXPECT_TRUE(has(html, std::string("hreflang=\"") + language + "\"")) << path << " " << language;
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
  const std::set<std::string> voids{"meta", "link", "br", "hr", "!doctype"};
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
      // Data for search engines is no code.
      EXPECT_TRUE(name != "script" || has(tag, "src=\"/assets/") || has(tag, "type=\"application/ld+json\"")) << path;
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

TEST(Portal, FindingsNameWhatDoesNotFit) {
  Toy toy;
  EXPECT_TRUE(portal_findings(toy.book, toy.texts).empty());
  toy.texts.offices.erase("spielamt");
  toy.texts.prose["verwaist"] = toy.texts.prose["spielgeld"];
  toy.texts.prose["spielgeld"].erase("en");
  EXPECT_EQ(portal_findings(toy.book, toy.texts).size(), 4u);  // two services name the office; one text; one orphan
}

TEST(Portal, AnErrorIsAPageToo) {
  Toy toy;
  PortalInput in{toy.book, toy.texts, Toy::day_month(2026, 11), toy.front, {}};
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
