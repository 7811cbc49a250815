#include "portal/api.h"

#include <algorithm>
#include <set>

#include "catalogue/translations.h"
#include "core/familienrathaus.h"
#include "core/json.h"
#include "portal/pages.h"
#include "portal/texts.h"

namespace fr::api {
namespace {

using json::Writer;

void put_list(Writer& w, const char* key, const std::vector<std::string>& values) {
  w.key(key).open('[');
  for (const std::string& v : values) w.string(v);
  w.close(']');
}

const char* level_id(Level level) {
  return level == Level::City ? "city" : level == Level::State ? "state" : "federal";
}

const char* effect_id(Effect effect) {
  switch (effect) {
    case Effect::Payment: return "payment";
    case Effect::Saving: return "saving";
    case Effect::Cost: return "cost";
    case Effect::Duty: return "duty";
    case Effect::Help: break;
  }
  return "help";
}

// Texts in the language asked for, else German.
struct Voice {
  const PortalInput& in;
  const Service& s;
  std::string_view lang;

  std::string text(std::string_view key, const std::string& german) const {
    const auto own = service_word(in.texts, s.id, lang, key);
    return own.empty() ? german : std::string(own);
  }
  std::string text(const char* group, const std::string& german, const char* key, const std::string& fallback) const {
    const auto own = service_word(in.texts, s.id, lang, group, german, key);
    return own.empty() ? fallback : std::string(own);
  }
};

void put_short(Writer& w, const Voice& v) {
  const Service& s = v.s;
  w.put("id", s.id).put("title", v.text("title", s.title)).put("brief", v.text("brief", s.brief));
  w.put("level", level_id(s.level)).put("effect", effect_id(s.effect)).put("phase", s.phase);
  put_list(w, "needs", s.needs);
  put_list(w, "offices", s.offices);
  w.put_unless_empty("part_of", s.part_of).put_unless_empty("key", s.key).put("url", "/leistung/" + s.id);
}

void put_rules(Writer& w, const Voice& v) {
  const Program* program = in_force(v.in.book, v.in.month);
  const auto index = static_cast<std::uint32_t>(&v.s - v.in.book.services.data());
  std::set<std::string> seen;
  w.key("deadlines").open('[');
  if (program != nullptr)
    for (const DeadlineRule& d : program->deadlines)
      if (d.service == index && seen.insert(d.text).second)
        w.open('{').put("text", v.text("deadlines", d.text, "text", d.text))
            .put_unless_empty("if_missed", v.text("deadlines", d.text, "missed", d.missed))
            .put_unless_empty("citation", program->rules[d.rule].citation).close('}');
  w.close(']').key("documents").open('[');
  seen.clear();
  if (program != nullptr)
    for (const DocumentRule& d : program->documents)
      if (d.service == index && seen.insert(d.text).second)
        w.open('{').put("text", v.text("documents", d.text, "text", d.text))
            .put_unless_empty("where", v.text("documents", d.text, "where", d.where)).flag("always", d.when == kNoReg).close('}');
  w.close(']');
}

void put_provenance(Writer& w, const Voice& v) {
  const Prose* german = find_prose(v.in.texts, v.s.id, "de");
  if (german != nullptr && german->as_of != 0) w.put("as_of", format_day(german->as_of)).put("sources", german->sources);
  std::vector<std::string> in_languages;
  if (const auto folder = v.in.texts.prose.find(v.s.id); folder != v.in.texts.prose.end())
    for (const auto& [language, prose] : folder->second) in_languages.push_back(language);
  put_list(w, "languages", in_languages);
}

void put_office(Writer& w, const Office& o) {
  w.open('{').put("id", o.id).put("name", o.name).put_unless_empty("kind", o.kind).put_unless_empty("address", o.address);
  w.put_unless_empty("postcode", o.postcode).put_unless_empty("town", o.town).put_unless_empty("phone", o.phone);
  w.put_unless_empty("email", o.email).put_unless_empty("web", o.web).put_unless_empty("hours", o.hours);
  w.put_unless_empty("accessibility", o.accessibility).put_unless_empty("languages", o.languages).put_unless_empty("note", o.note);
  w.put("as_of", format_day(o.as_of)).put("source", o.source).put("url", "/stelle/" + o.id).close('}');
}

template <class Values>
Answer unknown(std::string_view what, std::string_view value, const Values& known) {
  std::string list;
  for (const auto& k : known) list += (list.empty() ? "" : ", ") + std::string(k);
  return problem(400, "Unbekannter Wert", "„" + std::string(value) + "“ ist bei „" + std::string(what) + "“ nicht möglich. Möglich sind: " + list + ".");
}

}  // namespace

Answer problem(int status, std::string_view title, std::string_view detail) {
  Writer w;
  w.open('{').put("type", "about:blank").put("title", title).key("status").number(status).put_unless_empty("detail", detail).close('}');
  return {status, w.take()};
}

static Answer unknown_language(std::string_view lang) {
  std::vector<std::string_view> known{"de"};
  known.insert(known.end(), std::begin(kTranslated), std::end(kTranslated));
  return unknown("lang", lang, known);
}

bool known_language(std::string_view lang) {
  return lang == "de" || std::find(std::begin(kTranslated), std::end(kTranslated), lang) != std::end(kTranslated);
}

Answer services(const PortalInput& in, const Filter& f) {
  std::set<std::string> phases, needs;
  for (const Service& s : in.book.services) {
    phases.insert(s.phase);
    needs.insert(s.needs.begin(), s.needs.end());
  }
  constexpr std::string_view kLevels[] = {"federal", "state", "city"};
  if (!known_language(f.lang)) return unknown_language(f.lang);
  if (!f.phase.empty() && !phases.contains(f.phase)) return unknown("phase", f.phase, phases);
  if (!f.need.empty() && !needs.contains(f.need)) return unknown("need", f.need, needs);
  if (!f.level.empty() && std::find(std::begin(kLevels), std::end(kLevels), f.level) == std::end(kLevels)) return unknown("level", f.level, kLevels);
  if (!f.office.empty() && find_office(in.texts, f.office) == nullptr)
    return problem(400, "Unbekannter Wert", "Die Stelle „" + f.office + "“ gibt es nicht. Alle stehen unter /api/v1/offices.");
  const auto has = [](const std::vector<std::string>& list, const std::string& value) {
    return value.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  Writer w;
  w.open('{').put("lang", f.lang).key("services").open('[');
  for (const Service& s : in.book.services) {
    if (!has(s.needs, f.need) || !has(s.offices, f.office)) continue;
    if ((!f.phase.empty() && s.phase != f.phase) || (!f.level.empty() && level_id(s.level) != f.level)) continue;
    w.open('{');
    put_short(w, {in, s, f.lang});
    w.close('}');
  }
  return {200, w.close(']').close('}').take()};
}

Answer service(const PortalInput& in, std::string_view id, std::string_view lang) {
  if (!known_language(lang)) return unknown_language(lang);
  const auto s = std::find_if(in.book.services.begin(), in.book.services.end(), [&](const Service& x) { return x.id == id; });
  if (s == in.book.services.end()) return problem(404, "Diese Leistung gibt es nicht", "Alle stehen unter /api/v1/services.");
  const Voice v{in, *s, lang};
  Writer w;
  w.open('{').put("lang", lang);
  put_short(w, v);
  w.put("audience", s->audience).put("law", s->law).put("limits", s->limits);
  w.put_unless_empty("cost", v.text("cost", s->cost)).put("next_step", v.text("next", s->next_step)).put_unless_empty("online", s->online);
  put_list(w, "channels", s->channels);
  put_list(w, "keywords", s->keywords);
  put_list(w, "excludes", s->excludes);
  put_rules(w, v);
  put_provenance(w, v);
  return {200, w.close('}').take()};
}

Answer offices(const PortalInput& in) {
  Writer w;
  w.open('{').key("offices").open('[');
  for (const auto& [id, o] : in.texts.offices) put_office(w, o);
  return {200, w.close(']').close('}').take()};
}

Answer office(const PortalInput& in, std::string_view id) {
  const Office* o = find_office(in.texts, id);
  if (o == nullptr) return problem(404, "Diese Stelle gibt es nicht", "Alle stehen unter /api/v1/offices.");
  Writer w;
  put_office(w, *o);
  return {200, w.take()};
}

Answer found(const PortalInput& in, std::string_view query, std::string_view lang, const std::vector<Found>& found) {
  Writer w;
  w.open('{').put("query", query).put("lang", lang).key("services").open('[');
  for (const Found& f : found) {
    const auto s = std::find_if(in.book.services.begin(), in.book.services.end(), [&](const Service& x) { return x.id == f.service; });
    if (s == in.book.services.end()) continue;
    w.open('{');
    put_short(w, {in, *s, lang});
    w.close('}');
  }
  return {200, w.close(']').close('}').take()};
}

Answer match(const Rulebook& book, std::string_view request) {
  const auto value = json::parse(request);
  if (!value) return problem(400, "Das ist kein JSON", value.error().message());
  if (!value->is(json::Form::Object) || value->find("family") == nullptr)
    return problem(400, "Es fehlt die Familie", "Der Inhalt ist {\"family\": {…}}; die Form der Familie steht in docs/familie.schema.json.");
  Writer w;
  w.open('{').put("do", "match");
  for (const json::Member& m : value->members) {
    if (m.key != "family" && m.key != "month" && m.key != "ask")
      return problem(400, "Unbekannter Wert", "„" + m.key + "“ gehört nicht in diese Anfrage. Möglich sind family, month und ask.");
    w.key(m.key);
    json::put(w, m.value);
  }
  std::string text = answer(book, w.close('}').take());
  if (!text.starts_with("{\"error\"")) return {200, std::move(text)};  // an answer may be long: read only what is short
  const auto said = json::parse(text);
  const json::Value* error = said ? said->find("error") : nullptr;
  if (error == nullptr) return problem(500, "Die Antwort ist nicht lesbar");
  return problem(422, error->str("what"), error->str("message"));
}

std::string_view contract() { return portal_text("openapi.json"); }

}  // namespace fr::api
