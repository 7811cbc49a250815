// What the portal itself says, in each of its languages. The words are files, one per language
// (texte/woerter/<language>.json); all have the keys of de.json, and words_test.cpp holds them to it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "portal/html.h"
#include "program/program.h"

namespace fr {

class Words {
 public:
  explicit Words(std::string_view language);

  std::string language;  // as in prose file names: "de", "leicht", "en"
  std::string prefix;    // of paths: "", "/leicht", "/en"

  std::string_view operator()(std::string_view key) const;  // a key nobody wrote comes back as itself
  std::string_view lang() const { return (*this)("language.lang"); }  // BCP 47, for the lang attribute
  std::string_view own_name() const { return (*this)("language.name"); }
  bool is_german() const { return lang().starts_with("de"); }
  // "/familie" -> "/tr/familie"; "/" -> "/tr"
  std::string path(std::string_view german_path) const;

  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

std::span<const Words> languages();  // German first
const Words& german();

// "Wie viel es {per} ist …" with each place filled.
Html filled(std::string_view text, std::initializer_list<std::pair<std::string_view, Html>> places);

// For attributes of German text on a page in another language; nullopt where the page is German itself.
std::optional<std::string> lang_de(const Words& words);
std::optional<std::string> dir_ltr(const Words& words);
Html german_span(std::string_view text, const Words& words);  // inline; plain text on German pages

std::string_view effect_word(Effect effect, const Words& words);
std::string_view level_word(Level level, const Words& words);
std::string_view per_word(Per per, const Words& words);

}  // namespace fr
