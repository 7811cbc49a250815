// Dispatch of familienrathaus.h and the shared pieces of door.h.
#include "core/door.h"

#include "base/date.h"
#include "base/decimal.h"
#include "core/familienrathaus.h"
#include "core/family.h"

namespace fr {
namespace door {
namespace {

using Handler = Answer (*)(const Request&);

struct Verb {
  std::string_view name;
  Handler handler;
  std::string_view keys;  // what the request may say besides do, family, month; with blanks around
};
constexpr Verb kVerbs[] = {
    {"match", match, " ask because "},   {"why", why, " service for "},
    {"nearest", nearest, " service for "}, {"timeline", timeline, " months "},
    {"curve", curve, " entity fact from to points rules "}, {"vocabulary", vocabulary, " "},
};

std::expected<const Verb*, Trouble> find_verb(const json::Value& body) {
  if (!body.is(json::Form::Object)) {
    return std::unexpected(Trouble{"Eine Anfrage wird als { … } gestellt.", "", std::string("Hier steht ") + json::form_name(body.form) + ".", ""});
  }
  const json::Value* what = body.find("do");
  std::vector<std::string_view> names;
  for (const Verb& verb : kVerbs) {
    if (what && what->is(json::Form::String) && what->text == verb.name) return &verb;
    names.push_back(verb.name);
  }
  return std::unexpected(Trouble{what ? "Diese Anfrage gibt es nicht." : "Es fehlt, was gefragt wird.", "do",
                                 "Möglich sind: match, why, nearest, timeline, curve, vocabulary.",
                                 what ? suggest(what->text, names) : ""});
}

std::optional<Trouble> check_keys(const json::Value& body, const Verb& verb) {
  for (const json::Member& m : body.members) {
    if (m.key == "do" || m.key == "family" || m.key == "month") continue;
    if (m.key.find(' ') == std::string::npos && verb.keys.find(" " + m.key + " ") != std::string_view::npos) continue;
    return Trouble{"Die Angabe „" + m.key.substr(0, m.key.size() > 80 ? 0 : 80) + "“ gehört nicht zu dieser Anfrage.",
                   "", "", "Bitte die Angabe entfernen oder den Namen prüfen."};
  }
  return std::nullopt;
}

Answer dispatch(const Rulebook& book, const json::Value& body, Memory* memory) {
  const auto verb = find_verb(body);
  if (!verb) return std::unexpected(verb.error());
  if (auto trouble = check_keys(body, **verb)) return std::unexpected(*std::move(trouble));
  Request request{book, body, {}, memory};
  if ((*verb)->handler != vocabulary) {
    const json::Value* family = body.find("family");
    if (!family) return std::unexpected(Trouble{"In der Anfrage fehlt die Familie.", "family", "", "Bitte unter „family“ angeben."});
    std::optional<Month> month;
    if (const json::Value* m = body.find("month"); m && !m->is(json::Form::Null)) {
      const auto value = read_month(*m, "month");
      if (!value) return std::unexpected(value.error());
      month = *value;
    }
    auto situation = read_family(book, *family, month);
    if (!situation) return std::unexpected(situation.error());
    request.situation = *std::move(situation);
  }
  return (*verb)->handler(request);
}

}  // namespace

Trouble trouble_of(const EvalError& e) {
  std::string where = e.rule;
  if (!e.source.empty()) where += where.empty() ? e.source : " (" + e.source + ")";
  return {e.message, std::move(where), "", ""};
}

std::expected<std::shared_ptr<const Evaluation>, Trouble> evaluated(const Request& r) {
  if (r.memory && r.memory->evaluation && r.memory->situation == r.situation) return r.memory->evaluation;
  auto fresh = evaluate(r.book, r.situation, kMostCases, r.memory ? &r.memory->kept : nullptr);
  if (!fresh) return std::unexpected(trouble_of(fresh.error()));
  auto result = std::make_shared<const Evaluation>(*std::move(fresh));
  if (r.memory) r.memory->situation = r.situation, r.memory->evaluation = result;
  return result;
}

std::expected<std::uint32_t, Trouble> read_service(const Request& r) {
  const json::Value* v = r.body.find("service");
  if (!v || !v->is(json::Form::String)) {
    return std::unexpected(Trouble{"Es fehlt, um welche Leistung es geht.", "service", "", "Bitte die Kennung der Leistung als Text angeben."});
  }
  for (std::uint32_t i = 0; i < r.book.services.size(); ++i) {
    if (r.book.services[i].id == v->text) return i;
  }
  return std::unexpected(Trouble{"Die Leistung „" + v->text + "“ gibt es nicht.", "service", "", suggest_service(r.book, v->text)});
}

std::expected<EntityRef, Trouble> read_entity(const Request& r, const char* key) {
  const json::Value* v = r.body.find(key);
  if (!v || !v->is(json::Form::String)) {
    return std::unexpected(Trouble{"Es fehlt, um wen es geht.", key, "", "Bitte eine Person, einen Haushalt oder „familie“ als Text angeben."});
  }
  const Situation& s = r.situation;
  std::vector<std::string_view> names{s.family.id};
  if (v->text == s.family.id) return EntityRef{Table::Family, 0};
  for (std::uint32_t i = 0; i < s.persons.size(); ++i) {
    if (s.persons[i].id == v->text) return EntityRef{Table::Person, i};
    names.push_back(s.persons[i].id);
  }
  for (std::uint32_t i = 0; i < s.households.size(); ++i) {
    if (s.households[i].id == v->text) return EntityRef{Table::Household, i};
    names.push_back(s.households[i].id);
  }
  return std::unexpected(Trouble{"„" + v->text + "“ kommt in dieser Familie nicht vor.", key, "", suggest(v->text, names)});
}

std::expected<std::uint32_t, Trouble> read_count(const Request& r, const char* key, std::uint32_t low, std::uint32_t high,
                                                 std::uint32_t otherwise) {
  const json::Value* v = r.body.find(key);
  if (!v || v->is(json::Form::Null)) return otherwise;
  const std::optional<Decimal> n = v->is(json::Form::Number) ? parse_decimal(v->text) : std::nullopt;
  if (!n || *n % kOne != 0 || *n / kOne < low || *n / kOne > high) {
    return std::unexpected(Trouble{"Hier passt nur eine ganze Zahl von " + std::to_string(low) + " bis " + std::to_string(high) + ".", key, "", ""});
  }
  return static_cast<std::uint32_t>(*n / kOne);
}

Type money(Per per) { return {Kind::Money, per, -1}; }

const char* per_name(Per per) {
  switch (per) {
    case Per::None: return "once";
    case Per::Day: return "day";
    case Per::Month: return "month";
    case Per::Year: return "year";
  }
  return "";
}

const char* effect_name(Effect effect) {
  switch (effect) {
    case Effect::Payment: return "payment";
    case Effect::Saving: return "saving";
    case Effect::Cost: return "cost";
    case Effect::Help: return "help";
    case Effect::Duty: return "duty";
  }
  return "";
}

const char* level_name(Level level) {
  return level == Level::Federal ? "bund" : level == Level::State ? "land" : "stadt";
}

const char* type_name(Kind kind) {
  switch (kind) {
    case Kind::Bool: return "yes-no";
    case Kind::Number: return "number";
    case Kind::Count: return "count";
    case Kind::Money: return "money";
    case Kind::Share: return "share";
    case Kind::Day: return "day";
    case Kind::Month: return "month";
    case Kind::Duration: return "duration";
    case Kind::Choice: return "choice";
  }
  return "";
}

void put_amount(json::Writer& w, const char* key, Known amount, Per per) {
  w.key(key).open('{').put("min", format_decimal(amount.lo)).put("max", format_decimal(amount.hi));
  w.put("per", per_name(per)).close('}');
}

void put_days(json::Writer& w, const char* key, Known days) {
  w.key(key).open('{').put("from", format_day(days.lo)).put("to", format_day(days.hi)).close('}');
}

void put_fact(json::Writer& w, const Request& r, const FactRef& fact) {
  w.open('{').put("entity", entity_id(r.situation, fact.entity)).put("fact", r.book.facts[fact.fact].name).close('}');
}

void put_value(json::Writer& w, const Request& r, const char* key, const Type& type, Known value) {
  w.key(key).open('{').put("text", words(r.book, type, value)).put("type", type_name(type.kind));
  if (type.kind == Kind::Choice) {
    w.key("members").open('[');
    for (int bit = 0; bit < 62; ++bit) {
      const std::string member = ((value.lo | value.hi) >> bit) & 1 ? plain(r.book, type, std::int64_t{1} << bit) : "";
      if (!member.empty()) w.string(member);
    }
    w.close(']');
  } else {
    w.put("min", plain(r.book, type, value.lo)).put("max", plain(r.book, type, value.hi));
  }
  if (type.kind == Kind::Money && type.per != Per::None) w.put("per", per_name(type.per));
  w.close('}');
}

void put_changes(json::Writer& w, const Request& r, const char* key, const std::vector<Change>& changes, const EntityRef& of) {
  w.key(key).open('[');
  for (const Change& c : changes) {
    w.open('{');
    if (c.month) {
      w.put("month", format_month(*c.month));
      if (c.day) {
        w.put("day", format_day(*c.day));
        if (const auto birthday = birthday_on(r.situation, *c.day, of)) {
          w.key("birthday").open('{').put("entity", r.situation.persons[birthday->person].id);
          w.key("n").number(birthday->n).close('}');
        }
      }
    } else if (c.fact) {
      const Type& type = r.book.facts[c.fact->fact].type;
      const bool stepwise = type.kind == Kind::Bool || type.kind == Kind::Choice;
      w.put("entity", entity_id(r.situation, c.fact->entity)).put("fact", r.book.facts[c.fact->fact].name);
      w.put("value", type.kind == Kind::Choice ? words(r.book, type, c.value)
                                               : plain(r.book, type, c.at_least ? c.value.lo : c.value.hi));
      w.put("direction", stepwise ? "is" : c.at_least ? "from" : "to");
      const std::int64_t end = c.at_least ? c.value.lo : c.value.hi;
      put_value(w, r, "to", type, stepwise ? c.value : Known{end, end});
    }
    w.put("text", change_words(r.book, r.situation, c, of)).close('}');
  }
  w.close(']');
}

void put_strings(json::Writer& w, const char* key, const std::vector<std::string>& list) {
  w.key(key).open('[');
  for (const std::string& s : list) w.string(s);
  w.close(']');
}

void put_verdict(json::Writer& w, const Program& program, const Verdict& v) {
  w.put("verdict", standing_word(v.standing));
  if (v.amount) put_amount(w, "amount", *v.amount, program.targets[v.target].per);
}

}  // namespace door

std::string error_answer(const Trouble& t) {
  json::Writer w;
  w.open('{').key("error").open('{').put("what", t.what).put("where", t.where).put("why", t.why);
  w.put("remedy", t.remedy).put("message", t.message()).close('}').close('}');
  return w.take();
}

std::string answer(const Rulebook& book, std::string_view request, Memory* memory) {
  const auto body = json::parse(request);
  if (!body) return error_answer(body.error());
  auto result = door::dispatch(book, *body, memory);
  return result ? *std::move(result) : error_answer(result.error());
}

}  // namespace fr
