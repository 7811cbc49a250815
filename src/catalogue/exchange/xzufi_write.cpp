// The model as XML. What came from a file keeps its order and everything that stood between; what is ours gets our
// layout: an element a line, two blanks a level.
#include <algorithm>

#include "catalogue/exchange/xzufi_fields.h"

namespace fr::xzufi {
namespace {

constexpr std::size_t kInline = static_cast<std::size_t>(-1);  // level of what comes from a file: it has its own layout

std::string line(std::size_t level) { return level == kInline ? std::string() : "\n" + std::string(2 * level, ' '); }

// The element around its content; with nothing in it, one tag.
std::string around(const Shape& shape, const std::string& name, const std::string& content) {
  const std::string& own = shape.name.empty() ? name : shape.name;
  std::string out = "<" + own;
  for (const xml::Attribute& a : shape.attributes) out += " " + xml::write(a);
  return content.empty() ? out + "/>" : out + ">" + content + "</" + own + ">";
}

std::string part(const Leaf& x, const std::string& name, std::size_t) {
  std::string content;
  std::size_t at = 0;
  for (std::size_t i = 0; i < x.shape.rest.size(); ++i) {
    const std::size_t stop = std::min<std::size_t>(x.shape.order[i].index, x.value.size());
    content += xml::escaped(std::string_view(x.value).substr(at, stop - at)) + x.shape.rest[i].xml;
    at = stop;
  }
  return around(x.shape, name, content + xml::escaped(std::string_view(x.value).substr(at)));
}

template <class T>
std::string part(const T& x, const std::string& name, std::size_t level);

class Writer {
 public:
  explicit Writer(std::size_t level) : level_(level) {}

  template <class T>
  void operator()(const char* name, const T& parts) { put(std::string(kPrefix) + name, parts); }
  template <class T>
  void bare(const char* name, const T& parts) { put(name, parts); }

  std::string content(const Shape& shape) {
    std::string out;
    std::vector<std::size_t> used(made_.size(), 0);
    for (const Shape::Slot& slot : shape.order) {
      if (slot.field == Shape::kRest) {
        out += shape.rest[slot.index].xml;
      } else if (slot.field < made_.size() && slot.index < made_[slot.field].size()) {
        out += made_[slot.field][slot.index];
        used[slot.field] = slot.index + 1;
      }
    }
    for (std::size_t f = 0; f < made_.size(); ++f)
      for (std::size_t i = used[f]; i < made_[f].size(); ++i) out += line(level_) + made_[f][i];
    return out.empty() || level_ == kInline ? out : out + line(level_ - 1);
  }

 private:
  template <class T>
  void put(const std::string& name, const Maybe<T>& one) {
    auto& made = made_.emplace_back();
    if (one) made.push_back(part(*one, name, level_));
  }
  template <class T>
  void put(const std::string& name, const std::vector<T>& parts) {
    auto& made = made_.emplace_back();
    for (const T& p : parts) made.push_back(part(p, name, level_));
  }

  const std::size_t level_;  // of the children
  std::vector<std::vector<std::string>> made_;  // per field, in the order of the fields
};

template <class T>
std::string part(const T& x, const std::string& name, std::size_t level) {
  Writer w(x.shape.order.empty() && level != kInline ? level + 1 : kInline);
  fields(w, const_cast<T&>(x));  // the writer takes its parts by const reference
  return around(x.shape, name, w.content(x.shape));
}

}  // namespace

std::string_view Shape::attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const xml::Attribute& a) { return a.name == wanted; });
  return found == attributes.end() ? std::string_view() : std::string_view(found->value);
}

Leaf leaf(std::string value, std::vector<xml::Attribute> attributes) {
  Leaf l;
  l.value = std::move(value);
  l.shape.attributes = std::move(attributes);
  return l;
}

const Leaf* in_language(const Texte& texts, std::string_view tag) {
  for (const Leaf& l : texts)
    if (l.shape.attribute("languageCode") == tag) return &l;
  for (const Leaf& l : texts)
    if (const auto own = l.shape.attribute("languageCode"); own.size() == tag.size() + 3 && own.starts_with(tag) && own[tag.size()] == '-') return &l;
  return nullptr;
}

const Texte* Leistung::text(std::string_view module) const {
  for (const ModulText& m : modulText)
    if (m.leikaTextmodul && m.leikaTextmodul->code && m.leikaTextmodul->code->value == module) return &m.inhalt;
  return nullptr;
}

std::string write(const Nachricht& message) {
  std::string out(xml::kDeclaration);
  for (const std::string& n : message.before) out += n + "\n";
  out += part(message, std::string(kPrefix) + "transfer", 0) + "\n";
  for (const std::string& n : message.after) out += n + "\n";
  return out;
}

}  // namespace fr::xzufi
