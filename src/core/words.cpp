// See words.h.
#include "core/words.h"

#include <bit>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"

namespace fr {
namespace {

std::string members(const Rulebook& book, const Type& type, std::int64_t mask, bool labels) {
  if (type.choice < 0 || static_cast<std::size_t>(type.choice) >= book.choices.size()) return "";
  const Choice& choice = book.choices[type.choice];
  std::vector<std::string> names;
  for (std::size_t i = 0; i < choice.members.size() && i < 62; ++i) {
    if (!((mask >> i) & 1)) continue;
    const bool has_label = labels && i < choice.labels.size() && !choice.labels[i].empty();
    names.push_back(has_label ? choice.labels[i] : choice.members[i]);
  }
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " oder " : ", ";
    out += names[i];
  }
  return out;
}

std::string one(const Rulebook& book, const Type& type, std::int64_t v) {
  switch (type.kind) {
    case Kind::Bool: return v != 0 ? "ja" : "nein";
    case Kind::Number:
    case Kind::Count: return format_german(v);
    case Kind::Money: return format_german(v, v % kCent == 0) + " €";
    case Kind::Share: {
      Decimal percent;
      return mul_overflows(v, 100 * kOne, &percent) ? plain(book, type, v) : format_german(percent) + " %";
    }
    case Kind::Day: return format_day_german(v);
    case Kind::Month: return format_month_german(v);
    case Kind::Duration: return std::to_string(v) + (v == 1 ? " Monat" : " Monate");
    case Kind::Choice: return members(book, type, v, true);
  }
  return "";
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

const char* role_word(Role role) {
  switch (role) {
    case Role::Person: return "Person";
    case Role::Child: return "Kind";
    case Role::Adult: return "Erwachsene";
    case Role::Household: return "Haushalt";
    case Role::Family: return "Familie";
  }
  return "";
}

const char* per_word(Per per) {
  switch (per) {
    case Per::None: return "einmalig";
    case Per::Day: return "am Tag";
    case Per::Month: return "im Monat";
    case Per::Year: return "im Jahr";
  }
  return "";
}

const char* standing_word(Standing s) {
  return s == Standing::Yes ? "yes" : s == Standing::No ? "no" : "open";
}

const char* standing_german(Standing s) {
  return s == Standing::Yes ? "ja" : s == Standing::No ? "nein" : "offen";
}

std::string plain(const Rulebook& book, const Type& type, std::int64_t v) {
  switch (type.kind) {
    case Kind::Bool: return v != 0 ? "1" : "0";
    case Kind::Number:
    case Kind::Count:
    case Kind::Money: return format_decimal(v);
    case Kind::Share: {
      Decimal percent;
      return format_decimal(mul_overflows(v, 100 * kOne, &percent) ? v : percent);
    }
    case Kind::Day: return format_day(v);
    case Kind::Month: return format_month(v);
    case Kind::Duration: return std::to_string(v);
    case Kind::Choice: return std::popcount(static_cast<std::uint64_t>(v)) == 1 ? members(book, type, v, false) : "";
  }
  return "";
}

std::string words(const Rulebook& book, const Type& type, Known value) {
  if (type.kind == Kind::Choice) {
    const std::int64_t mask = value.lo | value.hi;
    const std::size_t count = type.choice < 0 ? 0 : book.choices[type.choice].members.size();
    // A long list of everything says no more than that nothing is known.
    return count > 3 && mask == (std::int64_t{1} << count) - 1 ? "unbekannt" : members(book, type, mask, true);
  }
  if (value.lo == value.hi) return one(book, type, value.lo);
  if (type.kind == Kind::Bool) return "offen";
  return one(book, type, value.lo) + " bis " + one(book, type, value.hi);
}

std::string month_words(Month month) { return format_month_german(month); }

const std::string& entity_id(const Situation& s, const EntityRef& ref) {
  if (ref.table == Table::Person && ref.index < s.persons.size()) return s.persons[ref.index].id;
  if (ref.table == Table::Household && ref.index < s.households.size()) return s.households[ref.index].id;
  return s.family.id;
}

std::optional<Birthday> birthday_on(const Situation& s, Day day, const EntityRef& of) {
  const auto on = [&](std::size_t i) -> std::int64_t {
    const auto it = s.persons[i].facts.find(kBirthFact);
    if (it == s.persons[i].facts.end() || it->second.lo != it->second.hi) return -1;
    const Civil birth = civil_from_day(it->second.lo), at = civil_from_day(day);
    const int years = at.year - birth.year;
    return years >= 0 && nth_birthday(it->second.lo, years) == day ? years : -1;
  };
  if (of.table == Table::Person && of.index < s.persons.size()) {
    if (const auto n = on(of.index); n >= 0) return Birthday{of.index, n};
  }
  for (std::size_t i = 0; i < s.persons.size(); ++i) {
    if (const auto n = on(i); n >= 0) return Birthday{i, n};
  }
  return std::nullopt;
}

std::string birthday_words(const Situation& s, Day day, const EntityRef& of) {
  const auto found = birthday_on(s, day, of);
  if (!found) return "";
  const std::string text = found->n == 0 ? "Geburt" : std::to_string(found->n) + ". Geburtstag";
  const bool own = of.table == Table::Person && of.index == found->person;
  return own ? text : text + " von " + s.persons[found->person].id;
}

std::string change_words(const Rulebook& book, const Situation& s, const Change& change, const EntityRef& of) {
  if (change.month) {
    std::string text = "ab " + month_words(*change.month);
    if (!change.day) return text;
    const std::string birthday = birthday_words(s, *change.day, of);
    return text + " (" + (birthday.empty() ? format_day_german(*change.day) : birthday) + ")";
  }
  if (!change.fact || change.fact->fact >= book.facts.size()) return "";
  const Fact& fact = book.facts[change.fact->fact];
  std::string name = fact.brief.empty() ? fact.name : fact.brief;
  if (change.fact->entity != of) name += " (" + entity_id(s, change.fact->entity) + ")";
  const std::string value = words(book, fact.type, change.value);
  switch (fact.type.kind) {
    case Kind::Bool: return (change.value.lo != 0 ? "wenn „" : "wenn nicht „") + name + "“";
    case Kind::Choice: return "wenn „" + name + "“: " + value;
    default: return (change.at_least ? "ab " : "bis ") + value + " (" + name + ")";
  }
}

std::string suggest(std::string_view name, std::span<const std::string_view> known) {
  const std::string wanted = lower_ascii(name);
  const std::size_t limit = wanted.size() < 5 ? 1 : wanted.size() < 10 ? 2 : 3;
  std::size_t best = limit + 1;
  std::string_view found;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(wanted, lower_ascii(candidate), limit);
    if (distance >= best) continue;
    best = distance;
    found = candidate;
  }
  return found.empty() ? "" : "Meinten Sie „" + std::string(found) + "“?";
}

}  // namespace fr
