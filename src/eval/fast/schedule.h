// How a graph becomes the steps of a plan: which operations, in which order, and where their columns lie.
//
// First the operations are drafted depth first, so that a value is used soon after it is made. Then, within a
// window, drafts of one kernel are drawn together: a call of a kernel is a branch that the processor cannot foresee.
// At last columns get their places; a place is free again after the last use of what lay there.
#pragma once

#include <map>

#include "eval/fast/plan.h"

namespace fr::fast {

class Scheduler {
 public:
  Scheduler(const Question& question, const Built& built, Facts facts, Plan* plan);
  void operator()();

 private:
  static constexpr std::uint32_t kNothing = 0xffffffff;
  struct Draft {
    Kernel kernel = nullptr;
    Step step;                                                      // what is not a column
    std::uint32_t out = kNothing;                                   // the column made
    std::uint32_t in[4] = {kNothing, kNothing, kNothing, kNothing};  // columns read: a, b, c, and a store's fourth
  };

  bool is_value(Id id) const;
  Value value(Id id) const;
  std::uint32_t column(Width w);
  std::uint32_t operand(Id id, Width w);           // its column; a constant is filled into one
  std::uint32_t with(const Immediates& immediates);

  void need(Id root);                              // drafts the node and everything it needs
  void draft(Id id);
  void draft_operands(const Node& n, Draft* d, Immediates* w);
  bool draft_lookup(Id id);
  void flag(Id root, Value list);
  void codes(std::size_t from, std::size_t to);    // of out_.asked: neighbouring rows of one target
  void amount(Id root, const Asked& asked, int end);

  void gather_alike();
  void place();

  const Question& q_;
  const Graph& g_;
  const Built& built_;
  const bool open_;
  Plan& plan_;
  std::vector<Draft> drafts_;
  std::vector<Width> columns_;
  std::vector<std::uint32_t> of_node_;
  std::map<std::tuple<Value, Value, Value, std::uint64_t, int, const std::int32_t*>, std::uint32_t> known_;
};

}  // namespace fr::fast
