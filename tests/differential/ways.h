// The ways in which one family can be computed, and the one shape in which their results are compared.
// A new way is one line here and one case in compute().
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "differential/corpus.h"
#include "eval/run.h"
#include "program/situation.h"

namespace fr::differential {

enum class Weg : std::uint8_t {
  Referenz,        // the tree-walker over the checked rules
  Exact,           // one family, one row
  ExactGestueckelt,  // batches of 1, 2, 3, 7, 512 families, shuffled
  BoundsBekannt,   // every fact known: must equal Exact
  BoundsWeiter,    // some facts widened: must contain Exact
  Binaerform,      // the rulebook after write and read
  Formatiert,      // the sources after the formatter
  Wasm,            // fr::answer natively = the module under Node (tests/wasm/korpus.test.mjs)
};
inline constexpr int kWege = 8;
const char* name_of(Weg way);

// Everything that can be read from one family: "Spielgeld(Ida)" the claim, "Spielgeld(Ida) Betrag",
// "spielberechtigt(Ida)", "Frist … bis(Ida)". A cell that has no exact value is absent (reference) or
// is a range (Bounds).
using Cells = std::map<std::string, Known>;

// From a run: all rules, targets, deadlines and documents for the entities in their role.
Cells read_cells(const Rulebook& book, const Program& program, const Situation& family,
                 const Batch& batch, std::uint32_t index, const Run& run);

struct Reference {
  Cells exact;      // what the law fixes exactly
  Cells low, high;  // with every `unbelegt` range at its lower / upper end
};
Reference reference_cells(const Corpus& corpus, const Situation& family);

// Empty, or what differs: every cell of `expected` must be in `got` with the same value / inside it.
std::string differs(const Cells& expected, const Cells& got);
std::string escapes(const Cells& expected, const Cells& bounds);

// One family through the carrier, or the engine's message.
std::expected<Cells, std::string> compute(const Rulebook& book, const Situation& family, Carrier carrier);

}  // namespace fr::differential
