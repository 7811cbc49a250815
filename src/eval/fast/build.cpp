// See build.h. Invariant: the pair of a cell is what Bounds computes for it (run.h), unless its poison is yes.
#include "eval/fast/build.h"

#include <algorithm>
#include <bit>

#include "base/date.h"
#include "eval/batch.h"
#include "eval/fast/block.h"

namespace fr::fast {
namespace {

struct Pair {
  Id lo = kNo, hi = kNo;
  bool point() const { return lo == hi; }
};

class Builder {
 public:
  Builder(const Question& q, const Situation& shape, Facts mode, const Common& common, Built* out)
      : q_(q), common_(common), book_(*q.book), code_(q.program->code), mode_(mode), out_(*out), g_(out->graph), shape_(shape),
        batch_(book_, at_month(shape, q.month), 1), cells_(code_.size()), uses_(book_.facts.size(), nullptr) {
    for (const FactUse& use : q.program->facts) uses_[use.fact] = &use;
  }

  void operator()() {
    live();
    for (Reg r = 0; r < code_.size(); ++r) {
      if (live_[r]) compute(r);
    }
    Id open = g_.constant(0), slow = g_.constant(0);
    for (const std::uint32_t t : q_.targets) {
      const Target& target = q_.program->targets[t];
      for (std::uint32_t row = 0; row < batch_.rows(role_table(target.role)); ++row) {
        const Pair verdict = at(target.verdict, row);
        const Id reported = role(target.role, row).hi;
        Asked asked{t, row, code(verdict, reported), kNo, kNo};
        note(verdict, reported, &slow, &open);
        if (target.money != kNoReg) {
          const Pair money = at(target.money, row);
          asked.lo = money.lo, asked.hi = money.hi;
          note(money, reported, &slow, &open);
        }
        out_.asked.push_back(asked);
      }
    }
    if (mode_ == Facts::Certain) slow = g_.either(slow, missing(slow));
    out_.slow = slow;
    out_.unsettled = open;
  }

 private:
  static Situation at_month(Situation s, Month month) {
    s.month = month;
    return s;
  }
  Pair at(Reg r, std::uint32_t row) const { return cells_[r][row]; }
  Pair point(Id id) const { return {id, id}; }
  Pair constant(Value v) { return point(g_.constant(v)); }

  // Registers that the asked targets need, and the relevance of the facts that these need.
  void live() {
    live_.assign(code_.size(), false);
    const auto want = [&](Reg r) { if (r != kNoReg) live_[r] = true; };
    for (const std::uint32_t t : q_.targets) {
      want(q_.program->targets[t].verdict);
      want(q_.program->targets[t].money);
    }
    for (bool again = true; again;) {
      again = false;
      for (Reg r = static_cast<Reg>(code_.size()); r-- > 0;) {
        if (!live_[r]) continue;
        const Instr& in = code_[r];
        const std::size_t n = in.op == Op::Given ? 1 : operands(in.op);
        if (n > 0) want(in.a);
        if (n > 1) want(in.b);
        if (n > 2) want(in.c);
        if (in.op != Op::LoadFact) continue;
        const FactUse* use = uses_[static_cast<std::size_t>(in.lo)];
        if (use && use->relevant != kNoReg && !live_[use->relevant]) {
          live_[use->relevant] = true;
          again = true;
        }
      }
    }
  }
  static std::size_t operands(Op op) {
    static constexpr std::size_t kOperands[] = {
#define FR_OP(name, args, directions, comment) args,
#include "program/opcodes.def"
#undef FR_OP
    };
    return kOperands[static_cast<std::size_t>(op)];
  }

  Id code(Pair verdict, Id reported) {
    const Id settled = verdict.point() ? verdict.lo
                                       : g_.select(verdict.lo, g_.constant(kVerdictYes),
                                                   g_.select(verdict.hi, g_.constant(kVerdictOpen), g_.constant(kVerdictNo)));
    return g_.select(reported, settled, g_.constant(kNotAsked));
  }

  void note(Pair value, Id reported, Id* slow, Id* open) {
    for (const Id end : {value.lo, value.hi}) {
      const Id poison = g_.poisoned(end);
      if (poison != kNo) *slow = g_.either(*slow, g_.both(reported, poison));
    }
    if (mode_ == Facts::Open && !value.point()) {
      *open = g_.either(*open, g_.both(reported, g_.negate(g_.equal(value.lo, value.hi))));
    }
  }

  // Which facts, of those that can still be reached from the results, are unknown although they matter.
  Id missing(Id slow) {
    std::vector<bool> reached(g_.size(), false);
    std::vector<bool> counted(loads_.size(), false);
    Id all = g_.constant(0);
    std::vector<Id> stack{slow};
    for (const Asked& a : out_.asked) {
      for (const Id id : {a.code, a.lo, a.hi}) if (id != kNo) stack.push_back(id);
    }
    for (;;) {
      while (!stack.empty()) {
        const Id id = stack.back();
        stack.pop_back();
        if (id >= reached.size()) reached.resize(g_.size(), false);
        if (reached[id]) continue;
        reached[id] = true;
        const Node& n = g_[id];
        for (const Id x : {n.a, n.b, n.c}) if (x != kNo) stack.push_back(x);
      }
      bool more = false;
      for (std::size_t i = 0; i < loads_.size(); ++i) {
        const Load& load = loads_[i];
        if (counted[i] || load.value >= reached.size() || !reached[load.value]) continue;
        counted[i] = true;
        more = true;
        Id matters = g_.both(load.unknown, load.in_role);
        const FactUse* use = uses_[load.fact];
        if (use && use->relevant != kNoReg) matters = g_.both(matters, at(use->relevant, load.row).hi);
        all = g_.either(all, matters);
        stack.push_back(matters);
      }
      if (!more) return all;
    }
  }

  // --- cells ------------------------------------------------------------------------------------------

  void compute(Reg r) {
    const Instr& in = code_[r];
    const std::uint32_t rows = batch_.rows(in.table);
    cells_[r].resize(rows);
    for (std::uint32_t row = 0; row < rows; ++row) cells_[r][row] = cell_of(in, row);
  }

  Pair cell_of(const Instr& in, std::uint32_t row) {
    switch (in.op) {
      case Op::Const:
        if (in.kind == Kind::Choice && std::popcount(static_cast<std::uint64_t>(in.lo)) > 1) {
          return point(g_.spoil(g_.constant(in.lo), g_.constant(1)));  // several answers by law: the slow way
        }
        return {g_.constant(in.lo), g_.constant(in.hi)};
      case Op::LoadFact: return load(in, row);
      case Op::LoadMonth: return constant(in.lo == 0 ? first_day(q_.month) : last_day(q_.month));
      case Op::PairLivesWith: {
        const Relation& pairs = batch_.relation(in.table);
        const std::uint32_t x = pairs.owner[row], y = pairs.target[row];
        return constant(in.lo == 0 ? batch_.lives_with(x, y) : batch_.home(x) != kNone && batch_.home(x) == batch_.home(y));
      }
      case Op::PairStatus:
      case Op::PairShare: return constant(batch_.relation(in.table).attribute[row]);
      case Op::HasRole: return role(static_cast<Role>(in.lo), row);
      case Op::Select: return select(in, at(in.a, row), at(in.b, row), at(in.c, row));
      case Op::FromOwner: return at(in.a, batch_.relation(in.table).owner[row]);
      case Op::FromTarget: return at(in.a, batch_.relation(in.table).target[row]);
      case Op::FromHome: {
        const std::uint32_t home = batch_.home(row);
        return home != kNone ? at(in.a, home) : Pair{g_.constant(in.lo), g_.constant(in.hi)};
      }
      case Op::FromFamily: return at(in.a, 0);
      case Op::AnyOf:
      case Op::AllOf:
      case Op::CountOf:
      case Op::SumOf:
      case Op::MaxOf:
      case Op::MinOf: return segment(in, row);
      case Op::Given: return at(in.a, row);
      case Op::Mul: return mul(at(in.a, row), at(in.b, row));
      case Op::Div: return div(at(in.a, row), at(in.b, row));
      case Op::Equal: return equal(at(in.a, row), at(in.b, row));
      case Op::IsOneOf: {
        const Id a = at(in.a, row).lo;
        const Id some = g_.meets(a, in.lo);
        return g_[a].several ? Pair{g_.within(a, in.lo), some} : point(some);
      }
      default: return monotone(in, row);
    }
  }

  Id one(const Instr& in, Id a, Id b) {
    switch (in.op) {
      case Op::Add: return g_.add(a, b);
      case Op::Sub: return g_.sub(a, b);
      case Op::Min: return g_.min(a, b);
      case Op::Max: return g_.max(a, b);
      case Op::RoundHalfUp: return g_.round(F::HalfUp, a, in.lo);
      case Op::RoundUp: return g_.round(F::Up, a, in.lo);
      case Op::RoundDown: return g_.round(F::Down, a, in.lo);
      case Op::Less: return g_.less(a, b);
      case Op::LessEq: return g_.less_eq(a, b);
      case Op::Not: return g_.negate(a);
      case Op::And: return g_.both(a, b);
      case Op::Or: return g_.either(a, b);
      case Op::AddDays: return g_.add(a, g_.constant(in.lo));
      case Op::AddMonths: return g_.calendar(F::AddMonths, a, kNo, in.lo, 0);
      case Op::AddDuration: return g_.calendar(F::AddDuration, a, b, 0, 0);
      case Op::Birthday: return g_.calendar(F::Birthday, a, kNo, in.lo, 0);
      case Op::AgeAt: return g_.calendar(F::AgeAt, a, b, 0, 0);
      case Op::DaysFromTo: return g_.calendar(F::DaysFromTo, a, b, 0, 0);
      case Op::LastAnnual: return g_.calendar(F::LastAnnual, a, kNo, in.lo, in.hi);
      case Op::NextAnnual: return g_.calendar(F::NextAnnual, a, kNo, in.lo, in.hi);
      default: return g_.spoil(a, g_.constant(1));
    }
  }

  // Each end of the result at one end of each operand, by the declared directions.
  Pair monotone(const Instr& in, std::uint32_t row) {
    static constexpr const char* kDirections[] = {
#define FR_OP(name, args, directions, comment) directions,
#include "program/opcodes.def"
#undef FR_OP
    };
    const char* way = kDirections[static_cast<std::size_t>(in.op)];
    const bool two = operands(in.op) == 2;
    const Pair a = at(in.a, row), b = two ? at(in.b, row) : Pair{};
    const Id lo = one(in, way[0] == '+' ? a.lo : a.hi, two ? (way[1] == '+' ? b.lo : b.hi) : kNo);
    if (a.point() && (!two || b.point())) return point(lo);
    return {lo, one(in, way[0] == '+' ? a.hi : a.lo, two ? (way[1] == '+' ? b.hi : b.lo) : kNo)};
  }

  Pair hull(std::initializer_list<Id> ends) {
    Pair r;
    for (const Id id : ends) {
      r.lo = r.lo == kNo ? id : g_.min(r.lo, id);
      r.hi = r.hi == kNo ? id : g_.max(r.hi, id);
    }
    return r;
  }

  Pair mul(Pair a, Pair b) {
    if (a.point() && b.point()) return point(g_.mul(a.lo, b.lo));
    if (g_[a.lo].lo >= 0 && g_[b.lo].lo >= 0) return {g_.mul(a.lo, b.lo), g_.mul(a.hi, b.hi)};
    return hull({g_.mul(a.lo, b.lo), g_.mul(a.lo, b.hi), g_.mul(a.hi, b.lo), g_.mul(a.hi, b.hi)});
  }

  Pair div(Pair a, Pair b) {
    if (a.point() && b.point()) return point(g_.div(a.lo, b.lo));
    // A divisor that may reach zero widens to what lies near zero: left to the slow way, where it happens.
    const Id sound = g_.either(g_.less(g_.constant(0), b.lo), g_.less(b.hi, g_.constant(0)));
    const Id unsound = g_.negate(sound);
    const auto corner = [&](Id x, Id y) { return g_.spoil(g_.div(x, y), unsound); };
    if (g_[a.lo].lo >= 0 && g_[b.lo].lo >= 0) return {corner(a.lo, b.hi), corner(a.hi, b.lo)};
    return hull({corner(a.lo, b.lo), corner(a.lo, b.hi), corner(a.hi, b.lo), corner(a.hi, b.hi)});
  }

  Pair equal(Pair a, Pair b) {
    if (a.point() && b.point()) return point(g_.equal(a.lo, b.lo));
    return {g_.both(g_.equal(a.lo, b.hi), g_.equal(a.hi, b.lo)), g_.both(g_.less_eq(a.lo, b.hi), g_.less_eq(b.lo, a.hi))};
  }

  Pair select(const Instr& in, Pair c, Pair yes, Pair no) {
    if (c.point()) {
      const Id lo = g_.select(c.lo, yes.lo, no.lo);
      return yes.point() && no.point() ? point(lo) : Pair{lo, g_.select(c.lo, yes.hi, no.hi)};
    }
    if (in.kind == Kind::Choice) {
      return point(g_.select(c.lo, yes.lo, g_.select(c.hi, g_.unite(yes.lo, no.lo), no.lo)));
    }
    return {g_.select(c.lo, yes.lo, g_.select(c.hi, g_.min(yes.lo, no.lo), no.lo)),
            g_.select(c.lo, yes.hi, g_.select(c.hi, g_.max(yes.hi, no.hi), no.hi))};
  }

  Pair segment(const Instr& in, std::uint32_t row) {
    const auto& start = batch_.relation(code_[in.a].table).start;
    const std::uint32_t from = start[row], to = start[row + 1];
    if (from == to) return constant(in.op == Op::AllOf ? 1 : in.op == Op::MaxOf || in.op == Op::MinOf ? in.lo : 0);
    const auto fold = [&](auto&& end) {
      Id all = end(from);
      for (std::uint32_t p = from + 1; p < to; ++p) {
        const Id next = end(p);
        switch (in.op) {
          case Op::AnyOf: all = g_.either(all, next); break;
          case Op::AllOf: all = g_.both(all, next); break;
          case Op::CountOf: all = g_.tally(all, next); break;
          case Op::SumOf: all = g_.add(all, next); break;
          case Op::MaxOf: all = g_.max(all, next); break;
          default: all = g_.min(all, next); break;
        }
      }
      return in.op == Op::CountOf ? g_.decimal(all) : all;
    };
    bool points = true;
    for (std::uint32_t p = from; p < to; ++p) points = points && at(in.a, p).point();
    const Id lo = fold([&](std::uint32_t p) { return at(in.a, p).lo; });
    return points ? point(lo) : Pair{lo, fold([&](std::uint32_t p) { return at(in.a, p).hi; })};
  }

  // --- facts ------------------------------------------------------------------------------------------

  struct Load {
    std::uint32_t fact, row;
    Id value, unknown, in_role;
  };
  struct Cells {
    Pair value;   // as the data have it; unknown: a stand-in (Certain) or the whole range (Open)
    Id unknown;   // yes/no
  };

  Cells cells(std::uint32_t f, std::uint32_t row) {
    const Fact& fact = book_.facts[f];
    const bool choice = fact.type.kind == Kind::Choice;
    if (!q_.present[f]) {
      if (fact.unasked) return {constant(fact.presumed), g_.constant(0)};
      return {{g_.constant(fact.lo), g_.constant(fact.hi)}, g_.constant(1)};
    }
    for (const Common::Fixed& fixed : common_.fixed) {
      if (fixed.fact == f) return {constant(fixed.value), g_.constant(0)};
    }
    const Width w = cell_width(fact);
    const Value mark = mark_of(w);
    if (f == batch_.birthday_fact() && row < common_.born.size() && common_.born[row].lo <= common_.born[row].hi) {
      const auto [from, to] = common_.born[row];
      return {point(g_.known(g_.raw(f, row, 0, w), mark, from, from, to, fact.grain, false)), g_.constant(0)};
    }
    const Id lower = g_.raw(f, row, 0, w);
    const Id unknown = fact.unasked ? g_.constant(0) : g_.equal(lower, g_.constant(mark));
    const Value grain = choice ? 1 : fact.grain;
    if (mode_ == Facts::Certain || (choice && fact.unasked)) {
      const Value stand_in = fact.unasked ? fact.presumed : choice ? fact.lo & -fact.lo : fact.lo;
      return {point(g_.known(lower, mark, stand_in, choice ? 1 : fact.lo, fact.hi, grain, choice && mode_ == Facts::Open)), unknown};
    }
    if (choice) return {point(g_.known(lower, mark, fact.hi, 1, fact.hi, 1, true)), unknown};
    const Id upper = g_.raw(f, row, 1, w);
    const Value lo = fact.unasked ? fact.presumed : fact.lo, hi = fact.unasked ? fact.presumed : fact.hi;
    return {{g_.known(lower, mark, lo, fact.lo, fact.hi, grain, false), g_.known(upper, mark, hi, fact.lo, fact.hi, grain, false)}, unknown};
  }

  Pair load(const Instr& in, std::uint32_t row) {
    const auto f = static_cast<std::uint32_t>(in.lo);
    const Fact& fact = book_.facts[f];
    const Cells c = cells(f, row);
    Pair value = c.value;
    Id in_role = g_.constant(1);
    const bool choice = in.kind == Kind::Choice;
    if (fact.role == Role::Child || fact.role == Role::Adult) {
      const FactUse* use = uses_[f];
      const Value lo = use ? use->otherwise_lo : 0, hi = use ? use->otherwise_hi : 0;
      const bool calendar = in.kind == Kind::Day || in.kind == Kind::Month;
      if (lo != 0 || !(choice || calendar)) {
        const Pair role_here = role(fact.role, row);
        in_role = role_here.hi;
        const Id out = g_.both(c.unknown, g_.negate(role_here.hi));
        const Id maybe = g_.both(c.unknown, g_.both(role_here.hi, g_.negate(role_here.lo)));
        const auto end = [&](Id v, Value otherwise, bool upper) {
          const Id other = g_.constant(otherwise);
          const Id wide = choice ? g_.unite(v, other) : upper ? g_.max(v, other) : g_.min(v, other);
          return g_.select(out, other, mode_ == Facts::Open ? g_.select(maybe, wide, v) : v);
        };
        const bool one = value.point() && (lo == hi) && mode_ == Facts::Certain;
        value = choice || one ? point(end(value.lo, lo, false)) : Pair{end(value.lo, lo, false), end(value.hi, hi, true)};
      }
    }
    if (mode_ == Facts::Certain && !g_.is_const(c.unknown, 0)) {
      for (const Id id : {c.value.lo, c.value.hi}) loads_.push_back({f, row, id, c.unknown, in_role});
    }
    return value;
  }

  Pair role(Role r, std::uint32_t row) {
    if (r != Role::Child && r != Role::Adult) return constant(1);
    const PersonEntity& person = shape_.persons[row];
    if (r == Role::Child && (!person.parents.empty() || person.unborn)) return constant(1);
    if (r == Role::Adult && person.unborn) return constant(0);
    const std::uint32_t f = batch_.birthday_fact();
    if (f == kNone) return {g_.constant(0), g_.constant(1)};
    const Cells stated = cells(f, row);
    const Pair born = stated.value;
    if (mode_ == Facts::Certain && !g_.is_const(stated.unknown, 0)) loads_.push_back({f, row, born.lo, stated.unknown, g_.constant(1)});
    const Id first = g_.constant(first_day(q_.month));
    const auto minor = [&](Id birth) { return g_.less(first, g_.calendar(F::Birthday, birth, kNo, 18, 0)); };
    const Id certainly = minor(born.lo), maybe = born.point() ? certainly : minor(born.hi);
    if (r == Role::Child) return {certainly, maybe};
    return {g_.negate(maybe), g_.negate(certainly)};
  }

  const Question& q_;
  const Common& common_;
  const Rulebook& book_;
  const std::vector<Instr>& code_;
  const Facts mode_;
  Built& out_;
  Graph& g_;
  const Situation& shape_;
  Batch batch_;
  std::vector<std::vector<Pair>> cells_;
  std::vector<const FactUse*> uses_;
  std::vector<bool> live_;
  std::vector<Load> loads_;
};

}  // namespace

std::unique_ptr<Built> build(const Question& question, const Situation& shape, Facts facts, const Common& common) {
  auto built = std::make_unique<Built>();
  built->persons = shape.persons.size();
  built->households = shape.households.size();
  Builder(question, shape, facts, common, built.get())();
  return built;
}

}  // namespace fr::fast
