// The model as XML. What came from a file keeps its order and everything that stood between; what is ours gets our layout.
#include <algorithm>

#include "catalogue/exchange/xzufi_fields.h"

namespace fr::xzufi {
namespace {

using xml::Node;

constexpr const char* kPrefix = "xzufi:";

Node start(const Shape& shape, std::string name) { return xml::element(shape.name.empty() ? std::move(name) : shape.name, shape.attributes); }

Node node(const Leaf& x, std::string name) {
  Node n = start(x.shape, std::move(name));
  const auto put_text = [&](std::size_t from, std::size_t to) {
    if (from >= to) return;
    Node text;
    text.form = xml::Form::Text;
    text.value = x.value.substr(from, to - from);
    n.children.push_back(std::move(text));
  };
  std::size_t at = 0;
  for (std::size_t i = 0; i < x.shape.rest.size(); ++i) {
    const std::size_t stop = std::min<std::size_t>(x.shape.order[i].index, x.value.size());
    put_text(at, stop);
    at = std::max(at, stop);
    n.children.push_back(x.shape.rest[i]);
  }
  put_text(at, x.value.size());
  return n;
}

template <class T>
Node node(const T& x, std::string name);

class Writer {
 public:
  template <class T>
  void operator()(const char* name, const T& parts) { put(kPrefix + std::string(name), parts); }
  template <class T>
  void bare(const char* name, const T& parts) { put(name, parts); }

  void finish(const Shape& shape, Node* out) {
    std::vector<std::size_t> used(made_.size(), 0);
    for (const Shape::Slot& slot : shape.order) {
      if (slot.field == Shape::kRest) out->children.push_back(shape.rest[slot.index]);
      else if (slot.field < made_.size() && slot.index < made_[slot.field].size()) {
        out->children.push_back(std::move(made_[slot.field][slot.index]));
        used[slot.field] = slot.index + 1;
      }
    }
    for (std::size_t f = 0; f < made_.size(); ++f)
      for (std::size_t i = used[f]; i < made_[f].size(); ++i) out->children.push_back(std::move(made_[f][i]));
  }

 private:
  template <class T>
  void put(const std::string& name, const std::optional<T>& part) {
    auto& made = made_.emplace_back();
    if (part) made.push_back(node(*part, name));
  }
  template <class T>
  void put(const std::string& name, const std::vector<T>& parts) {
    auto& made = made_.emplace_back();
    for (const T& part : parts) made.push_back(node(part, name));
  }

  std::vector<std::vector<Node>> made_;  // per field, in the order of the fields
};

template <class T>
Node node(const T& x, std::string name) {
  Node n = start(x.shape, std::move(name));
  Writer w;
  fields(w, const_cast<T&>(x));  // the writer takes its parts by const reference
  w.finish(x.shape, &n);
  return n;
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

const Leaf* in_language(const Texts& texts, std::string_view tag) {
  for (const Leaf& l : texts)
    if (l.shape.attribute("languageCode") == tag) return &l;
  for (const Leaf& l : texts)
    if (const auto own = l.shape.attribute("languageCode"); own.size() == tag.size() + 3 && own.starts_with(tag) && own[tag.size()] == '-') return &l;
  return nullptr;
}

const Texts* Leistung::text(std::string_view module) const {
  for (const ModulText& m : modulText)
    if (m.leikaTextmodul && m.leikaTextmodul->code && m.leikaTextmodul->code->value == module) return &m.inhalt;
  return nullptr;
}

std::string write(const Nachricht& message) {
  xml::Document document;
  document.before = message.before;
  document.after = message.after;
  document.root = node(message, std::string(kPrefix) + "transfer");
  if (message.shape.order.empty()) xml::indent(document.root);
  return xml::write(document);
}

}  // namespace fr::xzufi
