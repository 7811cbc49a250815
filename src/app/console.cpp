// See console.h.
#include "app/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace fr::app {
namespace {

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  return columns ? std::atoi(columns) : 100;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t length = columns(text);
  const std::string blanks(width > length ? width - length : 0, ' ');
  return right ? blanks + text : text + blanks;
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

Console::Console()
    : width_(std::clamp(terminal_width(), 60, 100)), colour_(isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR")) {}

std::string Console::tint(Tone tone, std::string_view text) const {
  if (!colour_ || tone == Tone::Plain) return std::string(text);
  const char* code = tone == Tone::Strong ? "1" : tone == Tone::Good ? "1;32" : tone == Tone::Maybe ? "1;33" : "2";
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void Console::para(std::string_view first, std::string_view text) const {
  const std::size_t indent = columns(first);
  const std::size_t room = width_ > static_cast<int>(indent) + 20 ? width_ - indent : 20;
  std::string lead(first);
  for (const std::string& line : wrap(text, room)) {
    fmt::print("{}\n", trimmed(lead + line));
    lead.assign(indent, ' ');
  }
}

void Console::heading(Tone tone, std::string_view text) const { fmt::print("\n{}\n", tint(tone, text)); }

void Console::table(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right, int indent) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i + 1 < row.size(); ++i) line += padded(row[i], widths[i], i < right.size() && right[i]) + "  ";
    const std::size_t last = row.empty() ? 0 : row.size() - 1;
    if (row.empty()) continue;
    if (last < right.size() && right[last]) {
      fmt::print("{}\n", trimmed(line + padded(row[last], widths[last], true)));
    } else {
      para(line, row[last]);
    }
  }
}

std::size_t columns(std::string_view text) { return code_points(text); }

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (columns(line) + 1 + columns(word) <= width) {
      (line += ' ') += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) out += ' ';
    else out += c;
  }
  return out;
}

}  // namespace fr::app
