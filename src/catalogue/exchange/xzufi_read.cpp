// XML into the model. A part takes the children that it knows, each noted with its place; what is left is kept as it is.
#include <algorithm>
#include <map>
#include <optional>

#include "catalogue/exchange/xzufi_fields.h"

namespace fr::xzufi {
namespace {

using xml::Node;

// `ours`: how we would write it.
Shape shape_of(Node& n, const std::string& ours) {
  Shape s;
  if (n.name != ours) s.name = std::move(n.name);
  s.line = n.line;
  s.attributes = std::move(n.attributes);
  return s;
}

Shape::Rest rest_of(const Node& n) { return {xml::write(n), n.line, n.form == xml::Form::Element}; }

void take(Leaf& x, Node& n, const std::string& ours, std::uint16_t) {
  x.shape = shape_of(n, ours);
  for (const Node& child : n.children) {
    if (child.form == xml::Form::Text) {
      x.value += child.value;
      continue;
    }
    x.shape.order.push_back({Shape::kRest, static_cast<std::uint32_t>(x.value.size())});
    x.shape.rest.push_back(rest_of(child));
  }
}

template <class T>
void take(T& x, Node& n, const std::string& ours, std::uint16_t space);

// Looks for the field that one child belongs to.
class Finder {
 public:
  Finder(Node& child, std::uint16_t space) : child_(child), space_(space) {}

  template <class T>
  void operator()(const char* name, T& parts) { look(std::string(kPrefix) + name, name, space_, parts); }
  template <class T>
  void bare(const char* name, T& parts) { look(name, name, 0, parts); }

  bool found() const { return found_; }
  Shape::Slot slot() const { return slot_; }

 private:
  template <class T>
  void look(const std::string& ours, std::string_view name, std::uint16_t space, T& parts) {
    const std::uint16_t field = field_++;
    if (found_ || child_.form != xml::Form::Element || child_.space != space || child_.local() != name) return;
    if (auto* part = room(parts)) {
      take(*part, child_, ours, space_);
      found_ = true;
      slot_ = {field, index_};
    }
  }
  // A second one where one belongs is kept, not understood.
  template <class T>
  T* room(Maybe<T>& part) { return index_ = 0, part ? nullptr : &make(part); }
  template <class T>
  T* room(std::vector<T>& parts) { return index_ = static_cast<std::uint32_t>(parts.size()), &parts.emplace_back(); }

  Node& child_;
  const std::uint16_t space_;
  std::uint16_t field_ = 0;
  std::uint32_t index_ = 0;
  bool found_ = false;
  Shape::Slot slot_{};
};

template <class T>
void take_child(T& x, Node& child, std::uint16_t space) {
  Finder f(child, space);
  fields(f, x);
  if (f.found()) return x.shape.order.push_back(f.slot());
  x.shape.order.push_back({Shape::kRest, static_cast<std::uint32_t>(x.shape.rest.size())});
  x.shape.rest.push_back(rest_of(child));
}

template <class T>
void take(T& x, Node& n, const std::string& ours, std::uint16_t space) {
  x.shape = shape_of(n, ours);
  for (Node& child : n.children) take_child(x, child, space);
}

// --- what must be there -------------------------------------------------------------------------------------

std::unexpected<Trouble> refuse(std::uint32_t line, std::string what, std::string why = "", std::string remedy = "") {
  return std::unexpected(Trouble{std::move(what), "Zeile " + std::to_string(std::max<std::uint32_t>(1, line)), std::move(why), std::move(remedy)});
}

std::string clipped(std::string_view text) { return text.size() > 80 ? "…" : std::string(text); }

bool stated(const Maybe<Leaf>& x) { return x && x->value.find_first_not_of(" \t\r\n") != std::string::npos; }

struct Missing {
  std::uint32_t line = 0;
  std::string where, what;
};

std::optional<Missing> missing(const Zustaendigkeit& z) {
  if (!stated(z.leistungID)) return Missing{z.shape.line, "zustaendigkeit", "leistungID"};
  return std::nullopt;
}

std::optional<Missing> missing(const Schreibe& s) {
  if (s.leistung && !stated(s.leistung->id)) return Missing{s.leistung->shape.line, "leistung", "id"};
  if (s.onlinedienst && !stated(s.onlinedienst->id)) return Missing{s.onlinedienst->shape.line, "onlinedienst", "id"};
  if (const auto& o = s.organisationseinheit) {
    if (!stated(o->id)) return Missing{o->shape.line, "organisationseinheit", "id"};
    for (const Zustaendigkeit& z : o->zustaendigkeit)
      if (auto lack = missing(z)) return lack;
  }
  if (const auto& t = s.zustaendigkeitTransferObjekt) {
    if (!stated(t->uebergeordnetesObjektID)) return Missing{t->shape.line, "zustaendigkeitTransferObjekt", "uebergeordnetesObjektID"};
    if (!t->zustaendigkeit) return Missing{t->shape.line, "zustaendigkeitTransferObjekt", "zustaendigkeit"};
    return missing(*t->zustaendigkeit);
  }
  return std::nullopt;
}

std::optional<Trouble> unsound(const Nachricht& m) {
  if (!m.nachrichtenkopf)
    return refuse(m.shape.line, "Es fehlt das Element nachrichtenkopf.", "Jede XZuFi-Nachricht hat genau eines.").error();
  for (const Schreibe& s : m.schreibe)
    if (const auto lack = missing(s))
      return refuse(lack->line, "Im Element " + lack->where + " fehlt " + lack->what + ".", "Ohne das lässt es sich nicht zuordnen.",
                    "Ergänzen Sie das Element " + lack->what + ".").error();
  return std::nullopt;
}

// --- what was kept ------------------------------------------------------------------------------------------

class Counter {
 public:
  template <class T>
  void operator()(const char* name, T& parts) { visit(name, parts); }
  template <class T>
  void bare(const char* name, T& parts) { visit(name, parts); }

  template <class T>
  void enter(const std::string& name, T& x) {
    const std::string outer = path_;
    path_ += (path_.empty() ? "" : "/") + name;
    for (const Shape::Rest& r : x.shape.rest)
      if (r.element) note(path_ + "/" + local_name(r.xml), r.line);
    if constexpr (!std::is_same_v<T, Leaf>) fields(*this, x);
    path_ = outer;
  }

  std::vector<Kept> take() {
    std::vector<Kept> out;
    for (auto& [path, kept] : found_) out.push_back(std::move(kept));
    std::stable_sort(out.begin(), out.end(), [](const Kept& a, const Kept& b) { return a.line < b.line; });
    return out;
  }

 private:
  // "<x:fremd wert=…" -> "fremd"
  static std::string local_name(const std::string& xml) {
    const std::string name = xml.substr(1, xml.find_first_of(" />", 1) - 1);
    return name.substr(name.find(':') == std::string::npos ? 0 : name.find(':') + 1);
  }
  void note(const std::string& path, std::uint32_t line) {
    Kept& k = found_.try_emplace(path, Kept{path, line, 0}).first->second;
    ++k.count;
  }
  template <class T>
  void visit(const char* name, Maybe<T>& part) {
    if (part && std::string_view(name) != "nachrichtenkopf") enter(name, *part);  // its content is the carrier's business
  }
  template <class T>
  void visit(const char* name, std::vector<T>& parts) {
    for (T& part : parts) enter(name, part);
  }

  std::string path_;
  std::map<std::string, Kept> found_;
};

struct Forgetter {
  template <class T>
  void operator()(const char*, T& parts) { visit(parts); }
  template <class T>
  void bare(const char*, T& parts) { visit(parts); }
  template <class T>
  void forget(T& x) {
    x.shape.name.clear();
    x.shape.line = 0;
    x.shape.order.clear();
    x.shape.rest.clear();
    if constexpr (!std::is_same_v<T, Leaf>) fields(*this, x);
  }
  template <class T>
  void visit(Maybe<T>& part) {
    if (part) forget(*part);
  }
  template <class T>
  void visit(std::vector<T>& parts) {
    for (T& part : parts) forget(part);
  }
};

}  // namespace

namespace {

std::optional<Trouble> not_ours(const Node& root, const std::string& space) {
  if (space != kSpace)
    return refuse(root.line, "Das ist keine XZuFi-Nachricht der Fassung 2.2.0.",
                  space.starts_with("http://xoev.de/schemata/xzufi/") ? "Ihr Namensraum ist „" + clipped(space) + "“." : "",
                  "Der Namensraum des ersten Elements ist " + std::string(kSpace) + ".").error();
  const std::string* version = root.attribute("xzufiVersion");
  if (version == nullptr || (*version != "2.2" && *version != kVersion))
    return refuse(root.line, version ? "Die Fassung „" + clipped(*version) + "“ wird nicht gelesen." : "Es fehlt das Attribut xzufiVersion.",
                  "Gelesen werden 2.2 und 2.2.0.").error();
  return std::nullopt;
}

// Takes the root's children as they come, so that no tree of the whole file is ever there.
class Taker : public xml::Sink {
 public:
  std::optional<Trouble> root(Node& root, const std::string& space) override {
    space_ = root.space;
    auto trouble = not_ours(root, space);
    message.shape = shape_of(root, "");
    return trouble;
  }
  void child(Node& child) override { take_child(message, child, space_); }

  Nachricht message;

 private:
  std::uint16_t space_ = 0;
};

}  // namespace

std::expected<Nachricht, Trouble> read(std::string_view text) {
  Taker taker;
  auto document = xml::read(text, {}, &taker);
  if (!document) return std::unexpected(document.error());
  Nachricht message = std::move(taker.message);
  for (const Node& n : document->before) message.before.push_back(xml::write(n));
  for (const Node& n : document->after) message.after.push_back(xml::write(n));
  if (auto trouble = unsound(message)) return std::unexpected(*std::move(trouble));
  return message;
}

std::vector<Kept> kept(const Nachricht& message) {
  Counter c;
  c.enter("", const_cast<Nachricht&>(message));  // a counter changes nothing
  return c.take();
}

void forget_shapes(Nachricht& message) { Forgetter().forget(message); }

}  // namespace fr::xzufi
