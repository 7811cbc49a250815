// Sources -> rulebook: parse, check, vocabulary, one program per state of the law, Prüffälle.
#include "program/compile.h"

#include <algorithm>
#include <tuple>

#include "base/decimal.h"
#include "base/text.h"
#include "language/parse.h"
#include "program/lower.h"
#include "program/lowering_cases.h"

namespace fr {

namespace {

using ast::Decl;

std::string place_of(const std::vector<Source>& sources, const Pos& pos) {
  return sources[pos.source].name + ":" + std::to_string(pos.line);
}

Fact fact_of(const Decl& d, const Checked& c, const std::vector<Source>& sources) {
  Fact f;
  f.name = d.name;
  f.role = d.role;
  f.type = d.type;
  f.brief = attribute(d, "Kurz");
  if (f.brief.empty()) {
    f.brief = d.name;
    std::replace(f.brief.begin(), f.brief.end(), '-', ' ');
  }
  f.question = attribute(d, "Frage");
  f.help = attribute(d, "Hilfe");
  const std::string effort = attribute(d, "Mühe");
  f.effort = effort == "hoch" ? 3 : effort == "mittel" ? 2 : 1;
  f.sensitive = std::any_of(d.attributes.begin(), d.attributes.end(),
                            [](const auto& a) { return a.key == "sensibel"; });
  for (const auto& a : d.attributes) {
    f.unasked = f.unasked || a.key == "ohne Nachfrage" || a.key == "auf Wunsch";
    f.offered = f.offered || a.key == "auf Wunsch";
    if (a.key == "sonst" && a.expr) f.presumed = a.expr->lo;
  }
  f.source = place_of(sources, d.name_pos);
  f.lo = 0;
  f.hi = 1;
  f.grain = 1;
  switch (d.type.kind) {
    case Kind::Money: f.grain = kCent; break;
    case Kind::Count: f.grain = kOne; break;
    case Kind::Number:
    case Kind::Share: f.grain = kOne / 100; break;
    case Kind::Day:
      f.lo = day_from_civil(1900, 1, 1);
      f.hi = day_from_civil(2100, 12, 31);
      break;
    case Kind::Month:
      f.lo = 1900 * 12;
      f.hi = 2100 * 12 + 11;
      break;
    case Kind::Choice:
      f.lo = f.hi = static_cast<std::int64_t>(
          (std::uint64_t{1} << c.choices[static_cast<std::size_t>(d.type.choice)].members.size()) - 1);
      break;
    default: break;
  }
  for (const auto& a : d.attributes)
    if (a.key == "von" && a.expr) {
      const bool between = a.expr->kind == ast::ExprKind::Between;
      const auto end = [&](const ast::Expr& e) {
        return e.kind == ast::ExprKind::Span && static_cast<ast::Unit>(e.op) == ast::Unit::Years ? e.lo * 12 : e.lo;
      };
      f.lo = between ? end(*a.expr->args[1]) : a.expr->lo;
      f.hi = between ? end(*a.expr->args[2]) : a.expr->hi;
    }
  return f;
}

Service service_of(const Decl& d, const std::vector<Source>& sources) {
  Service s;
  const auto all = [&](const char* key) {
    std::vector<std::string> out;
    for (const auto& a : d.attributes)
      if (a.key == key) out.insert(out.end(), a.values.begin(), a.values.end());
    return out;
  };
  s.id = slug(d.name);
  s.name = d.name;
  s.title = attribute(d, "Titel");
  s.brief = attribute(d, "Kurz");
  const std::string level = attribute(d, "Ebene"), effect = attribute(d, "Wirkung");
  s.level = level == "Stadt" ? Level::City : level == "Land" ? Level::State : Level::Federal;
  s.effect = effect == "Zahlung"    ? Effect::Payment
             : effect == "Ersparnis" ? Effect::Saving
             : effect == "Kosten"    ? Effect::Cost
             : effect == "Pflicht"   ? Effect::Duty
                                     : Effect::Help;
  s.law = attribute(d, "Recht");
  s.phase = attribute(d, "Lebenslage");
  s.audience = attribute(d, "Zielgruppe");
  s.limits = attribute(d, "Grenzen");
  s.next_step = attribute(d, "Nächster-Schritt");
  s.needs = all("Bedarf");
  s.cost = attribute(d, "Kosten");
  s.channels = all("Wege");
  s.online = attribute(d, "Online");
  s.key = attribute(d, "Schlüssel");
  for (const auto& p : all("Teil von")) s.part_of = slug(p);
  s.offices = all("Stelle");
  s.keywords = all("Suchworte");
  for (const auto& x : all("schließt aus")) s.excludes.push_back(slug(x));
  s.source = place_of(sources, d.name_pos);
  return s;
}

// Texts for people name the city whose catalogue it is.
class CityName {
 public:
  explicit CityName(const std::vector<Source>& sources) {
    const auto city = std::find_if(sources.begin(), sources.end(), [](const Source& s) { return s.layer == Layer::City; });
    if (city != sources.end()) name_ = city->place;
  }
  void operator()(std::string& text) const {
    if (!name_.empty()) text = replace_all(text, kCityPlace, name_);
  }

 private:
  std::string name_;
};

void name_city_in_words(Rulebook& book, const CityName& fill) {  // before the lowering, which takes them over
  for (Choice& c : book.choices) std::for_each(c.labels.begin(), c.labels.end(), fill);
  for (Fact& f : book.facts)
    for (std::string* text : {&f.brief, &f.question, &f.help}) fill(*text);
  for (Service& s : book.services) {
    for (std::string* text : {&s.title, &s.brief, &s.law, &s.audience, &s.limits, &s.next_step, &s.cost}) fill(*text);
    std::for_each(s.keywords.begin(), s.keywords.end(), fill);
  }
}

void name_city_in_rules(Compiled& out, const CityName& fill) {
  for (Program& p : out.book.programs) {
    for (DeadlineRule& d : p.deadlines)
      for (std::string* text : {&d.text, &d.missed}) fill(*text);
    for (DocumentRule& d : p.documents)
      for (std::string* text : {&d.text, &d.where}) fill(*text);
  }
  for (TestCase& c : out.cases)
    for (Expected& e : c.expected) fill(e.name);
}

bool has_errors(const Diagnostics& all) {
  return std::any_of(all.begin(), all.end(), [](const auto& d) { return d.severity == Severity::Error; });
}

void count(const Checked& c, Compiled* out) {
  Counts& n = out->counts;
  n.services = c.services.size();
  n.facts = c.facts.size();
  n.cases = c.tests.size();
  n.months = static_cast<std::size_t>(c.until - c.from);
  for (const Symbol& s : c.symbols) {
    if (s.kind == ast::DeclKind::Wert) {
      for (const Decl* d : s.versions)
        for (const auto& r : d->rows) {
          ++n.values;
          if (!r.citation.empty() || !d->citation.empty()) ++n.sourced_values;
          if (r.undocumented) {
            ++n.undocumented;
            out->undocumented.push_back({r.pos, s.name, r.value ? r.value->text : "", r.reason});
          }
        }
    } else if (s.kind == ast::DeclKind::Tabelle) {
      for (const Decl* d : s.versions) {
        auto t = c.tables.find(d);
        if (t == c.tables.end()) continue;
        for (const auto& v : t->second)
          for (const auto& row : v.rows)
            for (const auto& [lo, hi] : row.cells) {
              ++n.values;
              if (!row.source.empty()) ++n.sourced_values;
              if (lo != hi && s.type.kind != Kind::Choice) {
                ++n.undocumented;
                out->undocumented.push_back({row.pos, s.name,
                                             format_german(lo, true) + " bis " + format_german(hi, true),
                                             row.source});
              }
            }
      }
    } else {
      n.rules += s.versions.size();
    }
  }
}

void in_source_order(Diagnostics& all) {
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.pos.source, a.pos.line, a.pos.column) < std::tie(b.pos.source, b.pos.line, b.pos.column);
  });
}

}  // namespace

bool Compiled::ok() const { return !has_errors(diagnostics); }

static Compiled compile_all(const std::vector<Source>& sources, bool strict) {
  Compiled out;
  std::vector<ast::File> files;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    Parsed p = parse(sources[i], i);
    out.diagnostics.insert(out.diagnostics.end(), p.diagnostics.begin(), p.diagnostics.end());
    files.push_back(std::move(p.file));
  }
  if (has_errors(out.diagnostics)) return out;
  Checked c = check(std::move(files), sources, strict, &out.diagnostics);
  if (has_errors(out.diagnostics)) return out;

  Rulebook& book = out.book;
  book.from = c.from;
  book.until = c.until;
  for (const ChoiceType& t : c.choices) book.choices.push_back({t.name, t.members, t.labels});
  for (const Decl* d : c.facts) book.facts.push_back(fact_of(*d, c, sources));
  for (const Decl* d : c.unread) book.facts[c.fact_by_name[d->name]].offered = false;
  for (const Decl* d : c.services) book.services.push_back(service_of(*d, sources));
  const CityName fill(sources);
  name_city_in_words(book, fill);
  const auto months = boundaries(c);
  for (std::size_t i = 0; i < months.size(); ++i) {
    const Month until = i + 1 < months.size() ? months[i + 1] : c.until;
    book.programs.push_back(Lowering(c, sources, book, months[i], until, &out.diagnostics).run());
    if (has_errors(out.diagnostics)) return out;
  }
  count(c, &out);
  out.counts.states = book.programs.size();
  for (const Symbol& s : c.symbols)
    for (const Decl* d : s.versions)
      for (const std::string& fact : d->falls_with)
        out.promises.push_back({d->name_pos, s.name, fact, s.kind == ast::DeclKind::Betrag});
  for (const Decl* t : c.tests)
    if (t->test) out.cases.push_back(build_case(c, book, *t));
  for (const Decl* d : c.unread) out.unread.push_back({d->name_pos, d->name});
  for (const auto& [service, key] : c.replaced) out.replaced.push_back({slug(service), key});
  name_city_in_rules(out, fill);
  return out;
}

Compiled compile(const std::vector<Source>& sources, bool strict) {
  Compiled out = compile_all(sources, strict);
  in_source_order(out.diagnostics);
  return out;
}

}  // namespace fr
