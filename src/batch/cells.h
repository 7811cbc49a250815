// One cell of a table as text, both ways: what the CSV files of `batch` and `population` contain. docs/batch.md is its
// description for people.
//   yes/no "ja" "nein" · amounts and numbers "1500.25" · shares in percent · days "2020-06-11" · months "2027-02"
//   durations in months · choices by name · ranges "1000..1500" · several possible answers "Miete|Eigentum"
//   empty = unknown
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "program/program.h"
#include "program/situation.h"

namespace fr::batch {

// nullopt = unknown; the error says what is wrong, in German, without a place. Within the fact's range and grain.
std::expected<std::optional<Known>, std::string> read_cell(const Rulebook& book, const Fact& fact, std::string_view text);
void write_cell(const Rulebook& book, const Fact& fact, Known value, std::string* out);
void write_decimal(std::int64_t value, std::string* out);

}  // namespace fr::batch
