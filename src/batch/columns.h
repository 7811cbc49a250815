// The binary column file (docs/batch.md): families as columns that can be mapped into memory and computed where
// they lie. Little endian.
//   header     64 bytes: "FRSPALT1", directory's offset, bytes and checksum, number of families and of blocks
//   blocks     each column begins at a multiple of 64; cells as in eval/fast/block.h
//   directory  columns by name with their answers, shapes, and where each block's columns lie, with a checksum
// What is read is checked before it is used: sizes, checksums, shapes, and every cell against its fact.
#pragma once

#include <cstdio>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/trouble.h"
#include "eval/fast/families.h"
#include "program/program.h"

namespace fr::batch {

std::uint64_t checksum(const void* data, std::size_t bytes, std::uint64_t seed = 0x9e3779b97f4a7c15ull);

class ColumnWriter {
 public:
  // Columns for the facts in `present`.
  static std::expected<ColumnWriter, Trouble> create(const Rulebook& book, std::vector<bool> present, const std::string& path);
  std::expected<void, Trouble> write(const fast::Block& block, std::uint32_t persons, std::uint32_t households);
  std::expected<void, Trouble> finish(const fast::Shapes& shapes);

 private:
  struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::uint64_t put(const void* data, std::size_t bytes, std::uint64_t* sum);
  std::expected<void, Trouble> failed() const;

  const Rulebook* book_ = nullptr;
  std::vector<bool> present_;
  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t at_ = 0, families_ = 0;
  std::uint32_t blocks_ = 0;
  std::string entries_;
  bool good_ = true;
};

class ColumnFile {
 public:
  static std::expected<ColumnFile, Trouble> open(const Rulebook& book, const std::string& path);
  ColumnFile(ColumnFile&& other) noexcept;
  ~ColumnFile();
  ColumnFile& operator=(ColumnFile&&) = delete;

  std::uint64_t families() const { return families_; }
  std::size_t blocks() const { return blocks_.size(); }
  std::vector<bool> present() const { return present_; }
  fast::Shapes& shapes() const { return *shapes_; }

  struct Loaded {          // one block, in the map, with the prefix sums that the file does not hold
    fast::Block block;
    std::uint32_t persons = 0, households = 0;
    std::vector<std::uint32_t> shape, first_person, first_household;
    std::map<std::pair<int, std::int64_t>, std::vector<std::uint8_t>> constants;  // kept from block to block
  };
  std::expected<void, Trouble> load(std::size_t index, Loaded* into) const;
  void forget(std::size_t index) const;  // its pages are not needed any more

 private:
  ColumnFile() = default;
  struct Entry {
    std::uint64_t begin, end, sum, shape, ranged;
    std::uint32_t families, persons, households;
    std::vector<std::uint64_t> lower, upper;  // by column of the file; 0 = none
  };
  std::expected<void, Trouble> parse(const Rulebook& book);

  const Rulebook* book_ = nullptr;
  std::string path_;
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
  std::uint64_t families_ = 0;
  std::vector<std::uint32_t> facts_;    // by column of the file
  std::vector<bool> present_;
  std::vector<Entry> blocks_;
  std::unique_ptr<fast::Shapes> shapes_;
  std::vector<std::uint32_t> shape_of_;  // shape of the file -> shapes()
};

}  // namespace fr::batch
