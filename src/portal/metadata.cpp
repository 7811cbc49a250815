// What machines read of a page: its canonical address, its other languages, and schema.org's GovernmentService.
#include "portal/metadata.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/translations.h"
#include "core/json.h"
#include "portal/pages.h"

namespace fr {
namespace {

void put_office(json::Writer& w, const Office& o, const std::string& origin) {
  w.open('{').put("@type", "GovernmentOffice").put("name", o.name).put("url", origin + "/stelle/" + o.id);
  w.put_unless_empty("telephone", o.phone).put_unless_empty("email", o.email);
  if (!o.address.empty() || !o.town.empty()) {
    w.key("address").open('{').put("@type", "PostalAddress").put_unless_empty("streetAddress", replace_all(o.address, "\n", ", "));
    w.put_unless_empty("postalCode", o.postcode).put_unless_empty("addressLocality", o.town).put("addressCountry", "DE").close('}');
  }
  w.close('}');
}

}  // namespace

Html alternates(const PortalInput& in, const Frame& about) {
  if (about.path.empty() || !about.index) return {};
  Html out = el("link", {{"rel", "canonical"}, {"href", in.origin + address(about)}}, {});
  if (about.alone) return out;
  for (const Words& other : languages()) {
    // Whoever is named must name this page back, which a page that nobody shall find does not.
    const auto& listed = about.listed;
    const bool found = listed.empty() || std::find(listed.begin(), listed.end(), other.language) != listed.end();
    if (!found || !exists_in(about, other.language)) continue;
    out += el("link", {{"rel", "alternate"}, {"hreflang", std::string(other.lang())}, {"href", in.origin + other.path(about.path)}}, {});
  }
  return out + el("link", {{"rel", "alternate"}, {"hreflang", "x-default"}, {"href", in.origin + about.path}}, {});
}

Html service_data(const PortalInput& in, const Service& s, const Words& w) {
  const auto word = [&](const char* key, const std::string& german_text) {
    const auto own = service_word(in.texts, s.id, w.language, key);
    return own.empty() ? german_text : std::string(own);
  };
  json::Writer j;
  j.open('{').put("@context", "https://schema.org").put("@type", "GovernmentService");
  j.put("name", word("title", s.title)).put("description", word("brief", s.brief)).put("url", in.origin + w.path("/leistung/" + s.id));
  j.put("inLanguage", w.lang()).put_unless_empty("identifier", s.key).put_unless_empty("serviceType", s.phase);
  if (!s.audience.empty()) j.key("audience").open('{').put("@type", "Audience").put("audienceType", s.audience).close('}');
  j.key("areaServed").open('{').put("@type", "AdministrativeArea").put("name", s.level == Level::City ? in.city : s.level == Level::State ? "Nordrhein-Westfalen" : "Deutschland").close('}');
  j.key("provider").open('[');
  for (const std::string& id : s.offices)
    if (const Office* office = find_office(in.texts, id)) put_office(j, *office, in.origin);
  j.close(']');
  if (!s.online.empty())
    j.key("availableChannel").open('{').put("@type", "ServiceChannel").put("serviceUrl", s.online).close('}');
  // Inside a script element only "<" could end it.
  const std::string data = replace_all(j.close('}').take(), "<", "\\u003c");
  return Html::trusted("<script type=\"application/ld+json\">" + data + "</script>");
}

std::string sitemap(const std::vector<Page>& pages, std::string_view origin) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const Page& page : pages)
    if (page.html.find("<meta name=\"robots\" content=\"noindex\">") == std::string::npos)
      out += "<url><loc>" + escape_html(std::string(origin) + page.path) + "</loc></url>\n";
  return out + "</urlset>\n";
}

std::string robots(std::string_view origin) {
  return "User-agent: *\nDisallow: /api/\nDisallow: /suche\nSitemap: " + std::string(origin) + "/sitemap.xml\n";
}

}  // namespace fr
