// The pages that every public offer owes its readers, saying what is true of this one. Their texts are Markdown
// (texte/seiten/); here is only where they stand and what the catalogue adds.
#include "portal/pages.h"

namespace fr {
namespace {

const Words& easy() { return languages()[1]; }

// In no language: alone at its address.
std::string page(const PortalInput& in, const Words& w, std::string_view text, std::string path,
                 std::vector<std::string_view> languages_of, std::vector<Html> more = {}) {
  Frame about;
  about.words = &w;
  about.title = own_title(text);
  about.path = std::move(path);
  about.alone = languages_of.empty();
  about.languages = std::move(languages_of);
  std::vector<Html> content{el("h1", {}, {about.title}), &w == &german() ? Html() : notice(w("language.unreviewed")),
                            el("div", {{"class", "fr-text"}}, {own_text(text)})};
  for (Html& part : more) content.push_back(std::move(part));
  return frame(in, about, content);
}

// How to report a barrier: to whoever runs this site, if the catalogue names somebody.
Html reporting(const PortalInput& in, const Words& w, const std::string& language) {
  const Office* office = find_office(in.texts, kOperator);
  std::vector<Html> content{own_text((office == nullptr ? "melden-ohne-betreiber." : "melden.") + language + ".md")};
  if (office != nullptr) content.push_back(office_card(*office, w, false));
  else if (const Office* house = find_office(in.texts, kHouse)) content.push_back(office_card(*house, w, true));
  return section(w("footer.report"), content, "fr-text", "melden");
}

std::string accessibility_page(const PortalInput& in, const Words& w, const std::string& language) {
  return page(in, w, "barrierefreiheit." + language + ".md", "/barrierefreiheit", {"de", "leicht"},
              {reporting(in, w, language), el("div", {{"class", "fr-text"}}, {own_text("ombudsstelle." + language + ".md")})});
}

std::string sources_page(const PortalInput& in) {
  std::vector<Html> rows, unknown, texts;
  for (const Service& s : in.book.services) {
    for (const UsedNumber& n : used_numbers(in.book, in.month, s))
      rows.push_back(el("tr", {}, {el("th", {{"scope", "row"}}, {link("/leistung/" + s.id, s.title)}),
                                   el("td", {}, {n.name}), el("td", {}, {n.value}), el("td", {}, {n.source})}));
    if (const Prose* prose = find_prose(in.texts, s.id, "de"))
      texts.push_back(el("li", {}, {link("/leistung/" + s.id, s.title), " (", format_day_german(prose->as_of), "): ",
                                    lines(prose->sources)}));
  }
  for (const auto& [id, office] : in.texts.offices)
    texts.push_back(el("li", {}, {link("/stelle/" + id, office.name), " (", format_day_german(office.as_of), "): ",
                                  lines(office.source)}));
  for (const OpenNumber& n : in.open_numbers)
    unknown.push_back(el("li", {}, {el("strong", {}, {n.name}), ": ", n.range, n.reason.empty() ? "" : " – ",
                                    n.reason, el("small", {}, {n.place})}));
  std::vector<Html> content{el("p", {}, {"Jede Zahl hat eine Quelle. Wo keine zu finden war, steht eine Spanne statt einer Vermutung."})};
  if (!rows.empty()) {
    auto head = [](std::string_view name) { return el("th", {{"scope", "col"}}, {name}); };
    content.push_back(section("Zahlen im " + format_month_german(in.month),
        {el("div", {{"class", "fr-tabelle"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Zahlen und Quellen"}},
            {el("table", {}, {el("thead", {}, {el("tr", {}, {head("Leistung"), head("Zahl"), head("Wert"), head("Quelle")})}),
                              el("tbody", {}, rows)})})}));
  }
  if (!unknown.empty()) content.push_back(section("Was niemand belegen konnte", {el("ul", {{"class", "fr-liste"}}, unknown)}));
  if (!texts.empty()) content.push_back(section("Quellen der Texte", {el("ul", {{"class", "fr-liste"}}, texts)}));
  Frame about;
  about.title = "Quellen";
  about.path = "/quellen";
  about.languages = {"de"};
  content.insert(content.begin(), el("h1", {}, {about.title}));
  return frame(in, about, content);
}

}  // namespace

std::vector<Page> duty_pages(const PortalInput& in) {
  return {{"/barrierefreiheit", accessibility_page(in, german(), "de")},
          {"/leicht/barrierefreiheit", accessibility_page(in, easy(), "leicht")},
          // In easy German at an address of its own, because it is for whoever has not found the language menu.
          {"/leichte-sprache", page(in, easy(), "leichte-sprache.leicht.md", "/leichte-sprache", {})},
          {"/datenschutz", page(in, german(), "datenschutz.de.md", "/datenschutz", {"de"})},
          {"/impressum", page(in, german(), "impressum.de.md", "/impressum", {"de"})},
          {"/quellen", sources_page(in)},
          {"/offline", offline_page(in)}};
}

}  // namespace fr
