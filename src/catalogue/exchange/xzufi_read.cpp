// XML into the model. A part takes the children that it knows, each noted with its place; what is left is kept as it is.
#include <algorithm>
#include <map>

#include "catalogue/exchange/xzufi_fields.h"

namespace fr::xzufi {
namespace {

using xml::Node;

Shape shape_of(Node& n) {
  Shape s;
  s.name = std::move(n.name);
  s.line = n.line;
  s.attributes = std::move(n.attributes);
  return s;
}

void take(Leaf& x, Node& n, std::uint16_t) {
  x.shape = shape_of(n);
  for (Node& child : n.children) {
    if (child.form == xml::Form::Text) {
      x.value += child.value;
      continue;
    }
    x.shape.order.push_back({Shape::kRest, static_cast<std::uint32_t>(x.value.size())});
    x.shape.rest.push_back(std::move(child));
  }
}

template <class T>
void take(T& x, Node& n, std::uint16_t space);

class Reader {
 public:
  Reader(Node& node, std::uint16_t space) : node_(node), space_(space), slots_(node.children.size(), {Shape::kRest, 0}) {}

  template <class T>
  void operator()(const char* name, T& parts) { put(name, space_, parts); }
  template <class T>
  void bare(const char* name, T& parts) { put(name, 0, parts); }

  void finish(Shape* shape) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].field != Shape::kRest) continue;
      slots_[i].index = static_cast<std::uint32_t>(shape->rest.size());
      shape->rest.push_back(std::move(node_.children[i]));
    }
    shape->order = std::move(slots_);
  }

 private:
  template <class Take>
  void each(const char* name, std::uint16_t space, Take take_child) {
    std::uint32_t index = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Node& child = node_.children[i];
      if (slots_[i].field != Shape::kRest || child.form != xml::Form::Element || child.space != space || child.local() != name) continue;
      if (take_child(child)) slots_[i] = {field_, index++};
    }
    ++field_;
  }
  template <class T>
  void put(const char* name, std::uint16_t space, std::optional<T>& part) {
    each(name, space, [&](Node& child) {
      if (part) return false;  // a second one where one belongs: kept, not understood
      take(part.emplace(), child, space_);
      return true;
    });
  }
  template <class T>
  void put(const char* name, std::uint16_t space, std::vector<T>& parts) {
    each(name, space, [&](Node& child) { return take(parts.emplace_back(), child, space_), true; });
  }

  Node& node_;
  const std::uint16_t space_;
  std::vector<Shape::Slot> slots_;  // per child
  std::uint16_t field_ = 0;
};

template <class T>
void take(T& x, Node& n, std::uint16_t space) {
  x.shape = shape_of(n);
  Reader r(n, space);
  fields(r, x);
  r.finish(&x.shape);
}

// --- what must be there -------------------------------------------------------------------------------------

std::unexpected<Trouble> refuse(std::uint32_t line, std::string what, std::string why = "", std::string remedy = "") {
  return std::unexpected(Trouble{std::move(what), "Zeile " + std::to_string(std::max<std::uint32_t>(1, line)), std::move(why), std::move(remedy)});
}

std::string clipped(std::string_view text) { return text.size() > 80 ? "…" : std::string(text); }

bool stated(const std::optional<Leaf>& x) { return x && x->value.find_first_not_of(" \t\r\n") != std::string::npos; }

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
    for (const Node& n : x.shape.rest)
      if (n.form == xml::Form::Element) note(path_ + "/" + std::string(n.local()), n.line);
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
  void note(const std::string& path, std::uint32_t line) {
    Kept& k = found_.try_emplace(path, Kept{path, line, 0}).first->second;
    ++k.count;
  }
  template <class T>
  void visit(const char* name, std::optional<T>& part) {
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
  void visit(std::optional<T>& part) {
    if (part) forget(*part);
  }
  template <class T>
  void visit(std::vector<T>& parts) {
    for (T& part : parts) forget(part);
  }
};

}  // namespace

std::expected<Nachricht, Trouble> read(std::string_view text) {
  auto document = xml::read(text);
  if (!document) return std::unexpected(document.error());
  const std::string& space = document->spaces[document->root.space];
  if (space != kSpace)
    return refuse(document->root.line, "Das ist keine XZuFi-Nachricht der Fassung 2.2.0.",
                  space.starts_with("http://xoev.de/schemata/xzufi/") ? "Ihr Namensraum ist „" + clipped(space) + "“." : "",
                  "Der Namensraum des ersten Elements ist " + std::string(kSpace) + ".");
  const std::string* version = document->root.attribute("xzufiVersion");
  if (version == nullptr || (*version != "2.2" && *version != kVersion))
    return refuse(document->root.line, version ? "Die Fassung „" + clipped(*version) + "“ wird nicht gelesen." : "Es fehlt das Attribut xzufiVersion.",
                  "Gelesen werden 2.2 und 2.2.0.");
  Nachricht message;
  take(message, document->root, document->root.space);
  message.before = std::move(document->before);
  message.after = std::move(document->after);
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
