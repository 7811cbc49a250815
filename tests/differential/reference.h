// The reference: a tree-walker over the checked rules, for ONE family with every fact known.
// THIS CODE MUST NEVER BE USED IN PRODUCTION. It is slow on purpose: it recurses over the tree that
// the checker annotated, one entity at a time, computes in 128 bits, and shares nothing with the
// lowering, the column programs or the carriers that it judges. Whatever it and the engine disagree
// about is a mistake of one of the two.
//
// Ranges that nobody could document (`unbelegt`) have no exact value: Pick says whether to refuse them
// or to read all of them at their lower or upper end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "language/check.h"
#include "program/situation.h"

namespace fr::reference {

enum class Pick : std::uint8_t { Refuse, Low, High };

struct Failure {  // thrown
  enum class What : std::uint8_t { UnknownFact, Undocumented, Overflow, DivisionByZero, NoLaw } what;
  std::string where;
};

// Row of an entity table: index into Situation::persons / households; 0 for the family.
struct Row {
  Table table;
  std::uint32_t index;
};

class Walker {
 public:
  Walker(const Checked& rules, const Situation& family, Pick pick = Pick::Refuse)
      : rules_(rules), family_(family), pick_(pick) {}

  // Value of a Regel, Anspruch or Betrag for an entity, in the encoding of base/types.h.
  std::int64_t symbol(std::uint32_t symbol, Row row);
  // Value of a Merkmal as rules read it: its `sonst` value where it is not relevant.
  std::int64_t fact(std::uint32_t fact, Row row);
  // A condition or day of a Frist or Unterlage.
  std::int64_t expression(const ast::Expr& e, Row row);

 private:
  struct Scope {
    Row here;                        // of the declaration
    bool in_set = false;
    Row element{Table::Person, 0};   // of the set, inside its body
    std::int64_t attribute = 0;      // Wohnanteil or Partnerschaft of the pair
    std::string_view noun = {};      // "Elternteil"
  };
  struct Element {
    Row row;
    std::int64_t attribute;
  };
  __extension__ typedef __int128 Wide;

  std::int64_t eval(const ast::Expr& e, const Scope& s);
  std::int64_t name(const ast::Expr& e, const Scope& s);
  std::int64_t value(const ast::Expr& literal, const std::string& where);
  std::int64_t lookup(const ast::Expr& e, const Scope& s);
  std::int64_t compare(std::int64_t a, int op, std::int64_t b) const;
  std::int64_t age(const ast::Expr& e, const Scope& s);
  std::int64_t fold(const ast::Expr& e, const Scope& s);
  std::int64_t bands(const ast::Expr& e, const Scope& s);
  std::int64_t calc(const ast::Expr& e, const Scope& s);
  std::int64_t add_span(std::int64_t day, const ast::Expr& span, const Scope& s, int sign);
  std::vector<Element> elements(const ast::Expr& e, const Scope& s) const;
  std::uint32_t person(const std::string& word, const Scope& s) const;
  Row resolve(ast::Expr::Where where, const Scope& s) const;
  const Entity& entity(Row row) const;
  std::int64_t narrow(Wide wide) const;
  [[noreturn]] void fail(Failure::What what) const;

  const Checked& rules_;
  const Situation& family_;
  Pick pick_;
  std::string where_;  // the declaration being computed
  std::map<std::tuple<std::uint32_t, Table, std::uint32_t>, std::int64_t> memo_;
};

}  // namespace fr::reference
