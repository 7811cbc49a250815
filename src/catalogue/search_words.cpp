#include "catalogue/search_words.h"

#include <libstemmer.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"

namespace fr {
namespace {

// "ae", "oe", "ue" as one writes without umlauts. Both sides of every comparison go through this, so words that
// have these letters by nature ("neue") lose nothing.
std::string without_digraphs(const std::string& word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    out += word[i];
    if ((word[i] == 'a' || word[i] == 'o' || word[i] == 'u') && i + 1 < word.size() && word[i + 1] == 'e') ++i;
  }
  return out;
}

std::string folded(std::string_view text) {
  utf8proc_uint8_t* result = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &result,
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                                                UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
  if (size < 0) return {};
  std::string out(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
  std::free(result);
  return replace_all(replace_all(out, "\xc5\x82", "l"), "\xc4\xb1", "i");  // ł, ı: letters, not letters with marks
}

bool letter_or_digit(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One code point after the other; ends at what is no UTF-8.
template <class Take>
void each_letter(std::string_view text, Take take) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = -1;
    const auto size = utf8proc_iterate(at, left, &c);
    if (size <= 0) return;
    take(c, std::string_view(reinterpret_cast<const char*>(at), static_cast<std::size_t>(size)));
    at += size, left -= size;
  }
}

const char* algorithm(std::string_view language) {
  static const std::map<std::string_view, const char*> kAlgorithms = {{"de", "german"}, {"leicht", "german"}, {"en", "english"}, {"tr", "turkish"},
                                                                      {"ar", "arabic"}, {"ro", "romanian"}, {"ru", "russian"}};
  const auto found = kAlgorithms.find(language);
  return found == kAlgorithms.end() ? nullptr : found->second;
}

}  // namespace

std::vector<std::string> normal_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  std::size_t count = 0;  // letters of the word so far
  const auto finish = [&] {
    if (!word.empty()) out.push_back(without_digraphs(word));
    word.clear(), count = 0;
  };
  each_letter(folded(text), [&](utf8proc_int32_t c, std::string_view bytes) {
    const bool digit = utf8proc_category(c) == UTF8PROC_CATEGORY_ND;
    // "hartz4" is two words, "u7" is one.
    if (!letter_or_digit(c) || (digit && count >= 3 && !is_digit(word.back()))) finish();
    if (letter_or_digit(c)) word += bytes, ++count;
  });
  finish();
  return out;
}

SilentWords silent_words(std::string_view language) {
  SilentWords out;
  for (std::string_view rest = silent_words_text(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || (line.substr(0, colon) != "de" && line.substr(0, colon) != language)) continue;
    for (std::string& word : normal_words(line.substr(colon + 1))) out.insert(std::move(word));
  }
  return out;
}

std::vector<std::string> speaking_words(std::string_view text, const SilentWords& silent) {
  std::vector<std::string> all = normal_words(text), loud;
  for (const std::string& word : all)
    if (!silent.contains(word)) loud.push_back(word);
  return loud.empty() ? all : loud;
}

std::u32string letters(std::string_view word) {
  std::u32string out;
  each_letter(word, [&](utf8proc_int32_t c, std::string_view) { out += static_cast<char32_t>(c); });
  return out;
}

Stemmer::Stemmer(std::string_view language)
    : stemmer_(algorithm(language) == nullptr ? nullptr : sb_stemmer_new(algorithm(language), nullptr)) {}
Stemmer::~Stemmer() {
  if (stemmer_ != nullptr) sb_stemmer_delete(stemmer_);
}
std::string Stemmer::operator()(const std::string& word) const {
  if (stemmer_ == nullptr) return word;
  const auto* out = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  return out == nullptr ? word : std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
}

std::size_t slips(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    before = last, last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace fr
