// The fast way: many families, one month, some services. Plans are made once per shape and kept; families of
// one shape are computed together; those that a plan cannot decide go the way of `match` (evaluate()), one by
// one. So every cell equals what `match` says for the family.
//
// run() may be called from several threads at once, each with its own Work; results do not depend on how the
// families are cut into blocks.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "eval/analysis.h"
#include "eval/fast/groups.h"
#include "eval/fast/families.h"
#include "eval/fast/plan.h"

namespace fr::fast {

struct Trouble {           // a family without results, and why
  std::uint32_t family;    // index in the block
  EvalError error;
};

struct Work {              // of one thread
  Scratch scratch;
  std::vector<std::uint32_t> slow, unsettled, part, open_families;
  Groups groups;                  // of the latest block
  std::vector<Trouble> troubles;  // of the latest block
  std::uint64_t families = 0, open = 0, one_by_one = 0;
};

enum class Ranges : std::uint8_t {
  Sharp,   // families with open results are split into cases, as `match` does: exactly its ranges
  Wide,    // no cases: sound, at most wider, and much faster
};

class Engine {
 public:
  // `present`: by fact; facts without a column are unknown. The shapes may grow between runs.
  Engine(const Rulebook& book, const Program& program, Month month, std::vector<std::uint32_t> targets,
         std::vector<bool> present, const Shapes& shapes, Ranges ranges = Ranges::Sharp);

  // `out` by target of the program; only those asked need columns.
  void run(const Block& block, std::span<const TargetCells> out, Work& work) const;

  // Of a shape and class; nullptr if it is too large for a plan.
  std::shared_ptr<const Plan> plan(std::uint32_t shape, Facts facts, Classes::Key key = Classes::kAny) const;
  const Program& program() const { return *question_.program; }
  const std::vector<std::uint32_t>& targets() const { return question_.targets; }
  Month month() const { return question_.month; }
  const Classes& classes() const { return classes_; }  // after the first run

 private:
  void run_group(const Block& block, std::span<const TargetCells> out, Work& work, const Groups::Group& group) const;
  void one_by_one(const Block& block, std::span<const TargetCells> out, std::uint32_t family, Work& work) const;

  Question question_;
  const Shapes& shapes_;
  Ranges ranges_;
  mutable std::once_flag classified_;
  mutable Classes classes_;
  mutable std::mutex mutex_;
  mutable std::map<std::tuple<std::uint32_t, Facts, Classes::Key>, std::shared_ptr<const Plan>> plans_;
  mutable std::size_t plan_bytes_ = 0;
};

}  // namespace fr::fast
