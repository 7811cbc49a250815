#include "portal/portal.h"

#include <algorithm>
#include <set>

#include "portal/pages.h"
#include "portal/texts.h"

namespace fr {
namespace {

// Languages in which every service has a text. In the others the German one stands in, and the page says so.
constexpr std::string_view kOwed[] = {"de", "leicht", "en"};

}  // namespace

std::string_view portal_style() { return portal_text("portal.css"); }
std::string_view portal_leave_script() { return portal_text("verlassen.js"); }

std::vector<Page> render_pages(const PortalInput& in) {
  std::vector<Page> pages = duty_pages(in);
  const GlossaryLinks links(in.texts.glossary);
  auto add = [&](std::vector<Page> more) {
    for (Page& page : more) pages.push_back(std::move(page));
  };
  for (const Words& w : languages()) {
    pages.push_back({w.path("/"), start_page(in, w)});
    add(island_pages(in, w));
    add(theme_pages(in, w));
    add(need_pages(in, w));
    add(glossary_pages(in, w));
    for (const Service& service : in.book.services)
      pages.push_back({w.path("/leistung/" + service.id), service_page(in, service, w, links)});
    for (const auto& [id, office] : in.texts.offices) pages.push_back({w.path("/stelle/" + id), office_page(in, office, w)});
  }
  return pages;
}

std::vector<std::string> portal_findings(const Rulebook& book, const Texts& texts) {
  std::vector<std::string> out;
  std::set<std::string> ids;
  for (const Service& s : book.services) {
    ids.insert(s.id);
    if (s.part_of.empty())
      for (std::string_view language : kOwed)
        if (find_prose(texts, s.id, language) == nullptr)
          out.push_back(s.source + ": Zur Leistung „" + s.title + "“ fehlt der Text " + std::string(language) + ".md.");
    for (const std::string& need : s.needs)
      if (!known_need(need)) out.push_back(s.source + ": Den Bedarf „" + need + "“ kennt das Portal nicht.");
    for (const std::string& office : s.offices)
      if (!texts.offices.contains(office))
        out.push_back(s.source + ": Die Stelle „" + office + "“ gibt es nicht im Ordner stellen/.");
  }
  for (const auto* all : {&texts.prose, &texts.local})
    for (const auto& [folder, languages_of] : *all)
      if (!ids.contains(folder))
        out.push_back(languages_of.begin()->second.file + ": Zum Ordner „" + folder +
                      "“ gibt es keine Leistung dieses Namens.");
  for (const auto& [folder, languages_of] : texts.local)
    for (std::string_view language : kOwed)
      if (!languages_of.contains(std::string(language)))
        out.push_back(languages_of.begin()->second.file + ": Daneben fehlt der Text ort." + std::string(language) + ".md.");
  return out;
}

}  // namespace fr
