// Days and months as plain integers (proleptic Gregorian calendar), and the two ways in which German
// law adds time: periods end on the day of the same number (or the last of a
// shorter month), years of life on the eve of the birthday (a 29 February counts as 1 March in
// common years).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/types.h"  // first: its enumerators Day and Month must not shadow the aliases below

namespace fr {

using Day = std::int64_t;    // days since 1970-01-01
using Month = std::int64_t;  // year*12 + (month-1)

struct Civil {
  int year, month, day;  // month 1..12, day 1..31
};

inline constexpr int kMinYear = 1850, kMaxYear = 2250;  // what may be written in files

Day day_from_civil(int year, int month, int day);
Civil civil_from_day(Day day);
int days_in_month(int year, int month);
bool valid_civil(int year, int month, int day);

Month month_of(Day day);
Day first_day(Month month);
Day last_day(Month month);

Day add_months(Day day, std::int64_t months);        // clamps to the last day of the target month
Day nth_birthday(Day birth, std::int64_t years);     // 29 Feb -> 1 Mar in common years
std::int64_t completed_years(Day birth, Day at);     // years of life completed when `at` begins (>= 0)
Day last_annual(Day at, int month, int day);         // latest such date <= at
Day next_annual(Day at, int month, int day);         // earliest such date >= at (29 Feb never used)

std::optional<Day> parse_day(std::string_view iso);      // YYYY-MM-DD
std::optional<Month> parse_month(std::string_view iso);  // YYYY-MM
std::string format_day(Day day);                         // 2026-11-01
std::string format_month(Month month);                   // 2026-11
std::string format_day_german(Day day);                  // 1.11.2026
std::string format_month_german(Month month);            // November 2026

}  // namespace fr
