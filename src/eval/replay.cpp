#include "eval/replay.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace fr {
namespace {

bool same(const Slot& a, const Slot& b) {
  return a.point() == b.point() && same_column(a.lo, b.lo, a.rows) && (a.point() || same_column(a.hi, b.hi, a.rows));
}

bool depends_on_role(const Rulebook& book, const Instr& in) {
  if (in.op == Op::HasRole) return true;
  if (in.op != Op::LoadFact) return false;
  const Role role = book.facts[static_cast<std::size_t>(in.lo)].role;
  return role == Role::Child || role == Role::Adult;
}

}  // namespace

Replay::Replay(const Rulebook& book, const Program& program, const Situation& situation)
    : book_(book), program_(program), batch_(book, situation, 1),
      run_(std::make_unique<Run::Registers>(program.code.size())), registers_(*run_.registers_),
      machine_(book, program, batch_, Carrier::Bounds, &registers_), users_(program), dirty_(program.code.size()) {
  machine_.execute();
  faults_ = machine_.faults();
  sound_ = faults_.empty() || !decisive_fault(program_, batch_, run_, faults_);
}

void Replay::focus(std::span<const Reg> registers) {
  focus_.assign(program_.code.size(), 0);  // a byte each: written without being read first
  Reg end = 0;
  for (const Reg reg : registers) {
    if (reg == kNoReg) continue;
    focus_[reg] = 1;
    end = std::max(end, reg + 1);
  }
  for (Reg reg = end; reg-- > 0;) {  // operands are smaller: one descending pass
    if (focus_[reg] == 0) continue;
    for (const Reg operand : users_.read_by(reg)) focus_[operand] = 1;
  }
}

void Replay::mark_fact(std::uint32_t fact) {
  const bool birthday = fact == batch_.birthday_fact();
  for (Reg reg : users_.loads()) {
    const Instr& in = program_.code[reg];
    if (in.op == Op::LoadFact && in.lo == fact) mark(reg);
    if (birthday && depends_on_role(book_, in)) mark(reg);
  }
}

// What is known of a fact without assumptions, if there is one about it.
std::optional<Known> Replay::ground(FactRef fact) const {
  for (const Level& level : levels_)
    for (const Assumption& before : level.facts)
      if (before.fact == fact) return before.value;
  return std::nullopt;
}

void Replay::push(std::span<const Assumption> facts, std::optional<Month> month) {
  Level level{overwritten_.size(), registers_.arena.mark(), {}, std::nullopt, machine_.faults(),
              levels_.empty() || levels_.back().refines};
  for (const Assumption& a : facts) {
    const std::uint32_t row = batch_.row(a.fact.entity);
    const Known old = batch_.fact(a.fact.fact, row), said = ground(a.fact).value_or(old);
    const bool choice = book_.facts[a.fact.fact].type.kind == Kind::Choice;
    level.refines = level.refines && (choice ? (a.value.lo & ~said.lo) == 0
                                             : a.value.lo >= said.lo && a.value.hi <= said.hi);
    level.facts.push_back({a.fact, old});
    batch_.set_fact(a.fact.fact, row, a.value);
    mark_fact(a.fact.fact);
  }
  if (month && *month != batch_.month(0)) {
    level.month = batch_.month(0);
    level.refines = false;
    batch_.set_month(0, *month);
    for (Reg reg : users_.loads()) {
      const Instr& in = program_.code[reg];
      if (in.op == Op::LoadMonth || depends_on_role(book_, in)) mark(reg);
    }
  }
  machine_.faults().clear();
  compute_dirty();
  for (const Fault& fault : level.faults) {  // those that nothing has touched
    if (!std::ranges::binary_search(computed_, fault.reg)) machine_.faults().push_back(fault);
  }
  levels_.push_back(std::move(level));
}

// Users have larger registers than what they use, so one ascending pass is enough.
void Replay::compute_dirty() {
  computed_.clear();
  dirty_.each([&](Reg reg) { compute(reg); });
}

void Replay::compute(Reg reg) {
  computed_.push_back(reg);
  const Slot old = registers_.slots[reg];
  const Arena::Mark memory = registers_.arena.mark();
  machine_.compute(reg);
  if (same(registers_.slots[reg], old)) {
    registers_.slots[reg] = old;
    registers_.arena.release(memory);
    return;
  }
  overwritten_.push_back({reg, old});
  for (const Reg user : users_.of(reg)) mark(user);
}

void Replay::pop() {
  Level& level = levels_.back();
  while (overwritten_.size() > level.overwritten) {
    registers_.slots[overwritten_.back().reg] = overwritten_.back().slot;
    overwritten_.pop_back();
  }
  registers_.arena.release(level.memory);
  for (auto old = level.facts.rbegin(); old != level.facts.rend(); ++old) {
    batch_.set_fact(old->fact.fact, batch_.row(old->fact.entity), old->value);
  }
  if (level.month) batch_.set_month(0, *level.month);
  machine_.faults() = std::move(level.faults);
  levels_.pop_back();
}

// Narrower facts open no new way to a failure, so failures that did not matter before need no second look.
std::optional<EvalError> Replay::failure() const {
  const std::vector<Fault>& faults = machine_.faults();
  if (faults.empty()) return std::nullopt;
  const bool refines = levels_.empty() || levels_.back().refines;
  const bool known = std::ranges::all_of(
      faults, [&](const Fault& f) { return std::ranges::find(faults_, f) != faults_.end(); });
  if (sound_ && refines && known) return std::nullopt;
  const Fault* fault = decisive_fault(program_, batch_, run_, faults);
  if (!fault) return std::nullopt;
  return machine_.error(*fault);
}

}  // namespace fr
