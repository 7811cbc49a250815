// Calendar arithmetic after Hinnant's era algorithms. Invariant: arguments far outside any calendar
// (more than a million years) are clamped, so no call can overflow.
#include "base/date.h"

#include <algorithm>

namespace fr {
namespace {

constexpr Day kFarDay = 360'000'000;  // about a million years
constexpr std::int64_t kFarMonth = 12'000'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

bool leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int year_of(Month month) {
  return static_cast<int>(floor_div(std::clamp(month, -kFarMonth, kFarMonth), 12));
}
int number_of(Month month) {
  month = std::clamp(month, -kFarMonth, kFarMonth);
  return static_cast<int>(month - floor_div(month, 12) * 12) + 1;
}

// Digits only, e.g. digits("2026") = 2026; -1 if anything else is in it.
int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string reversed;
  for (std::int64_t rest = value < 0 ? -value : value; rest != 0 || reversed.size() < width;
       rest /= 10)
    reversed.push_back(static_cast<char>('0' + rest % 10));
  if (value < 0) reversed.push_back('-');
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace

Day day_from_civil(int year, int month, int day) {
  const std::int64_t y = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_from_day(Day day) {
  const std::int64_t z = std::clamp(day, -kFarDay, kFarDay) + 719468;
  const std::int64_t era = floor_div(z, 146097);
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<int>(year), month,
          static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int days_in_month(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

bool valid_civil(int year, int month, int day) {
  return day >= 1 && day <= days_in_month(year, month);
}

Month month_of(Day day) {
  const Civil c = civil_from_day(day);
  return static_cast<Month>(c.year) * 12 + c.month - 1;
}

Day first_day(Month month) {
  return day_from_civil(year_of(month), number_of(month), 1);
}

Day last_day(Month month) {
  const int year = year_of(month), number = number_of(month);
  return day_from_civil(year, number, days_in_month(year, number));
}

Day add_months(Day day, std::int64_t months) {
  const Civil c = civil_from_day(day);
  const Month target = month_of(day) + std::clamp(months, -2 * kFarMonth, 2 * kFarMonth);
  const int year = year_of(target), number = number_of(target);
  return day_from_civil(year, number, std::min(c.day, days_in_month(year, number)));
}

Day nth_birthday(Day birth, std::int64_t years) {
  const Civil c = civil_from_day(birth);
  const std::int64_t limit = kFarMonth / 12;
  const int year =
      static_cast<int>(std::clamp(c.year + std::clamp(years, -limit, limit), -limit, limit));
  if (c.month == 2 && c.day == 29 && !leap(year)) return day_from_civil(year, 3, 1);
  return day_from_civil(year, c.month, c.day);
}

std::int64_t completed_years(Day birth, Day at) {
  if (at <= birth) return 0;
  const std::int64_t years = civil_from_day(at).year - civil_from_day(birth).year;
  return std::max<std::int64_t>(0, nth_birthday(birth, years) <= at ? years : years - 1);
}

Day last_annual(Day at, int month, int day) {
  const int year = civil_from_day(at).year;
  const Day same = day_from_civil(year, month, std::min(day, days_in_month(year, month)));
  if (same <= at) return same;
  return day_from_civil(year - 1, month, std::min(day, days_in_month(year - 1, month)));
}

Day next_annual(Day at, int month, int day) {
  const int year = civil_from_day(at).year;
  const Day same = day_from_civil(year, month, std::min(day, days_in_month(year, month)));
  if (same >= at) return same;
  return day_from_civil(year + 1, month, std::min(day, days_in_month(year + 1, month)));
}

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const int year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2)),
            day = digits(iso.substr(8, 2));
  if (year < kMinYear || year > kMaxYear || !valid_civil(year, month, day)) return std::nullopt;
  return day_from_civil(year, month, day);
}

std::optional<Month> parse_month(std::string_view iso) {
  if (iso.size() != 7 || iso[4] != '-') return std::nullopt;
  const int year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2));
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12) return std::nullopt;
  return static_cast<Month>(year) * 12 + month - 1;
}

std::string format_day(Day day) {
  const Civil c = civil_from_day(day);
  return padded(c.year, 4) + "-" + padded(c.month, 2) + "-" + padded(c.day, 2);
}

std::string format_month(Month month) {
  return padded(year_of(month), 4) + "-" + padded(number_of(month), 2);
}

std::string format_day_german(Day day) {
  const Civil c = civil_from_day(day);
  return padded(c.day, 1) + "." + padded(c.month, 1) + "." + padded(c.year, 1);
}

std::string format_month_german(Month month) {
  static constexpr const char* kNames[] = {"Januar",    "Februar", "März",     "April",
                                           "Mai",       "Juni",    "Juli",     "August",
                                           "September", "Oktober", "November", "Dezember"};
  return std::string(kNames[number_of(month) - 1]) + " " + padded(year_of(month), 1);
}

}  // namespace fr
