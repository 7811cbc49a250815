// The writing half of json.h.
#include "core/json.h"

#include <algorithm>

namespace fr::json {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (byte < 0x20 || byte == 0x7f) {
          out += "\\u00";
          out += kHex[byte >> 4];
          out += kHex[byte & 15];
        } else {
          out += c;
        }
    }
  }
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

// Walks over written JSON, which has no white space between its tokens.
struct Reprint {
  std::string_view in;
  const std::function<void(std::string_view)>& out;
  std::size_t at = 0;

  std::size_t string_end(std::size_t i) const {  // behind the closing quote of the string that begins at i
    for (++i; i < in.size() && in[i] != '"'; ++i)
      if (in[i] == '\\') ++i;
    return std::min(i + 1, in.size());
  }
  std::size_t text_size(std::size_t i, std::size_t end) const {  // of the string's value
    std::size_t size = 0;
    for (++i; i + 1 < end; ++i, ++size)
      if (in[i] == '\\') i += in[i + 1] == 'u' ? 5 : 1;
    return size;
  }
  std::size_t scalar_end(std::size_t i) const { return in[i] == '"' ? string_end(i) : std::min(in.find_first_of(",:]}", i), in.size()); }
  void copy(std::size_t end) { out(in.substr(at, end - at)), at = end; }

  bool one_line() const {  // as one_line() above: no bracket inside, short
    const bool object = in[at] == '{';
    std::size_t length = 0, i = at + 1;
    for (bool key = object; i < in.size() && in[i] != ']' && in[i] != '}' && length < 72;) {
      if (in[i] == ',' || in[i] == ':') key = object && in[i] == ',', ++i;
      else if (in[i] == '{' || in[i] == '[') return false;
      else {
        const std::size_t end = scalar_end(i);
        if (key) length += 8 + text_size(i, end);
        else if (in[i] == '"') length += text_size(i, end);
        else if (in[i] != 't' && in[i] != 'f' && in[i] != 'n') length += end - i;
        if (!object) length += 4;
        i = end;
      }
    }
    return length < 72;
  }

  void value(std::size_t indent) {
    if (in[at] != '{' && in[at] != '[') return copy(scalar_end(at));
    const bool flat = one_line();
    const std::string line = flat ? "" : "\n" + std::string(indent + 2, ' ');
    copy(at + 1);
    for (bool first = true; at < in.size() && in[at] != '}' && in[at] != ']'; first = false) {
      if (!first) out(flat ? ", " : ","), ++at;
      out(line);
      if (const std::size_t end = scalar_end(at); in[at] == '"' && end < in.size() && in[end] == ':') {
        copy(end);
        out(": "), ++at;
      }
      value(indent + 2);
    }
    if (!flat) out("\n" + std::string(indent, ' '));
    copy(std::min(at + 1, in.size()));
  }
};

}  // namespace

void pretty(std::string_view written, const std::function<void(std::string_view)>& out) {
  if (!written.empty()) Reprint{written, out}.value(0);
  out("\n");
}

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
