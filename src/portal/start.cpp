#include <algorithm>
#include <array>

#include "portal/pages.h"

namespace fr {
namespace {

// The order of a family's life; what the catalogue calls otherwise follows behind.
constexpr std::array<std::string_view, 10> kPhases{
    "Schwangerschaft & Geburt", "Baby & Kleinkind", "Kita", "Schule", "Jugend & Beruf", "Geld & Wohnen",
    "Gesundheit & Pflege", "Trennung & Krise", "Ankommen", "Freizeit & Beteiligung"};

std::vector<std::string> phases_of(const Rulebook& book) {
  std::vector<std::string> out;
  auto add = [&](std::string_view phase) {
    bool used = std::any_of(book.services.begin(), book.services.end(),
                            [&](const Service& s) { return s.phase == phase; });
    if (used && std::find(out.begin(), out.end(), phase) == out.end()) out.emplace_back(phase);
  };
  for (std::string_view phase : kPhases) add(phase);
  for (const Service& s : book.services) add(s.phase);
  return out;
}

Html themes(const PortalInput& in) {
  std::vector<Html> columns;
  for (const std::string& phase : phases_of(in.book)) {
    std::vector<Html> items;
    for (const Service& s : in.book.services)
      if (s.phase == phase && s.part_of.empty())
        items.push_back(el("li", {}, {link("/leistung/" + s.id, s.title), el("span", {}, {s.brief})}));
    if (items.empty()) continue;
    columns.push_back(el("section", {{"class", "fr-thema"}},
                         {el("h3", {}, {phase.empty() ? std::string("Weiteres") : phase}), el("ul", {}, items)}));
  }
  return el("section", {{"id", "themen"}, {"class", "fr-themen"}},
            {el("h2", {}, {"Alle Leistungen nach Lebenslage"}), el("div", {{"class", "fr-spalten"}}, columns)});
}

Html house(const PortalInput& in) {
  auto office = in.texts.offices.find("familienrathaus");
  if (office == in.texts.offices.end()) return {};
  return section("Lieber persönlich?", {el("p", {}, {"Im Haus hilft man Ihnen ohne Formular und ohne Vorwissen."}),
                                        office_card(office->second, german(), true)});
}

}  // namespace

std::string start_page(const PortalInput& in) {
  Frame about;
  about.current = "/";
  about.drawing = true;
  return frame(in.front, about,
               {el("h1", {}, {"Was steht Ihrer Familie zu?"}),
                el("p", {{"class", "fr-satz"}},
                   {"Zeichnen Sie, wer zu Ihrer Familie gehört. Sie sehen sofort, welche Leistungen und Hilfen "
                    "passen, warum, bis wann und was Sie als Nächstes tun können."}),
                drawing_island(in.front),
                section("Was ist das hier?",
                        {el("ul", {{"class", "fr-liste"}},
                            {el("li", {}, {"Ihre Angaben bleiben auf Ihrem Gerät. Gerechnet wird in Ihrem Browser; "
                                           "wir sehen nichts davon."}),
                             el("li", {}, {"Jedes Ergebnis nennt seinen Grund und das Gesetz dazu. Was niemand "
                                           "belegen kann, steht als Spanne da."}),
                             el("li", {}, {"Es ist Information, keine Entscheidung: Die trifft die zuständige Stelle."})})}),
                themes(in), house(in)});
}

std::string family_page(const PortalInput& in) {
  Frame about;
  about.title = "Unsere Familie";
  about.current = "/familie";
  about.drawing = true;
  return frame(in.front, about, {el("h1", {}, {"Wer gehört zu Ihrer Familie?"}), drawing_island(in.front)});
}

}  // namespace fr
