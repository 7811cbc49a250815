// Timeline: what begins, ends and changes in the months to come, and the deadlines on the way. One
// what-if row per month, one batch per state of the law; months after the checked Rechtsstand run
// under the law as last enacted and are marked as projected.
//
// All months, the first included, are computed the same way, so that no event comes from the method.
#include <algorithm>
#include <tuple>
#include <utility>

#include "eval/analysis.h"
#include "eval/months.h"
#include "eval/scenarios.h"

namespace fr {
namespace {

using namespace whatif;

constexpr const char* kNewLaw = "neue Rechtslage";

// A line of the calendar: a target (as the first state of the law that has it knows it) of an entity.
struct Line {
  const Program* program;
  std::uint32_t target;
  EntityRef entity;
  Standing standing = Standing::No;  // in the month before
  std::optional<Known> amount;
};

struct Slot {  // where a line stands in one state of the law
  std::size_t line;
  const Target* target;
};

struct Due {
  std::uint32_t deadline;
  EntityRef entity;
  std::size_t probe;  // of when; until follows
};

class Calendar {
 public:
  Calendar(const Rulebook& book, const Situation& situation, std::uint32_t months)
      : book_(book), situation_(situation), last_(situation.month + months) {}

  Result<std::vector<Event>> events() {
    auto parts = stretches(book_, situation_.month, last_);
    if (!parts) return std::unexpected(parts.error());
    for (const Stretch& part : *parts)
      if (auto failed = play_stretch(part)) return std::unexpected(*failed);
    std::ranges::stable_sort(events_, [](const Event& a, const Event& b) {
      const bool due_a = a.what == Event::What::Deadline, due_b = b.what == Event::What::Deadline;
      return std::tuple(a.month, due_a) < std::tuple(b.month, due_b);
    });
    return std::move(events_);
  }

 private:
  using Failure = std::optional<EvalError>;

  Failure play_stretch(const Stretch& part) {
    const Program& program = *part.program;
    const std::vector<Slot> slots = slots_of(part);
    std::vector<Probe> probes;
    for (const Slot& s : slots) {
      probes.push_back({s.target->verdict, lines_[s.line].entity});
      probes.push_back({s.target->money, lines_[s.line].entity});
    }
    const std::vector<Due> dues = dues_of(program, probes);
    std::vector<Scenario> months;
    for (Month m = part.from; m < part.until; ++m) months.push_back({{}, m});
    auto played = play(book_, program, situation_, months, probes);
    if (!played) return played.error();

    turns_.clear();
    turned_.clear();
    for (Month m = part.from; m < part.until; ++m) {
      const auto row = played->row(m - part.from);
      months_lines(part, m, slots, row);
      for (const Due& due : dues) deadline(part, m, due, slots, row);
    }
    return reasons(part);
  }

  // Every line this state of the law speaks of; new ones are opened as "no".
  std::vector<Slot> slots_of(const Stretch& part) {
    const Program& program = *part.program;
    std::vector<Slot> slots;
    std::vector<bool> spoken(lines_.size(), false);
    for (std::uint32_t t = 0; t < program.targets.size(); ++t) {
      for (const EntityRef entity : entities(situation_, program.targets[t].role)) {
        std::size_t at = 0;
        while (at < lines_.size() && !same(lines_[at], program, t, entity)) ++at;
        if (at == lines_.size()) lines_.push_back({&program, t, entity, Standing::No, {}});
        if (at < spoken.size()) spoken[at] = true;
        slots.push_back({at, &program.targets[t]});
      }
    }
    for (std::size_t i = 0; i < spoken.size(); ++i)
      if (!spoken[i]) abolish(lines_[i], part);
    return slots;
  }

  // The law no longer has it.
  void abolish(Line& line, const Stretch& part) {
    if (line.standing == Standing::No) return;
    const std::uint32_t service = line.program->targets[line.target].service;
    const std::optional<Known> nothing = line.amount ? std::optional(Known{0, 0}) : std::nullopt;
    events_.push_back({Event::What::Ends, part.from, {}, service, line.entity, line.standing,
                       Standing::No, line.amount, nothing, {}, {}, kNewLaw, part.projected});
    events_.back().new_law = true;
    line.standing = Standing::No;
    line.amount = nothing;
  }

  static bool same(const Line& line, const Program& program, std::uint32_t target,
                   EntityRef entity) {
    return line.entity == entity && same_target(*line.program, line.target, program) == target;
  }

  std::vector<Due> dues_of(const Program& program, std::vector<Probe>& probes) const {
    std::vector<Due> dues;
    for (std::uint32_t d = 0; d < program.deadlines.size(); ++d) {
      const DeadlineRule& rule = program.deadlines[d];
      const Role role = program.rules[rule.rule].role;
      for (const EntityRef entity : entities(situation_, role)) {
        dues.push_back({d, entity, probes.size()});
        probes.push_back({rule.when, entity});
        probes.push_back({rule.until, entity});
      }
    }
    return dues;
  }

  void months_lines(const Stretch& part, Month month, const std::vector<Slot>& slots,
                    std::span<const Known> row) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      Line& line = lines_[slots[i].line];
      const Target& target = *slots[i].target;
      const bool counts = in_role(situation_, line.entity, target.role, month);
      const Standing now = counts ? standing(row[2 * i]) : Standing::No;
      std::optional<Known> amount;
      if (target.money != kNoReg) amount = counts ? row[2 * i + 1] : Known{0, 0};
      if (month > situation_.month) {
        if (const auto what = change(line, now, amount)) {
          events_.push_back({*what, month, {}, target.service, line.entity, line.standing, now,
                             line.amount, amount, {}, {}, {}, part.projected});
          turned_.push_back(events_.size() - 1);
          turns_.push_back({month, {target.verdict, line.entity}, {target.money, line.entity},
                            row[2 * i], row[2 * i + 1], line.entity});
        }
      }
      line.standing = now;
      line.amount = amount;
    }
  }

  static std::optional<Event::What> change(const Line& before, Standing now,
                                           const std::optional<Known>& amount) {
    using enum Event::What;
    if (before.standing == now) {
      const bool moved = now == Standing::Yes && before.amount && amount &&
                         !(*before.amount == *amount);
      return moved ? std::optional(Changes) : std::nullopt;
    }
    if (now == Standing::No) return Ends;
    if (before.standing == Standing::Yes) return Changes;  // to open
    return Begins;
  }

  void deadline(const Stretch& part, Month month, const Due& due, const std::vector<Slot>& slots,
                std::span<const Known> row) {
    const DeadlineRule& rule = part.program->deadlines[due.deadline];
    const Known until = row[due.probe + 1];
    const bool applies = rule.when == kNoReg || row[due.probe].hi != 0;
    const bool ahead = until.hi >= first_day(month) && until.hi >= first_day(situation_.month) &&
                       until.lo <= last_day(last_);
    if (!applies || !ahead) return;
    if (!in_role(situation_, due.entity, part.program->rules[rule.rule].role, month)) return;
    const Standing claim = standing_for(rule, due.entity, part, slots);
    if (claim == Standing::No || !first_time(rule, due.entity)) return;
    const Month at = std::clamp(month_of(until.lo), situation_.month, last_);
    events_.push_back({Event::What::Deadline, at, until, rule.service, due.entity, claim, claim,
                       {}, {}, cost(rule, due.entity, part, slots), rule.text, {},
                       at >= book_.until});
    events_.back().missed = rule.missed;
    events_.back().citation = part.program->rules[rule.rule].citation;
  }

  // What a month of waiting costs: the target's amount for the entity, else for all together.
  std::optional<Known> cost(const DeadlineRule& rule, EntityRef entity, const Stretch& part,
                            const std::vector<Slot>& slots) const {
    std::optional<Known> sum;
    if (rule.cost == kNone) return sum;
    const Target& target = part.program->targets[rule.cost];
    const bool own = role_table(target.role) == entity.table;
    for (const Slot& slot : slots) {
      const Line& line = lines_[slot.line];
      if (slot.target != &target || !line.amount || (own && !(line.entity == entity))) continue;
      sum = add(sum.value_or(Known{0, 0}), *line.amount);
    }
    return sum;
  }

  // The verdict on the deadline's service this month: of the entity itself, or the best of any.
  Standing standing_for(const DeadlineRule& rule, EntityRef entity, const Stretch& part,
                        const std::vector<Slot>& slots) const {
    const Role role = part.program->rules[rule.rule].role;
    Standing best = Standing::No;
    bool decided = false;  // a service without a claim is nobody's to be refused
    for (const Slot& slot : slots) {
      const Line& line = lines_[slot.line];
      if (slot.target->service != rule.service) continue;
      decided = true;
      if (role_table(slot.target->role) == role_table(role) && !(line.entity == entity)) continue;
      if (best == Standing::No || line.standing == Standing::Yes) best = line.standing;
    }
    return decided ? best : Standing::Yes;
  }

  bool first_time(const DeadlineRule& rule, EntityRef entity) {
    const auto again = [&](const auto& seen) {
      return seen.service == rule.service && seen.text == rule.text && seen.entity == entity;
    };
    if (std::ranges::any_of(seen_, again)) return false;
    seen_.push_back({rule.service, rule.text, entity});
    return true;
  }

  Failure reasons(const Stretch& part) {
    auto birthdays = birthdays_behind(book_, *part.program, situation_, turns_);
    if (!birthdays) return birthdays.error();
    for (std::size_t i = 0; i < turned_.size(); ++i) {
      Event& event = events_[turned_[i]];
      if ((*birthdays)[i]) {
        event.reason = (*birthdays)[i]->text();
        event.birthday = {(*birthdays)[i]->person, (*birthdays)[i]->nth};
      } else if (event.month == part.program->from) {
        event.reason = kNewLaw;
        event.new_law = true;
      }
    }
    return {};
  }

  struct Seen {
    std::uint32_t service;
    std::string text;
    EntityRef entity;
  };

  const Rulebook& book_;
  const Situation& situation_;
  const Month last_;
  std::vector<Line> lines_;
  std::vector<Event> events_;
  std::vector<Turn> turns_;          // of the current stretch
  std::vector<std::size_t> turned_;  // their events
  std::vector<Seen> seen_;
};

}  // namespace

Result<std::vector<Event>> timeline(const Rulebook& book, const Situation& situation,
                                    std::uint32_t months) {
  return Calendar(book, situation, months).events();
}

}  // namespace fr
