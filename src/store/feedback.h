// "War das hilfreich?": how often a page was called helpful or not, per day. Nothing about whoever answered is kept:
// no address, no cookie, no time of day, no text. One SQLite file in WAL mode; a count that is lost hurts nobody, so
// writing never makes a visitor wait for more than a moment. One thread.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fr {

struct FeedbackRow {
  std::string day, page;  // "2026-11-30", "/leistung/spielgeld"
  std::int64_t yes = 0, no = 0;
};

class Feedback {
 public:
  // Opens or makes the file rueckmeldung.db in `folder`. The error is a German sentence.
  static std::expected<Feedback, std::string> open(const std::filesystem::path& folder);
  Feedback(Feedback&&) noexcept;
  Feedback& operator=(Feedback&&) noexcept;
  ~Feedback();

  // False if it could not be written; the reason is in last_error().
  bool count(std::string_view day, std::string_view page, bool helpful);
  std::vector<FeedbackRow> rows() const;  // by day, then page
  std::string last_error() const;

 private:
  struct Store;
  explicit Feedback(std::unique_ptr<Store> store);
  std::unique_ptr<Store> store_;
};

}  // namespace fr
