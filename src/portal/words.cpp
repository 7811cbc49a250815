#include "portal/words.h"

#include <vector>

#include "core/json.h"
#include "portal/texts.h"

namespace fr {

Words::Words(std::string_view name) : language(name), prefix(name == "de" ? "" : "/" + std::string(name)) {
  auto file = json::parse(portal_text(language + ".json"));
  if (!file) return;  // words_test.cpp reads every file; without one every key stands for itself
  for (json::Member& m : file->members) texts_.emplace(std::move(m.key), std::move(m.value.text));
}

std::string_view Words::operator()(std::string_view key) const {
  auto found = texts_.find(key);
  return found == texts_.end() ? key : std::string_view(found->second);
}

std::string Words::path(std::string_view german_path) const {
  if (german_path == "/" && !prefix.empty()) return prefix;
  return prefix + std::string(german_path);
}

std::span<const Words> languages() {
  static const std::vector<Words> all{Words("de"), Words("leicht"), Words("en"), Words("tr"), Words("uk"),
                                      Words("ar"), Words("pl"),     Words("ro"), Words("ru")};
  return all;
}

const Words& german() { return languages()[0]; }

Html filled(std::string_view text, std::initializer_list<std::pair<std::string_view, Html>> places) {
  Html out;
  while (true) {
    std::size_t open = text.find('{');
    out += Html(text.substr(0, open));
    if (open == std::string_view::npos) return out;
    std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return out;
    std::string_view name = text.substr(open + 1, close - open - 1);
    for (const auto& [place, value] : places)
      if (place == name) out += value;
    text.remove_prefix(close + 1);
  }
}

std::optional<std::string> lang_de(const Words& w) {
  return w.is_german() ? std::nullopt : std::optional<std::string>("de");
}

std::optional<std::string> dir_ltr(const Words& w) {
  return w("language.dir") == "ltr" ? std::nullopt : std::optional<std::string>("ltr");
}

Html german_span(std::string_view text, const Words& w) {
  if (w.is_german()) return text;
  return el("span", {{"lang", "de"}, {"dir", dir_ltr(w)}}, {text});
}

std::string_view effect_word(Effect effect, const Words& w) {
  switch (effect) {
    case Effect::Payment: return w("effect.payment");
    case Effect::Saving: return w("effect.saving");
    case Effect::Cost: return w("effect.cost");
    case Effect::Help: return w("effect.help");
    case Effect::Duty: return w("effect.duty");
  }
  return "";
}

std::string_view level_word(Level level, const Words& w) {
  switch (level) {
    case Level::Federal: return w("level.federal");
    case Level::State: return w("level.state");
    case Level::City: return w("level.city");
  }
  return "";
}

std::string_view per_word(Per per, const Words& w) {
  switch (per) {
    case Per::None: return w("per.once");
    case Per::Day: return w("per.day");
    case Per::Month: return w("per.month");
    case Per::Year: return w("per.year");
  }
  return "";
}

}  // namespace fr
