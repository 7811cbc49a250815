// The printed form of a message. Invariant: the caret line underlines whole code points and never
// reaches beyond the line that it explains.
#include "language/source.h"

#include <algorithm>

#include "base/text.h"

namespace fr {
namespace {

// The line without its break; bytes that are no UTF-8 and control characters become "?".
std::string line_of(const std::string& text, std::uint32_t number) {
  std::size_t begin = 0;
  for (std::uint32_t n = 1; n < number && begin != std::string::npos; ++n) {
    begin = text.find('\n', begin);
    if (begin != std::string::npos) ++begin;
  }
  if (begin == std::string::npos || begin >= text.size()) return "";
  std::string line = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
  if (line.ends_with('\r')) line.pop_back();
  for (std::size_t bad = invalid_utf8_at(line); bad != std::string::npos;
       bad = invalid_utf8_at(line))
    line[bad] = '?';
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return line;
}

std::string prefix(std::string_view text, std::size_t points) {
  std::size_t i = 0;
  while (i < text.size() && points > 0) {
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) ++i;
    --points;
  }
  return std::string(text.substr(0, i));
}

void render_place(const Pos& pos, const std::vector<Source>& sources, std::string& out) {
  if (pos.line == 0) return;
  static constexpr std::size_t kWidest = 120;
  std::string line = line_of(sources[pos.source].text, pos.line);
  std::size_t column = std::max<std::size_t>(pos.column, 1);
  if (column > 100) {  // a far column: show its surroundings only
    const std::size_t skip = column - 60;
    line = "…" + line.substr(prefix(line, skip).size());
    column = column - skip + 1;
  }
  if (code_points(line) > kWidest) line = prefix(line, kWidest - 1) + "…";
  const std::size_t room = std::max(code_points(line) + 2, column + 1) - column;
  const std::string number = std::to_string(pos.line);
  out += "    " + number + " | " + line + "\n";
  out +=
      "    " + std::string(number.size(), ' ') + " | " + std::string(column - 1, ' ') +
      std::string(std::clamp<std::size_t>(pos.length, 1, std::max<std::size_t>(room - 1, 1)), '^') +
      "\n";
}

std::string place(const Pos& pos, const std::vector<Source>& sources) {
  std::string out = pos.source < sources.size() ? sources[pos.source].name : "?";
  if (pos.line == 0) return out;
  return out + ":" + std::to_string(pos.line) + ":" + std::to_string(pos.column);
}

}  // namespace

std::string render(const Diagnostic& d, const std::vector<Source>& sources) {
  std::string out = d.severity == Severity::Error ? "FEHLER " : "WARNUNG ";
  out += place(d.pos, sources) + "\n";
  if (d.pos.source < sources.size()) render_place(d.pos, sources, out);
  out += "    " + d.what + "\n";
  if (!d.why.empty()) out += "    Warum: " + d.why + "\n";
  if (!d.remedy.empty()) out += "    Abhilfe: " + d.remedy + "\n";
  for (const auto& [pos, text] : d.also) {
    out += "  Siehe " + place(pos, sources) + ": " + text + "\n";
    if (pos.source < sources.size()) render_place(pos, sources, out);
  }
  return out;
}

std::string render(const Diagnostics& all, const std::vector<Source>& sources) {
  std::string out;
  for (const Diagnostic& d : all) {
    if (!out.empty()) out += "\n";
    out += render(d, sources);
  }
  return out;
}

}  // namespace fr
