#include "catalogue/exchange/dmn.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "catalogue/exchange/xml.h"
#include "language/check.h"
#include "language/parse.h"

namespace fr {
namespace {

using ast::Decl;
using xml::element;
using xml::Node;

constexpr const char* kSpace = "https://www.omg.org/spec/DMN/20230324/MODEL/";
constexpr const char* kDayName = "Stichtag";

// A state of one table: from the first day of a month to the last day of another.
struct State {
  const Decl* decl;
  const TableVersion* version;
  Month from, until;
};

std::string feel_name(std::string_view name) { return replace_all(name, "-", "_"); }
std::string feel_string(std::string_view text) { return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\""; }
std::string feel_day(Day day) { return "date(\"" + format_day(day) + "\")"; }

const char* feel_type(Kind kind) {
  switch (kind) {
    case Kind::Bool: return "boolean";
    case Kind::Choice: return "string";
    case Kind::Day: case Kind::Month: return "date";
    default: return "number";
  }
}

std::string members_in(const ChoiceType& choice, std::uint64_t mask) {
  std::string out;
  for (std::size_t i = 0; i < choice.members.size(); ++i)
    if (mask >> i & 1) out += (out.empty() ? "" : ", ") + feel_string(choice.members[i]);
  return out;
}

Node with_text(const char* name, std::string text) {
  Node n = element(name);
  n.children.push_back(element("text", {}, std::move(text)));
  return n;
}

class Exporter {
 public:
  Exporter(const Checked& checked, const City& city) : c_(checked), city_(city) {}

  std::string run() {
    Node root = element("definitions", {{"xmlns", kSpace}, {"id", "tabellen-" + slug(city_.folder)}, {"name", "Tabellen der Regeln: " + city_.name},
                                        {"namespace", "urn:x-familienrathaus:" + city_.folder + "/tabellen"}, {"exporter", "Familienrathaus"}});
    std::vector<Node> decisions;
    for (const Symbol& s : c_.symbols) {
      if (s.kind != ast::DeclKind::Tabelle) continue;
      const std::vector<State> states = states_of(s);
      if (!states.empty()) decisions.push_back(decision(s, states));
    }
    for (Node& n : types_) root.children.push_back(std::move(n));
    for (Node& n : inputs_) root.children.push_back(std::move(n));
    for (Node& n : sources_) root.children.push_back(std::move(n));
    for (Node& n : decisions) root.children.push_back(std::move(n));
    xml::indent(root);
    xml::Document document;
    document.root = std::move(root);
    return xml::write(document);
  }

 private:
  // As a rule looks it up: the highest layer that has a version at all, and of it the last that has begun.
  std::optional<State> in_month(const Symbol& s, Month month) const {
    for (const Decl* d : s.versions) {
      const auto versions = c_.tables.find(d);
      if (versions == c_.tables.end()) continue;
      const TableVersion* last = nullptr;
      for (const TableVersion& v : versions->second)
        if (month_of(v.from) <= month) last = &v;
      if (last) return State{d, last, month, month + 1};
    }
    return std::nullopt;
  }
  std::vector<State> states_of(const Symbol& s) const {
    std::vector<State> out;
    for (Month m = c_.from; m < c_.until; ++m) {
      const auto now = in_month(s, m);
      if (!now) continue;
      if (!out.empty() && out.back().version == now->version && out.back().until == m) out.back().until = m + 1;
      else out.push_back(*now);
    }
    return out;
  }

  Type key_type(const std::string& key) const {
    if (const auto f = c_.fact_by_name.find(key); f != c_.fact_by_name.end()) return c_.facts[f->second]->type;
    if (const auto s = c_.symbol_by_name.find(key); s != c_.symbol_by_name.end()) return c_.symbols[s->second].type;
    for (std::size_t i = 0; i < c_.choices.size(); ++i)
      if (c_.choices[i].name == key) return {Kind::Choice, Per::None, static_cast<std::int16_t>(i)};
    return {};
  }
  const ChoiceType& choice(const Type& t) const { return c_.choices[static_cast<std::size_t>(t.choice)]; }

  std::string value(const Type& t, std::int64_t v) const {
    switch (t.kind) {
      case Kind::Bool: return v ? "true" : "false";
      case Kind::Choice: return members_in(choice(t), static_cast<std::uint64_t>(v));
      case Kind::Day: return feel_day(v);
      case Kind::Month: return feel_day(first_day(v));
      case Kind::Duration: return std::to_string(v);
      default: return format_decimal(v);
    }
  }

  std::string input(const std::string& name, const Type& type) {
    const std::string id = "eingabe-" + slug(name);
    if (!known_inputs_.insert(id).second) return id;
    Node n = element("inputData", {{"id", id}, {"label", name}, {"name", feel_name(name)}});
    n.children.push_back(element("variable", {{"id", "wert-" + id}, {"name", feel_name(name)}, {"typeRef", feel_type(type.kind)}}));
    inputs_.push_back(std::move(n));
    return id;
  }
  std::string source(const std::string& citation) {
    const auto known = source_ids_.find(citation);
    if (known != source_ids_.end()) return known->second;
    const std::string id = "fundstelle-" + std::to_string(source_ids_.size() + 1);
    source_ids_.emplace(citation, id);
    sources_.push_back(element("knowledgeSource", {{"id", id}, {"name", citation}}));
    return id;
  }
  static Node requirement(const char* kind, const char* what, std::string id, const std::string& target) {
    Node n = element(kind, {{"id", std::move(id)}});
    n.children.push_back(element(what, {{"href", "#" + target}}));
    return n;
  }

  // A decision with two outputs has a type of its own.
  std::string output_type(const std::string& name, const Type& type, bool range) {
    if (!range) return feel_type(type.kind);
    Node n = element("itemDefinition", {{"id", "spanne-" + slug(name)}, {"name", "Spanne_" + feel_name(name)}});
    for (const char* end : {"von", "bis"}) {
      Node part = element("itemComponent", {{"id", "spanne-" + slug(name) + "-" + end}, {"name", end}});
      part.children.push_back(element("typeRef", {}, feel_type(type.kind)));
      n.children.push_back(std::move(part));
    }
    types_.push_back(std::move(n));
    return "Spanne_" + feel_name(name);
  }

  Node decision(const Symbol& s, const std::vector<State>& states) {
    bool range = false;
    for (const State& st : states)
      for (const auto& row : st.version->rows)
        for (const auto& [lo, hi] : row.cells) range = range || lo != hi;
    const std::vector<std::string>& keys = states.front().decl->keys;
    const std::string id = "tabelle-" + slug(s.name), type = output_type(s.name, s.type, range);
    Node d = element("decision", {{"id", id}, {"label", s.name}, {"name", feel_name(s.name)}});
    d.children.push_back(element("variable", {{"id", "wert-" + id}, {"name", feel_name(s.name)}, {"typeRef", type}}));
    d.children.push_back(requirement("informationRequirement", "requiredInput", id + "-braucht-0", input(kDayName, {Kind::Day, Per::None, -1})));
    for (std::size_t i = 0; i < keys.size(); ++i)
      d.children.push_back(requirement("informationRequirement", "requiredInput", id + "-braucht-" + std::to_string(i + 1), input(keys[i], key_type(keys[i]))));
    std::set<std::string> cited;
    for (const State& st : states)
      if (!st.decl->citation.empty() && cited.insert(st.decl->citation).second)
        d.children.push_back(requirement("authorityRequirement", "requiredAuthority", id + "-nach-" + std::to_string(cited.size()), source(st.decl->citation)));
    d.children.push_back(table(s, states, id, range));
    return d;
  }

  Node clause(const std::string& id, const std::string& name, const Type& type) const {
    Node n = element("input", {{"id", id}, {"label", name}});
    Node expression = with_text("inputExpression", feel_name(name));
    expression.attributes.push_back({"typeRef", feel_type(type.kind)});
    n.children.push_back(std::move(expression));
    if (type.kind == Kind::Choice) n.children.push_back(with_text("inputValues", members_in(choice(type), ~std::uint64_t{0})));
    return n;
  }

  Node table(const Symbol& s, const std::vector<State>& states, const std::string& id, bool range) {
    const std::vector<std::string>& keys = states.front().decl->keys;
    Node t = element("decisionTable", {{"id", id + "-zeilen"}, {"hitPolicy", "UNIQUE"}, {"outputLabel", s.name}});
    t.children.push_back(clause(id + "-0", kDayName, {Kind::Day, Per::None, -1}));
    for (std::size_t i = 0; i < keys.size(); ++i) t.children.push_back(clause(id + "-" + std::to_string(i + 1), keys[i], key_type(keys[i])));
    const auto output = [&](const char* name) {
      std::vector<xml::Attribute> attributes{{"id", id + "-" + (*name ? name : "wert")}};
      if (*name) attributes.push_back({"name", name});
      attributes.push_back({"typeRef", feel_type(s.type.kind)});
      t.children.push_back(element("output", std::move(attributes)));
    };
    if (range) output("von"), output("bis");
    else output("");
    for (const char* name : {"Fundstelle", "Beleg"}) t.children.push_back(element("annotation", {{"name", name}}));
    for (const State& st : states) rows(s, st, keys, range, id, t);
    return t;
  }

  void rows(const Symbol& s, const State& st, const std::vector<std::string>& keys, bool range, const std::string& id, Node& t) {
    const TableVersion& v = *st.version;
    const std::string days = "[" + feel_day(first_day(st.from)) + ".." + feel_day(last_day(st.until - 1)) + "]";
    const Type row_type = key_type(keys.front()), column_type = key_type(keys.back());
    std::optional<std::int64_t> below;
    for (const TableVersion::Row& row : v.rows) {
      std::string fits = "-";
      if (v.bands) fits = band(row_type, below, row);
      if (v.row_members) fits = members_in(choice(row_type), row.mask);
      if (v.bands) below = row.limit;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        Node r = element("rule", {{"id", id + "-zeile-" + std::to_string(++rules_)}});
        const auto entry = [&](const char* name, std::string text) { r.children.push_back(with_text(name, std::move(text))); };
        entry("inputEntry", days);
        if (v.bands || v.row_members) entry("inputEntry", fits);
        if (v.column_members) entry("inputEntry", members_in(choice(column_type), v.columns[i]));
        entry("outputEntry", value(s.type, row.cells[i].first));
        if (range) entry("outputEntry", value(s.type, row.cells[i].second));
        entry("annotationEntry", st.decl->citation);
        entry("annotationEntry", row.source);
        t.children.push_back(std::move(r));
      }
    }
  }

  std::string band(const Type& type, const std::optional<std::int64_t>& below, const TableVersion::Row& row) const {
    if (row.last) return below ? "> " + value(type, *below) : "-";
    if (!below) return "<= " + value(type, row.limit);
    return "(" + value(type, *below) + ".." + value(type, row.limit) + "]";
  }

  const Checked& c_;
  const City& city_;
  std::vector<Node> types_, inputs_, sources_;
  std::set<std::string> known_inputs_;
  std::map<std::string, std::string> source_ids_;
  std::size_t rules_ = 0;
};

}  // namespace

std::expected<std::string, Trouble> export_dmn(const std::vector<Source>& sources, const City& city) {
  std::vector<ast::File> files;
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    Parsed parsed = parse(sources[i], i);
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    files.push_back(std::move(parsed.file));
  }
  const auto wrong = [&] { return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; }); };
  if (wrong()) return std::unexpected(Trouble{"Der Katalog hat Fehler.", "", "", "./run check nennt sie."});
  const Checked checked = check(std::move(files), sources, false, &diagnostics);
  if (wrong()) return std::unexpected(Trouble{"Der Katalog hat Fehler.", "", "", "./run check nennt sie."});
  for (const auto& [decl, versions] : checked.tables)
    for (const TableVersion& v : versions)
      for (const TableVersion::Row& row : v.rows)
        for (const auto& [lo, hi] : row.cells)
          if (lo != hi && decl->type.kind == Kind::Choice)
            return std::unexpected(Trouble{"Diese Tabelle lässt sich nicht als DMN schreiben.", sources[decl->pos.source].name + ":" + std::to_string(row.pos.line),
                                           "Eine Zelle lässt mehrere Antworten offen.", ""});
  return Exporter(checked, city).run();
}

}  // namespace fr
