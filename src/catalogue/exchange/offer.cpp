#include "catalogue/exchange/offer.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "catalogue/translations.h"
#include "core/json.h"
#include "program/compile.h"

namespace fr {
namespace {

constexpr std::size_t kMaxCityBytes = 64 * 1024;
constexpr int kDeepest = 3;  // levels of conditions below one another

struct Language {
  std::string_view name, tag, german;
};
constexpr Language kLanguages[] = {{"de", "de", "Deutsch"}, {"leicht", "de-simple", "Leichte Sprache"}, {"en", "en", "Englisch"},
                                   {"tr", "tr", "Türkisch"}, {"uk", "uk", "Ukrainisch"}, {"ar", "ar", "Arabisch"},
                                   {"pl", "pl", "Polnisch"}, {"ro", "ro", "Rumänisch"}, {"ru", "ru", "Russisch"}};

class Gatherer {
 public:
  Gatherer(const ExportInput& in, const Service& service)
      : in_(in), s_(service), program_(in_force(in.book, in.month)), index_(static_cast<std::uint32_t>(&service - in.book.services.data())) {}

  Offer gather() {
    Offer o;
    o.service = &s_;
    o.title = words("title", s_.title);
    o.brief = words("brief", s_.brief);
    o.next_step = words("next", s_.next_step);
    o.cost = words("cost", s_.cost);
    add_prose(o);
    add_keywords(o);
    add_rules(o);
    for (const std::string& id : s_.offices)
      if (const auto office = in_.texts.offices.find(id); office != in_.texts.offices.end()) o.offices.push_back(&office->second);
    add_languages(o);
    return o;
  }

 private:
  std::string here(std::string_view text) const { return replace_all(text, kCityPlace, in_.city.name); }

  template <class Own>
  Wordings in_all(const std::string& german, Own own) const {
    Wordings out;
    if (german.empty()) return out;
    out.push_back({"de", here(german)});
    for (const std::string_view language : kTranslated)
      if (const std::string_view text = own(language); !text.empty()) out.push_back({std::string(language), here(text)});
    return out;
  }
  Wordings words(std::string_view key, const std::string& german) const {
    return in_all(german, [&](std::string_view language) { return service_word(in_.texts, s_.id, language, key); });
  }
  Wordings words(std::string_view group, const std::string& entry, std::string_view key, const std::string& german) const {
    return in_all(german, [&](std::string_view language) { return service_word(in_.texts, s_.id, language, group, entry, key); });
  }

  using Folder = std::map<std::string, Prose>;
  static const Prose* text_in(const std::map<std::string, Folder>& folders, const std::string& id, std::string_view language) {
    const auto folder = folders.find(id);
    if (folder == folders.end()) return nullptr;
    const auto text = folder->second.find(std::string(language));
    return text == folder->second.end() || text->second.html.empty() ? nullptr : &text->second;
  }

  void add_prose(Offer& o) const {
    for (const Language& l : kLanguages) {
      const Prose* general = text_in(in_.texts.prose, s_.id, l.name);
      const Prose* local = text_in(in_.texts.local, s_.id, l.name);
      std::string html = general ? general->html : "";
      if (local) html += "<h2>" + escape_markup(in_.city.name) + "</h2>\n" + local->html;
      if (!html.empty()) o.prose.push_back({std::string(l.name), here(html)});
      if (l.name != "de") continue;
      if (general) o.as_of = general->as_of;
      for (const Prose* p : {general, local})
        if (p && !p->sources.empty()) o.sources += (o.sources.empty() ? "" : "\n") + p->sources;
    }
  }

  void add_keywords(Offer& o) const {
    for (const std::string& k : s_.keywords) o.keywords.push_back({"de", here(k)});
    for (const std::string_view language : kTranslated)
      for (const std::string_view k : service_keywords(in_.texts, s_.id, language)) o.keywords.push_back({std::string(language), here(k)});
  }

  void add_rules(Offer& o) const {
    if (program_ == nullptr) return;
    std::set<std::string> seen;
    for (const DeadlineRule& d : program_->deadlines)
      if (d.service == index_ && seen.insert(d.text).second)
        o.deadlines.push_back({words("deadlines", d.text, "text", d.text), words("deadlines", d.text, "missed", d.missed), program_->rules[d.rule].citation});
    seen.clear();
    for (const DocumentRule& d : program_->documents)
      if (d.service == index_ && seen.insert(d.text).second)
        o.documents.push_back({words("documents", d.text, "text", d.text), words("documents", d.text, "where", d.where), d.when == kNoReg});
    for (const Target& t : program_->targets)
      if (t.service == index_ && t.claim != kNone && o.conditions.empty() && program_->rules[t.claim].root != kNone)
        o.conditions = conditions(program_->rules[t.claim].root);
  }

  static bool group(const Explain& e) {
    return e.kind == ExplainKind::All || e.kind == ExplainKind::Any || e.kind == ExplainKind::NoneOf;
  }
  // All of them: the list itself says so.
  std::vector<Condition> conditions(std::uint32_t at) const {
    const Explain& e = program_->explain[at];
    if (e.kind == ExplainKind::All) return parts(e, 0);
    if (!group(e) && e.text.empty()) return {};
    return {condition(at, 0)};
  }
  std::vector<Condition> parts(const Explain& e, int depth) const {
    std::vector<Condition> out;
    for (const std::uint32_t child : e.children) out.push_back(condition(child, depth));
    return out;
  }
  Condition condition(std::uint32_t at, int depth) const {
    const Explain& e = program_->explain[at];
    Condition c{here(e.label.empty() ? e.text : e.label + ": " + e.text), {}};
    if (!e.citation.empty()) c.text += " (" + e.citation + ")";
    if (depth >= kDeepest) return c;
    if (group(e)) c.parts = parts(e, depth + 1);
    else if (e.kind == ExplainKind::Quantifier) c.parts = inner(e.children.empty() ? kNone : e.children.back(), depth, true);
    else if (e.kind == ExplainKind::Rule && e.ref < program_->rules.size() && e.type.kind == Kind::Bool) c.parts = inner(program_->rules[e.ref].root, depth, false);
    return c;
  }
  // What a group below asks; a single condition below is told by the text above it. `named`: so is the group's word.
  std::vector<Condition> inner(std::uint32_t at, int depth, bool named) const {
    if (at == kNone || !group(program_->explain[at])) return {};
    const Explain& e = program_->explain[at];
    if (named || e.kind == ExplainKind::All) return parts(e, depth + 1);
    return {condition(at, depth + 1)};
  }

  void add_languages(Offer& o) const {
    const auto spoken = [](const Wordings& texts, std::string_view language) {
      return std::any_of(texts.begin(), texts.end(), [&](const Wording& w) { return w.language == language; });
    };
    for (const Language& l : kLanguages)
      if (spoken(o.title, l.name) || spoken(o.prose, l.name)) o.languages.push_back(std::string(l.name));
  }

  const ExportInput& in_;
  const Service& s_;
  const Program* program_;
  std::uint32_t index_;
};

const Language* language(std::string_view name) {
  const auto* found = std::find_if(std::begin(kLanguages), std::end(kLanguages), [&](const Language& l) { return l.name == name; });
  return found == std::end(kLanguages) ? nullptr : found;
}

}  // namespace

std::string_view language_tag(std::string_view name) {
  const Language* l = language(name);
  return l ? l->tag : name;
}

std::string_view language_name(std::string_view name) {
  const Language* l = language(name);
  return l ? l->german : name;
}

std::vector<Offer> offers(const ExportInput& in) {
  std::vector<Offer> out;
  for (const Service& s : in.book.services) out.push_back(Gatherer(in, s).gather());
  return out;
}

std::expected<City, Trouble> read_city(const std::filesystem::path& catalogue, const std::string& folder, const std::vector<Source>& sources) {
  City city{folder, city_name(sources), "", "", ""};
  for (const Source& s : sources)
    if (s.layer == Layer::State) city.state = s.place;
  const std::filesystem::path file = catalogue / folder / "stadt.json";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return city;
  const auto text = read_file(file, kMaxCityBytes);
  if (!text) return std::unexpected(text.error());
  const auto value = json::parse(*text);
  if (!value) return std::unexpected(value.error());
  const struct { const char* name; std::size_t digits; std::string* out; } keys[] = {{"ags", 8, &city.ags}, {"ars", 12, &city.ars}};
  for (const auto& key : keys) {
    *key.out = std::string(value->str(key.name));
    if (!key.out->empty() && (key.out->size() != key.digits || key.out->find_first_not_of("0123456789") != std::string::npos))
      return std::unexpected(Trouble{std::string("„") + key.name + "“ ist kein amtlicher Schlüssel.", file.string(),
                                     "Er hat " + std::to_string(key.digits) + " Ziffern.", "Bitte die Ziffern prüfen."});
  }
  return city;
}

const char* level_words(Level level) { return level == Level::City ? "Stadt" : level == Level::State ? "Land" : "Bund"; }

const char* effect_words(Effect effect) {
  switch (effect) {
    case Effect::Payment: return "Zahlung";
    case Effect::Saving: return "Ersparnis";
    case Effect::Cost: return "Kosten";
    case Effect::Duty: return "Pflicht";
    case Effect::Help: break;
  }
  return "Hilfe";
}

std::string escape_markup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace fr
