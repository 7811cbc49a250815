// Every page of a small toy catalogue: well formed, escaped, no dead link, all parts present.
#include "portal/portal.h"

#include <gtest/gtest.h>

#include "portal/toy_test.h"

namespace fr {
namespace {

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
