// The dress of every page: head, header, breadcrumb, main, footer.
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
  const Words* words = &german();
  std::vector<Crumb> trail;         // between home and this page
  std::string current;              // path, to mark it in the navigation
  bool drawing = false;             // load the drawing's script
  bool index = true;                // may search engines list it?
};

std::string frame(const FrontEnd& front, const Frame& about, const std::vector<Html>& content);

// The island: an empty element that the script fills with the view of this name (VIEWS in web/seiten/familie.ts),
// the names of the offices for its links ("standesamt=Standesamt;…"), and what to do where there is no script.
Html island(const PortalInput& in, std::string_view view);
Html section(std::string_view heading, const std::vector<Html>& content, const char* css = nullptr);

}  // namespace fr
