#include "eval/support.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "program/ops.h"

namespace fr {

bool is_open(Kind kind, Known value) {
  if (kind == Kind::Choice) return (value.lo & (value.lo - 1)) != 0;
  return value.lo != value.hi;
}

bool takes_given(const Program& program, const Rule& rule) {
  if (rule.kind > RuleKind::Amount) return false;
  if (rule.kind != RuleKind::Claim) return true;
  return std::none_of(program.rules.begin(), program.rules.end(), [&](const Rule& other) {
    return other.kind == RuleKind::Amount && other.name == rule.name;
  });
}

// --- cells ------------------------------------------------------------------------------------------

Cells::Cells(const Program& program, const Batch& batch, std::uint32_t family) : program_(program) {
  for (int t = 0; t < kTables; ++t) {
    first_[t] = batch.first_row(static_cast<Table>(t), family);
    end_[t] = batch.first_row(static_cast<Table>(t), family + 1);
  }
  offset_.reserve(program.code.size() + 1);
  std::uint32_t next = 0;
  for (const Instr& in : program.code) {
    offset_.push_back(next);
    next += end_[static_cast<int>(in.table)] - first_[static_cast<int>(in.table)];
  }
  offset_.push_back(next);
}

// --- the walk ---------------------------------------------------------------------------------------

Walk::Walk(const Program& program, const Batch& batch, const Run& run, std::uint32_t family)
    : program_(program), batch_(batch), run_(run), family_(family), cells_(program, batch, family),
      paths_(cells_.size()), pending_(cells_.size() / 64 + 1) {
  reg_of_.reserve(cells_.size());
  for (Reg reg = 0; reg < program.code.size(); ++reg)
    reg_of_.insert(reg_of_.end(), cells_.end_row(reg) - cells_.first_row(reg), reg);
}

void Walk::forget() {
  for (std::uint32_t id : visited_) paths_[id] = 0;
  visited_.clear();
  leaves_.clear();
  nodes_.clear();
  edges_.clear();
  current_ = 1;
}

void Walk::walk(Cell from, bool only_open) {
  forget();
  push(from.reg, from.row, only_open);
  visit(only_open, cells_.id(from) / 64 + 1);
}

// Operands have smaller registers, so smaller ids: taking the largest id first, a cell's paths are
// complete when it is visited.
void Walk::visit(bool only_open, std::size_t words) {
  for (std::size_t word = words; word-- > 0;) {
    while (pending_[word] != 0) {
      const auto bit = static_cast<unsigned>(std::bit_width(pending_[word]) - 1);
      pending_[word] ^= std::uint64_t{1} << bit;
      const auto id = static_cast<std::uint32_t>(word * 64 + bit);
      const Reg reg = reg_of_[id];
      visited_.push_back(id);
      if (recording_) nodes_.push_back({id, static_cast<std::uint32_t>(edges_.size())});
      current_ = paths_[id];
      operands({reg, id - cells_.id({reg, cells_.first_row(reg)}) + cells_.first_row(reg)}, only_open);
    }
  }
}

void Walk::push(Reg reg, std::uint32_t row, bool only_open) {
  if (only_open && !is_open(program_.code[reg].kind, run_.at(reg, row))) return;
  const std::uint32_t id = cells_.id({reg, row});
  pending_[id / 64] |= std::uint64_t{1} << id % 64;
  if (recording_) edges_.push_back(id);
  if (__builtin_add_overflow(paths_[id], current_, &paths_[id])) {
    paths_[id] = std::numeric_limits<std::uint32_t>::max();
  }
}

bool Walk::given(const Instr& in, std::uint32_t row) const {
  const Rule& rule = program_.rules[static_cast<std::size_t>(in.lo)];
  const Batch::Given* values = batch_.given(rule.name, in.table);
  return values && values->contains(row) && takes_given(program_, rule);
}

void Walk::operands(Cell cell, bool only_open) {
  const Instr& in = program_.code[cell.reg];
  const std::uint32_t row = cell.row;
  const auto leaf = [&](std::uint32_t fact) {
    if (recording_) nodes_.back().leaf = static_cast<std::uint32_t>(leaves_.size());
    leaves_.push_back({{fact, batch_.entity(in.table, row)}, current_});
  };
  switch (in.op) {
    case Op::LoadFact: return leaf(static_cast<std::uint32_t>(in.lo));
    case Op::HasRole:
      if (in.lo != static_cast<int>(Role::Person) && batch_.birthday_fact() != kNone) {
        leaf(batch_.birthday_fact());
      }
      return;
    case Op::Select: {
      const Known condition = run_.at(in.a, row);
      const bool decided = only_open && condition.lo == condition.hi;
      if (!decided) push(in.a, row, only_open);
      if (!decided || condition.lo != 0) push(in.b, row, only_open);
      if (!decided || condition.lo == 0) push(in.c, row, only_open);
      return;
    }
    case Op::Min:
    case Op::Max: {
      const Known a = run_.at(in.a, row), b = run_.at(in.b, row);
      const bool a_below = only_open && a.hi <= b.lo, b_below = only_open && b.hi <= a.lo;
      if (!(in.op == Op::Min ? b_below : a_below)) push(in.a, row, only_open);
      if (!(in.op == Op::Min ? a_below : b_below)) push(in.b, row, only_open);
      return;
    }
    case Op::FromOwner: return push(in.a, batch_.relation(in.table).owner[row], only_open);
    case Op::FromTarget: return push(in.a, batch_.relation(in.table).target[row], only_open);
    case Op::FromHome:
      if (batch_.home(row) != kNone) push(in.a, batch_.home(row), only_open);
      return;
    case Op::FromFamily: return push(in.a, family_, only_open);
    case Op::AnyOf:
    case Op::AllOf:
    case Op::CountOf:
    case Op::SumOf:
    case Op::MaxOf:
    case Op::MinOf: return segment(in, row, only_open);
    case Op::Given:
      if (!given(in, row)) push(in.a, row, only_open);
      return;
    default: {
      const Reg operands[] = {in.a, in.b, in.c};
      for (std::size_t k = 0; k < info(in.op).operands; ++k) push(operands[k], row, only_open);
    }
  }
}

void Walk::segment(const Instr& in, std::uint32_t row, bool only_open) {
  const auto& start = batch_.relation(program_.code[in.a].table).start;
  // Of a largest or smallest value, only those that can still be it.
  std::int64_t reach = in.op == Op::MinOf ? std::numeric_limits<std::int64_t>::max()
                                          : std::numeric_limits<std::int64_t>::min();
  for (std::uint32_t p = start[row]; p < start[row + 1]; ++p) {
    const Known x = run_.at(in.a, p);
    reach = in.op == Op::MinOf ? std::min(reach, x.hi) : std::max(reach, x.lo);
  }
  for (std::uint32_t p = start[row]; p < start[row + 1]; ++p) {
    const Known x = run_.at(in.a, p);
    if (only_open && in.op == Op::MaxOf && x.hi < reach) continue;
    if (only_open && in.op == Op::MinOf && x.lo > reach) continue;
    push(in.a, p, only_open);
  }
}

namespace {

bool before(const FactRef& x, const FactRef& y) {
  return x.fact != y.fact ? x.fact < y.fact : x.entity.index < y.entity.index;
}

}  // namespace

std::vector<Reached> Walk::facts(Reg reg, std::uint32_t row, bool only_open) {
  walk({reg, row}, only_open);
  std::sort(leaves_.begin(), leaves_.end(), [](const Reached& x, const Reached& y) { return before(x.fact, y.fact); });
  std::vector<Reached> result;
  for (const Reached& leaf : leaves_) {
    if (result.empty() || !(result.back().fact == leaf.fact)) {
      result.push_back(leaf);
    } else if (__builtin_add_overflow(result.back().paths, leaf.paths, &result.back().paths)) {
      result.back().paths = std::numeric_limits<std::uint32_t>::max();
    }
  }
  return result;
}

// --- many starting points -----------------------------------------------------------------------------

// Visits what any of them reaches, once, and remembers which cell reads which.
void Walk::walk_all(std::span<const Cell> from) {
  forget();
  recording_ = true;
  std::size_t words = 0;
  for (const Cell& cell : from) {
    push(cell.reg, cell.row, true);
    words = std::max<std::size_t>(words, cells_.id(cell) / 64 + 1);
  }
  edges_.clear();
  visit(true, words);
  recording_ = false;
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) paths_[nodes_[n].id] = n + 1;
  for (std::uint32_t& edge : edges_) edge = paths_[edge] - 1;
}

std::span<const std::uint32_t> Walk::edges_of(std::size_t node) const {
  const std::size_t end = node + 1 < nodes_.size() ? nodes_[node + 1].edges : edges_.size();
  return std::span(edges_).subspan(nodes_[node].edges, end - nodes_[node].edges);
}

// The node of a starting point; kNone if its value is settled.
std::uint32_t Walk::node_at(Cell cell) const { return paths_[cells_.id(cell)] - 1; }

// The distinct facts, ordered; every leaf node gets the rank of its own.
std::vector<FactRef> Walk::rank_leaves() {
  std::vector<FactRef> facts;
  for (const Reached& leaf : leaves_) facts.push_back(leaf.fact);
  std::sort(facts.begin(), facts.end(), before);
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  for (Node& node : nodes_)
    if (node.leaf != kNone)
      node.leaf = static_cast<std::uint32_t>(std::lower_bound(facts.begin(), facts.end(), leaves_[node.leaf].fact, before) - facts.begin());
  return facts;
}

void Walk::open_facts(std::span<const Cell> from, Sets* sets) {
  walk_all(from);
  sets->facts = rank_leaves();
  const std::size_t words = sets->words = (sets->facts.size() + 63) / 64;
  sets_.assign(nodes_.size() * words, 0);
  for (std::size_t n = nodes_.size(); n-- > 0;) {
    std::uint64_t* own = &sets_[n * words];
    if (nodes_[n].leaf != kNone) own[nodes_[n].leaf / 64] |= std::uint64_t{1} << nodes_[n].leaf % 64;
    for (const std::uint32_t edge : edges_of(n))
      for (std::size_t w = 0; w < words; ++w) own[w] |= sets_[edge * words + w];
  }
  sets->bits.assign(from.size() * words, 0);
  for (std::size_t i = 0; i < from.size(); ++i)
    if (const std::uint32_t node = node_at(from[i]); node != kNone)
      std::copy_n(sets_.begin() + static_cast<std::ptrdiff_t>(node * words), words, sets->bits.begin() + static_cast<std::ptrdiff_t>(i * words));
}

namespace {

struct Ways {
  std::uint32_t rank, paths;
};

// Adds b to a; both ordered by rank.
void join(std::vector<Ways>* a, std::span<const Ways> b, std::vector<Ways>* scratch) {
  scratch->clear();
  auto x = a->cbegin();
  for (const Ways& y : b) {
    while (x != a->cend() && x->rank < y.rank) scratch->push_back(*x++);
    if (x == a->cend() || x->rank != y.rank) {
      scratch->push_back(y);
      continue;
    }
    std::uint32_t sum;
    if (__builtin_add_overflow(x->paths, y.paths, &sum)) sum = std::numeric_limits<std::uint32_t>::max();
    scratch->push_back({y.rank, sum});
    ++x;
  }
  scratch->insert(scratch->end(), x, a->cend());
  a->swap(*scratch);
}

}  // namespace

std::vector<std::vector<Reached>> Walk::open_facts(std::span<const Cell> from) {
  walk_all(from);
  const std::vector<FactRef> facts = rank_leaves();
  std::vector<Ways> pool, list, scratch;
  struct Part {
    std::size_t begin, size;
  };
  std::vector<Part> parts(nodes_.size());  // a node with one operand shares its list
  const auto of = [&](std::size_t node) { return std::span(pool).subspan(parts[node].begin, parts[node].size); };
  for (std::size_t n = nodes_.size(); n-- > 0;) {
    const auto edges = edges_of(n);
    if (nodes_[n].leaf == kNone && edges.size() == 1) {
      parts[n] = parts[edges[0]];
      continue;
    }
    list.clear();
    if (nodes_[n].leaf != kNone) list.push_back({nodes_[n].leaf, 1});
    for (const std::uint32_t edge : edges) join(&list, of(edge), &scratch);
    parts[n] = {pool.size(), list.size()};
    pool.insert(pool.end(), list.begin(), list.end());
  }
  std::vector<std::vector<Reached>> result(from.size());
  for (std::size_t i = 0; i < from.size(); ++i)
    if (const std::uint32_t node = node_at(from[i]); node != kNone)
      for (const Ways& way : of(node)) result[i].push_back({facts[way.rank], way.paths});
  return result;
}

std::vector<std::size_t> Walk::reached(Cell from, std::span<const Cell> wanted) {
  walk(from, true);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (paths_[cells_.id(wanted[i])] != 0) result.push_back(i);
  }
  return result;
}

std::vector<FactRef> support(const Program& program, const Batch& batch, const Run& run, Reg reg,
                             std::uint32_t row, bool only_open) {
  Walk walk(program, batch, run, batch.family_of(program.code[reg].table, row));
  std::vector<FactRef> result;
  for (const Reached& reached : walk.facts(reg, row, only_open)) result.push_back(reached.fact);
  return result;
}

}  // namespace fr
