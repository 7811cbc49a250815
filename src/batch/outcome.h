// What a piece of a batch came to: its share of the output file, of the sums and of the checksum. Pieces are put
// together in the order of the input, so that nothing depends on threads or on where it was cut.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "batch/households.h"
#include "eval/fast/results.h"

namespace fr::batch {

__extension__ using Sum = __int128;

// Hash of a sequence of rows that can be put together: H(AB) = H(A) + base^|A| * H(B).
struct Chain {
  std::uint64_t hash = 0, power = 1;
  void add(std::uint64_t row) {
    hash += power * row;
    power *= 0x9e3779b97f4a7c15ull;
  }
  void append(const Chain& next) {
    hash += power * next.hash;
    power *= next.power;
  }
};

struct Totals {
  struct Line {
    std::uint64_t yes = 0, no = 0, open = 0;
    Sum lo = 0, hi = 0;       // of amounts
  };
  std::vector<Line> targets;  // by target of the program
  std::array<Chain, 3> chains;  // persons, households, families
  std::uint64_t families = 0, persons = 0, families_with_range = 0, troubles = 0;
  void append(const Totals& next);
  std::uint64_t checksum() const;
};

// Names of the columns: the service's id, with the role where a service has several targets.
std::vector<std::string> column_names(const Rulebook& book, const Program& program);

Totals totals_of(const Program& program, const fast::Results& results, std::uint32_t persons, std::uint32_t households, std::uint32_t families);

std::string csv_head(const std::vector<std::string>& names, const Program& program, const fast::Results& results, char separator);
// Rows of a piece: a household's results on the row that Piece::Person names, a family's on its first.
void csv_rows(const Program& program, const fast::Results& results, const Piece& piece, char separator, std::string* out);

}  // namespace fr::batch
