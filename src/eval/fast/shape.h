// The structure of a family without its facts: how many persons and households, who is whose child, who
// lives where, who is a couple. Families of one shape are computed together: every row of every table is then
// a column over the families, and everything that follows from the structure is settled once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "program/situation.h"

namespace fr::fast {

inline constexpr std::size_t kMostPersons = 40, kMostHouseholds = 50;

// A canonical byte string: equal keys, equal structure. Order of persons counts.
std::string shape_key(const Situation& family);
// The structure back, with ids "p1", "h1" and no facts; nullopt if the bytes are not a key within the limits.
std::optional<Situation> shape_from(std::string_view key);

}  // namespace fr::fast
