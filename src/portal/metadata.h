// What machines read: addresses of a page in all languages, schema.org data, sitemap and robots.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/frame.h"

namespace fr {

// canonical and hreflang links for the head; none for a page that must not be listed.
Html alternates(const PortalInput& in, const Frame& about);
// JSON-LD: a script element that is data, never run.
Html service_data(const PortalInput& in, const Service& service, const Words& words);
// Every page that search engines may list. `origin` is what the site is reached by: "https://…", without a slash.
std::string sitemap(const std::vector<Page>& pages, std::string_view origin);
std::string robots(std::string_view origin);

}  // namespace fr
