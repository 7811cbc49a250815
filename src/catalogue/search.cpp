#include "catalogue/search.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "catalogue/translations.h"

namespace fr {
namespace {

// The columns, and how much it says that a word stands there.
constexpr const char* kTable = "CREATE VIRTUAL TABLE doc USING fts5(head, title, keywords, brief, rest, body, tokenize = 'unicode61 remove_diacritics 0')";
enum Column : int { kHead, kTitle, kKeywords, kBrief, kRest, kBody, kColumns };
constexpr double kWeight[] = {1, 0.85, 0.9, 0.5, 0.25, 0.15};
static_assert(std::size(kWeight) == kColumns);

// How sure it is that a word of the catalogue is the one that was typed.
constexpr double kSame = 1, kForm = 0.85, kBegins = 0.8, kPart = 0.6, kWhole = 0.7;
// A slip is the more certain the longer the word; each further one costs.
constexpr double kSlip = 0.55, kSlipPerLetter = 0.025, kSlipAtBest = 0.85, kFurtherSlip = 0.15;
constexpr std::size_t kShortestPart = 4, kShortestCompound = 8, kMostTerms = 200;
constexpr double kAgain = 0.1;         // a word that stands in a second column, too, says a little more
constexpr double kMeant = 0.5;         // more for a title or keyword of which every word was typed
constexpr double kWorthShowing = 0.22;  // hits far below the best are noise
constexpr double kAboutAsWell = 0.7, kOneSign = 0.5;  // a digit alone says little
constexpr char kPartMark = '0';        // before a token that is a part of a compound: no word begins so with a letter after it

using Fits = std::map<sqlite3_int64, double>;  // row of a service -> how well it fits a word

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

// fit(doc, terms): how well the current row fits, given the fit of each phrase of the query. An auxiliary function of
// FTS5 (sqlite.org/fts5.html, "Custom Auxiliary Functions").
void fit_of_row(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int n, sqlite3_value** given) {
  const auto* terms = n == 1 ? static_cast<const std::vector<double>*>(sqlite3_value_pointer(given[0], "terms")) : nullptr;
  int instances = 0;
  double best[kColumns] = {};
  if (terms == nullptr || api->xInstCount(row, &instances) != SQLITE_OK) return sqlite3_result_null(result);
  for (int i = 0; i < instances; ++i) {
    int phrase = 0, column = 0, offset = 0;
    if (api->xInst(row, i, &phrase, &column, &offset) != SQLITE_OK) break;
    best[column] = std::max(best[column], terms->at(static_cast<std::size_t>(phrase)) * kWeight[column]);
  }
  std::partial_sort(best, best + 2, best + kColumns, std::greater<>());
  sqlite3_result_double(result, best[0] + kAgain * best[1]);
}

bool add_fit_function(sqlite3* db) {
  fts5_api* api = nullptr;
  Statement s = prepare(db, "SELECT fts5(?1)");
  if (!s) return false;
  sqlite3_bind_pointer(s.get(), 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(s.get());
  return api != nullptr && api->xCreateFunction(api, "fit", nullptr, fit_of_row, nullptr) == SQLITE_OK;
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

// At most kMaxQueryBytes, and no half letter at the end.
std::string_view cut(std::string_view query) {
  if (query.size() <= kMaxQueryBytes) return query;
  std::size_t end = kMaxQueryBytes;
  while (end > 0 && (static_cast<unsigned char>(query[end]) & 0xC0) == 0x80) --end;
  return query.substr(0, end);
}

std::vector<std::string_view> pieces(std::string_view title) {
  std::vector<std::string_view> out;
  while (!title.empty()) {
    const std::size_t end = std::min(title.find_first_of("()"), title.size());
    out.push_back(title.substr(0, end));
    title.remove_prefix(std::min(end + 1, title.size()));
  }
  return out;
}

double share(const std::string& part, const std::string& whole) {
  return static_cast<double>(part.size()) / static_cast<double>(whole.size());
}
// How much it says that a service fits this word: the more, the fewer fit it about as well as the best does.
double says(const std::string& word, const Fits& fits, std::size_t all) {
  double best = 0;
  for (const auto& [row, fit] : fits) best = std::max(best, fit);
  const auto found = static_cast<double>(std::count_if(fits.begin(), fits.end(), [&](const auto& f) { return f.second >= kAboutAsWell * best; }));
  const double rare = std::log(1 + (static_cast<double>(all) - found + 0.5) / (found + 0.5));
  return word.size() == 1 ? rare * kOneSign : rare;
}
void note(Fits* fits, sqlite3_int64 row, double fit) {
  double& known = (*fits)[row];
  known = std::max(known, fit);
}

}  // namespace

struct Search::Index {
  // A word of titles, keywords and sentences; the long texts' are only looked up as they are.
  struct Known {
    std::string word, german, own;          // as written, and its stems
    std::u32string letters, german_letters;  // for comparing letter by letter
  };
  using Phrase = std::vector<std::set<std::string>>;  // of each word of a title or keyword, the stems

  explicit Index(std::string_view language) : own(language), silent(silent_words(language)), foreign(language != "de" && language != "leicht") {}

  Database db;
  Stemmer german{"de"}, own;
  SilentWords silent;
  bool foreign;
  std::vector<std::string> ids;                  // row - 1 -> service
  std::vector<std::vector<Phrase>> phrases;      // of each
  std::set<std::string, std::less<>> whole;      // words of titles and keywords: what compounds are made of
  std::set<std::string, std::less<>> seen;
  std::vector<Known> known;
  std::set<std::string, std::less<>> stems;      // everything that the index holds

  std::set<std::string> stems_of(const std::string& word) const {
    return foreign ? std::set<std::string>{german(word), own(word)} : std::set<std::string>{german(word)};
  }

  // "kitabeitrag" -> "kita", "beitrag"; a joining s, n, en, es may stand between.
  std::vector<std::string> parts(const std::string& word) const {
    if (word.size() < kShortestCompound) return {};
    for (std::size_t i = word.size() - kShortestPart; i >= kShortestPart - 1; --i) {
      if (!whole.contains(std::string_view(word).substr(i))) continue;
      for (const std::string_view joint : {"", "s", "n", "en", "es"}) {
        if (i < joint.size() + 3 || !std::string_view(word).substr(0, i).ends_with(joint)) continue;
        if (const std::string head = word.substr(0, i - joint.size()); whole.contains(head)) return {head, word.substr(i)};
      }
    }
    return {};
  }

  // --- making it ---

  void put(const std::string& word, bool part, std::string* tokens) {
    for (const std::string& stem : stems_of(word)) {
      stems.insert(stem);
      *tokens += (part ? std::string(1, kPartMark) : std::string()) + stem + " ";
    }
  }
  void learn(const std::string& word) {
    if (seen.insert(word).second) known.push_back({word, german(word), foreign ? own(word) : german(word), letters(word), letters(german(word))});
  }

  std::string tokens(std::string_view text) {
    std::string out;
    for (const std::string& word : speaking_words(text, silent)) {
      learn(word);
      put(word, false, &out);
      for (const std::string& part : parts(word)) learn(part), put(part, true, &out);
    }
    return out;
  }
  std::string body_tokens(std::string_view text) {
    std::string out;
    for (const std::string& word : normal_words(text)) put(word, false, &out);
    return out;
  }

  // A title: its first word says what the service is. It and every keyword are phrases, too.
  void add_title(std::string_view text, std::string* head, std::string* rest, std::vector<Phrase>* all) {
    const std::vector<std::string> words = speaking_words(text, silent);
    if (words.empty()) return;
    *head += tokens(words.front());
    for (std::size_t i = 1; i < words.size(); ++i) *rest += tokens(words[i]);
    add_phrase(text, all);
  }
  void add_phrase(std::string_view text, std::vector<Phrase>* all) const {
    Phrase phrase;
    for (const std::string& word : speaking_words(text, silent)) phrase.push_back(stems_of(word));
    if (!phrase.empty()) all->push_back(std::move(phrase));
  }

  void learn_wholes(const Rulebook& book) {
    const auto take = [&](std::string_view text) {
      for (std::string& word : normal_words(text))
        if (word.size() >= 3) whole.insert(std::move(word));
    };
    for (const Service& s : book.services) {
      take(s.title), take(s.audience);
      for (const std::string& k : s.keywords) take(k);
    }
  }

  void add(const Service& s, const Texts& texts, std::string_view language) {
    std::string column[kColumns];
    std::vector<Phrase> all;
    const auto own_word = [&](std::string_view key) { return service_word(texts, s.id, language, key); };
    // "Spielgeld (play money)" is two names.
    for (const std::string_view title : {std::string_view(s.title), own_word("title")})
      for (const std::string_view name : pieces(title)) add_title(name, &column[kHead], &column[kTitle], &all);
    const auto add_keyword = [&](std::string_view k) { column[kKeywords] += tokens(k), add_phrase(k, &all); };
    for (const std::string& k : s.keywords) add_keyword(k);
    for (const std::string_view k : service_keywords(texts, s.id, language)) add_keyword(k);
    column[kBrief] = tokens(s.brief) + tokens(own_word("brief"));
    column[kRest] = tokens(s.audience) + tokens(s.phase) + tokens(s.next_step) + tokens(own_word("next")) + tokens(own_word("cost"));
    for (const std::string& need : s.needs) column[kRest] += tokens(need);
    for (const auto* all_prose : {&texts.prose, &texts.local})
      if (const auto folder = all_prose->find(s.id); folder != all_prose->end())
        for (const std::string_view name : {std::string_view("de"), language})
          if (const auto prose = folder->second.find(std::string(name)); prose != folder->second.end()) column[kBody] += body_tokens(text_of(prose->second.html));
    Statement insert = prepare(db.get(), "INSERT INTO doc VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    for (int i = 0; i < kColumns; ++i) sqlite3_bind_text(insert.get(), i + 1, column[i].c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(insert.get());
    ids.push_back(s.id), phrases.push_back(std::move(all));
  }

  // --- asking it ---

  // How well a word of the catalogue fits the typed one; 0: not at all.
  double fits(const std::string& typed, const std::u32string& typed_letters, const std::string& stem, const Known& k, const std::string& other) const {
    if (stem == other) return kSame;
    if (typed.size() >= 3 && k.word.starts_with(typed)) return kBegins * (0.6 + 0.4 * share(typed, k.word));
    if (stem.size() >= 4 && k.word.starts_with(stem)) return kBegins * (0.5 + 0.4 * share(stem, k.word));
    if (other.size() >= 4 && typed.starts_with(other)) return kBegins * (0.3 + 0.6 * share(other, typed));
    if (stem.size() >= 4 && other.ends_with(stem)) return kPart * (0.4 + 0.6 * share(stem, other));
    if (other.size() >= 5 && stem.ends_with(other)) return kPart * (0.3 + 0.6 * share(other, stem));
    return foreign ? forms(typed_letters, k.letters) : 0;
  }

  // What shares its beginning and differs only in a short ending.
  static double forms(const std::u32string& a, const std::u32string& b) {
    std::size_t n = 0;
    while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
    const std::size_t longer = std::max(a.size(), b.size());
    const double same = static_cast<double>(n) / static_cast<double>(longer);
    return n >= 4 && longer - n <= 3 && same >= 0.6 ? kForm * same : 0;
  }

  using Terms = std::map<std::string, double>;  // stem -> fit

  void add_slips(const std::string& typed, Terms* terms) const {
    const std::u32string wanted = letters(typed), stem = letters(german(typed));
    const std::size_t most = wanted.size() >= 9 ? 2 : wanted.size() >= 4 ? 1 : 0;
    for (std::size_t n = 1; n <= most; ++n) {
      const double sure = kSlip + kSlipPerLetter * static_cast<double>(wanted.size() - 4);
      const double fit = std::min(kSlipAtBest, sure) - (n == 1 ? 0 : kFurtherSlip);
      bool some = false;
      for (const Known& k : known) {
        if (n > 1 && k.letters.front() != wanted.front()) continue;  // two slips make another word out of many
        if (slips(wanted, k.letters, n) > n && (k.german_letters.size() < 4 || slips(stem, k.german_letters, n) > n)) continue;
        some = true;
        for (const std::string& s : {k.german, k.own}) (*terms)[s] = std::max((*terms)[s], fit);
      }
      if (some) return;
    }
  }

  Terms alike(const std::string& typed) const {
    Terms out;
    double best = 0;
    const auto take = [&](const std::string& stem, double fit) {
      if (fit <= 0) return;
      out[stem] = std::max(out[stem], fit);
      best = std::max(best, fit);
    };
    const std::u32string typed_letters = letters(typed);
    for (const std::string& stem : stems_of(typed))
      if (stems.contains(stem)) take(stem, kSame);
    const std::string stem = german(typed), own_stem = foreign ? own(typed) : stem;
    for (const Known& k : known) {
      take(k.german, fits(typed, typed_letters, stem, k, k.german));
      if (foreign) take(k.own, fits(typed, typed_letters, own_stem, k, k.own));
    }
    if (best < kPart) add_slips(typed, &out);
    return out;
  }

  Fits ask(const Terms& terms) const {
    std::vector<std::pair<double, std::string>> best;
    for (const auto& [stem, fit] : terms) best.push_back({-fit, stem});
    std::sort(best.begin(), best.end());
    if (best.size() > kMostTerms) best.resize(kMostTerms);
    std::string expression;  // words hold letters and digits only
    std::vector<double> fits;
    for (const auto& [minus, stem] : best) {
      expression += (expression.empty() ? "\"" : " OR \"") + stem + "\" OR \"" + kPartMark + stem + "\"";
      fits.push_back(-minus), fits.push_back(-minus * kPart);
    }
    Fits out;
    Statement s = expression.empty() ? nullptr : prepare(db.get(), "SELECT rowid, fit(doc, ?2) FROM doc WHERE doc MATCH ?1");
    if (!s) return out;
    sqlite3_bind_text(s.get(), 1, expression.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_pointer(s.get(), 2, &fits, "terms", nullptr);
    while (sqlite3_step(s.get()) == SQLITE_ROW) out[sqlite3_column_int64(s.get(), 0)] = sqlite3_column_double(s.get(), 1);
    return out;
  }

  // How well each service fits one typed word.
  Fits fit(const std::string& typed) const {
    Fits out = ask(alike(typed));
    if (const auto both = parts(typed); !both.empty()) {
      const Fits a = ask(alike(both[0])), b = ask(alike(both[1]));
      for (const auto& [row, n] : a)
        if (const auto other = b.find(row); other != b.end()) note(&out, row, kWhole * std::min(n, other->second));
    }
    return out;
  }

  struct Asked {
    std::set<std::string> stems;
    Fits fits;
    double weight;
  };

  double meant(std::size_t at, const std::vector<Asked>& asked) const {
    double best = 0;
    for (const Phrase& phrase : phrases[at]) {
      double sum = 0;
      const bool whole_phrase = std::all_of(phrase.begin(), phrase.end(), [&](const std::set<std::string>& word) {
        const auto typed = std::find_if(asked.begin(), asked.end(), [&](const Asked& a) {
          return std::any_of(a.stems.begin(), a.stems.end(), [&](const std::string& stem) { return word.contains(stem); });
        });
        if (typed == asked.end()) return false;
        sum += typed->weight;
        return true;
      });
      if (whole_phrase) best = std::max(best, sum);
    }
    return kMeant * best;
  }

  std::vector<Found> rank(const std::vector<Asked>& asked) const {
    double all = 0;
    for (const Asked& a : asked) all += a.weight;
    std::vector<Found> out;
    for (std::size_t at = 0; at < ids.size(); ++at) {
      double score = 0, matched = 0;
      for (const Asked& a : asked)
        if (const auto found = a.fits.find(static_cast<sqlite3_int64>(at) + 1); found != a.fits.end()) score += found->second * a.weight, matched += a.weight;
      if (score > 0) out.push_back({ids[at], score * (0.4 + 0.6 * matched / all) + meant(at, asked)});
    }
    std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) { return a.score != b.score ? a.score > b.score : a.service < b.service; });
    if (!out.empty()) std::erase_if(out, [least = out.front().score * kWorthShowing](const Found& f) { return f.score < least; });
    return out;
  }
};

std::expected<Search, std::string> Search::build(const Rulebook& book, const Texts& texts, std::string_view language) {
  auto index = std::make_unique<Index>(language);
  sqlite3* db = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, nullptr);
  index->db.reset(db);
  if (opened != SQLITE_OK || !add_fit_function(db) || sqlite3_exec(db, kTable, nullptr, nullptr, nullptr) != SQLITE_OK)
    return std::unexpected("Die Suche lässt sich nicht einrichten: " + std::string(sqlite3_errmsg(db)));
  index->learn_wholes(book);
  sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
  for (const Service& s : book.services) index->add(s, texts, language);
  sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
  return Search(std::move(index));
}

std::vector<Found> Search::find(std::string_view query, std::size_t at_most) const {
  std::vector<Index::Asked> asked;
  std::set<std::string> typed;
  query = cut(query);
  for (const std::string& word : speaking_words(query, index_->silent)) {
    if (typed.size() >= kMaxQueryWords || !typed.insert(word).second) continue;
    Fits fits = index_->fit(word);
    if (fits.empty()) continue;
    const double weight = says(word, fits, index_->ids.size());
    asked.push_back({index_->stems_of(word), std::move(fits), weight});
  }
  std::vector<Found> out = index_->rank(asked);
  if (out.size() > at_most) out.resize(at_most);
  return out;
}

Search::Search(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Search::Search(Search&&) noexcept = default;
Search& Search::operator=(Search&&) noexcept = default;
Search::~Search() = default;

}  // namespace fr
