// "why" and "nearest": the tree of reasons of a verdict and the smallest change that turns it.
#include "base/date.h"
#include "core/door.h"

namespace fr::door {
namespace {

using json::Writer;

const char* kind_name(ExplainKind kind) {
  static constexpr const char* kNames[] = {"all", "any", "none", "not", "test", "fact", "rule", "quantifier", "aggregate", "constant",
                                           "cases", "start", "plus", "minus", "times", "at-least", "at-most", "round", "drop", "steps", "calc"};
  return kNames[static_cast<std::size_t>(kind)];
}

// Explanations are as deep as the law; a cap keeps the answer readable by our own reader.
constexpr int kMaxDepth = 24;

void put_step(Writer& w, const Request& r, const Step& step, int depth) {
  w.open('{').put("kind", kind_name(step.kind)).put("text", step.text).put_unless_empty("label", step.label);
  w.put_unless_empty("citation", step.citation).put("entity", entity_id(r.situation, step.entity));
  if (step.fact) w.put("fact", r.book.facts[step.fact->fact].name);
  put_value(w, r, "value", step.type, step.value);
  // A factor is a number, whatever the sum it multiplies.
  const Type of_line = step.kind == ExplainKind::Times ? Type{Kind::Number} : step.type;
  if (step.line) put_value(w, r, "line", of_line, *step.line);
  put_says(w, r, step);
  w.flag("decisive", step.decisive).key("because").open('[');
  if (depth < kMaxDepth) {
    for (const Step& s : step.because) put_step(w, r, s, depth + 1);
  }
  w.close(']').close('}');
}

// The verdicts of the asked service, of one entity if "for" is given.
std::expected<std::vector<const Verdict*>, Trouble> chosen(const Request& r, const Evaluation& e) {
  const auto service = read_service(r);
  if (!service) return std::unexpected(service.error());
  const json::Value* whom = r.body.find("for");
  std::optional<EntityRef> entity;
  if (whom && !whom->is(json::Form::Null)) {
    const auto found = read_entity(r, "for");
    if (!found) return std::unexpected(found.error());
    entity = *found;
  }
  std::vector<const Verdict*> verdicts;
  bool any = false;
  for (const Verdict& v : e.verdicts) {
    if (e.program->targets[v.target].service != *service) continue;
    any = true;
    if (!entity || v.entity == *entity) verdicts.push_back(&v);
  }
  if (!verdicts.empty()) return verdicts;
  const Service& s = r.book.services[*service];
  if (!entity || !any) {
    return std::unexpected(Trouble{"Die Leistung „" + s.title + "“ kommt für niemanden in dieser Familie in Betracht.", "service",
                                   "Es gibt im " + month_words(r.situation.month) + " niemanden, für den sie gedacht ist.", ""});
  }
  return std::unexpected(Trouble{"„" + s.title + "“ wird nicht für „" + entity_id(r.situation, *entity) + "“ geprüft.", "for",
                                 "Die Leistung gilt anderen in der Familie.", "Ohne Angabe einer Person werden alle gezeigt."});
}

std::optional<Trouble> put_answer(Writer& w, const Request& r, const Evaluation& e, const Verdict& v) {
  const auto reasons = fr::why(r.book, r.situation, e, v.target, v.entity);
  if (!reasons) return trouble_of(reasons.error());
  const Service& s = r.book.services[e.program->targets[v.target].service];
  w.open('{').put("service", s.id).put("title", s.title).put("for", entity_id(r.situation, v.entity));
  put_verdict(w, *e.program, v);
  w.flag("received", v.received).key("claim");
  put_step(w, r, reasons->claim, 0);
  if (reasons->amount) {
    w.key("amount_steps");
    put_step(w, r, *reasons->amount, 0);
  }
  w.key("decisive").open('[');
  for (const FactRef& fact : reasons->decisive) put_fact(w, r, fact);
  w.close(']');
  std::vector<Change> changes;
  if (v.standing != Standing::Yes) {
    auto found = fr::nearest(r.book, r.situation, e, v.target, v.entity);
    if (!found) return trouble_of(found.error());
    changes = *std::move(found);
  }
  put_changes(w, r, "nearest", changes, v.entity);
  w.put("limits", s.limits).close('}');
  return std::nullopt;
}

}  // namespace

Answer why(const Request& r) {
  const auto known = evaluated(r);
  if (!known) return std::unexpected(known.error());
  const Evaluation* const e = known->get();
  const auto verdicts = chosen(r, *e);
  if (!verdicts) return std::unexpected(verdicts.error());
  Writer w;
  w.open('{').put("month", format_month(r.situation.month)).key("answers").open('[');
  for (const Verdict* v : *verdicts) {
    if (auto trouble = put_answer(w, r, *e, *v)) return std::unexpected(*std::move(trouble));
  }
  w.close(']').close('}');
  return w.take();
}

Answer nearest(const Request& r) {
  const auto known = evaluated(r);
  if (!known) return std::unexpected(known.error());
  const Evaluation* const e = known->get();
  if (!r.body.find("for")) {
    return std::unexpected(Trouble{"Es fehlt, um wen es geht.", "for", "", "Bitte eine Person, einen Haushalt oder „familie“ angeben."});
  }
  const auto verdicts = chosen(r, *e);
  if (!verdicts) return std::unexpected(verdicts.error());
  const Verdict& v = *verdicts->front();
  std::vector<Change> changes;
  if (v.standing != Standing::Yes) {
    auto found = fr::nearest(r.book, r.situation, *e, v.target, v.entity);
    if (!found) return std::unexpected(trouble_of(found.error()));
    changes = *std::move(found);
  }
  Writer w;
  w.open('{');
  put_changes(w, r, "changes", changes, v.entity);
  w.close('}');
  return w.take();
}

}  // namespace fr::door
