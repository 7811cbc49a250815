// Single values of a family file: JSON -> Known, by the type of the fact. See family.h.
#include <bit>

#include "base/date.h"
#include "base/decimal.h"
#include "core/family.h"
#include "core/words.h"

namespace fr {
namespace {

using Ends = std::expected<Known, Trouble>;

std::unexpected<Trouble> refuse(const std::string& where, std::string what, std::string why, std::string remedy) {
  return std::unexpected(Trouble{std::move(what), where, std::move(why), std::move(remedy)});
}

// What a value of this kind looks like, for the remedy.
const char* spelling(Kind kind) {
  switch (kind) {
    case Kind::Bool: return "Erlaubt sind true, false und null (unbekannt).";
    case Kind::Number: return "Erlaubt ist eine Zahl ohne Anführungszeichen, zum Beispiel 1.5.";
    case Kind::Count: return "Erlaubt ist eine ganze Zahl ohne Anführungszeichen, zum Beispiel 2.";
    case Kind::Money: return "Erlaubt ist ein Betrag in Euro ohne Anführungszeichen, zum Beispiel 1500 oder 620.50.";
    case Kind::Share: return "Erlaubt ist eine Prozentzahl ohne Anführungszeichen; 45 bedeutet 45 %.";
    case Kind::Day: return "Erlaubt ist ein Tag \"2020-06-11\", ein Monat \"2020-06\" oder {\"from\": …, \"to\": …}.";
    case Kind::Month: return "Erlaubt ist ein Monat wie \"2027-02\".";
    case Kind::Duration: return "Erlaubt ist eine Zahl ganzer Monate, zum Beispiel 6.";
    case Kind::Choice: return "Erlaubt ist eine der Antworten als Text oder eine Liste davon.";
  }
  return "";
}

std::unexpected<Trouble> wrong_form(Kind kind, const json::Value& v, const std::string& where) {
  return refuse(where, "Hier passt der Wert nicht zum Merkmal.",
                std::string("Angegeben ist ") + json::form_name(v.form) + ".", spelling(kind));
}

Ends read_decimal(Kind kind, const json::Value& v, const std::string& where) {
  if (!v.is(json::Form::Number)) return wrong_form(kind, v, where);
  const std::optional<Decimal> number = parse_decimal(v.text);
  if (!number) {
    return refuse(where, "Die Zahl " + v.text + " ist zu groß oder hat zu viele Nachkommastellen.",
                  "Gerechnet wird mit höchstens zehn Nachkommastellen.", spelling(kind));
  }
  std::int64_t value = *number;
  if (kind == Kind::Share) {
    if (value % 100 != 0) return refuse(where, "Der Anteil hat zu viele Nachkommastellen.", "", spelling(kind));
    value /= 100;
  }
  if ((kind == Kind::Duration || kind == Kind::Count) && value % kOne != 0) {
    return refuse(where, "Hier wird eine ganze Zahl erwartet, nicht " + v.text + ".", "", spelling(kind));
  }
  if (kind == Kind::Duration) value /= kOne;
  return Known{value, value};
}

std::unexpected<Trouble> bad_date(const json::Value& v, Kind kind, const std::string& where) {
  if (v.text.size() == 10 && v.text[4] == '-' && v.text[7] == '-') {
    return refuse(where, "Den Tag „" + v.text + "“ gibt es nicht.",
                  "Ein Datum ist Jahr-Monat-Tag, und der Tag muss im Kalender stehen.", spelling(kind));
  }
  const std::string shown = v.text.size() > 40 ? v.text.substr(0, 0) : " „" + v.text + "“";
  return refuse(where, "Die Angabe" + shown + " ist kein Datum, das hier verstanden wird.", "", spelling(kind));
}

// A day, or a month as the range of its days.
Ends read_date(Kind kind, const json::Value& v, const std::string& where) {
  if (!v.is(json::Form::String)) return wrong_form(kind, v, where);
  const std::optional<Month> month = parse_month(v.text);
  if (kind == Kind::Month) {
    if (month) return Known{*month, *month};
    return bad_date(v, kind, where);
  }
  if (month) return Known{first_day(*month), last_day(*month)};
  if (const std::optional<Day> day = parse_day(v.text)) return Known{*day, *day};
  return bad_date(v, kind, where);
}

Ends read_one(const Type& type, const json::Value& v, const std::string& where) {
  switch (type.kind) {
    case Kind::Bool:
      if (!v.is(json::Form::Bool)) return wrong_form(type.kind, v, where);
      return Known{v.truth, v.truth};
    case Kind::Day:
    case Kind::Month: return read_date(type.kind, v, where);
    default: return read_decimal(type.kind, v, where);
  }
}

std::expected<std::int64_t, Trouble> read_member(const Choice& choice, const json::Value& v, const std::string& where) {
  if (!v.is(json::Form::String)) return wrong_form(Kind::Choice, v, where);
  std::string all;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < choice.members.size(); ++i) {
    if (choice.members[i] == v.text) return std::int64_t{1} << i;
    all += (i > 0 ? ", " : "") + choice.members[i];
    names.push_back(choice.members[i]);
  }
  const std::string hint = suggest(v.text, names);
  return refuse(where, "Die Antwort „" + v.text + "“ gibt es hier nicht.", "Möglich sind: " + all + ".", hint);
}

Ends read_choice(const Rulebook& book, const Type& type, const json::Value& v, const std::string& where) {
  const Choice& choice = book.choices[type.choice];
  if (!v.is(json::Form::Array)) {
    const auto mask = read_member(choice, v, where);
    if (!mask) return std::unexpected(mask.error());
    return Known{*mask, *mask};
  }
  if (v.items.empty()) {
    return refuse(where, "Die Liste der noch möglichen Antworten ist leer.", "Eine Antwort muss möglich bleiben.",
                  "Unbekanntes bitte weglassen oder null schreiben.");
  }
  std::int64_t all = 0;
  for (std::size_t i = 0; i < v.items.size(); ++i) {
    const auto mask = read_member(choice, v.items[i], where + "[" + std::to_string(i) + "]");
    if (!mask) return std::unexpected(mask.error());
    all |= *mask;
  }
  return Known{all, all};
}

std::expected<std::optional<Known>, Trouble> read_range(const Type& type, const Possible& possible,
                                                        const json::Value& v, const std::string& where) {
  if (type.kind == Kind::Bool) return wrong_form(type.kind, v, where);
  Known range{possible.lo, possible.hi};
  bool any = false;
  for (const json::Member& m : v.members) {
    if (m.key != "from" && m.key != "to") {
      return refuse(where + "." + m.key, "„" + m.key + "“ gehört nicht in einen Bereich.",
                    "Ein Bereich hat nur „from“ und „to“ (beide eingeschlossen).", "");
    }
    if (m.value.is(json::Form::Null)) continue;
    const Ends end = read_one(type, m.value, where + "." + m.key);
    if (!end) return std::unexpected(end.error());
    any = true;
    if (m.key == "from") range.lo = end->lo;
    if (m.key == "to") range.hi = end->hi;
  }
  if (!any) return std::nullopt;
  return range;
}

}  // namespace

std::expected<std::optional<Known>, Trouble> read_value(const Rulebook& book, const Type& type,
                                                        const Possible& possible, const json::Value& value,
                                                        const std::string& where) {
  if (value.is(json::Form::Null)) return std::nullopt;
  if (type.kind == Kind::Choice) return read_choice(book, type, value, where);
  std::optional<Known> known;
  if (value.is(json::Form::Object)) {
    const auto range = read_range(type, possible, value, where);
    if (!range) return std::unexpected(range.error());
    known = *range;
  } else {
    const Ends one = read_one(type, value, where);
    if (!one) return std::unexpected(one.error());
    known = *one;
  }
  if (!known) return known;
  if (known->lo > known->hi) {
    return refuse(where, "Der Bereich endet, bevor er beginnt.",
                  words(book, type, {known->lo, known->lo}) + " liegt über " + words(book, type, {known->hi, known->hi}) + ".",
                  "Bitte „from“ und „to“ tauschen.");
  }
  if (known->lo < possible.lo || known->hi > possible.hi) {
    return refuse(where, words(book, type, *known) + " liegt außerhalb des Möglichen.",
                  "Angenommen werden Werte von " + words(book, type, {possible.lo, possible.lo}) + " bis " +
                      words(book, type, {possible.hi, possible.hi}) + ".",
                  "Bitte die Angabe prüfen.");
  }
  if (possible.grain > 0 && (known->lo % possible.grain != 0 || known->hi % possible.grain != 0)) {
    return refuse(where, words(book, type, *known) + " ist zu genau.",
                  "Der kleinste Schritt ist " + words(book, type, {possible.grain, possible.grain}) + ".", "Bitte runden.");
  }
  return known;
}

std::expected<Month, Trouble> read_month(const json::Value& value, const std::string& where) {
  const Ends month = read_date(Kind::Month, value, where);
  if (!month) return std::unexpected(month.error());
  return month->lo;
}

const Fact* find_fact(const Rulebook& book, std::string_view name) {
  for (const Fact& f : book.facts) {
    if (f.name == name) return &f;
  }
  return nullptr;
}

std::string suggest_fact(const Rulebook& book, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Fact& f : book.facts) names.push_back(f.name);
  return suggest(name, names);
}

std::string suggest_service(const Rulebook& book, std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Service& s : book.services) ids.push_back(s.id);
  return suggest(id, ids);
}

}  // namespace fr
