// Inner half of familienrathaus.h: one function per "do", and the pieces of an answer that they share.
#pragma once

#include <expected>
#include <string>

#include "core/json.h"
#include "core/memory.h"
#include "core/words.h"
#include "eval/analysis.h"

namespace fr::door {

struct Request {
  const Rulebook& book;
  const json::Value& body;
  Situation situation;  // empty for the vocabulary
  Memory* memory;       // or nullptr
};
using Answer = std::expected<std::string, Trouble>;

Answer match(const Request& r);
Answer why(const Request& r);
Answer nearest(const Request& r);
Answer timeline(const Request& r);
Answer curve(const Request& r);
Answer vocabulary(const Request& r);

// --- reading a request --------------------------------------------------------------------------------

Trouble trouble_of(const EvalError& e);
// The evaluation of the request's family: remembered, or made and remembered.
std::expected<std::shared_ptr<const Evaluation>, Trouble> evaluated(const Request& r);
std::expected<std::uint32_t, Trouble> read_service(const Request& r);         // "service"
std::expected<EntityRef, Trouble> read_entity(const Request& r, const char* key);
// A whole number within [low, high], or `otherwise` if absent.
std::expected<std::uint32_t, Trouble> read_count(const Request& r, const char* key, std::uint32_t low,
                                                 std::uint32_t high, std::uint32_t otherwise);

// A deadline that may lie anywhere within more than a year tells nobody anything yet.
inline constexpr Day kVagueDays = 366;

// --- writing an answer --------------------------------------------------------------------------------

Type money(Per per);
const char* per_name(Per per);           // "month" "year" "day" "once"
const char* effect_name(Effect effect);  // "payment" …
const char* level_name(Level level);     // "bund" "land" "stadt"
const char* type_name(Kind kind);        // "yes-no" "money" …

void put_amount(json::Writer& w, const char* key, Known amount, Per per);       // {"min","max","per"}
void put_days(json::Writer& w, const char* key, Known days);                    // {"from","to"}
void put_fact(json::Writer& w, const Request& r, const FactRef& fact);          // {"entity","fact"}
// {"text","min","max","type"}; a choice has its "members" instead of the ends.
void put_value(json::Writer& w, const Request& r, const char* key, const Type& type, Known value);
void put_changes(json::Writer& w, const Request& r, const char* key, const std::vector<Change>& changes,
                 const EntityRef& of);
// "says": what a step says apart from its text, if it can be put into another language; else nothing.
void put_says(json::Writer& w, const Request& r, const Step& step);
void put_strings(json::Writer& w, const char* key, const std::vector<std::string>& list);

// The standing and the amount of a verdict, as members of an open object.
void put_verdict(json::Writer& w, const Program& program, const Verdict& v);

}  // namespace fr::door
