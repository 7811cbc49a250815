// What a step says, in parts that a page can put together in any language: who, which fact or rule, how it
// is compared and with what. Law terms (names of rules) stay as they are. A step whose parts are not all
// sayable says nothing; then its German text is what there is.
//   {"op":"fact","fact","entity","value"}      {"op":"rule","rule","entity","value"}
//   {"op":"at-most","of":SAYS,"than":VALUE}    {"op":"aged","of":SAYS,"than":VALUE}
//   {"op":"not","of":SAYS}                     {"op":"any","group":"children","of":SAYS}
//   {"op":"lives-with","entity","with"}
#include "core/door.h"

namespace fr::door {
namespace {

using json::Writer;

const char* op_name(Say say) {
  switch (say) {
    case Say::None: return "";
    case Say::AtLeast: return "at-least";
    case Say::AtMost: return "at-most";
    case Say::Under: return "under";
    case Say::Over: return "over";
    case Say::Is: return "is";
    case Say::IsNot: return "is-not";
    case Say::OneOf: return "one-of";
    case Say::Aged: return "aged";
    case Say::AgedUnder: return "aged-under";
    case Say::LivesWith: return "lives-with";
    case Say::LivesMostlyWith: return "lives-mostly-with";
    case Say::AnyOf: return "any";
    case Say::AllOf: return "all";
    case Say::NoneOf: return "none";
    case Say::Count: return "count";
    case Say::Sum: return "sum";
    case Say::Max: return "max";
    case Say::Min: return "min";
  }
  return "";
}

const char* group_name(Group group) {
  switch (group) {
    case Group::Parents: return "parents";
    case Group::Children: return "children";
    case Group::Partners: return "partners";
    case Group::Siblings: return "siblings";
    case Group::Members: return "members";
    case Group::Persons: return "persons";
    case Group::Households: return "households";
    case Group::CaredFor: return "cared-for";
    case Group::Carers: return "carers";
  }
  return "";
}

bool sayable(const Step& s) {
  const bool of = !s.of.empty() && sayable(s.of.front());
  switch (s.kind) {
    case ExplainKind::Fact: return s.fact.has_value();
    case ExplainKind::Rule: return s.rule != kNone;
    case ExplainKind::Not: return of;
    case ExplainKind::Test: return s.with || (of && s.limit);
    case ExplainKind::Quantifier: return of && s.group;
    case ExplainKind::Aggregate: return s.group && (of || (s.say == Say::Count && s.of.empty()));
    default: return false;
  }
}

void put_parts(Writer& w, const Request& r, const Step& s) {
  w.open('{');
  if (s.kind == ExplainKind::Fact) {
    w.put("op", "fact").put("fact", r.book.facts[s.fact->fact].name).put("entity", entity_id(r.situation, s.entity));
    put_value(w, r, "value", s.type, s.value);
  } else if (s.kind == ExplainKind::Rule) {
    const Program* program = in_force(r.book, r.situation.month);
    w.put("op", "rule").put("rule", program && s.rule < program->rules.size() ? program->rules[s.rule].name : s.text);
    w.put("entity", entity_id(r.situation, s.entity));
    put_value(w, r, "value", s.type, s.value);
  } else if (s.with) {
    w.put("op", op_name(s.say)).put("entity", entity_id(r.situation, s.entity)).put("with", entity_id(r.situation, *s.with));
  } else {
    w.put("op", s.kind == ExplainKind::Not ? "not" : op_name(s.say));
    if (s.group) w.put("group", group_name(*s.group));
    if (!s.of.empty()) {
      w.key("of");
      put_parts(w, r, s.of.front());
    }
    if (s.limit) put_value(w, r, "than", s.limit_type, *s.limit);
    if (s.kind == ExplainKind::Aggregate) put_value(w, r, "value", s.type, s.value);
  }
  w.close('}');
}

}  // namespace

void put_says(Writer& w, const Request& r, const Step& step) {
  // A line of a calculation is what it adds or takes away.
  const bool line = step.kind >= ExplainKind::Start && step.kind <= ExplainKind::Drop;
  if (line && step.of.empty()) return;
  const Step& said = line ? step.of.front() : step;
  if (!sayable(said)) return;
  w.key("says");
  put_parts(w, r, said);
}

}  // namespace fr::door
