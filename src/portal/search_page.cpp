// /suche: a form that works without a script; with one, the browser searches by itself and the words stay on the device.
#include "portal/search_page.h"

#include <algorithm>

#include "portal/pages.h"

namespace fr {

std::string search_page(const PortalInput& in, const Words& w, std::string_view query, const std::vector<Found>& found) {
  Frame about;
  about.words = &w;
  about.title = w("nav.search");
  about.path = "/suche";
  about.drawing = true;
  about.index = query.empty();
  std::vector<Html> items;
  for (const Found& f : found) {
    const auto s = std::find_if(in.book.services.begin(), in.book.services.end(), [&](const Service& x) { return x.id == f.service; });
    if (s != in.book.services.end()) items.push_back(service_card(*s, in, w));
  }
  Html form = el("form", {{"action", w.path("/suche")}, {"method", "get"}, {"role", "search"}, {"class", "fr-suche"}},
                 {el("label", {{"for", "q"}}, {w("search.label")}),
                  el("input", {{"type", "search"}, {"id", "q"}, {"name", "q"}, {"value", std::string(query)}, {"maxlength", "200"}, {"autocomplete", "off"}}, {}),
                  el("button", {{"class", "fr-knopf"}, {"type", "submit"}}, {w("nav.search")})});
  Html results;
  if (!items.empty()) results = el("ul", {{"class", "fr-spalten"}}, items);
  else if (!query.empty()) results = el("p", {{"class", "fr-hinweis"}}, {w("search.nothing")});
  // The island replaces form and results once its script runs.
  Html inner = el("div", {{"data-ersetzt", ""}}, {form, el("div", {{"class", "fr-breit"}, {"role", "region"}, {"aria-label", std::string(w("search.results"))}}, {results})});
  return frame(in, about, {el("h1", {}, {about.title}), el("p", {{"class", "fr-satz"}}, {w("search.lead")}), island_around(in, "suche", w, inner),
                           section(w("needs.title"), {need_tiles(in, w)}, "fr-breit")});
}

}  // namespace fr
