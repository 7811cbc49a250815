#include "portal/frame.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/markdown.h"
#include "portal/metadata.h"
#include "portal/pages.h"
#include "portal/pictures.h"
#include "portal/texts.h"
#include "language/source.h"

namespace fr {
namespace {

constexpr std::string_view kSite = "Familienrathaus";
constexpr const char* kLeaveScript = "/verlassen.js";
constexpr const char* kElsewhere = "https://www.wetter.com/";

std::optional<std::string> current(bool is) {
  return is ? std::optional<std::string>("page") : std::nullopt;
}

std::string full_title(const Frame& about) {
  std::string out;
  for (const std::string& part : {about.title, about.belongs})
    if (!part.empty()) out += part + " – ";
  return out + std::string(kSite);
}

Html head(const PortalInput& in, const Frame& about) {
  const FrontEnd& front = in.front;
  Html out = el("meta", {{"charset", "utf-8"}}, {});
  out += el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}, {});
  out += el("meta", {{"name", "color-scheme"}, {"content", "light dark"}}, {});
  out += el("title", {}, {full_title(about)});
  const std::string_view description = about.description.empty() ? (*about.words)("start.lead") : std::string_view(about.description);
  out += el("meta", {{"name", "description"}, {"content", std::string(description)}}, {});
  if (!about.index) out += el("meta", {{"name", "robots"}, {"content", "noindex"}}, {});
  out += alternates(in, about);
  for (const std::string& style : front.styles)
    out += el("link", {{"rel", "stylesheet"}, {"href", style}}, {});
  out += el("link", {{"rel", "icon"}, {"href", "/favicon.svg"}, {"type", "image/svg+xml"}}, {});
  out += el("link", {{"rel", "manifest"}, {"href", "/manifest.webmanifest"}}, {});
  for (const auto& [scheme, colour] : {std::pair("light", "#fbf7f1"), std::pair("dark", "#161b26")})
    out += el("meta", {{"name", "theme-color"}, {"content", colour},
                       {"media", std::string("(prefers-color-scheme: ") + scheme + ")"}}, {});
  if (about.leave) out += el("script", {{"src", kLeaveScript}, {"defer", ""}}, {});
  if (about.drawing && !front.script.empty())
    out += el("script", {{"type", "module"}, {"src", front.script}}, {});
  return el("head", {}, {out});
}

// Where this page is to be read in that language: itself, or the language's start page.
std::string same_page_in(const Words& other, const Frame& about) {
  return other.path(exists_in(about, other.language) ? about.path : "/");
}

Html language_menu(const Frame& about) {
  const Words& w = *about.words;
  std::vector<Html> items;
  for (const Words& other : languages()) {
    std::string lang(other.lang());
    items.push_back(el("li", {}, {el("a", {{"href", same_page_in(other, about)}, {"lang", lang}, {"hreflang", lang},
                                           {"dir", std::string(other("language.dir"))},
                                           {"aria-current", current(&other == &w)}}, {other.own_name()})}));
  }
  return el("nav", {{"class", "fr-sprachen"}, {"aria-label", std::string(w("menu.label"))}},
            {el("details", {}, {el("summary", {}, {globe(), el("span", {{"class", "fr-nurvorgelesen"}}, {w("menu.label"), ": "}),
                                                   el("span", {}, {w.own_name()})}),
                                el("ul", {}, items)})});
}

Html navigation(const Frame& about) {
  const Words& w = *about.words;
  struct Entry {
    std::string_view path, key;
  };
  static constexpr Entry kEntries[] = {{"/familie", "nav.family"}, {"/zeitstrahl", "nav.timeline"},
                                       {"/geburt", "nav.birth"}, {"/themen", "nav.topics"}, {"/suche", "nav.search"}};
  std::vector<Html> links;
  for (const Entry& e : kEntries)
    links.push_back(el("li", {}, {el("a", {{"href", w.path(e.path)}, {"aria-current", current(about.path == e.path)}},
                                     {w(e.key)})}));
  return el("nav", {{"class", "fr-nav"}, {"aria-label", std::string(w("nav.label"))}}, {el("ul", {}, links)});
}

Html header(const Frame& about) {
  const Words& w = *about.words;
  return el("header", {{"class", "fr-kopf"}},
            {el("a", {{"class", "fr-logo"}, {"href", w.path("/")}, {"aria-current", current(about.path == "/")}},
                {logo(), el("span", {}, {german_span(kSite, w), el("small", {}, {w("site.claim")})})}),
             navigation(about), el("a", {{"class", "fr-notfall"}, {"href", w.path("/notfall")}}, {w("nav.emergency")}), language_menu(about)});
}

Html breadcrumb(const Frame& about) {
  if (about.path == "/") return {};
  const Words& w = *about.words;
  std::vector<Html> items{el("li", {}, {link(w.path("/"), w("trail.home"))})};
  for (const Crumb& c : about.trail) items.push_back(el("li", {}, {link(c.href, c.text)}));
  items.push_back(el("li", {}, {el("span", {{"aria-current", "page"}},
                                   {about.german_text ? german_span(about.title, w) : Html(about.title)})}));
  return el("nav", {{"class", "fr-pfad"}, {"aria-label", std::string(w("trail.label"))}}, {el("ol", {}, items)});
}

std::string percent(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
    if (plain) out += c;
    else (out += '%') += {kHex[byte / 16], kHex[byte % 16]};
  }
  return out;
}

// To whoever runs this site, with the page named; without such a person, to the page that says what is possible.
std::string report_link(const PortalInput& in, const Frame& about) {
  const Words& w = *about.words;
  const Office* operator_ = find_office(in.texts, kOperator);
  if (operator_ == nullptr || operator_->email.empty())
    return (w.language == "leicht" ? "/leicht" : "") + std::string("/barrierefreiheit#melden");
  return "mailto:" + operator_->email + "?subject=" + percent("Barriere auf der Seite " + address(about));
}

// Whoever reads along must not see this page: one button, or Escape, leads away from it.
Html leave_bar(const Words& w) {
  return el("div", {{"class", "fr-verlassen"}},
            {el("a", {{"class", "fr-knopf"}, {"id", "verlassen"}, {"href", kElsewhere}, {"rel", "noreferrer"}}, {w("leave.now")}),
             el("p", {{"class", "fr-leise"}}, {w("leave.hint")})});
}

Html footer(const PortalInput& in, const Frame& about) {
  const Words& w = *about.words;
  auto entry = [&](std::string href, std::string_view key, bool german_page) {
    return el("li", {}, {el("a", {{"href", std::move(href)}, {"hreflang", german_page ? lang_de(w) : std::nullopt}}, {w(key)})});
  };
  bool easy = w.language == "leicht";
  return el("footer", {{"class", "fr-fuss"}},
            {el("p", {}, {w("footer.claim")}),
             w("language.unreviewed").empty() ? Html() : el("p", {}, {w("language.unreviewed")}),
             el("nav", {{"aria-label", std::string(w("footer.label"))}},
                {el("ul", {}, {in.texts.glossary.words.empty() ? Html() : entry(w.path("/glossar"), "glossary.title", false),
                               entry(easy ? "/leicht/barrierefreiheit" : "/barrierefreiheit", "footer.accessibility", true),
                               entry(report_link(in, about), "footer.report", false),
                               entry("/leichte-sprache", "footer.easy", true),
                               entry("/datenschutz", "footer.privacy", true), entry("/impressum", "footer.imprint", true),
                               entry("/quellen", "footer.sources", true)})})});
}

// Body and title. words_test.cpp reads every text and wants no problems.
std::pair<std::string, std::string> read_own(std::string_view name) {
  std::vector<MarkdownProblem> problems;
  std::string title;
  std::string body = markdown_to_html(portal_text(name), &problems, &title);
  return {std::move(body), std::move(title)};
}

}  // namespace

// One icon for every size: it is drawn, not painted.
std::string_view portal_manifest() {
  return "{\n"
         "  \"name\": \"Familienrathaus\",\n"
         "  \"short_name\": \"Familienrathaus\",\n"
         "  \"description\": \"Zeichnen Sie Ihre Familie und sehen Sie, was ihr zusteht.\",\n"
         "  \"lang\": \"de\",\n"
         "  \"id\": \"/familie\",\n"
         "  \"start_url\": \"/familie\",\n"
         "  \"scope\": \"/\",\n"
         "  \"display\": \"standalone\",\n"
         "  \"background_color\": \"#fbf7f1\",\n"
         "  \"theme_color\": \"#fbf7f1\",\n"
         "  \"icons\": [{\"src\": \"/favicon.svg\", \"type\": \"image/svg+xml\", \"sizes\": \"any\", \"purpose\": \"any\"},\n"
         "            {\"src\": \"/icon.svg\", \"type\": \"image/svg+xml\", \"sizes\": \"any\", \"purpose\": \"maskable\"}]\n"
         "}\n";
}

Html section(std::string_view heading, const std::vector<Html>& content, const char* css, const char* id) {
  auto given = [](const char* text) { return text != nullptr ? std::optional<std::string>(text) : std::nullopt; };
  Html body = el("h2", {}, {heading});
  for (const Html& part : content) body += part;
  return el("section", {{"id", given(id)}, {"class", given(css)}}, {body});
}

Html notice(std::string_view text) {
  return text.empty() ? Html() : el("p", {{"class", "fr-hinweis"}, {"role", "note"}}, {text});
}

Html own_text(std::string_view name) { return Html::trusted(read_own(name).first); }
std::string own_title(std::string_view name) { return read_own(name).second; }

std::string address(const Frame& about) { return about.alone ? about.path : about.words->path(about.path); }

bool exists_in(const Frame& about, std::string_view language) {
  if (about.path.empty() || about.alone) return false;
  const auto& in = about.languages;
  return in.empty() || std::find(in.begin(), in.end(), language) != in.end();
}

std::string frame(const PortalInput& in, const Frame& about, const std::vector<Html>& content) {
  const Words& w = *about.words;
  std::vector<Html> main;
  if (about.leave) main.push_back(leave_bar(w));
  main.insert(main.end(), content.begin(), content.end());
  const std::string page = document(el(
      "html", {{"lang", std::string(w.lang())}, {"dir", std::string(w("language.dir"))}},
      {head(in, about),
       el("body", {{"class", "fr-seite"}},
          {el("a", {{"class", "fr-sprung"}, {"href", "#inhalt"}}, {w("site.skip")}), header(about), breadcrumb(about),
           el("main", {{"id", "inhalt"}, {"class", "fr-inhalt"}, {"tabindex", "-1"}}, main), footer(in, about)})}));
  return replace_all(page, kCityPlace, Html(in.city).str());
}

}  // namespace fr
