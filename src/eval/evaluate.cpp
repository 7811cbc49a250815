// One family, one month: a Bounds run, sharpened by cases (cases.h), read off as verdicts, deadlines,
// documents and relevant facts.
#include <algorithm>
#include <optional>

#include "base/date.h"
#include "base/decimal.h"
#include "eval/analysis.h"
#include "eval/cases.h"
#include "eval/kept.h"
#include "eval/replay.h"
#include "eval/scenarios.h"
#include "eval/support.h"

namespace fr {
namespace {

const Entity& entity_at(const Situation& situation, EntityRef ref) {
  if (ref.table == Table::Family) return situation.family;
  if (ref.table == Table::Household) return situation.households[ref.index];
  return situation.persons[ref.index];
}

std::uint32_t entities(const Situation& situation, Table table) {
  if (table == Table::Family) return 1;
  return static_cast<std::uint32_t>(table == Table::Household ? situation.households.size()
                                                              : situation.persons.size());
}

// Calls f(entity) for every entity that is reported in the role.
template <class F>
void each_in_role(const Situation& situation, Role role, F&& f) {
  const Table table = role_table(role);
  for (std::uint32_t i = 0; i < entities(situation, table); ++i) {
    if (table == Table::Person && !has_role(situation, i, role, situation.month)) continue;
    f(EntityRef{table, i});
  }
}

EvalError no_law(const Rulebook& book, Month month) {
  return {EvalError::What::NoLaw, "", "",
          "Für " + format_month_german(month) + " ist kein Rechtsstand geprüft; geprüft ist " +
              format_month_german(book.from) + " bis " + format_month_german(book.until - 1) +
              ". Bitte einen Monat in diesem Zeitraum wählen."};
}

bool possible(const Fact& fact, Known value) {
  if (fact.type.kind == Kind::Choice) {
    return value.lo == value.hi && value.lo > 0 && (value.lo & ~fact.lo) == 0;
  }
  return value.lo <= value.hi && value.lo >= fact.lo && value.hi <= fact.hi;
}

std::optional<EvalError> impossible_value(const Rulebook& book, const Situation& situation) {
  std::optional<EvalError> error;
  for (const Fact& fact : book.facts) {
    const Table table = role_table(fact.role);
    for (std::uint32_t i = 0; i < entities(situation, table) && !error; ++i) {
      const Entity& entity = entity_at(situation, {table, i});
      const auto stated = entity.facts.find(fact.name);
      if (stated == entity.facts.end() || possible(fact, stated->second)) continue;
      error = EvalError{EvalError::What::BadValue, fact.name, fact.source,
                        "Der Wert von „" + fact.name + "“ bei „" + entity.id +
                            "“ liegt außerhalb dessen, was dieses Merkmal annehmen kann. Bitte die "
                            "Angabe berichtigen."};
    }
  }
  return error;
}

class Evaluator {
 public:
  Evaluator(const Rulebook& book, const Situation& situation, Replay& replay, Cutter& cutter)
      : book_(book), situation_(situation), program_(replay.program()), replay_(replay), cutter_(cutter) {}

  Result<Evaluation> operator()(std::uint32_t max_cases) {
    if (auto failure = replay_.failure()) return std::unexpected(std::move(*failure));
    result_.program = &program_;
    verdicts(max_cases);
    note_services();
    deadlines();
    documents();
    relevant();
    offered();
    return std::move(result_);
  }

 private:
  Known at(Reg reg, EntityRef entity) const { return replay_.run().at(reg, replay_.batch().row(entity)); }

  void verdicts(std::uint32_t max_cases);
  void deadlines();
  void documents();
  void relevant();
  void offered();
  void note_services();
  bool concerned(std::uint32_t service, EntityRef entity) const;
  std::optional<Known> cost(std::uint32_t target, EntityRef entity) const;

  const Rulebook& book_;
  const Situation& situation_;
  const Program& program_;
  struct Note {
    bool has_target = false;
    unsigned tables = 0;              // bit per table in which the service is decided
    std::vector<EntityRef> for_whom;  // yes or open
  };

  Replay& replay_;
  Cutter& cutter_;
  Evaluation result_;
  std::vector<Note> notes_;  // by service
};

void Evaluator::verdicts(std::uint32_t max_cases) {
  std::vector<Outcome> outcomes;
  for (std::uint32_t t = 0; t < program_.targets.size(); ++t) {
    const Target& target = program_.targets[t];
    const Service& service = book_.services[target.service];
    const bool helps = service.effect == Effect::Payment || service.effect == Effect::Saving;
    each_in_role(situation_, target.role, [&](EntityRef entity) {
      const auto& receives = entity_at(situation_, entity).receives;
      const bool received = std::find(receives.begin(), receives.end(), service.id) != receives.end();
      const std::uint32_t row = replay_.batch().row(entity);
      Outcome outcome{.verdict = {target.verdict, row},
                      .money = std::nullopt,
                      .counts = helps && !received && target.per == Per::Month,
                      .rivals = {},
                      .missing = {}};
      if (target.money != kNoReg) outcome.money = Cell{target.money, row};
      outcomes.push_back(std::move(outcome));
      result_.verdicts.push_back({t, entity, Standing::Open, received, std::nullopt, {}});
    });
  }
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) outcomes[i].rivals = whatif::rivals(book_, program_, result_.verdicts, i);
  const Split done = split(replay_, cutter_, max_cases, &outcomes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    Verdict& verdict = result_.verdicts[i];
    Outcome& outcome = outcomes[i];
    verdict.standing = outcome.standing.lo   ? Standing::Yes
                       : outcome.standing.hi ? Standing::Open
                                             : Standing::No;
    if (outcome.money) verdict.amount = outcome.amount;
    verdict.missing = std::move(outcome.missing);
  }
  result_.total_per_month = done.total;
  result_.cases = done.cases;
  result_.capped = done.capped;
}

// What `concerned` asks of a service.
void Evaluator::note_services() {
  notes_.resize(book_.services.size());
  for (const Target& target : program_.targets) {
    notes_[target.service].has_target = true;
    notes_[target.service].tables |= 1U << static_cast<unsigned>(role_table(target.role));
  }
  for (const Verdict& verdict : result_.verdicts)
    if (verdict.standing != Standing::No) notes_[program_.targets[verdict.target].service].for_whom.push_back(verdict.entity);
}

// Is some verdict of the service yes or open, of this entity if the service is decided in its table?
bool Evaluator::concerned(std::uint32_t service, EntityRef entity) const {
  const Note& note = notes_[service];
  if (!note.has_target) return true;
  if (!(note.tables >> static_cast<unsigned>(entity.table) & 1)) return !note.for_whom.empty();
  return std::ranges::find(note.for_whom, entity) != note.for_whom.end();
}

// What a month of waiting costs: the target's amount for the entity, else for all together.
std::optional<Known> Evaluator::cost(std::uint32_t target, EntityRef entity) const {
  if (target == kNone) return std::nullopt;
  const bool same_table = role_table(program_.targets[target].role) == entity.table;
  std::optional<Known> sum;
  for (const Verdict& verdict : result_.verdicts) {
    if (verdict.target != target || !verdict.amount) continue;
    if (same_table && !(verdict.entity == entity)) continue;
    if (!sum) sum = Known{0, 0};
    if (add_overflows(sum->lo, verdict.amount->lo, &sum->lo) ||
        add_overflows(sum->hi, verdict.amount->hi, &sum->hi)) {
      return std::nullopt;
    }
  }
  return sum;
}

void Evaluator::deadlines() {
  for (std::uint32_t d = 0; d < program_.deadlines.size(); ++d) {
    const DeadlineRule& due = program_.deadlines[d];
    each_in_role(situation_, program_.rules[due.rule].role, [&](EntityRef entity) {
      const Known when = due.when == kNoReg ? Known{1, 1} : at(due.when, entity);
      if (when.hi == 0 || !concerned(due.service, entity)) return;
      DueDate date{.deadline = d,
                   .entity = entity,
                   .until = at(due.until, entity),
                   .from = std::nullopt,
                   .certain = when.lo == 1,
                   .missed = false,
                   .cost_per_month = cost(due.cost, entity)};
      if (due.from != kNoReg) date.from = at(due.from, entity);
      date.missed = date.until.hi < first_day(situation_.month);
      result_.deadlines.push_back(date);
    });
  }
}

void Evaluator::documents() {
  for (std::uint32_t d = 0; d < program_.documents.size(); ++d) {
    const DocumentRule& paper = program_.documents[d];
    each_in_role(situation_, program_.rules[paper.rule].role, [&](EntityRef entity) {
      const Known when = paper.when == kNoReg ? Known{1, 1} : at(paper.when, entity);
      if (when.hi == 0 || !concerned(paper.service, entity)) return;
      result_.documents.push_back({d, entity, when.lo == 1});
    });
  }
}

// Also what no rule of this month reads: a family says it once, whatever month is shown.
void Evaluator::offered() {
  std::vector<Reg> relevant(book_.facts.size(), kNoReg);
  for (const FactUse& use : program_.facts) relevant[use.fact] = use.relevant;
  for (std::uint32_t f = 0; f < book_.facts.size(); ++f) {
    if (!book_.facts[f].offered) continue;
    each_in_role(situation_, book_.facts[f].role, [&](EntityRef entity) {
      if (relevant[f] == kNoReg || at(relevant[f], entity).hi != 0) result_.offered.push_back({f, entity});
    });
  }
}

void Evaluator::relevant() {
  for (const FactUse& use : program_.facts) {
    const Fact& fact = book_.facts[use.fact];
    if (fact.unasked) continue;
    each_in_role(situation_, fact.role, [&](EntityRef entity) {
      if (use.relevant != kNoReg && at(use.relevant, entity).hi == 0) return;
      const bool known = !is_open(fact.type.kind, replay_.batch().fact(use.fact, replay_.batch().row(entity)));
      result_.relevant.push_back({{use.fact, entity}, known});
    });
  }
}

}  // namespace

Result<Evaluation> evaluate(const Rulebook& book, const Situation& situation,
                            std::uint32_t max_cases, std::shared_ptr<Kept>* kept) {
  const Program* program = in_force(book, situation.month);
  if (!program) return std::unexpected(no_law(book, situation.month));
  if (auto error = impossible_value(book, situation)) return std::unexpected(std::move(*error));
  auto replay = std::make_unique<Replay>(book, *program, situation);
  Cutter cutter(*replay);
  auto result = Evaluator(book, situation, *replay, cutter)(max_cases);
  const bool small = situation.persons.size() <= kMostKeptPersons;
  if (kept) *kept = result && small ? std::make_shared<Kept>(std::move(replay), std::move(cutter).found()) : nullptr;
  return result;
}

}  // namespace fr
