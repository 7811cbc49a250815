// What one can ask about one family: verdicts, why, the next best question, the nearest change, a
// curve over one fact, the next months. Each is one or a few batches of the same program; nothing here
// has state beyond the Evaluation that holds the registers. Deterministic; no I/O, clock, locale,
// exceptions; the only floating point is a question's score.
// All functions are const and may be called from several threads on one Rulebook.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "program/program.h"
#include "program/situation.h"

namespace fr {

struct EvalError {
  enum class What : std::uint8_t { NoLaw, Overflow, DivisionByZero, UnknownFact, BadValue } what;
  std::string rule;     // name of the rule or fact
  std::string source;   // file:line
  std::string message;  // German: what, where, why, what to do
};
template <class T>
using Result = std::expected<T, EvalError>;

// Entity of a table: index into Situation::persons / households; 0 for the family.
struct EntityRef {
  Table table;
  std::uint32_t index;
  bool operator==(const EntityRef&) const = default;
};

struct FactRef {
  std::uint32_t fact;  // Rulebook::facts
  EntityRef entity;
  bool operator==(const FactRef&) const = default;
};

enum class Standing : std::uint8_t { No, Yes, Open };

struct Verdict {
  std::uint32_t target;  // Program::targets
  EntityRef entity;
  Standing standing;
  bool received;         // the family receives it already
  std::optional<Known> amount;  // present if the target has one; while open it includes 0
  std::vector<FactRef> missing; // unknown facts on which verdict or amount still depend (none if settled)
  bool operator==(const Verdict&) const = default;
};

struct DueDate {
  std::uint32_t deadline;  // Program::deadlines
  EntityRef entity;
  Known until;             // range of days
  std::optional<Known> from;
  bool certain;            // its `wenn` certainly holds
  bool missed;             // until.hi is before the month's first day
  std::optional<Known> cost_per_month;
  bool operator==(const DueDate&) const = default;
};

struct Paper {
  std::uint32_t document;  // Program::documents
  EntityRef entity;
  bool certain;
  bool operator==(const Paper&) const = default;
};

struct Relevant {          // facts worth asking of an entity at all (relevance not certainly false)
  FactRef fact;
  bool known;
  bool operator==(const Relevant&) const = default;
};

struct Evaluation {
  const Program* program;
  std::vector<Verdict> verdicts;   // every target x every entity in its role, in program order
  std::vector<DueDate> deadlines;  // of targets that are yes or open
  std::vector<Paper> documents;    // likewise
  std::vector<Relevant> relevant;
  std::vector<FactRef> offered;    // nobody asks for these; of entities in their role, stated or not
  Known total_per_month;           // payments and savings not yet received, per month (per year / 12 is left out)
  std::uint32_t cases = 1;         // rows used for case splitting
  bool capped = false;             // some range may be wider than necessary
  bool operator==(const Evaluation&) const = default;
};

// Evaluates at situation.month. Cases are split where one unknown fact reaches a target on several
// paths; at most `max_cases` rows. `kept`, if given, gets what this leaves behind for ask() (kept.h), perhaps nothing.
struct Kept;
inline constexpr std::uint32_t kMostCases = 512;
Result<Evaluation> evaluate(const Rulebook& book, const Situation& situation, std::uint32_t max_cases = kMostCases,
                            std::shared_ptr<Kept>* kept = nullptr);

// --- why --------------------------------------------------------------------------------------------

struct Step {
  std::string text, label, citation;
  Type type;
  Known value;          // in the encoding of types.h
  std::optional<Known> line;  // Rechenweg lines: the line's own amount; value is then the running result
  ExplainKind kind;
  EntityRef entity;     // whose value it is
  std::optional<FactRef> fact;  // for ExplainKind::Fact
  std::uint32_t rule = kNone;   // for ExplainKind::Rule: index into Program::rules
  bool decisive;        // this step (and the decisive ones below it) alone carry the result
  std::vector<Step> because;

  // What it says apart from the text, for other languages: `of` compared with `limit`.
  Say say = Say::None;
  std::optional<Known> limit;
  Type limit_type;
  std::optional<Group> group;     // sets: of whom
  std::optional<EntityRef> with;  // lives with whom
  std::vector<Step> of;           // at most one, without its own steps
};

struct Why {
  Verdict verdict;
  Step claim;                  // conditions
  std::optional<Step> amount;  // Rechenweg
  std::vector<FactRef> decisive;  // these facts alone reproduce the verdict
};
Result<Why> why(const Rulebook& book, const Situation& situation, std::uint32_t target, EntityRef entity);
// The same where the situation's evaluation is there already; so too below.
Result<Why> why(const Rulebook& book, const Situation& situation, const Evaluation& evaluation, std::uint32_t target,
                EntityRef entity);

// --- ask --------------------------------------------------------------------------------------------

struct Question {
  FactRef fact;
  std::uint32_t settles;   // verdicts that some answer settles (most over the answers)
  Known worth;             // lo = 0, hi = largest monthly difference between two answers ("kann bis zu … ausmachen")
  bool moves_deadline;
  std::vector<std::uint32_t> services;  // services whose verdict or amount it can change
  double score;
  bool operator==(const Question&) const = default;
};
// Best first, at most `at_most`. Empty means: no answer can change any result ("mehr brauchen wir nicht").
inline constexpr std::size_t kMostQuestions = 8;
Result<std::vector<Question>> ask(const Rulebook& book, const Situation& situation, std::size_t at_most = kMostQuestions);
// `kept`: what the evaluation has left behind, or nullptr.
Result<std::vector<Question>> ask(const Rulebook& book, const Situation& situation, const Evaluation& evaluation,
                                  std::size_t at_most = kMostQuestions, Kept* kept = nullptr);

// --- nearest ----------------------------------------------------------------------------------------

struct Change {            // exactly one of the two
  std::optional<FactRef> fact;
  Known value;             // the nearest value of the fact for which the verdict is Yes
  bool at_least = true;    // numbers and days: from this value up (false: down to this value)
  std::optional<Month> month;  // with everything as it is, yes from this month on (next 36 months)
  std::optional<Day> day;      // the birthday or date behind it, if one was found
};
// Changes that turn a No or Open verdict into Yes, nearest first; empty if none of a single fact does.
Result<std::vector<Change>> nearest(const Rulebook& book, const Situation& situation, std::uint32_t target,
                                    EntityRef entity);
Result<std::vector<Change>> nearest(const Rulebook& book, const Situation& situation, const Evaluation& evaluation,
                                    std::uint32_t target, EntityRef entity);

// --- curve ------------------------------------------------------------------------------------------

struct RuleRef {           // the value of a rule for an entity of its role
  std::uint32_t rule;      // Program::rules of the program in force
  EntityRef entity;
};

struct CurvePoint {
  std::int64_t at;                 // value of the fact
  Known total_per_month;
  std::vector<Verdict> verdicts;   // same order as Evaluation::verdicts (missing left empty)
  std::vector<Known> rules;        // the values asked for besides, in their order
};
// `points` values from..to inclusive (snapped to the fact's grain), one batch.
Result<std::vector<CurvePoint>> curve(const Rulebook& book, const Situation& situation, FactRef fact,
                                      std::int64_t from, std::int64_t to, std::uint32_t points = 141,
                                      const std::vector<RuleRef>& rules = {});

// --- timeline ---------------------------------------------------------------------------------------

struct Event {
  enum class What : std::uint8_t { Begins, Ends, Changes, Deadline } what;
  Month month;
  std::optional<Known> day;             // deadlines: the day (range)
  std::uint32_t service;
  EntityRef entity;
  Standing before, after;               // verdicts
  std::optional<Known> amount_before, amount_after;
  std::optional<Known> cost_per_month;  // deadlines: the price of waiting
  std::string text;                     // deadlines: their text; else empty
  std::string reason;                   // e.g. "18. Geburtstag", or empty
  bool projected;                       // month lies after the checked Rechtsstand: law as last enacted
  struct Birthday {
    EntityRef person;
    std::int64_t nth;                   // 0 = the birth
  };
  std::optional<Birthday> birthday{};   // the reason, if it is somebody's birthday
  bool new_law = false;                 // the reason, if the law has changed
  std::string missed{}, citation{};     // deadlines: what happens then; where it is written
};
// Events of the `months` months after situation.month (month itself is the starting state).
Result<std::vector<Event>> timeline(const Rulebook& book, const Situation& situation, std::uint32_t months = 36);

}  // namespace fr
