// match FILE: what fits this family, for people (a page) or programs (--json). With --zeilen many
// families, one JSON object per line in and out, in the same order.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "app/common.h"
#include "app/console.h"
#include "base/decimal.h"
#include "core/familienrathaus.h"

namespace fr::app {
namespace {

using json::Value;

class MatchPage {
 public:
  MatchPage(const Rulebook& book, const Value& answer) : book_(book), answer_(answer) {}

  void print() {
    fmt::print("{}\n", screen_.tint(Tone::Strong, "Was passt im " + month_title(answer_.str("month"))));
    if (const Value* total = answer_.find("total")) print_total(*total);
    std::vector<const Value*> yes, open, no, received;
    for (const Value& r : answer_.list("results")) {
      const std::string_view verdict = r.str("verdict");
      (r.flag("received") ? received : verdict == "yes" ? yes : verdict == "open" ? open : no).push_back(&r);
    }
    group(Tone::Good, "SICHER", yes);
    group(Tone::Maybe, "MÖGLICH – hängt noch von Angaben ab", open);
    group(Tone::Strong, "WIRD SCHON BEZOGEN", received);
    folded(no);
    questions();
    if (answer_.flag("capped")) screen_.para("\n", "Manche Spanne ist weiter als nötig: Es ist noch zu vieles offen.");
  }

 private:
  void print_total(const Value& total) {
    if (parse_decimal(total.str("max")).value_or(0) == 0) return;
    screen_.para("", "Geldleistungen und Ersparnisse, die noch nicht bezogen werden: zusammen " + amount_words(total) + ".");
  }

  void group(Tone tone, std::string_view title, const std::vector<const Value*>& results) {
    if (results.empty()) return;
    screen_.heading(tone, fmt::format("{} ({})", title, results.size()));
    std::size_t name = 0, whom = 0;
    for (const Value* r : results) {
      name = std::max(name, columns(r->str("title")));
      whom = std::max(whom, columns(r->str("for")));
    }
    name = std::min<std::size_t>(name, 40);
    for (const Value* r : results) {
      result(*r, name, whom);
    }
  }

  static std::string pad(std::string_view text, std::size_t width) {
    std::string out = printable(text);
    const std::size_t length = columns(out);
    return length < width ? out + std::string(width - length, ' ') : out;
  }

  void result(const Value& r, std::size_t name, std::size_t whom) {
    const Value* amount = r.find("amount");
    const bool cost = r.str("effect") == "cost";
    std::string right = amount ? (cost ? "kostet " : "") + amount_words(*amount) : "";
    if (r.flag("received") && r.str("verdict") != "yes") right += fmt::format(" – nach diesen Angaben: {}", verdict_words(r.str("verdict")));
    screen_.para(fmt::format("  {}  {}  ", pad(r.str("title"), name), pad(r.str("for"), whom)), right);
    missing(r);
    if (!r.flag("received")) {
      deadlines(r);
      if (r.str("verdict") == "yes") documents(r);
    }
  }

  void missing(const Value& r) {
    std::string all;
    for (const Value& m : r.list("missing")) {
      all += (all.empty() ? "" : ", ") + fact_words(book_, m.str("fact"));
      if (m.str("entity") != r.str("for")) all += fmt::format(" ({})", printable(m.str("entity")));
    }
    if (!all.empty()) screen_.para("      offen: ", all);
  }

  void deadlines(const Value& r) {
    for (const Value& d : r.list("deadlines")) {
      const Value* until = d.find("until");
      std::string text = fmt::format("{} {} – {}", d.flag("missed") ? "abgelaufen" : "spätestens", until ? day_words(*until) : "", d.str("text"));
      if (!d.flag("certain")) text += " (vielleicht)";
      if (const Value* cost = d.find("cost")) text += ". Warten kostet " + amount_words(*cost);
      if (d.flag("missed") && !d.str("if_missed").empty()) text += fmt::format(". {}", d.str("if_missed"));
      screen_.para("      Frist: ", text);
    }
  }

  void documents(const Value& r) {
    for (const Value& d : r.list("documents")) {
      std::string text(d.str("text"));
      if (!d.str("where").empty()) text += fmt::format(" ({})", d.str("where"));
      if (!d.flag("certain")) text += " (vielleicht nötig)";
      screen_.para("      [ ] ", text);
    }
  }

  // A no in one line per service and reason.
  void folded(const std::vector<const Value*>& results) {
    if (results.empty()) return;
    screen_.heading(Tone::Faint, fmt::format("NEIN ({})", results.size()));
    struct Row {
      std::string title, whom, reason;
    };
    std::vector<Row> rows;
    for (const Value* r : results) {
      const Row row{std::string(r->str("title")), printable(r->str("for")), reasons(r->list("because"))};
      const auto same = std::find_if(rows.begin(), rows.end(), [&](const Row& o) { return o.title == row.title && o.reason == row.reason; });
      if (same == rows.end()) rows.push_back(row);
      else same->whom += ", " + row.whom;
    }
    for (const Row& row : rows) {
      screen_.para("  – ", fmt::format("{} für {}{}{}", row.title, row.whom, row.reason.empty() ? "" : ": ", row.reason));
    }
  }

  // What failed, at most two of it: where any of several things would do, each one failed.
  static std::string reasons(const std::vector<Value>& because) {
    std::string text;
    int told = 0;
    for (const Value& b : because) {
      if (b.str("value") == "open" || told == 2) continue;
      text += (told++ ? "; " : "") + reason_words(b);
    }
    return text.empty() && !because.empty() ? reason_words(because.front()) : text;
  }

  static std::string reason_words(const Value& b) {
    const std::string_view value = b.str("value");
    std::string text = printable(b.str("text"));
    if (!b.str("entity").empty()) text += fmt::format(" [{}]", printable(b.str("entity")));
    text += value == "no" ? " – nein" : value == "yes" ? " – ja" : " – offen";
    if (!b.str("citation").empty()) text += fmt::format(" ({})", b.str("citation"));
    return text;
  }

  void questions() {
    const auto& list = answer_.list("questions");
    if (list.empty()) {
      if (answer_.flag("enough")) screen_.para("\n", "Mehr brauchen wir nicht: Keine weitere Angabe kann ein Ergebnis ändern.");
      return;
    }
    screen_.heading(Tone::Strong, "DIE NÄCHSTE FRAGE");
    const Value& best = list.front();
    screen_.para("  ", printable(best.str("text")));
    if (!best.str("help").empty()) screen_.para("  ", best.str("help"));
    screen_.para("  → ", fmt::format("{}; in der Datei: {}.{}", worth(best), printable(best.str("entity")), best.str("fact")));
    if (list.size() > 1) fmt::print("  danach:\n");
    for (std::size_t i = 1; i < list.size() && i < 4; ++i) {
      screen_.para("    – ", fmt::format("{} ({})", printable(list[i].str("text")), worth(list[i])));
    }
  }

  static std::string worth(const Value& q) {
    const auto euro = parse_decimal(q.str("worth")).value_or(0);
    std::string text;
    if (euro > 0) text = "kann bis zu " + format_german(euro, true) + " € im Monat ausmachen";
    const std::string_view settles = q.str("settles");
    if (settles != "0") text += fmt::format("{}klärt {} {}", text.empty() ? "" : ", ", settles, settles == "1" ? "Ergebnis" : "Ergebnisse");
    if (q.flag("deadline")) text += text.empty() ? "verschiebt eine Frist" : ", verschiebt eine Frist";
    return text.empty() ? "hilft weiter" : text;
  }

  const Rulebook& book_;
  const Value& answer_;
  Console screen_;
};

// One answer per line; a line that cannot be read is answered by its error. Reasons and questions are
// left out: they are for one family.
int match_lines(const Options& options, int* exit) {
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file);
    if (!file) return refuse({"Die Datei lässt sich nicht lesen.", options.file, "", "Bitte den Namen prüfen."});
  }
  const auto loaded = load(options, exit);
  if (!loaded) return *exit;
  const std::string head = R"({"do": "match", "because": false, "ask": false, )" +
                           (options.month.empty() ? "" : "\"month\": " + json::quote(options.month) + ", ");
  bool troubled = false;
  std::istream& in = options.file == "-" ? std::cin : file;
  for (std::string line; std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string text = answer(loaded->compiled.book, head + "\"family\": " + line + "}");
    troubled = troubled || text.starts_with("{\"error\"");
    fmt::print("{}\n", text);
  }
  return troubled ? kWrongInput : kFine;
}

}  // namespace

void add_match(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("match", "zeigt, welche Leistungen zu einer Familie passen");
  family_options(*command, options);
  auto lines = std::make_shared<bool>(false);
  command->add_flag("--zeilen", *lines, "viele Familien: eine je Zeile, eine Antwort je Zeile (JSON)");
  command->callback([&options, exit, lines] {
    if (*lines) {
      *exit = match_lines(options, exit);
      return;
    }
    const auto c = Case::open(options, exit);
    if (!c) return;
    const auto answer = c->ask("match", "", exit);
    if (answer && !c->json()) MatchPage(c->book(), *answer).print();
  });
}

}  // namespace fr::app
