#include "eval/kernels.h"

#include <utility>

namespace fr {
namespace {

// Adds the corner a (op) b to the hull; a corner beyond the range counts as the range's end.
template <Op op>
void corner(Value a, Value b, Range* hull, Ends& bad) {
  Value failed = 0;
  Value r = Scalar<op>::f(a, b, 0, 0, failed);
  if (failed) {
    const bool negative = (a < 0) != (b < 0);
    r = negative ? kLowest : kHighest;
    (negative ? bad.lo : bad.hi) = 1;
  }
  hull->lo = std::min(hull->lo, r);
  hull->hi = std::max(hull->hi, r);
}

}  // namespace

// Where one factor has no negative value, each end lies at one corner: the other factor's own end decides which.
Range mul_bounds(Range a, Range b, Ends& bad) {
  Range hull{kHighest, kLowest};
  if (a.lo >= 0) std::swap(a, b);
  if (b.lo >= 0) {
    corner<Op::Mul>(a.lo, a.lo < 0 ? b.hi : b.lo, &hull, bad);
    corner<Op::Mul>(a.hi, a.hi < 0 ? b.lo : b.hi, &hull, bad);
    return hull;
  }
  for (const Value x : {a.lo, a.hi})
    for (const Value y : {b.lo, b.hi}) corner<Op::Mul>(x, y, &hull, bad);
  return hull;
}

namespace {

// The divisor has one sign and is not zero: what is smaller than zero is smallest by the divisor nearest to zero.
void quotients(Range a, Range b, Range* hull, Ends& bad) {
  const Value near = b.lo > 0 ? b.lo : b.hi, far = b.lo > 0 ? b.hi : b.lo;
  corner<Op::Div>(a.lo, a.lo < 0 ? near : far, hull, bad);
  corner<Op::Div>(a.hi, a.hi < 0 ? far : near, hull, bad);
}

}  // namespace

Range div_bounds(Range a, Range b, Ends& bad) {
  Range hull{kHighest, kLowest};
  if (b.lo == 0 && b.hi == 0) {
    bad = {1, 1};
    return {kLowest, kHighest};
  }
  if (b.lo > 0 || b.hi < 0) {
    quotients(a, b, &hull, bad);
    return hull;
  }
  Ends widened;  // near zero the quotient may leave the range: widen, no failure
  if (b.lo < 0) quotients(a, {b.lo, -1}, &hull, widened);
  if (b.hi > 0) quotients(a, {1, b.hi}, &hull, widened);
  return hull;
}

}  // namespace fr
