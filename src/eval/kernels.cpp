#include "eval/kernels.h"

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

template <Op op>
void corners(Range a, Range b, Range* hull, Ends& bad) {
  corner<op>(a.lo, b.lo, hull, bad);
  corner<op>(a.lo, b.hi, hull, bad);
  corner<op>(a.hi, b.lo, hull, bad);
  corner<op>(a.hi, b.hi, hull, bad);
}

}  // namespace

Range mul_bounds(Range a, Range b, Ends& bad) {
  Range hull{kHighest, kLowest};
  corners<Op::Mul>(a, b, &hull, bad);
  return hull;
}

Range div_bounds(Range a, Range b, Ends& bad) {
  Range hull{kHighest, kLowest};
  if (b.lo == 0 && b.hi == 0) {
    bad = {1, 1};
    return {kLowest, kHighest};
  }
  if (b.lo > 0 || b.hi < 0) {
    corners<Op::Div>(a, b, &hull, bad);
    return hull;
  }
  Ends widened;  // near zero the quotient may leave the range: widen, no failure
  if (b.lo < 0) corners<Op::Div>(a, {b.lo, -1}, &hull, widened);
  if (b.hi > 0) corners<Op::Div>(a, {1, b.hi}, &hull, widened);
  return hull;
}

}  // namespace fr
