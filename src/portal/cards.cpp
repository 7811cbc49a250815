// Pieces that several pages share: a text of the catalogue, services as cards, by what they are for a family (money first, then what costs less,
// what has to be done, and help), and the question whether a page helped.
#include <algorithm>

#include "portal/pages.h"

namespace fr {
namespace {

struct Purpose {
  Effect effect;
  std::string_view key;
};
constexpr Purpose kPurposes[] = {{Effect::Payment, "list.money"}, {Effect::Saving, "list.saving"}, {Effect::Duty, "list.duty"},
                             {Effect::Help, "list.help"}, {Effect::Cost, "list.cost"}};

// Whose pages are there in every language. What lies elsewhere (imprint, sources) is German only.
constexpr std::string_view kEverywhere[] = {"leistung", "stelle", "stellen", "themen", "bedarf", "notfall", "suche",
                                            "familie", "zeitstrahl", "geburt", "planer", "theke"};

}  // namespace

Html in_language(const std::string& html, const Words& w) {
  if (w.prefix.empty()) return Html::trusted(html);
  constexpr std::string_view kLink = "<a href=\"/";
  std::string out;
  std::size_t done = 0;
  for (std::size_t at; (at = html.find(kLink, done)) != std::string::npos;) {
    const std::size_t path = at + kLink.size(), end = html.find_first_of("/\"#?", path);
    const std::string_view first = std::string_view(html).substr(path, end - path);
    out.append(html, done, path - 1 - done);
    if (std::find(std::begin(kEverywhere), std::end(kEverywhere), first) != std::end(kEverywhere)) out += w.prefix;
    done = path - 1;
    out += html[done++];
  }
  return Html::trusted(out + html.substr(done));
}

Html service_card(const Service& s, const PortalInput& in, const Words& w) {
  return el("li", {{"class", "fr-karte"}},
            {el("h3", {}, {link(w.path("/leistung/" + s.id), service_title(in, s, w))}), el("p", {}, {service_brief(in, s, w)}),
             el("p", {{"class", "fr-marken"}}, {el("span", {{"class", "fr-marke"}}, {level_word(s.level, w)})})});
}

Html service_groups(const std::vector<const Service*>& services, const PortalInput& in, const Words& w) {
  Html out;
  for (const Purpose& purpose : kPurposes) {
    std::vector<Html> items;
    for (const Service* s : services)
      if (s->effect == purpose.effect) items.push_back(service_card(*s, in, w));
    if (!items.empty())
      out += el("section", {{"class", "fr-breit"}}, {el("h2", {}, {w(purpose.key)}), el("ul", {{"class", "fr-spalten"}}, items)});
  }
  return out;
}

Html feedback_form(const PortalInput& in, std::string_view path, const Words& w) {
  if (!in.feedback) return {};
  const auto answer = [&](const char* value, std::string_view word) {
    return el("button", {{"type", "submit"}, {"name", "answer"}, {"value", value}, {"class", "fr-wahl"}}, {word});
  };
  return el("form", {{"method", "post"}, {"action", std::string(kFeedbackPath)}, {"class", "fr-rueckmeldung"}},
            {el("input", {{"type", "hidden"}, {"name", "page"}, {"value", w.path(path)}}, {}),
             el("p", {}, {el("strong", {}, {w("feedback.ask")})}), answer("ja", w("feedback.yes")), answer("nein", w("feedback.no")),
             el("p", {{"class", "fr-leise"}}, {w("feedback.note")})});
}

std::string thanks_page(const PortalInput& in, const Words& w, std::string_view page) {
  Frame about;
  about.words = &w;
  about.title = w("feedback.thanks");
  about.index = false;
  return frame(in, about, {el("h1", {}, {about.title}), el("p", {}, {w("feedback.thanksLead")}), el("p", {}, {link(std::string(page), w("feedback.back"))})});
}

}  // namespace fr
