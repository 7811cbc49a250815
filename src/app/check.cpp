// check [--streng]: is the catalogue sound? Compiles it, computes every Prüffall in every state of the law,
// compares all expectations, and reports counts, undocumented cells and findings.
#include <fmt/format.h>

#include <map>
#include <set>

#include "app/common.h"
#include "app/console.h"
#include "base/date.h"
#include "catalogue/cases.h"
#include "catalogue/reach.h"
#include "eval/analysis.h"

namespace fr::app {
namespace {

struct CheckOptions {
  bool strict = false;
};

std::string place(const std::vector<Source>& sources, const Pos& pos) {
  return fmt::format("{}:{}", pos.source < sources.size() ? sources[pos.source].name : "?", pos.line);
}

class Check {
 public:
  Check(const Options& options, bool strict) : strict_(strict) {
    auto sources = load_catalogue(catalogue_folder(options));
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
      }
    }
    json ? print_json() : print();
    return errors_ + findings_.size() > 0 ? kFindings : kFine;
  }

 private:
  void run_cases() {
    for (const TestCase& test : compiled_.cases) {
      expectations_ += test.expected.size();
      for (const CaseFinding& f : run_case(compiled_.book, test)) {
        findings_.push_back(fmt::format("{}: Prüffall „{}“: {}", place(sources_, f.pos), test.title, f.message));
      }
    }
  }

  // Every Prüffall in the first and last month of every state: nothing may overflow or divide by zero.
  void walk() {
    std::set<std::string> seen;
    for (const Program& program : compiled_.book.programs) {
      for (const Month month : {program.from, program.until - 1}) {
        for (const TestCase& test : compiled_.cases) {
          Situation s = test.situation;
          s.month = month;
          const auto e = evaluate(compiled_.book, s);
          ++walked_;
          if (e || !seen.insert(e.error().message).second) continue;
          findings_.push_back(fmt::format("{}: Prüffall „{}“, gerechnet für {}: {}", place(sources_, test.pos), test.title,
                                          format_month_german(month), e.error().message));
        }
      }
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
    fmt::print("\n");
    screen.table(counts(), {false, true});
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
            {"Hinweise", n(warnings_)}};
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

  bool strict_;
  std::optional<Trouble> trouble_;
  std::vector<Source> sources_;
  Compiled compiled_;
  std::vector<std::string> findings_;
  std::size_t errors_ = 0, warnings_ = 0, expectations_ = 0, walked_ = 0;
};

}  // namespace

void add_check(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("check", "prüft den Katalog und rechnet alle Prüffälle");
  auto own = std::make_shared<CheckOptions>();
  command->add_flag("--streng", own->strict, "auch Hinweise zählen als Beanstandung");
  command->add_flag("--json", options.json, "Antwort als JSON");
  command->callback([own, &options, exit] { *exit = Check(options, own->strict).run(options.json); });
}

}  // namespace fr::app
