#include "core/json.h"
#include "portal/pages.h"

namespace fr {
namespace {

std::string digits(std::string_view phone) {
  std::string out;
  for (char c : phone)
    if ((c >= '0' && c <= '9') || (c == '+' && out.empty())) out += c;
  return out;
}

}  // namespace

Html office_card(const Office& o, const Words& w, bool linked) {
  std::vector<Html> rows;
  auto row = [&](std::string_view name, Html value) {
    rows.push_back(el("dt", {}, {name}));
    rows.push_back(el("dd", {}, {std::move(value)}));
  };
  std::string town = o.postcode + (o.postcode.empty() || o.town.empty() ? "" : " ") + o.town;
  if (!o.address.empty()) {
    Html address = lines(o.address);
    if (!town.empty()) address += el("br", {}, {});
    address += Html(town);
    row(w.address, std::move(address));
  }
  if (!o.phone.empty()) row(w.phone, link("tel:" + digits(o.phone), o.phone));
  if (!o.email.empty()) row(w.email, link("mailto:" + o.email, o.email));
  if (!o.web.empty()) row(w.web, link(o.web, o.web));
  row(w.hours, o.hours.empty() ? Html(w.not_known) : lines(o.hours));
  if (!o.accessibility.empty()) row(w.accessibility, lines(o.accessibility));
  if (!o.languages.empty()) row(w.spoken, o.languages);
  Html name = linked ? link("/stelle/" + o.id, o.name) : Html(o.name);
  Html card = linked ? el("h3", {}, {name}) : Html();
  if (!o.kind.empty()) card += el("p", {{"class", "fr-leise"}}, {o.kind});
  card += el("dl", {}, rows);
  if (!o.note.empty()) card += el("p", {}, {o.note});
  bool english = w.language == "en";
  return el("article", {{"class", "fr-karte"}, {"lang", english ? std::optional<std::string>("de") : std::nullopt}},
            {card});
}

std::string offices_json(const Texts& texts) {
  json::Writer w;
  w.open('{');
  for (const auto& [id, o] : texts.offices) {
    w.key(id).open('{').put("name", o.name).put_unless_empty("address", o.address);
    w.put_unless_empty("postcode", o.postcode).put_unless_empty("town", o.town);
    w.put_unless_empty("phone", o.phone).put_unless_empty("email", o.email).put_unless_empty("hours", o.hours).close('}');
  }
  w.close('}');
  return w.take();
}

std::string office_page(const PortalInput& in, const Office& o) {
  const Words& w = german();
  Frame about;
  about.title = o.name;
  about.current = "/stelle/" + o.id;
  std::vector<Html> page{el("h1", {}, {o.name}), office_card(o, w, false)};
  if (!o.html.empty()) page.push_back(el("section", {{"class", "fr-text"}}, {Html::trusted(o.html)}));
  std::vector<Html> services;
  for (const Service& s : in.book.services)
    for (const std::string& id : s.offices)
      if (id == o.id) services.push_back(el("li", {}, {link("/leistung/" + s.id, s.title)}));
  if (!services.empty()) page.push_back(section(w.services_here, {el("ul", {}, services)}));
  page.push_back(el("dl", {{"class", "fr-beleg"}},
                    {el("dt", {}, {w.as_of}), el("dd", {}, {format_day_german(o.as_of)}),
                     el("dt", {}, {w.source}), el("dd", {}, {lines(o.source)})}));
  return frame(in.front, about, page);
}

}  // namespace fr
