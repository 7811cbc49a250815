// The structure of a family file. See family.h; single values are in family_values.cpp, what the drawing
// as a whole must satisfy in family_check.cpp.
#include "core/family.h"

#include "base/decimal.h"
#include "base/text.h"
#include "core/words.h"

namespace fr {
namespace {

using json::Form;

constexpr std::string_view kTop[] = {"month", "households", "persons", "couples", "family", "receives", "given"};
constexpr std::string_view kPerson[] = {"parents", "lives-in", "due", "cares-for"};

// Reads into `s_`; every step returns false after setting `trouble_`.
class FamilyReader {
 public:
  explicit FamilyReader(const Rulebook& book) : book_(book) { s_.family.id = "familie"; }

  std::expected<Situation, Trouble> read(const json::Value& file, std::optional<Month> month) {
    if (!read_all(file, month)) return std::unexpected(trouble_);
    if (auto trouble = implausible(s_, own_month_)) return std::unexpected(*std::move(trouble));
    infer_births(book_, s_, own_month_);
    return std::move(s_);
  }

 private:
  bool fail(std::string where, std::string what, std::string why, std::string remedy) {
    trouble_ = {std::move(what), std::move(where), std::move(why), std::move(remedy)};
    return false;
  }
  bool fail(const Trouble& t) {
    trouble_ = t;
    return false;
  }

  bool read_all(const json::Value& file, std::optional<Month> month) {
    if (!file.is(Form::Object)) {
      return fail("", "Eine Familie wird als { … } angegeben.", std::string("Hier steht ") + json::form_name(file.form) + ".", "");
    }
    for (const json::Member& m : file.members) {
      if (!contains(kTop, m.key)) {
        return fail(m.key, "Die Angabe „" + m.key + "“ gibt es auf dieser Ebene nicht.",
                    "Erlaubt sind: month, households, persons, couples, family, receives, given.",
                    hint(suggest(m.key, kTop), suggest_fact(book_, m.key).empty() ? "" : "Merkmale stehen bei der Person oder beim Haushalt."));
      }
    }
    return read_months(file, month) && list_entities(file) && read_persons(file) && read_households(file) &&
           read_family_facts(file) && read_couples(file) && read_receives(file) && read_given(file);
  }

  template <class List>
  static bool contains(const List& list, std::string_view key) {
    for (const std::string_view k : list) {
      if (k == key) return true;
    }
    return false;
  }

  // C0, C1, line separators, and what turns the direction of the text around it: a name with one of
  // these could make a page say something else.
  static bool has_control(std::string_view id) {
    for (std::size_t i = 0; i < id.size(); ++i) {
      const auto at = [&](std::size_t k) { return i + k < id.size() ? static_cast<unsigned char>(id[i + k]) : 0U; };
      if (at(0) < 0x20 || at(0) == 0x7f || (at(0) == 0xc2 && at(1) < 0xa0)) return true;
      if (at(0) == 0xe2 && at(1) == 0x80 && at(2) >= 0xa8 && at(2) <= 0xae) return true;
      if (at(0) == 0xe2 && at(1) == 0x81 && at(2) >= 0xa6 && at(2) <= 0xa9) return true;
    }
    return false;
  }

  static std::string hint(std::string first, std::string second) { return first.empty() ? second : first; }

  bool read_months(const json::Value& file, std::optional<Month> month) {
    const json::Value* own = file.find("month");
    if (own && !own->is(Form::Null)) {
      const auto value = read_month(*own, "month");
      if (!value) return fail(value.error());
      own_month_ = *value;
    } else if (month) {
      own_month_ = *month;
    } else {
      return fail("month", "Der Monat fehlt, für den gerechnet werden soll.", "Recht und Alter hängen vom Monat ab.",
                  "Bitte \"month\": \"2026-11\" angeben.");
    }
    s_.month = month.value_or(own_month_);
    return true;
  }

  // The object at `key`, or an empty one.
  bool object(const json::Value& parent, std::string_view key, const std::string& where, const json::Value** out) {
    static const json::Value none;
    const json::Value* v = parent.find(key);
    *out = v && !v->is(Form::Null) ? v : &none;
    if ((*out)->is(Form::Object) || *out == &none) return true;
    return fail(where, "Hier wird eine Klammer { } erwartet.", std::string("Angegeben ist ") + json::form_name(v->form) + ".", "");
  }

  bool check_id(const std::string& id, const std::string& where) {
    const std::size_t length = code_points(id);
    if (length >= 1 && length <= kMaxIdLength && !has_control(id)) return true;
    return fail(where, "Dieser Name kann nicht verwendet werden.",
                "Ein Name hat 1 bis 64 Zeichen und keine Steuerzeichen.", "Bitte einen kürzeren, einfachen Namen wählen.");
  }

  // Index of a person, made known if it is new.
  bool person(const std::string& id, const std::string& where, std::uint32_t* index) {
    if (const auto it = persons_.find(id); it != persons_.end()) return *index = it->second, true;
    if (!check_id(id, where) || !free_id(id, where, houses_, "ein Haushalt")) return false;
    if (s_.persons.size() >= kMaxPersons) {
      return fail(where, "Das sind zu viele Personen.", "Eine Familie hat hier höchstens " + std::to_string(kMaxPersons) + " Personen.",
                  "Bitte nur die Personen angeben, die zur Familie gehören.");
    }
    *index = static_cast<std::uint32_t>(s_.persons.size());
    persons_[id] = *index;
    s_.persons.emplace_back().id = id;
    return true;
  }

  bool household(const std::string& id, const std::string& where, std::uint32_t* index) {
    if (const auto it = houses_.find(id); it != houses_.end()) return *index = it->second, true;
    if (!check_id(id, where) || !free_id(id, where, persons_, "eine Person")) return false;
    if (s_.households.size() >= kMaxHouseholds) {
      return fail(where, "Das sind zu viele Haushalte.", "Eine Familie hat hier höchstens " + std::to_string(kMaxHouseholds) + " Haushalte.", "");
    }
    *index = static_cast<std::uint32_t>(s_.households.size());
    houses_[id] = *index;
    s_.households.emplace_back().id = id;
    return true;
  }

  bool free_id(const std::string& id, const std::string& where, const std::map<std::string, std::uint32_t>& other, const char* what) {
    if (id == s_.family.id) {
      return fail(where, "Der Name „familie“ ist vergeben.", "So heißt die Familie als Ganzes.", "Bitte einen anderen Namen wählen.");
    }
    if (!other.contains(id)) return true;
    return fail(where, "„" + id + "“ ist schon " + what + ".", "Personen und Haushalte brauchen verschiedene Namen.", "Bitte eines von beiden umbenennen.");
  }

  bool list_entities(const json::Value& file) {
    const json::Value *houses, *people;
    if (!object(file, "households", "households", &houses) || !object(file, "persons", "persons", &people)) return false;
    std::uint32_t index;
    for (const json::Member& m : houses->members) {
      if (!household(m.key, "households." + shown(m.key), &index)) return false;
    }
    for (const json::Member& m : people->members) {
      if (!person(m.key, "persons." + shown(m.key), &index)) return false;
    }
    return true;
  }

  static std::string shown(const std::string& id) { return id.size() <= 4 * kMaxIdLength ? id : "…"; }

  bool read_persons(const json::Value& file) {
    const json::Value* people = file.find("persons");
    if (!people) return true;
    for (const json::Member& m : people->members) {
      const std::string where = "persons." + m.key;
      const json::Value* body;
      if (!object(*people, m.key, where, &body)) return false;
      const std::uint32_t index = persons_.at(m.key);
      if (!read_people(*body, "parents", where, &PersonEntity::parents, index) ||
          !read_people(*body, "cares-for", where, &PersonEntity::cares_for, index) || !read_homes(*body, where, index) ||
          !read_due(*body, where, index)) {
        return false;
      }
      if (!read_facts(*body, where, Table::Person, s_.persons[index])) return false;
    }
    return true;
  }

  bool read_people(const json::Value& body, const char* key, const std::string& of,
                   std::vector<std::uint32_t> PersonEntity::*field, std::uint32_t index) {
    const json::Value* list = body.find(key);
    if (!list || list->is(Form::Null)) return true;
    const std::string where = of + "." + key;
    if (!list->is(Form::Array)) {
      return fail(where, "Hier wird eine Liste von Personen erwartet.", std::string("Angegeben ist ") + json::form_name(list->form) + ".",
                  std::string("Zum Beispiel \"") + key + "\": [\"anna\"].");
    }
    std::vector<std::uint32_t> found;
    for (const json::Value& item : list->items) {
      if (!item.is(Form::String)) return fail(where, "Hier stehen Namen von Personen in Anführungszeichen.", "", "");
      std::uint32_t other;
      if (!person(item.text, where, &other)) return false;
      if (other == index) return fail(where, "„" + item.text + "“ kann nicht auf sich selbst verweisen.", "", "Bitte diesen Eintrag entfernen.");
      for (const std::uint32_t f : found) {
        if (f == other) return fail(where, "„" + item.text + "“ steht hier zweimal.", "", "Bitte einen der Einträge entfernen.");
      }
      found.push_back(other);
    }
    s_.persons[index].*field = std::move(found);
    return true;
  }

  bool read_homes(const json::Value& body, const std::string& of, std::uint32_t index) {
    const json::Value* v = body.find("lives-in");
    if (!v || v->is(Form::Null)) return true;
    const std::string where = of + ".lives-in";
    std::vector<Home> homes;
    Home home{0, kOne};
    if (v->is(Form::String)) {
      if (!household(v->text, where, &home.household)) return false;
      homes.push_back(home);
    } else if (!v->is(Form::Object) || v->members.empty()) {
      return fail(where, "Hier wird ein Haushalt erwartet.", "", "Zum Beispiel \"haus\" oder {\"haus\": 70, \"haus-2\": 30}.");
    }
    if (v->members.size() > kMaxHomes) {
      return fail(where, "Das sind zu viele Haushalte für eine Person.",
                  "Niemand wohnt hier in mehr als " + std::to_string(kMaxHomes) + ".", "Bitte nur die Haushalte angeben, in denen die Person wirklich wohnt.");
    }
    Decimal sum = 0;
    for (const json::Member& m : v->members) {
      const auto share = read_value(book_, {Kind::Share, Per::None, -1}, {0, kOne, 0}, m.value, where + "." + shown(m.key));
      if (!share) return fail(share.error());
      if (!*share || (*share)->lo != (*share)->hi || (*share)->lo == 0) {
        return fail(where + "." + shown(m.key), "Ein Wohnanteil ist eine Prozentzahl über 0.", "", "Zum Beispiel {\"haus\": 70, \"haus-2\": 30}.");
      }
      home.share = (*share)->lo;
      if (!household(m.key, where, &home.household)) return false;
      sum += home.share;
      homes.push_back(home);
    }
    if (!v->members.empty() && sum != kOne) {
      return fail(where, "Die Wohnanteile ergeben zusammen " + words(book_, {Kind::Share, Per::None, -1}, {sum, sum}) + ".",
                  "Zusammen müssen es 100 % sein.", "Bitte die Anteile anpassen.");
    }
    s_.persons[index].homes = std::move(homes);
    return true;
  }

  bool read_due(const json::Value& body, const std::string& of, std::uint32_t index) {
    const json::Value* due = body.find("due");
    if (!due || due->is(Form::Null)) return true;
    if (const json::Value* born = body.find(kBirthFact); born && !born->is(Form::Null)) {
      return fail(of + ".due", "Angegeben sind ein erwarteter Termin (due) und ein Geburtstag.", "Ein Kind ist entweder erwartet oder geboren.",
                  "Nach der Geburt bitte nur den Geburtstag angeben.");
    }
    const Fact* fact = find_fact(book_, kBirthFact);
    const Possible possible = fact ? Possible{fact->lo, fact->hi, 0}
                                   : Possible{day_from_civil(1900, 1, 1), day_from_civil(2100, 12, 31), 0};
    const auto known = read_value(book_, {Kind::Day, Per::None, -1}, possible, *due, of + ".due");
    if (!known) return fail(known.error());
    PersonEntity& p = s_.persons[index];
    p.unborn = true;
    if (*known) p.facts[kBirthFact] = **known;
    return true;
  }

  bool read_facts(const json::Value& body, const std::string& of, Table table, Entity& entity) {
    for (const json::Member& m : body.members) {
      if (table == Table::Person && contains(kPerson, m.key)) continue;
      const std::string where = of + "." + shown(m.key);
      const Fact* fact = find_fact(book_, m.key);
      if (!fact) {
        const std::string near = suggest_fact(book_, m.key);
        return fail(where, "Das Merkmal „" + shown(m.key) + "“ gibt es nicht.", "",
                    hint(near.empty() && table == Table::Person ? suggest(m.key, kPerson) : near, "Alle Merkmale zeigt „familienrathaus list --merkmale“."));
      }
      if (role_table(fact->role) != table) {
        return fail(where, "Das Merkmal „" + m.key + "“ gehört nicht hierher.",
                    std::string("Es wird je ") + role_word(fact->role) + " angegeben.", "Bitte dort eintragen.");
      }
      const auto known = read_value(book_, fact->type, {fact->lo, fact->hi, fact->grain}, m.value, where);
      if (!known) return fail(known.error());
      const bool anything = *known && (*known)->lo == fact->lo && (*known)->hi == fact->hi && fact->lo != fact->hi;
      if (*known && !anything) entity.facts[m.key] = **known;
    }
    return true;
  }

  bool read_households(const json::Value& file) {
    const json::Value* houses = file.find("households");
    if (!houses) return true;
    for (const json::Member& m : houses->members) {
      const json::Value* body;
      if (!object(*houses, m.key, "households." + m.key, &body) ||
          !read_facts(*body, "households." + m.key, Table::Household, s_.households[houses_.at(m.key)])) {
        return false;
      }
    }
    return true;
  }

  bool read_family_facts(const json::Value& file) {
    const json::Value* body;
    return object(file, "family", "family", &body) && read_facts(*body, "family", Table::Family, s_.family);
  }

  bool read_couples(const json::Value& file) {
    const json::Value* list = file.find("couples");
    if (!list || list->is(Form::Null)) return true;
    if (!list->is(Form::Array)) {
      return fail("couples", "Hier wird eine Liste von Paaren erwartet.", "", "Zum Beispiel [{\"of\": [\"anna\", \"ole\"], \"status\": \"verheiratet\"}].");
    }
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (!read_couple(list->items[i], "couples[" + std::to_string(i) + "]")) return false;
    }
    return true;
  }

  bool read_couple(const json::Value& v, const std::string& where) {
    const json::Value* of = v.find("of");
    for (const json::Member& m : v.members) {
      if (m.key != "of" && m.key != "status") return fail(where + "." + shown(m.key), "Ein Paar hat nur „of“ und „status“.", "", "");
    }
    if (!of || !of->is(Form::Array) || of->items.size() != 2 || !of->items[0].is(Form::String) || !of->items[1].is(Form::String)) {
      return fail(where + ".of", "Ein Paar sind genau zwei Personen.", "", "Zum Beispiel \"of\": [\"anna\", \"ole\"].");
    }
    Couple couple{};
    if (!person(of->items[0].text, where + ".of", &couple.a) || !person(of->items[1].text, where + ".of", &couple.b)) return false;
    if (couple.a == couple.b) return fail(where + ".of", "Ein Paar sind zwei verschiedene Personen.", "", "");
    for (const Couple& c : s_.couples) {
      if ((c.a == couple.a && c.b == couple.b) || (c.a == couple.b && c.b == couple.a)) {
        return fail(where + ".of", "Das Paar „" + of->items[0].text + "“ und „" + of->items[1].text + "“ steht zweimal in der Liste.",
                    "Je Paar gilt genau ein Stand.", "Bitte einen der Einträge entfernen.");
      }
    }
    if (!read_status(v, where + ".status", &couple.status)) return false;
    s_.couples.push_back(couple);
    return true;
  }

  bool read_status(const json::Value& v, const std::string& where, CoupleStatus* status) {
    std::vector<std::string_view> names;
    const json::Value* text = v.find("status");
    for (int i = 0; i < kCoupleStatuses; ++i) {
      *status = static_cast<CoupleStatus>(i);
      names.push_back(couple_status_name(*status));
      if (text && text->is(Form::String) && text->text == names.back()) return true;
    }
    return fail(where, text ? "Diesen Stand eines Paares gibt es nicht." : "Der Stand des Paares fehlt.",
                "Möglich sind: verheiratet, verpartnert, zusammen, dauernd-getrennt, geschieden.",
                text ? suggest(text->text, names) : "");
  }

  Entity* entity(const std::string& id) {
    if (id == s_.family.id) return &s_.family;
    if (const auto it = persons_.find(id); it != persons_.end()) return &s_.persons[it->second];
    if (const auto it = houses_.find(id); it != houses_.end()) return &s_.households[it->second];
    return nullptr;
  }

  bool unknown_entity(const std::string& id, const std::string& where) {
    std::vector<std::string_view> names{s_.family.id};
    for (const auto& p : s_.persons) names.push_back(p.id);
    for (const auto& h : s_.households) names.push_back(h.id);
    return fail(where, "„" + shown(id) + "“ kommt in dieser Familie nicht vor.", "", suggest(id, names));
  }

  bool read_receives(const json::Value& file) {
    const json::Value* all;
    if (!object(file, "receives", "receives", &all)) return false;
    for (const json::Member& m : all->members) {
      const std::string where = "receives." + shown(m.key);
      Entity* e = entity(m.key);
      if (!e) return unknown_entity(m.key, where);
      if (m.value.is(Form::Null)) continue;
      if (!m.value.is(Form::Array)) return fail(where, "Hier wird eine Liste von Leistungen erwartet.", "", "Zum Beispiel [\"kennung-der-leistung\"].");
      e->receives_listed = true;
      for (const json::Value& item : m.value.items) {
        if (!known_service(item, where)) return false;
        for (const std::string& r : e->receives) {
          if (r == item.text) return fail(where, "„" + item.text + "“ steht hier zweimal.", "", "");
        }
        e->receives.push_back(item.text);
      }
    }
    return true;
  }

  bool known_service(const json::Value& item, const std::string& where) {
    if (item.is(Form::String)) {
      for (const Service& s : book_.services) {
        if (s.id == item.text) return true;
      }
    }
    return fail(where, "Die Leistung „" + shown(item.text) + "“ gibt es nicht.", "",
                hint(suggest_service(book_, item.text), "Alle Leistungen zeigt „familienrathaus list“."));
  }

  // The derived value of this name: as in force, else in any state of the law.
  const Rule* find_rule(const std::string& name, bool truth) const {
    const Rule* other = nullptr;
    const auto look = [&](const Program& p) -> const Rule* {
      for (const Rule& r : p.rules) {
        if (r.name != name || r.kind > RuleKind::Amount) continue;
        if ((r.type.kind == Kind::Bool) == truth) return &r;
        other = &r;
      }
      return nullptr;
    };
    if (const Program* p = in_force(book_, s_.month)) {
      if (const Rule* r = look(*p)) return r;
    }
    for (const Program& p : book_.programs) {
      if (const Rule* r = look(p)) return r;
    }
    return other;
  }

  bool read_given(const json::Value& file) {
    const json::Value* all;
    if (!object(file, "given", "given", &all)) return false;
    for (const json::Member& m : all->members) {
      const std::string where = "given." + shown(m.key);
      Entity* e = entity(m.key);
      if (!e) return unknown_entity(m.key, where);
      const json::Value* body;
      if (!object(*all, m.key, where, &body)) return false;
      for (const json::Member& g : body->members) {
        if (!read_given_value(*e, g, where + "." + shown(g.key))) return false;
      }
    }
    return true;
  }

  bool read_given_value(Entity& e, const json::Member& g, const std::string& where) {
    const Rule* rule = find_rule(g.key, g.value.is(Form::Bool));
    if (!rule) {
      std::vector<std::string_view> names;
      for (const Program& p : book_.programs) {
        for (const Rule& r : p.rules) names.push_back(r.name);
      }
      return fail(where, "Einen errechneten Wert „" + shown(g.key) + "“ gibt es nicht.", "Unter „given“ stehen Namen von Regeln.", suggest(g.key, names));
    }
    const Table table = &e == &s_.family ? Table::Family : persons_.contains(e.id) ? Table::Person : Table::Household;
    if (role_table(rule->role) != table) {
      return fail(where, "Der Wert „" + g.key + "“ gehört nicht hierher.", std::string("Er gilt je ") + role_word(rule->role) + ".", "");
    }
    const std::int64_t top = rule->type.kind == Kind::Bool ? 1 : rule->type.kind == Kind::Share ? kOne : 100'000'000 * kOne;
    Possible possible{rule->type.kind == Kind::Bool ? 0 : -top, top, 0};
    if (rule->type.kind == Kind::Day) possible = {day_from_civil(1900, 1, 1), day_from_civil(2200, 12, 31), 0};
    if (rule->type.kind == Kind::Month) possible = {1900 * 12, 2200 * 12 + 11, 0};
    const auto known = read_value(book_, rule->type, possible, g.value, where);
    if (!known) return fail(known.error());
    if (*known) e.given[g.key] = **known;
    return true;
  }

  const Rulebook& book_;
  Situation s_;
  Month own_month_ = 0;
  std::map<std::string, std::uint32_t> persons_, houses_;
  Trouble trouble_;
};

}  // namespace

std::expected<Situation, Trouble> read_family(const Rulebook& book, const json::Value& family, std::optional<Month> month) {
  return FamilyReader(book).read(family, month);
}

}  // namespace fr
