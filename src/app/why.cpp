// why FILE SERVICE [PERSON]: the tree of reasons, the Rechenweg, and the nearest change.
#include <fmt/format.h>

#include "app/common.h"
#include "app/console.h"

namespace fr::app {
namespace {

using json::Value;

class WhyPage {
 public:
  void print(const Value& a, std::string_view month) {
    std::string title = fmt::format("{} für {}, {}: {}", a.str("title"), printable(a.str("for")), month_title(month), verdict_words(a.str("verdict")));
    if (const Value* amount = a.find("amount")) title += ", " + amount_words(*amount);
    screen_.heading(Tone::Strong, title);
    if (a.flag("received")) screen_.para("", "Wird schon bezogen.");
    if (const Value* claim = a.find("claim")) {
      fmt::print("\nWarum\n");
      step(*claim, 2);
    }
    if (const Value* amount = a.find("amount_steps")) {
      fmt::print("\nRechenweg\n");
      step(*amount, 2);
    }
    nearest(a);
    if (!a.str("limits").empty()) {
      fmt::print("\n");
      screen_.para("Grenzen: ", a.str("limits"));
    }
  }

 private:
  static std::string_view value_text(const Value& s, const char* key) {
    const Value* v = s.find(key);
    return v ? v->str("text") : std::string_view();
  }

  static const char* sign(std::string_view kind) {
    if (kind == "start") return "   ";
    if (kind == "plus") return " + ";
    if (kind == "minus") return " − ";
    if (kind == "times") return " × ";
    return " → ";
  }

  static bool is_line(std::string_view kind) {
    return kind == "start" || kind == "plus" || kind == "minus" || kind == "times" || kind == "at-least" || kind == "at-most" ||
           kind == "round" || kind == "drop";
  }

  void step(const Value& s, int indent) {
    const std::string_view kind = s.str("kind"), value = value_text(s, "value");
    const bool truth = value == "ja" || value == "nein" || value == "offen";
    std::string lead(indent, ' ');
    if (is_line(kind)) lead += sign(kind);
    else if (truth) lead += value == "ja" ? "✓ " : value == "nein" ? "✗ " : "? ";
    else lead += "· ";
    std::string text = s.str("label").empty() ? "" : fmt::format("{}: ", s.str("label"));
    text += printable(s.str("text"));
    if (is_line(kind)) {
      const std::string_view line = value_text(s, "line");
      if (!line.empty() && line != value) text += fmt::format(": {}", line);
      text += fmt::format(" = {}", value);
    } else if (!truth || kind == "fact") {
      text += fmt::format(": {}", value);
    }
    if (!s.str("citation").empty()) text += fmt::format("  ({})", s.str("citation"));
    if (s.flag("decisive") && s.list("because").empty()) text += "  ◄ entscheidend";
    screen_.para(lead, text);
    for (const Value& b : s.list("because")) step(b, indent + 2);
  }

  void nearest(const Value& a) {
    const auto& changes = a.list("nearest");
    if (a.str("verdict") == "yes") return;
    fmt::print("\nWas daraus ein Ja macht\n");
    if (changes.empty()) screen_.para("  ", "Keine einzelne Angabe und kein Zeitpunkt der nächsten drei Jahre.");
    for (const Value& c : changes) screen_.para("  • ", printable(c.str("text")));
  }

  Console screen_;
};

struct WhyOptions {
  std::string service, person;
};

}  // namespace

void add_why(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("why", "erklärt ein Ergebnis und die nächste Änderung");
  family_options(*command, options);
  auto own = std::make_shared<WhyOptions>();
  command->add_option("SERVICE", own->service, "Kennung der Leistung")->required()->type_name("");
  command->add_option("PERSON", own->person, "nur für diese Person oder diesen Haushalt")->type_name("");
  command->callback([own, &options, exit] {
    const auto c = Case::open(options, exit);
    if (!c) return;
    std::string more = ", \"service\": " + json::quote(own->service);
    if (!own->person.empty()) more += ", \"for\": " + json::quote(own->person);
    const auto answer = c->ask("why", more, exit);
    if (!answer || c->json()) return;
    WhyPage page;
    for (const Value& a : answer->list("answers")) page.print(a, answer->str("month"));
  });
}

}  // namespace fr::app
