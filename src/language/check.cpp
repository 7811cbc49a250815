// Declarations: collects names, resolves types, merges the layers Bund < Land < Stadt, and makes sure
// that for every month of the Rechtsstand exactly one version of everything holds.
#include "language/check.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "language/checker.h"

namespace fr {

using ast::Decl;
using ast::DeclKind;

std::string attribute(const Decl& decl, const std::string& key) {
  for (const auto& a : decl.attributes)
    if (a.key == key && !a.values.empty()) return a.values.front();
  return "";
}

const char* set_noun(ast::SetName set) {
  switch (set) {
    case ast::SetName::Elternteil: return "Elternteil";
    case ast::SetName::Kind: return "Kind";
    case ast::SetName::Partner: return "Partner";
    case ast::SetName::Geschwisterkind: return "Geschwisterkind";
    case ast::SetName::Mitglied: return "Mitglied";
    case ast::SetName::Person: return "Person";
    case ast::SetName::Haushalt: return "Haushalt";
    case ast::SetName::Pflegebeduerftiger: return "Pflegebedürftiger";
    case ast::SetName::Pflegender: return "Pflegender";
  }
  return "";
}

bool set_table(ast::SetName set, Role subject, SetTable* out) {
  using S = ast::SetName;
  const Table t = role_table(subject);
  out->only_children = false;
  if (t == Table::Person) {
    switch (set) {
      case S::Elternteil: out->table = Table::Parents; return true;
      case S::Kind: out->table = Table::Children; return true;
      case S::Partner: out->table = Table::Partners; return true;
      case S::Geschwisterkind: out->table = Table::Siblings; return true;
      case S::Haushalt: out->table = Table::Homes; return true;
      case S::Pflegebeduerftiger: out->table = Table::CaresFor; return true;
      case S::Pflegender: out->table = Table::Carers; return true;
      default: return false;
    }
  }
  if (t == Table::Household) {
    out->table = Table::Members;
    out->only_children = set == S::Kind;
    return set == S::Mitglied || set == S::Kind;
  }
  out->table = set == S::Haushalt ? Table::Houses : Table::People;
  out->only_children = set == S::Kind;
  return set == S::Person || set == S::Haushalt || set == S::Kind;
}

void Checker::error(const Pos& pos, std::string what, std::string why, std::string remedy) {
  diagnostics_.push_back({Severity::Error, pos, std::move(what), std::move(why), std::move(remedy), {}});
}
void Checker::warn(const Pos& pos, std::string what, std::string why, std::string remedy) {
  diagnostics_.push_back({Severity::Warning, pos, std::move(what), std::move(why), std::move(remedy), {}});
}

std::string Checker::closest(
    const std::string& word,
    const std::function<void(std::function<void(const std::string&)>)>& all) const {
  std::string best;
  std::size_t distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  all([&](const std::string& other) {
    const std::size_t d = edit_distance(word, other, distance);
    if (d > 0 && d < distance) {
      distance = d;
      best = other;
    }
  });
  return best.empty() ? "" : "Meinten Sie „" + best + "“?";
}

std::string Checker::suggest(const std::string& word) const {
  return closest(word, [&](auto take) {
    for (const auto& [name, i] : c_.fact_by_name) take(name);
    for (const auto& [name, i] : c_.symbol_by_name) take(name);
    for (const auto& [name, i] : c_.claim_by_name) take(name);
  });
}

void Checker::check_attributes(Decl& d) {
  Scope scope;
  scope.decl = &d;
  scope.role = d.role;
  scope.word = d.role_word;
  if (d.kind == DeclKind::Merkmal) {
    bool ranged = false, relevance = false, otherwise = false;
    for (auto& a : d.attributes) {
      relevance = relevance || a.key == "ohne Nachfrage" || a.key == "auf Wunsch";
      if (a.key == "relevant wenn" && a.expr) {
        relevance = true;
        condition(*a.expr, scope);
      } else if (a.key == "von" && a.expr) {
        ranged = true;
        Got t = expr(*a.expr, scope, d.type);
        if (t && t->kind != d.type.kind && !(d.type.kind == Kind::Number && t->kind == Kind::Count) &&
            !(d.type.kind == Kind::Count && t->kind == Kind::Number))
          error(a.pos, "Der Bereich passt nicht zur Art „" + type_words(d.type, c_) + "“.");
        if (a.expr->lo > a.expr->hi) error(a.pos, "Der Bereich läuft rückwärts.");
      } else if (a.key == "sonst" && a.expr) {
        otherwise = true;
        Got t = expr(*a.expr, scope, d.type);
        if (t && t->kind != d.type.kind && !(d.type.kind == Kind::Number && t->kind == Kind::Count))
          error(a.pos, "Der Wert nach „sonst“ passt nicht zur Art „" + type_words(d.type, c_) + "“.");
      }
    }
    const Kind k = d.type.kind;
    if (!ranged && (k == Kind::Money || k == Kind::Number || k == Kind::Count || k == Kind::Share ||
                    k == Kind::Duration))
      error(d.name_pos, "Bei „" + d.name + "“ fehlt der Bereich.",
            "Solange jemand nichts angibt, wird mit dem ganzen Bereich gerechnet.",
            "Schreiben Sie zum Beispiel „von 0 € bis 50.000 €“.");
    if (relevance && !otherwise && (k == Kind::Choice || k == Kind::Day || k == Kind::Month))
      error(d.name_pos, "Bei „" + d.name + "“ fehlt „sonst“.",
            "Wo das Merkmal keine Rolle spielt, braucht es trotzdem einen Wert.",
            "Schreiben Sie „sonst …“.");
    if (attribute(d, "Frage").empty())
      error(d.name_pos, "Bei „" + d.name + "“ fehlt die Frage.", "", "Schreiben Sie Frage \"…?\".");
    return;
  }
  for (const char* key : {"Titel", "Ebene", "Grenzen", "Stelle", "Wirkung"})
    if (attribute(d, key).empty())
      error(d.name_pos, "Bei der Leistung „" + d.name + "“ fehlt „" + key + "“.",
            std::string(key) == "Grenzen" ? "Jede Leistung sagt ehrlich, was nicht abgebildet ist." : "");
  if (const std::string online = attribute(d, "Online"); !online.empty() && !online.starts_with("https://"))
    error(d.name_pos, "Die Adresse hinter „Online“ beginnt nicht mit https://.",
          "Angaben von Familien gehen nur über eine verschlüsselte Verbindung.", "Schreiben Sie die ganze Adresse: https://…");
  for (const auto& a : d.attributes) {
    const bool reference = a.key == "Teil von" || a.key == "schließt aus";
    if (!reference) continue;
    for (const auto& v : a.values)
      if (!c_.service_by_name.count(v))
        error(a.pos, "Die Leistung „" + v + "“ gibt es nicht.", "",
              closest(v, [&](auto take) { for (const auto& [n, i] : c_.service_by_name) take(n); }));
  }
}

void Checker::check_bodies() {
  for (Decl* f : c_.facts) check_attributes(*f);
  for (Decl* s : c_.services) check_attributes(*s);
  for (std::uint32_t i = 0; i < c_.symbols.size(); ++i) {
    Symbol& s = c_.symbols[i];
    for (Decl* d : s.versions) {
      if (s.kind == DeclKind::Wert) {
        check_values(*d);
        continue;
      }
      if (s.kind == DeclKind::Tabelle || !d->body) continue;
      Scope scope;
      scope.decl = d;
      scope.role = d->role;
      scope.word = d->role_word;
      current_ = i;
      if ((s.kind == DeclKind::Anspruch || s.kind == DeclKind::Betrag) &&
          !c_.service_by_name.count(s.name))
        error(d->name_pos, "Zu „" + s.name + "“ gibt es keine Leistung.",
              "Anspruch und Betrag tragen den Namen ihrer Leistung.",
              closest(s.name, [&](auto take) { for (const auto& [n, x] : c_.service_by_name) take(n); }));
      if (s.kind == DeclKind::Betrag) {
        auto claim = c_.claim_by_name.find(s.name);
        if (claim == c_.claim_by_name.end())
          error(d->name_pos, "Zum Betrag „" + s.name + "“ fehlt der Anspruch.");
        else if (c_.symbols[claim->second].role != s.role)
          error(d->name_pos, "Anspruch und Betrag „" + s.name + "“ gelten für Verschiedene.",
                "Beide müssen dasselbe „je …“ haben.");
        if (s.type.kind != Kind::Money)
          error(d->name_pos, "Ein Betrag ist Geld.", "", "Schreiben Sie „Geld pro Monat je …“.");
      }
      Got t = s.type.kind == Kind::Bool ? condition(*d->body, scope) : expr(*d->body, scope, s.type);
      if (t && s.type.kind == Kind::Money && d->body->kind == ast::ExprKind::Money) t = s.type;
      const bool fits = !t || *t == s.type ||
                        (s.type.kind == Kind::Number && t->kind == Kind::Count) ||
                        (s.type.kind == Kind::Duration && d->body->kind == ast::ExprKind::Span);
      if (!fits) {
        error(d->body->pos, "Die Regel ergibt „" + type_words(*t, c_) + "“, erklärt ist „" +
                                type_words(s.type, c_) + "“.");
      } else if (t && s.type.kind == Kind::Money && unrounded(*d->body)) {
        error(d->name_pos, "Der Betrag verlässt „" + s.name + "“ ungerundet.",
              "Nach einer Division, einem Faktor oder einem Anteil bleiben Bruchteile eines Cents.",
              "Ergänzen Sie als Zeile des Rechenwegs „gerundet auf 0,01 €“ oder was das Gesetz sagt.");
      }
      current_ = 0xffffffff;
    }
  }
  const auto service_scope = [&](Decl& d) {
    if (d.role_word.empty() && d.service < c_.services.size()) {
      if (auto it = c_.claim_by_name.find(c_.services[d.service]->name); it != c_.claim_by_name.end()) {
        d.role = c_.symbols[it->second].role;
        d.role_word = c_.symbols[it->second].versions.front()->role_word;
      }
    }
    Scope scope;
    scope.decl = &d;
    scope.role = d.role;
    scope.word = d.role_word;
    return scope;
  };
  for (Decl* d : c_.deadlines) {
    const Scope scope = service_scope(*d);
    for (ast::Expr* e : {d->until_day.get(), d->from_day.get()}) {
      if (!e) continue;
      Got t = expr(*e, scope, Type{Kind::Day});
      if (t && t->kind != Kind::Day) error(e->pos, "Eine Frist endet an einem Tag.");
    }
    if (!d->until_day) error(d->pos, "Bei der Frist fehlt „bis“.", "", "Schreiben Sie „bis Kind.Geburtstag + 1 Woche“.");
    if (d->when) condition(*d->when, scope);
    if (!d->cost.empty() && !c_.amount_by_name.count(d->cost))
      error(d->pos, "Den Betrag „" + d->cost + "“ gibt es nicht.", "",
            closest(d->cost, [&](auto take) { for (const auto& [n, i] : c_.amount_by_name) take(n); }));
  }
  for (Decl* d : c_.documents) {
    const Scope scope = service_scope(*d);
    if (d->when) condition(*d->when, scope);
  }
  for (Decl* s : c_.services)
    if (!c_.claim_by_name.count(s->name))
      error(s->name_pos, "Zur Leistung „" + s->name + "“ fehlt der Anspruch.",
            "Ohne ihn lässt sich nicht sagen, für wen sie ist.",
            "Schreiben Sie „Anspruch " + s->name + ": je Kind“ mit den Voraussetzungen.");
  for (Decl* t : c_.tests) check_case(*t);
}

// A rule named like a service could be mistaken for its Betrag.
void Checker::check_service_names() {
  for (const Symbol& s : c_.symbols)
    if (s.kind == DeclKind::Regel && c_.service_by_name.count(s.name))
      error(s.versions.front()->name_pos, "„" + s.name + "“ heißt schon eine Leistung.",
            "Wer den Namen liest, meint ihren Anspruch oder Betrag.", "Geben Sie der Regel einen anderen Namen.");
}

void Checker::check_promises() {
  for (const Symbol& s : c_.symbols)
    for (const Decl* d : s.versions)
      for (const std::string& fact : d->falls_with)
        if (!c_.fact_by_name.count(fact))
          error(d->name_pos, "„steigt nicht mit " + fact + "“: Ein Merkmal „" + fact + "“ gibt es nicht.",
                "Das Versprechen wird an erzeugten Familien geprüft, an denen dieses Merkmal wächst.", "");
}

void Checker::check_cycles() {
  std::map<std::uint32_t, int> state;
  std::vector<std::uint32_t> path;
  bool found = false;
  const std::function<void(std::uint32_t)> visit = [&](std::uint32_t i) {
    if (found || state[i] == 2) return;
    if (state[i] == 1) {
      found = true;
      std::string chain;
      auto it = std::find(path.begin(), path.end(), i);
      for (; it != path.end(); ++it) chain += c_.symbols[*it].name + " → ";
      error(c_.symbols[i].versions.front()->name_pos,
            "Die Regel „" + c_.symbols[i].name + "“ hängt von sich selbst ab.",
            chain + c_.symbols[i].name + ".", "Lösen Sie den Kreis auf, wie das Gesetz ihn auflöst.");
      return;
    }
    state[i] = 1;
    path.push_back(i);
    for (std::uint32_t u : uses_[i]) visit(u);
    path.pop_back();
    state[i] = 2;
  };
  for (std::uint32_t i = 0; i < c_.symbols.size(); ++i) visit(i);
}

void Checker::list_unread() {
  const bool city = std::any_of(sources_.begin(), sources_.end(), [](const Source& s) { return s.layer == Layer::City; });
  for (std::uint32_t i = 0; i < c_.facts.size(); ++i)
    if (city && layer_of(*c_.facts[i]) == Layer::Vocabulary && !read_facts_.count(i) && attribute(*c_.facts[i], "vorgemerkt").empty())
      c_.unread.push_back(c_.facts[i]);
}

void Checker::strict_warnings() {
  for (std::uint32_t i = 0; i < c_.facts.size(); ++i) {
    const bool noted = !attribute(*c_.facts[i], "vorgemerkt").empty();
    const bool elsewhere = std::find(c_.unread.begin(), c_.unread.end(), c_.facts[i]) != c_.unread.end();
    if (!read_facts_.count(i) && !noted && !elsewhere)
      warn(c_.facts[i]->name_pos, "Das Merkmal „" + c_.facts[i]->name + "“ liest keine Regel.", "",
           "Löschen Sie es, verwenden Sie es, oder schreiben Sie vorgemerkt \"wofür\".");
    if (read_facts_.count(i) && noted)
      warn(c_.facts[i]->name_pos, "Das Merkmal „" + c_.facts[i]->name + "“ ist vorgemerkt, wird aber gelesen.",
           "Vorgemerkt heißt: Familien können es schon angeben, aber noch rechnet keine Regel damit.",
           "Löschen Sie die Zeile „vorgemerkt“.");
  }
  for (const Symbol& s : c_.symbols) warn_values(s);
  warn_untested();
}

// A value that the law fixes anew each year (its last rows are of three years running) needs a row for
// every later year of the Rechtsstand: nothing is extended in silence.
void Checker::warn_values(const Symbol& s) {
  std::set<int> years;
  const auto year = [](Day day) { return civil_from_day(day).year; };
  for (const Decl* d : s.versions) {
    if (s.kind == DeclKind::Wert)
      for (const auto& r : d->rows) {
        if (r.from) years.insert(year(r.from->lo));
        if (r.citation.empty() && !r.undocumented)
          warn(r.pos, "Der Wert hat keine Quelle.", "", "Schreiben Sie Quelle \"…\" an das Zeilenende.");
      }
    if (s.kind == DeclKind::Tabelle)
      if (const auto t = c_.tables.find(d); t != c_.tables.end())
        for (const auto& v : t->second) years.insert(year(v.from));
  }
  const int last = static_cast<int>((c_.until - 1) / 12);
  if (years.empty()) return;
  const int newest = *years.rbegin();
  const bool yearly = years.count(newest - 1) && years.count(newest - 2);
  for (int y = newest + 1; yearly && y <= last; ++y)
    warn(s.versions.front()->name_pos,
         "„" + s.name + "“ wird jedes Jahr neu festgesetzt, hat aber keine Zeile für " + std::to_string(y) + ".",
         "Ein alter Wert gilt nicht stillschweigend weiter.",
         "Ergänzen Sie den Wert mit Quelle, oder eine Spanne mit unbelegt \"warum\".");
}

// Every service has cases that expect yes, no and open.
void Checker::warn_untested() {
  using What = ast::Expectation::What;
  struct Seen { bool yes = false, no = false, open = false; };
  std::map<std::uint32_t, Seen> seen;
  for (const Decl* t : c_.tests) {
    if (!t->test) continue;
    for (const auto& e : t->test->expectations) {
      const auto service = c_.service_by_name.find(e.name);
      if (service == c_.service_by_name.end()) continue;
      Seen& s = seen[service->second];
      s.yes = s.yes || e.what == What::Yes || e.what == What::Equal || e.what == What::YesBetween;
      s.no = s.no || e.what == What::No;
      s.open = s.open || e.what == What::Open || e.what == What::OpenBetween;
    }
  }
  for (std::uint32_t i = 0; i < c_.services.size(); ++i) {
    std::string missing;
    const auto add = [&](bool there, const char* what) {
      if (!there) missing += (missing.empty() ? "" : ", ") + std::string("„") + what + "“";
    };
    add(seen[i].yes, "ja");
    add(seen[i].no, "nein");
    add(seen[i].open, "offen");
    if (!missing.empty())
      warn(c_.services[i]->name_pos,
           "Zur Leistung „" + c_.services[i]->name + "“ fehlt ein Prüffall, der " + missing + " erwartet.",
           "Jede Leistung wird in allen drei Fällen geprüft.", "Ergänzen Sie ihn neben der Regel.");
  }
}

void Checker::run(bool strict) {
  collect();
  merge_services();
  resolve_types();
  for (Symbol& s : c_.symbols) {
    merge_layers(s);
    check_windows(s);
  }
  for (Symbol& s : c_.symbols)
    if (s.kind == DeclKind::Tabelle)
      for (Decl* d : s.versions) read_table(*d, s);
  check_bodies();
  check_service_names();
  check_promises();
  check_cycles();
  const bool failed = std::any_of(diagnostics_.begin(), diagnostics_.end(), [](const auto& d) {
    return d.severity == Severity::Error;
  });
  list_unread();
  if (strict && !failed) strict_warnings();  // after an error they would only be noise
}

Checked check(std::vector<ast::File> files, const std::vector<Source>& sources, bool strict,
              Diagnostics* out) {
  Checked checked;
  checked.files = std::move(files);
  Checker(checked, sources, *out).run(strict);
  return checked;
}

}  // namespace fr
