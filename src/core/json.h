// A small strict JSON reader and writer (RFC 8259).
//
// Why own code: everything below the portal runs without exceptions, locale and binary floating point,
// and the common libraries need at least one of them to read a number. Here a number stays its exact
// text, positions are kept for messages, and duplicate keys are an error.
// Invariants: never recurses deeper than Limits::depth, never holds more than Limits::values values;
// accepts only valid UTF-8 without NUL.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/trouble.h"

namespace fr::json {

enum class Form : std::uint8_t { Null, Bool, Number, String, Array, Object };

struct Member;

struct Value {
  Form form = Form::Null;
  bool truth = false;           // Bool
  std::string text;             // Number: exact text; String: decoded UTF-8
  std::vector<Value> items;     // Array
  std::vector<Member> members;  // Object, in file order
  std::uint32_t line = 0, column = 0;

  const Value* find(std::string_view key) const;  // nullptr if absent or not an object
  bool is(Form f) const { return form == f; }
  // For trusted answers: text of a member, or empty.
  std::string_view str(std::string_view key) const;
  bool flag(std::string_view key) const;
  const std::vector<Value>& list(std::string_view key) const;  // empty if absent
};

struct Member {
  std::string key;
  Value value;
};

struct Limits {
  std::size_t bytes = 4 * 1024 * 1024;
  std::uint32_t depth = 64;
  std::uint32_t values = 200'000;
};

std::expected<Value, Trouble> parse(std::string_view text, const Limits& limits = {});

// "mia" with quotes and escapes.
std::string quote(std::string_view text);
const char* form_name(Form form);  // "eine Zahl", "eine Liste" …

// Writes compact JSON; commas are set by itself. The caller balances open and close.
class Writer {
 public:
  Writer& open(char bracket);   // '{' or '['
  Writer& close(char bracket);  // '}' or ']'
  Writer& key(std::string_view name);
  Writer& string(std::string_view text);
  Writer& boolean(bool truth);
  Writer& number(std::int64_t value);
  Writer& raw(std::string_view json);  // a finished value
  // key + value
  Writer& put(std::string_view name, std::string_view text) { return key(name).string(text); }
  Writer& put_unless_empty(std::string_view name, std::string_view text) {
    return text.empty() ? *this : put(name, text);
  }
  Writer& flag(std::string_view name, bool truth) { return key(name).boolean(truth); }
  std::string take() { return std::move(out_); }

 private:
  void comma();
  std::string out_;
  bool fresh_ = true;  // directly after an opening bracket or a key
};

void put(Writer& w, const Value& value);  // the value as it was read

// The same document with two blanks per level; short arrays of scalars stay on one line.
std::string pretty(const Value& value);

}  // namespace fr::json
