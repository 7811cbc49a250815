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

  // Computes the families (indices into the block, ascending) and writes their cells. Appends to `slow` those that
  // it cannot decide, and with Facts::Open to `unsettled` those with a result that is still a range.
  void run(const Block& block, std::span<const std::uint32_t> families, std::span<const TargetCells> out,
           Scratch& scratch, std::vector<std::uint32_t>* slow, std::vector<std::uint32_t>* unsettled) const;

  std::size_t steps() const { return steps_.size(); }
  std::size_t runs() const { return runs_.size(); }         // calls of kernels
  std::uint32_t chunk() const;                              // families at once, at most
  std::size_t bytes() const { return bytes_; }              // columns of one family
  std::size_t size() const;                                 // of the plan, in memory
  std::size_t count(F op) const { return counts_[static_cast<std::size_t>(op)]; }

 private:
  struct Run {                                              // steps that one kernel takes together
    Kernel kernel;
    std::uint32_t count;
  };
  using Table32 = std::shared_ptr<const std::vector<std::int32_t>>;

  std::vector<Step> steps_;
  std::vector<Run> runs_;
  std::vector<Immediates> with_;
  std::vector<Table32> tables_;                             // kept alive for their lookups
  std::vector<std::uint16_t> counts_;                       // of operations
  std::size_t bytes_ = 0;
  std::uint32_t each_[3] = {};                              // rows per family, by Table
  friend class Scheduler;
};

}  // namespace fr::fast
