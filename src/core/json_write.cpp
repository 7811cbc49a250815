// The writing half of json.h.
#include "core/json.h"

namespace fr::json {
namespace {

void append_escaped(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: {
      const auto byte = static_cast<unsigned char>(c);
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

// Most texts need no escape: what stands between two goes over in one piece.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t written = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f) continue;
    out.append(text, written, i - written);
    append_escaped(out, text[i]);
    written = i + 1;
  }
  out.append(text, written, text.size() - written);
  out += '"';
}

bool scalar(const Value& v) { return v.form != Form::Array && v.form != Form::Object; }

bool one_line(const Value& v) {
  if (scalar(v) || (v.items.empty() && v.members.empty())) return true;
  std::size_t length = 0;
  for (const Value& item : v.items) {
    if (!scalar(item)) return false;
    length += item.text.size() + 4;
  }
  for (const Member& m : v.members) {
    if (!scalar(m.value)) return false;
    length += m.key.size() + m.value.text.size() + 8;
  }
  return length < 72;
}

void append_pretty(std::string& out, const Value& v, std::size_t indent) {
  if (v.form == Form::Null) out += "null";
  if (v.form == Form::Bool) out += v.truth ? "true" : "false";
  if (v.form == Form::Number) out += v.text;
  if (v.form == Form::String) append_quoted(out, v.text);
  if (scalar(v)) return;
  const bool object = v.form == Form::Object, flat = one_line(v);
  const std::string line = flat ? "" : "\n" + std::string(indent + 2, ' ');
  out += object ? '{' : '[';
  bool first = true;
  const auto separate = [&] {
    if (!first) out += flat ? ", " : ",";
    first = false;
    out += line;
  };
  for (const Value& item : v.items) {
    separate();
    append_pretty(out, item, indent + 2);
  }
  for (const Member& m : v.members) {
    separate();
    append_quoted(out, m.key);
    out += ": ";
    append_pretty(out, m.value, indent + 2);
  }
  if (!flat) out += "\n" + std::string(indent, ' ');
  out += object ? '}' : ']';
}

}  // namespace

std::string quote(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

std::string pretty(const Value& value) {
  std::string out;
  append_pretty(out, value, 0);
  out += '\n';
  return out;
}

void Writer::comma() {
  if (!fresh_) out_ += ',';
  fresh_ = false;
}

Writer& Writer::open(char bracket) {
  comma();
  out_ += bracket;
  fresh_ = true;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  fresh_ = false;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  comma();
  append_quoted(out_, name);
  out_ += ':';
  fresh_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  comma();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::boolean(bool truth) { return raw(truth ? "true" : "false"); }

Writer& Writer::number(std::int64_t value) { return raw(std::to_string(value)); }

Writer& Writer::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}

}  // namespace fr::json
