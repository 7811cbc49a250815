// The pages that the browser's script fills, and what they say where it does not run.
#include "portal/pages.h"

namespace fr {
namespace {

struct Island {
  std::string_view view, title, heading, lead;  // keys; no lead: empty
};
// The view's script takes over the heading, so that it speaks the reader's language.
constexpr Island kIslands[] = {{"familie", "view.family", "view.family.ask", ""},
                               {"zeitstrahl", "view.timeline", "view.timeline", "view.timeline.lead"},
                               {"geburt", "view.birth", "view.birth", "view.birth.lead"},
                               {"planer", "view.planner", "view.planner", "view.planner.lead"},
                               {"theke", "view.counter", "view.counter", "view.counter.lead"}};

}  // namespace

Html island(const PortalInput& in, std::string_view view, const Words& w) {
  Html body = el("noscript", {}, {el("p", {}, {filled(w("view.noscript"),
                                                      {{"topics", link(w.path("/themen"), w("nav.topics"))}})})});
  if (in.front.script.empty()) body += notice(w("view.missing"));
  return island_around(in, view, w, std::move(body));
}

Html island_around(const PortalInput& in, std::string_view view, const Words&, Html body) {
  const FrontEnd& front = in.front;
  auto given = [](const std::string& s) { return s.empty() ? std::nullopt : std::optional(s); };
  std::string texts;
  for (const auto& [language, file] : front.texts) texts += (texts.empty() ? "" : " ") + language + "=" + file;
  return el("div",
            {{"id", "familie"}, {"class", "fr-zeichnung"}, {"data-ansicht", std::string(view)},
             {"data-wasm", given(front.module)}, {"data-regelwerk", given(front.rulebook)}, {"data-texte", given(texts)},
             {"data-stellen", given(front.offices)}, {"data-stadt", given(in.city)},
             {"data-begriffe", view == "suche" ? given(front.vocabulary) : std::nullopt}},
            {body});
}

std::vector<Page> island_pages(const PortalInput& in, const Words& w) {
  std::vector<Page> pages;
  for (const Island& i : kIslands) {
    Frame about;
    about.words = &w;
    about.title = w(i.title);
    about.path = "/" + std::string(i.view);
    about.drawing = true;
    std::vector<Html> content{el("h1", {}, {w(i.heading)})};
    if (!i.lead.empty()) content.push_back(el("p", {{"class", "fr-satz"}}, {w(i.lead)}));
    content.push_back(island(in, i.view, w));
    pages.push_back({w.path(about.path), frame(in, about, content)});
  }
  return pages;
}

}  // namespace fr
