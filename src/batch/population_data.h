// What a definition of a population says, as read: for population_read.cpp and population.cpp only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "batch/population.h"
#include "program/situation.h"

namespace fr::batch {

namespace lots {

enum class Who : std::uint8_t { First, Second, Adults, Children, Persons, Household, Family };

struct Rule {
  std::uint32_t fact = 0;
  Who who = Who::Persons;
  std::int64_t age_from = 0, age_to = 200;
  std::vector<bool> kinds;                       // empty: all
  std::int64_t share = kOne;                     // applies to that share; else the next rule
  std::optional<std::pair<std::uint32_t, Known>> when;  // another fact has this value
  enum class How : std::uint8_t { Value, Even, Quantiles, Choice, SumOf, BySize } how = How::Value;
  std::int64_t value = 0, from = 0, to = 0, step = 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> points;  // share or cumulated share, value
  std::uint32_t sum_of = 0;
  std::int64_t factor = kOne;
};

struct HouseholdKind {
  std::string name;
  std::int64_t share = 0;
  int adults = 1, children = 0;
  std::int64_t age_from = 25, age_to = 60, child_from = 0, child_to = 17;
  std::optional<CoupleStatus> couple;
};

}  // namespace lots

struct Population::Data {
  const Rulebook* book;
  std::string name, income;
  std::uint64_t households = 0;
  std::vector<lots::HouseholdKind> kinds;
  std::vector<lots::Rule> rules;
  std::vector<std::vector<std::uint32_t>> by_fact;  // rules of a fact, in order
  std::vector<std::uint32_t> order;                 // facts in the order of their first rule, then the rest
  std::vector<TakeUp> take_up;
  std::uint32_t birthday = kNone;
};

}  // namespace fr::batch
