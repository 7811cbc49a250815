// Operations with a scalar function, and which operation is computed where.
#include "eval/machine.h"

namespace fr {
namespace {

template <Op op>
bool column(const Value* __restrict a, const Value* __restrict b, Value* __restrict out,
            std::uint32_t rows, Value lo, Value hi) {
  Value bad = 0;
  for (std::uint32_t i = 0; i < rows; ++i) out[i] = Scalar<op>::f(a[i], b[i], lo, hi, bad);
  return bad != 0;
}

}  // namespace

void Arena::next_block(std::size_t count) {
  constexpr std::size_t kSmallest = 1 << 12, kLargest = 1 << 18;
  if (!blocks_.empty()) ++at_.block;
  at_.used = 0;
  if (at_.block < blocks_.size() && blocks_[at_.block].size < count) blocks_.resize(at_.block);
  if (at_.block < blocks_.size()) return;
  const std::size_t size = std::max(count, blocks_.empty() ? kSmallest : std::min(2 * blocks_.back().size, kLargest));
  blocks_.push_back({std::unique_ptr<Value[]>(new Value[size]), size});
}

void Machine::execute() {
  for (Reg r = 0; r < program_.code.size(); ++r) compute(r);
}

const Value* Machine::constant(Value value) {
  const Value*& known = constants_[value];
  if (!known) {
    Value* fresh = regs_.arena.allocate(most_rows_);
    std::fill_n(fresh, most_rows_, value);
    known = fresh;
  }
  return known;
}

void Machine::set_constant(Kind kind, Value lo, Value hi) {
  if (exact_) hi = kind == Kind::Choice ? lo & -lo : lo;
  if (exact_ && kind == Kind::Choice) lo = hi;
  set(constant(lo), constant(hi));
}

// --- operations with a scalar function ------------------------------------------------------------------

template <Op op>
void Machine::apply(const Instr& in) {
  const Slot a = slot(in.a);
  const Slot b = info(op).operands == 2 ? slot(in.b) : a;
  if constexpr (op == Op::IsOneOf) {
    if (!exact_) return each([&](std::uint32_t i) {
      Ends none;
      return bounds<op>(range_at(a, i), range_at(a, i), in.lo, in.hi, none);
    });
  }
  Value* lo = allocate();
  if (a.point() && b.point()) {
    if (!column<op>(a.lo, b.lo, lo, rows(), in.lo, in.hi)) return set(lo, lo);
    Value* hi = allocate();
    std::copy_n(lo, rows(), hi);
    repair<op>(in, a, b, lo, hi);
    return set_pair(lo, hi);
  }
  Value* hi = allocate();
  bool bad = false;
  if constexpr (Monotone<op>) {
    constexpr std::string_view way = info(op).directions;
    constexpr bool up_a = way[0] == '+', up_b = way.size() < 2 || way[1] == '+';
    bad |= column<op>(up_a ? a.lo : a.hi, up_b ? b.lo : b.hi, lo, rows(), in.lo, in.hi);
    bad |= column<op>(up_a ? a.hi : a.lo, up_b ? b.hi : b.lo, hi, rows(), in.lo, in.hi);
  } else {
    Ends ends;
    for (std::uint32_t i = 0; i < rows(); ++i) {
      const Range r = bounds<op>(range_at(a, i), range_at(b, i), in.lo, in.hi, ends);
      lo[i] = r.lo;
      hi[i] = r.hi;
    }
    bad = ends.lo || ends.hi;
  }
  if (bad) repair<op>(in, a, b, lo, hi);
  set_pair(lo, hi);
}

// The slow path after a failure somewhere in the column: finds the rows.
template <Op op>
void Machine::repair(const Instr& in, const Slot& a, const Slot& b, Value* lo, Value* hi) {
  const bool two = info(op).operands == 2;
  for (std::uint32_t i = 0; i < rows(); ++i) {
    const Range x = range_at(a, i), y = range_at(b, i);
    const bool points = x.lo == x.hi && y.lo == y.hi;
    Ends bad;
    Range r{};
    if (points) {
      r.lo = r.hi = Scalar<op>::f(x.lo, y.lo, in.lo, in.hi, bad.lo);
    } else {
      r = bounds<op>(x, y, in.lo, in.hi, bad);
    }
    if (!bad.lo && !bad.hi) continue;
    const bool zero = op == Op::Div && y.lo == 0 && y.hi == 0;
    settle(i, points, !zero && (unbounded(x) || (two && unbounded(y))), bad,
           zero ? EvalError::What::DivisionByZero : EvalError::What::Overflow, &r);
    lo[i] = r.lo;
    hi[i] = r.hi;
  }
}

// An end that failed because an operand was already practically unbounded (a quotient near zero) is
// only widened; exact results beyond the range cannot exist, so this stays true. Else it is a fault.
void Machine::settle(std::uint32_t row, bool points, bool huge, Ends bad, EvalError::What what,
                     Range* r) {
  if (huge && !points) {
    if (bad.lo) r->lo = kLowest;
    if (bad.hi) r->hi = kHighest;
    return;
  }
  *r = exact_ ? Range{0, 0} : Range{kLowest, kHighest};
  faults_.push_back({reg_, row, what});
}

void Machine::step(const Instr& in) {
  switch (in.op) {
    case Op::Const: return set_constant(in.kind, in.lo, in.hi);
    case Op::LoadFact: return load_fact(in);
    case Op::LoadMonth: return load_month(in);
    case Op::PairLivesWith: return lives_with(in);
    case Op::PairStatus:
    case Op::PairShare: {
      Value* out = allocate();
      std::copy_n(batch_.relation(in.table).attribute.begin(), rows(), out);
      return set(out, out);
    }
    case Op::HasRole:
      return each([&](std::uint32_t i) -> Range {
        const Known role = batch_.role(static_cast<Role>(in.lo), i);
        return {exact_ ? role.hi : role.lo, role.hi};
      });
    case Op::Select: return select(in);
    case Op::FromOwner:
    case Op::FromTarget:
    case Op::FromHome:
    case Op::FromFamily: return gather(in);
    case Op::SumOf: return sum(in);
    case Op::AnyOf:
    case Op::AllOf:
    case Op::CountOf:
    case Op::MaxOf:
    case Op::MinOf: return segment(in);
    case Op::Given: return given(in);
    default: with_scalar(in.op, [&]<Op op>() { apply<op>(in); });
  }
}

}  // namespace fr
