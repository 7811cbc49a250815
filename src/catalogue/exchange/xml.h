// XML as a tree that loses nothing a reader could mean: names and namespace declarations as written, attributes and
// children in order, blanks between elements, comments, instructions. What is read and written again unchanged is
// the same file, byte for byte, if it spells characters as write() does.
//
// read() trusts nothing: no DOCTYPE and with it no entities of its own, no network, UTF-8 only; limits on bytes,
// depth, number of nodes and attributes. A fault is one German message with its line.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
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
  std::uint32_t nodes = 250'000;  // elements and attributes together; the whole catalogue has a third of it
  std::uint32_t attributes = 256;  // of one element: comparing them with each other takes the square of their number
};

// Takes a document as it is read; what it has been given is not kept in the Document.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual std::optional<Trouble> root(Node& root, const std::string& space) = 0;  // before its children; trouble: enough
  virtual void child(Node& child) = 0;  // each of the root's, complete
};

std::expected<Document, Trouble> read(std::string_view text, const Limits& limits = {}, Sink* sink = nullptr);

inline constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
// With the XML declaration and a line break at the end.
std::string write(const Document& document);
std::string write(const Node& node);
std::string write(const Attribute& attribute);  // name="value"
std::string escaped(std::string_view text);     // as text between tags

// --- building ---------------------------------------------------------------------------------------------

Node element(std::string name, std::vector<Attribute> attributes = {});
Node element(std::string name, std::vector<Attribute> attributes, std::string text);
// Line breaks and two blanks a level between elements, wherever an element holds elements only.
void indent(Node& node, int level = 0);

}  // namespace fr::xml
