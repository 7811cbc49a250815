// Results as a binary column file (docs/batch.md): "FRERGEB1", per piece and target a column of verdicts and, if it
// has one, of amounts; a column that is the same everywhere takes no room. Pieces are packed by any thread and
// appended in order.
#pragma once

#include <cstdio>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "core/trouble.h"
#include "eval/fast/results.h"

namespace fr::batch {

struct Packed {
  std::string bytes;    // columns, each at a multiple of 64 from the piece's beginning
  std::string entry;    // where they lie, for the directory
};
Packed pack(const fast::Results& results, std::uint32_t persons, std::uint32_t households, std::uint32_t families);

class ResultWriter {
 public:
  static std::expected<ResultWriter, Trouble> create(const std::string& path);
  std::expected<void, Trouble> append(const Packed& packed);
  std::expected<void, Trouble> finish(const std::vector<std::string>& names, const fast::Results& results, std::int64_t month);

 private:
  struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t at_ = 64;
  std::uint32_t pieces_ = 0;
  std::string entries_;
};

}  // namespace fr::batch
