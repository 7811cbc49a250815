// Collects the declarations of all files by name and gives every type its choice.
#include <algorithm>

#include "language/checker.h"

namespace fr {

using ast::Decl;
using ast::DeclKind;

namespace {

constexpr std::size_t kMaxMembers = 62;

}  // namespace

const char* kind_word(DeclKind k) {
  switch (k) {
    case DeclKind::Merkmal: return "Merkmal";
    case DeclKind::Leistung: return "Leistung";
    case DeclKind::Wert: return "Wert";
    case DeclKind::Tabelle: return "Tabelle";
    case DeclKind::Regel: return "Regel";
    case DeclKind::Anspruch: return "Anspruch";
    case DeclKind::Betrag: return "Betrag";
    case DeclKind::Frist: return "Frist";
    case DeclKind::Unterlage: return "Unterlage";
    case DeclKind::Prueffall: return "Prüffall";
    case DeclKind::Rechtsstand: return "Rechtsstand";
  }
  return "";
}

void Checker::collect_fact(Decl& d) {
  auto [it, fresh] = c_.fact_by_name.emplace(d.name, static_cast<std::uint32_t>(c_.facts.size()));
  if (!fresh) {
    error(d.name_pos, "Das Merkmal „" + d.name + "“ ist zweimal erklärt.", "",
          "Löschen Sie eine der beiden Erklärungen.");
    diagnostics_.back().also.push_back({c_.facts[it->second]->name_pos, "hier steht die andere"});
    return;
  }
  if (d.name == "Geburtstag") c_.birth_fact = it->second;
  c_.facts.push_back(&d);
}

void Checker::collect_symbol(Decl& d) {
  auto& by_name = d.kind == DeclKind::Anspruch ? c_.claim_by_name
                  : d.kind == DeclKind::Betrag ? c_.amount_by_name
                                               : c_.symbol_by_name;
  auto [it, fresh] = by_name.emplace(d.name, static_cast<std::uint32_t>(c_.symbols.size()));
  if (fresh) {
    Symbol s;
    s.kind = d.kind;
    s.name = d.name;
    c_.symbols.push_back(std::move(s));
  }
  Symbol& s = c_.symbols[it->second];
  if (s.kind != d.kind) {
    error(d.name_pos, std::string("„") + d.name + "“ ist schon als " + kind_word(s.kind) + " erklärt.",
          "Ein Name darf nur eines bedeuten.", "Wählen Sie einen anderen Namen.");
    diagnostics_.back().also.push_back({s.versions.front()->name_pos, "hier"});
    return;
  }
  s.versions.push_back(&d);
}

void Checker::collect_service(Decl& d) {
  if (!d.replaces_layer.empty()) return service_changes_.push_back(&d);
  auto [it, fresh] = c_.service_by_name.emplace(d.name, static_cast<std::uint32_t>(c_.services.size()));
  if (!fresh) {
    error(d.name_pos, "Die Leistung „" + d.name + "“ ist zweimal erklärt.");
    diagnostics_.back().also.push_back({c_.services[it->second]->name_pos, "hier steht die andere"});
    return;
  }
  c_.services.push_back(&d);
}

void Checker::collect() {
  const Decl* horizon = nullptr;
  for (auto& file : c_.files) {
    const Decl* service = nullptr;
    for (auto& d : file.decls) {
      switch (d.kind) {
        case DeclKind::Rechtsstand:
          if (horizon) {
            error(d.pos, "Der Rechtsstand ist zweimal angegeben.", "Es gilt einer für den ganzen Katalog.");
            diagnostics_.back().also.push_back({horizon->pos, "hier steht der andere"});
          } else if (d.body && d.body->args.size() == 2) {
            horizon = &d;
            c_.from = d.body->args[0]->lo;
            c_.until = d.body->args[1]->lo + 1;
            if (c_.until <= c_.from)
              error(d.pos, "Der Rechtsstand endet, bevor er beginnt.");
            if (c_.until - c_.from > 12 * 50)
              error(d.pos, "Der Rechtsstand umfasst mehr als 50 Jahre.");
          }
          break;
        case DeclKind::Merkmal: collect_fact(d); break;
        case DeclKind::Leistung:
          collect_service(d);
          service = &d;
          break;
        case DeclKind::Wert:
        case DeclKind::Tabelle:
        case DeclKind::Regel:
        case DeclKind::Anspruch:
        case DeclKind::Betrag: collect_symbol(d); break;
        case DeclKind::Frist:
        case DeclKind::Unterlage:
        case DeclKind::Prueffall: {
          if (service) {
            if (auto it = c_.service_by_name.find(service->name); it != c_.service_by_name.end())
              d.service = it->second;
          } else {
            d.service = 0xffffffff;
            if (d.kind != DeclKind::Prueffall)
              error(d.pos, std::string("Diese ") + kind_word(d.kind) + " gehört zu keiner Leistung.",
                    "Fristen und Unterlagen gehören zur nächsten Leistung darüber.",
                    "Stellen Sie eine „Leistung …“ darüber.");
          }
          (d.kind == DeclKind::Frist       ? c_.deadlines
           : d.kind == DeclKind::Unterlage ? c_.documents
                                           : c_.tests)
              .push_back(&d);
          break;
        }
      }
    }
  }
  if (!horizon && !c_.files.empty()) {
    Pos p;
    p.source = c_.files.front().source;
    p.line = p.column = 1;
    error(p, "Der Katalog nennt keinen Rechtsstand.",
          "Ohne ihn ist unklar, für welche Monate die Werte geprüft sind.",
          "Schreiben Sie in eine Datei „Rechtsstand 2024-01 bis 2026-12“.");
  }
}

void Checker::resolve_type(Decl& d, const std::string& owner) {
  if (d.type.kind != Kind::Choice) return;
  if (!d.choice_of.empty()) {
    for (std::size_t i = 0; i < c_.choices.size(); ++i)
      if (c_.choices[i].name == d.choice_of) {
        d.type.choice = static_cast<std::int16_t>(i);
        return;
      }
    error(d.name_pos, "Die Auswahl „" + d.choice_of + "“ gibt es nicht.", "",
          closest(d.choice_of, [&](auto take) { for (const auto& x : c_.choices) take(x.name); }));
    return;
  }
  for (std::size_t i = 0; i < c_.choices.size(); ++i)
    if (c_.choices[i].name == owner) {  // another version of the same rule
      if (c_.choices[i].members != d.members)
        error(d.name_pos, "Die Fassungen von „" + owner + "“ haben verschiedene Auswahl-Wörter.");
      d.type.choice = static_cast<std::int16_t>(i);
      return;
    }
  if (d.members.size() < 2 || d.members.size() > kMaxMembers)
    error(d.name_pos, "Eine Auswahl braucht 2 bis " + std::to_string(kMaxMembers) + " Wörter.");
  std::set<std::string> once(d.members.begin(), d.members.end());
  if (once.size() != d.members.size())
    error(d.name_pos, "Ein Wort steht in der Auswahl „" + owner + "“ zweimal.");
  ChoiceType t;
  t.name = owner;
  t.members = d.members;
  for (const auto& m : d.members) {
    std::string label = m;
    std::replace(label.begin(), label.end(), '-', ' ');
    for (const auto& a : d.attributes)
      if (a.key == "Antwort" && a.values.size() == 2 && a.values[0] == m) label = a.values[1];
    t.labels.push_back(label);
  }
  for (const auto& a : d.attributes)
    if (a.key == "Antwort" && (a.values.size() != 2 || !once.count(a.values[0])))
      error(a.pos, "Diese Antwort kommt in der Auswahl nicht vor.", "",
            a.values.empty() ? ""
                             : closest(a.values[0], [&](auto take) {
                                 for (const auto& m : d.members) take(m);
                               }));
  d.type.choice = static_cast<std::int16_t>(c_.choices.size());
  c_.choices.push_back(std::move(t));
}

void Checker::resolve_types() {
  ChoiceType status;
  status.name = "Partnerschaft";
  status.members = {"verheiratet", "verpartnert", "zusammen", "dauernd-getrennt", "geschieden"};
  status.labels = {"verheiratet", "eingetragene Lebenspartnerschaft", "zusammen, nicht verheiratet",
                   "dauernd getrennt", "geschieden"};
  c_.status_choice = static_cast<int>(c_.choices.size());
  c_.choices.push_back(status);
  for (int pass = 0; pass < 2; ++pass) {  // introductions first, then `Auswahl aus`
    const auto take = [&](Decl& d, const std::string& owner) {
      if ((pass == 1) == !d.choice_of.empty()) resolve_type(d, owner);
    };
    for (Decl* f : c_.facts) take(*f, f->name);
    for (Symbol& s : c_.symbols)
      for (Decl* d : s.versions) take(*d, d->name);
  }
  for (Symbol& s : c_.symbols) {
    Decl& first = *s.versions.front();
    if (s.kind == DeclKind::Anspruch) first.type = Type{Kind::Bool};
    s.type = first.type;
    s.role = first.role;
    for (Decl* d : s.versions) {
      if (s.kind == DeclKind::Anspruch) d->type = Type{Kind::Bool};
      if (!(d->type == s.type) || (s.kind != DeclKind::Wert && s.kind != DeclKind::Tabelle &&
                                   d->role != s.role)) {
        error(d->name_pos, "Die Fassungen von „" + s.name + "“ passen nicht zusammen.",
              "Art und „je …“ müssen in allen Fassungen gleich sein.");
        diagnostics_.back().also.push_back({first.name_pos, "hier steht die andere Fassung"});
      }
    }
  }
}

}  // namespace fr
