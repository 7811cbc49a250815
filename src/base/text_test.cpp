// UTF-8 well-formedness, code points, slugs, edit distance.
#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace fr {
namespace {

constexpr auto kValid = std::string_view::npos;

TEST(Text, AcceptsWellFormedUtf8) {
  EXPECT_EQ(invalid_utf8_at(""), kValid);
  EXPECT_EQ(invalid_utf8_at("§ 66 Abs. 1 EStG, 259 €, Mühe"), kValid);
  EXPECT_EQ(invalid_utf8_at("\xF4\x8F\xBF\xBF"), kValid);          // U+10FFFF
  EXPECT_EQ(invalid_utf8_at("\xED\x9F\xBF\xEE\x80\x80"), kValid);  // around the surrogates
}

TEST(Text, FindsTheFirstBadByte) {
  EXPECT_EQ(invalid_utf8_at("ab\xFF"), 2U);
  EXPECT_EQ(invalid_utf8_at("\x80"), 0U);
  EXPECT_EQ(invalid_utf8_at("\xC0\xAF"), 0U);          // overlong
  EXPECT_EQ(invalid_utf8_at("\xE0\x80\xAF"), 0U);      // overlong
  EXPECT_EQ(invalid_utf8_at("\xF0\x80\x80\xAF"), 0U);  // overlong
  EXPECT_EQ(invalid_utf8_at("x\xED\xA0\x80"), 1U);     // surrogate
  EXPECT_EQ(invalid_utf8_at("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
  EXPECT_EQ(invalid_utf8_at("ä\xE2\x82"), 2U);         // cut off
  EXPECT_EQ(invalid_utf8_at(std::string_view("a\0b", 3)), 1U);
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("Mühe"), 4U);
  EXPECT_EQ(code_points("5 €"), 3U);
}

TEST(Text, MakesSlugs) {
  EXPECT_EQ(slug("Bildung-und-Teilhabe"), "bildung-und-teilhabe");
  EXPECT_EQ(slug("Übergangszeit"), "uebergangszeit");
  EXPECT_EQ(slug("Maß Öl äß"), "mass-oel-aess");
  EXPECT_EQ(slug(" a – b! "), "a-b");
  EXPECT_EQ(slug("§"), "");
}

TEST(Text, MeasuresEditDistance) {
  EXPECT_EQ(edit_distance("Gebutstag", "Geburtstag", 3), 1U);
  EXPECT_EQ(edit_distance("abc", "abc", 0), 0U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance("", "abc", 3), 3U);
  EXPECT_EQ(edit_distance("", "abcdef", 3), 4U);
}

}  // namespace
}  // namespace fr
