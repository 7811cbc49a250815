// Tables: the Anlage of a statute, row by row. Reads cells, and refuses gaps, overlaps and ranges
// without a reason.
#include <algorithm>

#include "language/checker.h"
#include "language/parse.h"

namespace fr {

using ast::Expr;
using ast::ExprKind;

namespace {

bool source_column(const std::string& h) { return h == "Quelle" || h == "Beleg"; }

}  // namespace

std::optional<Type> Checker::key_type(const std::string& key) const {
  if (auto f = c_.fact_by_name.find(key); f != c_.fact_by_name.end()) return c_.facts[f->second]->type;
  if (auto s = c_.symbol_by_name.find(key); s != c_.symbol_by_name.end())
    return c_.symbols[s->second].type;
  for (std::size_t i = 0; i < c_.choices.size(); ++i)
    if (c_.choices[i].name == key)
      return Type{Kind::Choice, Per::None, static_cast<std::int16_t>(i)};
  return std::nullopt;
}

void Checker::read_table(ast::Decl& d, const Symbol& s) {
  if (d.keys.empty() || d.keys.size() > 2) {
    error(d.name_pos, "Eine Tabelle braucht einen oder zwei Schlüssel.", "",
          "Schreiben Sie „nach Altersstufe“ oder „nach Einkommen, Betreuungszeit“.");
    return;
  }
  for (const auto& k : d.keys)
    if (!key_type(k)) {
      error(d.name_pos, "Der Schlüssel „" + k + "“ ist weder Merkmal noch Regel.", "", suggest(k));
      return;
    }
  const std::size_t before = diagnostics_.size();
  std::vector<TableVersion> versions;
  for (const auto& b : d.blocks) read_block(d, s.type, b, &versions);
  std::stable_sort(versions.begin(), versions.end(),
                   [](const auto& a, const auto& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < versions.size(); ++i)
    if (versions[i].from == versions[i - 1].from)
      error(d.name_pos, "Zwei Fassungen der Tabelle gelten ab demselben Tag.");
  if (versions.empty()) {
    if (diagnostics_.size() == before) error(d.name_pos, "Die Tabelle hat keine Zeilen.");
    return;
  }
  if (month_of(versions.front().from) > c_.from && d.replaces_layer.empty())
    error(d.name_pos, "Vor " + format_month_german(month_of(versions.front().from)) + " hat „" + d.name +
                          "“ keine Werte.",
          "Der Rechtsstand beginnt " + format_month_german(c_.from) + "; jeder Monat braucht einen Wert.");
  c_.tables[&d] = std::move(versions);
}

bool Checker::read_block(const ast::Decl& d, const Type& value, const ast::TableBlock& b,
                         std::vector<TableVersion>* out) {
  const std::size_t before = diagnostics_.size();
  // Which column is what?
  int from_column = -1, source = -1;
  std::vector<std::size_t> data;
  for (std::size_t i = 0; i < b.header.size(); ++i) {
    if (b.header[i] == "gilt ab") from_column = static_cast<int>(i);
    else if (source_column(b.header[i])) source = static_cast<int>(i);
    else data.push_back(i);
  }
  if (from_column < 0 && !b.from) {
    error(b.pos, "Es fehlt, ab wann diese Tabelle gilt.", "Jeder Wert hat eine Geltungszeit.",
          "Schreiben Sie „gilt ab 2026-01-01“ darüber oder eine Spalte „gilt ab“.");
    return false;
  }
  // The last key spans the columns if it is a choice whose members head them.
  const std::string& last_key = d.keys.back();
  const Type last = *key_type(last_key);
  std::vector<std::uint64_t> columns;
  const auto member_mask = [&](const Type& t, const std::string& m) -> std::uint64_t {
    if (t.kind != Kind::Choice || t.choice < 0) return 0;
    const auto& ms = c_.choices[static_cast<std::size_t>(t.choice)].members;
    auto it = std::find(ms.begin(), ms.end(), m);
    return it == ms.end() ? 0 : std::uint64_t{1} << (it - ms.begin());
  };
  std::vector<std::size_t> cells;
  for (std::size_t i : data)
    if (std::uint64_t m = member_mask(last, b.header[i])) {
      columns.push_back(m);
      cells.push_back(i);
    }
  const bool by_column = !columns.empty();
  const bool row_key = !by_column || d.keys.size() == 2;
  std::size_t key_column = 0;
  if (row_key) {
    if (data.size() < 2) {
      error(b.pos, "Die Tabelle braucht eine Spalte für „" + d.keys.front() + "“ und eine für den Wert.");
      return false;
    }
    key_column = data.front();
    if (!by_column) {
      if (data.size() != 2) {
        error(b.pos, "Die Spaltenköpfe passen nicht zum Schlüssel „" + last_key + "“.",
              "Steht ein Schlüssel in den Spalten, so heißen sie wie seine Auswahl-Wörter.",
              last.kind == Kind::Choice ? closest(b.header[data.back()], [&](auto take) {
                for (const auto& m : c_.choices[static_cast<std::size_t>(last.choice)].members) take(m);
              }) : "");
        return false;
      }
      cells = {data[1]};
    }
  }
  if (by_column) {
    std::uint64_t seen = 0;
    for (auto m : columns) seen |= m;
    const auto& ms = c_.choices[static_cast<std::size_t>(last.choice)].members;
    const std::size_t expected = data.size() - (row_key ? 1 : 0);
    if (cells.size() != expected)
      for (std::size_t i : data)
        if ((!row_key || i != key_column) && !member_mask(last, b.header[i]))
          error(b.pos, "Die Spalte „" + b.header[i] + "“ ist kein Wort der Auswahl „" + last_key + "“.", "",
                closest(b.header[i], [&](auto take) { for (const auto& m : ms) take(m); }));
    std::string missing;
    for (std::size_t i = 0; i < ms.size(); ++i)
      if (!(seen >> i & 1)) missing += (missing.empty() ? "" : ", ") + ms[i];
    if (!missing.empty())
      error(b.pos, "In der Tabelle fehlt: " + missing + ".", "Für jede Möglichkeit muss ein Wert dastehen.");
  }
  const Type row_type = *key_type(d.keys.front());

  const auto cell_value = [&](const ast::TableBlock::Row& r, std::size_t i) {
    std::pair<std::int64_t, std::int64_t> v{0, 0};
    ast::ExprPtr e = ast::parse_cell(r.cells[i], r.cell_pos[i], &diagnostics_);
    if (!e || e->kind == ExprKind::Error) {
      if (e && e->name == "darüber") error(r.cell_pos[i], "„darüber“ gehört in die Spalte des Schlüssels.");
      return v;
    }
    Scope none;
    none.decl = &d;
    Got t = expr(*e, none, value);
    if (t && t->kind != value.kind && !(value.kind == Kind::Number && t->kind == Kind::Count))
      error(r.cell_pos[i], "Hier steht „" + type_words(*t, c_) + "“, die Tabelle enthält „" +
                               type_words(value, c_) + "“.");
    if (e->lo > e->hi) error(r.cell_pos[i], "Der Bereich läuft rückwärts.");
    if (e->lo != e->hi && value.kind != Kind::Choice &&
        (source < 0 || r.cells[static_cast<std::size_t>(source)].empty()))
      error(r.cell_pos[i], "Zum Bereich fehlt der Beleg.",
            "Ein Bereich sagt, dass niemand den genauen Wert belegen konnte; warum, steht in der Spalte „Beleg“.");
    v = {e->lo, e->hi};
    return v;
  };

  std::vector<TableVersion> made;
  TableVersion* v = nullptr;
  for (const auto& r : b.rows) {
    if (r.cells.size() != b.header.size()) continue;  // the parser has said so
    Day from = b.from ? b.from->lo : 0;
    if (from_column >= 0) {
      auto day = parse_day(r.cells[static_cast<std::size_t>(from_column)]);
      if (!day) {
        error(r.cell_pos[static_cast<std::size_t>(from_column)], "Hier muss ein Datum stehen.", "",
              "Schreiben Sie 2026-01-01.");
        continue;
      }
      from = *day;
    }
    if (civil_from_day(from).day != 1)
      error(r.pos, "Eine Tabelle gilt ab einem Monatsersten.", "Gerechnet wird je Kalendermonat.");
    if (made.empty() || made.back().from != from) {
      made.emplace_back();
      v = &made.back();
      v->from = from;
      v->column_members = by_column;
      v->columns = columns;
      v->bands = row_key && row_type.kind != Kind::Choice;
      v->row_members = row_key && row_type.kind == Kind::Choice;
    }
    TableVersion::Row row;
    row.pos = r.pos;
    if (source >= 0) row.source = r.cells[static_cast<std::size_t>(source)];
    if (row.source.empty()) row.source = d.citation;
    if (v->bands) {
      ast::ExprPtr k = ast::parse_cell(r.cells[key_column], r.cell_pos[key_column], &diagnostics_);
      if (k && k->kind == ExprKind::Error && k->name == "darüber") {
        row.last = true;
      } else if (k && k->kind != ExprKind::Error) {
        if (k->op != 1)
          error(r.cell_pos[key_column], "Hier muss eine Grenze stehen.", "", "Schreiben Sie „bis …“ oder „darüber“.");
        Scope none;
        none.decl = &d;
        Got t = expr(*k, none, row_type);
        if (t && t->kind != row_type.kind && !(row_type.kind == Kind::Number && t->kind == Kind::Count) &&
            !(row_type.kind == Kind::Count && t->kind == Kind::Number))
          error(r.cell_pos[key_column], "Die Grenze ist „" + type_words(*t, c_) + "“, der Schlüssel „" +
                                            type_words(row_type, c_) + "“.");
        row.limit = k->lo;
      }
      if (!v->rows.empty() && v->rows.back().last)
        error(r.pos, "Nach „darüber“ kann keine Zeile mehr kommen.");
      if (!row.last && !v->rows.empty() && !v->rows.back().last && row.limit <= v->rows.back().limit)
        error(r.pos, "Diese Grenze liegt nicht über der vorigen Zeile.", "Die Stufen müssen aufsteigen.");
    } else if (v->row_members) {
      row.mask = member_mask(row_type, r.cells[key_column]);
      if (!row.mask)
        error(r.cell_pos[key_column], "„" + r.cells[key_column] + "“ ist kein Wort der Auswahl „" +
                                          d.keys.front() + "“.", "",
              closest(r.cells[key_column], [&](auto take) {
                for (const auto& m : c_.choices[static_cast<std::size_t>(row_type.choice)].members) take(m);
              }));
      for (const auto& o : v->rows)
        if (o.mask & row.mask) error(r.pos, "„" + r.cells[key_column] + "“ steht zweimal in der Tabelle.");
    }
    for (std::size_t i : cells) row.cells.push_back(cell_value(r, i));
    if (!row_key && !v->rows.empty()) error(r.pos, "Für denselben Tag stehen zwei Zeilen da.");
    v->rows.push_back(std::move(row));
  }
  for (const auto& m : made) {
    if (m.bands && !m.rows.empty() && !m.rows.back().last)
      error(b.pos, "Nach oben ist die Tabelle offen.", "Für jeden Wert des Schlüssels muss eine Zeile gelten.",
            "Schreiben Sie als letzte Zeile „darüber“.");
    if (m.row_members) {
      std::uint64_t seen = 0;
      for (const auto& r : m.rows) seen |= r.mask;
      const auto& ms = c_.choices[static_cast<std::size_t>(row_type.choice)].members;
      std::string missing;
      for (std::size_t i = 0; i < ms.size(); ++i)
        if (!(seen >> i & 1)) missing += (missing.empty() ? "" : ", ") + ms[i];
      if (!missing.empty())
        error(b.pos, "In der Tabelle fehlt: " + missing + ".", "Für jede Möglichkeit muss eine Zeile dastehen.");
    }
  }
  if (diagnostics_.size() != before) return false;
  for (auto& m : made) out->push_back(std::move(m));
  return true;
}

}  // namespace fr
