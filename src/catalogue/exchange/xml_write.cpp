// Writing and building: one spelling for every character. Line breaks and tabs stay themselves in text and are
// numbers in attributes, a carriage return is a number everywhere: a parser gives back what was meant.
#include <algorithm>

#include "catalogue/exchange/xml.h"

namespace fr::xml {
namespace {

void put_escaped(std::string& out, std::string_view text, bool attribute) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '\r': out += "&#13;"; break;
      case '"': out += attribute ? "&quot;" : "\""; break;
      case '\n': out += attribute ? "&#10;" : "\n"; break;
      case '\t': out += attribute ? "&#9;" : "\t"; break;
      default: out += c;
    }
  }
}

void put(std::string& out, const Attribute& a) {
  out.append(a.name).append("=\"");
  put_escaped(out, a.value, true);
  out += '"';
}

void put(std::string& out, const Node& n) {
  switch (n.form) {
    case Form::Text: return put_escaped(out, n.value, false);
    case Form::Comment: out.append("<!--").append(n.value).append("-->"); return;
    case Form::Instruction: out.append("<?").append(n.name).append(n.value.empty() ? "" : " ").append(n.value).append("?>"); return;
    case Form::Element: break;
  }
  out.append("<").append(n.name);
  for (const Attribute& a : n.attributes) put(out += ' ', a);
  if (n.children.empty()) {
    out += "/>";
    return;
  }
  out += '>';
  for (const Node& child : n.children) put(out, child);
  out.append("</").append(n.name).append(">");
}

}  // namespace

std::string_view Node::local() const {
  const std::size_t colon = name.find(':');
  return colon == std::string::npos ? std::string_view(name) : std::string_view(name).substr(colon + 1);
}

const std::string* Node::attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == wanted; });
  return found == attributes.end() ? nullptr : &found->value;
}

std::string Node::text() const {
  std::string out;
  for (const Node& n : children)
    if (n.form == Form::Text) out += n.value;
  return out;
}

std::string write(const Node& node) {
  std::string out;
  put(out, node);
  return out;
}

std::string write(const Attribute& attribute) {
  std::string out;
  put(out, attribute);
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  put_escaped(out, text, false);
  return out;
}

std::string write(const Document& document) {
  std::string out(kDeclaration);
  for (const Node& n : document.before) put(out, n), out += '\n';
  put(out, document.root);
  out += '\n';
  for (const Node& n : document.after) put(out, n), out += '\n';
  return out;
}

Node element(std::string name, std::vector<Attribute> attributes) {
  Node n;
  n.name = std::move(name);
  n.attributes = std::move(attributes);
  return n;
}

Node element(std::string name, std::vector<Attribute> attributes, std::string text) {
  Node n = element(std::move(name), std::move(attributes));
  if (text.empty()) return n;
  Node t;
  t.form = Form::Text;
  t.value = std::move(text);
  n.children.push_back(std::move(t));
  return n;
}

void indent(Node& node, int level) {
  const bool only_elements = std::all_of(node.children.begin(), node.children.end(), [](const Node& n) { return n.form == Form::Element; });
  if (node.children.empty() || !only_elements) return;
  const auto line = [](int depth) {
    Node n;
    n.form = Form::Text;
    n.value = "\n" + std::string(static_cast<std::size_t>(2 * depth), ' ');
    return n;
  };
  std::vector<Node> laid;
  laid.reserve(2 * node.children.size() + 1);
  for (Node& child : node.children) {
    indent(child, level + 1);
    laid.push_back(line(level + 1));
    laid.push_back(std::move(child));
  }
  laid.push_back(line(level));
  node.children = std::move(laid);
}

}  // namespace fr::xml
