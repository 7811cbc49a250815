// Lines of a CSV file as fields. Separator ',' or ';', fields may stand in '"' (doubled inside); a line is a line: no
// field holds a line break. Views point into the line or into the caller's storage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fr::batch {

inline constexpr std::size_t kMaxLine = 256 * 1024, kMaxColumns = 2000;

// Splits one line (without its line break); false: a quote does not end.
bool split_line(std::string_view line, char separator, std::vector<std::string_view>* fields, std::vector<std::string>* storage);
// Appends a field, quoted where needed.
void put_field(std::string_view text, char separator, std::string* out);

}  // namespace fr::batch
