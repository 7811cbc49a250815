// timeline FILE: what begins, ends or changes in the coming months, and the deadlines.
#include <fmt/format.h>

#include "app/common.h"
#include "app/console.h"

namespace fr::app {
namespace {

using json::Value;

void print_timeline(const Value& answer, unsigned months) {
  const Console screen;
  fmt::print("{}\n", screen.tint(Tone::Strong, fmt::format("Ab {}, {} Monate", month_title(answer.str("from")), months)));
  const auto& events = answer.list("events");
  if (events.empty()) screen.para("", "In dieser Zeit ändert sich nichts.");
  std::vector<std::vector<std::string>> rows;
  std::string_view last;
  for (const Value& e : events) {
    const std::string_view month = e.str("month"), what = e.str("what");
    const char* mark = what == "begins" ? "+" : what == "ends" ? "−" : what == "deadline" ? "!" : "~";
    std::string text = printable(e.str("text"));
    if (what == "deadline") {
      const Value* day = e.find("day");
      text = fmt::format("Frist{}: {} [{}, {}]", day ? " " + day_words(*day) : "", text, e.str("title"), printable(e.str("for")));
      if (const Value* cost = e.find("cost")) text += ". Warten kostet " + amount_words(*cost);
    }
    if (e.flag("projected")) text += " *";
    rows.push_back({month == last ? "" : month_title(month), mark, text});
    last = month;
  }
  screen.table(rows, {}, 2);
  for (const Value& e : events) {
    if (!e.flag("projected")) continue;
    screen.para("\n* ", "liegt nach dem geprüften Rechtsstand; gerechnet mit dem Recht, wie es zuletzt beschlossen ist.");
    break;
  }
}

}  // namespace

void add_timeline(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("timeline", "zeigt, was in den nächsten Monaten beginnt, endet oder sich ändert");
  family_options(*command, options);
  auto months = std::make_shared<unsigned>(36);
  command->add_option("--months", *months, "Anzahl der Monate")->check(CLI::Range(1, 240))->type_name("N");
  command->callback([months, &options, exit] {
    const auto c = Case::open(options, exit);
    if (!c) return;
    const auto answer = c->ask("timeline", fmt::format(", \"months\": {}", *months), exit);
    if (answer && !c->json()) print_timeline(*answer, *months);
  });
}

}  // namespace fr::app
