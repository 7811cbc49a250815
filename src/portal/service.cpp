#include <algorithm>
#include <set>

#include "base/decimal.h"
#include "portal/pages.h"

namespace fr {
namespace {

bool german_text(const Words& w) { return w.language != "en"; }

std::optional<std::string> lang_de(const Words& w) {
  return german_text(w) ? std::nullopt : std::optional<std::string>("de");
}

struct Where {  // the service within the state of the law shown
  const Program* program;
  std::uint32_t index;
};

Where locate(const PortalInput& in, const Service& service) {
  return {in_force(in.book, in.month), static_cast<std::uint32_t>(&service - in.book.services.data())};
}

Html amount_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> content{el("p", {}, {el("strong", {}, {effect_word(s.effect, w)}), ", ",
                                         level_word(s.level, w), "."})};
  if (!s.audience.empty())  // the text says it at length
    content.push_back(el("p", {}, {w.for_whom, " ", el("span", {{"lang", lang_de(w)}}, {s.audience})}));
  bool english = !german_text(w);
  if (at.program != nullptr)
    for (const Target& t : at.program->targets)
      if (t.service == at.index && t.amount != kNone)
        content.push_back(el("p", {}, {english ? "How much it is " : "Wie viel es ", per_word(t.per, w),
                                       english ? " depends on your family." : " ist, hängt von Ihrer Familie ab."}));
  std::vector<Html> rows;
  for (const UsedNumber& n : used_numbers(in.book, in.month, s))
    rows.push_back(el("li", {}, {n.name, ": ", el("strong", {}, {n.value}), " ", el("small", {}, {n.source})}));
  if (!rows.empty()) {
    content.push_back(el("p", {}, {english ? "The law's numbers:" : "Mit diesen Zahlen wird gerechnet:"}));
    content.push_back(el("ul", {{"class", "fr-zahlen"}, {"lang", lang_de(w)}}, rows));
  }
  content.push_back(el("p", {}, {el("a", {{"class", "fr-knopf"}, {"href", "/familie"}}, {w.draw})}));
  return section(w.amount, content);
}

Html documents_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> items;
  bool some = false;
  std::set<std::string> seen;
  if (at.program != nullptr)
    for (const DocumentRule& d : at.program->documents) {
      if (d.service != at.index || !seen.insert(d.text).second) continue;
      Html item = d.text;
      if (d.when != kNoReg) {
        some = true;
        item += Html(" (" + std::string(w.sometimes) + ")");
      }
      if (!d.where.empty()) item += el("small", {}, {w.where_from, " ", d.where});
      items.push_back(el("li", {}, {item}));
    }
  if (items.empty()) return {};
  std::vector<Html> content{el("ul", {{"class", "fr-liste"}, {"lang", lang_de(w)}}, items)};
  if (some) content.insert(content.begin(), el("p", {}, {w.documents_hint}));
  return section(w.documents, content);
}

Html deadlines_section(const PortalInput& in, const Service& s, const Words& w) {
  Where at = locate(in, s);
  std::vector<Html> items;
  std::set<std::string> seen;
  if (at.program != nullptr)
    for (const DeadlineRule& d : at.program->deadlines) {
      if (d.service != at.index || !seen.insert(d.text).second) continue;
      Html item = el("strong", {}, {d.text});
      if (!d.missed.empty()) item += el("span", {}, {w.missed, " ", d.missed});
      const std::string& citation = at.program->rules[d.rule].citation;
      if (!citation.empty()) item += el("small", {}, {citation});
      items.push_back(el("li", {}, {item}));
    }
  if (items.empty()) return {};
  return section(w.deadlines, {el("ul", {{"class", "fr-fristen"}, {"lang", lang_de(w)}}, items)});
}

Html offices_section(const PortalInput& in, const Service& s, const Words& w) {
  std::vector<Html> cards;
  for (const std::string& id : s.offices)
    if (auto it = in.texts.offices.find(id); it != in.texts.offices.end())
      cards.push_back(office_card(it->second, w, true));
  if (cards.empty()) return {};
  return section(w.responsible, cards);
}

Html relatives(const PortalInput& in, const Service& s, const Words& w) {
  std::vector<Html> parts;
  Html out;
  for (const Service& other : in.book.services) {
    if (other.id == s.part_of)
      out += el("p", {}, {w.part_of, " ", link("/leistung/" + other.id, other.title)});
    if (other.part_of == s.id && !s.id.empty())
      parts.push_back(el("li", {}, {link("/leistung/" + other.id, other.title), " – ", other.brief}));
  }
  if (!parts.empty()) out += section(w.includes, {el("ul", {{"lang", lang_de(w)}}, parts)});
  return out;
}

Html law_section(const Service& s, const Prose* prose, const Words& w) {
  std::vector<Html> rows;
  auto row = [&](std::string_view name, Html value) {
    rows.push_back(el("dt", {}, {name}));
    rows.push_back(el("dd", {}, {std::move(value)}));
  };
  if (!s.law.empty()) row(w.law, el("span", {{"lang", lang_de(w)}}, {s.law}));
  if (prose != nullptr && prose->as_of != 0) row(w.as_of, format_day_german(prose->as_of));
  if (prose != nullptr && !prose->sources.empty())
    row(w.sources, el("span", {{"lang", lang_de(w)}}, {lines(prose->sources)}));
  return el("dl", {{"class", "fr-beleg"}}, rows);
}

Html language_links(const PortalInput& in, const Service& s, const Words& w) {
  std::vector<Html> items;
  for (const Words& other : languages()) {
    if (&other == &w) continue;
    if (other.language != "de" && find_prose(in.texts, s.id, other.language) == nullptr) continue;
    items.push_back(el("li", {}, {el("a", {{"href", std::string(other.prefix) + "/leistung/" + s.id},
                                           {"lang", std::string(other.lang)},
                                           {"hreflang", std::string(other.lang)}}, {other.own_name})}));
  }
  if (items.empty()) return {};
  return el("nav", {{"class", "fr-sprachen"}, {"aria-label", std::string(w.other_languages)}},
            {el("ul", {}, items)});
}

std::string value_text(const Instr& i, const Type& type) {
  auto one = [&](std::int64_t v) {
    if (type.kind == Kind::Money) return format_german(v, true) + " €";
    return format_german(v);
  };
  std::string out = i.lo == i.hi ? one(i.lo) : one(i.lo) + " bis " + one(i.hi);
  std::string_view per = type.per == Per::None ? "" : per_word(type.per, german());
  return per.empty() ? out : out + " " + std::string(per);
}

}  // namespace

const Prose* find_prose(const Texts& texts, const std::string& service, std::string_view language) {
  auto folder = texts.prose.find(service);
  if (folder == texts.prose.end()) return nullptr;
  auto prose = folder->second.find(std::string(language));
  return prose == folder->second.end() ? nullptr : &prose->second;
}

std::vector<UsedNumber> used_numbers(const Rulebook& book, Month month, const Service& service) {
  std::vector<UsedNumber> out;
  const Program* program = in_force(book, month);
  if (program == nullptr) return out;
  std::set<std::uint32_t> visited;
  std::set<std::string> named;
  const auto folder = [](const std::string& place) { return place.substr(0, place.rfind('/') + 1); };
  const std::string home = folder(service.source);
  std::vector<std::uint32_t> open;
  auto visit = [&](std::uint32_t node) {
    if (node != kNone && visited.insert(node).second) open.push_back(node);
  };
  for (const Target& t : program->targets)
    if (&book.services[t.service] == &service && t.amount != kNone) visit(program->rules[t.amount].root);
  while (!open.empty()) {
    const Explain& e = program->explain[open.back()];
    open.pop_back();
    // What other services and the wage tax compute with belongs on their pages.
    if (e.kind == ExplainKind::Rule && e.ref != kNone && folder(program->rules[e.ref].source) == home)
      visit(program->rules[e.ref].root);
    for (std::uint32_t child : e.children) visit(child);
    if (e.kind != ExplainKind::Constant || e.type.kind != Kind::Money || e.citation.empty()) continue;
    if (e.reg == kNoReg || program->code[e.reg].op != Op::Const || !named.insert(e.text).second) continue;
    if (!e.text.empty() && e.text[0] >= '0' && e.text[0] <= '9') continue;  // a bare number has no name
    out.push_back({e.text, value_text(program->code[e.reg], e.type), e.citation});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

std::optional<std::string> service_page(const PortalInput& in, const Service& s, const Words& w) {
  const Prose* prose = find_prose(in.texts, s.id, w.language);
  if (prose == nullptr && w.language != "de") return std::nullopt;
  Frame about;
  about.title = prose != nullptr && !prose->title.empty() ? prose->title : s.title;
  about.words = &w;
  about.current = std::string(w.prefix) + "/leistung/" + s.id;
  if (!s.phase.empty()) about.trail.push_back({"/#themen", s.phase});
  const bool own_brief = prose != nullptr && !prose->brief.empty();

  std::vector<Html> page{language_links(in, s, w), el("h1", {}, {about.title}),
                         el("p", {{"class", "fr-satz"}, {"lang", own_brief ? std::nullopt : lang_de(w)}},
                            {own_brief ? prose->brief : s.brief})};
  if (!w.unreviewed.empty() && prose->reviewed.empty())
    page.push_back(el("p", {{"class", "fr-hinweis"}, {"role", "note"}}, {w.unreviewed}));
  page.push_back(relatives(in, s, w));
  page.push_back(amount_section(in, s, w));
  if (!s.next_step.empty())
    page.push_back(section(w.next_step, {el("p", {{"lang", lang_de(w)}}, {s.next_step})}, "fr-schritt"));
  if (prose != nullptr)
    page.push_back(el("section", {{"class", "fr-text"}}, {Html::trusted(prose->html)}));
  if (!w.german_only.empty()) page.push_back(el("p", {{"class", "fr-leise"}}, {w.german_only}));
  page.push_back(documents_section(in, s, w));
  page.push_back(deadlines_section(in, s, w));
  page.push_back(offices_section(in, s, w));
  if (!s.limits.empty())
    page.push_back(section(w.limits, {el("p", {{"lang", lang_de(w)}}, {s.limits})}, "fr-grenzen"));
  page.push_back(law_section(s, prose, w));
  return frame(in.front, about, page);
}

}  // namespace fr
