// "curve": all results over a range of one fact.
#include <algorithm>

#include "base/date.h"
#include "base/decimal.h"
#include "core/door.h"
#include "core/family.h"

namespace fr::door {
namespace {

using json::Writer;

std::expected<FactRef, Trouble> read_fact(const Request& r) {
  const json::Value* v = r.body.find("fact");
  if (!v || !v->is(json::Form::String)) return std::unexpected(Trouble{"Es fehlt, welches Merkmal sich ändern soll.", "fact", "", ""});
  const Fact* fact = find_fact(r.book, v->text);
  if (!fact) return std::unexpected(Trouble{"Das Merkmal „" + v->text + "“ gibt es nicht.", "fact", "", suggest_fact(r.book, v->text)});
  if (fact->type.kind == Kind::Bool || fact->type.kind == Kind::Choice) {
    return std::unexpected(Trouble{"Über „" + v->text + "“ lässt sich keine Kurve zeichnen.", "fact", "Dafür braucht es Zahlen, Beträge oder Tage.", ""});
  }
  const auto entity = read_entity(r, "entity");
  if (!entity) return std::unexpected(entity.error());
  if (role_table(fact->role) != entity->table) {
    return std::unexpected(Trouble{"Das Merkmal „" + v->text + "“ gibt es hier nicht.", "entity",
                                   std::string("Es wird je ") + role_word(fact->role) + " angegeben.", ""});
  }
  return FactRef{static_cast<std::uint32_t>(fact - r.book.facts.data()), *entity};
}

std::expected<std::int64_t, Trouble> read_end(const Request& r, const Fact& fact, const char* key) {
  const json::Value* v = r.body.find(key);
  const bool from = std::string_view(key) == "from";
  if (!v || v->is(json::Form::Null)) return from ? fact.lo : fact.hi;
  const auto known = read_value(r.book, fact.type, {fact.lo, fact.hi, 0}, *v, key);
  if (!known) return std::unexpected(known.error());
  if (!*known) return from ? fact.lo : fact.hi;
  return from ? (*known)->lo : (*known)->hi;
}

void put_rule_value(Writer& w, const Request& r, const Type& type, Known value) {
  w.open('{').put("min", plain(r.book, type, value.lo)).put("max", plain(r.book, type, value.hi)).close('}');
}

constexpr std::size_t kMaxRules = 16;

// Which verdicts are not the same at every point.
std::vector<bool> varying(const std::vector<CurvePoint>& points) {
  std::vector<bool> out(points.empty() ? 0 : points[0].verdicts.size(), false);
  for (const CurvePoint& p : points) {
    for (std::size_t i = 0; i < out.size() && i < p.verdicts.size(); ++i) {
      const Verdict &a = points[0].verdicts[i], &b = p.verdicts[i];
      if (a.standing != b.standing || a.amount != b.amount) out[i] = true;
    }
  }
  return out;
}

// The rules asked for besides the verdicts, for everybody of their table: {"rules": ["Nettolohn"]}.
std::expected<std::vector<RuleRef>, Trouble> read_rules(const Request& r, const Program& program) {
  std::vector<RuleRef> found;
  const json::Value* list = r.body.find("rules");
  if (!list || list->is(json::Form::Null)) return found;
  if (!list->is(json::Form::Array) || list->items.size() > kMaxRules) {
    return std::unexpected(Trouble{"Hier passt nur eine Liste von höchstens " + std::to_string(kMaxRules) + " Regelnamen.", "rules", "", ""});
  }
  for (const json::Value& name : list->items) {
    const auto rule = std::find_if(program.rules.begin(), program.rules.end(), [&](const Rule& x) {
      return name.is(json::Form::String) && x.name == name.text && x.reg != kNoReg && (x.kind == RuleKind::Rule || x.kind == RuleKind::Amount);
    });
    if (rule == program.rules.end() || rule->type.kind == Kind::Choice) {
      return std::unexpected(Trouble{"Die Regel „" + name.text + "“ gibt es hier nicht.", "rules", "Gefragt sind Regeln, die in diesem Monat gelten und eine Zahl ergeben.", ""});
    }
    const auto index = static_cast<std::uint32_t>(rule - program.rules.begin());
    const Table table = role_table(rule->role);
    const std::size_t rows = table == Table::Person ? r.situation.persons.size() : table == Table::Household ? r.situation.households.size() : 1;
    for (std::uint32_t i = 0; i < rows; ++i) found.push_back({index, {table, i}});
  }
  return found;
}

}  // namespace

Answer curve(const Request& r) {
  const auto fact = read_fact(r);
  if (!fact) return std::unexpected(fact.error());
  const Fact& f = r.book.facts[fact->fact];
  const auto from = read_end(r, f, "from"), to = read_end(r, f, "to");
  if (!from) return std::unexpected(from.error());
  if (!to) return std::unexpected(to.error());
  if (*from > *to) return std::unexpected(Trouble{"Der Bereich endet, bevor er beginnt.", "to", "", "Bitte „from“ und „to“ tauschen."});
  const auto points = read_count(r, "points", 2, 1000, 141);
  if (!points) return std::unexpected(points.error());
  const Program* program = in_force(r.book, r.situation.month);
  const auto rules = program ? read_rules(r, *program) : std::vector<RuleRef>{};
  if (!rules) return std::unexpected(rules.error());
  const auto line = fr::curve(r.book, r.situation, *fact, *from, *to, *points, *rules);
  if (!line) return std::unexpected(trouble_of(line.error()));
  const std::vector<bool> show = varying(*line);
  Writer w;
  w.open('{').put("fact", f.name).put("entity", entity_id(r.situation, fact->entity));
  w.key("rules").open('[');
  for (const RuleRef& rule : *rules) {
    w.open('{').put("rule", program->rules[rule.rule].name).put("entity", entity_id(r.situation, rule.entity)).close('}');
  }
  w.close(']').key("points").open('[');
  for (const CurvePoint& p : *line) {
    w.open('{').put("at", plain(r.book, f.type, p.at));
    put_amount(w, "total", p.total_per_month, Per::Month);
    w.key("results").open('[');
    for (std::size_t i = 0; program && i < p.verdicts.size(); ++i) {
      if (!show[i]) continue;
      const Verdict& v = p.verdicts[i];
      w.open('{').put("service", r.book.services[program->targets[v.target].service].id);
      w.put("for", entity_id(r.situation, v.entity));
      put_verdict(w, *program, v);
      w.close('}');
    }
    w.close(']').key("rules").open('[');
    for (std::size_t i = 0; i < p.rules.size(); ++i) put_rule_value(w, r, program->rules[(*rules)[i].rule].type, p.rules[i]);
    w.close(']').close('}');
  }
  w.close(']').close('}');
  return w.take();
}

}  // namespace fr::door
