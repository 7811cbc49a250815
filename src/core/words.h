// Plain German for values, ranges and changes: "1.290 €", "0 € bis 40 €", "ab März 2027 (3. Geburtstag)".
// The only place below the portal that turns an encoded value into words or into its JSON spelling.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "eval/analysis.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr {

inline constexpr const char kBirthFact[] = "Geburtstag";  // the one fact that the drawing itself knows

const char* role_word(Role role);        // "Person", "Kind", "Haushalt" …
const char* per_word(Per per);           // "im Monat", "im Jahr", "am Tag", "einmalig"
const char* standing_word(Standing s);   // "yes" "no" "open" (JSON)
const char* standing_german(Standing s); // "ja" "nein" "offen"

// JSON spelling of one end of a range: decimal string, ISO day or month, member name, "0"/"1".
std::string plain(const Rulebook& book, const Type& type, std::int64_t value);
// For people. A range reads "A bis B", open choices "A oder B", an open yes/no "offen".
std::string words(const Rulebook& book, const Type& type, Known value);
std::string month_words(Month month);    // "März 2027"

// Whose n-th birthday a day is (0: the birth), first of all of `of`; none if nobody's.
struct Birthday {
  std::size_t person;
  std::int64_t n;
};
std::optional<Birthday> birthday_on(const Situation& s, Day day, const EntityRef& of);
// "3. Geburtstag" / "3. Geburtstag von mia" if `day` is a known birthday in the family, else "".
std::string birthday_words(const Situation& s, Day day, const EntityRef& of);
std::string change_words(const Rulebook& book, const Situation& s, const Change& change, const EntityRef& of);

const std::string& entity_id(const Situation& s, const EntityRef& ref);

// "Meinten Sie „Geburtstag“?" or "" if nothing is near enough.
std::string suggest(std::string_view name, std::span<const std::string_view> known);

}  // namespace fr
