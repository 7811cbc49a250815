// Why: the tree of conditions (and the Rechenweg) behind one verdict, with a smallest set of facts
// that carries it. The explanation proposes the set; re-evaluation proves it: with every other fact
// unknown the verdict must come out the same, and no fact of the set may be spare.
//
// Fewer known facts only widen bounds, so a fact that cannot be spared from a set cannot be spared
// from any smaller one: one batch of single omissions settles most facts at once.
#include <algorithm>
#include <utility>

#include "eval/analysis.h"
#include "eval/batch.h"
#include "eval/explain_walk.h"
#include "eval/run.h"
#include "eval/scenarios.h"
#include "eval/support.h"

namespace fr {
namespace {

using namespace whatif;

using Facts = std::vector<FactRef>;

bool contains(const Facts& facts, const FactRef& fact) {
  return std::ranges::find(facts, fact) != facts.end();
}

// Does the verdict stand when only some of the stated facts are known?
class Proof {
 public:
  Proof(const Rulebook& book, const Program& program, const Situation& situation, Probe verdict,
        Standing wanted)
      : book_(book),
        program_(program),
        situation_(situation),
        verdict_(verdict),
        wanted_(wanted),
        stated_(stated_facts(book, situation)) {}

  const Facts& stated() const { return stated_; }

  Result<std::vector<bool>> holds(const std::vector<Facts>& trials) const {
    std::vector<Scenario> scenarios;
    scenarios.reserve(trials.size());
    for (const Facts& kept : trials) scenarios.push_back(without_others(kept));
    auto played = play(book_, program_, situation_, scenarios, std::span(&verdict_, 1));
    if (!played) return std::unexpected(played.error());
    std::vector<bool> result(trials.size());
    for (std::size_t i = 0; i < trials.size(); ++i)
      result[i] = standing(played->at(i, 0)) == wanted_;
    return result;
  }

 private:
  Scenario without_others(const Facts& kept) const {
    Scenario scenario;
    for (const FactRef& fact : stated_)
      if (!contains(kept, fact))
        scenario.facts.push_back({fact, full_range(book_.facts[fact.fact])});
    return scenario;
  }

  const Rulebook& book_;
  const Program& program_;
  const Situation& situation_;
  const Probe verdict_;
  const Standing wanted_;
  const Facts stated_;
};

// Drops what can be spared; what was proposed by the explanation goes last.
Result<Facts> without_spare(const Proof& proof, Facts facts, const Facts& proposed) {
  std::ranges::stable_partition(facts, [&](const FactRef& f) { return contains(proposed, f); });
  std::vector<Facts> trials;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    trials.push_back(facts);
    trials.back().erase(trials.back().begin() + i);
  }
  auto single = proof.holds(trials);
  if (!single) return std::unexpected(single.error());
  for (std::size_t i = facts.size(); i-- > 0;) {  // spare alone, perhaps not together
    if (!(*single)[i]) continue;
    Facts fewer = facts;
    fewer.erase(fewer.begin() + i);
    auto holds = proof.holds({fewer});
    if (!holds) return std::unexpected(holds.error());
    if (holds->front()) facts = std::move(fewer);
  }
  std::ranges::sort(facts, before);
  return facts;
}

// The proposed facts, more of the support if they do not suffice, all stated facts at the worst.
Result<Facts> carrying(const Proof& proof, const Facts& proposed, const Facts& support) {
  Facts known, wider;
  for (const FactRef& fact : proof.stated()) {
    if (contains(proposed, fact)) known.push_back(fact);
    if (contains(proposed, fact) || contains(support, fact)) wider.push_back(fact);
  }
  const std::vector<Facts> trials{known, wider, proof.stated()};
  auto holds = proof.holds(trials);
  if (!holds) return std::unexpected(holds.error());
  for (std::size_t i = 0; i < trials.size(); ++i)
    if ((*holds)[i]) return without_spare(proof, trials[i], proposed);
  return wider;  // settled only by case splitting: the proof is the evaluation itself
}

// A fact step is decisive only if the proof needed the fact.
void keep_proven(Step& step, const Facts& proven) {
  if (step.fact && !contains(proven, *step.fact)) step.decisive = false;
  for (Step& below : step.because) keep_proven(below, proven);
}

Result<Facts> proven_facts(const Rulebook& book, const Situation& situation, const Program& program,
                           const Verdict& verdict, const Facts& proposed, const Facts& support) {
  const Probe probe{program.targets[verdict.target].verdict, verdict.entity};
  const Proof proof(book, program, situation, probe, verdict.standing);
  return carrying(proof, proposed, support);
}

}  // namespace

Result<Why> why(const Rulebook& book, const Situation& situation, std::uint32_t target,
                EntityRef entity) {
  auto evaluation = evaluate(book, situation);
  if (!evaluation) return std::unexpected(evaluation.error());
  return why(book, situation, *evaluation, target, entity);
}

Result<Why> why(const Rulebook& book, const Situation& situation, const Evaluation& evaluation, std::uint32_t target,
                EntityRef entity) {
  const Program& program = *evaluation.program;
  const auto found = verdict_of(evaluation, target, entity);
  if (!found) return std::unexpected(found.error());
  const Verdict* const verdict = *found;

  const Batch batch(book, situation, 1);
  auto done = run(book, program, batch, Carrier::Bounds);
  if (!done) return std::unexpected(done.error());
  const Target& t = program.targets[target];
  const std::uint32_t row = batch.row(entity);

  ExplainWalk walk(book, program, batch, *done);
  Why result{*verdict, walk.tree(t.claim, row, true), std::nullopt, {}};
  const Facts proposed = walk.carrying_facts(t.claim, row);
  if (verdict->standing == Standing::Open) {
    for (const FactRef& fact : proposed)
      if (!is_point(book.facts[fact.fact].type, batch.fact(fact.fact, batch.row(fact.entity))))
        result.decisive.push_back(fact);
    std::ranges::sort(result.decisive, before);
  } else {
    auto proven = proven_facts(book, situation, program, *verdict, proposed,
                               support(program, batch, *done, t.verdict, row, false));
    if (!proven) return std::unexpected(proven.error());
    result.decisive = std::move(*proven);
  }
  keep_proven(result.claim, result.decisive);
  if (verdict->standing == Standing::Yes) result.claim.value = {1, 1};  // also if only the splitting
  if (verdict->standing == Standing::No) result.claim.value = {0, 0};   // of cases settled it
  if (t.amount != kNone && verdict->standing != Standing::No)
    result.amount = walk.tree(t.amount, row, true);
  return result;
}

}  // namespace fr
