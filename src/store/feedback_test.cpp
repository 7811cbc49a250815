#include "store/feedback.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace fr {
namespace {

namespace fs = std::filesystem;

struct Counting : ::testing::Test {
  fs::path folder = fs::temp_directory_path() / ("fr-rueckmeldung-" + std::to_string(::getpid()));
  void TearDown() override { fs::remove_all(folder); }
};

TEST_F(Counting, AddsUpPerDayAndPageAndSurvivesClosing) {
  {
    auto feedback = Feedback::open(folder);
    ASSERT_TRUE(feedback) << feedback.error();
    EXPECT_TRUE(feedback->count("2026-11-30", "/leistung/kindergeld", true));
    EXPECT_TRUE(feedback->count("2026-11-30", "/leistung/kindergeld", true));
    EXPECT_TRUE(feedback->count("2026-11-30", "/leistung/kindergeld", false));
    EXPECT_TRUE(feedback->count("2026-12-01", "/", false));
  }
  auto again = Feedback::open(folder);
  ASSERT_TRUE(again) << again.error();
  const auto rows = again->rows();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].page, "/leistung/kindergeld");
  EXPECT_EQ(rows[0].yes, 2);
  EXPECT_EQ(rows[0].no, 1);
  EXPECT_EQ(rows[1].day, "2026-12-01");
  EXPECT_EQ(rows[1].no, 1);
}

TEST_F(Counting, SaysWhyItCannotBeOpened) {
  const auto nowhere = Feedback::open("/dev/null/dort");
  ASSERT_FALSE(nowhere);
  EXPECT_TRUE(nowhere.error().starts_with("Die Rückmeldungen lassen sich nicht speichern (/dev/null/dort/rueckmeldung.db): ")) << nowhere.error();
}

}  // namespace
}  // namespace fr
