// The straight-line column program: what the rules of one state of the law become, and the rulebook
// that carries the programs of all states together with vocabulary, services and texts.
//
// No jumps, no loops, no recursion: instruction i writes register i, and reads only registers < i.
// A register is a column over one table; only the gather and segment operations cross tables.
// The same program runs with the carrier Exact (one column) and Bounds (lo and hi column).
// Everything here is plain data without behaviour; binary.h writes, reads and verifies it, listing.h
// prints it. A Rulebook is immutable after construction and may be shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/types.h"

namespace fr {

using Reg = std::uint32_t;
inline constexpr Reg kNoReg = 0xffffffff;
inline constexpr std::uint32_t kNone = 0xffffffff;

enum class Op : std::uint8_t {
#define FR_OP(name, args, directions, comment) name,
#include "program/opcodes.def"
#undef FR_OP
};

struct Instr {
  Op op;
  Table table;                // table of the result column
  Kind kind;                  // kind of the result
  Reg a = 0, b = 0, c = 0;    // operands, all < own index; unused = 0
  std::int64_t lo = 0, hi = 0;  // immediates; meaning per opcode (opcodes.def)
  std::uint32_t rule = kNone; // the declaration it was made for: names it in error messages
};

// --- vocabulary -------------------------------------------------------------------------------------

struct Choice {
  std::string name;                  // type's name = name of the Merkmal or Regel that introduced it
  std::vector<std::string> members;  // in order; member i is bit 1<<i
  std::vector<std::string> labels;   // plain words for people, same length
};

struct Fact {
  std::string name;      // "in-Ausbildung"
  Role role;             // whose fact it is
  Type type;
  std::int64_t lo, hi;   // range of possible values (for Choice: full mask in both; Bool: 0,1)
  std::int64_t grain;    // smallest step: 0.01 € = kCent, a count = kOne, a day/month = 1
  std::string brief;     // plain words: "in Ausbildung" (Kurz)
  std::string question;  // "Ist {Name} in Ausbildung?"; {Name} stands for the entity
  std::string help;
  std::uint8_t effort;   // 1 low, 2 medium, 3 high (Mühe)
  bool sensitive;
  bool unasked = false;  // ohne Nachfrage, auf Wunsch: nobody is asked; unstated it reads as `presumed`
  bool offered = false;  // auf Wunsch: unasked, but within reach for whoever wants to say it
  std::int64_t presumed = 0;
  std::string source;    // file:line of the declaration
};

// --- services ---------------------------------------------------------------------------------------

enum class Effect : std::uint8_t { Payment, Saving, Cost, Help, Duty };  // Zahlung Ersparnis Kosten Hilfe Pflicht
enum class Level : std::uint8_t { Federal, State, City };                // Bund Land Stadt

struct Service {
  std::string id;         // slug of the name: "spielgeld"; also the folder's name
  std::string name;       // "Spielgeld", as the rules call it
  std::string title;
  std::string brief;      // one sentence (Kurz)
  Level level;
  Effect effect;
  std::string law;        // "EStG"
  std::string phase;      // Lebenslage
  std::vector<std::string> needs;     // Bedarf: words of the portal's list of needs
  std::string audience;   // Zielgruppe
  std::string limits;     // Grenzen: what is not modelled
  std::string next_step;  // Nächster-Schritt
  std::string cost;       // Kosten: what it costs the family, in words
  std::vector<std::string> channels;  // Wege: persönlich, Telefon, online, E-Mail, Post, Hausbesuch
  std::string online;     // Online: address of the form or site, https
  std::string key;        // Leistungsschlüssel
  std::string part_of;    // id of the service it is a component of, or empty
  std::vector<std::string> offices;   // ids
  std::vector<std::string> keywords;  // Suchworte
  std::vector<std::string> excludes;  // ids
  std::string source;     // file:line
};

// --- explanation ------------------------------------------------------------------------------------

// A tree per rule that mirrors the source text. The register of a node lives in the table of the
// context in which the node stands; walking into another rule maps the row by `via`.
enum class ExplainKind : std::uint8_t {
  All, Any, NoneOf, Not,   // conditions over children
  Test,                    // a comparison, an age phrase, membership: children are its operands
  Fact,                    // leaf: reads fact `ref`
  Rule,                    // reference to rule `ref`: continue with Program::rules[ref].root
  Quantifier,              // any/all/none of a set: one child, living in the pair table `pairs`
  Aggregate,               // count/sum/max/min over a set: children live in the pair table
  Constant,                // Wert or literal: text carries name, citation the source
  Cases,                   // children: pairs (condition, value) and a last value
  Start, Plus, Minus, Times, AtLeast, AtMost, Round, Drop,  // Rechenweg lines, in order, below Steps
  Steps,                   // a Rechenweg: children are its lines
  Calc,                    // any other computation: children are its operands
};

enum class Via : std::uint8_t { Same, Owner, Target, Home, Family };

// What a test or a set says, for those who put it into another language than the rules' own. None where
// only the text says it.
enum class Say : std::uint8_t {
  None,
  AtLeast, AtMost, Under, Over, Is, IsNot,  // tests: the first child against `operand`
  OneOf,                                    // tests: the members are the instruction's mask
  Aged, AgedUnder,                          // tests: completed years against `operand`
  LivesWith, LivesMostlyWith,               // tests: the two of the pair
  AnyOf, AllOf, NoneOf, Count, Sum, Max, Min,  // sets: `ref` is a Group
};
enum class Group : std::uint8_t { Parents, Children, Partners, Siblings, Members, Persons, Households, CaredFor, Carers };

struct Explain {
  ExplainKind kind;
  Via via = Via::Same;             // how the row of a referenced rule/fact follows from the current row
  Table table = Table::Person;     // table in which `reg` lives
  Reg reg = kNoReg;                // value of this node; for Rechenweg lines: the running value after it
  Reg operand = kNoReg;            // Rechenweg lines: the line's own amount (0 where `wenn` fails); tests: the limit
  Say say = Say::None;
  std::uint32_t ref = kNone;       // fact or rule index; sets: the Group
  Type type;                       // of reg
  std::string text;                // plain German, "{0}" … not used: complete words
  std::string label;               // "Abs. 4 Nr. 1", or empty
  std::string citation;            // the paragraph that the text names, or empty
  std::vector<std::uint32_t> children;  // indices into Program::explain, all > own index
};

// --- rules and targets ------------------------------------------------------------------------------

enum class RuleKind : std::uint8_t { Rule, Claim, Amount, Deadline, Document, Relevance };

struct Rule {
  std::string name;        // "berücksichtigt"; deadlines and documents: their text
  RuleKind kind;
  Role role;
  Type type;
  Reg reg;                 // final value, after a given value has been applied
  std::uint32_t root = kNone;  // explanation
  std::string citation;
  std::string source;      // file:line
};

struct DeadlineRule {
  std::uint32_t service;
  std::uint32_t rule;         // for name, role, citation
  std::string text, missed;   // what, and what happens when it is missed
  Reg until = kNoReg, from = kNoReg;  // Day columns over role_table(rule.role)
  Reg when = kNoReg;          // Bool, or kNoReg = always
  std::uint32_t cost = kNone; // target whose monthly amount is lost per month of waiting
};

struct DocumentRule {
  std::uint32_t service;
  std::uint32_t rule;
  std::string text, where;
  Reg when = kNoReg;
};

struct Target {              // an Anspruch with its Betrag: what is reported
  std::uint32_t service;
  Role role;
  std::uint32_t claim;            // rule
  std::uint32_t amount = kNone;   // rule, or none
  Reg verdict;                    // Bool
  Reg money = kNoReg;             // amount if the claim holds else 0; range includes 0 while open
  Per per = Per::None;
  bool exact = true;              // false: rests on an `unbelegt` range, so Exact cannot compute it
};

struct FactUse {             // the facts that this state of the law reads, with their relevance here
  std::uint32_t fact;
  Reg reg = kNoReg;          // the FACT instruction
  Reg relevant = kNoReg;     // Bool over the fact's table, or kNoReg = always
  Reg value = kNoReg;        // after relevance: what rules read
  std::int64_t otherwise_lo = 0, otherwise_hi = 0;  // value where it is irrelevant
};

struct Program {             // one state of the law: months from <= m < until
  Month from, until;
  std::vector<Instr> code;
  std::vector<Rule> rules;
  std::vector<Target> targets;
  std::vector<DeadlineRule> deadlines;
  std::vector<DocumentRule> documents;
  std::vector<FactUse> facts;
  std::vector<Explain> explain;
};

struct Rulebook {
  Month from, until;               // Rechtsstand: months checked, from <= m < until
  std::vector<Choice> choices;
  std::vector<Fact> facts;
  std::vector<Service> services;
  std::vector<Program> programs;   // ascending, contiguous, covering [from, until)
};

// The program in force, or nullptr outside [from, until): never the last known one.
const Program* in_force(const Rulebook& book, Month month);

}  // namespace fr
