// Families as columns: the input of a program run. A batch holds one or many families; the rows of a
// family are contiguous in every table, in the situation's order. Facts that nobody stated have no
// column at all. A batch is filled by one thread and may then be read by several.
//
// Rows and entities: EntityRef counts within one family (index into Situation::persons/households),
// a row counts within the whole batch; row() and entity() translate.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eval/analysis.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr {

struct Column {
  std::vector<std::int64_t> lo, hi;  // choices: the mask in both
};

struct Relation {                       // a pair table: pairs of owner i are [start[i], start[i+1])
  std::vector<std::uint32_t> start, target, owner;  // rows of target and owner table, per pair
  std::vector<std::int64_t> attribute;  // PairShare (decimal) or PairStatus (mask), else empty
};

class Batch {
 public:
  // One row set per situation, evaluated at its month (each situation its own).
  Batch(const Rulebook& book, std::span<const Situation* const> families);
  // `copies` copies of one situation: the rows of hypothetical answers. copies >= 1.
  Batch(const Rulebook& book, const Situation& family, std::uint32_t copies);

  std::uint32_t rows(Table table) const { return rows_[static_cast<int>(table)]; }
  std::uint32_t families() const { return static_cast<std::uint32_t>(months_.size()); }
  // First row of family f in any table (pairs too); f == families() gives the end.
  std::uint32_t first_row(Table table, std::uint32_t family) const {
    return first_[static_cast<int>(table)][family];
  }
  std::uint32_t row(EntityRef entity, std::uint32_t family = 0) const {
    return first_row(entity.table, family) + entity.index;
  }
  std::uint32_t family_of(Table table, std::uint32_t row) const;
  EntityRef entity(Table table, std::uint32_t row) const;  // entity tables only

  Month month(std::uint32_t family) const { return months_[family]; }
  void set_month(std::uint32_t family, Month month);       // roles follow the month
  // Replaces what is known of a fact (index into Rulebook::facts) in a row of its role's table.
  void set_fact(std::uint32_t fact, std::uint32_t row, Known value);
  // Gives a derived value by rule name in a row of the rule's table. Programs of all states of the law
  // that have this rule use it (a service's name means its Betrag if it has one).
  void set_given(std::string_view rule, Table table, std::uint32_t row, Known value);

  // What is known of a fact in a row: the stated range, else the fact's range of possible values.
  Known fact(std::uint32_t fact, std::uint32_t row) const;
  const Column* fact_column(std::uint32_t fact) const;     // nullptr = stated nowhere
  using Given = std::map<std::uint32_t, Known>;            // by row
  const Given* given(std::string_view rule, Table table) const;  // nullptr = given nowhere

  const Relation& relation(Table pair) const;
  std::uint32_t home(std::uint32_t person_row) const { return home_[person_row]; }  // or kNone
  bool lives_with(std::uint32_t person_row, std::uint32_t other_row) const;         // some household
  // Role of a row as a range: {0,1} while an unknown birthday decides. Reporting takes role().hi.
  Known role(Role role, std::uint32_t row) const;
  std::uint32_t birthday_fact() const { return birthday_; }  // kNone if the vocabulary lacks it

 private:
  void append(const Situation& family);
  void presume(const Rulebook& book);
  void append_entity(const Entity& entity, Table table, std::uint32_t row);
  void append_pairs(const Situation& family);
  void close_family();
  void replicate(std::uint32_t copies);

  struct FactInfo {
    Table table;
    Known range;
  };
  struct Structure {  // of a person, as far as roles need it
    bool has_parent, unborn;
  };
  struct Stated {     // facts wait here until the number of rows is known
    std::uint32_t fact, row;
    Known value;
  };

  std::vector<FactInfo> facts_;
  std::map<std::string_view, std::uint32_t> fact_index_;  // keys live in the rulebook
  std::uint32_t birthday_ = kNone;
  std::uint32_t rows_[kTables] = {};
  std::vector<std::uint32_t> first_[kTables];
  std::vector<Month> months_;
  std::vector<Relation> relations_;  // indexed by table; entity tables empty
  std::vector<Structure> structure_;
  std::vector<std::uint32_t> home_;
  std::vector<Column> columns_;      // by fact; empty = none
  std::vector<Stated> stated_;
  std::map<std::pair<std::string, Table>, Given> given_;
};

}  // namespace fr
