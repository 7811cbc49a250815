// Names: what a word before and after the dot means here, and good advice where it means nothing.
#include <algorithm>

#include "language/checker.h"

namespace fr {

using ast::Expr;
using Where = Expr::Where;

namespace {

bool numeric(const Type& t) { return t.kind == Kind::Number || t.kind == Kind::Count; }

}  // namespace

std::optional<Where> Checker::subject(const std::string& word, const Scope& s, Table* table,
                                      const Pos& pos) {
  if (s.in_set && word == s.noun) {
    *table = target_table(s.pairs);
    return Where::Element;
  }
  if (word == s.word) {
    *table = s.subject();
    return s.in_set ? Where::Outer : Where::Here;
  }
  if (word == "Haushalt" && s.subject() == Table::Person) {
    *table = Table::Household;
    return Where::Home;
  }
  if (word == "Familie") {
    *table = Table::Family;
    return Where::Family;
  }
  std::string known = "„" + s.word + "“";
  if (s.in_set) known += ", „" + s.noun + "“";
  if (s.subject() == Table::Person) known += ", „Haushalt“";
  known += " und „Familie“";
  error(pos, "„" + word + "“ ist hier nicht bekannt.",
        "Vor dem Punkt steht, um wen es geht; hier sind das " + known + ".",
        "Für Eltern, Kinder oder andere Mengen schreiben Sie zum Beispiel „irgendein Elternteil mit "
        "Elternteil.…“.");
  return std::nullopt;
}

// Finds a fact or rule of that table by e.name and annotates e.
Checker::Got Checker::bind(Expr& e, Table table, Where where, const std::string& word, Want want) {
  const bool want_bool = !want || want->kind == Kind::Bool;
  std::string elsewhere;
  const auto wrong = [&](Role role) {
    elsewhere = role_table(role) == Table::Household ? "Haushalt"
                : role_table(role) == Table::Family  ? "Familie"
                                                     : "Person";
  };
  if (auto f = c_.fact_by_name.find(e.name); f != c_.fact_by_name.end()) {
    const ast::Decl& d = *c_.facts[f->second];
    if (role_table(d.role) == table) {
      e.ref = Expr::Ref::Fact;
      e.ref_index = f->second;
      e.where = where;
      read_facts_.insert(f->second);
      return e.type = d.type;
    }
    wrong(d.role);
  }
  const auto try_symbol = [&](const std::map<std::string, std::uint32_t>& by_name) -> Got {
    auto it = by_name.find(e.name);
    if (it == by_name.end()) return std::nullopt;
    const Symbol& y = c_.symbols[it->second];
    if (y.kind == ast::DeclKind::Wert || y.kind == ast::DeclKind::Tabelle) return std::nullopt;
    if (role_table(y.role) != table) {
      wrong(y.role);
      return std::nullopt;
    }
    e.ref = Expr::Ref::Rule;
    e.ref_index = it->second;
    e.where = where;
    if (current_ != 0xffffffff) uses_[current_].insert(it->second);
    return e.type = y.type;
  };
  if (auto t = try_symbol(c_.symbol_by_name)) return t;
  if (want_bool) {
    if (auto t = try_symbol(c_.claim_by_name)) return t;
    if (auto t = try_symbol(c_.amount_by_name)) return t;
  } else {
    if (auto t = try_symbol(c_.amount_by_name)) return t;
    if (auto t = try_symbol(c_.claim_by_name)) return t;
  }
  if (!elsewhere.empty()) {
    error(e.pos, "„" + e.name + "“ gehört nicht zu „" + word + "“.",
          "Es ist je " + elsewhere + " erklärt.",
          elsewhere == "Person" ? "Nennen Sie die Person, um die es geht, oder bilden Sie eine Menge."
                                : "Schreiben Sie „" + elsewhere + "." + e.name + "“.");
    return std::nullopt;
  }
  error(e.pos, "„" + e.name + "“ gibt es nicht.", "Es ist weder als Merkmal noch als Regel erklärt.",
        suggest(e.name));
  return std::nullopt;
}

Checker::Got Checker::field(Expr& e, const Scope& s, Want want) {
  Table table;
  auto where = subject(e.subject, s, &table, e.pos);
  if (!where) return std::nullopt;
  return bind(e, table, *where, e.subject, want);
}

Checker::Got Checker::name(Expr& e, const Scope& s, Want want) {
  if (want && want->kind == Kind::Choice && want->choice >= 0) {
    const auto& members = c_.choices[static_cast<std::size_t>(want->choice)].members;
    auto it = std::find(members.begin(), members.end(), e.name);
    if (it != members.end()) {
      e.ref = Expr::Ref::Member;
      e.ref_index = static_cast<std::uint32_t>(it - members.begin());
      e.lo = e.hi = std::int64_t{1} << e.ref_index;
      return e.type = *want;
    }
  }
  if (auto it = c_.symbol_by_name.find(e.name); it != c_.symbol_by_name.end()) {
    const Symbol& y = c_.symbols[it->second];
    if (y.kind == ast::DeclKind::Wert) {
      e.ref = Expr::Ref::Value;
      e.ref_index = it->second;
      return e.type = y.type;
    }
    if (y.kind == ast::DeclKind::Tabelle) {
      error(e.pos, "Die Tabelle „" + e.name + "“ steht hier ohne Schlüssel.",
            "Aus einer Tabelle wird ein Wert nachgeschlagen.",
            "Schreiben Sie „" + e.name + "[Schlüssel]“.");
      return std::nullopt;
    }
  }
  if (auto f = c_.fact_by_name.find(e.name); f != c_.fact_by_name.end()) {
    const Role role = c_.facts[f->second]->role;
    const std::string who = role_table(role) == s.subject()          ? s.word
                            : role_table(role) == Table::Household   ? "Haushalt"
                            : role_table(role) == Table::Family      ? "Familie"
                            : s.in_set                               ? s.noun
                                                                     : "Person";
    error(e.pos, "Das Merkmal „" + e.name + "“ steht hier ohne Subjekt.",
          "Bei Merkmalen steht immer dabei, wessen Merkmal gemeint ist.",
          "Schreiben Sie „" + who + "." + e.name + "“.");
    return std::nullopt;
  }
  return bind(e, s.subject(), s.in_set ? Where::Outer : Where::Here, s.word, want);
}

Checker::Got Checker::lookup(Expr& e, const Scope& s) {
  auto it = c_.symbol_by_name.find(e.name);
  if (it == c_.symbol_by_name.end() || c_.symbols[it->second].kind != ast::DeclKind::Tabelle) {
    error(e.pos, "Eine Tabelle „" + e.name + "“ gibt es nicht.", "", suggest(e.name));
    return std::nullopt;
  }
  const Symbol& y = c_.symbols[it->second];
  e.ref = Expr::Ref::Table;
  e.ref_index = it->second;
  const auto& keys = y.versions.front()->keys;
  if (keys.size() != e.args.size()) {
    error(e.pos, "Die Tabelle „" + e.name + "“ braucht " + std::to_string(keys.size()) +
                     " Schlüssel, hier stehen " + std::to_string(e.args.size()) + ".",
          "Die Schlüssel stehen in der Erklärung nach dem Wort „nach“.");
    return std::nullopt;
  }
  bool fine = true;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto want = key_type(keys[i]);
    auto got = expr(*e.args[i], s, want);
    if (!got) {
      fine = false;
    } else if (want && !(*want == *got) && !(numeric(*want) && numeric(*got))) {
      error(e.args[i]->pos, "Der Schlüssel „" + keys[i] + "“ ist von der Art „" +
                                type_words(*want, c_) + "“, hier steht „" + type_words(*got, c_) + "“.");
      fine = false;
    }
  }
  if (!fine) return std::nullopt;
  return e.type = y.type;
}

}  // namespace fr
