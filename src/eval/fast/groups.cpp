#include "eval/fast/groups.h"

#include <algorithm>

namespace fr::fast {
namespace {

constexpr std::uint32_t kFew = 48;     // for fewer families, making a plan costs more than it saves
constexpr std::uint32_t kTile = 1024;  // families whose keys lie in the nearest cache

std::size_t hash_of(std::uint32_t shape, Classes::Key key) {
  std::uint64_t h = key ^ (std::uint64_t{shape} << 40);
  for (int round = 0; round < 2; ++round) h = (h ^ h >> 32) * 0x9e3779b97f4a7c15ull;  // the usual values are the highest bits
  return h ^ h >> 32;
}

}  // namespace

std::uint32_t Groups::find(std::uint32_t shape, Classes::Key key) {
  if (groups_.size() * 2 >= table_.size()) grow();
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = hash_of(shape, key) & mask;; i = (i + 1) & mask) {
    if (table_[i] == kNone) {
      table_[i] = static_cast<std::uint32_t>(groups_.size());
      groups_.push_back({shape, key, 0, 0});
      return table_[i];
    }
    const Group& g = groups_[table_[i]];
    if (g.shape == shape && g.key == key) return table_[i];
  }
}

void Groups::grow() {
  table_.assign(std::max<std::size_t>(256, table_.size() * 2), kNone);
  const std::size_t mask = table_.size() - 1;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    std::size_t i = hash_of(groups_[g].shape, groups_[g].key) & mask;
    while (table_[i] != kNone) i = (i + 1) & mask;
    table_[i] = g;
  }
}

// Small groups go into coarser ones; into_[g] is where the families of g end up.
void Groups::coarsen() {
  for (const bool ages : {true, false}) {
    const auto before = static_cast<std::uint32_t>(groups_.size());
    for (std::uint32_t g = 0; g < before; ++g) {
      const Classes::Key coarser = ages ? Classes::ages_only(groups_[g].key) : Classes::kAny;
      if (groups_[g].end >= kFew || groups_[g].end == 0 || groups_[g].key == coarser) continue;
      const std::uint32_t to = find(groups_[g].shape, coarser);
      groups_[to].end += groups_[g].end;
      groups_[g].end = 0;
      into_.resize(groups_.size(), kNobody);
      into_[g] = to;
    }
  }
}

void Groups::sort(const Block& block, const Classes& classes, std::vector<std::uint32_t>* open, std::vector<std::uint32_t>* slow) {
  groups_.clear();
  std::fill(table_.begin(), table_.end(), kNone);
  of_.resize(block.families);
  keys_.resize(kTile);
  std::uint32_t last = kNobody;
  for (std::uint32_t from = 0; from < block.families; from += kTile) {
    const std::uint32_t to = std::min(block.families, from + kTile);
    classes.keys(block, from, to, keys_.data(), marks_);
    for (std::uint32_t f = from; f < to; ++f) {
      const std::uint8_t ranged = block.ranged ? block.ranged[f] : 0;
      of_[f] = kNobody;
      if (ranged == 1) {
        open->push_back(f);
      } else if (ranged > 1 || block.first_person[f + 1] - block.first_person[f] > Classes::kMostPersons) {
        slow->push_back(f);
      } else {
        const std::uint32_t shape = block.shape[f];
        const Classes::Key key = keys_[f - from];
        if (last == kNobody || groups_[last].shape != shape || groups_[last].key != key) last = find(shape, key);
        of_[f] = last;
        ++groups_[last].end;
      }
    }
  }
  into_.assign(groups_.size(), kNobody);
  coarsen();
  into_.resize(groups_.size(), kNobody);
  std::uint32_t at = 0;
  for (Group& g : groups_) {
    g.begin = at;
    at += g.end;
    g.end = g.begin;
  }
  order_.resize(at);
  for (std::uint32_t f = 0; f < block.families; ++f) {
    std::uint32_t g = of_[f];
    if (g == kNobody) continue;
    while (into_[g] != kNobody) g = into_[g];
    order_[groups_[g].end++] = f;
  }
}

}  // namespace fr::fast
