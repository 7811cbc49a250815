// The phases of life: which there are follows from the catalogue, their order and words from here. A phase that
// the catalogue invents gets its page, too, behind the others and in German.
#include <algorithm>

#include "portal/pages.h"
#include "portal/pictures.h"

namespace fr {
namespace {

struct Phase {
  std::string_view slug, german, key;
};
constexpr Phase kPhases[] = {{"schwangerschaft-geburt", "Schwangerschaft & Geburt", "phase.birth"},
                             {"baby-kleinkind", "Baby & Kleinkind", "phase.baby"},
                             {"kita", "Kita", "phase.kita"},
                             {"schule", "Schule", "phase.school"},
                             {"jugend-beruf", "Jugend & Beruf", "phase.youth"},
                             {"geld-wohnen", "Geld & Wohnen", "phase.money"},
                             {"gesundheit-pflege", "Gesundheit & Pflege", "phase.health"},
                             {"trennung-krise", "Trennung & Krise", "phase.crisis"},
                             {"ankommen", "Ankommen", "phase.arrival"},
                             {"freizeit-beteiligung", "Freizeit & Beteiligung", "phase.leisure"},
                             {"weiteres", "", "phase.more"}};

// "Rund ums Fest" -> "rund-ums-fest"; other letters fall away.
std::string slug_of(std::string_view phase) {
  for (const Phase& p : kPhases)
    if (p.german == phase) return std::string(p.slug);
  std::string out;
  for (char c : phase) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (!out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::size_t rank(const Theme& theme) {
  auto found = std::find_if(std::begin(kPhases), std::end(kPhases), [&](const Phase& p) { return p.slug == theme.slug; });
  return static_cast<std::size_t>(found - std::begin(kPhases));
}

std::string name_of(const Service& s, const Words& w) {
  for (const Phase& p : kPhases)
    if (p.german == s.phase) return std::string(w(p.key));
  return s.phase;
}

std::string overview_page(const std::vector<Theme>& themes, const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = w("topics.title");
  about.description = w("topics.lead");
  about.path = "/themen";
  std::vector<Html> page{el("h1", {}, {about.title}), el("p", {{"class", "fr-satz"}}, {w("topics.lead")})};
  page.push_back(section(w("start.topics"), {theme_tiles(themes, in, w)}, "fr-breit"));
  page.push_back(section(w("needs.title"), {el("p", {}, {w("needs.lead")}), need_tiles(in, w)}, "fr-breit"));
  page.push_back(el("p", {}, {link(w.path("/stellen"), w("offices.title"))}));
  page.push_back(glossary_hint(in, w));
  std::vector<Html> all;
  for (const Theme& theme : themes) {
    std::vector<Html> items;
    for (const Service* s : theme.services) items.push_back(el("li", {}, {link(w.path("/leistung/" + s->id), service_title(in, *s, w))}));
    all.push_back(el("details", {}, {el("summary", {}, {theme.name}), el("ul", {{"class", "fr-liste"}}, items)}));
  }
  page.push_back(section(w("start.all"), all, "fr-breit"));
  return frame(in, about, page);
}

std::string theme_page(const Theme& theme, const std::vector<Theme>& themes, const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = theme.name;
  about.path = "/themen/" + theme.slug;
  about.trail.push_back({w.path("/themen"), std::string(w("nav.topics"))});
  std::vector<Theme> others;
  for (const Theme& other : themes)
    if (other.slug != theme.slug) others.push_back(other);
  std::vector<Html> page{el("div", {{"class", "fr-mitbild"}}, {pictogram(theme.slug), el("h1", {}, {theme.name})}),
                         service_groups(theme.services, in, w),
                         el("p", {}, {el("a", {{"class", "fr-knopf"}, {"href", w.path("/familie")}}, {w("service.draw")})}),
                         feedback_form(in, about.path, w)};
  if (!others.empty()) page.push_back(section(w("topics.others"), {theme_tiles(others, in, w)}, "fr-breit"));
  return frame(in, about, page);
}

}  // namespace

std::string theme_path(const Service& s) { return "/themen/" + slug_of(s.phase); }

std::vector<Theme> themes_of(const PortalInput& in, const Words& w) {
  std::vector<Theme> out;
  for (const Service& s : in.book.services) {
    if (!s.part_of.empty()) continue;
    std::string slug = slug_of(s.phase);
    auto theme = std::find_if(out.begin(), out.end(), [&](const Theme& t) { return t.slug == slug; });
    if (theme == out.end()) theme = out.insert(out.end(), {slug, name_of(s, w), {}});
    theme->services.push_back(&s);
  }
  std::stable_sort(out.begin(), out.end(), [](const Theme& a, const Theme& b) { return rank(a) < rank(b); });
  return out;
}

Html theme_tiles(const std::vector<Theme>& themes, const PortalInput& in, const Words& w) {
  constexpr std::size_t kNamed = 3;
  std::vector<Html> tiles;
  for (const Theme& theme : themes) {
    Html named;
    for (std::size_t i = 0; i < std::min(kNamed, theme.services.size()); ++i) {
      if (i > 0) named += Html(" · ");
      named += service_title(in, *theme.services[i], w);
    }
    if (theme.services.size() > kNamed) named += Html(" …");
    tiles.push_back(el("li", {{"class", "fr-kachel"}},
                       {pictogram(theme.slug), el("span", {}, {link(w.path("/themen/" + theme.slug), theme.name),
                                                               el("small", {}, {named})})}));
  }
  return el("ul", {{"class", "fr-kacheln"}}, tiles);
}

std::vector<Page> theme_pages(const PortalInput& in, const Words& w) {
  std::vector<Theme> themes = themes_of(in, w);
  std::vector<Page> pages{{w.path("/themen"), overview_page(themes, in, w)}};
  for (const Theme& theme : themes) pages.push_back({w.path("/themen/" + theme.slug), theme_page(theme, themes, in, w)});
  return pages;
}

}  // namespace fr
