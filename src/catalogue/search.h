// Full-text search over the services in one language: title, the words families use, sentence, text. SQLite's FTS5
// ranks; what it is given are the words of a text as normal() makes them, so that one finds
//   - with and without umlauts ("fuer", "für"), in any case, with or without accents (utf8proc);
//   - every form of a word (the Snowball stemmers; Polish and Ukrainian have none there and rest on beginnings);
//   - the parts of German compounds ("Kitabeitrag" finds "Beitrag für die Kita") and compounds by their parts;
//   - a word with a slip of the finger: one wrong letter in a short word, two in a long one;
//   - the German name of a service on pages of every language: it is on the letters people get.
// A query is words; all of them should fit, and whatever fits most of them follows. Sees no family's facts.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/prose.h"
#include "program/program.h"

namespace fr {

inline constexpr std::size_t kMaxQueryBytes = 400, kMaxQueryWords = 12;

struct Found {
  std::string service;  // id
  double score;         // higher is better; only good for comparing within one answer
};

// The words of a text: lower case, without accents, umlauts as their vowel. "Übergang für Söhne" -> "ubergang", "fur", "sohne".
std::vector<std::string> normal_words(std::string_view text);

class Search {
 public:
  static std::expected<Search, std::string> build(const Rulebook& book, const Texts& texts, std::string_view language);
  Search(Search&&) noexcept;
  Search& operator=(Search&&) noexcept;
  ~Search();

  // The best first. A query longer than kMaxQueryBytes is cut.
  std::vector<Found> find(std::string_view query, std::size_t at_most = 20) const;

 private:
  struct Index;
  explicit Search(std::unique_ptr<Index> index);
  std::unique_ptr<Index> index_;
};

}  // namespace fr
