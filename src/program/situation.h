// The family: who lives where, who is whose child, who cares for whom, and what is known of each fact.
// Structure is always certain; what is unknown are facts. Produced by core's family file reader and by
// the language's Prüffälle, consumed by eval. Plain data; names of facts and rules are still text here,
// so that a situation outlives a version of the vocabulary.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/types.h"

namespace fr {

// What is known of one fact: inclusive range in the encoding of types.h. For choices lo == hi == mask.
struct Known {
  std::int64_t lo, hi;
  bool operator==(const Known&) const = default;
};

// Couples' status in the drawing; member order is the choice mask of PairStatus.
enum class CoupleStatus : std::uint8_t { Verheiratet, Verpartnert, Zusammen, DauerndGetrennt, Geschieden };
inline constexpr int kCoupleStatuses = 5;
// JSON and rule spelling: "verheiratet" "verpartnert" "zusammen" "dauernd-getrennt" "geschieden"
const char* couple_status_name(CoupleStatus status);

struct Entity {
  std::string id;
  std::map<std::string, Known> facts;   // by vocabulary name; absent = unknown
  std::map<std::string, Known> given;   // derived values by rule name
  bool receives_listed = false;         // "receives" was stated for this entity (also if empty)
  std::vector<std::string> receives;    // service ids
  bool operator==(const Entity&) const = default;
};

struct Home {
  std::uint32_t household;
  std::int64_t share;  // decimal 0..1
  bool operator==(const Home&) const = default;
};

struct PersonEntity : Entity {
  bool unborn = false;                  // "due" was given; the due range is fact "Geburtstag"
  std::vector<std::uint32_t> parents;   // indices into persons
  std::vector<std::uint32_t> cares_for; // indices into persons
  std::vector<Home> homes;              // the first with the largest share is the main one
  bool operator==(const PersonEntity&) const = default;
};

struct Couple {
  std::uint32_t a, b;
  CoupleStatus status;
  bool operator==(const Couple&) const = default;
};

struct Situation {
  Month month = 0;
  Entity family;                        // id "familie"
  std::vector<Entity> households;
  std::vector<PersonEntity> persons;
  std::vector<Couple> couples;
  bool operator==(const Situation&) const = default;
};

// Derived structure used in several places.
std::uint32_t main_household(const PersonEntity& person);  // index, or kNone (0xffffffff)
// A person's role as a range: {0,1} while the birthday leaves it open. Household, Family, Person: {1,1}.
Known role_of(Role role, bool has_parent, bool unborn, Known birthday, Month month);
// Whether the entity is reported in that role: role_of(...).hi.
bool has_role(const Situation& s, std::uint32_t person, Role role, Month month);

}  // namespace fr
