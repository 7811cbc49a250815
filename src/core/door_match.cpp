// "match": every verdict with amount, deadlines, papers and reasons, the next questions, the total.
#include <algorithm>

#include "base/decimal.h"
#include "core/door.h"
#include "eval/explain_walk.h"
#include "eval/replay.h"

namespace fr::door {
namespace {

using json::Writer;

std::uint32_t service_of(const Program& p, const Verdict& v) { return p.targets[v.target].service; }

// A deadline or paper belongs to the verdict of its service for the same entity; one declared for
// another role than the Anspruch shows at every verdict of the service that is not a no.
template <class Item, class ServiceOf>
std::vector<const Item*> items_of(const Evaluation& e, const Verdict& v, const std::vector<Item>& items, ServiceOf service) {
  const std::uint32_t wanted = service_of(*e.program, v);
  std::vector<const Item*> found;
  for (const Item& item : items) {
    if (service(item) != wanted) continue;
    const bool has_own = std::any_of(e.verdicts.begin(), e.verdicts.end(), [&](const Verdict& other) {
      return service_of(*e.program, other) == wanted && other.entity == item.entity;
    });
    if (has_own ? item.entity == v.entity : v.standing != Standing::No) found.push_back(&item);
  }
  return found;
}

void put_deadlines(Writer& w, const Request& r, const Evaluation& e, const Verdict& v) {
  const Program& p = *e.program;
  w.key("deadlines").open('[');
  for (const DueDate* d : items_of(e, v, e.deadlines, [&](const DueDate& i) { return p.deadlines[i.deadline].service; })) {
    if (d->until.hi - d->until.lo > kVagueDays) continue;
    const DeadlineRule& rule = p.deadlines[d->deadline];
    w.open('{').put("text", rule.text);
    if (d->entity != v.entity) w.put("for", entity_id(r.situation, d->entity));
    put_days(w, "until", d->until);
    if (d->from) put_days(w, "from", *d->from);
    w.flag("certain", d->certain).flag("missed", d->missed).put_unless_empty("if_missed", rule.missed);
    if (d->cost_per_month) put_amount(w, "cost", *d->cost_per_month, Per::Month);
    w.put("citation", p.rules[rule.rule].citation).close('}');
  }
  w.close(']');
}

void put_documents(Writer& w, const Request& r, const Evaluation& e, const Verdict& v) {
  const Program& p = *e.program;
  w.key("documents").open('[');
  for (const Paper* d : items_of(e, v, e.documents, [&](const Paper& i) { return p.documents[i.document].service; })) {
    const DocumentRule& rule = p.documents[d->document];
    w.open('{').put("text", rule.text);
    if (d->entity != v.entity) w.put("for", entity_id(r.situation, d->entity));
    w.put_unless_empty("where", rule.where).flag("certain", d->certain).close('}');
  }
  w.close(']');
}

// The decisive conditions nearest to the facts: descends through groups and named rules.
struct Reason {
  const Step* step;
  std::string citation;
};
constexpr std::size_t kMaxReasons = 8;

void collect(const Step& step, const std::string& citation, std::vector<Reason>& out) {
  if (!step.decisive || out.size() >= kMaxReasons) return;
  const std::string& own = step.citation.empty() ? citation : step.citation;
  const bool group = step.kind == ExplainKind::All || step.kind == ExplainKind::Any || step.kind == ExplainKind::NoneOf ||
                     step.kind == ExplainKind::Not || step.kind == ExplainKind::Rule;
  const bool deeper = std::any_of(step.because.begin(), step.because.end(), [](const Step& s) { return s.decisive; });
  if (!group || !deeper) {
    const bool told = std::any_of(out.begin(), out.end(), [&](const Reason& r) {
      return r.step->text == step.text && r.step->entity == step.entity;
    });
    if (step.type.kind == Kind::Bool && !told) out.push_back({&step, own});
    return;
  }
  for (const Step& s : step.because) collect(s, own, out);
}

const char* truth_word(Known k) { return k.lo != k.hi ? "open" : k.lo != 0 ? "yes" : "no"; }

Kept* kept(const Request& r) { return r.memory ? r.memory->kept.get() : nullptr; }

// The reasons of all verdicts from the registers of one run: marks what carries each result, without
// "why"'s proof that nothing in it is spare, which would cost a batch per verdict.
class Reasons {
 public:
  Reasons(const Request& r, const Program& program)
      : request_(r), program_(program), replay_(kept(r) ? kept(r)->replay.get() : &own_.emplace(r.book, program, r.situation)),
        walk_(r.book, program, replay_->batch(), replay_->run()) {}

  void put(Writer& w, const Verdict& v) {
    const Step claim = walk_.carrying_tree(program_.targets[v.target].claim, replay_->batch().row(v.entity));
    std::vector<Reason> found;
    collect(claim, "", found);
    w.key("because").open('[');
    for (const Reason& reason : found) {
      w.open('{').put("text", reason.step->text).put("citation", reason.citation);
      if (reason.step->entity != v.entity) w.put("entity", entity_id(request_.situation, reason.step->entity));
      put_says(w, request_, *reason.step);
      w.put("value", truth_word(reason.step->value)).close('}');
    }
    w.close(']');
  }

 private:
  const Request& request_;
  const Program& program_;
  std::optional<Replay> own_;
  const Replay* replay_;
  whatif::ExplainWalk walk_;  // one for all verdicts: it remembers what steps cost
};

void put_result(Writer& w, const Request& r, const Evaluation& e, const Verdict& v, Reasons* because) {
  const Service& s = r.book.services[service_of(*e.program, v)];
  w.open('{').put("service", s.id).put("title", s.title).put("for", entity_id(r.situation, v.entity));
  put_verdict(w, *e.program, v);
  w.flag("received", v.received).put("effect", effect_name(s.effect)).key("missing").open('[');
  for (const FactRef& fact : v.missing) put_fact(w, r, fact);
  w.close(']');
  if (because) because->put(w, v);
  put_deadlines(w, r, e, v);
  put_documents(w, r, e, v);
  put_strings(w, "offices", s.offices);
  w.put("level", level_name(s.level)).put_unless_empty("part_of", s.part_of).close('}');
}

std::string named(const std::string& text, const std::string& name) {
  static constexpr std::string_view kSlot = "{Name}";
  std::string out;
  std::size_t at = 0;
  for (std::size_t hit; (hit = text.find(kSlot, at)) != std::string::npos; at = hit + kSlot.size()) {
    out.append(text, at, hit - at).append(name);
  }
  return out.append(text, at);
}

void put_question(Writer& w, const Request& r, const Question& q) {
  const Fact& fact = r.book.facts[q.fact.fact];
  const std::string& name = entity_id(r.situation, q.fact.entity);
  w.open('{').put("entity", name).put("fact", fact.name).put("text", named(fact.question, name));
  w.put("help", named(fact.help, name)).put("brief", fact.brief).put("type", type_name(fact.type.kind));
  if (fact.type.kind == Kind::Money && fact.type.per != Per::None) w.put("per", per_name(fact.type.per));
  if (fact.type.kind == Kind::Choice) {
    const Choice& choice = r.book.choices[fact.type.choice];
    w.key("choices").open('[');
    for (std::size_t i = 0; i < choice.members.size(); ++i) {
      const bool labelled = i < choice.labels.size() && !choice.labels[i].empty();
      w.open('{').put("value", choice.members[i]).put("label", labelled ? choice.labels[i] : choice.members[i]).close('}');
    }
    w.close(']');
  } else if (fact.type.kind != Kind::Bool) {
    w.key("range").open('{').put("from", plain(r.book, fact.type, fact.lo)).put("to", plain(r.book, fact.type, fact.hi)).close('}');
  }
  w.key("settles").number(q.settles).put("worth", format_decimal(q.worth.hi)).flag("deadline", q.moves_deadline);
  w.key("services").open('[');
  for (const std::uint32_t s : q.services) w.string(r.book.services[s].id);
  w.close(']').flag("sensitive", fact.sensitive).key("effort").number(fact.effort).close('}');
}

// Names of facts by entity.
void put_facts(Writer& w, const Request& r, const char* key, std::vector<FactRef> facts) {
  std::ranges::stable_sort(facts, {}, [](const FactRef& x) { return std::tuple(x.entity.table, x.entity.index, x.fact); });
  w.key(key).open('{');
  for (std::size_t i = 0; i < facts.size();) {
    const EntityRef entity = facts[i].entity;
    w.key(entity_id(r.situation, entity)).open('[');
    for (; i < facts.size() && facts[i].entity == entity; ++i) w.string(r.book.facts[facts[i].fact].name);
    w.close(']');
  }
  w.close('}');
}

bool wanted(const Request& r, const char* key) {
  const json::Value* v = r.body.find(key);
  return !v || !v->is(json::Form::Bool) || v->truth;
}

}  // namespace

Answer match(const Request& r) {
  const auto known = evaluated(r);
  if (!known) return std::unexpected(known.error());
  const Evaluation* const e = known->get();
  // Catalogue order of services, then entities in file order.
  std::vector<const Verdict*> order;
  for (const Verdict& v : e->verdicts) order.push_back(&v);
  std::stable_sort(order.begin(), order.end(), [&](const Verdict* a, const Verdict* b) {
    return std::pair(service_of(*e->program, *a), a->entity.index) < std::pair(service_of(*e->program, *b), b->entity.index);
  });
  Writer w;
  w.open('{').put("month", format_month(r.situation.month)).key("results").open('[');
  std::optional<Reasons> because;
  if (wanted(r, "because")) because.emplace(r, *e->program);
  for (const Verdict* v : order) put_result(w, r, *e, *v, because ? &*because : nullptr);
  w.close(']').key("questions").open('[');
  bool enough = false;
  if (wanted(r, "ask")) {
    const auto questions = ask(r.book, r.situation, *e, kMostQuestions, kept(r));
    if (!questions) return std::unexpected(trouble_of(questions.error()));
    for (const Question& q : *questions) put_question(w, r, q);
    enough = questions->empty();
  }
  w.close(']').flag("enough", enough);
  put_amount(w, "total", e->total_per_month, Per::Month);
  std::vector<FactRef> relevant;
  for (const Relevant& x : e->relevant) relevant.push_back(x.fact);
  put_facts(w, r, "relevant", std::move(relevant));
  put_facts(w, r, "offered", e->offered);
  w.flag("projected", r.situation.month >= r.book.until).flag("capped", e->capped).close('}');
  return w.take();
}

}  // namespace fr::door
