// Building and simplifying; see nodes.h. Invariant: a node's range and grain hold for every household whose
// facts lie in their declared ranges and grains, unless its poison is yes.
#include "eval/fast/nodes.h"

#include <algorithm>
#include <bit>

#include "eval/fast/nodes_ranges.h"
#include "eval/kernels.h"

namespace fr::fast {
namespace {

__extension__ using Wide = __int128;

bool fits(Wide w) { return w >= kLeast && w <= kMost; }
Value clip(Wide w) { return w < kLeast ? kLeast : w > kMost ? kMost : static_cast<Value>(w); }
Wide absolute(Wide w) { return w < 0 ? -w : w; }
Wide most(const Node& n) { return std::max(absolute(n.lo), absolute(n.hi)); }

std::uint64_t inverse_odd(std::uint64_t odd) {  // modulo 2^64
  std::uint64_t x = odd;
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

template <Op op>
Value by(Value a, Value b, Value k, Value l) {
  Value bad = 0;
  return Scalar<op>::f(a, b, k, l, bad);
}

}  // namespace

Value scalar(F op, Value a, Value b, Value c, Value k, Value l, Value m) {
  Value bad = 0, r = 0;
  const auto wrap = [](Value x, Value y) {
    return static_cast<Value>(static_cast<std::uint64_t>(x) * static_cast<std::uint64_t>(y));
  };
  switch (op) {
    case F::Const: return k;
    case F::Raw: return a;
    case F::Known: return a == k ? l : a;
    case F::Add: return by<Op::Add>(a, b, 0, 0);
    case F::Sub: return by<Op::Sub>(a, b, 0, 0);
    case F::Min: return by<Op::Min>(a, b, 0, 0);
    case F::Max: return by<Op::Max>(a, b, 0, 0);
    case F::Less: return by<Op::Less>(a, b, 0, 0);
    case F::Equal: return by<Op::Equal>(a, b, 0, 0);
    case F::Meets: return by<Op::IsOneOf>(a, 0, k, 0);
    case F::Within: return (a & ~k) == 0;
    case F::Union: return a | b;
    case F::Not: return by<Op::Not>(a, 0, 0, 0);
    case F::And: return by<Op::And>(a, b, 0, 0);
    case F::Or: return by<Op::Or>(a, b, 0, 0);
    case F::Select: return a ? b : c;
    case F::Tally: return a + b;
    case F::Times: return wrap(a, k);
    case F::Exact: return wrap(a >> m, k);
    case F::Ratio: return wrap(a, k) / l;
    case F::Product: return wrap(wrap(a >> (m & 63), b >> (m >> 6)), k);
    case F::ProductCut: return wrap(a, b) / l;
    case F::Wide: return mul_overflows(a, b, &r) ? 0 : r;
    case F::WideBad: return mul_overflows(a, b, &r);
    case F::Quotient: return div_overflows(a, b, &r) ? 0 : r;
    case F::Divide: return b == 0 || (a == kLeast && b == -1) ? 0 : a / b;
    case F::QuotientBad: return div_overflows(a, b, &r);
    case F::HalfUp: return round_overflows(a, k, Rounding::HalfUp, &r), r;
    case F::Up: return round_overflows(a, k, Rounding::Up, &r), r;
    case F::Down: return round_overflows(a, k, Rounding::Down, &r), r;
    case F::AddBad: Scalar<Op::Add>::f(a, b, 0, 0, bad); return bad != 0;
    case F::SubBad: Scalar<Op::Sub>::f(a, b, 0, 0, bad); return bad != 0;
    case F::AddMonths: return by<Op::AddMonths>(a, 0, k, 0);
    case F::AddDuration: return by<Op::AddDuration>(a, b, 0, 0);
    case F::Birthday: return by<Op::Birthday>(a, 0, k, 0);
    case F::AgeAt: return by<Op::AgeAt>(a, b, 0, 0);
    case F::DaysFromTo: return by<Op::DaysFromTo>(a, b, 0, 0);
    case F::LastAnnual: return by<Op::LastAnnual>(a, 0, k, l);
    case F::NextAnnual: return by<Op::NextAnnual>(a, 0, k, l);
    case F::Lookup: return 0;  // made by plan.cpp only
  }
  return 0;
}

// --- storage ------------------------------------------------------------------------------------------

Graph::Graph() : table_(1 << 12, kNo) { nodes_.reserve(1 << 12); }

namespace {
std::uint64_t hash_of(const Node& n) {
  std::uint64_t h = static_cast<std::uint64_t>(n.op);
  for (const std::uint64_t part : {std::uint64_t{n.a} << 32 | n.b, std::uint64_t{n.c} << 8 | static_cast<std::uint64_t>(n.width),
                                   static_cast<std::uint64_t>(n.k), static_cast<std::uint64_t>(n.l),
                                   static_cast<std::uint64_t>(n.m), std::uint64_t{n.poison}}) {
    h = (h ^ part) * 0x9e3779b97f4a7c15ull;
    h ^= h >> 29;
  }
  return h;
}
bool same(const Node& x, const Node& y) {
  return x.op == y.op && x.width == y.width && x.a == y.a && x.b == y.b && x.c == y.c && x.k == y.k && x.l == y.l &&
         x.m == y.m && x.poison == y.poison;
}
}  // namespace

Id Graph::intern(const Node& n) {
  if (nodes_.size() * 2 > table_.size()) rehash();
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = hash_of(n) & mask;; i = (i + 1) & mask) {
    if (table_[i] == kNo) {
      table_[i] = static_cast<Id>(nodes_.size());
      nodes_.push_back(n);
      return table_[i];
    }
    if (same(nodes_[table_[i]], n)) return table_[i];
  }
}

void Graph::rehash() {
  table_.assign(table_.size() * 2, kNo);
  const std::size_t mask = table_.size() - 1;
  for (Id id = 0; id < nodes_.size(); ++id) {
    std::size_t i = hash_of(nodes_[id]) & mask;
    while (table_[i] != kNo) i = (i + 1) & mask;
    table_[i] = id;
  }
}

// Folds a node over constants, else keeps it; poison comes from the operands unless it is set.
Id Graph::put(Node n) {
  if (n.poison != kNo && is_const(n.poison, 0)) n.poison = kNo;
  const auto fixed = [&](Id id) { return id == kNo || is_const(id); };
  if (n.op != F::Raw && fixed(n.a) && fixed(n.b) && fixed(n.c) && n.a != kNo && n.poison == kNo) {
    const auto at = [&](Id id) { return id == kNo ? 0 : nodes_[id].k; };
    return constant(scalar(n.op, at(n.a), at(n.b), at(n.c), n.k, n.l, n.m));
  }
  if (n.lo == n.hi && n.poison == kNo && n.op != F::Raw) return constant(n.lo);
  return intern(n);
}

// What the operands' failures do to an ordinary operation: any of them spoils it.
Id Graph::carry(std::initializer_list<Id> operands) {
  Id all = kNo;
  for (const Id id : operands) {
    if (id == kNo || nodes_[id].poison == kNo) continue;
    all = all == kNo ? nodes_[id].poison : either(all, nodes_[id].poison);
  }
  return all;
}

Id Graph::spoil(Id value, Id poison) {
  if (poison == kNo || is_const(poison, 0)) return value;
  Node n = nodes_[value];
  const Id all = n.poison == kNo ? poison : either(n.poison, poison);
  if (n.op == F::Const) {  // a constant that may fail still needs a column of its own: take the range's whole
    Node twin{.op = F::Select, .width = n.width, .a = poison, .b = value, .c = value, .lo = n.lo, .hi = n.hi, .grain = n.grain, .poison = all};
    return intern(twin);
  }
  n.poison = all;
  return intern(n);
}

Id Graph::constant(Value v) {
  Node n{.k = v, .lo = v, .hi = v, .grain = v == kLeast ? 1 : v < 0 ? -v : v};
  n.width = width_of(v, v);
  return intern(n);
}

Id Graph::raw(std::uint32_t column, std::uint32_t slot, int end, Width width) {
  return intern({.op = F::Raw, .width = width, .k = column, .l = slot, .m = end, .lo = kLeast, .hi = kMost});
}

Id Graph::known(Id raw, Value mark, Value instead, Value lo, Value hi, Value grain, bool several) {
  return intern({.op = F::Known, .width = nodes_[raw].width, .several = several, .a = raw, .k = mark, .l = instead,
                 .lo = lo, .hi = hi, .grain = grain});
}

Id Graph::widen(Id a) {
  const Node n = nodes_[a];
  if (n.width == Width::L || n.op == F::Const) return a;
  return put({.op = F::Times, .width = Width::L, .a = a, .k = 1, .lo = n.lo, .hi = n.hi, .grain = n.grain, .poison = n.poison});
}

// --- arithmetic -----------------------------------------------------------------------------------------

Id Graph::add(Id a, Id b) {
  if (is_const(a)) std::swap(a, b);
  if (is_const(b, 0)) return a;
  a = widen(a), b = widen(b);
  if (!is_const(b) && a > b) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  if (is_const(b) && x.op == F::Add && is_const(x.b) && x.poison == kNo) {
    const Wide sum = static_cast<Wide>(nodes_[x.b].k) + y.k;
    if (fits(sum)) return add(x.a, constant(static_cast<Value>(sum)));
  }
  const Wide lo = static_cast<Wide>(x.lo) + y.lo, hi = static_cast<Wide>(x.hi) + y.hi;
  Id poison = carry({a, b});
  if (!fits(lo) || !fits(hi)) {
    const Id bad = put({.op = F::AddBad, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1});
    poison = poison == kNo ? bad : either(poison, bad);
  }
  return put({.op = F::Add, .a = a, .b = b, .lo = clip(lo), .hi = clip(hi), .grain = divisor(x.grain, y.grain), .poison = poison});
}

Id Graph::sub(Id a, Id b) {
  if (is_const(b) && nodes_[b].k != kLeast) return add(a, constant(-nodes_[b].k));
  if (a == b && nodes_[a].poison == kNo) return constant(0);
  a = widen(a), b = widen(b);
  const Node x = nodes_[a], y = nodes_[b];
  const Wide lo = static_cast<Wide>(x.lo) - y.hi, hi = static_cast<Wide>(x.hi) - y.lo;
  Id poison = carry({a, b});
  if (!fits(lo) || !fits(hi)) {
    const Id bad = put({.op = F::SubBad, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1});
    poison = poison == kNo ? bad : either(poison, bad);
  }
  return put({.op = F::Sub, .a = a, .b = b, .lo = clip(lo), .hi = clip(hi), .grain = divisor(x.grain, y.grain), .poison = poison});
}

// How many times `grain`, which divides it; not a decimal any more.
Id Graph::parts(Id a, Value grain) { return grain == 1 ? a : scale(a, 1, grain); }

// a * p / q cut towards zero; p/q in lowest terms, q > 0.
Id Graph::scale(Id a, Value p, Value q) {
  a = widen(a);
  const Node x = nodes_[a];
  const Wide one = static_cast<Wide>(x.lo) * p / q, other = static_cast<Wide>(x.hi) * p / q;
  const Wide lo = std::min(one, other), hi = std::max(one, other);
  if (!fits(lo) || !fits(hi)) return kNo;
  const Id poison = carry({a});
  if (x.grain % q == 0) {
    const int shift = std::countr_zero(static_cast<std::uint64_t>(q));
    const auto factor = static_cast<Value>(static_cast<std::uint64_t>(p) * inverse_odd(static_cast<std::uint64_t>(q) >> shift));
    const Wide grain = static_cast<Wide>(x.grain / q) * (p < 0 ? -p : p);
    return put({.op = F::Exact, .a = a, .k = factor, .m = shift, .lo = static_cast<Value>(lo), .hi = static_cast<Value>(hi),
                .grain = fits(grain) ? static_cast<Value>(grain) : 1, .poison = poison});
  }
  if (most(x) * absolute(p) <= kMost) {
    return put({.op = F::Ratio, .a = a, .k = p, .l = q, .lo = static_cast<Value>(lo), .hi = static_cast<Value>(hi), .grain = 1, .poison = poison});
  }
  if (const Value common = divisor(x.grain, q); common > 1 && most(x) / common * absolute(p) <= kMost) {
    return put({.op = F::Ratio, .a = parts(a, common), .k = p, .l = q / common, .lo = static_cast<Value>(lo), .hi = static_cast<Value>(hi), .grain = 1, .poison = poison});
  }
  return kNo;
}

Id Graph::mul(Id a, Id b) {
  if (is_const(a)) std::swap(a, b);
  if (is_const(b, 0)) return b;
  if (is_const(b, kOne)) return a;
  if (is_const(b)) {
    const Value common = divisor(nodes_[b].k, kOne);
    const Id scaled = scale(a, nodes_[b].k / common, kOne / common);
    if (scaled != kNo) return scaled;
  }
  a = widen(a), b = widen(b);
  if (!is_const(b) && a > b) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  Wide lo = static_cast<Wide>(kMost) << 40, hi = -lo;
  for (const Value u : {x.lo, x.hi}) {
    for (const Value v : {y.lo, y.hi}) {
      const Wide corner = static_cast<Wide>(u) * v / kOne;
      lo = std::min(lo, corner), hi = std::max(hi, corner);
    }
  }
  Node n{.a = a, .b = b, .lo = clip(lo), .hi = clip(hi), .poison = carry({a, b})};
  if (!fits(lo) || !fits(hi)) {
    n.op = F::Wide;
    const Id bad = put({.op = F::WideBad, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1});
    n.poison = n.poison == kNo ? bad : either(n.poison, bad);
    return put(n);
  }
  const Value q1 = divisor(x.grain, kOne), q2 = kOne / q1;
  if (y.grain % q2 == 0) {
    const int s1 = std::countr_zero(static_cast<std::uint64_t>(q1)), s2 = std::countr_zero(static_cast<std::uint64_t>(q2));
    n.op = F::Product;
    n.k = static_cast<Value>(inverse_odd((static_cast<std::uint64_t>(q1) >> s1) * (static_cast<std::uint64_t>(q2) >> s2)));
    n.m = s1 | s2 << 6;
    const Wide grain = static_cast<Wide>(x.grain / q1) * (y.grain / q2);
    n.grain = fits(grain) ? static_cast<Value>(grain) : 1;
    return put(n);
  }
  n.op = F::Wide;
  if (const Value other = divisor(y.grain, q2); most(x) / q1 * (most(y) / other) <= kMost) {
    n.op = F::ProductCut;
    n.a = parts(a, q1), n.b = parts(b, other);
    n.l = q2 / other;
  }
  return put(n);
}

Id Graph::div(Id a, Id b) {
  if (is_const(b) && nodes_[b].k > 0) {
    const Value common = divisor(nodes_[b].k, kOne);
    const Id scaled = scale(a, kOne / common, nodes_[b].k / common);
    if (scaled != kNo) return scaled;
  }
  a = widen(a), b = widen(b);
  const Node x = nodes_[a], y = nodes_[b];
  Node n{.op = F::Quotient, .a = a, .b = b, .poison = carry({a, b})};
  bool safe = y.lo > 0 || y.hi < 0;
  if (safe) {
    Wide lo = static_cast<Wide>(kMost) << 40, hi = -lo;
    for (const Value u : {x.lo, x.hi}) {
      for (const Value v : {y.lo, y.hi}) {
        const Wide corner = static_cast<Wide>(u) * kOne / v;
        lo = std::min(lo, corner), hi = std::max(hi, corner);
      }
    }
    if (x.lo < 0 && x.hi > 0) lo = std::min<Wide>(lo, 0), hi = std::max<Wide>(hi, 0);
    safe = fits(lo) && fits(hi);
    n.lo = clip(lo), n.hi = clip(hi);
  } else {
    n.lo = kLeast, n.hi = kMost;
    if (x.lo >= 0 && y.lo >= 0) {  // the smallest divisor is one grain
      n.lo = 0;
      n.hi = clip(static_cast<Wide>(x.hi) * kOne / std::max<Value>(1, std::max(y.lo, y.grain)));
    }
  }
  if (!safe) {
    const Id bad = put({.op = F::QuotientBad, .width = Width::B, .a = a, .b = b, .lo = 0, .hi = 1});
    n.poison = n.poison == kNo ? bad : either(n.poison, bad);
  } else {
    reduce(&n);
  }
  return put(n);
}

// A quotient of decimals as one of small whole numbers: both by their grains, which have a ratio of their own.
void Graph::reduce(Node* n) {
  const Node x = nodes_[n->a], y = nodes_[n->b];
  if (x.grain <= 0 || y.grain <= 0) return;  // a zero, or the least number
  const Wide above = static_cast<Wide>(x.grain) * kOne, common = std::gcd(static_cast<std::uint64_t>(above % y.grain), static_cast<std::uint64_t>(y.grain));
  const Wide p = above / common, q = y.grain / common;  // the ratio of the grains: p / q
  if (p > kMost || most(x) / x.grain * p > kMost || most(y) / y.grain * q > kMost) return;
  const auto times = [&](Id id, Value by, Value grain) {
    const Value shared = divisor(by, grain);
    return by == grain ? id : scale(id, by / shared, grain / shared);
  };
  n->op = F::Divide;
  n->a = times(n->a, static_cast<Value>(p), x.grain);
  n->b = times(n->b, static_cast<Value>(q), y.grain);
}

Id Graph::min(Id a, Id b) {
  if (is_bool(nodes_[a]) && is_bool(nodes_[b])) return both(a, b);
  if (a == b) return a;
  if (nodes_[a].poison == kNo && nodes_[b].poison == kNo) {
    if (nodes_[a].hi <= nodes_[b].lo) return a;
    if (nodes_[b].hi <= nodes_[a].lo) return b;
  }
  if (is_const(a)) std::swap(a, b);
  if (nodes_[a].width != Width::I || (is_const(b) ? nodes_[b].width == Width::L : nodes_[b].width != Width::I)) a = widen(a), b = widen(b);
  if (!is_const(b) && a > b) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  return put({.op = F::Min, .width = x.width, .a = a, .b = b, .lo = std::min(x.lo, y.lo), .hi = std::min(x.hi, y.hi),
              .grain = divisor(x.grain, y.grain), .poison = carry({a, b})});
}

Id Graph::max(Id a, Id b) {
  if (is_bool(nodes_[a]) && is_bool(nodes_[b])) return either(a, b);
  if (a == b) return a;
  if (nodes_[a].poison == kNo && nodes_[b].poison == kNo) {
    if (nodes_[a].lo >= nodes_[b].hi) return a;
    if (nodes_[b].lo >= nodes_[a].hi) return b;
  }
  if (is_const(a)) std::swap(a, b);
  if (nodes_[a].width != Width::I || (is_const(b) ? nodes_[b].width == Width::L : nodes_[b].width != Width::I)) a = widen(a), b = widen(b);
  if (!is_const(b) && a > b) std::swap(a, b);
  const Node x = nodes_[a], y = nodes_[b];
  return put({.op = F::Max, .width = x.width, .a = a, .b = b, .lo = std::max(x.lo, y.lo), .hi = std::max(x.hi, y.hi),
              .grain = divisor(x.grain, y.grain), .poison = carry({a, b})});
}

Id Graph::round(F mode, Id a, Value quantum) {
  if (quantum > 0 && nodes_[a].grain % quantum == 0) return a;
  a = widen(a);
  const Node x = nodes_[a];
  Node n{.op = mode, .a = a, .k = quantum, .grain = quantum, .poison = carry({a})};
  const Wide room = static_cast<Wide>(kMost) - quantum;
  if (quantum <= 0 || most(x) > room) return spoil(a, constant(1));
  n.lo = scalar(mode, x.lo, 0, 0, quantum, 0, 0);
  n.hi = scalar(mode, x.hi, 0, 0, quantum, 0, 0);
  return put(n);
}

}  // namespace fr::fast
