// Prüffälle -> situations and expectations that the engine can run.
#include <algorithm>

#include "base/text.h"
#include "program/lowering_cases.h"

namespace fr {

namespace {

using W = ast::Expectation::What;

Known known(const ast::Expr& e, const Type& type) {
  if (e.kind == ast::ExprKind::Between)
    return {known(*e.args[1], type).lo, known(*e.args[2], type).hi};
  if (type.kind == Kind::Day && e.kind == ast::ExprKind::MonthLit)
    return {first_day(e.lo), last_day(e.hi)};
  if (e.kind == ast::ExprKind::Span) {
    const std::int64_t months = static_cast<ast::Unit>(e.op) == ast::Unit::Years ? e.lo * 12 : e.lo;
    return {months, months};
  }
  return {e.lo, e.hi};
}

class CaseBuilder {
 public:
  CaseBuilder(const Checked& c, const Rulebook& book, const ast::Decl& d) : c_(c), book_(book), d_(d), t_(*d.test) {}
  TestCase build();

 private:
  void structure();
  void facts();
  void rest();
  void expectations();
  Entity* entity(const std::string& name);
  std::uint32_t person(const std::string& name);
  std::uint32_t household(const std::string& name);
  void state(Entity& e, const ast::Given& g);
  const Type* derived_type(const std::string& name, bool* service) const;

  const Checked& c_;
  const Rulebook& book_;
  const ast::Decl& d_;
  const ast::Case& t_;
  TestCase out_;
};

std::uint32_t CaseBuilder::person(const std::string& name) {
  auto& ps = out_.situation.persons;
  auto it = std::find_if(ps.begin(), ps.end(), [&](const auto& p) { return p.id == name; });
  return static_cast<std::uint32_t>(it - ps.begin());
}

std::uint32_t CaseBuilder::household(const std::string& name) {
  auto& hs = out_.situation.households;
  auto it = std::find_if(hs.begin(), hs.end(), [&](const auto& h) { return h.id == name; });
  if (it == hs.end()) {
    hs.emplace_back().id = name;
    return static_cast<std::uint32_t>(hs.size() - 1);
  }
  return static_cast<std::uint32_t>(it - hs.begin());
}

Entity* CaseBuilder::entity(const std::string& name) {
  for (auto& p : out_.situation.persons)
    if (p.id == name) return &p;
  for (auto& h : out_.situation.households)
    if (h.id == name) return &h;
  return &out_.situation.family;
}

void CaseBuilder::structure() {
  Situation& s = out_.situation;
  s.month = t_.month->lo;
  s.family.id = "familie";
  for (const auto& p : t_.persons) s.persons.emplace_back().id = p.name;
  bool default_home = t_.persons.empty();
  for (const auto& p : t_.persons) default_home = default_home || p.homes.empty();
  for (const auto& g : t_.facts) default_home = default_home || g.subject.empty();
  if (default_home) household("haus");
  for (const auto& h : t_.households) household(h);
  for (const auto& p : t_.persons) {
    PersonEntity& e = s.persons[person(p.name)];
    e.unborn = p.due != nullptr;
    const ast::ExprPtr& born = p.due ? p.due : p.born;
    if (born && c_.birth_fact != 0xffffffff)
      e.facts["Geburtstag"] = known(*born, Type{Kind::Day});
    else if (p.adult && c_.birth_fact != 0xffffffff)  // grown up, whatever the exact age
      e.facts["Geburtstag"] = {book_.facts[c_.birth_fact].lo,
                               add_months(first_day(s.month), -18 * 12)};
    const auto day = e.facts.find("Geburtstag");  // born after the month: an exact due date
    if (day != e.facts.end() && day->second.lo > last_day(s.month)) e.unborn = true;
    for (const auto& x : p.parents) e.parents.push_back(person(x));
    for (const auto& x : p.cares_for) e.cares_for.push_back(person(x));
    if (p.homes.empty()) e.homes.push_back({household("haus"), kOneShare});
    std::int64_t stated = 0, open = 0;
    for (const auto& [h, share] : p.homes) share < 0 ? ++open : stated += share;
    for (const auto& [h, share] : p.homes)
      e.homes.push_back({household(h), share < 0 ? (kOneShare - stated) / open : share});
  }
  static const std::vector<std::string> kStatuses = {"verheiratet", "verpartnert", "zusammen",
                                                     "dauernd-getrennt", "geschieden"};
  for (const auto& c : t_.couples) {
    auto it = std::find(kStatuses.begin(), kStatuses.end(), c.status);
    s.couples.push_back({person(c.a), person(c.b), static_cast<CoupleStatus>(it - kStatuses.begin())});
  }
}

void CaseBuilder::state(Entity& e, const ast::Given& g) {
  if (!g.value) return;
  const Type& type = c_.facts[c_.fact_by_name.at(g.name)]->type;
  e.facts[g.name] = known(*g.value, type);
}

void CaseBuilder::facts() {
  Situation& s = out_.situation;
  for (const auto& p : t_.persons)
    for (const auto& g : p.facts) state(s.persons[person(p.name)], g);
  for (const auto& g : t_.facts) {
    const bool house = role_table(c_.facts[c_.fact_by_name.at(g.name)]->role) == Table::Household;
    Entity& e = !g.subject.empty() ? *entity(g.subject)
                : house            ? s.households[household("haus")]
                                   : s.family;
    state(e, g);
  }
  for (const auto& g : t_.given) {
    bool service;
    if (g.value) entity(g.subject)->given[g.name] = known(*g.value, *derived_type(g.name, &service));
  }
  for (const auto& [who, name] : t_.receives) {
    Entity& e = *entity(who == "Familie" ? "familie" : who);
    e.receives_listed = true;
    e.receives.push_back(slug(name));
  }
}

// „übrige Angaben nein“: what was not mentioned at all is no, or the lower end of its range.
void CaseBuilder::rest() {
  const auto fill = [&](Entity& e, Table table, const std::vector<ast::Given>* mentioned) {
    for (const Fact& f : book_.facts) {
      if (role_table(f.role) != table || f.name == "Geburtstag" || e.facts.count(f.name)) continue;
      if (f.type.kind == Kind::Choice || f.type.kind == Kind::Day || f.type.kind == Kind::Month) continue;
      if (mentioned && std::any_of(mentioned->begin(), mentioned->end(),
                                   [&](const auto& g) { return g.name == f.name; }))
        continue;  // stated as unknown
      const std::int64_t v = f.lo <= 0 && f.hi >= 0 ? 0 : f.lo;
      e.facts[f.name] = {v, v};
    }
  };
  Situation& s = out_.situation;
  for (const auto& p : t_.persons) fill(s.persons[person(p.name)], Table::Person, &p.facts);
  for (auto& h : s.households) {
    std::vector<ast::Given> mentioned;
    for (const auto& g : t_.facts) {
      ast::Given copy;
      copy.name = g.name;
      if (g.subject == h.id || (g.subject.empty() && h.id == "haus")) mentioned.push_back(std::move(copy));
    }
    fill(h, Table::Household, &mentioned);
  }
  fill(s.family, Table::Family, nullptr);
}

const Type* CaseBuilder::derived_type(const std::string& name, bool* service) const {
  *service = true;
  if (auto a = c_.amount_by_name.find(name); a != c_.amount_by_name.end()) return &c_.symbols[a->second].type;
  if (auto a = c_.claim_by_name.find(name); a != c_.claim_by_name.end()) return &c_.symbols[a->second].type;
  *service = false;
  return &c_.symbols[c_.symbol_by_name.at(name)].type;
}

void CaseBuilder::expectations() {
  for (const auto& e : t_.expectations) {
    Expected x;
    x.pos = e.pos;
    x.entity = e.subject == "Familie" || e.subject.empty() ? "familie" : e.subject;
    x.name = e.name;
    static const std::vector<std::pair<W, Expected::What>> kMap = {
        {W::Yes, Expected::What::Yes},         {W::No, Expected::What::No},
        {W::Open, Expected::What::Open},       {W::Equal, Expected::What::Value},
        {W::YesBetween, Expected::What::YesBetween}, {W::OpenBetween, Expected::What::OpenBetween},
        {W::Between, Expected::What::Between}, {W::NextQuestion, Expected::What::NextQuestion},
        {W::NoQuestion, Expected::What::NoQuestion}, {W::Deadline, Expected::What::Deadline}};
    for (const auto& [from, to] : kMap)
      if (from == e.what) x.what = to;
    if (e.what == W::Document)
      x.what = e.lo && e.lo->lo == 0 ? Expected::What::DocumentNo : Expected::What::DocumentYes;
    if (e.what == W::Deadline || e.what == W::Document) {
      x.name = e.text;
      if (e.lo) x.value = known(*e.lo, Type{Kind::Day});
    } else if (e.what != W::NextQuestion && e.what != W::NoQuestion) {
      const Type* type = derived_type(e.name, &x.is_service);
      if (e.lo) x.value = known(*e.lo, *type);
      if (e.hi) x.value.hi = known(*e.hi, *type).hi;
    }
    out_.expected.push_back(std::move(x));
  }
}

TestCase CaseBuilder::build() {
  out_.title = d_.name;
  out_.citation = d_.citation;
  out_.pos = d_.pos;
  if (d_.service < book_.services.size()) out_.service = book_.services[d_.service].id;
  structure();
  facts();
  if (t_.rest_no) rest();
  expectations();
  return std::move(out_);
}

}  // namespace

TestCase build_case(const Checked& checked, const Rulebook& book, const ast::Decl& decl) {
  return CaseBuilder(checked, book, decl).build();
}

}  // namespace fr
