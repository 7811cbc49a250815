#include "eval/fast/plan.h"

#include <algorithm>

#include "eval/fast/schedule.h"

namespace fr::fast {
namespace {

constexpr std::size_t kRoom = 800 * 1024;   // columns of a chunk: most of the second-level cache
constexpr std::uint32_t kUnit = 64;         // families that fill a vector of bytes
constexpr std::uint32_t kMostUnits = 16;

}  // namespace

std::uint8_t* Scratch::reserve(std::size_t bytes) {
  if (size_ < bytes) {
    memory_.reset(new std::uint8_t[bytes + 64]);
    size_ = bytes;
  }
  const auto at = reinterpret_cast<std::uintptr_t>(memory_.get());
  return memory_.get() + (64 - at % 64) % 64;
}

Plan::Plan(const Question& question, const Built& built, Facts facts) {
  Scheduler(question, built, facts, this)();
  each_[0] = static_cast<std::uint32_t>(built.persons);
  each_[1] = static_cast<std::uint32_t>(built.households);
  each_[2] = 1;
  steps_.shrink_to_fit();
  runs_.shrink_to_fit();
  with_.shrink_to_fit();
}

std::uint32_t Plan::chunk() const {
  return kUnit * std::clamp<std::uint32_t>(static_cast<std::uint32_t>(kRoom / (kUnit * std::max<std::size_t>(1, bytes_))), 1, kMostUnits);
}

std::size_t Plan::size() const {
  return sizeof *this + steps_.capacity() * sizeof(Step) + runs_.capacity() * sizeof(Run) + with_.capacity() * sizeof(Immediates);
}

void Plan::run(const Block& block, std::span<const std::uint32_t> families, std::span<const TargetCells> out,
               Scratch& scratch, std::vector<std::uint32_t>* slow, std::vector<std::uint32_t>* unsettled) const {
  const auto size = static_cast<std::uint32_t>(families.size());
  const std::uint32_t units = (size + kUnit - 1) / kUnit, most = chunk() / kUnit, parts = (units + most - 1) / most;
  const std::size_t room = std::size_t{most} * kUnit;
  Frame f{.memory = scratch.reserve(bytes_ * room + 3 * 4 * room + 64), .with = with_.data(), .facts = block.facts.data(), .results = out.data(), .lists = {slow, unsettled}};
  auto* rows = reinterpret_cast<std::uint32_t*>(f.memory + (bytes_ * room + 63) / 64 * 64);
  std::copy(each_, each_ + 3, f.each);
  for (int t = 0; t < 3; ++t) f.rows[t] = rows + room * static_cast<std::size_t>(t);
  for (std::uint32_t p = 0; p < parts; ++p) {  // of nearly the same size
    const std::uint32_t from = units * p / parts * kUnit, to = std::min(size, units * (p + 1) / parts * kUnit);
    const auto part = families.subspan(from, to - from);
    f.count = to - from;
    f.stride = (f.count + kUnit - 1) / kUnit * kUnit;
    f.families = part.data();
    f.dense = part.back() - part.front() + 1 == f.count;
    for (std::uint32_t i = 0; i < f.stride; ++i) {  // the last family fills up the chunk
      const std::uint32_t family = part[std::min(i, f.count - 1)];
      rows[i] = block.first_person[family];
      rows[room + i] = block.first_household[family];
      rows[2 * room + i] = family;
    }
    const Step* step = steps_.data();
    for (const Run& r : runs_) {
      r.kernel(step, r.count, f);
      step += r.count;
    }
  }
}

}  // namespace fr::fast
