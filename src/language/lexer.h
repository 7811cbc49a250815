// Source text -> lines of tokens. A line knows its indentation, its right margin (the citation) and
// the comments above it; table rows stay raw. Invariant: a line about whose characters something
// had to be said is marked `bad`, and the parser skips it silently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/source.h"

namespace fr::syntax {

enum class Tok : std::uint8_t { Word, Number, Ordinal, Date, Month, String, Sign, End };

struct Token {
  Tok kind = Tok::End;
  std::string_view text;   // as written; String: without the quotes
  std::int64_t value = 0;  // Number: decimal; Ordinal: plain; Date, Month: as in base/date.h
  std::uint32_t column = 1, length = 1;
  std::size_t begin = 0, end = 0;  // bytes in the line
};

struct Line {
  std::uint32_t number = 0, indent = 0;
  std::string_view raw;  // without line break
  std::vector<Token> tokens;
  Token end;  // what stands behind the last token
  std::string citation;
  std::uint32_t citation_column = 0;
  std::vector<std::string> comments;  // directly above, with '#', trimmed
  bool table = false;                 // starts with '|'
  bool bad = false;
};

struct Lines {
  std::vector<Line> lines;  // only lines with content
  std::vector<std::string> trailing_comments;
};

// Collects messages up to the limit of 200, then says so once and goes silent.
class Reporter {
 public:
  Reporter(Diagnostics* out, std::uint32_t source) : out_(out), source_(source) {}
  void error(std::uint32_t line, std::uint32_t column, std::uint32_t length, std::string what,
             std::string why, std::string remedy);
  bool full() const { return full_; }
  std::uint32_t source() const { return source_; }

 private:
  Diagnostics* out_;
  std::uint32_t source_;
  std::size_t count_ = 0;
  bool full_ = false;
};

// Empty after a message that makes the whole file unreadable (too big, not UTF-8).
Lines read_lines(std::string_view text, Reporter& reporter);
// Tokens of one piece of a line that starts at `column`.
void tokenize(std::string_view piece, std::uint32_t column, Line& line, Reporter& reporter);

std::string quoted(std::string_view word);  // „word“
std::string single_spaced(std::string_view text);
std::string_view trimmed(std::string_view text);
inline constexpr std::string_view kParagraph = "\u00a7";  // the paragraph sign
// The start of a right margin, shared with the formatter.
bool is_law_reference(std::string_view text);
// Nearest of `candidates` if it is near enough for "Meinten Sie …?", else empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace fr::syntax
