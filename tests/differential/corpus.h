// Where the cases come from: the toy town and the real catalogue, each with its Prüffälle.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "language/check.h"
#include "program/compile.h"

namespace fr::differential {

struct Corpus {
  std::string name;               // "spielstadt", "katalog"
  std::vector<Source> sources;
  Compiled compiled;
  Checked checked;                // for the reference: the same sources, only parsed and checked
};

// Reads <folder>/{begriffe,bund,nrw,hamm}/**/*.regel in one fixed order. Prints the messages and
// leaves compiled unusable (ok() false) if there are errors.
std::vector<Source> read_sources(const std::string& folder);
Corpus load(const std::string& name, const std::string& folder);

// Both corpora; the catalogue only if it holds any rule. Loaded once.
const std::vector<Corpus>& corpora();

// FR_SEED, or the fixed default; printed once per test program.
std::uint64_t seed();

}  // namespace fr::differential
