// Words as the search compares them: without case, accents and umlauts, "ae" like "ä", and cut down to the stem that
// their forms share (Snowball; Polish and Ukrainian have none there and rest on common beginnings). web/suche/woerter.ts
// does the same in the browser, so that both find alike. The words that say nothing are silent_words.txt, for both.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace fr {

// The words of a text. "Übergang für Söhne" -> "ubergang", "fur", "sohne"; "Uebergang" as well;
// "hartz4" is two.
std::vector<std::string> normal_words(std::string_view text);
// Words that say nothing about what somebody looks for: the German ones on every page, and those of its language.
using SilentWords = std::set<std::string, std::less<>>;
SilentWords silent_words(std::string_view language);
std::string_view silent_words_text();
// The words of a text without the silent ones; all of them where there are only such.
std::vector<std::string> speaking_words(std::string_view text, const SilentWords& silent);

class Stemmer {
 public:
  explicit Stemmer(std::string_view language);  // of the portal; one without a stemmer leaves words as they are
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  std::string operator()(const std::string& word) const;

 private:
  sb_stemmer* stemmer_;
};

// Slips of the finger between two words up to `limit` (then limit + 1): a letter wrong, missing, too many, or two swapped.
std::size_t slips(std::u32string_view a, std::u32string_view b, std::size_t limit);
std::u32string letters(std::string_view word);

}  // namespace fr
