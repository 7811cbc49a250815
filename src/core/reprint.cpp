#include "core/reprint.h"

#include <algorithm>
#include <string>

namespace fr::json {
namespace {

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

  bool one_line() const {  // as in json_write.cpp: no bracket inside, short
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

}  // namespace fr::json
