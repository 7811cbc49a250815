// Situation -> family file. What is unknown is left out; reading it again gives the same situation.
#include <bit>

#include "base/decimal.h"
#include "core/family.h"
#include "core/words.h"

namespace fr {
namespace {

using json::Writer;

void write_end(Writer& w, const Rulebook& book, const Type& type, std::int64_t v) {
  const std::string text = plain(book, type, v);
  if (type.kind == Kind::Day || type.kind == Kind::Month) {
    w.string(text);
  } else {
    w.raw(text);
  }
}

void write_choice(Writer& w, const Choice& choice, std::int64_t mask) {
  const bool one = std::popcount(static_cast<std::uint64_t>(mask)) == 1;
  if (!one) w.open('[');
  for (std::size_t i = 0; i < choice.members.size(); ++i) {
    if ((mask >> i) & 1) w.string(choice.members[i]);
  }
  if (!one) w.close(']');
}

void write_known(Writer& w, const Rulebook& book, const Type& type, Known k) {
  if (type.kind == Kind::Choice) return write_choice(w, book.choices[type.choice], k.lo);
  if (k.lo != k.hi && type.kind == Kind::Bool) {
    w.raw("null");
  } else if (k.lo != k.hi) {
    w.open('{').key("from");
    write_end(w, book, type, k.lo);
    w.key("to");
    write_end(w, book, type, k.hi);
    w.close('}');
  } else if (type.kind == Kind::Bool) {
    w.boolean(k.lo != 0);
  } else {
    write_end(w, book, type, k.lo);
  }
}

void write_facts(Writer& w, const Rulebook& book, const Entity& e, bool skip_birth) {
  for (const auto& [name, known] : e.facts) {
    if (skip_birth && name == kBirthFact) continue;
    const Fact* fact = find_fact(book, name);
    if (!fact) continue;
    w.key(name);
    write_known(w, book, fact->type, known);
  }
}

void write_people(Writer& w, const Situation& s, const char* key, const std::vector<std::uint32_t>& people) {
  if (people.empty()) return;
  w.key(key).open('[');
  for (const std::uint32_t p : people) w.string(s.persons[p].id);
  w.close(']');
}

void write_homes(Writer& w, const Situation& s, const PersonEntity& p) {
  if (p.homes.empty()) return;
  w.key("lives-in");
  if (p.homes.size() == 1 && p.homes[0].share == kOne) {
    w.string(s.households[p.homes[0].household].id);
    return;
  }
  w.open('{');
  for (const Home& h : p.homes) w.key(s.households[h.household].id).raw(format_decimal(h.share * 100));
  w.close('}');
}

void write_person(Writer& w, const Rulebook& book, const Situation& s, const PersonEntity& p) {
  w.key(p.id).open('{');
  write_people(w, s, "parents", p.parents);
  write_homes(w, s, p);
  if (p.unborn) {
    const auto it = p.facts.find(kBirthFact);
    const Type day{Kind::Day, Per::None, -1};
    w.key("due");
    // Unborn with nothing known of the day: an open range, so that the child stays unborn.
    if (it == p.facts.end()) w.open('{').close('}');
    else write_known(w, book, day, it->second);
  }
  write_people(w, s, "cares-for", p.cares_for);
  write_facts(w, book, p, p.unborn);
  w.close('}');
}

// Type of a given value: the rule's, in whichever state of the law has it.
const Rule* rule_of(const Rulebook& book, const std::string& name) {
  for (const Program& p : book.programs) {
    for (const Rule& r : p.rules) {
      if (r.name == name && r.kind <= RuleKind::Amount) return &r;
    }
  }
  return nullptr;
}

template <class Visit>
void each_entity(const Situation& s, Visit visit) {
  visit(s.family);
  for (const Entity& e : s.households) visit(e);
  for (const Entity& e : s.persons) visit(e);
}

void write_receives_and_given(Writer& w, const Rulebook& book, const Situation& s) {
  w.key("receives").open('{');
  each_entity(s, [&](const Entity& e) {
    if (!e.receives_listed) return;
    w.key(e.id).open('[');
    for (const std::string& r : e.receives) w.string(r);
    w.close(']');
  });
  w.close('}').key("given").open('{');
  each_entity(s, [&](const Entity& e) {
    if (e.given.empty()) return;
    w.key(e.id).open('{');
    for (const auto& [name, known] : e.given) {
      const Rule* rule = rule_of(book, name);
      if (!rule) continue;
      w.key(name);
      write_known(w, book, rule->type, known);
    }
    w.close('}');
  });
  w.close('}');
}

}  // namespace

std::string write_family(const Rulebook& book, const Situation& s) {
  Writer w;
  w.open('{').put("month", format_month(s.month));
  w.key("households").open('{');
  for (const Entity& h : s.households) {
    w.key(h.id).open('{');
    write_facts(w, book, h, false);
    w.close('}');
  }
  w.close('}').key("persons").open('{');
  for (const PersonEntity& p : s.persons) write_person(w, book, s, p);
  w.close('}').key("couples").open('[');
  for (const Couple& c : s.couples) {
    w.open('{').key("of").open('[').string(s.persons[c.a].id).string(s.persons[c.b].id).close(']');
    w.put("status", couple_status_name(c.status)).close('}');
  }
  w.close(']').key("family").open('{');
  write_facts(w, book, s.family, false);
  w.close('}');
  write_receives_and_given(w, book, s);
  w.close('}');
  return w.take();
}

}  // namespace fr
