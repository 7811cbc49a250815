// A tiny writer that cannot forget to escape: text becomes Html only through escaping, elements only
// through el(). The single way around it is Html::trusted, meant for the Markdown renderer's output.
//
//   el("p", {{"class", "satz"}}, {"Für ", name, ", ", el("b", {}, {"heute"})})
//
// Tag and attribute names are literals of this program; attribute values are escaped. An attribute whose
// value is nullopt is left out; an empty value writes just the name.
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fr {

std::string escape_html(std::string_view text);  // & < > " '

class Html {
 public:
  Html() = default;
  template <class T>
    requires std::convertible_to<T, std::string_view>
  Html(const T& text) : bytes_(escape_html(text)) {}  // NOLINT: implicit on purpose
  static Html trusted(std::string bytes);

  Html& operator+=(const Html& more);
  bool empty() const { return bytes_.empty(); }
  const std::string& str() const { return bytes_; }

 private:
  std::string bytes_;
};

struct Attribute {
  const char* name;
  std::optional<std::string> value;
};

inline Html operator+(Html a, const Html& b) { return a += b; }
Html el(const char* tag, std::initializer_list<Attribute> attributes,
        std::initializer_list<Html> children);
Html el(const char* tag, std::initializer_list<Attribute> attributes, const std::vector<Html>& children);
Html link(const std::string& href, Html text);
// Lines of a value ("Mo 8–12\nDi 8–16") with <br> between them.
Html lines(std::string_view text);
std::string document(const Html& html);  // with the doctype

}  // namespace fr
