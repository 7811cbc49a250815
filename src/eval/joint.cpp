#include "eval/joint.h"

#include <algorithm>

namespace fr::whatif {
namespace {

constexpr std::size_t kMaxRows = 2000;

// Deterministic spread of completions; quality hardly matters, every answer must come up.
class Spread {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_ = 1;
};

Known month_sum(const std::vector<OpenResult>& results, std::span<const Known> row) {
  Known sum{0, 0};
  for (std::size_t r = 0; r < results.size(); ++r) {
    const int part = results[r].monthly;
    if (part == 0) continue;
    const Known share{row[r].lo / part, row[r].hi / part};
    sum = add(sum, part > 0 ? share : Known{share.hi, share.lo});
  }
  return sum;
}

Question question_about(const Rulebook& book, const FactRef& ref) {
  const Fact& fact = book.facts[ref.fact];
  const int effort = std::max<int>(1, fact.effort) * (fact.sensitive ? 2 : 1);
  return {ref, 0, {0, 0}, false, {}, 1.0 / effort};
}

void merge(Question& question, const Effects& effects) {
  question.worth.hi = std::max(question.worth.hi, effects.worth);
  question.moves_deadline |= effects.moves_deadline;
  for (const std::uint32_t service : effects.services) {
    const auto at = std::ranges::lower_bound(question.services, service);
    if (at == question.services.end() || *at != service) question.services.insert(at, service);
  }
}

std::vector<Assumption> completion(const std::vector<Candidate>& candidates, Spread& spread) {
  std::vector<Assumption> all;
  for (const Candidate& c : candidates) all.push_back({c.fact, c.answers[spread.below(c.answers.size())]});
  return all;
}

// Marks the results whose open verdict some row settles.
void note_settled(const std::vector<OpenResult>& results, const Played& played, std::size_t rows, std::vector<char>* settled) {
  for (std::size_t r = 0; r < results.size(); ++r) {
    if (results[r].what != OpenResult::What::Verdict) continue;
    for (std::size_t i = 0; i < rows && !(*settled)[r]; ++i)
      (*settled)[r] = standing(played.at(i, r)) != Standing::Open;
  }
}

std::vector<std::uint32_t> services_of(const std::vector<OpenResult>& results, const std::vector<char>& settled) {
  std::vector<std::uint32_t> services;
  for (std::size_t r = 0; r < results.size(); ++r)
    if (settled[r]) services.push_back(results[r].service);
  std::ranges::sort(services);
  const auto again = std::ranges::unique(services);
  services.erase(again.begin(), again.end());
  return services;
}

}  // namespace

std::vector<Probe> probes_of(const std::vector<OpenResult>& results) {
  std::vector<Probe> probes;
  for (const OpenResult& r : results) probes.push_back(r.probe);
  return probes;
}

Effects compare(const std::vector<OpenResult>& results, const Played& played, std::size_t first,
                std::size_t count) {
  Effects effects;
  for (std::size_t r = 0; r < results.size(); ++r) {
    bool differs = false;
    for (std::size_t a = 1; a < count && !differs; ++a)
      differs = !(played.at(first + a, r) == played.at(first, r));
    if (!differs) continue;
    effects.any = true;
    effects.moves_deadline |= results[r].what == OpenResult::What::Deadline;
    effects.services.push_back(results[r].service);
  }
  std::ranges::sort(effects.services);
  const auto again = std::ranges::unique(effects.services);
  effects.services.erase(again.begin(), again.end());
  Known least = month_sum(results, played.row(first)), most = least;
  for (std::size_t a = 1; a < count; ++a) {
    const Known sum = month_sum(results, played.row(first + a));
    least = {std::min(least.lo, sum.lo), std::min(least.hi, sum.hi)};
    most = {std::max(most.lo, sum.lo), std::max(most.hi, sum.hi)};
  }
  effects.worth = std::max(most.lo - least.lo, most.hi - least.hi);
  return effects;
}

// Every completion is laid once, each candidate's answers in turn over it.
Result<std::vector<Question>> joint_questions(Replay& replay,
                                              const std::vector<OpenResult>& results,
                                              const std::vector<Candidate>& candidates) {
  std::size_t answers = 0;
  for (const Candidate& c : candidates) answers += c.answers.size();
  const std::size_t bases = std::clamp<std::size_t>(kMaxRows / answers, 1, 64);
  const std::vector<Probe> probes = probes_of(results);
  std::vector<Question> questions;
  for (const Candidate& c : candidates) questions.push_back(question_about(replay.book(), c.fact));
  std::vector<char> matters(candidates.size()), settled(results.size());
  Spread spread;
  for (std::size_t b = 0; b < bases; ++b) {
    replay.push(completion(candidates, spread));
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      std::vector<Scenario> scenarios;
      for (const Known& answer : candidates[i].answers) scenarios.push_back({{{candidates[i].fact, answer}}, std::nullopt});
      auto played = play(replay, scenarios, probes);
      if (!played) {
        replay.pop();
        return std::unexpected(played.error());
      }
      note_settled(results, *played, scenarios.size(), &settled);
      const Effects effects = compare(results, *played, 0, scenarios.size());
      if (!effects.any) continue;
      matters[i] = true;
      merge(questions[i], effects);
    }
    replay.pop();
  }
  const bool found = std::ranges::find(matters, true) != matters.end();
  const std::vector<std::uint32_t> services = services_of(results, settled);
  if (!found && services.empty()) return std::vector<Question>{};
  std::vector<Question> kept;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (found && !matters[i]) continue;
    if (!found) questions[i].services = services;
    kept.push_back(questions[i]);
  }
  return kept;
}

}  // namespace fr::whatif
