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
                island(in, "familie"),
                section("Was ist das hier?",
                        {el("ul", {{"class", "fr-liste"}},
                            {el("li", {}, {"Ihre Angaben bleiben auf Ihrem Gerät. Gerechnet wird in Ihrem Browser; "
                                           "wir sehen nichts davon."}),
                             el("li", {}, {"Jedes Ergebnis nennt seinen Grund und das Gesetz dazu. Was niemand "
                                           "belegen kann, steht als Spanne da."}),
                             el("li", {}, {"Es ist Information, keine Entscheidung: Die trifft die zuständige Stelle."})})}),
                themes(in), house(in)});
}

std::vector<Page> island_pages(const PortalInput& in) {
  struct Island {
    std::string_view view, title, heading, lead;
  };
  // The view's script takes over the heading, so that it speaks the reader's language.
  static constexpr Island kIslands[] = {
      {"familie", "Unsere Familie", "Wer gehört zu Ihrer Familie?", ""},
      {"zeitstrahl", "Die nächsten drei Jahre", "Die nächsten drei Jahre",
       "Was beginnt, was endet, was sich ändert, und bis wann Sie etwas tun müssen."},
      {"geburt", "Rund um die Geburt", "Rund um die Geburt",
       "Ein Weg von der Schwangerschaft bis das Kind sechs Monate alt ist: was wann wo zu tun ist."},
      {"planer", "Elterngeld planen", "Elterngeld planen", "Verteilen Sie die Monate. Die Beträge rechnen mit."},
      {"theke", "Beratung", "Beratung", "Die Zeichnung für das Gespräch an der Theke. Hier wird nichts gespeichert."}};
  std::vector<Page> pages;
  for (const Island& i : kIslands) {
    Frame about;
    about.title = std::string(i.title);
    about.current = "/" + std::string(i.view);
    about.drawing = true;
    std::vector<Html> content{el("h1", {}, {i.heading})};
    if (!i.lead.empty()) content.push_back(el("p", {{"class", "fr-satz"}}, {i.lead}));
    content.push_back(island(in, i.view));
    pages.push_back({about.current, frame(in.front, about, content)});
  }
  return pages;
}

}  // namespace fr
