// list [--merkmale]: the services of the catalogue, or the facts that a family file can state.
#include <fmt/format.h>

#include "app/common.h"
#include "app/console.h"
#include "core/familienrathaus.h"
#include "core/words.h"

namespace fr::app {
namespace {

const char* level_words(Level level) { return level == Level::Federal ? "Bund" : level == Level::State ? "Land" : "Stadt"; }

void print_services(const Rulebook& book) {
  const Console screen;
  std::vector<std::vector<std::string>> rows;
  for (const Service& s : book.services) rows.push_back({s.id, level_words(s.level), s.title});
  screen.table(rows);
  fmt::print("\n{} Leistungen, Rechtsstand {} bis {}.\n", book.services.size(), month_words(book.from), month_words(book.until - 1));
}

std::string kind_words(const Rulebook& book, const Fact& f) {
  switch (f.type.kind) {
    case Kind::Bool: return "true oder false";
    case Kind::Choice: {
      std::string all;
      for (const std::string& m : book.choices[f.type.choice].members) all += (all.empty() ? "" : " | ") + m;
      return all;
    }
    case Kind::Day: return "Tag (JJJJ-MM-TT)";
    case Kind::Month: return "Monat (JJJJ-MM)";
    default: {
      std::string text = words(book, f.type, {f.lo, f.hi});
      if (f.type.per != Per::None) text += std::string(" ") + per_word(f.type.per);
      return text;
    }
  }
}

void print_facts(const Rulebook& book) {
  const Console screen;
  std::vector<std::vector<std::string>> rows;
  for (const Fact& f : book.facts) rows.push_back({f.name, role_word(f.role), kind_words(book, f)});
  screen.table(rows);
  fmt::print("\n{} Merkmale.\n", book.facts.size());
}

}  // namespace

void add_list(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("list", "zeigt die Leistungen des Katalogs");
  auto facts = std::make_shared<bool>(false);
  command->add_flag("--merkmale", *facts, "zeigt die Merkmale, die eine Familiendatei nennen kann");
  command->add_flag("--json", options.json, "Leistungen und Merkmale als JSON");
  command->callback([facts, &options, exit] {
    const auto loaded = load(options, exit);
    if (!loaded) return;
    const Rulebook& book = loaded->compiled.book;
    if (options.json) {
      const std::string text = answer(book, R"({"do": "vocabulary"})");
      const auto value = json::parse(text, {.bytes = text.size() + 1, .depth = 16, .values = 10'000'000});
      fmt::print("{}", value ? json::pretty(*value) : text);
    } else if (*facts) {
      print_facts(book);
    } else {
      print_services(book);
    }
  });
}

}  // namespace fr::app
