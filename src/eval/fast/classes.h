// Finer than shapes: in which stretch of life each person is, and which facts have their usual value. Families of one
// class share more, so their plan is shorter. Which birthdays and facts are worth it follows from the plan itself
// and from the first families seen; the results do not depend on it.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/fast/build.h"
#include "eval/fast/families.h"

namespace fr::fast {

class Classes {
 public:
  using Key = std::uint64_t;
  static constexpr Key kAny = ~Key{0};
  static constexpr std::size_t kMostPersons = 12;

  Classes() = default;
  // Looks at the families of the block that have its most frequent shape among those with several persons.
  Classes(const Question& question, const Shapes& shapes, const Block& block);

  // Of the families from..to-1, into keys[0]…: means something for those with at most kMostPersons persons and
  // nothing ranged. Goes through the block column by column; `marks` is the caller's memory for it.
  void keys(const Block& block, std::uint32_t from, std::uint32_t to, Key* keys, std::vector<std::uint8_t>& marks) const;
  static Key ages_only(Key key) { return key | kGates; }
  Common common(Key key, std::size_t persons) const;

 private:
  static constexpr Key kGates = Key{0xff} << 56;
  static constexpr std::size_t kMostGates = 7, kMostLimits = 14;
  static constexpr std::uint8_t kNoStretch = 15;  // the birthday is unknown

  void find_limits(const Built& built);
  void find_gates(const Situation& shape, const Block& block, const std::vector<std::uint32_t>& sample);

  const Question* question_ = nullptr;
  std::uint32_t birthday_ = kNone;
  Value first_ = 0, last_ = 0;          // of birthdays
  std::vector<Value> limits_;           // ascending
  std::vector<Common::Fixed> gates_;
};

}  // namespace fr::fast
