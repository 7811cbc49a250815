// Text for a terminal: wrapping and columns by code points, colour only where a person looks at it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fr::app {

enum class Tone { Plain, Strong, Good, Maybe, Faint };

class Console {
 public:
  Console();  // width and colour of standard output; the only place that looks at the terminal
  int width() const { return width_; }
  std::string tint(Tone tone, std::string_view text) const;
  // Prints `text` wrapped to the width: the first line after `first`, the others indented alike.
  void para(std::string_view first, std::string_view text) const;
  void heading(Tone tone, std::string_view text) const;
  // Aligned columns, two blanks apart; the last column wraps. `right[i]`: flush right.
  void table(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right = {}, int indent = 0) const;

 private:
  int width_;
  bool colour_;
};

std::size_t columns(std::string_view text);  // width on screen
std::vector<std::string> wrap(std::string_view text, std::size_t width);
// Control characters from files must not reach the terminal.
std::string printable(std::string_view text);

}  // namespace fr::app
