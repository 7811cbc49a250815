// "vocabulary": what can be said of a family and what can be answered.
#include "base/date.h"
#include "core/door.h"

namespace fr::door {
namespace {

using json::Writer;

const char* role_name(Role role) {
  switch (role) {
    case Role::Person: return "person";
    case Role::Child: return "child";
    case Role::Adult: return "adult";
    case Role::Household: return "household";
    case Role::Family: return "family";
  }
  return "";
}

void put_fact_entry(Writer& w, const Rulebook& book, const Fact& f) {
  w.open('{').put("name", f.name).put("role", role_name(f.role)).put("type", type_name(f.type.kind));
  if (f.type.kind == Kind::Money && f.type.per != Per::None) w.put("per", per_name(f.type.per));
  if (f.type.kind == Kind::Choice) {
    const Choice& choice = book.choices[f.type.choice];
    w.key("choices").open('[');
    for (std::size_t i = 0; i < choice.members.size(); ++i) {
      const bool labelled = i < choice.labels.size() && !choice.labels[i].empty();
      w.open('{').put("value", choice.members[i]).put("label", labelled ? choice.labels[i] : choice.members[i]).close('}');
    }
    w.close(']');
  } else if (f.type.kind != Kind::Bool) {
    w.key("range").open('{').put("from", plain(book, f.type, f.lo)).put("to", plain(book, f.type, f.hi)).close('}');
  }
  w.put("brief", f.brief).put("question", f.question).put("help", f.help);
  w.key("effort").number(f.effort).flag("sensitive", f.sensitive);
  if (f.unasked) w.flag("unasked", true);
  if (f.offered) w.flag("offered", true);
  w.close('}');
}

void put_service_entry(Writer& w, const Service& s) {
  w.open('{').put("id", s.id).put("title", s.title).put("brief", s.brief).put("level", level_name(s.level));
  w.put("effect", effect_name(s.effect)).put("phase", s.phase).put("audience", s.audience).put("limits", s.limits);
  w.put("next_step", s.next_step).put_unless_empty("cost", s.cost).put_unless_empty("online", s.online).put("law", s.law).put("key", s.key).put_unless_empty("part_of", s.part_of);
  put_strings(w, "offices", s.offices);
  put_strings(w, "keywords", s.keywords);
  put_strings(w, "needs", s.needs);
  put_strings(w, "channels", s.channels);
  put_strings(w, "excludes", s.excludes);
  w.close('}');
}

}  // namespace

Answer vocabulary(const Request& r) {
  Writer w;
  w.open('{').put("from", format_month(r.book.from)).put("until", format_month(r.book.until)).key("facts").open('[');
  for (const Fact& f : r.book.facts) put_fact_entry(w, r.book, f);
  w.close(']').key("services").open('[');
  for (const Service& s : r.book.services) put_service_entry(w, s);
  w.close(']').key("statuses").open('[');
  for (int i = 0; i < kCoupleStatuses; ++i) w.string(couple_status_name(static_cast<CoupleStatus>(i)));
  w.close(']').close('}');
  return w.take();
}

}  // namespace fr::door
