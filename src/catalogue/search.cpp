#include "catalogue/search.h"

#include <libstemmer.h>
#include <sqlite3.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"
#include "catalogue/translations.h"

namespace fr {
namespace {

// Words that say nothing about what somebody looks for, as normal_words() makes them.
const std::set<std::string, std::less<>> kSilent = {
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "fur", "von", "vom", "zu", "zum", "zur",
    "mit", "bei", "beim", "im", "in", "am", "an", "auf", "aus", "als", "wie", "was", "wo", "wer", "wann", "welche", "ich", "wir", "uns", "mein",
    "meine", "meinen", "meinem", "meiner", "unser", "unsere", "mir", "mich", "ist", "sind", "hat", "habe", "haben", "gibt", "es", "kann", "man",
    "bekomme", "bekommen", "brauche", "will", "mochte", "wenn", "nach", "vor", "ab", "bis", "so", "da", "auch", "noch", "schon", "the", "a", "of",
    "to", "for", "and", "my", "i", "how", "do", "is", "we", "where", "get", "can"};

constexpr std::size_t kShortestPart = 4, kShortestCompound = 8;

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

std::string text_of(std::string_view html) {
  std::string out;
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    if (!tag) out += c;
    if (c == '>') tag = false, out += ' ';
  }
  return out;
}

class Stemmer {
 public:
  explicit Stemmer(const char* algorithm) : stemmer_(algorithm == nullptr ? nullptr : sb_stemmer_new(algorithm, nullptr)) {}
  ~Stemmer() { if (stemmer_ != nullptr) sb_stemmer_delete(stemmer_); }
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  std::string operator()(const std::string& word) const {
    if (stemmer_ == nullptr) return word;
    const auto* out = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    return out == nullptr ? word : std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
  }

 private:
  sb_stemmer* stemmer_;
};

const char* algorithm(std::string_view language) {
  static const std::map<std::string_view, const char*> kAlgorithms = {{"en", "english"}, {"tr", "turkish"}, {"ar", "arabic"},
                                                                      {"ro", "romanian"}, {"ru", "russian"}};
  const auto found = kAlgorithms.find(language);
  return found == kAlgorithms.end() ? nullptr : found->second;
}

struct Closer {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

Statement prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* s = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &s, nullptr);
  return Statement(s);
}

std::string quoted(const std::string& word) { return "\"" + word + "\""; }  // words hold letters and digits only

std::string joined(const std::set<std::string>& parts, const char* between) {
  std::string out;
  for (const std::string& p : parts) out += (out.empty() ? "" : between) + p;
  return out;
}

}  // namespace

std::vector<std::string> normal_words(std::string_view text) {
  const std::string plain = folded(text);
  std::vector<std::string> out;
  std::string word;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(plain.data());
  auto left = static_cast<utf8proc_ssize_t>(plain.size());
  const auto finish = [&] {
    if (!word.empty()) out.push_back(without_digraphs(word));
    word.clear();
  };
  while (left > 0) {
    utf8proc_int32_t c = -1;
    const auto size = utf8proc_iterate(at, left, &c);
    if (size <= 0) break;
    if (letter_or_digit(c)) word.append(reinterpret_cast<const char*>(at), static_cast<std::size_t>(size));
    else finish();
    at += size, left -= size;
  }
  finish();
  return out;
}

struct Search::Index {
  explicit Index(std::string_view language) : own(algorithm(language)) {}

  Database db;
  Stemmer german{"german"}, own;
  std::set<std::string, std::less<>> words;  // whole words of titles and keywords: what compounds are made of
  std::set<std::string, std::less<>> stems;  // everything that the index holds

  std::set<std::string> stems_of(const std::string& word) const { return {german(word), own(word)}; }

  // "kitabeitrag" -> "kita", "beitrag"; a joining s, n, en, es may stand between.
  std::vector<std::string> parts(const std::string& word) const {
    if (word.size() < kShortestCompound) return {};
    for (std::size_t i = word.size() - kShortestPart; i >= kShortestPart - 1; --i) {
      const std::string tail = word.substr(i);
      if (!words.contains(tail)) continue;
      for (const std::string_view joint : {"", "s", "n", "en", "es"}) {
        if (i <= joint.size() + 2 || !std::string_view(word).substr(0, i).ends_with(joint)) continue;
        if (const std::string head = word.substr(0, i - joint.size()); words.contains(head)) return {head, tail};
      }
    }
    return {};
  }

  std::string tokens(std::string_view text) {
    std::string out;
    const auto add = [&](const std::string& word) {
      for (const std::string& stem : stems_of(word)) {
        stems.insert(stem);
        out += stem + " ";
      }
    };
    for (const std::string& word : normal_words(text)) {
      add(word);
      for (const std::string& part : parts(word)) add(part);
    }
    return out;
  }

  bool begins(const std::string& start) const {
    const auto found = stems.lower_bound(start);
    return found != stems.end() && found->starts_with(start);
  }

  // What the index holds and differs from this word by a slip of the finger.
  std::set<std::string> near(const std::string& word) const {
    const std::size_t limit = word.size() >= 8 ? 2 : word.size() >= 4 ? 1 : 0;
    std::set<std::string> out;
    for (std::size_t d = 1; d <= limit && out.empty(); ++d)
      for (const std::string& stem : stems)
        if (edit_distance(word, stem, d) <= d) out.insert(quoted(stem));
    return out;
  }

  // One word of the query as an expression of FTS5.
  std::string expression(const std::string& word) const {
    std::set<std::string> any;
    bool known = false;
    for (const std::string& stem : stems_of(word)) {
      known = known || stems.contains(stem);
      any.insert(quoted(stem));
      if (stem.size() >= 3 && begins(stem)) any.insert(quoted(stem) + "*"), known = true;
    }
    if (const auto both = parts(word); !both.empty()) {
      known = true;
      std::set<std::string> all;
      for (const std::string& part : both) all.insert(quoted(german(part)) + "*");
      any.insert("(" + joined(all, " AND ") + ")");
    }
    if (!known)
      for (const std::string& stem : stems_of(word)) any.merge(near(stem));
    return "(" + joined(any, " OR ") + ")";
  }

  std::vector<Found> ask(const std::string& expression, std::size_t at_most) const {
    Statement s = prepare(db.get(), "SELECT id, -bm25(doc, 0, 12, 10, 4, 2, 1) FROM doc WHERE doc MATCH ?1 ORDER BY 2 DESC, id LIMIT ?2");
    std::vector<Found> out;
    if (!s) return out;
    sqlite3_bind_text(s.get(), 1, expression.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_int64(s.get(), 2, static_cast<sqlite3_int64>(at_most));
    while (sqlite3_step(s.get()) == SQLITE_ROW)
      out.push_back({reinterpret_cast<const char*>(sqlite3_column_text(s.get(), 0)), sqlite3_column_double(s.get(), 1)});
    return out;
  }

  void learn_words(const Rulebook& book) {
    const auto learn = [&](std::string_view text) {
      for (std::string& word : normal_words(text))
        if (word.size() >= 3) words.insert(std::move(word));
    };
    for (const Service& s : book.services) {
      learn(s.title), learn(s.brief), learn(s.audience);
      for (const std::string& k : s.keywords) learn(k);
    }
  }

  void add(const Service& s, const Texts& texts, std::string_view language) {
    std::string keywords;
    for (const std::string& k : s.keywords) keywords += k + " ";
    std::string title = s.title, brief = s.brief, body;
    if (language != "de") {
      title += " " + std::string(service_word(texts, s.id, language, "title"));
      brief += " " + std::string(service_word(texts, s.id, language, "brief"));
    }
    for (const auto* all : {&texts.prose, &texts.local})
      if (const auto folder = all->find(s.id); folder != all->end())
        for (const std::string_view name : {std::string_view("de"), language})
          if (const auto prose = folder->second.find(std::string(name)); prose != folder->second.end()) body += text_of(prose->second.html) + " ";
    Statement insert = prepare(db.get(), "INSERT INTO doc VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    const std::string columns[] = {s.id, tokens(title), tokens(keywords), tokens(brief), tokens(s.audience), tokens(body)};
    for (int i = 0; i < 6; ++i) sqlite3_bind_text(insert.get(), i + 1, columns[i].c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(insert.get());
  }
};

std::expected<Search, std::string> Search::build(const Rulebook& book, const Texts& texts, std::string_view language) {
  auto index = std::make_unique<Index>(language);
  sqlite3* db = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, nullptr);
  index->db.reset(db);
  const char* kTable = "CREATE VIRTUAL TABLE doc USING fts5(id UNINDEXED, title, keywords, brief, audience, body, tokenize = 'unicode61 remove_diacritics 0')";
  if (opened != SQLITE_OK || sqlite3_exec(db, kTable, nullptr, nullptr, nullptr) != SQLITE_OK)
    return std::unexpected("Die Suche lässt sich nicht einrichten: " + std::string(sqlite3_errmsg(db)));
  index->learn_words(book);
  sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
  for (const Service& s : book.services) index->add(s, texts, language);
  sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
  return Search(std::move(index));
}

std::vector<Found> Search::find(std::string_view query, std::size_t at_most) const {
  std::vector<std::string> words = normal_words(query.substr(0, kMaxQueryBytes));
  std::vector<std::string> speaking;
  for (const std::string& w : words)
    if (!kSilent.contains(w)) speaking.push_back(w);
  if (speaking.empty()) speaking = std::move(words);  // nothing but small words: then they are what is looked for
  if (speaking.size() > kMaxQueryWords) speaking.resize(kMaxQueryWords);
  if (speaking.empty()) return {};
  std::string all, any;
  for (const std::string& w : speaking) {
    const std::string one = index_->expression(w);
    all += (all.empty() ? "" : " AND ") + one;
    any += (any.empty() ? "" : " OR ") + one;
  }
  std::vector<Found> out = index_->ask(all, at_most);
  for (Found& f : index_->ask(any, at_most))
    if (out.size() < at_most && std::none_of(out.begin(), out.end(), [&](const Found& o) { return o.service == f.service; })) out.push_back(std::move(f));
  return out;
}

Search::Search(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Search::Search(Search&&) noexcept = default;
Search& Search::operator=(Search&&) noexcept = default;
Search::~Search() = default;

}  // namespace fr
