// The start page: the drawing at once; below it the phases of life, what this is, and the house itself.
#include "portal/pages.h"

namespace fr {
namespace {

Html promise(const Words& w) {
  return section(w("start.what"), {el("ul", {{"class", "fr-liste"}}, {el("li", {}, {w("start.private")}),
                                                                      el("li", {}, {w("start.reason")}),
                                                                      el("li", {}, {w("start.noDecision")})})});
}

Html house(const PortalInput& in, const Words& w) {
  const Office* office = find_office(in.texts, kHouse);
  if (office == nullptr) return {};
  return section(w("start.house"), {el("p", {}, {w("start.houseLead")}), office_card(*office, w, true)});
}

Html access(const Words& w) {
  return section(w("start.access"),
                 {el("p", {}, {el("a", {{"href", "/leichte-sprache"}, {"hreflang", "de-simple"}}, {w("start.easy")})}),
                  el("p", {}, {w("start.sign")})});
}

}  // namespace

std::string start_page(const PortalInput& in, const Words& w) {
  Frame about;
  about.words = &w;
  about.path = "/";
  about.drawing = true;
  Html all = el("p", {}, {link(w.path("/themen"), w("start.all"))});
  Html beside = el("div", {{"class", "fr-nebeneinander"}}, {house(in, w), promise(w), access(w)});
  return frame(in, about,
               {el("h1", {}, {w("start.title")}), el("p", {{"class", "fr-satz"}}, {w("start.lead")}),
                island(in, "familie", w),
                section(w("start.topics"), {theme_tiles(themes_of(in, w), in, w), all}, "fr-breit", "themen"),
                section(w("needs.title"), {need_tiles(in, w)}, "fr-breit"), beside});
}

}  // namespace fr
