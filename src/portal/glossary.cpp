// /glossar: the words that stand in letters from offices. They stay German, because that is what the letter says;
// what they mean is in the reader's language. Each has an address of its own, so that texts can lead to it.
#include "base/text.h"
#include "portal/pages.h"

namespace fr {
namespace {

// "Räumungsklage" -> "R"; what begins with a small letter or an umlaut counts as its capital.
std::string initial(const std::string& word) {
  const std::string plain = slug(word);
  return plain.empty() ? std::string() : std::string(1, static_cast<char>(plain[0] - 'a' + 'A'));
}

std::string glossary_page(const PortalInput& in, const Words& w) {
  const Glossary& glossary = in.texts.glossary;
  Frame about;
  about.words = &w;
  about.title = w("glossary.title");
  about.path = "/glossar";
  std::vector<Html> entries, letters;
  std::string last;
  for (const std::string& word : glossary.words) {
    std::string_view text = glossary.explained(word, w.language);
    const bool own = !text.empty();
    if (!own) text = glossary.explained(word, "de");
    if (initial(word) != last) {
      last = initial(word);
      letters.push_back(el("li", {}, {el("a", {{"href", "#" + slug(word)}, {"aria-label", w.is_german() ? last : last + " – " + word}}, {last})}));
    }
    entries.push_back(el("div", {{"id", slug(word)}},
                         {el("dt", {}, {el("dfn", {{"lang", lang_de(w)}, {"dir", dir_ltr(w)}}, {word})}), el("dd", {}, {own ? Html(text) : german_span(text, w)})}));
  }
  return frame(in, about, {el("h1", {}, {about.title}), el("p", {{"class", "fr-satz"}}, {w("glossary.lead")}),
                           el("nav", {{"class", "fr-buchstaben"}, {"aria-label", std::string(w("glossary.letters"))}}, {el("ul", {}, letters)}),
                           el("dl", {{"class", "fr-glossar"}}, entries), section(w("needs.title"), {need_tiles(in, w)}, "fr-breit")});
}

}  // namespace

Html glossary_hint(const PortalInput& in, const Words& w) {
  return in.texts.glossary.words.empty() ? Html() : el("p", {}, {link(w.path("/glossar"), w("glossary.hint"))});
}

std::vector<Page> glossary_pages(const PortalInput& in, const Words& w) {
  if (in.texts.glossary.words.empty()) return {};
  return {{w.path("/glossar"), glossary_page(in, w)}};
}

}  // namespace fr
