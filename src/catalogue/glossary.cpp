#include "catalogue/glossary.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "catalogue/prose.h"
#include "catalogue/translations.h"

namespace fr {
namespace {

constexpr std::size_t kNoEntry = static_cast<std::size_t>(-1);

// A letter of a German word, or a hyphen between two: how many bytes it has; 0: neither.
std::size_t letter(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned c = byte(at);
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return 1;
  if (c == '-') return letter(text, at + 1) > 0 && byte(at + 1) != '-' ? 1 : 0;
  return c >= 0xC3 && c <= 0xC9 ? 2 : 0;  // À to ɏ
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (const std::size_t n = letter(text, at)) at += n;
  return at;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// "Antrag" -> "Antr" + "ä" + "g"; empty where there is no a, o or u.
std::string with_umlaut(const std::string& word) {
  const std::size_t au = word.rfind("au"), at = word.find_last_of("aou");
  if (at == std::string::npos) return {};
  const std::size_t where = au != std::string::npos && au + 1 == at ? au : at;
  static const std::map<char, std::string> kUmlauts = {{'a', "ä"}, {'o', "ö"}, {'u', "ü"}};
  return word.substr(0, where) + kUmlauts.at(word[where]) + word.substr(where + 1);
}

std::set<std::string> forms_of_noun(const std::string& word) {
  std::set<std::string> out{word};
  for (const char* ending : {"s", "es", "e", "en", "n", "er", "ern", "em"}) out.insert(word + ending);
  if (const std::string other = with_umlaut(word); !other.empty())
    for (const char* ending : {"", "e", "en", "er", "ern", "n"}) out.insert(other + ending);
  return out;
}

// What may stand before the noun in its forms: "versteuerndes" -> "versteuernde", "versteuernden", …
std::set<std::string> forms_before_noun(const std::string& word) {
  std::set<std::string> out{word};
  const std::size_t stem = word.ends_with("es") ? word.size() - 2 : word.ends_with("e") ? word.size() - 1 : 0;
  if (stem > 0)
    for (const char* ending : {"e", "es", "en", "em", "er"}) out.insert(word.substr(0, stem) + ending);
  return out;
}

std::string capitalised(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}
std::string lowered(std::string word) {
  if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] - 'A' + 'a');
  return word;
}

// Elements in which nothing is linked.
bool closed(std::string_view tag) {
  static const std::set<std::string_view> kClosed = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th"};
  return kClosed.contains(tag);
}

}  // namespace

std::string_view Glossary::explained(const std::string& word, std::string_view language) const {
  const auto own = texts.find(language);
  if (own == texts.end()) return {};
  const auto found = own->second.find(word);
  return found == own->second.end() ? std::string_view() : std::string_view(found->second);
}

Glossary read_glossary(const std::filesystem::path& folder, std::vector<TextError>* errors) {
  Glossary out;
  std::error_code ec;
  if (!std::filesystem::is_directory(folder, ec)) return out;
  std::vector<std::string> all{"de"};
  all.insert(all.end(), std::begin(kTranslated), std::end(kTranslated));
  for (const std::string& language : all) {
    const std::filesystem::path path = folder / (language + ".json");
    const std::string file = "katalog/glossar/" + language + ".json";
    const auto text = read_file(path, kMaxRuleBytes);
    const auto value = text ? json::parse(*text) : std::expected<json::Value, Trouble>(std::unexpected(text.error()));
    if (!value || !value->is(json::Form::Object)) {
      errors->push_back({file, 1, value ? "Hier steht kein Verzeichnis der Wörter." : value.error().what, value ? "" : value.error().why,
                         "Schreiben Sie {\"Bescheid\": \"…\"}."});
      continue;
    }
    for (const json::Member& word : value->members) {
      if (language == "de") out.words.push_back(word.key);
      out.texts[language][word.key] = word.value.text;
    }
  }
  return out;
}

std::vector<std::string> glossary_findings(const Glossary& glossary) {
  std::vector<std::string> out;
  if (glossary.words.empty() && glossary.texts.empty()) return out;
  std::map<std::string, std::string> anchors;
  for (const std::string& word : glossary.words)
    if (const auto [other, fresh] = anchors.emplace(slug(word), word); !fresh)
      out.push_back("katalog/glossar/de.json: „" + word + "“ und „" + other->second + "“ hätten dieselbe Adresse.");
  std::vector<std::string_view> languages{"de"};
  languages.insert(languages.end(), std::begin(kTranslated), std::end(kTranslated));
  for (const std::string_view language : languages) {
    const std::string file = "katalog/glossar/" + std::string(language) + ".json: ";
    for (const std::string& word : glossary.words)
      if (glossary.explained(word, language).empty()) out.push_back(file + "Es fehlt „" + word + "“.");
    if (const auto own = glossary.texts.find(language); own != glossary.texts.end())
      for (const auto& [word, text] : own->second)
        if (std::find(glossary.words.begin(), glossary.words.end(), word) == glossary.words.end())
          out.push_back(file + "„" + word + "“ gibt es im Deutschen nicht.");
  }
  return out;
}

GlossaryLinks::GlossaryLinks(const Glossary& glossary) {
  for (const std::string& word : glossary.words) {
    const std::size_t entry = anchors_.size();
    anchors_.push_back(slug(word));
    if (word.find('(') != std::string::npos) continue;
    const std::vector<std::string> words = split(word);
    std::vector<std::vector<std::string>> all{{}};  // every combination of the words' forms
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto forms = i + 1 == words.size() ? forms_of_noun(words[i]) : forms_before_noun(words[i]);
      std::vector<std::vector<std::string>> longer;
      for (const auto& begun : all)
        for (const std::string& form : forms) {
          longer.push_back(begun);
          longer.back().push_back(form);
        }
      all = std::move(longer);
    }
    for (const std::vector<std::string>& form : all) {
      // At the beginning of a sentence, or in the middle of one where the word is an adjective with its noun.
      std::set<std::string> firsts{form[0], capitalised(form[0])};
      if (form.size() > 1) firsts.insert(lowered(form[0]));
      for (const std::string& first : firsts) forms_[first].push_back({{form.begin() + 1, form.end()}, entry});
    }
  }
  for (auto& [first, forms] : forms_)
    std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) { return a.more.size() > b.more.size(); });
}

// The entry whose word begins here, the longest one; *end behind it.
std::size_t GlossaryLinks::entry_at(std::string_view text, std::size_t begin, std::size_t* end) const {
  const std::size_t first = end_of_word(text, begin);
  const auto found = forms_.find(text.substr(begin, first - begin));
  if (found == forms_.end()) return kNoEntry;
  for (const Form& form : found->second) {
    std::size_t at = first;
    const bool all = std::all_of(form.more.begin(), form.more.end(), [&](const std::string& next) {
      const std::size_t gap = at;
      while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
      const std::size_t stop = end_of_word(text, at);
      const bool same = at > gap && text.substr(at, stop - at) == next;
      at = stop;
      return same;
    });
    if (all) return *end = at, form.entry;
  }
  return kNoEntry;
}

std::string GlossaryLinks::in(std::string_view html, std::string_view page, std::string_view title, std::string_view lang) const {
  std::set<std::size_t> done;
  for (std::size_t at = 0, end = 0; at < title.size(); at = std::max(at + 1, end)) {
    end = end_of_word(title, at);
    std::size_t after = 0;
    if (const std::size_t entry = entry_at(title, at, &after); end > at && entry != kNoEntry) done.insert(entry);
  }
  const std::string attribute = lang.empty() ? "" : " lang=\"" + std::string(lang) + "\"";
  std::string out;
  int inside = 0;  // elements in which nothing is linked
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t stop = std::min(html.find('>', at), html.size() - 1) + 1;
      const bool closing = html[at + 1] == '/';
      const std::size_t name = at + (closing ? 2 : 1);
      if (closed(html.substr(name, html.find_first_of(" />", name) - name))) inside += closing ? -1 : 1;
      out += html.substr(at, stop - at);
      at = stop;
      continue;
    }
    std::size_t end = end_of_word(html, at);
    if (end == at) {
      out += html[at++];
      continue;
    }
    std::size_t after = end;
    const bool begins = at == 0 || html[at - 1] != '-';
    const std::size_t entry = inside == 0 && begins ? entry_at(html, at, &after) : kNoEntry;
    if (entry != kNoEntry && done.insert(entry).second) {
      out += "<a class=\"fr-wort\"" + attribute + " href=\"" + std::string(page) + "#" + anchors_[entry] + "\">" + std::string(html.substr(at, after - at)) + "</a>";
      end = after;
    } else {
      out += html.substr(at, end - at);
    }
    at = end;
  }
  return out;
}

}  // namespace fr
