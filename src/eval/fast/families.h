// Families collected as columns: owns what a Block borrows. Filled by one thread.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "eval/fast/block.h"
#include "eval/fast/shape.h"

namespace fr::fast {

// The shapes met so far; an index is for ever. May be used by several threads.
class Shapes {
 public:
  std::uint32_t of(const Situation& family);
  std::uint32_t of_key(const std::string& key);  // kNone if the key is none
  const Situation& operator[](std::uint32_t i) const {
    const std::shared_lock lock(mutex_);
    return *all_[i];
  }
  const std::string& key(std::uint32_t i) const {
    const std::shared_lock lock(mutex_);
    return *keys_[i];
  }
  std::uint32_t size() const {
    const std::shared_lock lock(mutex_);
    return static_cast<std::uint32_t>(all_.size());
  }

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::uint32_t> index_;
  std::vector<const std::string*> keys_;
  std::vector<std::unique_ptr<Situation>> all_;
};

class Families {
 public:
  // Columns only for the facts in `present` (empty: all).
  explicit Families(const Rulebook& book, std::vector<bool> present = {});
  // Values must lie in the facts' ranges.
  void append(const Situation& family, std::uint32_t shape);
  // Without facts: all unknown; set() fills them.
  void append(std::uint32_t shape, std::uint32_t persons, std::uint32_t households);
  void append_many(std::uint32_t shape, std::uint32_t count, std::uint32_t persons, std::uint32_t households);
  void set(std::uint32_t fact, std::uint32_t row, Known value);  // row of the fact's table
  void clear();
  std::uint32_t families() const { return static_cast<std::uint32_t>(shape_.size()); }
  std::uint32_t persons() const { return first_person_.back(); }
  std::uint32_t households() const { return first_household_.back(); }
  Block block() const;

 private:
  struct Cells {
    std::vector<std::uint8_t> lower, upper;  // upper empty = the same
  };
  std::uint32_t rows(std::uint32_t fact) const;
  void grow(std::uint32_t fact);

  const Rulebook& book_;
  std::vector<bool> present_;
  std::vector<std::uint32_t> shape_, first_person_{0}, first_household_{0};
  std::vector<std::uint8_t> ranged_;
  std::vector<Cells> cells_;
  std::vector<Width> widths_;
  std::unordered_map<std::string_view, std::uint32_t> names_;
};

}  // namespace fr::fast
