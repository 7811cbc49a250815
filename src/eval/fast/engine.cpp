#include "eval/fast/engine.h"

#include <algorithm>

namespace fr::fast {
namespace {

// Beyond this a plan costs more than it saves.
constexpr std::size_t kPersonsOfPlan = 12, kPlans = 8192;

}  // namespace

Engine::Engine(const Rulebook& book, const Program& program, Month month, std::vector<std::uint32_t> targets,
               std::vector<bool> present, const Shapes& shapes, Ranges ranges)
    : question_{&book, &program, month, std::move(targets), std::move(present)}, shapes_(shapes), ranges_(ranges) {}

std::shared_ptr<const Plan> Engine::plan(std::uint32_t shape, Facts facts) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = plans_.find({shape, facts});
    if (found != plans_.end()) return found->second;
    if (plans_.size() >= kPlans) return nullptr;
  }
  std::shared_ptr<const Plan> made;
  if (shapes_[shape].persons.size() <= kPersonsOfPlan) {
    made = std::make_shared<Plan>(question_, *build(question_, shapes_[shape], facts), facts);
  }
  const std::lock_guard lock(mutex_);
  return plans_.emplace(std::pair(shape, facts), std::move(made)).first->second;
}

void Engine::run(const Block& block, std::span<const TargetCells> out, Work& work) const {
  work.troubles.clear();
  work.order.resize(block.families);
  for (std::uint32_t i = 0; i < block.families; ++i) work.order[i] = i;
  std::stable_sort(work.order.begin(), work.order.end(), [&](auto x, auto y) { return block.shape[x] < block.shape[y]; });
  std::vector<std::uint32_t> certain, open;
  work.slow.clear();
  for (std::size_t from = 0; from < work.order.size();) {
    const std::uint32_t shape = block.shape[work.order[from]];
    certain.clear();
    open.clear();
    for (; from < work.order.size() && block.shape[work.order[from]] == shape; ++from) {
      const std::uint32_t f = work.order[from];
      const std::uint8_t ranged = block.ranged ? block.ranged[f] : 0;
      (ranged == 0 ? certain : ranged == 1 ? open : work.slow).push_back(f);
    }
    if (!certain.empty()) {
      if (const auto p = plan(shape, Facts::Certain)) p->run(block, certain, out, work.scratch, &open, nullptr);
      else work.slow.insert(work.slow.end(), certain.begin(), certain.end());
    }
    if (open.empty()) continue;
    work.open += open.size();
    const auto p = plan(shape, Facts::Open);
    if (!p) {
      work.slow.insert(work.slow.end(), open.begin(), open.end());
      continue;
    }
    work.unsettled.clear();
    p->run(block, open, out, work.scratch, &work.slow, &work.unsettled);
    if (ranges_ == Ranges::Sharp) work.slow.insert(work.slow.end(), work.unsettled.begin(), work.unsettled.end());
  }
  std::sort(work.slow.begin(), work.slow.end());
  work.slow.erase(std::unique(work.slow.begin(), work.slow.end()), work.slow.end());
  for (const std::uint32_t f : work.slow) one_by_one(block, out, f, work);
  work.families += block.families;
  work.one_by_one += work.slow.size();
}

void Engine::one_by_one(const Block& block, std::span<const TargetCells> out, std::uint32_t family, Work& work) const {
  const Rulebook& book = *question_.book;
  const Program& program = *question_.program;
  const Situation s = family_at(book, block, family, shapes_[block.shape[family]], question_.month);
  const auto row = [&](Table t, std::uint32_t index) {
    return t == Table::Person ? block.first_person[family] + index : t == Table::Household ? block.first_household[family] + index : family;
  };
  for (const std::uint32_t t : question_.targets) {
    const Table table = role_table(program.targets[t].role);
    const std::size_t rows = table == Table::Person ? s.persons.size() : table == Table::Household ? s.households.size() : 1;
    for (std::uint32_t i = 0; i < rows; ++i) {
      out[t].code[row(table, i)] = kNotAsked;
      if (out[t].lo) out[t].lo[row(table, i)] = out[t].hi[row(table, i)] = 0;
    }
  }
  const auto result = evaluate(book, s, ranges_ == Ranges::Sharp ? 512 : 1);
  if (!result) {
    work.troubles.push_back({family, result.error()});
    return;
  }
  for (const Verdict& v : result->verdicts) {
    const TargetCells& cells = out[v.target];
    if (!cells.code) continue;
    const std::uint32_t at = row(v.entity.table, v.entity.index);
    cells.code[at] = v.standing == Standing::Yes ? kVerdictYes : v.standing == Standing::No ? kVerdictNo : kVerdictOpen;
    if (v.amount && cells.lo) cells.lo[at] = v.amount->lo, cells.hi[at] = v.amount->hi;
  }
}

}  // namespace fr::fast
