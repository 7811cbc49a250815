// Walks the explanation of a rule over the registers of one evaluated family: the tree of steps that
// people read, and below it which steps carry the result. Internal to eval.
//
// Invariants: a (rule, row) is unfolded once per tree, later references stay without children; the
// choice of carrying steps depends only on registers, so that marking and collecting facts agree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "eval/batch.h"
#include "eval/run.h"

namespace fr::whatif {

class ExplainWalk {
 public:
  // All arguments must outlive the walk; the batch holds one family, the run is one of Bounds.
  ExplainWalk(const Rulebook& book, const Program& program, const Batch& batch, const Run& run);

  // The steps of a rule for the entity in `row` of the rule's table. `decisive`: mark what carries.
  Step tree(std::uint32_t rule, std::uint32_t row, bool decisive);
  // The same, but only the steps that carry the result, and of them groups, rules and their conditions:
  // what a condition is computed from is left out.
  Step carrying_tree(std::uint32_t rule, std::uint32_t row);
  // The facts on the carrying path, each once, in the order of the walk.
  std::vector<FactRef> carrying_facts(std::uint32_t rule, std::uint32_t row);

 private:
  struct Node {
    std::uint32_t index, row;
    auto operator<=>(const Node&) const = default;
  };
  struct Child {
    Node node;
    bool carries;
  };

  const Explain& at(Node n) const { return program_.explain[n.index]; }
  Known value(Node n) const { return run_.at(at(n).reg, n.row); }
  bool yes(Node n) const { return value(n).lo != 0; }
  bool no(Node n) const { return value(n).hi == 0; }
  bool open(Node n) const;
  std::optional<std::uint32_t> row_via(Via via, Table table, std::uint32_t row) const;
  EntityRef entity(Table table, std::uint32_t row) const;
  std::optional<FactRef> fact_of(Node n) const;
  bool is_given(std::uint32_t rule, std::uint32_t row) const;

  std::vector<Child> children(Node n);
  std::vector<Child> behind_rule(Node n) const;
  std::vector<Child> elements(Node n) const;
  Reg role_gate(Reg reg) const;
  std::vector<Child> cases(Node n) const;
  void choose(Node n, std::vector<Child>& children);
  void choose_one(std::vector<Child>& children, bool want_yes);
  std::uint32_t cost(Node n);
  Step step(Node n, bool decisive);
  Step alone(Node n) const;
  void say(Node n, Step& s) const;
  Type limit_type(Node n) const;
  void collect(Node n, std::set<Node>& seen, std::vector<FactRef>& facts);

  const Rulebook& book_;
  const Program& program_;
  const Batch& batch_;
  const Run& run_;
  std::map<Node, std::uint32_t> costs_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> unfolded_;  // (rule, row)
  std::size_t steps_ = 0;
  bool only_carrying_ = false;
};

}  // namespace fr::whatif
