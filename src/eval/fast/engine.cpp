#include "eval/fast/engine.h"

#include <algorithm>

namespace fr::fast {
namespace {

constexpr std::size_t kPlanBytes = std::size_t{112} << 20;  // of all plans; what comes after uses coarser ones

}  // namespace

Engine::Engine(const Rulebook& book, const Program& program, Month month, std::vector<std::uint32_t> targets,
               std::vector<bool> present, const Shapes& shapes, Ranges ranges)
    : question_{&book, &program, month, std::move(targets), std::move(present)}, shapes_(shapes), ranges_(ranges) {}

std::shared_ptr<const Plan> Engine::plan(std::uint32_t shape, Facts facts, Classes::Key key) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = plans_.find({shape, facts, key});
    if (found != plans_.end()) return found->second;
    if (plan_bytes_ >= (key == Classes::kAny ? kPlanBytes : kPlanBytes / 2)) return nullptr;
  }
  std::shared_ptr<const Plan> made;
  const std::size_t persons = shapes_[shape].persons.size();
  if (persons <= Classes::kMostPersons) {
    made = std::make_shared<Plan>(question_, *build(question_, shapes_[shape], facts, classes_.common(key, persons)), facts);
  }
  const std::lock_guard lock(mutex_);
  const auto [at, fresh] = plans_.emplace(std::tuple(shape, facts, key), std::move(made));
  if (fresh && at->second) plan_bytes_ += at->second->size();
  return at->second;
}

void Engine::run_group(const Block& block, std::span<const TargetCells> out, Work& work, const Groups::Group& group) const {
  const auto families = work.groups.families(group);
  auto p = plan(group.shape, Facts::Certain, group.key);
  if (!p && group.key != Classes::kAny) p = plan(group.shape, Facts::Certain);
  if (p) p->run(block, families, out, work.scratch, &work.open_families, nullptr);
  else work.slow.insert(work.slow.end(), families.begin(), families.end());
}

void Engine::run(const Block& block, std::span<const TargetCells> out, Work& work) const {
  std::call_once(classified_, [&] { classes_ = Classes(question_, shapes_, block); });
  work.troubles.clear();
  work.slow.clear();
  work.open_families.clear();
  work.groups.sort(block, classes_, &work.open_families, &work.slow);
  for (const Groups::Group& g : work.groups.all()) {
    if (g.begin != g.end) run_group(block, out, work, g);
  }
  auto& open = work.open_families;
  work.open += open.size();
  std::sort(open.begin(), open.end(), [&](auto x, auto y) { return std::pair(block.shape[x], x) < std::pair(block.shape[y], y); });
  for (std::size_t from = 0; from < open.size();) {
    const std::uint32_t shape = block.shape[open[from]];
    work.part.clear();
    for (; from < open.size() && block.shape[open[from]] == shape; ++from) work.part.push_back(open[from]);
    const auto p = plan(shape, Facts::Open);
    if (!p) {
      work.slow.insert(work.slow.end(), work.part.begin(), work.part.end());
      continue;
    }
    work.unsettled.clear();
    p->run(block, work.part, out, work.scratch, &work.slow, &work.unsettled);
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
