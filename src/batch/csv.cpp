#include "batch/csv.h"

namespace fr::batch {

bool split_line(std::string_view line, char separator, std::vector<std::string_view>* fields, std::vector<std::string>* storage) {
  fields->clear();
  storage->clear();
  storage->reserve(16);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  std::size_t at = 0;
  while (true) {
    if (at < line.size() && line[at] == '"') {
      std::string text;
      ++at;
      while (true) {
        const std::size_t quote = line.find('"', at);
        if (quote == std::string_view::npos) return false;
        text.append(line.substr(at, quote - at));
        at = quote + 1;
        if (at < line.size() && line[at] == '"') {
          text += '"';
          ++at;
          continue;
        }
        break;
      }
      if (at < line.size() && line[at] != separator) return false;
      if (storage->size() == storage->capacity()) {  // views must not move: keep what is there by its text
        std::vector<std::string> larger;
        larger.reserve(storage->capacity() * 2);
        for (std::size_t i = 0, s = 0; i < fields->size(); ++i) {
          if (s < storage->size() && (*fields)[i].data() == (*storage)[s].data()) {
            larger.push_back((*storage)[s++]);
            (*fields)[i] = larger.back();
          }
        }
        storage->swap(larger);
      }
      storage->push_back(std::move(text));
      fields->push_back(storage->back());
    } else {
      const std::size_t end = std::min(line.find(separator, at), line.size());
      fields->push_back(line.substr(at, end - at));
      at = end;
    }
    if (at >= line.size()) return true;
    ++at;  // the separator; a line that ends with one has an empty last field
    if (fields->size() > kMaxColumns) return true;
  }
}

void put_field(std::string_view text, char separator, std::string* out) {
  if (text.find_first_of("\"\r\n") == std::string_view::npos && text.find(separator) == std::string_view::npos) {
    out->append(text);
    return;
  }
  out->push_back('"');
  for (const char c : text) {
    if (c == '"') out->push_back('"');
    out->push_back(c == '\n' || c == '\r' ? ' ' : c);
  }
  out->push_back('"');
}

}  // namespace fr::batch
