// The fact is followed forward through the program, cell by cell, along operations that pass its value
// on; each cell remembers from which cell it was reached, so that "the operand of this comparison as a
// function of the fact" can be computed for any hypothetical value by the scalar functions, all other
// operands staying at one end of what they are now. Such a function is monotone in practice and mostly
// straight, so the value at which a comparison flips is found by interpolation on the fact's grain, and by
// halving where that gains too little.
#include "eval/cuts.h"

#include <algorithm>
#include <optional>

#include "eval/kernels.h"
#include "eval/support.h"

namespace fr {
namespace {

constexpr std::uint32_t kFree = 0xffffffff;

enum class End : std::uint8_t { Lo, Hi };

// What a cell comes to where the fact is smallest and where it is largest; nothing where that fails.
struct Reach {
  std::optional<Value> first, last;
};

struct Link {                // how a cell was reached
  Cell cell;
  std::uint32_t from = kFree;  // link of the operand; kFree: the fact itself
  std::uint32_t operand = 0;   // which operand (0, 1, 2)
  bool passes = false;         // the operand's value as it is
  Reach reach[2] = {};         // by End of the other operands
};

bool computes(Op op) {  // the others hand a value on: from a table to another, from a branch, from a given value
  return op == Op::SumOf || op == Op::MaxOf || op == Op::MinOf || with_scalar(op, []<Op>() {});
}

class Tracker {
 public:
  Tracker(const Program& program, const Batch& batch, const Run& run, FactRef fact, Known range,
          std::int64_t grain, std::uint32_t family, const Cells& cells, const Users& users,
          Ascending* pending, std::vector<std::uint32_t>* link_of)
      : program_(program), batch_(batch), run_(run), fact_(fact), range_(range), grain_(grain),
        steps_((static_cast<Unsigned>(range.hi) - static_cast<Unsigned>(range.lo)) / static_cast<Unsigned>(grain)),
        cells_(cells), link_of_(*link_of), family_(family) {
    bool has_roles = false;
    for (const Reg reg : users.loads()) {
      const Instr& in = program.code[reg];
      if (in.op == Op::LoadFact && in.lo == fact.fact) pending->mark(reg);
      has_roles |= in.op == Op::HasRole;
    }
    if (has_roles) majority();
    pending->each([&](Reg reg) {
      const std::size_t before = links_.size();
      follow(reg);
      if (links_.size() == before) return;
      for (const Reg user : users.of(reg)) pending->mark(user);
    });
    for (const Link& link : links_) link_of_[cells_.id(link.cell)] = kFree;
  }

  std::vector<std::int64_t> cuts;   // first values after a flip
  std::vector<std::int64_t> masks;  // membership tests

 private:
  void follow(Reg reg);
  void follow(Cell cell);
  void majority();
  std::uint32_t find(Reg reg, std::uint32_t row) const {
    return link_of_[cells_.id({reg, row})];
  }
  void add(Cell cell, std::uint32_t from, std::uint32_t operand);
  bool add_from(Cell cell, Reg reg, std::uint32_t row, std::uint32_t operand = 0) {
    const std::uint32_t from = find(reg, row);
    if (from == kFree) return false;
    add(cell, from, operand);
    return true;
  }
  void segment(Cell cell);
  void scalar(Cell cell);
  void flips(std::uint32_t from, Known other, bool at_equal, bool above_equal);
  void cut(std::uint32_t from, End end, Value limit, bool strict);
  Value x(Unsigned step) const {
    return static_cast<Value>(static_cast<Unsigned>(range_.lo) + step * static_cast<Unsigned>(grain_));
  }
  std::optional<Value> along(Value x, End end) const;
  std::optional<Value> pass(const Link& link, Value x, End end) const;
  Value pick(Known known, End end) const { return end == End::Lo ? known.lo : known.hi; }

  const Program& program_;
  const Batch& batch_;
  const Run& run_;
  const FactRef fact_;
  const Known range_;
  const std::int64_t grain_;
  const Unsigned steps_;             // of the grain from the smallest to the largest value
  const Cells& cells_;
  std::vector<std::uint32_t>& link_of_;  // by cell id
  std::vector<Link> links_;
  std::vector<std::uint32_t> path_;  // links from the fact to the operand that is being cut
  std::uint32_t family_;
};

// --- forward ----------------------------------------------------------------------------------------

void Tracker::add(Cell cell, std::uint32_t from, std::uint32_t operand) {
  link_of_[cells_.id(cell)] = static_cast<std::uint32_t>(links_.size());
  links_.push_back({cell, from, operand});
  Link& link = links_.back();
  const Op op = program_.code[cell.reg].op;
  link.passes = from != kFree && !computes(op);
  if (link.passes) {
    std::ranges::copy(links_[from].reach, link.reach);
    return;
  }
  for (const End end : {End::Lo, End::Hi}) {
    Reach& own = link.reach[static_cast<int>(end)];
    if (from == kFree) {
      own = {x(0), x(steps_)};
      continue;
    }
    const Reach& before = links_[from].reach[static_cast<int>(end)];
    if (before.first) own.first = pass(link, *before.first, end);
    if (before.last) own.last = pass(link, *before.last, end);
  }
}

void Tracker::follow(Reg reg) {
  const Instr& in = program_.code[reg];
  if (in.op == Op::LoadFact) return add({reg, batch_.row(fact_.entity, family_)}, kFree, 0);
  for (std::uint32_t row = cells_.first_row(reg); row < cells_.end_row(reg); ++row) {
    if (is_open(in.kind, run_.at(reg, row))) follow({reg, row});
  }
}

// Roles change with the 18th birthday: the first birthday of one who is a minor at the month's start.
void Tracker::majority() {
  if (fact_.fact != batch_.birthday_fact()) return;
  const Day first = first_day(batch_.month(family_));
  Day birthday = add_months(first, -18 * 12) - 3;
  while (nth_birthday(birthday, 18) <= first) ++birthday;
  if (range_.lo < birthday && birthday <= range_.hi) cuts.push_back(birthday);
}

void Tracker::follow(Cell cell) {
  const Instr& in = program_.code[cell.reg];
  const std::uint32_t row = cell.row;
  switch (in.op) {
    case Op::FromOwner: add_from(cell, in.a, batch_.relation(in.table).owner[row]); return;
    case Op::FromTarget: add_from(cell, in.a, batch_.relation(in.table).target[row]); return;
    case Op::FromHome:
      if (batch_.home(row) != kNone) add_from(cell, in.a, batch_.home(row));
      return;
    case Op::FromFamily: add_from(cell, in.a, family_); return;
    case Op::Given: {
      const Rule& rule = program_.rules[static_cast<std::size_t>(in.lo)];
      const Batch::Given* values = batch_.given(rule.name, in.table);
      if (!values || !values->contains(row) || !takes_given(program_, rule)) add_from(cell, in.a, row);
      return;
    }
    case Op::Select: {
      const Known condition = run_.at(in.a, row);
      if (condition.hi != 0 && add_from(cell, in.b, row, 1)) return;
      if (condition.lo == 0) add_from(cell, in.c, row, 2);
      return;
    }
    case Op::SumOf:
    case Op::MaxOf:
    case Op::MinOf: return segment(cell);
    case Op::IsOneOf:
      if (find(in.a, row) != kFree) masks.push_back(in.lo);
      return;
    case Op::And: case Op::Or: case Op::Not: case Op::AnyOf: case Op::AllOf: case Op::CountOf: return;
    default: return scalar(cell);
  }
}

void Tracker::segment(Cell cell) {
  const Instr& in = program_.code[cell.reg];
  const auto& start = batch_.relation(program_.code[in.a].table).start;
  for (std::uint32_t p = start[cell.row]; p < start[cell.row + 1]; ++p) {
    if (add_from(cell, in.a, p)) return;
  }
}

void Tracker::scalar(Cell cell) {
  const Instr& in = program_.code[cell.reg];
  const Reg operands[] = {in.a, in.b};
  for (std::uint32_t k = 0; k < info(in.op).operands; ++k) {
    const std::uint32_t from = find(operands[k], cell.row);
    if (from == kFree) continue;
    if (info(in.op).operands == 1) return add(cell, from, k);
    const Known other = run_.at(operands[1 - k], cell.row);
    switch (in.op) {
      case Op::Less: return flips(from, other, k == 0, k == 1);
      case Op::LessEq: return flips(from, other, k == 1, k == 0);
      case Op::Equal: return flips(from, other, true, true);
      case Op::Min:
      case Op::Max: flips(from, other, true, false); break;
      default: break;
    }
    return add(cell, from, k);
  }
}

// --- thresholds -------------------------------------------------------------------------------------

void Tracker::flips(std::uint32_t from, Known other, bool at_equal, bool above_equal) {
  const auto at = [&](End end, Value limit) {
    if (at_equal) cut(from, end, limit, false);
    if (above_equal) cut(from, end, limit, true);
  };
  at(End::Lo, other.hi);
  at(End::Hi, other.lo);
}

// The operand (path_) as a function of the fact.
std::optional<Value> Tracker::along(Value x, End end) const {
  std::optional<Value> y = x;
  for (auto step = path_.rbegin(); step != path_.rend() && y; ++step) y = pass(links_[*step], *y, end);
  return y;
}

// How far from `a` to `b` a straight line between them reaches `limit`, of `width` steps, but strictly between.
Unsigned straight(Value a, Value b, Value limit, Unsigned width) {
  __extension__ using Wide = unsigned __int128;
  const auto distance = [](Value x, Value y) {
    return x < y ? static_cast<Unsigned>(y) - static_cast<Unsigned>(x) : static_cast<Unsigned>(x) - static_cast<Unsigned>(y);
  };
  const auto at = static_cast<Unsigned>(static_cast<Wide>(distance(a, limit)) * width / distance(a, b));
  return std::clamp<Unsigned>(at, 1, width - 1);
}

// Where the operand passes the limit: comes to >= limit, or > limit if strict.
void Tracker::cut(std::uint32_t from, End end, Value limit, bool strict) {
  const Reach& reach = links_[from].reach[static_cast<int>(end)];
  if (!reach.first || !reach.last) return;
  const auto beyond = [=](Value y) { return strict ? y > limit : y >= limit; };
  const bool at_first = beyond(*reach.first);
  if (beyond(*reach.last) == at_first) return;
  path_.clear();
  for (std::uint32_t at = from; links_[at].from != kFree; at = links_[at].from)
    if (!links_[at].passes) path_.push_back(at);
  struct Point {
    Unsigned step;
    Value y;
  };
  Point before{0, *reach.first}, after{steps_, *reach.last};  // the flip lies between them
  bool halve = false;
  while (after.step - before.step > 1) {
    const Unsigned width = after.step - before.step;
    const Unsigned middle = before.step + (halve ? width / 2 : straight(before.y, after.y, limit, width));
    const std::optional<Value> y = along(x(middle), end);
    if (!y) return;
    (beyond(*y) == at_first ? before : after) = {middle, *y};
    halve = after.step - before.step > width / 2;
  }
  cuts.push_back(x(after.step));
}

// One operation with the tracked operand at x and the others at one end of their range.
std::optional<Value> Tracker::pass(const Link& link, Value x, End end) const {
  const Instr& in = program_.code[link.cell.reg];
  Value bad = 0, result = x;
  if (in.op == Op::SumOf || in.op == Op::MaxOf || in.op == Op::MinOf) {
    const auto& start = batch_.relation(program_.code[in.a].table).start;
    const std::uint32_t row = link.cell.row, own = links_[link.from].cell.row;
    for (std::uint32_t p = start[row]; p < start[row + 1]; ++p) {
      if (p == own) continue;
      const Value other = pick(run_.at(in.a, p), end);
      if (in.op == Op::SumOf) result = Scalar<Op::Add>::f(result, other, 0, 0, bad);
      if (in.op == Op::MaxOf) result = std::max(result, other);
      if (in.op == Op::MinOf) result = std::min(result, other);
    }
  } else {
    with_scalar(in.op, [&]<Op op>() {
      Value a = x, b = x;
      if (info(op).operands == 2) {
        if (link.operand == 0) b = pick(run_.at(in.b, link.cell.row), end);
        if (link.operand == 1) a = pick(run_.at(in.a, link.cell.row), end);
      }
      result = Scalar<op>::f(a, b, in.lo, in.hi, bad);
    });
  }
  if (bad) return std::nullopt;
  return result;
}

// --- pieces -----------------------------------------------------------------------------------------

std::vector<Known> member_groups(std::int64_t possible, const std::vector<std::int64_t>& masks) {
  std::vector<std::int64_t> groups = {possible};
  for (std::int64_t mask : masks) {
    for (std::size_t i = 0, n = groups.size(); i < n; ++i) {
      const std::int64_t inside = groups[i] & mask, outside = groups[i] & ~mask;
      if (inside == 0 || outside == 0) continue;
      groups[i] = inside;
      groups.push_back(outside);
    }
  }
  std::sort(groups.begin(), groups.end(),
            [](std::int64_t x, std::int64_t y) { return (x & -x) < (y & -y); });
  while (groups.size() > kMaxPieces) {
    const std::int64_t last = groups.back();
    groups.pop_back();
    groups.back() |= last;
  }
  std::vector<Known> result;
  for (std::int64_t group : groups) result.push_back({group, group});
  return result;
}

std::vector<Known> intervals(Known range, std::int64_t grain, std::vector<std::int64_t> cuts) {
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  if (cuts.size() >= kMaxPieces) {  // keep evenly many
    std::vector<std::int64_t> kept;
    for (std::size_t i = 0; i + 1 < kMaxPieces; ++i) {
      kept.push_back(cuts[i * cuts.size() / (kMaxPieces - 1)]);
    }
    cuts = std::move(kept);
  }
  std::vector<Known> result;
  std::int64_t start = range.lo;
  for (std::int64_t cut : cuts) {
    result.push_back({start, cut - grain});
    start = cut;
  }
  result.push_back({start, range.hi});
  return result;
}

}  // namespace

std::vector<Known> pieces(const Rulebook& book, const Program& program, const Batch& batch,
                          const Run& run, FactRef fact, std::uint32_t family) {
  return Cutter(book, program, batch, run, family).pieces(fact);
}

Cutter::Cutter(const Rulebook& book, const Program& program, const Batch& batch, const Run& run,
               std::uint32_t family)
    : book_(book), program_(program), batch_(batch), run_(run), family_(family), own_users_(program), users_(&*own_users_),
      pending_(program.code.size()), cells_(program, batch, family), link_of_(cells_.size(), kFree) {}

Cutter::Cutter(const Replay& replay, const std::vector<Cuts>& known)
    : book_(replay.book()), program_(replay.program()), batch_(replay.batch()), run_(replay.run()), family_(0),
      users_(&replay.users()), pending_(program_.code.size()), cells_(program_, batch_, 0), link_of_(cells_.size(), kFree), found_(known.begin(), known.end()) {}

const std::vector<Known>& Cutter::pieces(FactRef ref) {
  const auto known = std::ranges::find(found_, ref, &Cuts::fact);
  return known != found_.end() ? known->pieces : found_.emplace_back(ref, cut(ref)).pieces;
}

std::vector<Known> Cutter::cut(FactRef ref) {
  const Fact& fact = book_.facts[ref.fact];
  const Known range = batch_.fact(ref.fact, batch_.row(ref.entity, family_));
  if (!is_open(fact.type.kind, range)) return {range};
  if (fact.type.kind == Kind::Bool) return {{0, 0}, {1, 1}};
  Tracker tracker(program_, batch_, run_, ref, range, fact.grain, family_, cells_, *users_, &pending_, &link_of_);
  if (fact.type.kind == Kind::Choice) return member_groups(range.lo, tracker.masks);
  return intervals(range, fact.grain, std::move(tracker.cuts));
}

}  // namespace fr
