#include "portal/portal.h"

#include <algorithm>
#include <set>

#include "portal/pages.h"

namespace fr {

std::vector<Page> render_pages(const PortalInput& in) {
  std::vector<Page> pages{{"/", start_page(in)},
                          {"/barrierefreiheit", accessibility_page(in)},
                          {"/datenschutz", privacy_page(in)},
                          {"/impressum", imprint_page(in)},
                          {"/quellen", sources_page(in)},
                          {"/offline", offline_page(in)}};
  for (Page& page : island_pages(in)) pages.push_back(std::move(page));
  for (const Service& service : in.book.services)
    for (const Words& words : languages())
      if (auto html = service_page(in, service, words))
        pages.push_back({std::string(words.prefix) + "/leistung/" + service.id, std::move(*html)});
  for (const auto& [id, office] : in.texts.offices) pages.push_back({"/stelle/" + id, office_page(in, office)});
  return pages;
}

std::string problem_page(const FrontEnd& front, int status, std::string_view sentence) {
  Frame about;
  about.title = std::string(sentence);
  about.index = false;
  std::vector<Html> content{el("h1", {}, {sentence})};
  if (status == 404)
    content.push_back(el("p", {}, {"Vielleicht ist sie umgezogen oder die Adresse hat einen Tippfehler. Unter ",
                                   link("/#themen", "Themen"), " finden Sie alle Leistungen."}));
  content.push_back(el("p", {}, {link("/", "Zur Startseite")}));
  return frame(front, about, content);
}

std::vector<std::string> portal_findings(const Rulebook& book, const Texts& texts) {
  std::vector<std::string> out;
  std::set<std::string> ids;
  for (const Service& s : book.services) {
    ids.insert(s.id);
    if (s.part_of.empty())
      for (const Words& w : languages())
        if (find_prose(texts, s.id, w.language) == nullptr)
          out.push_back(s.source + ": Zur Leistung „" + s.title + "“ fehlt der Text " + std::string(w.language) + ".md.");
    for (const std::string& office : s.offices)
      if (!texts.offices.contains(office))
        out.push_back(s.source + ": Die Stelle „" + office + "“ gibt es nicht im Ordner stellen/.");
  }
  for (const auto& [folder, languages_of] : texts.prose)
    if (!ids.contains(folder))
      out.push_back(languages_of.begin()->second.file + ": Zum Ordner „" + folder +
                    "“ gibt es keine Leistung dieses Namens.");
  return out;
}

}  // namespace fr
