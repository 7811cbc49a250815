// The family file: JSON -> Situation and back. One format for command line, API, browser and tests;
// its structure is written down in docs/familie.schema.json.
// Accepts what life allows (a child without parents, somebody only named, four parents) and refuses what
// cannot be, with a German message that names the place ("persons.mia.Geburtstag").
// Limits: 40 persons, 50 households, 8 homes per person, 64 characters per id. They keep the largest
// family that is accepted within seconds and 200 MB.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "core/json.h"
#include "core/trouble.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr {

inline constexpr std::size_t kMaxPersons = 40, kMaxHouseholds = 50, kMaxHomes = 8, kMaxIdLength = 64,
                             kMaxParents = 4;

// `month` replaces the file's month for the evaluation; plausibility is judged at the file's own.
std::expected<Situation, Trouble> read_family(const Rulebook& book, const json::Value& family,
                                              std::optional<Month> month = std::nullopt);

// The family file of a situation (compact JSON, deterministic).
std::string write_family(const Rulebook& book, const Situation& situation);

// --- pieces that the door needs as well ---------------------------------------------------------------

// Reads one value as written in a family file. nullopt = unknown (null). `lo`/`hi` bound what is
// possible and stand for absent ends of a range; `grain` is the smallest step (0 = any).
struct Possible {
  std::int64_t lo, hi, grain;
};
std::expected<std::optional<Known>, Trouble> read_value(const Rulebook& book, const Type& type,
                                                        const Possible& possible, const json::Value& value,
                                                        const std::string& where);
std::expected<Month, Trouble> read_month(const json::Value& value, const std::string& where);

const Fact* find_fact(const Rulebook& book, std::string_view name);
std::string suggest_fact(const Rulebook& book, std::string_view name);
std::string suggest_service(const Rulebook& book, std::string_view id);

// What the structure must satisfy beyond each single value; nullopt = sound.
std::optional<Trouble> implausible(const Situation& situation, Month at);

// Narrows birthdays that nobody stated to what the drawing implies (born by `month`; parents older).
void infer_births(const Rulebook& book, Situation& situation, Month month);

}  // namespace fr
