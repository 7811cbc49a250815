// See reference.h: never in production. Written against the language's definition alone.
#include "differential/reference.h"

#include <algorithm>
#include <utility>

#include "base/decimal.h"

namespace fr::reference {

using ast::Expr;
using ast::ExprKind;

namespace {

constexpr std::uint32_t kNobody = 0xffffffff;

// Largest share wins, the first of equals.
std::uint32_t home_of(const PersonEntity& p) {
  std::uint32_t best = kNobody;
  std::int64_t share = -1;
  for (const Home& h : p.homes) {
    if (h.share > share) share = h.share, best = h.household;
  }
  return best;
}

__extension__ typedef __int128 Wide;

Wide floor_div(Wide a, Wide b) {  // b > 0
  const Wide q = a / b;
  return a % b < 0 ? q - 1 : q;
}

bool lives_in(const PersonEntity& p, std::uint32_t household) {
  return std::any_of(p.homes.begin(), p.homes.end(),
                     [&](const Home& h) { return h.household == household; });
}

const ast::Attribute* find(const ast::Decl& d, const char* key) {
  for (const auto& a : d.attributes) {
    if (a.key == key) return &a;
  }
  return nullptr;
}

}  // namespace

void Walker::fail(Failure::What what) const { throw Failure{what, where_}; }

std::int64_t Walker::narrow(Wide wide) const {
  if (wide > INT64_MAX || wide < INT64_MIN) fail(Failure::What::Overflow);
  return static_cast<std::int64_t>(wide);
}

const Entity& Walker::entity(Row row) const {
  if (row.table == Table::Household) return family_.households.at(row.index);
  if (row.table == Table::Family) return family_.family;
  return family_.persons.at(row.index);
}

std::int64_t Walker::fact(std::uint32_t index, Row row) {
  const ast::Decl& d = *rules_.facts.at(index);
  const std::string outer = std::exchange(where_, d.name);
  const ast::Attribute* relevant = find(d, "relevant wenn");
  // Nobody need say what a child does not earn; but what was said counts, whoever it was said of.
  const bool in_role =
      row.table != Table::Person || has_role(family_, row.index, d.role, family_.month);
  const auto& facts = entity(row).facts;
  const auto stated = facts.find(d.name);
  const bool asked = !relevant || !relevant->expr || expression(*relevant->expr, row);
  std::int64_t result = 0;
  const bool presumed = (find(d, "ohne Nachfrage") || find(d, "auf Wunsch")) && stated == facts.end();
  if (!asked || presumed || (!in_role && stated == facts.end())) {
    const ast::Attribute* otherwise = find(d, "sonst");
    const Kind k = d.type.kind;
    const bool zero = k != Kind::Choice && k != Kind::Day && k != Kind::Month;
    if (!zero && !otherwise) fail(Failure::What::UnknownFact);  // nobody can be asked
    if (otherwise && otherwise->expr) result = otherwise->expr->lo;
  } else {
    if (stated == facts.end()) fail(Failure::What::UnknownFact);
    const Known known = stated->second;
    const auto mask = static_cast<std::uint64_t>(known.lo);
    const bool one = d.type.kind == Kind::Choice ? (mask & (mask - 1)) == 0 : known.lo == known.hi;
    if (!one) fail(Failure::What::UnknownFact);
    result = known.lo;
  }
  where_ = outer;
  return result;
}

std::int64_t Walker::symbol(std::uint32_t index, Row row) {
  const auto key = std::tuple{index, row.table, row.index};
  if (auto known = memo_.find(key); known != memo_.end()) return known->second;
  const Symbol& y = rules_.symbols.at(index);
  const auto& given = entity(row).given;
  // A service's name means its Betrag if it has one.
  const bool can_be_given = y.kind != ast::DeclKind::Anspruch || !rules_.amount_by_name.count(y.name);
  const auto it = given.find(y.name);
  const std::string outer = std::exchange(where_, y.name);
  std::int64_t result = 0;
  if (y.kind == ast::DeclKind::Betrag && !symbol(rules_.claim_by_name.at(y.name), row)) {
    result = 0;  // a Betrag holds only where the Anspruch of its name holds
  } else if (can_be_given && it != given.end()) {
    result = it->second.lo;
  } else {
    const ast::Decl* chosen = nullptr;
    for (const ast::Decl* d : rules_.in_force(y, family_.month)) {
      if (!d->births_from && !d->births_until) {
        chosen = d;
        break;
      }
      const std::int64_t born = fact(rules_.birth_fact, row);
      if ((!d->births_from || born >= d->births_from->lo) &&
          (!d->births_until || born <= d->births_until->lo)) {
        chosen = d;
        break;
      }
    }
    if (!chosen && y.kind != ast::DeclKind::Anspruch) fail(Failure::What::NoLaw);
    if (chosen) result = eval(*chosen->body, Scope{row});
  }
  where_ = outer;
  return memo_[key] = result;
}

std::int64_t Walker::expression(const Expr& e, Row row) { return eval(e, Scope{row}); }

std::int64_t Walker::value(const Expr& literal, const std::string& where) {
  if (literal.lo == literal.hi || literal.type.kind == Kind::Choice) return literal.lo;
  if (pick_ == Pick::Refuse) throw Failure{Failure::What::Undocumented, where};
  return pick_ == Pick::Low ? literal.lo : literal.hi;
}

Row Walker::resolve(Expr::Where where, const Scope& s) const {
  switch (where) {
    case Expr::Where::Element: return s.element;
    case Expr::Where::Family: return {Table::Family, 0};
    case Expr::Where::Home: {
      return {Table::Household, home_of(family_.persons.at(s.here.index))};
    }
    default: return s.here;
  }
}

std::int64_t Walker::name(const Expr& e, const Scope& s) {
  if (e.where == Expr::Where::Home && resolve(e.where, s).index == kNobody) {
    if (e.type.kind == Kind::Choice) fail(Failure::What::UnknownFact);
    return 0;  // nothing is true of a household that is not there
  }
  switch (e.ref) {
    case Expr::Ref::Fact: return fact(e.ref_index, resolve(e.where, s));
    case Expr::Ref::Rule: return symbol(e.ref_index, resolve(e.where, s));
    case Expr::Ref::Member: return e.lo;
    case Expr::Ref::Value: {
      const auto in_force = rules_.in_force(rules_.symbols.at(e.ref_index), family_.month);
      const ast::ValueRow* row = nullptr;
      for (const ast::Decl* d : in_force) {
        for (const auto& r : d->rows) {
          if (r.from->lo <= first_day(family_.month)) row = &r;
        }
      }
      if (!row) fail(Failure::What::NoLaw);
      return value(*row->value, e.name);
    }
    default: fail(Failure::What::NoLaw);
  }
}

std::int64_t Walker::lookup(const Expr& e, const Scope& s) {
  const auto in_force = rules_.in_force(rules_.symbols.at(e.ref_index), family_.month);
  const TableVersion* version = nullptr;
  for (const auto& v : rules_.tables.at(in_force.at(0))) {
    if (v.from <= first_day(family_.month)) version = &v;
  }
  if (!version) fail(Failure::What::NoLaw);
  std::size_t column = 0;
  if (version->column_members) {
    const auto member = static_cast<std::uint64_t>(eval(*e.args.back(), s));
    while (column < version->columns.size() && !(version->columns[column] & member)) ++column;
  }
  const std::int64_t key = eval(*e.args.front(), s);
  for (const auto& row : version->rows) {
    if (version->bands && !row.last && key > row.limit) continue;
    if (version->row_members && !(row.mask & static_cast<std::uint64_t>(key))) continue;
    const auto [lo, hi] = row.cells.at(column);
    if (lo == hi || e.type.kind == Kind::Choice) return lo;
    if (pick_ == Pick::Refuse) throw Failure{Failure::What::Undocumented, e.name};
    return pick_ == Pick::Low ? lo : hi;
  }
  fail(Failure::What::NoLaw);
}

std::int64_t Walker::compare(std::int64_t a, int op, std::int64_t b) const {
  switch (static_cast<ast::Cmp>(op)) {
    case ast::Cmp::AtLeast: return a >= b;
    case ast::Cmp::AtMost: return a <= b;
    case ast::Cmp::LessThan: return a < b;
    case ast::Cmp::MoreThan: return a > b;
    case ast::Cmp::Equal: return a == b;
    case ast::Cmp::NotEqual: return a != b;
  }
  return 0;
}

std::int64_t Walker::age(const Expr& e, const Scope& s) {
  const std::int64_t born = fact(rules_.birth_fact, resolve(e.where, s));
  const std::int64_t day = eval(*e.args.at(0), s) + (e.op == 1 ? 1 : 0);  // at its end: the next midnight
  if (e.kind == ExprKind::AgeNumber) {
    std::int64_t years = 0;
    while (years < 400 && nth_birthday(born, years + 1) <= day) ++years;
    return years * kOne;
  }
  const std::int64_t years = e.lo >= kOne ? e.lo / kOne : e.lo;
  const bool done = nth_birthday(born, years) <= day;
  return done != e.negated;
}

std::uint32_t Walker::person(const std::string& word, const Scope& s) const {
  return s.in_set && word == s.noun ? s.element.index : s.here.index;
}

std::vector<Walker::Element> Walker::elements(const Expr& e, const Scope& s) const {
  std::vector<Element> all;
  const std::uint32_t me = s.here.index;
  const auto& persons = family_.persons;
  const auto count = static_cast<std::uint32_t>(persons.size());
  const auto child_of = [&](std::uint32_t c, std::uint32_t p) {
    return std::count(persons[c].parents.begin(), persons[c].parents.end(), p) > 0;
  };
  const auto add = [&](std::uint32_t p, std::int64_t attribute = 0) {
    all.push_back({{Table::Person, p}, attribute});
  };
  using ast::SetName;
  switch (e.set) {
    case SetName::Elternteil:
      for (auto p : persons[me].parents) add(p);
      break;
    case SetName::Kind:
      for (std::uint32_t p = 0; p < count; ++p) {
        if (s.here.table == Table::Person) {
          if (child_of(p, me)) add(p);
        } else if (has_role(family_, p, Role::Child, family_.month) &&
                   (s.here.table == Table::Family || lives_in(persons[p], me))) {
          add(p);
        }
      }
      break;
    case SetName::Partner:
      for (const Couple& c : family_.couples) {
        const std::int64_t mask = std::int64_t{1} << static_cast<int>(c.status);
        if (c.a == me) add(c.b, mask);
        if (c.b == me) add(c.a, mask);
      }
      break;
    case SetName::Geschwisterkind:
      for (std::uint32_t p = 0; p < count; ++p) {
        if (p == me) continue;
        for (auto parent : persons[me].parents) {
          if (child_of(p, parent)) {
            add(p);
            break;
          }
        }
      }
      break;
    case SetName::Mitglied:
      for (std::uint32_t p = 0; p < count; ++p) {
        for (const Home& h : persons[p].homes) {
          if (h.household == me) add(p, h.share);
        }
      }
      break;
    case SetName::Person:
      for (std::uint32_t p = 0; p < count; ++p) add(p);
      break;
    case SetName::Haushalt:
      if (s.here.table == Table::Family) {
        for (std::uint32_t h = 0; h < family_.households.size(); ++h) all.push_back({{Table::Household, h}, 0});
      } else {
        for (const Home& h : persons[me].homes) all.push_back({{Table::Household, h.household}, h.share});
      }
      break;
    case SetName::Pflegebeduerftiger:
      for (auto p : persons[me].cares_for) add(p);
      break;
    case SetName::Pflegender:
      for (std::uint32_t p = 0; p < count; ++p) {
        if (std::count(persons[p].cares_for.begin(), persons[p].cares_for.end(), me)) add(p);
      }
      break;
  }
  return all;
}

std::int64_t Walker::fold(const Expr& e, const Scope& s) {
  const auto fold = static_cast<ast::Fold>(e.op);
  const bool day = e.type.kind == Kind::Day;
  Wide result = !day ? 0 : fold == ast::Fold::Max ? day_from_civil(1900, 1, 1) : day_from_civil(2100, 12, 31);
  bool first = true;
  for (const Element& x : elements(e, s)) {
    const Scope in{s.here, true, x.row, x.attribute, set_noun(e.set)};
    if (e.filter && !eval(*e.filter, in)) continue;
    const Wide v = fold == ast::Fold::Count ? kOne : eval(*e.args.at(0), in);
    if (fold == ast::Fold::Count || fold == ast::Fold::Sum) result += v;
    else if (first) result = v;
    else result = fold == ast::Fold::Max ? std::max(result, v) : std::min(result, v);
    first = false;
  }
  return narrow(result);
}

std::int64_t Walker::bands(const Expr& e, const Scope& s) {
  const std::int64_t key = eval(*e.args.at(0), s);
  for (const auto& b : e.bands) {
    bool fits = b.last;
    if (b.limit) fits = key <= b.limit->lo;
    if (!b.members.empty()) {
      const auto& members = rules_.choices.at(static_cast<std::size_t>(e.args[0]->type.choice)).members;
      for (const auto& m : b.members) {
        const auto at = std::find(members.begin(), members.end(), m) - members.begin();
        fits = fits || key == std::int64_t{1} << at;
      }
    }
    if (fits) return eval(*b.value, s);
  }
  fail(Failure::What::NoLaw);
}

std::int64_t Walker::calc(const Expr& e, const Scope& s) {
  Wide run = 0;
  for (const auto& line : e.lines) {
    using K = ast::LineKind;
    if (line.kind == K::Entfaellt) {
      const Expr& w = *line.when;
      const bool drop = w.kind == ExprKind::Compare && !w.args.at(0)
                            ? compare(narrow(run), w.op, eval(*w.args.at(1), s)) != 0
                            : eval(w, s) != 0;
      if (drop) run = 0;
      continue;
    }
    if (line.when && !eval(*line.when, s)) continue;
    const Wide v = eval(*line.value, s);
    const auto down = [&](Wide x) { return floor_div(x, v) * v; };
    switch (line.kind) {
      case K::Ausgang: run = v; break;
      case K::Zuzueglich: run += v; break;
      case K::Abzueglich: run -= v; break;
      case K::Mal:
      case K::AnteiligNach: run = run * v / kOne; break;
      case K::Mindestens: run = std::max(run, v); break;
      case K::Hoechstens: run = std::min(run, v); break;
      case K::Abgerundet: run = down(run); break;
      case K::Aufgerundet: run = -down(-run); break;
      case K::Gerundet: run = run < 0 ? -down(-run + v / 2) : down(run + v / 2); break;
      case K::Entfaellt: break;
    }
    run = narrow(run);
  }
  return narrow(run);
}

std::int64_t Walker::add_span(std::int64_t day, const Expr& span, const Scope& s, int sign) {
  if (span.kind != ExprKind::Span) return add_months(day, sign * eval(span, s));
  switch (static_cast<ast::Unit>(span.op)) {
    case ast::Unit::Days: return day + sign * span.lo;
    case ast::Unit::Weeks: return day + sign * 7 * span.lo;
    case ast::Unit::Months: return add_months(day, sign * span.lo);
    case ast::Unit::Years: return add_months(day, sign * 12 * span.lo);
  }
  return day;
}

std::int64_t Walker::eval(const Expr& e, const Scope& s) {
  const auto arg = [&](std::size_t i) -> Wide { return eval(*e.args.at(i), s); };
  switch (e.kind) {
    case ExprKind::Number:
    case ExprKind::Money:
    case ExprKind::Percent:
    case ExprKind::Date:
    case ExprKind::MonthLit:
    case ExprKind::Bool: return value(e, where_);
    case ExprKind::Span:
      return static_cast<ast::Unit>(e.op) == ast::Unit::Years ? e.lo * 12 : e.lo;
    case ExprKind::Name:
    case ExprKind::Field: return name(e, s);
    case ExprKind::Lookup: return lookup(e, s);
    case ExprKind::Add:
    case ExprKind::Sub: {
      const int sign = e.kind == ExprKind::Add ? 1 : -1;
      if (e.type.kind == Kind::Day) return add_span(narrow(arg(0)), *e.args.at(1), s, sign);
      return narrow(arg(0) + sign * arg(1));
    }
    case ExprKind::Mul:
    case ExprKind::PercentOf: return narrow(arg(0) * arg(1) / kOne);
    case ExprKind::Div: {
      const Wide by = arg(1);
      if (by == 0) fail(Failure::What::DivisionByZero);
      return narrow(arg(0) * kOne / by);
    }
    case ExprKind::Call:
      if (e.name == "monatlich") return narrow(arg(0) / 12);
      if (e.name == "jährlich") return narrow(arg(0) * 12);
      return narrow(e.name == "Minimum" ? std::min(arg(0), arg(1)) : std::max(arg(0), arg(1)));
    case ExprKind::Aggregate: return fold(e, s);
    case ExprKind::MonthBegin: return first_day(family_.month);
    case ExprKind::MonthEnd: return last_day(family_.month);
    case ExprKind::Annual: {
      const bool anchored = !e.args.empty() && e.args[0];
      const Day from = anchored ? narrow(arg(0)) : first_day(family_.month);
      const int month = static_cast<int>(e.lo), day = static_cast<int>(e.hi);
      return e.op == 0 ? last_annual(from, month, day) : next_annual(from, month, day);
    }
    case ExprKind::DaySpan: return narrow(std::max<Wide>(0, arg(1) - arg(0) + 1) * kOne);
    case ExprKind::AgeNumber:
    case ExprKind::AgeDone: return age(e, s);
    case ExprKind::Compare: return compare(narrow(arg(0)), e.op, narrow(arg(1)));
    case ExprKind::Between: return arg(0) >= arg(1) && arg(0) <= arg(2);
    case ExprKind::IsOneOf: return (eval(*e.args.at(0), s) & e.lo) != 0;
    case ExprKind::LivesWith: {
      const auto& a = family_.persons.at(person(e.subject, s));
      const auto& b = family_.persons.at(person(e.name, s));
      if (e.op == 1) return home_of(a) != kNobody && home_of(a) == home_of(b);
      return std::any_of(a.homes.begin(), a.homes.end(),
                         [&](const Home& h) { return lives_in(b, h.household); });
    }
    case ExprKind::Share:
    case ExprKind::Status: return s.attribute;
    case ExprKind::Not: return !arg(0);
    case ExprKind::All:
      return std::all_of(e.args.begin(), e.args.end(), [&](const auto& a) { return eval(*a, s); });
    case ExprKind::Any:
      return std::any_of(e.args.begin(), e.args.end(), [&](const auto& a) { return eval(*a, s); });
    case ExprKind::None:
      return std::none_of(e.args.begin(), e.args.end(), [&](const auto& a) { return eval(*a, s); });
    case ExprKind::Quantifier: {
      bool any = false, every = true;
      for (const Element& x : elements(e, s)) {
        const bool c = eval(*e.args.at(0), {s.here, true, x.row, x.attribute, set_noun(e.set)}) != 0;
        any = any || c;
        every = every && c;
      }
      return e.op == 0 ? any : e.op == 1 ? every : !any;
    }
    case ExprKind::Cases:
      for (std::size_t i = 0; i + 1 < e.args.size(); i += 2) {
        if (arg(i + 1)) return eval(*e.args[i], s);
      }
      return eval(*e.args.back(), s);
    case ExprKind::Bands: return bands(e, s);
    case ExprKind::Calc: return calc(e, s);
    case ExprKind::Error: break;
  }
  fail(Failure::What::NoLaw);
}

}  // namespace fr::reference
