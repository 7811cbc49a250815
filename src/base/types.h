// What a value can be: the kinds that the language's types become, and the tables in which values live.
//
// Encoding of every value is one int64 (a range is a pair of them):
//   Bool      0 or 1
//   Number, Count, Money, Share    decimal scaled by 10^10 (see base/decimal.h); a share of 45 % is 0.45
//   Day       days since 1970-01-01            Month   year*12 + month-1
//   Duration  whole months
//   Choice    bit mask of the members still possible (exactly one bit = known), at most 62 members
#pragma once

#include <cstdint>

namespace fr {

enum class Kind : std::uint8_t { Bool, Number, Count, Money, Share, Day, Month, Duration, Choice };
enum class Per : std::uint8_t { None, Day, Month, Year };  // only for Money

struct Type {
  Kind kind = Kind::Bool;
  Per per = Per::None;
  std::int16_t choice = -1;  // index into Vocabulary::choices for Kind::Choice
  bool operator==(const Type&) const = default;
};

// Tables of columns. The first three hold entities; the others hold pairs (owner, target) of a
// relation, grouped by owner.
enum class Table : std::uint8_t {
  Person,
  Household,
  Family,
  Parents,      // Person -> Person    a person's parents
  Children,     // Person -> Person    a person's children
  Partners,     // Person -> Person    a person's couples, each with a status (current or former)
  Siblings,     // Person -> Person    persons sharing at least one parent
  CaresFor,     // Person -> Person    persons this person cares for
  Carers,       // Person -> Person    persons who care for this person
  Homes,        // Person -> Household households the person lives in, with a share
  Members,      // Household -> Person persons living there, with a share
  People,       // Family -> Person    everybody
  Houses,       // Family -> Household all households
};
inline constexpr int kTables = 13;

Table owner_table(Table pair);   // entity table of the pair's owner; for entity tables: itself
Table target_table(Table pair);  // entity table of the pair's target; for entity tables: itself
inline bool is_pair(Table t) { return t > Table::Family; }

// For which entities a declaration holds. Kind and Erwachsene are persons in that role:
//   Child  = has a parent in the drawing, or is unborn, or may be under 18 at the month's start
//   Adult  = not certainly under 18 at the month's start and not unborn
// Roles select which rows are reported; columns exist for all rows of the table.
enum class Role : std::uint8_t { Person, Child, Adult, Household, Family };
Table role_table(Role role);

}  // namespace fr
