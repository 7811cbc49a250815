// An office: a card wherever it is named, and a page of its own. Its texts are German; the labels are the reader's.
#include "core/json.h"
#include "portal/pages.h"

namespace fr {
namespace {

Html german_lines(std::string_view text, const Words& w) {
  return w.is_german() ? lines(text) : el("span", {{"lang", "de"}, {"dir", dir_ltr(w)}}, {lines(text)});
}

std::string postal(const Office& o) {
  std::string town = o.postcode + (o.postcode.empty() || o.town.empty() ? "" : " ") + o.town;
  return town.empty() ? o.address : o.address + "\n" + town;
}

}  // namespace

std::string dialled(std::string_view phone) {
  std::string out;
  for (char c : phone)
    if ((c >= '0' && c <= '9') || (c == '+' && out.empty())) out += c;
  return out;
}

Html ltr_link(const std::string& href, std::string_view text, const Words& w) {
  return el("a", {{"href", href}, {"dir", dir_ltr(w)}}, {text});
}

Html office_text(const PortalInput& in, const Office& o, const Words& w) {
  const auto own = o.html_in.find(w.language);
  if (own != o.html_in.end()) return el("div", {{"class", "fr-text"}}, {catalogue_text(in, own->second, w)});
  if (o.html.empty()) return {};
  return el("div", {{"class", "fr-text"}, {"lang", lang_de(w)}, {"dir", dir_ltr(w)}}, {catalogue_text(in, o.html, w)});
}

const Office* find_office(const Texts& texts, std::string_view id) {
  auto found = texts.offices.find(std::string(id));
  return found == texts.offices.end() ? nullptr : &found->second;
}

Html office_card(const Office& o, const Words& w, bool linked) {
  std::vector<Html> rows;
  auto row = [&](std::string_view name, Html value) {
    rows.push_back(el("dt", {}, {name}));
    rows.push_back(el("dd", {}, {std::move(value)}));
  };
  if (!o.address.empty()) row(w("office.address"), german_lines(postal(o), w));
  if (!o.phone.empty()) row(w("office.phone"), ltr_link("tel:" + dialled(o.phone), o.phone, w));
  if (!o.email.empty()) row(w("office.email"), ltr_link("mailto:" + o.email, o.email, w));
  if (!o.web.empty()) row(w("office.web"), ltr_link(o.web, o.web, w));
  row(w("office.hours"), o.hours.empty() ? Html(w("office.unknown")) : german_lines(o.hours, w));
  if (!o.accessibility.empty()) row(w("office.accessibility"), german_lines(o.accessibility, w));
  if (!o.languages.empty()) row(w("office.spoken"), german_span(o.languages, w));
  Html card;
  if (linked) card += el("h3", {}, {link(w.path("/stelle/" + o.id), german_span(o.name, w))});
  if (!o.kind.empty()) card += el("p", {{"class", "fr-leise"}}, {german_span(o.kind, w)});
  card += el("dl", {}, rows);
  if (!o.note.empty()) card += el("p", {{"lang", lang_de(w)}, {"dir", dir_ltr(w)}}, {o.note});
  return el(linked ? "article" : "div", {{"class", "fr-karte"}}, {card});
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

std::string office_page(const PortalInput& in, const Office& o, const Words& w) {
  Frame about;
  about.words = &w;
  about.title = o.name;
  about.german_text = true;
  about.path = "/stelle/" + o.id;
  about.belongs = w("offices.title");
  about.trail.push_back({w.path("/stellen"), std::string(w("offices.title"))});
  about.index = w.language == "de";
  about.listed = {"de"};
  std::vector<Html> page{el("h1", {}, {german_span(o.name, w)}), notice(w("language.german")), office_card(o, w, false)};
  page.push_back(office_text(in, o, w));
  std::vector<Html> services;
  for (const Service& s : in.book.services)
    for (const std::string& id : s.offices)
      if (id == o.id) services.push_back(el("li", {}, {link(w.path("/leistung/" + s.id), service_title(in, s, w))}));
  if (!services.empty()) page.push_back(section(w("office.services"), {el("ul", {}, services)}));
  page.push_back(el("dl", {{"class", "fr-beleg"}},
                    {el("dt", {}, {w("service.asOf")}), el("dd", {}, {format_day_german(o.as_of)}),
                     el("dt", {}, {w("service.sources")}), el("dd", {}, {german_lines(o.source, w)})}));
  page.push_back(feedback_form(in, about.path, w));
  return frame(in, about, page);
}

}  // namespace fr
