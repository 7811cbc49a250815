// Comparisons, choices and logic of the graph: what nodes.h simplifies that is true or false.
#include "eval/fast/nodes.h"

#include <algorithm>
#include <bit>

#include "eval/fast/nodes_ranges.h"
#include "eval/kernels.h"

namespace fr::fast {

// --- tests ----------------------------------------------------------------------------------------------

namespace {

// +1: rises with operand a (the others fixed), -1: falls, 0: neither.
int direction(const Graph& g, const Node& n) {
  const bool fixed = n.b == kNo || g.is_const(n.b);
  switch (n.op) {
    case F::Add: return fixed ? 1 : 0;
    case F::Times: return n.k > 0 ? 1 : 0;
    case F::HalfUp: case F::Up: case F::Down:
    case F::AddMonths: case F::Birthday: case F::LastAnnual: case F::NextAnnual: return 1;
    case F::AddDuration: return fixed ? 1 : 0;
    case F::AgeAt: case F::DaysFromTo: return fixed ? -1 : 0;
    case F::Exact: case F::Ratio: return 2;  // by the ends of the range
    default: return 0;
  }
}

}  // namespace

Id Graph::threshold(Id id, Value limit) {
  const Node n = nodes_[id];
  if (n.poison != kNo || n.a == kNo || n.c != kNo) return kNo;
  int way = direction(*this, n);
  if (way == 0 || is_const(n.a)) return kNo;
  const Node x = nodes_[n.a];
  const Value b = n.b == kNo ? 0 : nodes_[n.b].k;
  const auto at = [&](Value v) { return scalar(n.op, v, b, 0, n.k, n.l, n.m); };
  const Value step = std::max<Value>(1, x.grain);
  const auto rounded = [&](Value v, bool up) {  // to the grain, inside the range
    const Value rest = ((v % step) + step) % step;
    return rest == 0 ? v : up ? v + (step - rest) : v - rest;
  };
  const Value from = rounded(x.lo, true), to = rounded(x.hi, false);
  if (from > to || x.lo < kLeast / 4 || x.hi > kMost / 4) return kNo;
  if (way == 2) way = at(from) <= at(to) ? 1 : -1;
  // smallest step for which the value has crossed: rising: at >= limit; falling: at < limit
  Value low = 0, high = (to - from) / step + 1;
  while (low < high) {
    const Value mid = low + (high - low) / 2;
    const bool crossed = way > 0 ? at(from + mid * step) >= limit : at(from + mid * step) < limit;
    if (crossed) high = mid; else low = mid + 1;
  }
  const Id before = less(n.a, constant(from + low * step));
  return way > 0 ? before : negate(before);
}

Id Graph::less(Id a, Id b) {
  const Node x = nodes_[a], y = nodes_[b];
  const bool clean = x.poison == kNo && y.poison == kNo;
  if (clean) {
    if (a == b || x.lo >= y.hi) return constant(0);
    if (x.hi < y.lo) return constant(1);
  }
  if (is_const(a) && x.k != kMost) return negate(less(b, constant(x.k + 1)));
  if (is_const(b)) {
    const Id earlier = threshold(a, y.k);
    if (earlier != kNo) return earlier;
    const Value step = x.grain;
    if (step > 1 && y.k < kMost / 2 && y.k > kLeast / 2) {  // the next value that a can have: more tests are the same
      const Value rest = ((y.k % step) + step) % step;
      if (rest != 0) return less(a, constant(y.k + step - rest));
    }
    if (is_bool(x) && y.k == 1) return negate(a);
    if (y.width > x.width) a = widen(a);
  } else if (x.width != y.width) {
    a = widen(a), b = widen(b);
  }
  return put({.op = F::Less, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1, .poison = carry({a, b})});
}

Id Graph::equal(Id a, Id b) {
  const Node x = nodes_[a], y = nodes_[b];
  if (x.poison == kNo && y.poison == kNo) {
    if (a == b) return constant(1);
    if (x.hi < y.lo || y.hi < x.lo) return constant(0);
  }
  if (is_const(a)) std::swap(a, b);
  if (!is_const(b)) {
    if (nodes_[a].width != nodes_[b].width) a = widen(a), b = widen(b);
    if (a > b) std::swap(a, b);
  } else if (is_bool(nodes_[a]) && nodes_[a].op != F::Raw) {
    return is_const(b, 1) ? a : negate(a);
  } else if (nodes_[b].width > nodes_[a].width) {
    a = widen(a);
  }
  return put({.op = F::Equal, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1, .poison = carry({a, b})});
}

Id Graph::meets(Id a, Value mask) {
  const Node x = nodes_[a];
  if (x.op == F::Select && !x.several && (is_const(x.b) || is_const(x.c)) && x.poison == kNo) {
    return select(x.a, meets(x.b, mask), meets(x.c, mask));
  }
  return put({.op = F::Meets, .width = Width::B, .a = a, .k = mask, .lo = 0, .hi = 1, .poison = carry({a})});
}

Id Graph::within(Id a, Value mask) {
  return put({.op = F::Within, .width = Width::B, .a = a, .k = mask, .lo = 0, .hi = 1, .poison = carry({a})});
}

Id Graph::unite(Id a, Id b) {
  if (a == b) return a;
  if (is_const(a)) std::swap(a, b);
  if (!is_const(b) && nodes_[a].width != nodes_[b].width) a = widen(a), b = widen(b);
  const Node x = nodes_[a], y = nodes_[b];
  const Width width = is_const(b) && y.width > x.width ? Width::L : x.width;
  if (width == Width::L) a = widen(a);
  return put({.op = F::Union, .width = width, .several = true, .a = a, .b = b, .lo = std::max(x.lo, y.lo), .hi = kMost, .poison = carry({a, b})});
}

// --- logic ------------------------------------------------------------------------------------------------

Id Graph::negate(Id a) {
  const Node x = nodes_[a];
  if (x.op == F::Not) return x.a;
  return put({.op = F::Not, .width = Width::B, .a = a, .lo = 0, .hi = 1, .poison = carry({a})});
}

Id Graph::both(Id a, Id b) {
  if (a > b) std::swap(a, b);
  if (is_const(a)) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  if (is_const(b, 1) || a == b) return a;
  if (is_const(b, 0)) return b;
  if (x.poison == kNo && y.poison == kNo && ((y.op == F::Not && y.a == a) || (x.op == F::Not && x.a == b))) return constant(0);
  Id poison = kNo;  // a certain no on one side settles it
  if (x.poison != kNo) poison = both(x.poison, y.poison == kNo ? b : either(y.poison, b));
  if (y.poison != kNo) {
    const Id other = both(y.poison, x.poison == kNo ? a : either(x.poison, a));
    poison = poison == kNo ? other : either(poison, other);
  }
  if (poison != kNo && is_const(poison, 0)) poison = kNo;
  return put({.op = F::And, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1, .poison = poison});
}

Id Graph::either(Id a, Id b) {
  if (a > b) std::swap(a, b);
  if (is_const(a)) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  if (is_const(b, 0) || a == b) return a;
  if (is_const(b, 1)) return b;
  if (x.poison == kNo && y.poison == kNo && ((y.op == F::Not && y.a == a) || (x.op == F::Not && x.a == b))) return constant(1);
  Id poison = kNo;
  if (x.poison != kNo) poison = both(x.poison, y.poison == kNo ? negate(b) : either(y.poison, negate(b)));
  if (y.poison != kNo) {
    const Id other = both(y.poison, x.poison == kNo ? negate(a) : either(x.poison, negate(a)));
    poison = poison == kNo ? other : either(poison, other);
  }
  if (poison != kNo && is_const(poison, 0)) poison = kNo;
  return put({.op = F::Or, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1, .poison = poison});
}

Id Graph::select(Id c, Id yes, Id no) {
  if (is_const(c)) return nodes_[c].k ? yes : no;
  if (yes == no && nodes_[c].poison == kNo) return yes;
  if (nodes_[c].op == F::Not && nodes_[c].poison == kNo) return select(nodes_[c].a, no, yes);
  const auto inner = [&](Id x, bool branch) {  // the same question again, further in
    while (nodes_[x].op == F::Select && nodes_[x].a == c && nodes_[x].poison == kNo) x = branch ? nodes_[x].b : nodes_[x].c;
    return x;
  };
  yes = inner(yes, true), no = inner(no, false);
  if (yes == no && nodes_[c].poison == kNo) return yes;
  const Node test = nodes_[c];
  if (is_bool(nodes_[yes]) && is_bool(nodes_[no]) && test.poison == kNo && nodes_[yes].poison == kNo && nodes_[no].poison == kNo) {
    if (is_const(no, 0)) return both(c, yes);
    if (is_const(yes, 1)) return either(c, no);
    if (is_const(yes, 0)) return both(negate(c), no);
    if (is_const(no, 1)) return either(negate(c), yes);
  }
  Id poison = kNo;
  const Id spoiled_yes = nodes_[yes].poison, spoiled_no = nodes_[no].poison;
  if (spoiled_yes != kNo || spoiled_no != kNo) {
    const Id none = constant(0);
    poison = select(c, spoiled_yes == kNo ? none : spoiled_yes, spoiled_no == kNo ? none : spoiled_no);
  }
  if (test.poison != kNo) poison = poison == kNo ? test.poison : either(test.poison, poison);
  if (poison != kNo && is_const(poison, 0)) poison = kNo;
  Width width = std::max(nodes_[yes].width, nodes_[no].width);
  if (is_const(yes) && is_const(no)) width = width_of(std::min(nodes_[yes].k, nodes_[no].k), std::max(nodes_[yes].k, nodes_[no].k));
  if (width == Width::I) {  // a byte beside a 32-bit column: both to 64
    for (const Id x : {yes, no}) width = !is_const(x) && nodes_[x].width != Width::I ? Width::L : width;
  }
  if (width == Width::L) yes = widen(yes), no = widen(no);
  const Node x = nodes_[yes], y = nodes_[no];
  return put({.op = F::Select, .width = width, .several = x.several || y.several, .a = c, .b = yes, .c = no,
              .lo = std::min(x.lo, y.lo), .hi = std::max(x.hi, y.hi), .grain = divisor(x.grain, y.grain), .poison = poison});
}

Id Graph::tally(Id a, Id b) {
  if (is_const(a)) std::swap(a, b);
  if (is_const(b, 0)) return a;
  const Node x = nodes_[a], y = nodes_[b];
  return put({.op = F::Tally, .width = Width::B, .a = a, .b = b, .lo = x.lo + y.lo, .hi = x.hi + y.hi, .poison = carry({a, b})});
}

Id Graph::decimal(Id tally) {
  const Node x = nodes_[tally];
  return put({.op = F::Times, .width = Width::L, .a = tally, .k = kOne, .lo = x.lo * kOne, .hi = x.hi * kOne, .grain = kOne, .poison = carry({tally})});
}

Id Graph::calendar(F op, Id a, Id b, Value k, Value l) {
  a = widen(a);
  if (b != kNo) b = widen(b);
  const Node x = nodes_[a], y = b == kNo ? Node{} : nodes_[b];
  constexpr Value margin = 400'000;
  const auto near = [&](const Node& n) { return n.lo > kFirstDay + margin && n.hi < kLastDay - margin; };
  bool safe = near(x);
  if (op == F::AgeAt || op == F::DaysFromTo) safe = safe && near(y);
  if (op == F::AddDuration) safe = safe && y.lo > -kMostMonths && y.hi < kMostMonths;
  if ((op == F::AddMonths || op == F::Birthday) && (k > 12'000 || k < -12'000)) safe = false;
  if (!safe) {  // far away from any calendar: the slow way decides
    const Id value = b == kNo || nodes_[b].lo == nodes_[b].hi ? a : a;
    return spoil(value, constant(1));
  }
  Node n{.op = op, .a = a, .b = b, .k = k, .l = l, .poison = carry({a, b})};
  const Value one = scalar(op, x.lo, op == F::AgeAt || op == F::DaysFromTo ? y.hi : y.lo, 0, k, l, 0);
  const Value two = scalar(op, x.hi, op == F::AgeAt || op == F::DaysFromTo ? y.lo : y.hi, 0, k, l, 0);
  n.lo = std::min(one, two), n.hi = std::max(one, two);
  n.grain = op == F::AgeAt || op == F::DaysFromTo ? kOne : 1;
  return put(n);
}

}  // namespace fr::fast
