// The meaning of every operation on single values, once. The columns of a run (machine.cpp) and the search
// for thresholds (cuts.cpp) use the same functions; the Bounds kernel of a monotone operation follows
// from its declared directions, and only Mul, Div, Equal, IsOneOf and Select have one by hand below.
//
// `bad` collects failures as a bit mask (no branch, so that loops vectorise): non-zero afterwards means
// that the value left the range or that a divisor was zero; the result is then unspecified. Nothing
// here is undefined behaviour for any operand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/date.h"
#include "base/decimal.h"
#include "program/ops.h"

namespace fr {

using Value = std::int64_t;
using Unsigned = std::uint64_t;
inline constexpr Value kLowest = std::numeric_limits<Value>::min();
inline constexpr Value kHighest = std::numeric_limits<Value>::max();

// Years 1 to 9999: outside, calendar operations fail instead of computing nonsense.
inline constexpr Day kFirstDay = -719'162, kLastDay = 2'932'896;
inline constexpr Value kMostMonths = 120'000;
inline bool outside(Day day) { return day < kFirstDay || day > kLastDay; }

// f(a, b, lo, hi, bad): operands (b unused by unary operations), immediates, failure mask.
template <Op op>
struct Scalar;

#define FR_SCALAR(name)                                                                            \
  template <>                                                                                      \
  struct Scalar<Op::name> {                                                                        \
    static inline Value f([[maybe_unused]] Value a, [[maybe_unused]] Value b,                      \
                          [[maybe_unused]] Value lo, [[maybe_unused]] Value hi,                    \
                          [[maybe_unused]] Value& bad)

FR_SCALAR(Add) {
    const Value r = static_cast<Value>(static_cast<Unsigned>(a) + static_cast<Unsigned>(b));
    bad |= ((a ^ r) & (b ^ r)) >> 63;
    return r;
  }
};
FR_SCALAR(Sub) {
    const Value r = static_cast<Value>(static_cast<Unsigned>(a) - static_cast<Unsigned>(b));
    bad |= ((a ^ b) & (a ^ r)) >> 63;
    return r;
  }
};
FR_SCALAR(Mul) {
    Value r = 0;
    bad |= mul_overflows(a, b, &r);
    return r;
  }
};
FR_SCALAR(Div) {
    Value r = 0;
    bad |= div_overflows(a, b, &r);
    return r;
  }
};
FR_SCALAR(Min) { return a < b ? a : b; }
};
FR_SCALAR(Max) { return a > b ? a : b; }
};
FR_SCALAR(RoundHalfUp) {
    Value r = 0;
    bad |= round_overflows(a, lo, Rounding::HalfUp, &r);
    return r;
  }
};
FR_SCALAR(RoundUp) {
    Value r = 0;
    bad |= round_overflows(a, lo, Rounding::Up, &r);
    return r;
  }
};
FR_SCALAR(RoundDown) {
    Value r = 0;
    bad |= round_overflows(a, lo, Rounding::Down, &r);
    return r;
  }
};
FR_SCALAR(Less) { return a < b; }
};
FR_SCALAR(LessEq) { return a <= b; }
};
FR_SCALAR(Equal) { return a == b; }
};
FR_SCALAR(IsOneOf) { return (a & lo) != 0; }
};
FR_SCALAR(Not) { return a ^ 1; }
};
FR_SCALAR(And) { return a < b ? a : b; }
};
FR_SCALAR(Or) { return a > b ? a : b; }
};
FR_SCALAR(AddDays) {
    bad |= outside(a);
    return static_cast<Value>(static_cast<Unsigned>(a) + static_cast<Unsigned>(lo));
  }
};
FR_SCALAR(AddMonths) {
    if (outside(a)) return bad = 1, a;
    return add_months(a, lo);
  }
};
FR_SCALAR(AddDuration) {
    if (outside(a) || b < -kMostMonths || b > kMostMonths) return bad = 1, a;
    return add_months(a, b);
  }
};
FR_SCALAR(Birthday) {
    if (outside(a)) return bad = 1, a;
    return nth_birthday(a, lo);
  }
};
FR_SCALAR(AgeAt) {
    if (outside(a) || outside(b)) return bad = 1, 0;
    return completed_years(a, b) * kOne;
  }
};
FR_SCALAR(DaysFromTo) {
    if (outside(a) || outside(b)) return bad = 1, 0;
    return b < a ? 0 : (b - a + 1) * kOne;
  }
};
FR_SCALAR(LastAnnual) {
    if (outside(a)) return bad = 1, a;
    return last_annual(a, static_cast<int>(lo), static_cast<int>(hi));
  }
};
FR_SCALAR(NextAnnual) {
    if (outside(a)) return bad = 1, a;
    return next_annual(a, static_cast<int>(lo), static_cast<int>(hi));
  }
};
#undef FR_SCALAR

// Calls visit(Scalar<op>) for the operations that have a scalar function; false for the others.
template <class Visit>
bool with_scalar(Op op, Visit&& visit) {
  switch (op) {
#define FR_CASE(name) \
  case Op::name: visit.template operator()<Op::name>(); return true;
    FR_CASE(Add) FR_CASE(Sub) FR_CASE(Mul) FR_CASE(Div) FR_CASE(Min) FR_CASE(Max)
    FR_CASE(RoundHalfUp) FR_CASE(RoundUp) FR_CASE(RoundDown)
    FR_CASE(Less) FR_CASE(LessEq) FR_CASE(Equal) FR_CASE(IsOneOf)
    FR_CASE(Not) FR_CASE(And) FR_CASE(Or)
    FR_CASE(AddDays) FR_CASE(AddMonths) FR_CASE(AddDuration) FR_CASE(Birthday) FR_CASE(AgeAt)
    FR_CASE(DaysFromTo) FR_CASE(LastAnnual) FR_CASE(NextAnnual)
#undef FR_CASE
    default: return false;
  }
}

// --- intervals ----------------------------------------------------------------------------------------

struct Range {
  Value lo, hi;
};
// Per end: it left the range of values. A divisor that is exactly zero sets both.
struct Ends {
  Value lo = 0, hi = 0;
};

template <Op op>
concept Monotone = info(op).operands > 0 && info(op).directions.find('*') == std::string_view::npos;

// A monotone operation takes each end of its result at one end of each operand.
template <Op op>
  requires Monotone<op>
inline Range bounds(Range a, Range b, Value lo, Value hi, Ends& bad) {
  constexpr std::string_view way = info(op).directions;
  constexpr bool rises_a = way[0] == '+', rises_b = way.size() < 2 || way[1] == '+';
  return {Scalar<op>::f(rises_a ? a.lo : a.hi, rises_b ? b.lo : b.hi, lo, hi, bad.lo),
          Scalar<op>::f(rises_a ? a.hi : a.lo, rises_b ? b.hi : b.lo, lo, hi, bad.hi)};
}

Range mul_bounds(Range a, Range b, Ends& bad);  // extremes lie at the four corners
// A divisor range around zero leaves out zero itself: whole if zero is its only value (then bad).
Range div_bounds(Range a, Range b, Ends& bad);

template <Op op>
  requires(op == Op::Mul)
inline Range bounds(Range a, Range b, Value, Value, Ends& bad) { return mul_bounds(a, b, bad); }
template <Op op>
  requires(op == Op::Div)
inline Range bounds(Range a, Range b, Value, Value, Ends& bad) { return div_bounds(a, b, bad); }
template <Op op>
  requires(op == Op::Equal)
inline Range bounds(Range a, Range b, Value, Value, Ends&) {
  return {a.lo == b.hi && a.hi == b.lo, a.lo <= b.hi && b.lo <= a.hi};
}
template <Op op>
  requires(op == Op::IsOneOf)  // a.lo == a.hi == mask of the members still possible
inline Range bounds(Range a, Range, Value lo, Value, Ends&) {
  return {(a.lo & ~lo) == 0, (a.lo & lo) != 0};
}

}  // namespace fr
