// What families look for when they do not know the name of the help: "the money is not enough", "we are separating".
// The needs and their order are here; which services answer one, the catalogue says (Bedarf). One page per need, the page
// of help that cannot wait, and the list of all offices.
#include <algorithm>

#include "portal/pages.h"
#include "portal/pictures.h"

namespace fr {
namespace {

struct Known {
  std::string_view id, key, picture;
};
constexpr Known kNeeds[] = {{"geld-reicht-nicht", "need.geld-reicht-nicht", "geld-wohnen"},
                            {"wohnung", "need.wohnung", "wohnung"},
                            {"baby-kommt", "need.baby-kommt", "schwangerschaft-geburt"},
                            {"betreuung", "need.betreuung", "kita"},
                            {"kind-krank", "need.kind-krank", "gesundheit-pflege"},
                            {"behinderung", "need.behinderung", "behinderung"},
                            {"pflege", "need.pflege", "pflege"},
                            {"trennung", "need.trennung", "trennung-krise"},
                            {"allein-mit-kind", "need.allein-mit-kind", "allein-mit-kind"},
                            {"alles-zu-viel", "need.alles-zu-viel", "alles-zu-viel"},
                            {"gewalt", "need.gewalt", "gewalt"},
                            {"todesfall", "need.todesfall", "todesfall"},
                            {"neu-hier", "need.neu-hier", "ankommen"},
                            {"schule-lernen", "need.schule-lernen", "schule"},
                            {"beruf-ausbildung", "need.beruf-ausbildung", "jugend-beruf"},
                            {"freizeit", "need.freizeit", "freizeit-beteiligung"}};

std::vector<const Service*> answers(const PortalInput& in, std::string_view need) {
  std::vector<const Service*> out;
  for (const Service& s : in.book.services)
    if (s.part_of.empty() && std::find(s.needs.begin(), s.needs.end(), need) != s.needs.end()) out.push_back(&s);
  return out;
}

// The numbers to call at once.
Html emergency_numbers(const PortalInput& in, const Words& w) {
  const Office* emergency = find_office(in.texts, kEmergency);
  return emergency == nullptr ? Html() : office_text(in, *emergency, w);
}

std::string need_page(const Known& need, const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = w(need.key);
  about.path = "/bedarf/" + std::string(need.id);
  about.trail.push_back({w.path("/themen"), std::string(w("nav.topics"))});
  about.leave = need.id == kViolence;
  std::vector<Html> page{el("div", {{"class", "fr-mitbild"}}, {pictogram(need.picture), el("h1", {}, {w(need.key)})})};
  if (about.leave) page.push_back(emergency_numbers(in, w));
  page.push_back(service_groups(answers(in, need.id), in, w));
  page.push_back(el("p", {}, {el("a", {{"class", "fr-knopf"}, {"href", w.path("/familie")}}, {w("service.draw")})}));
  page.push_back(section(w("needs.title"), {need_tiles(in, w)}, "fr-breit"));
  return frame(in, about, page);
}

std::string emergency_page(const Office& office, const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = w("emergency.title");
  about.path = "/notfall";
  about.leave = true;
  std::vector<Html> page{el("h1", {}, {about.title}), emergency_numbers(in, w)};
  if (!office.note.empty()) page.push_back(el("p", {{"class", "fr-leise"}}, {german_span(office.note, w)}));
  std::vector<const Service*> more = answers(in, kViolence);
  for (const Service* s : answers(in, "alles-zu-viel"))
    if (std::find(more.begin(), more.end(), s) == more.end()) more.push_back(s);
  if (!more.empty()) page.push_back(section(w("emergency.more"), {service_groups(more, in, w)}, "fr-breit"));
  return frame(in, about, page);
}

std::string offices_page(const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = w("offices.title");
  about.path = "/stellen";
  std::vector<Html> items;
  for (const auto& [id, office] : in.texts.offices) {
    if (id == kOperator) continue;
    Html item = el("h2", {{"class", "fr-klein"}}, {link(w.path("/stelle/" + id), german_span(office.name, w))});
    if (!office.kind.empty()) item += el("p", {}, {german_span(office.kind, w)});
    if (!office.phone.empty()) item += el("p", {}, {ltr_link("tel:" + dialled(office.phone), office.phone, w)});
    items.push_back(el("li", {{"class", "fr-karte"}}, {item}));
  }
  return frame(in, about, {el("h1", {}, {about.title}), el("p", {{"class", "fr-satz"}}, {w("offices.lead")}),
                           el("ul", {{"class", "fr-spalten fr-breit"}}, items)});
}

}  // namespace

bool known_need(std::string_view id) {
  return std::any_of(std::begin(kNeeds), std::end(kNeeds), [&](const Known& n) { return n.id == id; });
}

Html need_tiles(const PortalInput& in, const Words& w) {
  std::vector<Html> tiles;
  for (const Known& need : kNeeds)
    if (!answers(in, need.id).empty())
      tiles.push_back(el("li", {{"class", "fr-kachel"}},
                         {pictogram(need.picture), el("span", {}, {link(w.path("/bedarf/" + std::string(need.id)), w(need.key))})}));
  return el("ul", {{"class", "fr-kacheln fr-kacheln--klein"}}, tiles);
}

std::vector<Page> need_pages(const PortalInput& in, const Words& w) {
  std::vector<Page> pages{{w.path("/stellen"), offices_page(in, w)}};
  for (const Known& need : kNeeds)
    if (!answers(in, need.id).empty()) pages.push_back({w.path("/bedarf/" + std::string(need.id)), need_page(need, in, w)});
  if (const Office* emergency = find_office(in.texts, kEmergency)) pages.push_back({w.path("/notfall"), emergency_page(*emergency, in, w)});
  return pages;
}

}  // namespace fr
