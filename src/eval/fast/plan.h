// A graph in running order, with a column for every value only as long as it is needed, ready for any number
// of families of its shape. A plan is immutable and may run in several threads, each with its own Scratch.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "eval/fast/block.h"
#include "eval/fast/build.h"
#include "eval/fast/kernels.h"

namespace fr::fast {

// A thread's memory for columns; grows to the largest plan and stays.
class Scratch {
 public:
  std::uint8_t* reserve(std::size_t bytes);

 private:
  std::unique_ptr<std::uint8_t[]> memory_;
  std::size_t size_ = 0;
};

class Plan {
 public:
  Plan(const Question& question, const Built& built, Facts facts);

  // Computes the families (indices into the block) and writes their cells. Appends to `slow` those that
  // it cannot decide, and with Facts::Open to `unsettled` those with a result that is still a range.
  void run(const Block& block, std::span<const std::uint32_t> families, std::span<const TargetCells> out,
           Scratch& scratch, std::vector<std::uint32_t>* slow, std::vector<std::uint32_t>* unsettled) const;

  std::size_t steps() const { return steps_.size(); }
  std::uint32_t chunk() const { return chunk_; }
  std::size_t bytes() const { return bytes_; }  // scratch for one chunk
  std::size_t size() const { return sizeof *this + steps_.capacity() * sizeof(Step); }  // in memory
  std::size_t count(F op) const { return counts_[static_cast<std::size_t>(op)]; }

 private:
  enum class What : std::uint8_t { Compute, Gather, Store, StoreAmount, Flag };
  struct Step {
    Kernel run;
    What what;
    std::uint32_t out = 0, a = 0, b = 0, c = 0;  // offsets into the scratch; out of Store: index of the asked cell
    Value k = 0, l = 0, m = 0;
    std::uint64_t magic = 0;
    int shift = 0;
    Table table = Table::Person;                 // Gather, Store
    std::uint32_t slot = 0;
    const std::int32_t* table32 = nullptr;       // Lookup
  };

  using Table32 = std::shared_ptr<const std::vector<std::int32_t>>;
  std::vector<Step> steps_;
  std::vector<Table32> tables_;                  // kept alive for their Lookup steps
  std::vector<std::uint32_t> asked_target_;
  std::vector<std::size_t> counts_;
  std::uint32_t chunk_ = 256;
  std::size_t bytes_ = 0;
  bool open_;
  friend class Scheduler;
};

}  // namespace fr::fast
