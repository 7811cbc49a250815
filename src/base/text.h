// UTF-8 and small text helpers shared by all floors. No locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fr {

// Byte offset of the first invalid UTF-8 sequence, or npos if the text is valid (no surrogates, no
// overlong forms, no NUL).
std::size_t invalid_utf8_at(std::string_view text);

// Number of code points (for caret columns).
std::size_t code_points(std::string_view text);

// Stable ASCII identifier: "Bildung-und-Teilhabe" -> "bildung-und-teilhabe", ä->ae ö->oe ü->ue ß->ss.
std::string slug(std::string_view name);

// Every `what` in `text` replaced by `with`; `what` is not empty.
std::string replace_all(std::string_view text, std::string_view what, std::string_view with);

// Edit distance up to `limit` (then limit+1), over bytes; for "meinten Sie …?".
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace fr
