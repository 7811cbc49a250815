// One service in one language. What nobody has translated stays German and says so.
#include <algorithm>
#include <set>

#include "catalogue/translations.h"
#include "portal/metadata.h"

#include "portal/pages.h"

namespace fr {
namespace {

constexpr std::size_t kNumbersShown = 5;

struct Where {  // the service within the state of the law shown
  const Program* program;
  std::uint32_t index;
};

Where locate(const PortalInput& in, const Service& service) {
  return {in_force(in.book, in.month), static_cast<std::uint32_t>(&service - in.book.services.data())};
}

// A block of German text on a page in any language.
Html german_block(const char* tag, const char* css, const Words& w, const std::vector<Html>& content) {
  return el(tag, {{"class", css == nullptr ? std::nullopt : std::optional<std::string>(css)}, {"lang", lang_de(w)},
                  {"dir", dir_ltr(w)}}, content);
}

// German text that the catalogue may say in the reader's language, too.
Html said(std::string_view translated, std::string_view german_text, const Words& w) {
  return translated.empty() ? german_span(german_text, w) : Html(translated);
}

Html amount_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> content{el("p", {{"class", "fr-marken"}}, {el("span", {{"class", "fr-marke"}}, {effect_word(s.effect, w)}), " ",
                                                               el("span", {{"class", "fr-marke"}}, {level_word(s.level, w)})})};
  if (!s.audience.empty())  // the text says it at length
    content.push_back(el("p", {}, {w("service.for"), " ", german_span(s.audience, w)}));
  if (at.program != nullptr)
    for (const Target& t : at.program->targets)
      if (t.service == at.index && t.amount != kNone)
        content.push_back(el("p", {}, {filled(w("service.depends"), {{"per", per_word(t.per, w)}})}));
  std::vector<Html> rows;
  for (const UsedNumber& n : used_numbers(in.book, in.month, s))
    rows.push_back(el("li", {}, {n.name, ": ", el("strong", {}, {n.value}), " ", el("small", {}, {n.source})}));
  // A few numbers say something at a glance; the sixty of a long formula are for whoever looks for them.
  if (!rows.empty() && rows.size() <= kNumbersShown) {
    content.push_back(el("p", {}, {w("service.numbers")}));
    content.push_back(german_block("ul", "fr-zahlen", w, rows));
  } else if (!rows.empty()) {
    content.push_back(el("details", {}, {el("summary", {}, {w("service.numbers")}), german_block("ul", "fr-zahlen", w, rows)}));
  }
  content.push_back(el("p", {}, {el("a", {{"class", "fr-knopf"}, {"href", w.path("/familie")}}, {w("service.draw")})}));
  return section(w("service.glance"), content);
}

struct Channel {
  std::string_view name, key;
};
constexpr Channel kChannels[] = {{"persönlich", "channel.persönlich"}, {"Telefon", "channel.Telefon"}, {"online", "channel.online"},
                                 {"E-Mail", "channel.E-Mail"}, {"Post", "channel.Post"}, {"Hausbesuch", "channel.Hausbesuch"}};

// What it costs and on which ways one gets it.
Html cost_and_ways(const PortalInput& in, const Service& s, const Words& w) {
  Html out;
  if (!s.cost.empty())
    out += el("p", {}, {el("strong", {}, {w("service.cost")}), " ", said(service_word(in.texts, s.id, w.language, "cost"), s.cost, w)});
  std::string ways;
  for (const Channel& c : kChannels)
    if (std::find(s.channels.begin(), s.channels.end(), c.name) != s.channels.end()) ways += (ways.empty() ? "" : " · ") + std::string(w(c.key));
  if (!ways.empty()) out += el("p", {}, {el("strong", {}, {w("service.channels")}), " ", ways});
  if (!s.online.empty()) out += el("p", {}, {el("a", {{"class", "fr-knopf"}, {"href", s.online}}, {w("service.online")})});
  return out;
}

// Services that answer a need of this one: first those that share most. By rule, not by watching anybody.
Html neighbours(const PortalInput& in, const Service& s, const Words& w) {
  constexpr std::size_t kShown = 6;
  std::vector<std::pair<int, const Service*>> ranked;
  for (const Service& other : in.book.services) {
    if (&other == &s || !other.part_of.empty() || other.id == s.part_of) continue;
    int shared = 0;
    for (const std::string& need : s.needs) shared += 2 * static_cast<int>(std::count(other.needs.begin(), other.needs.end(), need));
    if (shared > 0) ranked.push_back({-shared - (other.phase == s.phase ? 1 : 0), &other});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Html> items;
  for (std::size_t i = 0; i < std::min(kShown, ranked.size()); ++i) items.push_back(service_card(*ranked[i].second, in, w));
  return items.empty() ? Html() : section(w("service.related"), {el("ul", {{"class", "fr-spalten"}}, items)}, "fr-breit");
}

Html documents_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> items;
  bool some = false;
  std::set<std::string> seen;
  if (at.program != nullptr)
    for (const DocumentRule& d : at.program->documents) {
      if (d.service != at.index || !seen.insert(d.text).second) continue;
      const auto word = [&](const char* key) { return service_word(in.texts, s.id, w.language, "documents", d.text, key); };
      Html item = said(word("text"), d.text, w);
      if (d.when != kNoReg) {
        some = true;
        item += Html(" (" + std::string(w("service.sometimes")) + ")");
      }
      if (!d.where.empty()) item += el("small", {}, {w("service.whereFrom"), " ", said(word("where"), d.where, w)});
      items.push_back(el("li", {}, {item}));
    }
  if (items.empty()) return {};
  std::vector<Html> content{el("ul", {{"class", "fr-liste fr-haken"}}, items)};
  if (some) content.insert(content.begin(), el("p", {}, {w("service.documentsHint")}));
  return section(w("service.documents"), content);
}

Html deadlines_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> items;
  std::set<std::string> seen;
  if (at.program != nullptr)
    for (const DeadlineRule& d : at.program->deadlines) {
      if (d.service != at.index || !seen.insert(d.text).second) continue;
      const auto word = [&](const char* key) { return service_word(in.texts, s.id, w.language, "deadlines", d.text, key); };
      Html item = el("strong", {}, {said(word("text"), d.text, w)});
      if (!d.missed.empty()) item += el("span", {}, {w("service.missed"), " ", said(word("missed"), d.missed, w)});
      const std::string& citation = at.program->rules[d.rule].citation;
      if (!citation.empty()) item += el("small", {}, {german_span(citation, w)});
      items.push_back(el("li", {}, {item}));
    }
  if (items.empty()) return {};
  return section(w("service.deadlines"), {el("ul", {{"class", "fr-fristen"}}, items)});
}

Html offices_section(const PortalInput& in, const Service& s, const Words& w) {
  std::vector<Html> cards;
  for (const std::string& id : s.offices)
    if (const Office* office = find_office(in.texts, id)) cards.push_back(office_card(*office, w, true));
  if (cards.empty()) return {};
  return section(w("service.responsible"), cards);
}

Html relatives(const PortalInput& in, const Service& s, const Words& w) {
  std::vector<Html> parts;
  Html out;
  for (const Service& other : in.book.services) {
    Html there = link(w.path("/leistung/" + other.id), service_title(in, other, w));
    if (other.id == s.part_of) out += el("p", {}, {w("service.partOf"), " ", there});
    if (other.part_of == s.id && !s.id.empty())
      parts.push_back(el("li", {}, {there, " – ", service_brief(in, other, w)}));
  }
  if (!parts.empty()) out += section(w("service.includes"), {el("ul", {}, parts)});
  return out;
}

const Prose* find_local(const Texts& texts, const std::string& service, std::string_view language) {
  const auto folder = texts.local.find(service);
  if (folder == texts.local.end()) return nullptr;
  const auto own = folder->second.find(std::string(language));
  return own == folder->second.end() ? nullptr : &own->second;
}

Html law_section(const Service& s, const Prose* prose, const Prose* local, const Words& w) {
  std::vector<Html> rows;
  auto row = [&](std::string_view name, Html value) {
    rows.push_back(el("dt", {}, {name}));
    rows.push_back(el("dd", {}, {std::move(value)}));
  };
  if (!s.law.empty()) row(w("service.law"), german_span(s.law, w));
  if (prose != nullptr && prose->as_of != 0) row(w("service.asOf"), format_day_german(prose->as_of));
  std::string sources;
  for (const Prose* p : {prose, local})
    if (p != nullptr && !p->sources.empty()) sources += (sources.empty() ? "" : "\n") + p->sources;
  if (!sources.empty()) row(w("service.sources"), el("span", {{"lang", lang_de(w)}, {"dir", dir_ltr(w)}}, {lines(sources)}));
  return el("dl", {{"class", "fr-beleg"}}, rows);
}

// The long text: in the reader's language, or the German one; words of the glossary lead to their entries in it.
void add_text(const PortalInput& in, const Prose* own, const Prose* german_prose, std::string_view title, const Words& w, const GlossaryLinks& links, std::vector<Html>* page) {
  const Prose* shown = own != nullptr ? own : german_prose;
  if (shown == nullptr) return;
  Html text = catalogue_text(in, links.in(shown->html, w.path("/glossar"), title, own != nullptr ? lang_de(w).value_or("") : ""), w);
  page->push_back(own != nullptr ? el("div", {{"class", "fr-text"}}, {text}) : german_block("div", "fr-text", w, {text}));
}

// In the reader's language; empty where nobody translated it.
std::string_view translated_title(const PortalInput& in, const Service& s, const Words& w) {
  const Prose* prose = find_prose(in.texts, s.id, w.language);
  return prose != nullptr && !prose->title.empty() ? std::string_view(prose->title) : service_word(in.texts, s.id, w.language, "title");
}

std::string plain_title(const PortalInput& in, const Service& s, const Words& w) {
  const std::string_view own = translated_title(in, s, w);
  return std::string(own.empty() ? s.title : own);
}

// What the city adds, below it.
void add_local(const PortalInput& in, const Service& s, const Words& w, const GlossaryLinks& links, std::vector<Html>* page) {
  std::vector<Html> text;
  add_text(in, find_local(in.texts, s.id, w.language), find_local(in.texts, s.id, "de"), s.title, w, links, &text);
  if (!text.empty()) page->push_back(section(w("service.local"), text));
}

// The id in "/leistung/<id>", "/pl/leistung/<id>#…"; empty: a link to something else.
std::string_view linked_service(std::string_view href) {
  constexpr std::string_view kFolder = "/leistung/";
  const std::size_t at = href.find(kFolder);
  if (!href.starts_with('/') || at == std::string_view::npos) return {};
  href.remove_prefix(at + kFolder.size());
  return href.substr(0, href.find_first_of("?#"));
}

}  // namespace

Html catalogue_text(const PortalInput& in, std::string_view html, const Words& w) {
  constexpr std::string_view kOpen = "<a href=\"", kClose = "</a>";  // as the Markdown renderer writes them; links do not nest
  const auto known = [&](std::string_view id) {
    return std::any_of(in.book.services.begin(), in.book.services.end(), [&](const Service& s) { return s.id == id; });
  };
  std::string out;
  for (std::size_t at; (at = html.find(kOpen)) != std::string_view::npos;) {
    out += html.substr(0, at);
    html.remove_prefix(at);
    const std::string_view href = html.substr(kOpen.size(), html.find('"', kOpen.size()) - kOpen.size());
    const std::string_view id = linked_service(href);
    const std::size_t end = html.find(kClose);
    std::string_view link = html.substr(0, end + kClose.size());
    html.remove_prefix(link.size());
    if (!id.empty() && !known(id)) link = link.substr(link.find('>') + 1, link.size() - link.find('>') - 1 - kClose.size());
    out += link;
  }
  return in_language(out + std::string(html), w);
}

const Prose* find_prose(const Texts& texts, const std::string& service, std::string_view language) {
  auto folder = texts.prose.find(service);
  if (folder == texts.prose.end()) return nullptr;
  auto prose = folder->second.find(std::string(language));
  return prose == folder->second.end() ? nullptr : &prose->second;
}

Html service_title(const PortalInput& in, const Service& s, const Words& w) {
  const std::string_view own = translated_title(in, s, w);
  return said(own, s.title, w);
}

Html service_brief(const PortalInput& in, const Service& s, const Words& w) {
  return said(service_word(in.texts, s.id, w.language, "brief"), s.brief, w);
}

std::string service_page(const PortalInput& in, const Service& s, const Words& w, const GlossaryLinks& links) {
  const Prose* german_prose = find_prose(in.texts, s.id, "de");
  const Prose* prose = find_prose(in.texts, s.id, w.language);
  Frame about;
  about.german_text = translated_title(in, s, w).empty();
  about.title = plain_title(in, s, w);
  about.words = &w;
  const std::string_view brief = service_word(in.texts, s.id, w.language, "brief");
  about.description = brief.empty() ? s.brief : std::string(brief);
  for (const Service& whole : in.book.services)
    if (whole.id == s.part_of) about.belongs = plain_title(in, whole, w);
  about.path = "/leistung/" + s.id;
  about.leave = std::find(s.needs.begin(), s.needs.end(), kViolence) != s.needs.end();
  about.index = prose != nullptr || w.language == "de";  // a German text is listed once
  for (const Words& other : languages())
    if (&other == &german() || find_prose(in.texts, s.id, other.language) != nullptr) about.listed.push_back(other.language);
  about.trail.push_back({w.path("/themen"), std::string(w("nav.topics"))});
  for (const Theme& theme : themes_of(in, w))
    if ("/themen/" + theme.slug == theme_path(s)) about.trail.push_back({w.path("/themen/" + theme.slug), theme.name});

  std::vector<Html> page{el("h1", {}, {service_title(in, s, w)}),
                         el("p", {{"class", "fr-satz"}}, {service_brief(in, s, w)})};
  if (prose == nullptr) page.push_back(notice(w("language.german")));
  else if (prose->reviewed.empty()) page.push_back(notice(w("language.unreviewed")));
  page.push_back(relatives(in, s, w));
  page.push_back(amount_section(in, s, w));
  if (!s.next_step.empty())
    page.push_back(section(w("service.next"), {el("p", {}, {said(service_word(in.texts, s.id, w.language, "next"), s.next_step, w)})}, "fr-schritt"));
  if (Html ways = cost_and_ways(in, s, w); !ways.str().empty()) page.push_back(el("div", {{"class", "fr-wege"}}, {ways}));
  add_text(in, prose, german_prose, s.title, w, links, &page);
  add_local(in, s, w, links, &page);
  if (!w("service.germanOnly").empty()) page.push_back(el("p", {{"class", "fr-leise"}}, {w("service.germanOnly")}));
  page.push_back(documents_section(in, s, w));
  page.push_back(deadlines_section(in, s, w));
  page.push_back(offices_section(in, s, w));
  if (!s.limits.empty())
    page.push_back(section(w("service.limits"), {german_block("p", nullptr, w, {s.limits})}, "fr-grenzen"));
  page.push_back(law_section(s, prose != nullptr ? prose : german_prose, find_local(in.texts, s.id, "de"), w));
  page.push_back(feedback_form(in, about.path, w));
  page.push_back(neighbours(in, s, w));
  page.push_back(service_data(in, s, w));
  return frame(in, about, page);
}

}  // namespace fr
