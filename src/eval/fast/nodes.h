// The graph from which a plan is made: scalar operations over one household, shared wherever they are the
// same, simplified as they are added.
//
// Every node knows the range its value can take (from the facts' declared ranges) and a grain that divides
// it. So most overflow checks vanish, products of cents with rates need no 128 bits, and comparisons that are
// decided by the ranges are gone. A node whose value may fail carries `poison`, a yes/no node: where it is
// yes, the value means nothing and the household is computed again the slow way.
// Operands have smaller numbers than the node. One thread builds a graph.
#pragma once

#include <cstdint>
#include <vector>

#include "base/decimal.h"

namespace fr::fast {

using Value = std::int64_t;
using Id = std::uint32_t;
inline constexpr Id kNo = 0xffffffff;

enum class F : std::uint8_t {
#define FR_FAST(name, comment) name,
#include "eval/fast/ops.def"
#undef FR_FAST
};
enum class Width : std::uint8_t { B, I, L };

struct Node {
  F op = F::Const;
  Width width = Width::L;
  bool several = false;         // a choice of which more than one member may be possible
  Id a = kNo, b = kNo, c = kNo;
  Value k = 0, l = 0, m = 0;
  Value lo = 0, hi = 0;         // range of the value
  Value grain = 1;              // divides the value; 0 = the value is 0
  Id poison = kNo;
};

Value scalar(F op, Value a, Value b, Value c, Value k, Value l, Value m);

class Graph {
 public:
  Graph();
  const Node& operator[](Id id) const { return nodes_[id]; }
  std::size_t size() const { return nodes_.size(); }
  bool is_const(Id id) const { return nodes_[id].op == F::Const; }
  bool is_const(Id id, Value v) const { return is_const(id) && nodes_[id].k == v; }

  Id constant(Value v);
  // A fact's cells: `column` and `slot` are the caller's, `end` 0 = lower, 1 = upper end.
  Id raw(std::uint32_t column, std::uint32_t slot, int end, Width width);
  // raw, with `instead` where the cell holds the unknown mark. [lo, hi] and grain: of the result.
  Id known(Id raw, Value mark, Value instead, Value lo, Value hi, Value grain, bool several);

  Id add(Id a, Id b);
  Id sub(Id a, Id b);
  Id mul(Id a, Id b);
  Id div(Id a, Id b);
  Id min(Id a, Id b);
  Id max(Id a, Id b);
  Id round(F mode, Id a, Value quantum);
  Id less(Id a, Id b);
  Id less_eq(Id a, Id b) { return negate(less(b, a)); }
  Id equal(Id a, Id b);
  Id meets(Id a, Value mask);
  Id within(Id a, Value mask);
  Id unite(Id a, Id b);
  Id negate(Id a);
  Id both(Id a, Id b);
  Id either(Id a, Id b);
  Id select(Id c, Id yes, Id no);
  Id tally(Id a, Id b);          // of bytes
  Id decimal(Id tally);          // a count as a decimal
  Id calendar(F op, Id a, Id b, Value k, Value l);
  Id poisoned(Id value) const { return nodes_[value].poison; }  // kNo = never
  Id spoil(Id value, Id poison);  // the same value, failing also where poison is yes

 private:
  Id put(Node n);
  Id intern(const Node& n);
  Id parts(Id a, Value grain);
  Id scale(Id a, Value p, Value q);
  void reduce(Node* quotient);
  Id threshold(Id a, Value limit);  // a < limit as a test of what a was computed from, or kNo
  Id carry(std::initializer_list<Id> operands);
  Id widen(Id a);
  void rehash();

  std::vector<Node> nodes_;
  std::vector<Id> table_;
};

}  // namespace fr::fast
