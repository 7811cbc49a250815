// households.csv: one row per person, the rows of a family together (docs/batch.md). A piece of the file, cut
// between families, becomes columns; a family with a fault is left out and reported with row, column and cause.
#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/trouble.h"
#include "eval/fast/families.h"
#include "program/program.h"

namespace fr::batch {

struct RowTrouble {
  std::uint64_t row;     // line of the file, the header is 1
  std::string family, column, cause;
};

class Header {
 public:
  static std::expected<Header, Trouble> read(const Rulebook& book, std::string_view line);
  char separator() const { return separator_; }
  std::vector<bool> present(const Rulebook& book) const;

  static constexpr std::uint32_t kNoColumn = 0xffffffff;
  std::uint32_t family = kNoColumn, person = kNoColumn, home = kNoColumn, parents = kNoColumn, partner = kNoColumn,
                cares = kNoColumn, unborn = kNoColumn;
  struct FactColumn {
    std::uint32_t column, fact;
  };
  std::vector<FactColumn> facts;
  std::size_t columns = 0;
  std::vector<std::string> names;

 private:
  char separator_ = ',';
};

// A piece as columns, with what the output needs to name its rows.
struct Piece {
  explicit Piece(const Rulebook& book, std::vector<bool> present) : families(book, std::move(present)) {}
  fast::Families families;
  struct Person {
    std::string_view family, id;          // into the piece's text
    std::int32_t person = -1;             // row in the block, -1: its family is left out
    std::int32_t household = -1;          // row of the household that this row reports, else -1
    std::int32_t first_of_family = -1;    // the family's row, on its first row
    std::uint64_t line = 0;
  };
  std::vector<Person> persons;            // in the order of the file
  std::vector<std::uint64_t> first_line;  // by family of the block
  std::vector<std::string_view> name;     // by family of the block
  std::vector<RowTrouble> troubles;
  std::deque<std::vector<std::string>> unquoted;  // fields that stood in quotes: the views need them
  std::uint64_t families_read = 0, lines = 0;
};

// `text`: whole lines; `line`: number of the first. Thread-safe for different pieces.
void read_piece(const Rulebook& book, const Header& header, Month month, std::string_view text, std::uint64_t line,
                fast::Shapes& shapes, Piece* piece);

// Where the last complete family of `text` ends: bytes that make a piece; 0 if there is no end yet.
std::size_t cut_piece(const Header& header, std::string_view text);

}  // namespace fr::batch
