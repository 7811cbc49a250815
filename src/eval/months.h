// Months to come: which law is in force when (after the checked Rechtsstand the law as last enacted,
// said to be projected), and which birthday, if any, brought a turn of events. Internal to eval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "eval/analysis.h"
#include "eval/scenarios.h"

namespace fr::whatif {

struct Stretch {         // months from <= m < until under one program
  const Program* program;
  Month from, until;
  bool projected;
};
// The months first..last in order. NoLaw if `first` itself lies outside the Rechtsstand.
Result<std::vector<Stretch>> stretches(const Rulebook& book, Month first, Month last);

// The same target (service, role, and which of them) in another state of the law.
std::optional<std::uint32_t> same_target(const Program& from, std::uint32_t target,
                                         const Program& to);

// Is the entity one for which something of this role is reported in this month?
bool in_role(const Situation& situation, EntityRef entity, Role role, Month month);
// All rows of the role's table.
std::vector<EntityRef> entities(const Situation& situation, Role role);

struct Birthday {
  EntityRef person;
  std::int64_t nth;       // 0 = the birth
  std::optional<Day> day; // if the birth date is known to the day
  std::string text() const;
};

// A verdict that is another one than the month before.
struct Turn {
  Month month;
  Probe verdict, money;
  Known now_verdict, now_money;
  EntityRef entity;
};
// For each turn the birthday behind it: one that fell into the month or the month before, and without
// which (had the person been born two months later) the turn would not have come about.
Result<std::vector<std::optional<Birthday>>> birthdays_behind(const Rulebook& book,
                                                              const Program& program,
                                                              const Situation& situation,
                                                              std::span<const Turn> turns);

}  // namespace fr::whatif
