// "curve": all results over a range of one fact.
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
  const auto line = fr::curve(r.book, r.situation, *fact, *from, *to, *points);
  if (!line) return std::unexpected(trouble_of(line.error()));
  const Program* program = in_force(r.book, r.situation.month);
  const std::vector<bool> show = varying(*line);
  Writer w;
  w.open('{').put("fact", f.name).put("entity", entity_id(r.situation, fact->entity)).key("points").open('[');
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
    w.close(']').close('}');
  }
  w.close(']').close('}');
  return w.take();
}

}  // namespace fr::door
