// Versions and layers: for every month exactly one version holds; a city replaces only what is open.
#include <algorithm>

#include "language/checker.h"

namespace fr {

using ast::Decl;
using ast::DeclKind;

namespace {

Month from_month(const Decl& d, Month otherwise) {
  return d.from ? month_of(d.from->lo) : otherwise;
}

}  // namespace

std::vector<const Decl*> Checked::in_force(const Symbol& symbol, Month month) const {
  std::vector<const Decl*> found;
  const Decl* best = nullptr;
  for (const Decl* d : symbol.versions) {
    if (from_month(*d, 0) > month) continue;
    if (d->until && month_of(d->until->lo) < month) continue;
    const bool births = d->births_from || d->births_until;
    if (!best) {
      best = d;
      found.push_back(d);
      if (!births) return found;
      continue;
    }
    if (d->replaces_layer != best->replaces_layer) break;  // a lower layer
    found.push_back(d);
    if (!births) break;
  }
  return found;
}

std::vector<Month> boundaries(const Checked& c) {
  std::set<Month> all{c.from};
  const auto add = [&](Month m) {
    if (m > c.from && m < c.until) all.insert(m);
  };
  for (const Symbol& s : c.symbols)
    for (const Decl* d : s.versions) {
      if (d->from) add(month_of(d->from->lo));
      if (d->until) add(month_of(d->until->lo) + 1);
      for (const auto& r : d->rows)
        if (r.from) add(month_of(r.from->lo));
      if (auto t = c.tables.find(d); t != c.tables.end())
        for (const auto& v : t->second) add(month_of(v.from));
    }
  return {all.begin(), all.end()};
}

// "Bad Musterstadt" is written Bad-Musterstadt in the rules.
bool Checker::right_place(const Decl& d) {
  const Source& source = sources_[d.pos.source];
  if (source.layer != (d.replaces_layer == "Stadt" ? Layer::City : Layer::State)) {
    error(d.pos, "„" + d.replaces_layer + " " + d.replaces_place +
                     " ersetzt“ steht in einer Datei einer anderen Ebene.",
          "Was die Stadt ersetzt, gehört in den Ordner der Stadt.");
    return false;
  }
  std::string own = source.place;
  std::replace(own.begin(), own.end(), ' ', '-');
  if (own.empty() || own == d.replaces_place) return true;
  error(d.pos, "In diesem Ordner ersetzt „" + own + "“, nicht „" + d.replaces_place + "“.",
        "So fällt auf, was aus dem Ordner einer anderen Stadt hierher kopiert wurde.",
        "Schreiben Sie „" + d.replaces_layer + " " + own + " ersetzt …“, und prüfen Sie, ob es hier gilt.");
  return false;
}

namespace {

// What a lower layer says about a service: where and how one gets it. Who is entitled is law.
constexpr std::string_view kLocal[] = {"Stelle", "Suchworte", "Kosten", "Wege", "Online", "Nächster-Schritt", "Grenzen"};

}  // namespace

void Checker::merge_services() {
  std::stable_sort(service_changes_.begin(), service_changes_.end(), [](const Decl* a, const Decl* b) {
    return a->replaces_layer == "Land" && b->replaces_layer == "Stadt";
  });
  for (Decl* d : service_changes_) merge_service(*d);
}

void Checker::merge_service(Decl& change) {
  if (!right_place(change)) return;
  const auto found = c_.service_by_name.find(change.name);
  if (found == c_.service_by_name.end())
    return error(change.name_pos, "Es gibt keine Leistung, von der „" + change.name + "“ hier Zeilen ersetzt.", "",
                 closest(change.name, [&](auto take) { for (const auto& [n, i] : c_.service_by_name) take(n); }));
  Decl& service = *c_.services[found->second];
  if (layer_of(service) >= layer_of(change)) {
    error(change.name_pos, "„" + change.name + "“ ist keine Leistung einer höheren Ebene.",
          "Ersetzt wird nur, was Bund oder Land für alle sagen.", "Ändern Sie die Leistung selbst.");
    diagnostics_.back().also.push_back({service.name_pos, "hier steht sie"});
    return;
  }
  for (ast::Attribute& a : change.attributes) {
    if (std::find(std::begin(kLocal), std::end(kLocal), a.key) == std::end(kLocal)) {
      error(a.pos, "„" + a.key + "“ lässt sich hier nicht ersetzen.",
            "Was eine Leistung ist und wem sie zusteht, sagt das Gesetz; die Stadt sagt, wo und wie man sie bekommt.",
            "Möglich sind Stelle, Suchworte, Kosten, Wege, Online, Nächster-Schritt und Grenzen.");
      continue;
    }
    const auto old = std::find_if(service.attributes.begin(), service.attributes.end(), [&](const auto& o) { return o.key == a.key; });
    if (old != service.attributes.end() && layer_of(change) == sources_[old->pos.source].layer) {
      error(a.pos, "„" + a.key + "“ ist hier zweimal ersetzt.", "", "Streichen Sie eine der beiden Zeilen.");
      diagnostics_.back().also.push_back({old->pos, "hier steht die andere"});
      continue;
    }
    c_.replaced.emplace_back(service.name, a.key);
    if (old != service.attributes.end()) *old = std::move(a);
    else service.attributes.push_back(std::move(a));
  }
}

void Checker::merge_layers(Symbol& s) {
  const Decl* base = nullptr;
  for (Decl* d : s.versions)
    if (d->replaces_layer.empty()) {
      if (base && layer_of(*base) != layer_of(*d)) {
        error(d->name_pos, "„" + s.name + "“ ist auf zwei Ebenen erklärt.",
              "Eine andere Ebene darf nur ersetzen, was offen ist.",
              "Schreiben Sie „Stadt … ersetzt " + std::string(kind_word(s.kind)) + " " + s.name + "“.");
        diagnostics_.back().also.push_back({base->name_pos, "hier steht die andere Erklärung"});
      }
      if (!base) base = d;
    }
  for (Decl* d : s.versions) {
    if (d->replaces_layer.empty()) continue;
    right_place(*d);
    if (!base) {
      error(d->name_pos, "Es gibt nichts, was „" + s.name + "“ hier ersetzt.", "", suggest(s.name));
      continue;
    }
    const auto& open = base->open_for;
    if (std::find(open.begin(), open.end(), d->replaces_layer) == open.end()) {
      error(d->name_pos, "„" + s.name + "“ ist nicht offen für „" + d->replaces_layer + "“.",
            "Nur was der Gesetzgeber offen lässt, darf eine andere Ebene regeln.",
            "Wenn das Gesetz es erlaubt, ergänzen Sie dort „offen für " + d->replaces_layer + "“.");
      diagnostics_.back().also.push_back({base->name_pos, "hier steht die Regel"});
    }
  }
  const auto rank = [](const Decl* d) {
    return d->replaces_layer == "Stadt" ? 2 : d->replaces_layer == "Land" ? 1 : 0;
  };
  std::stable_sort(s.versions.begin(), s.versions.end(), [&](const Decl* a, const Decl* b) {
    if (rank(a) != rank(b)) return rank(a) > rank(b);
    if (from_month(*a, 0) != from_month(*b, 0)) return from_month(*a, 0) > from_month(*b, 0);
    const Day ba = a->births_from ? a->births_from->lo : -1000000, bb = b->births_from ? b->births_from->lo : -1000000;
    return ba > bb;
  });
}

void Checker::check_windows(const Symbol& s) {
  const auto first_of_month = [&](const ast::ExprPtr& e) {
    if (e && civil_from_day(e->lo).day != 1)
      error(e->pos, "Eine Fassung gilt ab einem Monatsersten.", "Gerechnet wird je Kalendermonat.");
  };
  for (std::size_t i = 0; i < s.versions.size(); ++i) {
    const Decl& d = *s.versions[i];
    first_of_month(d.from);
    if (d.until && d.from && d.until->lo < d.from->lo)
      error(d.until->pos, "Diese Fassung endet, bevor sie beginnt.");
    if ((d.births_from || d.births_until) && role_table(d.role) != Table::Person)
      error(d.pos, "„gilt für Geburten“ gibt es nur bei Regeln für Personen.");
    for (std::size_t j = i + 1; j < s.versions.size(); ++j) {
      const Decl& o = *s.versions[j];
      if (o.replaces_layer != d.replaces_layer) continue;
      const bool births = d.births_from || d.births_until || o.births_from || o.births_until;
      if (births) {
        const Day db = d.births_from ? d.births_from->lo : -1000000, ob = o.births_from ? o.births_from->lo : -1000000;
        if (db != ob) continue;
      }
      if (from_month(d, 0) != from_month(o, 0)) continue;
      error(d.name_pos, std::string("Zwei Fassungen von „") + s.name + "“ gelten zugleich.",
            "In jedem Monat muss genau eine Fassung gelten.",
            "Geben Sie an, ab wann die neuere gilt: „gilt ab 2026-01-01“.");
      diagnostics_.back().also.push_back({o.name_pos, "hier steht die andere Fassung"});
    }
  }
}

void Checker::check_values(const Decl& d) {
  Scope none;
  none.decl = &d;
  Day previous = -1000000000;
  if (d.rows.empty()) {
    error(d.name_pos, "„" + d.name + "“ hat keinen Wert.", "", "Schreiben Sie eine Zeile „ab 2026-01-01: …“.");
    return;
  }
  for (const auto& r : d.rows) {
    if (!r.from || !r.value) continue;
    if (civil_from_day(r.from->lo).day != 1)
      error(r.from->pos, "Ein Wert gilt ab einem Monatsersten.", "Gerechnet wird je Kalendermonat.");
    if (r.from->lo <= previous)
      error(r.pos, "Die Zeilen stehen nicht in der Reihenfolge der Zeit.", "",
            "Ordnen Sie die ältesten Werte nach oben.");
    previous = r.from->lo;
    Got t = expr(*r.value, none, d.type);
    if (t && !(*t == d.type) && !(d.type.kind == Kind::Number && t->kind == Kind::Count) &&
        !(d.type.kind == Kind::Money && r.value->kind == ast::ExprKind::Money))
      error(r.value->pos, "Hier steht „" + type_words(*t, c_) + "“, erklärt ist „" +
                              type_words(d.type, c_) + "“.");
    if (r.value->lo > r.value->hi) error(r.value->pos, "Der Bereich läuft rückwärts.");
    if (r.value->lo != r.value->hi && !r.undocumented)
      error(r.value->pos, "Ein Bereich steht nur für Unbelegtes.",
            "Ein Wert des Gesetzes ist genau; ein Bereich sagt, dass ihn niemand belegen konnte.",
            "Schreiben Sie „unbelegt \"Grund\"“ dahinter.");
    if (r.undocumented && r.reason.empty())
      error(r.pos, "Zu „unbelegt“ fehlt der Grund.", "", "Schreiben Sie unbelegt \"…\".");
  }
  if (d.rows.front().from && month_of(d.rows.front().from->lo) > c_.from)
    error(d.rows.front().pos, "Vor " + format_month_german(month_of(d.rows.front().from->lo)) +
                                  " hat „" + d.name + "“ keinen Wert.",
          "Der Rechtsstand beginnt " + format_month_german(c_.from) +
              "; jeder Monat braucht einen Wert.",
          "Ergänzen Sie eine Zeile „ab " + format_day(first_day(c_.from)) + ": …“.");
}

}  // namespace fr
