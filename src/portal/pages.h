// The single pages, each a function from its content to a document. Internal to the portal.
#pragma once

#include <string>
#include <vector>

#include "portal/frame.h"
#include "portal/portal.h"

namespace fr {

std::string start_page(const PortalInput& in, const Words& words);
// /familie and everything else that the script fills.
std::vector<Page> island_pages(const PortalInput& in, const Words& words);
std::vector<Page> theme_pages(const PortalInput& in, const Words& words);  // /themen and one per phase of life
// /bedarf/<id> for every need that some service answers, /notfall, /stellen.
std::vector<Page> need_pages(const PortalInput& in, const Words& words);
bool known_need(std::string_view id);  // one of the portal's list of needs
Html need_tiles(const PortalInput& in, const Words& words);
// Services as cards below one heading per effect.
Html service_groups(const std::vector<const Service*>& services, const PortalInput& in, const Words& words);
// "War das hilfreich?" below a page; nothing where nobody counts.
Html feedback_form(const PortalInput& in, std::string_view path, const Words& words);
Html service_card(const Service& service, const PortalInput& in, const Words& words);
std::string service_page(const PortalInput& in, const Service& service, const Words& words, const GlossaryLinks& links);
std::vector<Page> glossary_pages(const PortalInput& in, const Words& words);  // /glossar, if the catalogue explains any words
Html glossary_hint(const PortalInput& in, const Words& words);  // the way there
std::string office_page(const PortalInput& in, const Office& office, const Words& words);
std::vector<Page> duty_pages(const PortalInput& in);
std::string offline_page(const PortalInput& in);

// The island: an empty element that the script fills with the view of this name (VIEWS in web/seiten/familie.ts),
// and what to do where there is no script.
Html island(const PortalInput& in, std::string_view view, const Words& words);
// The same around content that already works without the script, which replaces it.
Html island_around(const PortalInput& in, std::string_view view, const Words& words, Html content);

// A phase of life and where it lives.
struct Theme {
  std::string slug, name;  // name in the reader's language
  std::vector<const Service*> services;
};
std::vector<Theme> themes_of(const PortalInput& in, const Words& words);
std::string theme_path(const Service& service);  // German path
Html theme_tiles(const std::vector<Theme>& themes, const PortalInput& in, const Words& words);

// A number of the law that the service computes with.
struct UsedNumber {
  std::string name, value, source;
};
std::vector<UsedNumber> used_numbers(const Rulebook& book, Month month, const Service& service);

// A text of the catalogue on a page. What federation and state write for all may lead to a service that this city does
// not have; then the words stand there without the link. The other links stay in the reader's language.
Html catalogue_text(const PortalInput& in, std::string_view html, const Words& words);
const Prose* find_prose(const Texts& texts, const std::string& service, std::string_view language);
// HTML of the Markdown renderer with its links to this site in the reader's language.
Html in_language(const std::string& html, const Words& words);
// Title and brief in the reader's language where somebody translated them, else marked as German.
Html service_title(const PortalInput& in, const Service& service, const Words& words);
Html service_brief(const PortalInput& in, const Service& service, const Words& words);

// The need whose pages nobody else should see: they can be left at once.
inline constexpr std::string_view kViolence = "gewalt";

// Offices with a part of their own in the portal; a catalogue may have them or not.
inline constexpr std::string_view kHouse = "familienrathaus";  // where to go in person
inline constexpr std::string_view kEmergency = "notfall";      // whom to call at once
inline constexpr std::string_view kOperator = "betreiber";     // who runs this site
const Office* find_office(const Texts& texts, std::string_view id);
Html office_card(const Office& office, const Words& words, bool linked);
Html office_text(const PortalInput& in, const Office& office, const Words& words);  // its tasks, in the reader's language where translated
// Numbers and addresses read from left to right, also on a page that does not.
Html ltr_link(const std::string& href, std::string_view text, const Words& words);
std::string dialled(std::string_view phone);  // "02381 17-0" -> "02381170", for tel: links

}  // namespace fr
