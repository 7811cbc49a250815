// Reading the same cells from a run and from the reference.
#include "differential/ways.h"

#include "differential/generator.h"
#include "differential/reference.h"

namespace fr::differential {

namespace {

std::string id_of(const Situation& s, Table table, std::uint32_t index) {
  return entity_at(s, table, index).id;
}

std::string value_text(Known k) {
  std::string text = "[";
  text.append(std::to_string(k.lo)).append(", ").append(std::to_string(k.hi)).append("]");
  return text;
}

// Calls take(row) for the entities of a role.
template <class Take>
void each_entity(const Situation& s, Role role, Take take) {
  const Table table = role_table(role);
  for (std::uint32_t i = 0; i < entities(s, table); ++i) {
    if (in_role(s, table, i, role)) take(table, i);
  }
}

// One walk with one Pick; cells without a value are left out.
Cells walk(const Corpus& corpus, const Situation& s, reference::Pick pick) {
  const Checked& rules = corpus.checked;
  reference::Walker walker(rules, s, pick);
  Cells cells;
  const auto put = [&](const std::string& name, Table table, std::uint32_t i, auto compute_value) {
    try {
      const std::int64_t v = compute_value();
      cells[name + "(" + id_of(s, table, i) + ")"] = {v, v};
    } catch (const reference::Failure& failure) {
      if (failure.what != reference::Failure::What::Undocumented &&
          failure.what != reference::Failure::What::UnknownFact) {
        throw;  // generated families must not overflow or divide by zero
      }
    }
  };
  for (std::uint32_t y = 0; y < rules.symbols.size(); ++y) {
    const Symbol& symbol = rules.symbols[y];
    if (symbol.kind == ast::DeclKind::Wert || symbol.kind == ast::DeclKind::Tabelle) continue;
    if (rules.in_force(symbol, s.month).empty()) continue;
    if (symbol.kind == ast::DeclKind::Betrag &&
        rules.in_force(rules.symbols[rules.claim_by_name.at(symbol.name)], s.month).empty()) {
      continue;
    }
    const char* suffix = symbol.kind == ast::DeclKind::Betrag ? " Betrag" : "";
    each_entity(s, symbol.role, [&](Table table, std::uint32_t i) {
      put(symbol.name + suffix, table, i, [&] { return walker.symbol(y, {table, i}); });
    });
  }
  const auto line = [&](const ast::Decl& d, const char* what, const ast::Expr* e) {
    if (!e) return;
    each_entity(s, d.role, [&](Table table, std::uint32_t i) {
      put(d.name + what, table, i, [&] { return walker.expression(*e, {table, i}); });
    });
  };
  for (const ast::Decl* d : rules.deadlines) {
    line(*d, " bis", d->until_day.get());
    line(*d, " ab", d->from_day.get());
    line(*d, " wenn", d->when.get());
  }
  for (const ast::Decl* d : rules.documents) line(*d, " wenn", d->when.get());
  return cells;
}

}  // namespace

const char* name_of(Weg way) {
  static const char* const kNames[kWege] = {"Referenz", "Exact", "ExactGestueckelt", "BoundsBekannt",
                                            "BoundsWeiter", "Binaerform", "Formatiert", "Wasm"};
  return kNames[static_cast<int>(way)];
}

Cells read_cells(const Rulebook& book, const Program& program, const Situation& family,
                 const Batch& batch, std::uint32_t index, const Run& run) {
  Cells cells;
  const auto put = [&](const std::string& name, Role role, Reg reg) {
    if (reg == kNoReg) return;
    each_entity(family, role, [&](Table table, std::uint32_t i) {
      cells[name + "(" + id_of(family, table, i) + ")"] = run.at(reg, batch.row({table, i}, index));
    });
  };
  for (const Rule& rule : program.rules) {
    if (rule.kind == RuleKind::Rule) put(rule.name, rule.role, rule.reg);
  }
  for (const Target& t : program.targets) {
    const std::string& name = book.services[t.service].name;
    put(name, t.role, t.verdict);
    put(name + " Betrag", t.role, t.money);
  }
  for (const DeadlineRule& d : program.deadlines) {
    put(d.text + " bis", program.rules[d.rule].role, d.until);
    put(d.text + " ab", program.rules[d.rule].role, d.from);
    put(d.text + " wenn", program.rules[d.rule].role, d.when);
  }
  for (const DocumentRule& d : program.documents) {
    put(d.text + " wenn", program.rules[d.rule].role, d.when);
  }
  return cells;
}

Reference reference_cells(const Corpus& corpus, const Situation& family) {
  using reference::Pick;
  return {walk(corpus, family, Pick::Refuse), walk(corpus, family, Pick::Low),
          walk(corpus, family, Pick::High)};
}

std::string differs(const Cells& expected, const Cells& got) {
  for (const auto& [name, value] : expected) {
    const auto it = got.find(name);
    if (it == got.end()) return name + " fehlt";
    if (it->second != value) {
      return name + ": erwartet " + value_text(value) + ", errechnet " + value_text(it->second);
    }
  }
  return "";
}

std::string escapes(const Cells& expected, const Cells& bounds) {
  for (const auto& [name, value] : expected) {
    const auto it = bounds.find(name);
    if (it == bounds.end()) return name + " fehlt";
    const Known b = it->second;
    const bool choice = b.lo == b.hi && (b.lo & value.lo) == value.lo && value.lo > 0;
    if (!choice && (value.lo < b.lo || value.hi > b.hi)) {
      return name + ": " + value_text(value) + " liegt nicht in " + value_text(b);
    }
  }
  return "";
}

std::expected<Cells, std::string> compute(const Rulebook& book, const Situation& family, Carrier carrier) {
  const Program* program = in_force(book, family.month);
  if (!program) return std::unexpected("kein Recht für diesen Monat");
  const Situation* const one[] = {&family};
  const Batch batch(book, one);
  const auto result = run(book, *program, batch, carrier);
  if (!result) return std::unexpected(result.error().message);
  return read_cells(book, *program, family, batch, 0, *result);
}

}  // namespace fr::differential
