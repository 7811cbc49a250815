// The dress of every page: head, header with navigation and languages, breadcrumb, main, footer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/html.h"
#include "portal/portal.h"
#include "portal/words.h"

namespace fr {

struct Crumb {
  std::string href, text;
};

struct Frame {
  std::string title;                // without the site's name
  std::string description;          // a sentence for search engines; empty: what the whole site is for
  std::string belongs;              // what it is a part of, said behind the title where pages of one name must differ
  const Words* words = &german();
  std::vector<Crumb> trail;         // between home and this page
  std::string path;                 // this page's German path; empty: none of its own (an error)
  std::vector<std::string_view> languages;  // in which this page exists; empty: in all
  std::vector<std::string_view> listed;     // of these, the ones search engines may list; empty: all of them
  bool alone = false;               // only at `path`, in no language's folder
  bool german_text = false;         // title and text are German on a page of another language
  bool drawing = false;             // load the drawing's script
  bool index = true;                // may search engines list it?
  bool leave = false;               // whoever reads along must not see it: Escape and a button lead away
};

std::string frame(const PortalInput& in, const Frame& about, const std::vector<Html>& content);
std::string address(const Frame& about);              // path in the page's own language
bool exists_in(const Frame& about, std::string_view language);

Html section(std::string_view heading, const std::vector<Html>& content, const char* css = nullptr,
             const char* id = nullptr);
Html notice(std::string_view text);
// One of the portal's own Markdown texts (texte/seiten/), e.g. "impressum.de.md"; its first heading is the title.
Html own_text(std::string_view name);
std::string own_title(std::string_view name);

}  // namespace fr
