// Services as cards, by what they are for a family: money first, then what costs less, what has to be done, and help.
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

}  // namespace

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

}  // namespace fr
