// The families of a block, sorted by shape and class: each group is computed by one plan.
//
// Classes that few families have are put together: first without the usual values, then the whole shape. Within a
// group the families keep the order of the block, so that what lies beside each other is read beside each other.
// All memory stays from block to block.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "eval/fast/classes.h"

namespace fr::fast {

class Groups {
 public:
  struct Group {
    std::uint32_t shape;
    Classes::Key key;
    std::uint32_t begin, end;  // of families()
  };

  // Appends to `open` the families with ranges, and to `slow` those that no plan takes.
  void sort(const Block& block, const Classes& classes, std::vector<std::uint32_t>* open, std::vector<std::uint32_t>* slow);

  std::span<const Group> all() const { return groups_; }
  std::span<const std::uint32_t> families(const Group& g) const { return std::span(order_).subspan(g.begin, g.end - g.begin); }

 private:
  static constexpr std::uint32_t kNobody = 0xffffffff;

  std::uint32_t find(std::uint32_t shape, Classes::Key key);  // adds the group if it is new
  void grow();
  void coarsen();

  std::vector<Group> groups_;                       // while sorting, `end` counts the families
  std::vector<std::uint32_t> table_, of_, into_;    // hash table; group by family; what a group became
  std::vector<std::uint32_t> order_;
  std::vector<Classes::Key> keys_;
  std::vector<std::uint8_t> marks_;
};

}  // namespace fr::fast
