#include "portal/html.h"

#include <algorithm>
#include <array>

namespace fr {
namespace {

bool is_void(std::string_view tag) {
  static constexpr std::array<std::string_view, 6> tags{"br", "hr", "img", "input", "link", "meta"};
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

template <class Children>
Html element(std::string_view tag, std::initializer_list<Attribute> attributes, const Children& children) {
  std::string out = "<" + std::string(tag);
  for (const Attribute& a : attributes) {
    if (!a.value) continue;
    out += ' ';
    out += a.name;
    if (!a.value->empty()) out += "=\"" + escape_html(*a.value) + '"';
  }
  out += '>';
  for (const Html& child : children) out += child.str();
  if (!is_void(tag)) out += "</" + std::string(tag) + '>';
  return Html::trusted(std::move(out));
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

Html Html::trusted(std::string bytes) {
  Html html;
  html.bytes_ = std::move(bytes);
  return html;
}

Html& Html::operator+=(const Html& more) {
  bytes_ += more.bytes_;
  return *this;
}

Html el(const char* tag, std::initializer_list<Attribute> attributes,
        std::initializer_list<Html> children) {
  return element(tag, attributes, children);
}

Html el(const char* tag, std::initializer_list<Attribute> attributes,
        const std::vector<Html>& children) {
  return element(tag, attributes, children);
}

Html link(const std::string& href, Html text) {
  return el("a", {{"href", href}}, {std::move(text)});
}

Html lines(std::string_view text) {
  Html out;
  while (true) {
    std::size_t end = text.find('\n');
    out += Html(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += el("br", {}, {});
    text.remove_prefix(end + 1);
  }
}

std::string document(const Html& html) { return "<!doctype html>\n" + html.str() + "\n"; }

}  // namespace fr
