// The checked rules: names resolved, types and units verified, versions complete, layers merged.
// check() annotates the trees in place (fields marked "checker" in ast.h) and lists the symbols.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "language/ast.h"

namespace fr {

struct Symbol {                       // a Wert, Tabelle, Regel, Anspruch, Betrag by name
  ast::DeclKind kind;
  std::string name;
  Role role = Role::Person;
  Type type;
  // Every declaration of it, highest layer first, then latest `gilt ab` first. In month m the first
  // one whose window contains m holds (for births: all of that layer whose window contains m).
  std::vector<ast::Decl*> versions;
};

struct ChoiceType {
  std::string name;
  std::vector<std::string> members, labels;
};

// A Tabelle's block, cells read. Rows are in order; a lookup takes the first row that fits.
struct TableVersion {
  Day from = 0;
  bool bands = false;                 // rows are upper limits (inclusive); the last has no limit
  bool row_members = false;           // rows are members of the row key's choice
  bool column_members = false;        // columns are members of the last key's choice
  struct Row {
    std::int64_t limit = 0;           // bands
    bool last = false;                // darüber
    std::uint64_t mask = 0;           // row_members
    std::vector<std::pair<std::int64_t, std::int64_t>> cells;  // lo, hi
    std::string source;
    Pos pos;
  };
  std::vector<std::uint64_t> columns; // masks per column, if column_members
  std::vector<Row> rows;
};

struct Checked {
  std::vector<ast::File> files;       // own the trees
  Month from = 0, until = 0;          // Rechtsstand: from <= m < until
  std::vector<ast::Decl*> facts;      // Merkmale in declaration order
  std::vector<Symbol> symbols;
  std::vector<ChoiceType> choices;
  std::vector<ast::Decl*> services, deadlines, documents, tests;
  std::vector<const ast::Decl*> unread;  // facts of the shared vocabulary that this city's rules do not need; another's may
  std::vector<std::pair<std::string, std::string>> replaced;  // service, key: lines that a lower layer wrote
  std::map<std::string, std::uint32_t> fact_by_name, service_by_name;
  // A Regel, Wert or Tabelle has a name of its own; Anspruch and Betrag share their service's name.
  std::map<std::string, std::uint32_t> symbol_by_name, claim_by_name, amount_by_name;
  std::map<const ast::Decl*, std::vector<TableVersion>> tables;  // ascending by from
  std::uint32_t birth_fact = 0xffffffff;  // the Merkmal "Geburtstag"
  int status_choice = -1;             // choice type of Partnerschaft

  // The declarations that hold in a month (several only for birth windows), or empty.
  std::vector<const ast::Decl*> in_force(const Symbol& symbol, Month month) const;
};

// A month in which anything changes (first months of versions), within the Rechtsstand, ascending,
// beginning with `from`.
std::vector<Month> boundaries(const Checked& checked);

// The set's pair table and, for Kind in a household or family, the role that its elements must have.
struct SetTable {
  Table table;
  bool only_children = false;
};
bool set_table(ast::SetName set, Role subject, SetTable* out);
const char* set_noun(ast::SetName set);

// Reads the value of an attribute (first value), or "".
std::string attribute(const ast::Decl& decl, const std::string& key);

Checked check(std::vector<ast::File> files, const std::vector<Source>& sources, bool strict,
              Diagnostics* out);

}  // namespace fr
