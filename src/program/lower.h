// Lowering: the checked rules of one state of the law become a straight-line program. Equal
// instructions are made once. Internal to src/program (compile.cpp, lower*.cpp).
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "language/check.h"
#include "program/program.h"

namespace fr {

// Where an expression is evaluated: for an entity, or for a pair while inside a set.
struct Place {
  Role role = Role::Person;
  bool in_set = false;
  Table pairs = Table::Person;
  Table table() const { return in_set ? pairs : role_table(role); }
  Table subject() const { return role_table(role); }
};

struct Lowered {
  Reg reg = kNoReg;
  std::uint32_t why = kNone;  // Program::explain index
};

class Lowering {
 public:
  Lowering(const Checked& checked, const std::vector<Source>& sources, const Rulebook& book, Month from,
           Month until, Diagnostics* out);
  Program run();

 private:
  // lower.cpp: rules, facts, targets
  std::uint32_t rule(std::uint32_t symbol);  // index into program_.rules; made on first use
  const FactUse& fact(std::uint32_t fact);
  void targets();
  void deadlines();
  void documents();
  void mark_exact();
  Lowered version_body(const Symbol& s, const ast::Decl& d);
  std::string place_of(const Pos& pos) const;

  // lower_expr.cpp
  Lowered expr(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg value(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg child_value(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered reference(const ast::Expr& e, const Place& p);
  Lowered combine(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered test(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg compare(ast::Cmp cmp, Table t, Reg a, Reg b);
  Lowered set(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered cases(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered bands(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered calc(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Lowered lookup(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg arithmetic(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg calendar(const ast::Expr& e, const Place& p, std::uint32_t owner);
  Reg birth(const ast::Expr& e, const Place& p, std::uint32_t* why);
  Reg at_day(const ast::Expr& e, const Place& p, std::uint32_t owner);
  // Brings a column of an entity table to the place.
  Reg bring(Reg r, ast::Expr::Where where, const Place& p, Kind kind, Via* via);
  Reg family_column(Reg r, const Place& p, Kind kind);

  // building blocks
  Reg emit(Op op, Table table, Kind kind, Reg a = 0, Reg b = 0, Reg c = 0, std::int64_t lo = 0,
           std::int64_t hi = 0);
  Reg constant(Table table, Kind kind, std::int64_t lo, std::int64_t hi);
  std::uint32_t node(ExplainKind kind, const Place& p, const Type& type);
  Lowered explained(std::uint32_t index, Reg r, const ast::Expr& e);
  std::pair<std::int64_t, std::int64_t> in_force_value(const Symbol& s, std::string* source);

  // plain.cpp: words for people
  std::string plain(const ast::Expr& e) const;
  std::string plain_compare(const ast::Expr& e, bool negated) const;
  std::string plain_membership(const ast::Expr& e, bool negated) const;
  std::string plain_aggregate(const ast::Expr& e) const;
  std::string plain_sum(const ast::Expr& e) const;
  std::string plain_cases() const;  // a case distinction: the name of its rule
  std::string member_label(const Type& type, const std::string& member) const;
  bool is_birth(const ast::Expr& e) const;
  std::string plain_value(std::int64_t lo, std::int64_t hi, const Type& t) const;

  const Checked& c_;
  const std::vector<Source>& sources_;
  const Rulebook& book_;
  Month month_;
  Diagnostics* out_;
  Program program_;
  std::map<std::tuple<Op, Table, Kind, Reg, Reg, Reg, std::int64_t, std::int64_t>, Reg> made_;
  std::map<std::uint32_t, std::uint32_t> rule_of_symbol_;
  std::map<std::uint32_t, std::uint32_t> use_of_fact_;
  std::set<std::uint32_t> facts_in_progress_;
  std::uint32_t current_rule_ = kNone;
  std::int64_t home_choice_ = 0;  // full mask of the choice being read from a household
};

}  // namespace fr
