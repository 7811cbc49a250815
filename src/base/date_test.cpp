// The calendar's corners: leap years, births on 29 February, month ends, annual dates.
#include "base/date.h"

#include <gtest/gtest.h>

#include <limits>

namespace fr {
namespace {

Day day(const char* iso) {
  return parse_day(iso).value();
}
Month month(const char* iso) {
  return parse_month(iso).value();
}

TEST(Date, CountsFromTheEpoch) {
  EXPECT_EQ(day("1970-01-01"), 0);
  EXPECT_EQ(day("1969-12-31"), -1);
  EXPECT_EQ(day("2000-03-01"), 11017);  // 30 years of 365 + 7 leap days + 31 + 29
}

TEST(Date, RoundTripsEveryDayThatMayBeWritten) {
  Day expected = day_from_civil(kMinYear, 1, 1);
  for (int y = kMinYear; y <= kMaxYear; ++y)
    for (int m = 1; m <= 12; ++m)
      for (int d = 1; d <= days_in_month(y, m); ++d, ++expected) {
        ASSERT_EQ(day_from_civil(y, m, d), expected);
        const Civil c = civil_from_day(expected);
        ASSERT_TRUE(c.year == y && c.month == m && c.day == d) << expected;
      }
}

TEST(Date, KnowsLeapYears) {
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2026, 2), 28);
  EXPECT_EQ(days_in_month(1900, 2), 28);
  EXPECT_EQ(days_in_month(2000, 2), 29);
  EXPECT_EQ(days_in_month(2026, 13), 0);
  EXPECT_TRUE(valid_civil(2024, 2, 29));
  EXPECT_FALSE(valid_civil(2026, 2, 29));
  EXPECT_FALSE(valid_civil(2026, 4, 31));
  EXPECT_FALSE(valid_civil(2026, 0, 1));
  EXPECT_FALSE(valid_civil(2026, 1, 0));
}

TEST(Date, Months) {
  EXPECT_EQ(month("2026-01"), 2026 * 12);
  EXPECT_EQ(month_of(day("2026-12-31")), month("2026-12"));
  EXPECT_EQ(first_day(month("2026-02")), day("2026-02-01"));
  EXPECT_EQ(last_day(month("2024-02")), day("2024-02-29"));
  EXPECT_EQ(last_day(month("2026-12")), day("2026-12-31"));
}

TEST(Date, AddsMonthsAndClamps) {
  EXPECT_EQ(add_months(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2024-01-31"), 1), day("2024-02-29"));
  EXPECT_EQ(add_months(day("2026-03-31"), -1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2026-11-30"), 3), day("2027-02-28"));
  EXPECT_EQ(add_months(day("2026-05-17"), 12), day("2027-05-17"));
  EXPECT_EQ(add_months(day("2026-05-17"), -12 * 100), day("1926-05-17"));
}

TEST(Date, BirthdaysOfTheTwentyNinthOfFebruary) {
  const Day birth = day("2008-02-29");
  EXPECT_EQ(nth_birthday(birth, 18), day("2026-03-01"));
  EXPECT_EQ(nth_birthday(birth, 16), day("2024-02-29"));
  EXPECT_EQ(completed_years(birth, day("2026-02-28")), 17);
  EXPECT_EQ(completed_years(birth, day("2026-03-01")), 18);
  EXPECT_EQ(completed_years(birth, day("2024-02-29")), 16);
}

TEST(Date, CompletedYears) {
  EXPECT_EQ(completed_years(day("2008-05-01"), day("2026-04-30")), 17);
  EXPECT_EQ(completed_years(day("2008-05-01"), day("2026-05-01")), 18);
  EXPECT_EQ(completed_years(day("2026-05-01"), day("2026-05-01")), 0);
  EXPECT_EQ(completed_years(day("2026-05-01"), day("2020-05-01")), 0);
  EXPECT_EQ(completed_years(day("2025-12-31"), day("2026-01-01")), 0);
}

TEST(Date, AnnualDatesIncludeTheDayItself) {
  EXPECT_EQ(last_annual(day("2026-08-01"), 8, 1), day("2026-08-01"));
  EXPECT_EQ(last_annual(day("2026-07-31"), 8, 1), day("2025-08-01"));
  EXPECT_EQ(next_annual(day("2026-08-01"), 8, 1), day("2026-08-01"));
  EXPECT_EQ(next_annual(day("2026-08-02"), 8, 1), day("2027-08-01"));
  EXPECT_EQ(next_annual(day("2026-12-31"), 1, 1), day("2027-01-01"));
}

TEST(Date, ParsesOnlyIsoDates) {
  for (const char* text :
       {"", "2026-1-01", "2026-01-1", "2026-02-29", "2026-02-30", "2026-13-01", "26-01-01",
        "2026/01/01", "2026-01-01 ", "1849-12-31", "2251-01-01", "-026-01-01", "2026-01"})
    EXPECT_FALSE(parse_day(text).has_value()) << text;
  for (const char* text :
       {"", "2026", "2026-00", "2026-13", "2026-1", "2026-01-01", "1849-12", "2251-01"})
    EXPECT_FALSE(parse_month(text).has_value()) << text;
}

TEST(Date, Formats) {
  EXPECT_EQ(format_day(day("2026-11-01")), "2026-11-01");
  EXPECT_EQ(format_month(month("2026-03")), "2026-03");
  EXPECT_EQ(format_day_german(day("2026-11-01")), "1.11.2026");
  EXPECT_EQ(format_month_german(month("2026-03")), "März 2026");
}

TEST(Date, FarArgumentsAreHarmless) {
  for (const std::int64_t far :
       {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    EXPECT_GT(format_day(far).size(), 9U);
    EXPECT_GT(format_month(far).size(), 6U);
    EXPECT_EQ(add_months(far, far) < 0, far < 0);
    EXPECT_EQ(nth_birthday(0, far) < 0, far < 0);
    EXPECT_EQ(first_day(far) < 0, far < 0);
    EXPECT_EQ(last_day(far) < 0, far < 0);
  }
  EXPECT_EQ(completed_years(std::numeric_limits<std::int64_t>::max(), 0), 0);
}

}  // namespace
}  // namespace fr
