// The dispatch loop: one pass over the instructions, one tight loop per instruction over the rows.
//
// A register is a pair of columns; where both ends are equal in every row they are one column, and the
// second half of the work is skipped. Columns live in an arena, constants are shared.
//
// Failures (a value out of range, a zero divisor) do not stop the run: both branches of every case are
// computed for every row, so most failures lie in branches nobody takes. A failed value becomes "any
// value", and only when an open result rests on it does the run fail, with the rule's name.
#include "eval/run.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "eval/kernels.h"
#include "eval/support.h"

namespace fr {

struct Run::Registers {
  struct Slot {
    const Value* lo = nullptr;
    const Value* hi = nullptr;
    std::uint32_t rows = 0;
    bool point() const { return lo == hi; }
    Range at(std::uint32_t row) const { return {lo[row], hi[row]}; }
  };
  std::vector<Slot> slots;

  Value* allocate(std::size_t count) {
    if (count > left_) {
      left_ = std::max<std::size_t>(count, kBlock);
      blocks_.emplace_back(new Value[left_]);
      next_ = blocks_.back().get();
    }
    Value* result = next_;
    next_ += count;
    left_ -= count;
    return result;
  }
  void give_back(Value* last, std::size_t count) {  // only the latest allocation
    next_ = last;
    left_ += count;
  }

 private:
  static constexpr std::size_t kBlock = 1 << 15;
  std::vector<std::unique_ptr<Value[]>> blocks_;
  Value* next_ = nullptr;
  std::size_t left_ = 0;
};

namespace {

// A range that ends in the last eighth of what a value can hold is practically unbounded there.
bool unbounded(Range r) {
  constexpr Value kEdge = kHighest - kHighest / 8;
  return r.lo != r.hi && (r.lo <= -kEdge || r.hi >= kEdge);
}

struct Fault {
  Reg reg;
  std::uint32_t row;
  EvalError::What what;
};

template <Op op>
bool column(const Value* __restrict a, const Value* __restrict b, Value* __restrict out,
            std::uint32_t rows, Value lo, Value hi) {
  Value bad = 0;
  for (std::uint32_t i = 0; i < rows; ++i) out[i] = Scalar<op>::f(a[i], b[i], lo, hi, bad);
  return bad != 0;
}

std::string place(const std::string& name, const std::string& source) {
  if (name.empty()) return "einer Rechnung ohne Namen";
  return "„" + name + "“" + (source.empty() ? "" : " (" + source + ")");
}

}  // namespace

class Machine {
 public:
  using Registers = Run::Registers;
  Machine(const Rulebook& book, const Program& program, const Batch& batch, Carrier carrier,
          Registers* registers)
      : book_(book), program_(program), batch_(batch), exact_(carrier == Carrier::Exact),
        regs_(*registers) {}

  void execute() {
    for (int t = 0; t < kTables; ++t) most_rows_ = std::max(most_rows_, batch_.rows(Table(t)));
    regs_.slots.resize(program_.code.size());
    for (Reg r = 0; r < program_.code.size(); ++r) {
      reg_ = r;
      step(program_.code[r]);
    }
  }
  const std::vector<Fault>& faults() const { return faults_; }
  std::optional<EvalError> unknown_fact() const;
  EvalError error(const Fault& fault) const;

 private:
  using S = Registers::Slot;

  std::uint32_t rows() const { return batch_.rows(program_.code[reg_].table); }
  const S& slot(Reg reg) const { return regs_.slots[reg]; }
  Value* allocate() { return regs_.allocate(rows()); }
  void set(const Value* lo, const Value* hi) { regs_.slots[reg_] = {lo, hi, rows()}; }
  // `hi` must be the latest allocation; it is dropped where it adds nothing.
  void set_pair(Value* lo, Value* hi) {
    if (std::equal(lo, lo + rows(), hi)) {
      regs_.give_back(hi, rows());
      hi = lo;
    }
    set(lo, hi);
  }
  const Value* constant(Value value) {
    const Value*& known = constants_[value];
    if (!known) {
      Value* fresh = regs_.allocate(most_rows_);
      std::fill_n(fresh, most_rows_, value);
      known = fresh;
    }
    return known;
  }
  void set_constant(Kind kind, Value lo, Value hi) {
    if (exact_) hi = kind == Kind::Choice ? lo & -lo : lo;
    if (exact_ && kind == Kind::Choice) lo = hi;
    set(constant(lo), constant(hi));
  }
  // Computes row by row: f(row) -> Range.
  template <class F>
  void each(F&& f) {
    Value* lo = allocate();
    Value* hi = allocate();
    for (std::uint32_t i = 0; i < rows(); ++i) {
      const Range r = f(i);
      lo[i] = r.lo;
      hi[i] = r.hi;
    }
    set_pair(lo, hi);
  }
  // Computes each end by the same function of the operand's column: f(column, out).
  template <class F>
  void both(const S& a, F&& f) {
    Value* lo = allocate();
    f(a.lo, lo);
    if (a.point()) return set(lo, lo);
    Value* hi = allocate();
    f(a.hi, hi);
    set_pair(lo, hi);
  }

  void step(const Instr& in);
  template <Op op>
  void apply(const Instr& in);
  template <Op op>
  void repair(const Instr& in, const S& a, const S& b, Value* lo, Value* hi);
  void settle(std::uint32_t row, bool points, bool huge, Ends bad, EvalError::What what, Range* r);

  void load_fact(const Instr& in);
  void load_role_fact(const Instr& in, Role role);
  void load_month(const Instr& in);
  void lives_with(const Instr& in);
  void select(const Instr& in);
  void gather(const Instr& in);
  void segment(const Instr& in);
  void sum(const Instr& in);
  void given(const Instr& in);

  const Rulebook& book_;
  const Program& program_;
  const Batch& batch_;
  const bool exact_;
  Registers& regs_;
  Reg reg_ = 0;
  std::uint32_t most_rows_ = 0;
  std::map<Value, const Value*> constants_;
  std::vector<Fault> faults_;
};

// --- operations with a scalar function ------------------------------------------------------------------

template <Op op>
void Machine::apply(const Instr& in) {
  const S a = slot(in.a);
  const S b = info(op).operands == 2 ? slot(in.b) : a;
  if constexpr (op == Op::IsOneOf) {
    if (!exact_) return each([&](std::uint32_t i) {
      Ends none;
      return bounds<op>(a.at(i), a.at(i), in.lo, in.hi, none);
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
      const Range r = bounds<op>(a.at(i), b.at(i), in.lo, in.hi, ends);
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
void Machine::repair(const Instr& in, const S& a, const S& b, Value* lo, Value* hi) {
  const bool two = info(op).operands == 2;
  for (std::uint32_t i = 0; i < rows(); ++i) {
    const Range x = a.at(i), y = b.at(i);
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
  const S a = slot(in.a), b = slot(in.b), c = slot(in.c);
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
    if (a.lo[i]) return b.at(i);
    if (!a.hi[i]) return c.at(i);
    if (in.kind == Kind::Choice) return {b.lo[i] | c.lo[i], b.lo[i] | c.lo[i]};
    return {std::min(b.lo[i], c.lo[i]), std::max(b.hi[i], c.hi[i])};
  });
}

// --- between tables -------------------------------------------------------------------------------------

void Machine::gather(const Instr& in) {
  const S a = slot(in.a);
  if (in.op == Op::FromHome) {
    return each([&](std::uint32_t i) -> Range {
      const std::uint32_t home = batch_.home(i);
      if (home != kNone) return a.at(home);
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
  const S a = slot(in.a);
  each([&](std::uint32_t i) -> Range {
    Range total{0, 0};
    Ends bad;
    bool points = true, huge = false;
    for (std::uint32_t p = start[i]; p < start[i + 1]; ++p) {
      const Range x = a.at(p);
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
  const S a = slot(in.a);
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

// --- errors ---------------------------------------------------------------------------------------------

EvalError Machine::error(const Fault& fault) const {
  EvalError error{fault.what, "", "", ""};
  const std::uint32_t rule = program_.code[fault.reg].rule;
  if (rule != kNone) {
    error.rule = program_.rules[rule].name;
    error.source = program_.rules[rule].source;
  }
  const std::string where = place(error.rule, error.source);
  switch (fault.what) {
    case EvalError::What::DivisionByZero:
      error.message = "In " + where + " wird durch null geteilt. Die Regel braucht für diesen Fall "
                      "ein eigenes Ergebnis; bitte die Regel mit „Fälle“ absichern.";
      break;
    case EvalError::What::UnknownFact:
      error.message = "Für " + where + " ist nur eine Spanne gegeben, die genaue Rechnung braucht "
                      "einen einzelnen Wert. Bitte den Wert genau angeben.";
      break;
    default:
      error.message = "In " + where + " entsteht ein Wert, der zu groß oder zu klein ist, um damit zu "
                      "rechnen (Beträge bis 922 Millionen, Jahre 1 bis 9999). Bitte die Angaben und "
                      "die Regel prüfen.";
  }
  return error;
}

// A fact matters to an exact run where its entity has its role and it is relevant there.
std::optional<EvalError> Machine::unknown_fact() const {
  std::vector<Reg> relevant(book_.facts.size(), kNoReg);
  for (const FactUse& use : program_.facts) relevant[use.fact] = use.relevant;
  for (const Instr& in : program_.code) {
    if (in.op != Op::LoadFact) continue;
    const auto index = static_cast<std::uint32_t>(in.lo);
    const Fact& fact = book_.facts[index];
    for (std::uint32_t row = 0; row < batch_.rows(in.table); ++row) {
      if (!is_open(in.kind, batch_.fact(index, row)) || batch_.role(fact.role, row).hi == 0) continue;
      if (relevant[index] != kNoReg && slot(relevant[index]).lo[row] == 0) continue;
      return EvalError{EvalError::What::UnknownFact, fact.name, fact.source,
                       "Das Merkmal " + place(fact.name, fact.source) +
                           " ist unbekannt, die genaue Rechnung braucht es. Bitte das Merkmal angeben "
                           "oder mit Spannen rechnen lassen."};
    }
  }
  return std::nullopt;
}

namespace {

// Calls check(reg, row) for every value of the family that is reported.
template <class Check>
void each_result(const Program& program, const Batch& batch, std::uint32_t family, Check&& check) {
  const auto rows = [&](Role role, Reg reg) {
    if (reg == kNoReg) return;
    const Table table = role_table(role);
    for (auto row = batch.first_row(table, family); row < batch.first_row(table, family + 1); ++row) {
      if (batch.role(role, row).hi) check(reg, row);
    }
  };
  for (const Target& target : program.targets) {
    rows(target.role, target.verdict);
    rows(target.role, target.money);
  }
  for (const DeadlineRule& due : program.deadlines) {
    const Role role = program.rules[due.rule].role;
    for (Reg reg : {due.until, due.from, due.when}) rows(role, reg);
  }
  for (const DocumentRule& paper : program.documents) {
    rows(program.rules[paper.rule].role, paper.when);
  }
}

// The first fault on which an open result rests.
const Fault* decisive_fault(const Program& program, const Batch& batch, const Run& run,
                            const std::vector<Fault>& faults) {
  std::map<std::uint32_t, std::vector<const Fault*>> by_family;
  for (const Fault& fault : faults) {
    by_family[batch.family_of(program.code[fault.reg].table, fault.row)].push_back(&fault);
  }
  const Fault* first = nullptr;
  for (const auto& [family, list] : by_family) {
    std::vector<Cell> cells;
    for (const Fault* fault : list) cells.push_back({fault->reg, fault->row});
    Walk walk(program, batch, run, family);
    each_result(program, batch, family, [&](Reg reg, std::uint32_t row) {
      for (std::size_t i : walk.reached({reg, row}, cells)) {
        if (!first || list[i]->reg < first->reg) first = list[i];
      }
    });
  }
  return first;
}

}  // namespace

Result<Run> run(const Rulebook& book, const Program& program, const Batch& batch, Carrier carrier) {
  auto registers = std::make_unique<Run::Registers>();
  Machine machine(book, program, batch, carrier, registers.get());
  machine.execute();
  Run result(std::move(registers));
  if (carrier == Carrier::Exact) {
    if (auto unknown = machine.unknown_fact()) return std::unexpected(std::move(*unknown));
    if (machine.faults().empty()) return result;
    for (const Fault& fault : machine.faults()) {
      if (fault.what == EvalError::What::UnknownFact) return std::unexpected(machine.error(fault));
    }
    // Whether a failed value matters is seen where it is "any value".
    if (auto wide = run(book, program, batch, Carrier::Bounds); !wide) {
      return std::unexpected(std::move(wide.error()));
    }
    return result;
  }
  if (!machine.faults().empty()) {
    if (const Fault* fault = decisive_fault(program, batch, result, machine.faults())) {
      return std::unexpected(machine.error(*fault));
    }
  }
  return result;
}

Run::Run(std::unique_ptr<Registers> registers) : registers_(std::move(registers)) {}
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;
Run::~Run() = default;

std::span<const std::int64_t> Run::lo(Reg r) const {
  const auto& slot = registers_->slots[r];
  return {slot.lo, slot.rows};
}
std::span<const std::int64_t> Run::hi(Reg r) const {
  const auto& slot = registers_->slots[r];
  return {slot.hi, slot.rows};
}

}  // namespace fr
