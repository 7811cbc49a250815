// The tree of a rule file. The parser fills everything but the fields marked "checker", which
// check.cpp resolves in place (names, types, tables). The formatter prints this tree back; nothing that
// a person wrote (comments, labels, citations) is lost in it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/source.h"
#include "base/types.h"

namespace fr::ast {

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

enum class ExprKind : std::uint8_t {
  // literals; value in lo/hi in the encoding of base/types.h (lo != hi: a range "0 € bis 40 €")
  Number,    // 3   0,5   1.000
  Money,     // 259 €
  Percent,   // 45 %
  Date,      // 2026-01-01
  MonthLit,  // 2026-01
  Span,      // 6 Monate, 1 Woche, 3 Jahre, 14 Tage: lo = count (unscaled), unit in `op`
  Bool,      // ja, nein
  // names
  Name,      // berücksichtigt, Spielgeld-Satz, a choice member
  Field,     // Kind.Geburtstag: name = "Geburtstag", subject = "Kind"
  Lookup,    // Mindestunterhalt[a, b]: name, args
  // arithmetic: args[0], args[1]
  Add, Sub, Mul, Div,
  Call,      // Minimum(a, b) Maximum(a, b) monatlich(x) jährlich(x): name, args
  PercentOf, // 50 % von e: args[0] percent literal, args[1]
  Aggregate, // Anzahl der / Summe von / Höchstwert von / Mindestwert von: op, set, args[0] = value or null, filter
  // calendar
  MonthBegin,  // Beginn des Monats
  MonthEnd,    // Ende des Monats
  Annual,      // letzter/nächster 1. August [ab <Tag>]: op 0 letzter, 1 nächster; lo = month, hi = day; args[0] optional anchor
  DaySpan,     // Tage von <Tag> bis <Tag>, both included: args[0], args[1]
  AgeNumber,   // Alter von Kind <when>: subject, args[0], op as in AgeDone
  // conditions
  Compare,   // args[0] cmp args[1]: op
  Between,   // args[0] zwischen args[1] und args[2]
  IsOneOf,   // args[0] ist A oder B: members
  AgeDone,   // Kind hat das 18. Lebensjahr [noch nicht] vollendet <when>: subject, lo = N, negated,
             // args[0] = MonthBegin, MonthEnd or a day; op 0 = at its beginning, 1 = at its end
  LivesWith, // A lebt mit B / A lebt überwiegend mit B: subject, name = other; op 1 = überwiegend
  Share,     // Wohnanteil (only in Mitglied/Haushalt sets)
  Status,    // Partnerschaft (only in Partner sets)
  Not,       // nicht c
  All, Any, None,  // alle von / eine von / nicht wenn: args = items
  Quantifier,      // irgendein/jeder/kein <set> mit args[0]: op 0 any, 1 every, 2 none
  // bodies
  Cases,     // Fälle: args = value1, cond1, value2, cond2, …, last = sonst value
  Bands,     // Fälle nach e: args[0] = e; bands
  Calc,      // Rechenweg: lines
  Error,     // placeholder after a syntax error
};

enum class Cmp : std::uint8_t { AtLeast, AtMost, LessThan, MoreThan, Equal, NotEqual };
enum class Unit : std::uint8_t { Days, Weeks, Months, Years };
enum class Fold : std::uint8_t { Count, Sum, Max, Min };
enum class SetName : std::uint8_t {
  Elternteil, Kind, Partner, Geschwisterkind, Mitglied, Person, Haushalt, Pflegebeduerftiger, Pflegender
};

enum class LineKind : std::uint8_t {
  Ausgang, Zuzueglich, Abzueglich, Mal, AnteiligNach, Mindestens, Hoechstens,
  Gerundet, Aufgerundet, Abgerundet, Entfaellt  // Entfaellt: `entfällt wenn …`
};

struct CalcLine {
  LineKind kind;
  Pos pos;
  ExprPtr value;  // null for Entfällt
  ExprPtr when;   // `wenn …`, or null. "entfällt wenn weniger als 5 €": Compare whose args[0] is null
  std::string citation;
};

struct Band {      // Fälle nach: `bis 5: …`, `A oder B: …`, `darüber: …`, `sonst: …`
  Pos pos;
  ExprPtr limit;   // upper limit (inclusive), or null
  std::vector<std::string> members;
  bool last = false;  // darüber / sonst
  ExprPtr value;
  std::string citation;
};

struct Expr {
  ExprKind kind;
  Pos pos;
  std::vector<ExprPtr> args;
  std::string name;
  std::string subject;
  std::int64_t lo = 0, hi = 0;
  int op = 0;
  bool negated = false;
  bool paren = false;              // was written in parentheses
  SetName set = SetName::Kind;
  ExprPtr filter;                  // `mit …` of an aggregate
  std::vector<std::string> members;
  std::vector<CalcLine> lines;
  std::vector<Band> bands;
  std::string label;               // items of All/Any/None
  std::string citation;            // right margin of this line
  std::string text;                // the source words of this expression, single-spaced (for explanations)
  std::vector<std::string> comments;  // comment lines directly above (items)

  // checker
  Type type;
  enum class Ref : std::uint8_t { None, Fact, Rule, Value, Table, Member, Subject } ref = Ref::None;
  std::uint32_t ref_index = 0;     // fact index, or index of a symbol in Checked
  enum class Where : std::uint8_t { Here, Outer, Element, Home, Family } where = Where::Here;
};

struct ValueRow {        // ab 2026-01-01: 259 € [bis 272 €] [unbelegt "Grund"]   Quelle "…"
  Pos pos;
  ExprPtr from;          // Date
  ExprPtr value;         // literal or range
  bool undocumented = false;
  std::string reason;
  std::string citation;
  std::vector<std::string> comments;
};

struct TableBlock {      // [gilt ab DATE] + | header | rows |
  Pos pos;
  ExprPtr from;          // or null when a column "gilt ab" exists
  std::vector<std::string> header;
  struct Row {
    Pos pos;
    std::vector<std::string> cells;       // raw text, trimmed
    std::vector<Pos> cell_pos;
    std::vector<std::string> comments;
  };
  std::vector<Row> rows;
};

enum class DeclKind : std::uint8_t {
  Merkmal, Leistung, Wert, Tabelle, Regel, Anspruch, Betrag, Frist, Unterlage, Prueffall, Rechtsstand
};

struct Attribute {       // Leistung and Merkmal: keyword + raw values
  Pos pos;
  std::string key;                       // "Titel", "Frage", "Mühe", "sensibel", "von", "relevant wenn", "sonst", "Antwort" …
  std::vector<std::string> values;       // strings without quotes, words, or names
  std::vector<Pos> value_pos;
  ExprPtr expr;                          // relevant wenn: condition; von: range; sonst: value
  std::string citation;
  std::vector<std::string> comments;
};

struct Given {           // Prüffall: one stated fact or derived value
  Pos pos;
  std::string subject;   // person or household; empty = family line
  std::string name;
  ExprPtr value;         // literal, range (Between: args[1], args[2]) or choice Name; null = unbekannt
};

struct CasePerson {
  Pos pos;
  std::string name;
  bool adult = false;                    // "Erwachsene"
  std::vector<std::string> parents;      // "Kind von A und B"
  ExprPtr born;                          // Date, MonthLit or range, or null
  ExprPtr due;                           // "erwartet 2027-02"
  std::vector<std::pair<std::string, std::int64_t>> homes;  // "wohnt in haus 70 % und haus-2": share decimal, -1 = not stated
  std::vector<std::string> cares_for;    // "pflegt Oma"
  std::vector<Given> facts;
};

struct Expectation {
  Pos pos;
  enum class What : std::uint8_t {
    Yes, No, Open, Equal, YesBetween, OpenBetween, Between, NextQuestion, NoQuestion, Deadline, Document
  } what;
  std::string subject, name;             // Ida.Spielgeld
  ExprPtr lo, hi;
  std::string text;                      // Frist/Unterlage text
  std::string citation;
};

struct Case {
  std::string title;
  ExprPtr month;                         // MonthLit
  std::vector<CasePerson> persons;
  std::vector<std::string> households;   // declared by "Haushalt name:" lines or by wohnt in
  struct Pair { Pos pos; std::string a, b, status; };
  std::vector<Pair> couples;
  std::vector<Given> facts;              // family/household facts (subject = household name or "")
  std::vector<Given> given;              // gegeben Tim.Regelbetrag gleich 299 €
  std::vector<std::pair<std::string, std::string>> receives;  // Tim bezieht Spielgeld
  bool rest_no = false;                  // übrige Angaben nein
  std::vector<Expectation> expectations;
};

struct Decl {
  DeclKind kind;
  Pos pos;
  std::vector<std::string> comments;     // comment lines above
  std::string name;                      // Frist, Unterlage, Prüffall: the quoted text
  Pos name_pos;
  bool has_type = false;
  Type type;                             // choice index: checker
  std::vector<std::string> members;      // Auswahl (a, b)
  std::string choice_of;                 // Auswahl aus NAME
  std::string role_word;                 // "Kind", "Person", "Erwachsene", "Haushalt", "Familie"; empty if none
  Role role = Role::Person;
  std::string citation;
  std::vector<std::string> open_for;     // offen für Land, Stadt
  std::string replaces_layer;            // "Stadt" / "Land" in `Stadt Hamm ersetzt …`; empty if none
  std::string replaces_place;            // "Hamm"
  // versions
  ExprPtr from, until;                   // gilt ab / gilt bis (Date)
  ExprPtr births_from, births_until;     // gilt für Geburten ab … bis …
  std::vector<std::string> falls_with;   // `steigt nicht mit NAME`, a line each
  // bodies
  ExprPtr body;                          // Regel, Anspruch, Betrag; Rechtsstand: args = two MonthLit
  std::vector<ValueRow> rows;            // Wert
  std::vector<std::string> keys;         // Tabelle … nach K1, K2
  std::vector<TableBlock> blocks;        // Tabelle
  std::vector<Attribute> attributes;     // Merkmal, Leistung
  ExprPtr until_day, from_day, when;     // Frist: bis / ab / wenn; Unterlage: wenn
  std::string missed, where_from, cost;  // Frist: versäumt "…", Warten kostet NAME; Unterlage: woher "…"
  std::unique_ptr<Case> test;            // Prüffall
  std::uint32_t service = 0;             // checker: Frist, Unterlage -> the Leistung above it
};

struct File {
  std::uint32_t source = 0;
  std::vector<Decl> decls;
  std::vector<std::string> trailing_comments;
};

}  // namespace fr::ast
