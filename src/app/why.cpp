// why FILE SERVICE [PERSON]: the tree of reasons, the Rechenweg, and the nearest change.
// Without --alles the tree is folded: only what carries the result or is open, no group of one, no line that
// repeats the line above it, and of a computation within a computation only its result.
#include <fmt/format.h>

#include <algorithm>

#include "app/common.h"
#include "app/console.h"

namespace fr::app {
namespace {

using json::Value;

class WhyPage {
 public:
  explicit WhyPage(bool everything) : everything_(everything) {}

  static constexpr int kConditions = 5, kLines = 3;

  void print(const Value& a, std::string_view month) {
    std::string title = fmt::format("{} für {}, {}: {}", a.str("title"), printable(a.str("for")), month_title(month), verdict_words(a.str("verdict")));
    if (const Value* amount = a.find("amount")) title += ", " + amount_words(*amount);
    screen_.heading(Tone::Strong, title);
    if (a.flag("received")) screen_.para("", "Wird schon bezogen.");
    if (const Value* claim = a.find("claim")) {
      fmt::print("\nWarum\n");
      step(*claim, 2, kConditions);
    }
    if (const Value* amount = a.find("amount_steps")) {
      fmt::print("\nRechenweg\n");
      if (amount->str("kind") == "steps") {
        for (const Value& line : amount->list("because")) step(line, 2, kLines);
      } else {
        step(*amount, 2, kLines);
      }
    }
    if (folded_) screen_.para("\n", "Manche Zwischenrechnung ist zugeklappt; --alles zeigt jede.");
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

  static bool is_group(std::string_view kind) { return kind == "all" || kind == "any" || kind == "none"; }

  // The steps below one that are worth a line.
  std::vector<const Value*> below(const Value& s) const {
    std::vector<const Value*> kept;
    for (const Value& b : s.list("because")) {
      const bool shown = everything_ || is_line(b.str("kind")) || b.flag("decisive") || value_text(b, "value") == "offen";
      if (shown) kept.push_back(&b);
    }
    if (!everything_ && s.str("kind") == "aggregate") only_counted(&kept);
    return kept;
  }

  // Of a sum its parts, of a count who counts; not who was left out and why.
  static void only_counted(std::vector<const Value*>* parts) {
    const auto truth = [](const Value* p) {
      const std::string_view v = value_text(*p, "value");
      return v == "ja" || v == "nein" || v == "offen";
    };
    const bool sum = std::any_of(parts->begin(), parts->end(), [&](const Value* p) { return !truth(p); });
    std::erase_if(*parts, [&](const Value* p) { return truth(p) && (sum || value_text(*p, "value") == "nein"); });
  }

  // Goes on to the only step below while the step itself says nothing more than that one.
  const Value* unwrap(const Value* s, std::string* label) const {
    while (!everything_ && is_group(s->str("kind")) && s->str("citation").empty()) {
      const auto parts = below(*s);
      if (parts.size() != 1 || value_text(*parts.front(), "value") != value_text(*s, "value")) break;
      add_label(label, s->str("label"));
      s = parts.front();
    }
    add_label(label, s->str("label"));
    return s;
  }
  // "Elternteil: wohnt in Deutschland" behind the name of the parent.
  static std::string without_noun(const std::string& text) {
    for (const char* noun : {"Elternteil", "Kind", "Partner", "Geschwisterkind", "Mitglied", "Person", "Haushalt",
                             "Pflegebedürftiger", "Pflegender"}) {
      const std::string lead = std::string(noun) + ": ";
      if (text.starts_with(lead)) return text.substr(lead.size());
    }
    return text;
  }
  static void add_label(std::string* label, std::string_view more) {
    if (more.empty()) return;
    if (!label->empty()) *label += " ";
    label->append(more);
  }

  // What stands below a line: a group without a name of its own gives way to its parts.
  std::vector<const Value*> parts_of(const Value& s) const {
    std::vector<const Value*> parts = below(s);
    while (!everything_ && parts.size() == 1) {
      const Value& only = *parts.front();
      const bool nameless = is_group(only.str("kind")) && only.str("label").empty() && only.str("citation").empty();
      const bool again = only.str("text") == s.str("text");
      if ((!nameless || s.str("kind") == "not") && !again) break;
      if (!again && below(only).empty()) break;
      parts = below(only);
    }
    return parts;
  }

  // "Geburtstag: 25.1.2008" behind a test that reads nothing but facts; empty if it has more below it.
  std::string operands(const Value& s, const std::vector<const Value*>& parts) const {
    if (everything_ || (s.str("kind") != "test" && s.str("kind") != "not")) return "";
    std::string all;
    for (const Value* part : parts) {
      if (part->str("kind") != "fact" || !part->list("because").empty()) return "";
      const std::string_view name = part->str("text"), value = value_text(*part, "value");
      if (!all.empty()) all += ", ";
      all += s.str("text").starts_with(name) ? fmt::format("hier: {}", value) : fmt::format("{}: {}", printable(name), value);
    }
    return all;
  }

  // `room`: how many levels may follow below this one.
  void step(const Value& top, int indent, int room, const std::string& whose = "") {
    std::string label = whose;
    const Value& s = *unwrap(&top, &label);
    const std::string_view kind = s.str("kind"), value = value_text(s, "value");
    const bool truth = value == "ja" || value == "nein" || value == "offen";
    std::string lead(indent, ' ');
    if (is_line(kind)) lead += sign(kind);
    else if (truth) lead += value == "ja" ? "✓ " : value == "nein" ? "✗ " : "? ";
    else lead += "· ";
    std::string text = label.empty() ? "" : fmt::format("{}: ", label);
    if (kind == "at-least") text += "mindestens ";
    if (kind == "at-most") text += "höchstens ";
    std::string words = printable(s.str("text"));
    if (!whose.empty()) words = without_noun(words);
    text += words.empty() ? "Fallunterscheidung" : words;
    if (is_line(kind)) {
      const std::string_view line = value_text(s, "line");
      if (!line.empty() && line != value) text += fmt::format(": {}", line);
      text += fmt::format(" = {}", value);
    } else if (!truth || kind == "fact") {
      text += fmt::format(": {}", value);
    }
    std::vector<const Value*> parts = parts_of(s);
    bool decisive = s.flag("decisive") && parts.empty() && (truth || kind == "fact");
    const bool about_test = kind == "not" && parts.size() == 1 && parts.front()->str("kind") == "test";
    if (const std::string facts = operands(s, about_test ? below(*parts.front()) : parts); !facts.empty()) {
      text += fmt::format(" – {}", facts);
      decisive = s.flag("decisive");
      parts.clear();
    }
    if (!s.str("citation").empty()) text += fmt::format("  ({})", s.str("citation"));
    if (decisive) text += "  ◄ entscheidend";
    screen_.para(lead, text);
    const int less = truth ? room - 1 : std::min(room - 1, kLines - 1);
    if (!everything_ && less < 0 && !parts.empty()) {
      folded_ = true;
      return;
    }
    for (const Value* part : parts) {
      const bool other = (kind == "quantifier" || kind == "aggregate") && part->str("entity") != s.str("entity");
      step(*part, indent + 2, less, other ? printable(part->str("entity")) : std::string());
    }
  }

  void nearest(const Value& a) {
    const auto& changes = a.list("nearest");
    if (a.str("verdict") == "yes") return;
    fmt::print("\nWas daraus ein Ja macht\n");
    if (changes.empty()) screen_.para("  ", "Keine einzelne Angabe und kein Zeitpunkt der nächsten drei Jahre.");
    for (const Value& c : changes) screen_.para("  • ", printable(c.str("text")));
  }

  bool everything_;
  bool folded_ = false;
  Console screen_;
};

struct WhyOptions {
  std::string service, person;
  bool everything = false;
};

}  // namespace

void add_why(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("why", "erklärt ein Ergebnis und die nächste Änderung");
  family_options(*command, options);
  auto own = std::make_shared<WhyOptions>();
  command->add_option("SERVICE", own->service, "Kennung der Leistung")->required()->type_name("");
  command->add_option("PERSON", own->person, "nur für diese Person oder diesen Haushalt")->type_name("");
  command->add_flag("--alles", own->everything, "auch was das Ergebnis nicht trägt");
  command->callback([own, &options, exit] {
    const auto c = Case::open(options, exit);
    if (!c) return;
    std::string more = ", \"service\": " + json::quote(own->service);
    if (!own->person.empty()) more += ", \"for\": " + json::quote(own->person);
    const auto answer = c->ask("why", more, exit);
    if (!answer || c->json()) return;
    WhyPage page(own->everything);
    for (const Value& a : answer->list("answers")) page.print(a, answer->str("month"));
  });
}

}  // namespace fr::app
