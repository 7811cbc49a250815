// A small toy catalogue and what its pages are asked for; shared by the tests of the portal.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "base/decimal.h"
#include "core/json.h"
#include "portal/portal.h"
#include "portal/search_page.h"
#include "portal/words.h"

namespace fr {

inline constexpr const char* kEvil = "<b>\"böse\" & 'mehr'</b>";

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

inline bool has(const std::string& html, std::string_view part) { return html.find(part) != std::string::npos; }

inline std::size_t count(const std::string& html, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = html.find(part); at != std::string::npos; at = html.find(part, at + 1)) ++n;
  return n;
}

}  // namespace fr
