// The parser's inside, shared by the parse_*.cpp files. One cursor walks the tokens of one line;
// blocks save and restore it. Invariants: at most one message per line (the cursor remembers that
// it failed), every loop consumes a line or a token, and nesting is counted against a limit of 40.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "language/ast.h"
#include "language/lexer.h"

namespace fr::syntax {

class Parser {
 public:
  Parser(const Lines& lines, Reporter& reporter) : lines_(lines.lines), reporter_(reporter) {}
  void file(ast::File& out);
  ast::ExprPtr cell(const Line& line);

 private:
  struct Cursor {
    const Line* line = nullptr;
    std::size_t at = 0;
    bool failed = false;
  };
  class Nesting {
   public:
    explicit Nesting(int& depth) : depth_(depth) { ++depth_; }
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    int& depth_;
  };

  // tokens of the current line (parse.cpp)
  const Token& tok(std::size_t ahead = 0) const;
  bool is(std::string_view word, std::size_t ahead = 0) const;
  bool is_sign(std::string_view sign, std::size_t ahead = 0) const;
  bool accept(std::string_view word);
  bool accept_sign(std::string_view sign);
  bool at_end() const { return tok().kind == Tok::End; }
  void next() { ++cur_.at; }
  bool failed() const { return cur_.failed; }
  Pos pos(const Token& t) const;
  void fail(const Token& t, std::string what, std::string why, std::string remedy);
  bool need(std::string_view word, std::string_view example);
  bool need_sign(std::string_view sign, std::string_view why, std::string_view example);
  bool need_end();
  std::string need_name(std::string_view what);
  std::string need_string(std::string_view what, std::string_view example);
  std::string shown(const Token& t) const;

  // lines (parse.cpp)
  template <class Each>
  void children(std::int64_t parent, bool tables, Each each) {
    std::uint32_t level = 0;
    bool first = true;
    while (line_ < lines_.size() && !reporter_.full()) {
      const Line& line = lines_[line_];
      if (static_cast<std::int64_t>(line.indent) <= parent) return;
      if (first) level = line.indent;
      first = false;
      if (line.indent != level) {
        stray(line, level);
        continue;
      }
      ++line_;
      const Cursor saved = cur_;
      cur_ = {&line, 0, line.bad};
      if (line.bad)
        any_bad_ = true;
      else if (line.table && !tables)
        stray_table(line);
      else if (line.table || !indented_declaration())
        each(line);
      if (!line.table) need_end();
      if (failed()) skip_deeper(line.indent);
      cur_ = saved;
    }
  }
  void stray(const Line& line, std::uint32_t level);
  void stray_table(const Line& line);
  bool indented_declaration();
  void skip_deeper(std::int64_t indent);
  void no_margin(const Line& line, ast::Decl& decl);
  void margin(const Line& line, ast::Expr* e);

  // declarations (parse.cpp, parse_head.cpp)
  void declaration(const Line& line, ast::File& out);
  void unknown_declaration();
  bool head(ast::Decl& decl, std::string_view word);
  void type(ast::Decl& decl);
  void choice(ast::Decl& decl);
  bool role(ast::Decl& decl, std::string_view example);
  void open_for(ast::Decl& decl);
  void rechtsstand(ast::Decl& decl);

  // Merkmal, Leistung, Frist, Unterlage (parse_service.cpp)
  void attributes(const Line& head, ast::Decl& decl);
  void attribute(const Line& line, ast::Decl& decl);
  struct Key;  // a word that may begin an attribute, and what follows it
  static const std::vector<Key>& keys(ast::DeclKind kind);
  bool known_choice(const Key& key, const ast::Attribute& a);
  void attribute_values(const Key& key, ast::Attribute& a);
  void check_repeated(const ast::Decl& decl, const ast::Attribute& a);
  void deadline(const Line& head, ast::Decl& decl);
  void document(const Line& head, ast::Decl& decl);

  // Wert, Tabelle (parse_table.cpp)
  void value_rows(const Line& head, ast::Decl& decl);
  void table(const Line& head, ast::Decl& decl);
  void table_line(const Line& line, ast::Decl& decl, int& state);
  bool split_row(const Line& line, std::vector<std::string>& cells, std::vector<Pos>& at);

  // bodies (parse_body.cpp)
  void rule(const Line& head, ast::Decl& decl);
  bool version_line(const Line& line, ast::Decl& decl);
  ast::ExprPtr body(const ast::Decl& decl);
  ast::ExprPtr cases(const Line& head);
  ast::ExprPtr bands(const Line& head);
  void band(ast::Band& out);
  void calc(ast::Expr& into, const Line& line);
  void rounding_or_amount(ast::CalcLine& out);
  ast::ExprPtr vanishes();

  // conditions (parse_condition.cpp)
  ast::ExprPtr condition(bool value_allowed = false);
  ast::ExprPtr block(const Line& head, ast::ExprKind kind, std::size_t start);
  ast::ExprPtr quantifier(std::size_t start);
  ast::ExprPtr age_done(std::size_t start);
  ast::ExprPtr lives_with(std::size_t start);
  ast::ExprPtr comparison(std::size_t start, ast::ExprPtr left, bool value_allowed);
  bool compare_word(ast::Cmp& out);
  ast::ExprPtr membership(std::size_t start, ast::ExprPtr left);
  void item_label(std::string& label);
  bool refuse_inline_and();
  void not_a_condition(const Token& t);

  // expressions (parse_expr.cpp)
  ast::ExprPtr expr();
  ast::ExprPtr term();
  ast::ExprPtr factor();
  ast::ExprPtr primary();
  ast::ExprPtr number(std::size_t start);
  ast::ExprPtr worded(std::size_t start);
  ast::ExprPtr call(std::size_t start);
  ast::ExprPtr aggregate(std::size_t start);
  ast::ExprPtr annual(std::size_t start);
  ast::ExprPtr name(std::size_t start);
  bool set_noun(ast::SetName& out);
  void when(ast::Expr& into);
  ast::ExprPtr literal(std::string_view what);  // literal or "A bis B"
  ast::ExprPtr span_to(ast::ExprPtr low, std::size_t start, std::string_view joint);
  ast::ExprPtr day_literal(std::string_view example);
  ast::ExprPtr month_literal(std::string_view example);
  ast::ExprPtr make(ast::ExprKind kind, std::size_t start) const;
  ast::ExprPtr done(ast::ExprPtr e, std::size_t start) const;
  ast::ExprPtr error();
  bool too_deep();

  // Prüffall (parse_case.cpp)
  void test_case(const Line& head, ast::Decl& decl);
  void case_line(const Line& line, ast::Case& test, ast::Decl& decl);
  void people(const Line& head, ast::Case& test, ast::Decl& decl);
  void person(ast::Case& test);
  void person_word(ast::Case& test, ast::CasePerson& p);
  void homes(ast::Case& test, ast::CasePerson& p);
  void case_facts(std::string_view subject, std::vector<ast::Given>& out);
  bool fact(std::string_view subject, std::vector<ast::Given>& out);
  ast::ExprPtr fact_value();
  ast::ExprPtr between_values();
  void subject_and_name(std::string& subject, std::string& name);
  void given(ast::Case& test);
  void expectation(const Line& line, ast::Case& test);
  void expected_value(ast::Expectation& e);

  const std::vector<Line>& lines_;
  Reporter& reporter_;
  std::size_t line_ = 0;  // the next line to read
  Cursor cur_;
  int depth_ = 0;
  bool any_bad_ = false;  // a line of the current declaration was unreadable: no follow-up messages
};

bool reserved(std::string_view word);
std::vector<std::string_view> words(std::initializer_list<std::string_view> list);

}  // namespace fr::syntax
