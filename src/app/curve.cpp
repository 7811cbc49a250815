// curve FILE FACT FROM TO: results over a range of one fact. FACT is "anna.Merkmal", or the Merkmal alone
// where only one in the file states it.
#include <fmt/format.h>

#include <map>

#include "app/common.h"
#include "app/console.h"
#include "base/date.h"
#include "base/decimal.h"
#include "core/words.h"

namespace fr::app {
namespace {

using json::Value;

struct CurveOptions {
  std::string fact, from, to;
  unsigned points = 0;
};

std::string end_json(const std::string& text) { return parse_decimal(text) ? text : json::quote(text); }

// "anna.Merkmal" -> both halves; a bare name is looked for in the file.
std::expected<std::pair<std::string, std::string>, Trouble> split(const Case& c, const std::string& fact) {
  if (const std::size_t dot = fact.rfind('.'); dot != std::string::npos) {
    return std::pair(fact.substr(0, dot), fact.substr(dot + 1));
  }
  std::vector<std::string> owners;
  for (const char* group : {"persons", "households"}) {
    const Value* list = c.family().find(group);
    if (!list) continue;
    for (const json::Member& m : list->members) {
      if (m.value.find(fact)) owners.push_back(m.key);
    }
  }
  if (const Value* family = c.family().find("family"); family && family->find(fact)) owners.push_back("familie");
  if (owners.size() == 1) return std::pair(owners[0], fact);
  return std::unexpected(Trouble{owners.empty() ? "Es ist nicht zu erkennen, wessen „" + fact + "“ gemeint ist."
                                                : "Mehrere in dieser Datei haben „" + fact + "“.",
                                 "", "", "Bitte mit Namen angeben, zum Beispiel anna." + fact + "."});
}

std::string at_words(const Rulebook& book, std::string_view fact, std::string_view at) {
  for (const Fact& f : book.facts) {
    if (f.name != fact) continue;
    const auto number = parse_decimal(at);
    if (f.type.kind == Kind::Money && number) return format_german(*number, true) + " €";
    if (const auto day = parse_day(at); day && f.type.kind == Kind::Day) return format_day_german(*day);
    if (number) return format_german(*number) + (f.type.kind == Kind::Share ? " %" : "");
  }
  return std::string(at);
}

std::string cell(const Value& result) {
  const Value* amount = result.find("amount");
  if (result.str("verdict") == "no") return "–";
  const auto euro = [&](const char* key) { return format_german(parse_decimal(amount->str(key)).value_or(0), true); };
  std::string text = result.str("verdict") == "open" ? "? " : "";
  if (!amount) return text + verdict_words(result.str("verdict"));
  text += euro("min");
  if (amount->str("min") != amount->str("max")) text += "–" + euro("max");
  return text + " €";
}

void print_curve(const Case& c, const Value& answer) {
  const Console screen;
  std::vector<std::vector<std::string>> rows(1);
  std::vector<bool> right{true, true};
  rows[0] = {fact_words(c.book(), answer.str("fact")), "zusammen"};
  const auto& points = answer.list("points");
  std::vector<std::string> legend;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Value* total = points[i].find("total");
    std::vector<std::string> row{at_words(c.book(), answer.str("fact"), points[i].str("at")), total ? amount_words(*total) : ""};
    for (const Value& r : points[i].list("results")) {
      if (i == 0) {
        legend.push_back(fmt::format("[{}] {} für {}", legend.size() + 1, r.str("service"), printable(r.str("for"))));
        rows[0].push_back(fmt::format("[{}]", legend.size()));
        right.push_back(true);
      }
      row.push_back(cell(r));
    }
    rows.push_back(std::move(row));
  }
  fmt::print("{}\n", screen.tint(Tone::Strong, fmt::format("{} von {}", fact_words(c.book(), answer.str("fact")), printable(answer.str("entity")))));
  for (const std::string& line : legend) screen.para("  ", line);
  if (legend.empty()) screen.para("  ", "Kein Ergebnis hängt davon ab.");
  fmt::print("\n");
  screen.table(rows, right, 2);
}

}  // namespace

void add_curve(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("curve", "rechnet über eine Spanne eines Merkmals");
  family_options(*command, options);
  auto own = std::make_shared<CurveOptions>();
  command->add_option("FACT", own->fact, "Merkmal, zum Beispiel anna.Merkmal")->required()->type_name("");
  command->add_option("FROM", own->from, "von")->required()->type_name("");
  command->add_option("TO", own->to, "bis")->required()->type_name("");
  command->add_option("--points", own->points, "Anzahl der Punkte (Tabelle 21, JSON 141)")->check(CLI::Range(2, 1000))->type_name("N");
  command->callback([own, &options, exit] {
    const auto c = Case::open(options, exit);
    if (!c) return;
    const auto target = split(*c, own->fact);
    if (!target) {
      *exit = refuse(target.error());
      return;
    }
    const unsigned points = own->points ? own->points : c->json() ? 141 : 21;
    const auto answer = c->ask("curve", fmt::format(", \"entity\": {}, \"fact\": {}, \"from\": {}, \"to\": {}, \"points\": {}", json::quote(target->first),
                                                    json::quote(target->second), end_json(own->from), end_json(own->to), points), exit);
    if (answer && !c->json()) print_curve(*c, *answer);
  });
}

}  // namespace fr::app
