// The checker's shared state; internal to check*.cpp. One Checker lives for one call of check().
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "language/check.h"

namespace fr {

// What an expression may refer to: the entity of the declaration and, inside a set, its element.
struct Scope {
  const ast::Decl* decl = nullptr;
  Role role = Role::Person;
  std::string word;            // "Kind", "Haushalt", …
  bool in_set = false;
  ast::SetName set = ast::SetName::Kind;
  Table pairs = Table::Person;
  std::string noun;            // "Elternteil"
  Table subject() const { return role_table(role); }
};

class Checker {
 public:
  Checker(Checked& out, const std::vector<Source>& sources, Diagnostics& diagnostics)
      : c_(out), sources_(sources), diagnostics_(diagnostics) {}
  void run(bool strict);

 private:
  using Want = std::optional<Type>;
  using Got = std::optional<Type>;  // nullopt: already reported

  // check.cpp: declarations
  void collect();
  void collect_fact(ast::Decl& d);
  void collect_symbol(ast::Decl& d);
  void collect_service(ast::Decl& d);
  void merge_services();
  void merge_service(ast::Decl& change);
  bool right_place(const ast::Decl& d);
  void resolve_types();
  void resolve_type(ast::Decl& d, const std::string& owner);
  void merge_layers(Symbol& s);
  void check_windows(const Symbol& s);
  void check_values(const ast::Decl& d);
  void check_bodies();
  void check_attributes(ast::Decl& d);
  void check_service_names();
  void check_promises();
  void check_cycles();
  void list_unread();
  void strict_warnings();
  void warn_values(const Symbol& s);
  void warn_untested();
  Layer layer_of(const ast::Decl& d) const { return sources_[d.pos.source].layer; }

  // check_table.cpp
  void read_table(ast::Decl& d, const Symbol& s);
  bool read_block(const ast::Decl& d, const Type& value, const ast::TableBlock& b,
                  std::vector<TableVersion>* out);
  std::optional<Type> key_type(const std::string& key) const;

  // check_case.cpp
  void check_case(ast::Decl& d);

  // check_expr.cpp: typing
  Got expr(ast::Expr& e, const Scope& s, Want want = {});
  Got condition(ast::Expr& e, const Scope& s);
  Got name(ast::Expr& e, const Scope& s, Want want);
  Got field(ast::Expr& e, const Scope& s, Want want);
  Got bind(ast::Expr& e, Table table, ast::Expr::Where where, const std::string& word, Want want);
  Got lookup(ast::Expr& e, const Scope& s);
  Got arithmetic(ast::Expr& e, const Scope& s, Want want);
  Got call(ast::Expr& e, const Scope& s, Want want);
  Got aggregate(ast::Expr& e, const Scope& s);
  Got calendar(ast::Expr& e, const Scope& s);
  Got compare(ast::Expr& e, const Scope& s);
  Got is_one_of(ast::Expr& e, const Scope& s);
  Got quantifier(ast::Expr& e, const Scope& s);
  Got cases(ast::Expr& e, const Scope& s, Want want);
  Got bands(ast::Expr& e, const Scope& s, Want want);
  Got calc(ast::Expr& e, const Scope& s, Want want);
  bool same(ast::Expr& a, ast::Expr& b, Got ta, Got tb, const char* verb);
  std::optional<Scope> enter(ast::Expr& e, const Scope& s);
  std::optional<ast::Expr::Where> subject(const std::string& word, const Scope& s, Table* table,
                                          const Pos& pos);
  bool when(ast::Expr& e, const Scope& s);

  void error(const Pos& pos, std::string what, std::string why = {}, std::string remedy = {});
  void warn(const Pos& pos, std::string what, std::string why = {}, std::string remedy = {});
  std::string closest(const std::string& word, const std::function<void(std::function<void(const std::string&)>)>& all) const;
  std::string suggest(const std::string& word) const;  // among facts, rules, values

  Checked& c_;
  const std::vector<Source>& sources_;
  Diagnostics& diagnostics_;
  std::set<std::uint32_t> read_facts_;
  // edges between symbols, for cycles: (symbol) -> used symbols
  std::map<std::uint32_t, std::set<std::uint32_t>> uses_;
  std::uint32_t current_ = 0xffffffff;
  std::vector<ast::Decl*> service_changes_;  // `Stadt … ersetzt Leistung …`
};

const char* kind_word(ast::DeclKind kind);
std::string type_words(const Type& t, const Checked& c);
bool unrounded(const ast::Expr& e);  // a Geld value that still carries fractions of a cent

}  // namespace fr
