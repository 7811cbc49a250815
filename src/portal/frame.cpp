#include "portal/frame.h"

namespace fr {
namespace {

constexpr std::string_view kSite = "Familienrathaus";

Html logo() {
  return Html::trusted(
      "<svg class=\"fr-logo__bild\" width=\"38\" height=\"38\" viewBox=\"0 0 38 38\" aria-hidden=\"true\">"
      "<path class=\"fr-wand\" d=\"M4 18 19 5l15 13v15H4z\" stroke-width=\"2\"/>"
      "<path class=\"fr-dach\" d=\"M1.5 19.5 19 4l17.500 15.500\" fill=\"none\" stroke-width=\"4\" "
      "stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
      "<path class=\"fr-laden\" d=\"M15.500 22h7v11h-7zM8 20h4v6H8zm18 0h4v6h-4z\"/></svg>");
}

std::optional<std::string> current(bool is) {
  return is ? std::optional<std::string>("page") : std::nullopt;
}

Html head(const FrontEnd& front, const Frame& about) {
  Html out = el("meta", {{"charset", "utf-8"}}, {});
  out += el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}, {});
  out += el("meta", {{"name", "color-scheme"}, {"content", "light dark"}}, {});
  out += el("title", {}, {about.title.empty() ? Html(kSite) : Html(about.title + " – " + std::string(kSite))});
  if (!about.index) out += el("meta", {{"name", "robots"}, {"content", "noindex"}}, {});
  for (const std::string& style : front.styles)
    out += el("link", {{"rel", "stylesheet"}, {"href", style}}, {});
  out += el("link", {{"rel", "icon"}, {"href", "/favicon.svg"}, {"type", "image/svg+xml"}}, {});
  if (about.drawing && !front.script.empty())
    out += el("script", {{"type", "module"}, {"src", front.script}}, {});
  return el("head", {}, {out});
}

Html header(const Frame& about) {
  const Words& w = *about.words;
  return el("header", {{"class", "fr-kopf"}},
            {el("a", {{"class", "fr-logo"}, {"href", "/"}, {"aria-current", current(about.current == "/")}},
                {logo(), el("span", {}, {kSite, el("small", {}, {"ein offener Entwurf für Hamm"})})}),
             el("nav", {{"class", "fr-nav"}, {"aria-label", w.topics == "Topics" ? "Main" : "Hauptmenü"}},
                {el("a", {{"href", "/familie"}, {"aria-current", current(about.current == "/familie")}},
                    {w.family}),
                 el("a", {{"href", "/#themen"}}, {w.topics})})});
}

Html breadcrumb(const Frame& about) {
  if (about.current == "/") return {};
  std::vector<Html> items{el("li", {}, {link("/", about.words->home)})};
  for (const Crumb& c : about.trail) items.push_back(el("li", {}, {link(c.href, c.text)}));
  items.push_back(el("li", {}, {el("span", {{"aria-current", "page"}}, {about.title})}));
  bool english = about.words->language == "en";
  return el("nav", {{"class", "fr-pfad"}, {"aria-label", english ? "Breadcrumb" : "Sie sind hier"}},
            {el("ol", {}, items)});
}

Html footer() {
  return el("footer", {{"class", "fr-fuss"}, {"lang", "de"}},
            {el("p", {}, {"Dies ist Information, keine Entscheidung. Ob und wie viel Sie bekommen, entscheidet "
                          "die zuständige Stelle. Dieses Angebot ist ein quelloffener Entwurf und keine Seite "
                          "der Stadt Hamm."}),
             el("ul", {}, {el("li", {}, {link("/barrierefreiheit", "Barrierefreiheit")}),
                           el("li", {}, {link("/datenschutz", "Datenschutz")}),
                           el("li", {}, {link("/impressum", "Impressum")}),
                           el("li", {}, {link("/quellen", "Quellen")})})});
}

}  // namespace

std::string_view portal_icon() {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 38 38\">"
         "<path d=\"M4 18 19 5l15 13v15H4z\" fill=\"#fff\" stroke=\"#1d2433\" stroke-width=\"2\"/>"
         "<path d=\"M1.5 19.5 19 4l17.500 15.500\" fill=\"none\" stroke=\"#b3362c\" stroke-width=\"4\" "
         "stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
         "<path d=\"M15.500 22h7v11h-7zM8 20h4v6H8zm18 0h4v6h-4z\" fill=\"#b3362c\"/></svg>\n";
}

Html section(std::string_view heading, const std::vector<Html>& content, const char* css) {
  Html body = el("h2", {}, {heading});
  for (const Html& part : content) body += part;
  return el("section", {{"class", css != nullptr ? std::optional<std::string>(css) : std::nullopt}}, {body});
}

std::string frame(const FrontEnd& front, const Frame& about, const std::vector<Html>& content) {
  return document(el(
      "html", {{"lang", std::string(about.words->lang)}, {"dir", "ltr"}},
      {head(front, about),
       el("body", {{"class", "fr-seite"}},
          {el("a", {{"class", "fr-sprung"}, {"href", "#inhalt"}}, {about.words->skip}), header(about),
           breadcrumb(about), el("main", {{"id", "inhalt"}, {"class", "fr-inhalt"}, {"tabindex", "-1"}}, content),
           footer()})}));
}

Html island(const FrontEnd& front, std::string_view view) {
  auto given = [](const std::string& s) { return s.empty() ? std::nullopt : std::optional(s); };
  Html help = el("p", {}, {"Zum Zeichnen braucht diese Seite JavaScript. Ohne geht es auch: Unter ",
                           link("/#themen", "Themen"),
                           " finden Sie alle Leistungen, und im Familienrathaus hilft man Ihnen persönlich."});
  Html body = el("noscript", {}, {help});
  if (front.script.empty())
    body += el("p", {{"class", "fr-hinweis"}},
               {"Die Zeichnung ist in dieser Fassung nicht enthalten: Der Browser-Teil wurde nicht gebaut."});
  std::string texts;
  for (const auto& [language, file] : front.texts) texts += (texts.empty() ? "" : " ") + language + "=" + file;
  return el("div",
            {{"id", "familie"}, {"class", "fr-zeichnung"}, {"data-ansicht", std::string(view)},
             {"data-wasm", given(front.module)}, {"data-regelwerk", given(front.rulebook)}, {"data-texte", given(texts)},
             {"data-stellen", given(front.offices)}},
            {body});
}

}  // namespace fr
