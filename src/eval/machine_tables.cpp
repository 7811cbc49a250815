// Operations that read the batch, choose between registers, or cross tables.
#include "eval/machine.h"
#include "eval/support.h"

namespace fr {

// --- sources --------------------------------------------------------------------------------------------

void Machine::load_fact(const Instr& in) {
  const auto fact = static_cast<std::uint32_t>(in.lo);
  const Role role = book_.facts[fact].role;
  if (role == Role::Child || role == Role::Adult) return load_role_fact(in, role);
  const Column* column = batch_.fact_column(fact);
  if (!column) return set_constant(in.kind, book_.facts[fact].lo, book_.facts[fact].hi);
  if (!exact_) {
    Value* lo = allocate();
    std::copy_n(column->lo.begin(), rows(), lo);
    Value* hi = allocate();
    std::copy_n(column->hi.begin(), rows(), hi);
    return set_pair(lo, hi);
  }
  Value* lo = allocate();  // an unknown value is refused after the run, if it matters
  for (std::uint32_t i = 0; i < rows(); ++i) {
    lo[i] = in.kind == Kind::Choice ? column->lo[i] & -column->lo[i] : column->lo[i];
  }
  set(lo, lo);
}

// A child's fact that nobody stated of an adult (or an adult's of a child) reads as where it is irrelevant;
// while the role is open, as either. What was stated counts whoever it was stated of.
void Machine::load_role_fact(const Instr& in, Role role) {
  const auto fact = static_cast<std::uint32_t>(in.lo);
  const Known full{book_.facts[fact].lo, book_.facts[fact].hi};
  Known otherwise{0, 0};
  for (const FactUse& use : program_.facts) {
    if (use.fact == fact) otherwise = {use.otherwise_lo, use.otherwise_hi};
  }
  const bool choice = in.kind == Kind::Choice;
  const bool calendar = in.kind == Kind::Day || in.kind == Kind::Month;
  const bool has_otherwise = otherwise.lo != 0 || !(choice || calendar);
  Value* lo = allocate();
  Value* hi = exact_ ? lo : allocate();
  for (std::uint32_t i = 0; i < rows(); ++i) {
    Known v = batch_.fact(fact, i);
    if (has_otherwise && v == full) {
      const Known in_role = batch_.role(role, i);
      if (in_role.hi == 0) v = otherwise;
      else if (in_role.lo == 0 && choice) v = {v.lo | otherwise.lo, v.hi | otherwise.hi};
      else if (in_role.lo == 0) v = {std::min(v.lo, otherwise.lo), std::max(v.hi, otherwise.hi)};
    }
    if (exact_ && choice) v.lo &= -v.lo;
    hi[i] = v.hi;
    lo[i] = v.lo;
  }
  if (exact_) set(lo, lo);
  else set_pair(lo, hi);
}

void Machine::load_month(const Instr& in) {
  Value* out = allocate();
  for (std::uint32_t f = 0; f < rows(); ++f) {
    out[f] = in.lo == 0 ? first_day(batch_.month(f)) : last_day(batch_.month(f));
  }
  set(out, out);
}

void Machine::lives_with(const Instr& in) {
  const Relation& pairs = batch_.relation(in.table);
  Value* out = allocate();
  for (std::uint32_t i = 0; i < rows(); ++i) {
    const std::uint32_t x = pairs.owner[i], y = pairs.target[i];
    out[i] = in.lo == 0 ? batch_.lives_with(x, y)
                        : batch_.home(x) != kNone && batch_.home(x) == batch_.home(y);
  }
  set(out, out);
}

// --- choice ---------------------------------------------------------------------------------------------

void Machine::select(const Instr& in) {
  const Slot a = slot(in.a), b = slot(in.b), c = slot(in.c);
  if (a.point()) {
    const auto pick = [&](const Value* yes, const Value* no) {
      Value* out = allocate();
      for (std::uint32_t i = 0; i < rows(); ++i) out[i] = a.lo[i] ? yes[i] : no[i];
      return out;
    };
    Value* lo = pick(b.lo, c.lo);
    if (b.point() && c.point()) return set(lo, lo);
    return set_pair(lo, pick(b.hi, c.hi));
  }
  each([&](std::uint32_t i) -> Range {
    if (a.lo[i]) return range_at(b, i);
    if (!a.hi[i]) return range_at(c, i);
    if (in.kind == Kind::Choice) return {b.lo[i] | c.lo[i], b.lo[i] | c.lo[i]};
    return {std::min(b.lo[i], c.lo[i]), std::max(b.hi[i], c.hi[i])};
  });
}

// --- between tables -------------------------------------------------------------------------------------

void Machine::gather(const Instr& in) {
  const Slot a = slot(in.a);
  if (in.op == Op::FromHome) {
    return each([&](std::uint32_t i) -> Range {
      const std::uint32_t home = batch_.home(i);
      if (home != kNone) return range_at(a, home);
      return {in.lo, exact_ ? in.lo : in.hi};
    });
  }
  if (in.op == Op::FromFamily) {
    return both(a, [&](const Value* from, Value* out) {
      for (std::uint32_t f = 0; f < batch_.families(); ++f) {
        std::fill(out + batch_.first_row(in.table, f), out + batch_.first_row(in.table, f + 1), from[f]);
      }
    });
  }
  const Relation& pairs = batch_.relation(in.table);
  const auto& index = in.op == Op::FromOwner ? pairs.owner : pairs.target;
  both(a, [&](const Value* from, Value* out) {
    for (std::uint32_t i = 0; i < rows(); ++i) out[i] = from[index[i]];
  });
}

void Machine::segment(const Instr& in) {
  const auto& start = batch_.relation(program_.code[in.a].table).start;
  const auto fold = [&](Value none, auto&& combine) {
    both(slot(in.a), [&](const Value* from, Value* out) {
      for (std::uint32_t i = 0; i < rows(); ++i) {
        Value result = start[i] == start[i + 1] ? none : from[start[i]];
        for (std::uint32_t p = start[i] + 1; p < start[i + 1]; ++p) result = combine(result, from[p]);
        out[i] = result;
      }
    });
  };
  const auto larger = [](Value x, Value y) { return std::max(x, y); };
  const auto smaller = [](Value x, Value y) { return std::min(x, y); };
  switch (in.op) {
    case Op::AnyOf: return fold(0, larger);
    case Op::AllOf: return fold(1, smaller);
    case Op::MaxOf: return fold(in.lo, larger);
    case Op::MinOf: return fold(in.lo, smaller);
    default: break;
  }
  both(slot(in.a), [&](const Value* from, Value* out) {  // CountOf
    for (std::uint32_t i = 0; i < rows(); ++i) {
      Value count = 0;
      for (std::uint32_t p = start[i]; p < start[i + 1]; ++p) count += from[p];
      out[i] = count * kOne;
    }
  });
}

void Machine::sum(const Instr& in) {
  const auto& start = batch_.relation(program_.code[in.a].table).start;
  const Slot a = slot(in.a);
  each([&](std::uint32_t i) -> Range {
    Range total{0, 0};
    Ends bad;
    bool points = true, huge = false;
    for (std::uint32_t p = start[i]; p < start[i + 1]; ++p) {
      const Range x = range_at(a, p);
      points = points && x.lo == x.hi;
      huge = huge || unbounded(x);
      total.lo = Scalar<Op::Add>::f(total.lo, x.lo, 0, 0, bad.lo);
      total.hi = Scalar<Op::Add>::f(total.hi, x.hi, 0, 0, bad.hi);
    }
    if (bad.lo || bad.hi) settle(i, points, huge, bad, EvalError::What::Overflow, &total);
    return total;
  });
}

void Machine::given(const Instr& in) {
  const Slot a = slot(in.a);
  const Rule& rule = program_.rules[static_cast<std::size_t>(in.lo)];
  const Batch::Given* values = batch_.given(rule.name, in.table);
  if (!values || !takes_given(program_, rule)) return set(a.lo, a.hi);
  Value* lo = allocate();
  std::copy_n(a.lo, rows(), lo);
  Value* hi = allocate();
  std::copy_n(a.hi, rows(), hi);
  for (const auto& [row, value] : *values) {
    lo[row] = value.lo;
    hi[row] = value.hi;
    if (exact_ && is_open(in.kind, value)) {
      faults_.push_back({reg_, row, EvalError::What::UnknownFact});
      hi[row] = lo[row];
    }
  }
  set_pair(lo, hi);
}

}  // namespace fr
