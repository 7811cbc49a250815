// When something does not work: what to do instead. German, with the way to every other language's start page,
// because an error knows no language.
#include "portal/pages.h"
#include "portal/texts.h"

namespace fr {
namespace {

Html other_languages() {
  std::vector<Html> items;
  for (const Words& w : languages()) {
    if (&w == &german()) continue;
    items.push_back(el("li", {{"lang", std::string(w.lang())}, {"dir", std::string(w("language.dir"))}},
                       {el("a", {{"href", w.path("/")}, {"hreflang", std::string(w.lang())}}, {w("problem.here")})}));
  }
  return section(german()("problem.languages"), {el("ul", {{"class", "fr-liste"}}, items)});
}

// Themes, the house, and the numbers to call at once.
std::vector<Html> ways_on(const PortalInput& in) {
  const Words& w = german();
  std::vector<Html> out{section(w("start.topics"), {theme_tiles(themes_of(in, w), in, w)}, "fr-breit")};
  if (const Office* house = find_office(in.texts, kHouse))
    out.push_back(section(w("start.house"), {office_card(*house, w, true)}));
  if (const Office* emergency = find_office(in.texts, kEmergency))
    out.push_back(section(emergency->name, {Html::trusted(emergency->html)}, "fr-text"));
  out.push_back(other_languages());
  return out;
}

}  // namespace

std::string problem_page(const PortalInput& in, int status, std::string_view sentence) {
  std::string text = "fehler-" + std::to_string(status) + ".de.md";
  if (portal_text(text).empty()) text = "fehler.de.md";
  Frame about;
  about.title = std::string(sentence);
  about.index = false;
  std::vector<Html> page{el("h1", {}, {sentence}), own_text(text)};
  for (Html& part : ways_on(in)) page.push_back(std::move(part));
  return frame(in, about, page);
}

std::string offline_page(const PortalInput& in) {
  Frame about;
  about.path = "/offline";
  about.languages = {"de"};
  about.index = false;
  about.title = own_title("offline.de.md");
  std::vector<Html> page{el("h1", {}, {about.title}), own_text("offline.de.md")};
  for (Html& part : ways_on(in)) page.push_back(std::move(part));
  return frame(in, about, page);
}

}  // namespace fr
