// Full-text search over the services in one language: title, the words families use, sentence, text. SQLite's FTS5
// holds which word stands where; what it is given are the words as search_words.h makes them, so that one finds
//   - with and without umlauts ("fuer", "für"), in any case, with or without accents;
//   - every form of a word, and its beginning;
//   - the parts of German compounds ("Kitabeitrag" finds "Beitrag für die Kita") and compounds by their parts;
//   - a word with a slip of the finger: one in a short word, two in a long one;
//   - the German name of a service on pages of every language: it is on the letters people get.
// The order is made here: a rare word counts more than a common one, a title more than a sentence, and whoever fits
// all words comes first. web/suche/suche.ts ranks in the same way in the browser. Sees no family's facts.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/prose.h"
#include "catalogue/search_words.h"
#include "program/program.h"

namespace fr {

inline constexpr std::size_t kMaxQueryBytes = 400, kMaxQueryWords = 12;

struct Found {
  std::string service;  // id
  double score;         // higher is better; only good for comparing within one answer
};

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
