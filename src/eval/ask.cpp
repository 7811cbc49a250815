// Ask: which unknown fact is worth asking next. Every possible answer of every candidate is one
// what-if row; what the answers make of the open results is the question's worth.
//
// An answer is a point: a member, yes or no, both ends of every piece between the law's thresholds.
// Only results that the evaluation left open count, so a question never promises what is settled.
// A result that is a range for all answers alike is unbelegt law: nobody is asked for that.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/decimal.h"
#include "eval/analysis.h"
#include "eval/cuts.h"
#include "eval/joint.h"
#include "eval/kept.h"
#include "eval/replay.h"
#include "eval/scenarios.h"
#include "eval/support.h"

namespace fr {
namespace {

using namespace whatif;

constexpr std::size_t kMaxRows = 2000;
constexpr double kVerdictPoints = 50, kDeadlinePoints = 50;  // what one euro a month is 1 of

// What is still open in an evaluation, and the unknown facts it rests on.
struct Open {
  std::vector<OpenResult> results;
  std::vector<FactRef> facts;  // worth asking, in order
};

class Collector {
 public:
  Collector(const Rulebook& book, const Situation& situation, const Evaluation& evaluation,
            const Replay& replay)
      : book_(book),
        situation_(situation),
        evaluation_(evaluation),
        batch_(replay.batch()),
        walk_(*evaluation.program, replay.batch(), replay.run()) {}

  Open collect() {
    for (const Verdict& v : evaluation_.verdicts) verdict(v);
    for (const DueDate& d : evaluation_.deadlines) deadline(d);
    for (const Paper& p : evaluation_.documents) paper(p);
    finish();
    return std::move(open_);
  }

 private:
  void verdict(const Verdict& v) {
    const Target& target = evaluation_.program->targets[v.target];
    const bool money = v.amount && v.amount->lo != v.amount->hi;
    using What = OpenResult::What;
    if (v.standing == Standing::Open)
      open_.results.push_back({What::Verdict, {target.verdict, v.entity}, target.service});
    if (money)
      open_.results.push_back(
          {What::Money, {target.money, v.entity}, target.service, monthly(target)});
    if (v.standing == Standing::Open || money)
      candidates_.insert(candidates_.end(), v.missing.begin(), v.missing.end());
  }

  // Sign and divisor with which an amount enters the household's month; 0 = not at all.
  int monthly(const Target& target) const {
    const int part = target.per == Per::Month ? 1 : target.per == Per::Year ? 12 : 0;
    switch (book_.services[target.service].effect) {
      case Effect::Payment:
      case Effect::Saving: return part;
      case Effect::Cost: return -part;
      default: return 0;
    }
  }

  void deadline(const DueDate& d) {
    const DeadlineRule& rule = evaluation_.program->deadlines[d.deadline];
    if (!d.certain) depends(OpenResult::What::Deadline, rule.when, d.entity, rule.service);
    if (d.until.lo != d.until.hi)
      depends(OpenResult::What::Deadline, rule.until, d.entity, rule.service);
    if (d.from && d.from->lo != d.from->hi)
      depends(OpenResult::What::Deadline, rule.from, d.entity, rule.service);
  }

  void paper(const Paper& p) {
    const DocumentRule& rule = evaluation_.program->documents[p.document];
    if (!p.certain) depends(OpenResult::What::Document, rule.when, p.entity, rule.service);
  }

  void depends(OpenResult::What what, Reg reg, EntityRef entity, std::uint32_t service) {
    if (reg == kNoReg) return;
    open_.results.push_back({what, {reg, entity}, service});
    for (const Reached& r : walk_.facts(reg, batch_.row(entity), true))
      candidates_.push_back(r.fact);
  }

  void finish() {
    std::ranges::sort(candidates_, before);
    const auto again = std::ranges::unique(candidates_);
    candidates_.erase(again.begin(), again.end());
    for (const FactRef& fact : candidates_)
      if (askable(fact)) open_.facts.push_back(fact);
  }

  bool askable(const FactRef& ref) const {
    const Fact& fact = book_.facts[ref.fact];
    if (is_point(fact.type, batch_.fact(ref.fact, batch_.row(ref.entity)))) return false;
    const bool unborn =
        ref.entity.table == Table::Person && situation_.persons[ref.entity.index].unborn;
    if (unborn && fact.name == kBirthday) return false;  // nobody can know it
    return std::ranges::any_of(evaluation_.relevant,
                               [&](const Relevant& r) { return r.fact == ref; });
  }

  const Rulebook& book_;
  const Situation& situation_;
  const Evaluation& evaluation_;
  const Batch& batch_;
  Walk walk_;
  Open open_;
  std::vector<FactRef> candidates_;
};

std::vector<Known> points_of(Kind kind, const std::vector<Known>& parts) {
  std::vector<Known> points;
  for (const Known& part : parts) {
    if (kind == Kind::Choice) {
      const std::int64_t member = part.lo & -part.lo;
      points.push_back({member, member});
      continue;
    }
    points.push_back({part.lo, part.lo});
    if (part.hi != part.lo) points.push_back({part.hi, part.hi});
  }
  return points;
}

// At most `keep` of them, evenly, with the first and the last.
std::vector<Known> thinned(const std::vector<Known>& points, std::size_t keep) {
  if (points.size() <= keep) return points;
  std::vector<Known> kept;
  for (std::size_t i = 0; i < keep; ++i)
    kept.push_back(points[i * (points.size() - 1) / (keep - 1)]);
  return kept;
}

std::vector<Candidate> with_answers(const Replay& replay, const std::vector<FactRef>& facts, Cutter& cutter) {
  std::vector<Candidate> candidates;
  const std::size_t count = std::min(facts.size(), kMaxRows / 2);
  for (std::size_t i = 0; i < count; ++i) {
    const Kind kind = replay.book().facts[facts[i].fact].type.kind;
    const auto points = points_of(kind, cutter.pieces(facts[i]));
    candidates.push_back({facts[i], thinned(points, std::max<std::size_t>(2, kMaxRows / count))});
  }
  return candidates;
}

double score(const Fact& fact, const Question& question, std::uint32_t settled,
             std::size_t answers) {
  const double average = static_cast<double>(settled) / static_cast<double>(answers);
  const double euros = static_cast<double>(question.worth.hi) / static_cast<double>(kOne);
  const double gain =
      average * kVerdictPoints + euros + (question.moves_deadline ? kDeadlinePoints : 0) + 1;
  const int effort = std::max<int>(1, fact.effort) * (fact.sensitive ? 2 : 1);
  return gain / effort;
}

// What the candidate's answers, a row of `played` each, make of the open results; nullopt if nothing.
std::optional<Question> weigh(const Rulebook& book, const std::vector<OpenResult>& results,
                              const Played& played, const Candidate& candidate) {
  const std::size_t count = candidate.answers.size();
  const Effects effects = compare(results, played, 0, count);
  if (!effects.any) return std::nullopt;
  Question question{candidate.fact, 0, {0, effects.worth}, effects.moves_deadline,
                    effects.services, 0};
  std::uint32_t all = 0;
  for (std::size_t a = 0; a < count; ++a) {
    std::uint32_t settled = 0;
    for (std::size_t r = 0; r < results.size(); ++r)
      settled += results[r].what == OpenResult::What::Verdict &&
                 standing(played.at(a, r)) != Standing::Open;
    question.settles = std::max(question.settles, settled);
    all += settled;
  }
  question.score = score(book.facts[candidate.fact.fact], question, all, count);
  return question;
}

Result<std::vector<Question>> single_questions(Replay& replay,
                                               const std::vector<OpenResult>& results,
                                               const std::vector<Candidate>& candidates) {
  // One candidate at a time: all rows of a large family at once would be hundreds of megabytes.
  const std::vector<Probe> probes = probes_of(results);
  std::vector<Question> questions;
  for (const Candidate& c : candidates) {
    std::vector<Scenario> scenarios;
    for (const Known& answer : c.answers) scenarios.push_back({{{c.fact, answer}}, std::nullopt});
    auto played = play(replay, scenarios, probes);
    if (!played) return std::unexpected(played.error());
    if (auto question = weigh(replay.book(), results, *played, c)) questions.push_back(*question);
  }
  return questions;
}

}  // namespace

Result<std::vector<Question>> ask(const Rulebook& book, const Situation& situation,
                                  std::size_t at_most) {
  auto evaluation = evaluate(book, situation);
  if (!evaluation) return std::unexpected(evaluation.error());
  return ask(book, situation, *evaluation, at_most);
}

Result<std::vector<Question>> ask(const Rulebook& book, const Situation& situation,
                                  const Evaluation& evaluation, std::size_t at_most, Kept* kept) {
  std::optional<Replay> own;
  Replay& replay = kept ? *kept->replay : own.emplace(book, *evaluation.program, situation);
  const Open open = Collector(book, situation, evaluation, replay).collect();
  if (open.facts.empty()) return std::vector<Question>{};
  Cutter cutter(replay, kept ? kept->cuts : std::vector<Cuts>{});
  const auto candidates = with_answers(replay, open.facts, cutter);
  focus(replay, probes_of(open.results));
  auto questions = single_questions(replay, open.results, candidates);
  if (questions && questions->empty())
    questions = joint_questions(replay, open.results, candidates);
  replay.focus_all();
  if (!questions) return questions;
  std::ranges::sort(*questions, [](const Question& a, const Question& b) {
    if (a.score != b.score) return a.score > b.score;
    return before(a.fact, b.fact);
  });
  if (questions->size() > at_most) questions->resize(at_most);
  return questions;
}

}  // namespace fr
