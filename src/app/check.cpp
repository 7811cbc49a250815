// check [--streng]: is the catalogue sound? Compiles it, computes every Prüffall in every state of the law,
// compares all expectations, and reports counts, undocumented cells and findings.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <map>
#include <set>

#include "app/common.h"
#include "app/console.h"
#include "base/date.h"
#include "catalogue/cases.h"
#include "catalogue/promise.h"
#include "catalogue/quality.h"
#include "catalogue/reach.h"
#include "catalogue/translations.h"
#include "eval/analysis.h"
#include "eval/run.h"
#include "portal/portal.h"

namespace fr::app {
namespace {

struct CheckOptions {
  bool strict = false;
  bool proofs = false;
};

constexpr std::uint32_t kPromiseFamilies = 300;
constexpr int kFreshDays = 365;

Day today() { return static_cast<Day>(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count()); }

std::string place(const std::vector<Source>& sources, const Pos& pos) {
  return fmt::format("{}:{}", pos.source < sources.size() ? sources[pos.source].name : "?", pos.line);
}

// Names of the rules end at anything but letters, digits and hyphens; beyond ASCII all is a letter.
bool has_word(std::string_view text, std::string_view word) {
  const auto part = [&](std::size_t i) {
    const char c = i < text.size() ? text[i] : ' ';
    return c == '-' || c < 0 || std::isalnum(static_cast<unsigned char>(c)) != 0;
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !part(at - 1)) && !part(at + word.size())) return true;
  return false;
}

class Check {
 public:
  Check(const Options& options, const CheckOptions& own)
      : strict_(own.strict), proofs_(own.proofs), folder_(catalogue_folder(options)), city_(city_folder(options)) {
    auto sources = load_catalogue(folder_, city_);
    if (sources) sources_ = *std::move(sources);
    else trouble_ = sources.error();
  }

  int run(bool json) {
    if (trouble_) return refuse(*trouble_);
    compiled_ = compile(sources_, strict_);
    for (const Diagnostic& d : compiled_.diagnostics) (d.severity == Severity::Error || strict_ ? errors_ : warnings_)++;
    if (compiled_.ok()) {
      run_cases();
      walk();
      if (strict_) {
        for (const DeadRule& d : dead_rules(compiled_.book)) findings_.push_back(d.source + ": " + d.message);
        promises_ = try_promises(compiled_, sources_, kPromiseFamilies);
        findings_.insert(findings_.end(), promises_.findings.begin(), promises_.findings.end());
        check_vocabulary();
        check_texts();
      }
    }
    json ? print_json() : print();
    return errors_ + findings_.size() > 0 ? kFindings : kFine;
  }

 private:
  // A folder with rules alone (a test, a study) needs no texts; where there are some, they must fit.
  void check_texts() {
    const Texts texts = read_texts(folder_, city_);
    if (texts.prose.empty()) return;
    for (std::string& finding : portal_findings(compiled_.book, texts)) findings_.push_back(std::move(finding));
    for (std::string& finding : quality_findings(compiled_.book, texts)) findings_.push_back(std::move(finding));
    stale_ = stale(texts, today(), kFreshDays);
    for (const auto& [service, languages] : texts.prose)
      for (const auto& [language, prose] : languages) texts_in_[language]++;
    offices_ = texts.offices.size();
    same_ = same_claims(compiled_.book, std::min(compiled_.book.until - 1, month_of(today())));
    for (std::string& finding : translation_findings(compiled_.book, texts, folder_, city_)) findings_.push_back(std::move(finding));
    for (std::string& finding : replaced_findings(compiled_.replaced, texts)) findings_.push_back(std::move(finding));
  }

  // The vocabulary serves all cities of the catalogue: what none of them needs is dead.
  void check_vocabulary() {
    std::string others;
    for (const std::string& city : other_cities(folder_, city_))
      if (const auto sources = load_catalogue(folder_, city))
        for (const Source& s : *sources)
          if (s.layer == Layer::City) others += s.text + "\n";
    for (const Unread& u : compiled_.unread)
      if (!has_word(others, u.fact)) findings_.push_back(fmt::format("{}: Das Merkmal „{}“ liest keine Regel, auch in keiner anderen Stadt.", place(sources_, u.pos), u.fact));
  }

  void run_cases() {
    for (const TestCase& test : compiled_.cases) {
      expectations_ += test.expected.size();
      std::vector<Compared> compared;
      for (const CaseFinding& f : run_case(compiled_.book, test, &compared)) {
        findings_.push_back(fmt::format("{}: Prüffall „{}“: {}", place(sources_, f.pos), test.title, f.message));
      }
      std::set<std::string> asked;
      for (const Expected& x : test.expected)
        if (x.is_service) asked.insert(x.name);
      for (const std::string& name : asked) cases_by_service_[name]++;
      if (test.citation.empty()) continue;
      for (const Compared& c : compared) proof_rows_.push_back({c.what, c.expected, c.computed, test.citation});
    }
  }

  // Every Prüffall in the first and last month of every state: nothing may overflow or divide by zero.
  // All of a month in one batch; one by one only to name who is at fault.
  void walk() {
    for (const Program& program : compiled_.book.programs) {
      for (const Month month : {program.from, program.until - 1}) {
        std::vector<Situation> families;
        for (const TestCase& test : compiled_.cases) families.push_back(test.situation);
        std::vector<const Situation*> all;
        for (Situation& s : families) {
          s.month = month;
          all.push_back(&s);
        }
        walked_ += all.size();
        const Batch batch(compiled_.book, all);
        if (!fr::run(compiled_.book, program, batch, Carrier::Bounds)) blame(families);
      }
    }
  }

  void blame(const std::vector<Situation>& families) {
    for (std::size_t i = 0; i < families.size(); ++i) {
      const auto e = evaluate(compiled_.book, families[i], 1);
      if (e || !blamed_.insert(e.error().message).second) continue;
      const TestCase& test = compiled_.cases[i];
      findings_.push_back(fmt::format("{}: Prüffall „{}“, gerechnet für {}: {}", place(sources_, test.pos), test.title,
                                      format_month_german(families[i].month), e.error().message));
    }
  }

  void print() const {
    const Console screen;
    fmt::print("{}", render(compiled_.diagnostics, sources_));
    if (!compiled_.diagnostics.empty()) fmt::print("\n");
    for (const std::string& f : findings_) screen.para("FALSCH ", f);
    if (!compiled_.undocumented.empty()) screen.heading(Tone::Strong, fmt::format("UNBELEGT ({})", compiled_.undocumented.size()));
    for (const Undocumented& u : compiled_.undocumented) {
      screen.para("  ", fmt::format("{}: {}: {}{}", place(sources_, u.pos), u.name, u.range, u.reason.empty() ? "" : " – " + u.reason));
    }
    if (proofs_) {
      screen.heading(Tone::Strong, fmt::format("BEISPIELE MIT QUELLE ({})", proof_rows_.size()));
      for (const auto& row : proof_rows_)
        screen.para("  ", fmt::format("{} {}: erwartet {}, errechnet {} – {}", row[1] == row[2] ? "=" : "≠", row[0], row[1], row[2], row[3]));
    }
    if (strict_) {
      screen.heading(Tone::Strong, "PRÜFFÄLLE JE LEISTUNG");
      std::vector<std::vector<std::string>> rows;
      for (const Service& s : compiled_.book.services) {
        const auto found = cases_by_service_.find(s.name);
        rows.push_back({s.title, std::to_string(found == cases_by_service_.end() ? 0 : found->second)});
      }
      screen.table(rows, {false, true});
    }
    if (!stale_.empty()) screen.heading(Tone::Strong, fmt::format("VERALTET: Stand älter als {} Tage ({})", kFreshDays, stale_.size()));
    for (const std::string& s : stale_) screen.para("  ", s);
    if (!same_.empty()) screen.heading(Tone::Strong, fmt::format("GLEICHE BEDINGUNGEN ({})", same_.size()));
    for (const auto& group : same_) screen.para("  ", fmt::format("{}", fmt::join(group, ", ")));
    fmt::print("\n");
    screen.table(counts(), {false, true});
    if (strict_) {
      fmt::print("\n");
      screen.table(layers(), {false, true});
    }
    const std::size_t all = errors_ + findings_.size();
    fmt::print("\n{}\n", all == 0 ? "Keine Beanstandung." : fmt::format("{} Beanstandung{}.", all, all == 1 ? "" : "en"));
  }

  std::vector<std::vector<std::string>> counts() const {
    const Counts& c = compiled_.counts;
    const auto n = [](std::size_t value) { return std::to_string(value); };
    return {{"Regeldateien", n(sources_.size())},
            {"Leistungen", n(c.services)},
            {"Merkmale", n(c.facts)},
            {"Regeln", n(c.rules)},
            {"Werte", n(c.values)},
            {"  davon mit Quelle", n(c.sourced_values)},
            {"  davon unbelegt", n(c.undocumented)},
            {"Rechtsstände", n(c.states)},
            {"geprüfte Monate", n(c.months)},
            {"Prüffälle", n(c.cases)},
            {"  Erwartungen", n(expectations_)},
            {"  Rechnungen an den Grenzen der Rechtsstände", n(walked_)},
            {"Versprechen „steigt nicht mit“", n(compiled_.promises.size())},
            {"  verglichene Werte", strict_ ? n(promises_.tried) : "nur mit --streng"},
            {"Hinweise", n(warnings_)}};
  }

  std::vector<std::vector<std::string>> layers() const {
    std::map<std::string, std::size_t> levels, phases;
    for (const Service& s : compiled_.book.services) {
      levels[s.level == Level::City ? "Stadt und Partner" : s.level == Level::State ? "Land" : "Bund"]++;
      phases[s.phase]++;
    }
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const char* what, const std::map<std::string, std::size_t>& counts) {
      for (const auto& [name, n] : counts) rows.push_back({fmt::format("{}: {}", what, name), std::to_string(n)});
    };
    add("Leistungen", levels);
    add("Lebenslage", phases);
    add("Texte", texts_in_);
    rows.push_back({"Stellen", std::to_string(offices_)});
    return rows;
  }

  void print_json() const {
    const Counts& c = compiled_.counts;
    json::Writer w;
    w.open('{').key("counts").open('{');
    const std::pair<const char*, std::size_t> numbers[] = {
        {"files", sources_.size()}, {"services", c.services}, {"facts", c.facts}, {"rules", c.rules},
        {"values", c.values}, {"sourced", c.sourced_values}, {"undocumented", c.undocumented}, {"states", c.states},
        {"months", c.months}, {"cases", c.cases}, {"expectations", expectations_}, {"evaluations", walked_},
        {"errors", errors_}, {"warnings", warnings_}};
    for (const auto& [name, value] : numbers) w.key(name).number(static_cast<std::int64_t>(value));
    w.close('}').key("findings").open('[');
    for (const Diagnostic& d : compiled_.diagnostics) w.string(place(sources_, d.pos) + ": " + d.what);
    for (const std::string& f : findings_) w.string(f);
    w.close(']').key("undocumented").open('[');
    for (const Undocumented& u : compiled_.undocumented) {
      w.open('{').put("where", place(sources_, u.pos)).put("name", u.name).put("range", u.range).put("reason", u.reason).close('}');
    }
    w.close(']').close('}');
    const std::string text = w.take();
    const auto value = json::parse(text, {.bytes = text.size() + 1, .depth = 16, .values = 1'000'000});
    fmt::print("{}", value ? json::pretty(*value) : text);
  }

  bool strict_, proofs_;
  PromiseReport promises_;
  std::map<std::string, std::size_t> cases_by_service_;
  std::vector<std::array<std::string, 4>> proof_rows_;  // what, expected, computed, source
  std::vector<std::string> stale_;                 // told, not counted: time alone must not break a build
  std::vector<std::vector<std::string>> same_;     // told, not counted: two places to play are for the same families
  std::map<std::string, std::size_t> texts_in_;    // language -> texts
  std::size_t offices_ = 0;
  std::optional<Trouble> trouble_;
  std::filesystem::path folder_;
  std::string city_;
  std::vector<Source> sources_;
  Compiled compiled_;
  std::vector<std::string> findings_;
  std::set<std::string> blamed_;  // messages told already
  std::size_t errors_ = 0, warnings_ = 0, expectations_ = 0, walked_ = 0;
};

}  // namespace

void add_check(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("check", "prüft den Katalog und rechnet alle Prüffälle");
  auto own = std::make_shared<CheckOptions>();
  command->add_flag("--streng", own->strict, "auch Hinweise zählen als Beanstandung");
  command->add_flag("--belege", own->proofs, "zeigt alle Prüffälle mit Quelle: erwartet und errechnet");
  command->add_flag("--json", options.json, "Antwort als JSON");
  command->callback([own, &options, exit] { *exit = Check(options, *own).run(options.json); });
}

}  // namespace fr::app
