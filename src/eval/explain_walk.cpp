#include "eval/explain_walk.h"

#include <algorithm>

#include "eval/scenarios.h"
#include "eval/support.h"

namespace fr::whatif {
namespace {

constexpr std::size_t kMaxSteps = 20'000;  // beyond this nobody reads on: leaves only

std::uint32_t saturated(std::uint64_t n) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(n, 1'000'000));
}

bool is_group(ExplainKind kind) {
  return kind == ExplainKind::All || kind == ExplainKind::Any || kind == ExplainKind::NoneOf || kind == ExplainKind::Not ||
         kind == ExplainKind::Rule;
}

}  // namespace

ExplainWalk::ExplainWalk(const Rulebook& book, const Program& program, const Batch& batch,
                         const Run& run)
    : book_(book), program_(program), batch_(batch), run_(run) {}

bool ExplainWalk::open(Node n) const {
  return at(n).reg != kNoReg && is_open(at(n).type.kind, value(n));
}

std::optional<std::uint32_t> ExplainWalk::row_via(Via via, Table table, std::uint32_t row) const {
  switch (via) {
    case Via::Same: return row;
    case Via::Owner: return is_pair(table) ? batch_.relation(table).owner[row] : row;
    case Via::Target: return is_pair(table) ? batch_.relation(table).target[row] : row;
    case Via::Family: return 0;
    case Via::Home: break;
  }
  const std::uint32_t home =
      batch_.home(is_pair(table) ? batch_.relation(table).owner[row] : row);  // the subject's home
  if (home == kNone) return std::nullopt;
  return home;
}

EntityRef ExplainWalk::entity(Table table, std::uint32_t row) const {
  if (is_pair(table)) return batch_.entity(target_table(table), batch_.relation(table).target[row]);
  return batch_.entity(table, row);
}

std::optional<FactRef> ExplainWalk::fact_of(Node n) const {
  if (at(n).kind != ExplainKind::Fact || at(n).ref >= book_.facts.size()) return std::nullopt;
  const auto row = row_via(at(n).via, at(n).table, n.row);
  if (!row) return std::nullopt;
  const Table table = role_table(book_.facts[at(n).ref].role);
  if (*row >= batch_.rows(table)) return std::nullopt;
  return FactRef{at(n).ref, batch_.entity(table, *row)};
}

bool ExplainWalk::is_given(std::uint32_t rule, std::uint32_t row) const {
  const Rule& r = program_.rules[rule];
  const auto paid = [&](const Target& t) { return t.claim == rule && t.amount != kNone; };
  if (std::ranges::any_of(program_.targets, paid)) return false;  // the name means the amount
  const Batch::Given* given = batch_.given(r.name, role_table(r.role));
  return given && given->contains(row);
}

// The nodes directly below one, with the carrying ones marked.
std::vector<ExplainWalk::Child> ExplainWalk::children(Node n) {
  const Explain& e = at(n);
  std::vector<Child> found;
  if (e.kind == ExplainKind::Rule && e.ref < program_.rules.size()) {
    found = behind_rule(n);
  } else if (e.kind == ExplainKind::Quantifier || e.kind == ExplainKind::Aggregate) {
    found = elements(n);
  } else if (e.kind == ExplainKind::Cases) {
    return cases(n);
  } else {
    for (const std::uint32_t c : e.children) found.push_back({{c, n.row}, false});
  }
  choose(n, found);
  return found;
}

// The rule's own explanation; before an amount's the claim's, because without it the amount is 0.
std::vector<ExplainWalk::Child> ExplainWalk::behind_rule(Node n) const {
  std::vector<Child> found;
  const auto row = row_via(at(n).via, at(n).table, n.row);
  const std::uint32_t ref = at(n).ref;
  if (!row || is_given(ref, *row)) return found;
  const std::uint32_t root = program_.rules[ref].root;
  for (const Target& t : program_.targets) {
    if (t.amount != ref || program_.rules[t.claim].root == kNone) continue;
    const Node claim{program_.rules[t.claim].root, *row};
    found.push_back({claim, true});
    if (no(claim)) return found;
  }
  if (root != kNone) found.push_back({{root, *row}, true});
  return found;
}

// Where the elements of a set must be children by role: the register that says so, else kNoReg.
Reg ExplainWalk::role_gate(Reg reg) const {
  const auto& code = program_.code;
  if (code[reg].op == Op::Not) reg = code[reg].a;
  if (code[reg].op == Op::Select) reg = code[reg].b;
  if (code[reg].op < Op::AnyOf || code[reg].op > Op::MinOf) return kNoReg;
  for (reg = code[reg].a; true; reg = code[reg].a) {
    const Op op = code[reg].op;
    if (op == Op::FromTarget) return code[code[reg].a].op == Op::HasRole ? reg : kNoReg;
    if (op != Op::And && op != Op::Or && op != Op::Not && op != Op::Select) return kNoReg;
  }
}

// One step per pair and part (filter, value); what a filter or a role leaves out has no value.
std::vector<ExplainWalk::Child> ExplainWalk::elements(Node n) const {
  std::vector<Child> found;
  const std::vector<std::uint32_t>& parts = at(n).children;
  if (parts.empty()) return found;
  const Table table = program_.explain[parts.front()].table;
  if (!is_pair(table) || owner_table(table) != at(n).table) {
    for (const std::uint32_t c : parts) found.push_back({{c, n.row}, false});
    return found;
  }
  const Reg gate = role_gate(at(n).reg);
  const Relation& pairs = batch_.relation(table);
  for (std::uint32_t p = pairs.start[n.row]; p < pairs.start[n.row + 1]; ++p) {
    if (gate != kNoReg && run_.at(gate, p).hi == 0) continue;
    for (const std::uint32_t c : parts) {
      found.push_back({{c, p}, false});
      if (parts.size() > 1 && at({c, p}).type.kind == Kind::Bool && no({c, p})) break;
    }
  }
  return found;
}

// Conditions up to the one that certainly holds, and the values that are still possible.
std::vector<ExplainWalk::Child> ExplainWalk::cases(Node n) const {
  const std::vector<std::uint32_t>& all = at(n).children;
  std::vector<Child> found;
  for (std::size_t i = 0; i < all.size(); i += 2) {
    const bool last = i + 1 == all.size();
    const Node head{all[i], n.row};
    if (last) {
      found.push_back({head, true});
      break;
    }
    found.push_back({head, true});
    if (no(head)) continue;
    found.push_back({{all[i + 1], n.row}, true});
    if (yes(head)) break;
  }
  if (open(n)) {
    for (Child& c : found) c.carries = open(c.node);
  }
  return found;
}

void ExplainWalk::choose_one(std::vector<Child>& children, bool want_yes) {
  Child* best = nullptr;
  for (Child& c : children) {
    if (want_yes ? !yes(c.node) : !no(c.node)) continue;
    if (!best || cost(c.node) < cost(best->node)) best = &c;
  }
  if (best) {
    best->carries = true;
  } else {  // the value is settled by something that the tree does not show: nothing may be left out
    for (Child& c : children) c.carries = true;
  }
}

void ExplainWalk::choose(Node n, std::vector<Child>& children) {
  const Explain& e = at(n);
  const auto mark = [&](auto&& which) {
    for (Child& c : children) c.carries = which(c.node);
  };
  if (open(n)) return mark([&](Node c) { return open(c); });
  const auto all = [](Node) { return true; };
  ExplainKind kind = e.kind;
  if (kind == ExplainKind::Quantifier) {
    const Op op = program_.code[e.reg].op;
    kind = op == Op::AnyOf ? ExplainKind::Any : op == Op::AllOf ? ExplainKind::All
         : op == Op::Not   ? ExplainKind::NoneOf : ExplainKind::Calc;
  }
  switch (kind) {
    case ExplainKind::All: return yes(n) ? mark(all) : choose_one(children, false);
    case ExplainKind::Any: return yes(n) ? choose_one(children, true) : mark(all);
    case ExplainKind::NoneOf: return yes(n) ? mark(all) : choose_one(children, true);
    default: return mark(all);
  }
}

// How many facts carry the node's value: the fewest are the best reason.
std::uint32_t ExplainWalk::cost(Node n) {
  if (const auto known = costs_.find(n); known != costs_.end()) return known->second;
  std::uint64_t sum = at(n).kind == ExplainKind::Fact ? 1 : 0;
  for (const Child& c : children(n))
    if (c.carries) sum += cost(c.node);
  return costs_[n] = saturated(sum);
}

Step ExplainWalk::tree(std::uint32_t rule, std::uint32_t row, bool decisive) {
  unfolded_.clear();
  steps_ = 0;
  const Rule& r = program_.rules[rule];
  if (r.root != kNone && !is_given(rule, row)) return step({r.root, row}, decisive);
  Step given;  // nothing to unfold: the situation itself gives the value
  given.text = r.name;
  given.citation = r.citation;
  given.type = r.type;
  given.value = run_.at(r.reg, row);
  given.kind = ExplainKind::Rule;
  given.entity = entity(role_table(r.role), row);
  given.decisive = decisive;
  return given;
}

Step ExplainWalk::carrying_tree(std::uint32_t rule, std::uint32_t row) {
  only_carrying_ = true;
  Step result = tree(rule, row, true);
  only_carrying_ = false;
  return result;
}

// A node without the steps below it.
Step ExplainWalk::alone(Node n) const {
  const Explain& e = at(n);
  Step s;
  s.text = e.text;
  s.label = e.label;
  s.citation = e.citation;
  s.type = e.type;
  s.value = e.reg == kNoReg ? Known{0, 0} : value(n);
  if (e.operand != kNoReg && e.kind != ExplainKind::Test) s.line = run_.at(e.operand, n.row);
  s.kind = e.kind;
  s.entity = entity(e.table, n.row);
  s.fact = fact_of(n);
  if (s.fact) s.entity = s.fact->entity;
  s.decisive = false;
  if (e.kind == ExplainKind::Rule && e.ref < program_.rules.size()) {
    s.rule = e.ref;
    if (const auto row = row_via(e.via, e.table, n.row))
      s.entity = entity(role_table(program_.rules[e.ref].role), *row);
  }
  say(n, s);
  return s;
}

// What is compared is of the limit's kind; its unit and its members are those of the first child.
Type ExplainWalk::limit_type(Node n) const {
  const Explain& e = at(n);
  const Type of = e.children.empty() ? Type{} : program_.explain[e.children.front()].type;
  if (e.operand == kNoReg) return of;
  const Kind kind = program_.code[e.operand].kind;
  return kind == of.kind ? of : Type{kind};
}

void ExplainWalk::say(Node n, Step& s) const {
  const Explain& e = at(n);
  s.say = e.say;
  if (e.say == Say::LivesWith || e.say == Say::LivesMostlyWith) {
    if (is_pair(e.table)) s.with = batch_.entity(owner_table(e.table), batch_.relation(e.table).owner[n.row]);
    return;
  }
  if (e.say >= Say::AnyOf && e.children.empty()) s.group = static_cast<Group>(e.ref);
  if (e.kind == ExplainKind::Test && e.say != Say::None) {
    s.limit_type = limit_type(n);
    if (e.operand != kNoReg) s.limit = run_.at(e.operand, n.row);
    else if (e.reg != kNoReg && program_.code[e.reg].op == Op::IsOneOf) s.limit = Known{program_.code[e.reg].lo, program_.code[e.reg].lo};
  }
  const bool one = e.kind == ExplainKind::Not || (e.kind >= ExplainKind::Start && e.kind <= ExplainKind::Drop);
  if (e.children.empty() || (e.say == Say::None && !(one && e.children.size() == 1))) return;
  Node first{e.children.front(), n.row};
  const Table table = at(first).table;
  if (e.say >= Say::AnyOf && is_pair(table) && owner_table(table) == e.table) {  // any pair shows what is asked of each
    const Relation& pairs = batch_.relation(table);
    if (n.row + 1 >= pairs.start.size() || pairs.start[n.row] == pairs.start[n.row + 1]) return;
    first.row = pairs.start[n.row];
  }
  if (e.say >= Say::AnyOf) s.group = static_cast<Group>(e.ref);
  s.of.push_back(alone(first));
}

Step ExplainWalk::step(Node n, bool decisive) {
  const Explain& e = at(n);
  Step s = alone(n);
  s.decisive = decisive;
  if (e.kind == ExplainKind::Rule) {
    const auto row = row_via(e.via, e.table, n.row);
    if (!row || !unfolded_.insert({e.ref, *row}).second) return s;
  }
  if (++steps_ > kMaxSteps || (only_carrying_ && !is_group(e.kind))) return s;
  for (const Child& c : children(n)) {
    if (c.carries || !only_carrying_) s.because.push_back(step(c.node, decisive && c.carries));
  }
  return s;
}

std::vector<FactRef> ExplainWalk::carrying_facts(std::uint32_t rule, std::uint32_t row) {
  std::vector<FactRef> facts;
  std::set<Node> seen;
  if (program_.rules[rule].root != kNone && !is_given(rule, row))
    collect({program_.rules[rule].root, row}, seen, facts);
  return facts;
}

void ExplainWalk::collect(Node n, std::set<Node>& seen, std::vector<FactRef>& facts) {
  if (!seen.insert(n).second) return;
  if (const auto fact = fact_of(n))
    if (std::ranges::find(facts, *fact) == facts.end()) facts.push_back(*fact);
  for (const Child& c : children(n))
    if (c.carries) collect(c.node, seen, facts);
}

}  // namespace fr::whatif
