// "timeline": what begins, ends or changes in the coming months, and the deadlines.
#include "base/date.h"
#include "core/door.h"

namespace fr::door {
namespace {

using json::Writer;

const char* what_name(Event::What what) {
  switch (what) {
    case Event::What::Begins: return "begins";
    case Event::What::Ends: return "ends";
    case Event::What::Changes: return "changes";
    case Event::What::Deadline: return "deadline";
  }
  return "";
}

// How often the amount comes: of the service's target in the law of that month.
Per per_of(const Rulebook& book, const Event& event) {
  const Program* p = in_force(book, event.month);
  if (!p && !book.programs.empty()) p = &book.programs.back();
  if (!p) return Per::None;
  for (const Target& t : p->targets) {
    if (t.service == event.service && role_table(t.role) == event.entity.table) return t.per;
  }
  return Per::None;
}

std::string amount_words(const Rulebook& book, Known amount, Per per) {
  return words(book, money(per), amount) + " " + per_word(per);
}

std::string sentence(const Request& r, const Event& e, Per per) {
  if (e.what == Event::What::Deadline) return e.text;
  const std::string name = r.book.services[e.service].title;
  const std::string whom = e.entity.table == Table::Family ? "" : " für " + entity_id(r.situation, e.entity);
  std::string text;
  const char* maybe = e.after == Standing::Open ? " möglicherweise" : "";
  switch (e.what) {
    case Event::What::Begins:
      text = name + whom + " beginnt" + maybe;
      if (e.amount_after) text += ": " + amount_words(r.book, *e.amount_after, per);
      break;
    case Event::What::Ends:
      text = name + whom + " endet" + maybe;
      break;
    default:
      text = name + whom + " ändert sich";
      if (e.before != e.after) text += std::string(" (") + standing_german(e.before) + " → " + standing_german(e.after) + ")";
      if (e.amount_before && e.amount_after && *e.amount_before != *e.amount_after) {
        text += ": " + words(r.book, money(per), *e.amount_before) + " → " + amount_words(r.book, *e.amount_after, per);
      }
  }
  return e.reason.empty() ? text : text + " (" + e.reason + ")";
}

void put_state(Writer& w, const char* key, Standing standing, const std::optional<Known>& amount, Per per) {
  w.key(key).open('{').put("verdict", standing_word(standing));
  if (amount) put_amount(w, "amount", *amount, per);
  w.close('}');
}

}  // namespace

Answer timeline(const Request& r) {
  const auto months = read_count(r, "months", 1, 240, 36);
  if (!months) return std::unexpected(months.error());
  const auto events = fr::timeline(r.book, r.situation, *months);
  if (!events) return std::unexpected(trouble_of(events.error()));
  Writer w;
  w.open('{').put("from", format_month(r.situation.month)).key("events").open('[');
  for (const Event& e : *events) {
    if (e.day && e.day->hi - e.day->lo > kVagueDays) continue;
    const Per per = per_of(r.book, e);
    const Service& s = r.book.services[e.service];
    w.open('{').put("what", what_name(e.what)).put("month", format_month(e.month));
    if (e.day) put_days(w, "day", *e.day);
    w.put("service", s.id).put("title", s.title).put("for", entity_id(r.situation, e.entity));
    put_state(w, "before", e.before, e.amount_before, per);
    put_state(w, "after", e.after, e.amount_after, per);
    w.put("text", sentence(r, e, per));
    if (e.cost_per_month) put_amount(w, "cost", *e.cost_per_month, Per::Month);
    w.put("reason", e.reason);
    if (e.birthday) {
      w.key("birthday").open('{').put("person", entity_id(r.situation, e.birthday->person));
      w.key("nth").number(e.birthday->nth).close('}');
    }
    if (e.new_law) w.flag("new_law", true);
    w.put_unless_empty("if_missed", e.missed).put_unless_empty("citation", e.citation);
    w.flag("projected", e.projected).close('}');
  }
  w.close(']').close('}');
  return w.take();
}

}  // namespace fr::door
