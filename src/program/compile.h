// Sources -> rulebook: parse, check (language), and lowering of every state of the law to a straight-line
// program. This is the only place that sees both the language and the program; the browser runs without it.
#pragma once

#include <string>
#include <vector>

#include "language/check.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr {

// A Prüffall ready to run.
struct Expected {
  enum class What : std::uint8_t {
    Yes, No, Open,        // verdict of `service` for `entity`
    Value,                // yes and amount == value (service), or rule value == value (rule)
    YesBetween, OpenBetween, Between,  // verdict (if service) and range exactly [value.lo, value.hi]
    NextQuestion,         // first question is fact `name` of `entity`
    NoQuestion,
    Deadline,             // deadline `name` of `entity` ends on value.lo
    DocumentYes, DocumentNo
  } what;
  Pos pos;
  std::string entity;     // id; "familie" for the family
  std::string name;       // service name, rule name, fact name or text
  bool is_service = false;
  Known value{0, 0};
};

struct TestCase {
  std::string title, citation;
  Pos pos;
  std::string service;    // id of the Leistung above it in the file, or empty
  Situation situation;
  std::vector<Expected> expected;
};

struct Counts {
  std::size_t services = 0, rules = 0, facts = 0, values = 0, sourced_values = 0, undocumented = 0,
              states = 0, months = 0, cases = 0;
};
struct Undocumented {     // an `unbelegt` cell
  Pos pos;
  std::string name, range, reason;
};

struct Promise {          // `steigt nicht mit NAME`
  Pos pos;
  std::string rule, fact;
  bool amount;            // of a Betrag: with its Anspruch, as the family gets it
};

struct Unread {           // a fact of the vocabulary that no rule of this city reads
  Pos pos;
  std::string fact;
};

struct Replaced {         // a line of a service that the city or the state wrote
  std::string service, key;  // id, "Kosten"
};

struct Compiled {
  Rulebook book;                    // usable only if no error
  std::vector<TestCase> cases;
  Diagnostics diagnostics;          // errors and warnings, in source order
  Counts counts;
  std::vector<Undocumented> undocumented;
  std::vector<Promise> promises;
  std::vector<Replaced> replaced;
  std::vector<Unread> unread;
  bool ok() const;                  // no errors
};

// Deterministic. `strict` adds the warnings of check --streng (dead rules, unread facts, values without
// source, services without Prüffall).
Compiled compile(const std::vector<Source>& sources, bool strict = false);

}  // namespace fr
