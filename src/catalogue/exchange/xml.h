// XML as a tree that loses nothing a reader could mean: names and namespace declarations as written, attributes and
// children in order, blanks between elements, comments, instructions. What is read and written again unchanged is
// the same file, byte for byte, if it spells characters as write() does.
//
// read() trusts nothing: no DOCTYPE and with it no entities of its own, no network, UTF-8 only; limits on bytes,
// depth and number of nodes. A fault is one German message with its line.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/trouble.h"

namespace fr::xml {

struct Attribute {
  std::string name, value;  // name as written: "xml:lang", "xmlns:xsi"
};

enum class Form : std::uint8_t { Element, Text, Comment, Instruction };

struct Node {
  Form form = Form::Element;
  std::uint16_t space = 0;  // Element: its namespace, an index of Document::spaces; 0: none
  std::uint32_t line = 0;
  std::string name;         // Element, Instruction: as written, with prefix
  std::string value;        // Text, Comment, Instruction
  std::vector<Attribute> attributes;
  std::vector<Node> children;

  std::string_view local() const;  // name without prefix
  const std::string* attribute(std::string_view name) const;
  std::string text() const;        // its own text, without that of its elements
};

struct Document {
  std::vector<std::string> spaces{""};  // namespaces by index
  std::vector<Node> before, after;      // comments and instructions around the root
  Node root;
};

struct Limits {
  std::size_t bytes = 16 * 1024 * 1024;
  std::uint32_t depth = 64;
  std::uint32_t nodes = 300'000;  // elements, texts and attributes together
};

std::expected<Document, Trouble> read(std::string_view text, const Limits& limits = {});

// With the XML declaration and a line break at the end.
std::string write(const Document& document);
std::string write(const Node& node);

// --- building ---------------------------------------------------------------------------------------------

Node element(std::string name, std::vector<Attribute> attributes = {});
Node element(std::string name, std::vector<Attribute> attributes, std::string text);
// Line breaks and two blanks a level between elements, wherever an element holds elements only.
void indent(Node& node, int level = 0);

}  // namespace fr::xml
