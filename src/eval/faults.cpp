// Which failures of a run matter, and what they are called.
#include <utility>

#include "eval/machine.h"
#include "eval/support.h"

namespace fr {
namespace {

std::string place(const std::string& name, const std::string& source) {
  if (name.empty()) return "einer Rechnung ohne Namen";
  return "„" + name + "“" + (source.empty() ? "" : " (" + source + ")");
}

// Calls check(reg, row) for every value of the family that is reported.
template <class Check>
void each_result(const Program& program, const Batch& batch, std::uint32_t family, Check&& check) {
  const auto rows = [&](Role role, Reg reg) {
    if (reg == kNoReg) return;
    const Table table = role_table(role);
    for (auto row = batch.first_row(table, family); row < batch.first_row(table, family + 1); ++row) {
      if (batch.role(role, row).hi) check(reg, row);
    }
  };
  for (const Target& target : program.targets) {
    rows(target.role, target.verdict);
    rows(target.role, target.money);
  }
  for (const DeadlineRule& due : program.deadlines) {
    const Role role = program.rules[due.rule].role;
    for (Reg reg : {due.until, due.from, due.when}) rows(role, reg);
  }
  for (const DocumentRule& paper : program.documents) {
    rows(program.rules[paper.rule].role, paper.when);
  }
}

}  // namespace

const Fault* decisive_fault(const Program& program, const Batch& batch, const Run& run,
                            const std::vector<Fault>& faults) {
  std::map<std::uint32_t, std::vector<const Fault*>> by_family;
  for (const Fault& fault : faults) {
    by_family[batch.family_of(program.code[fault.reg].table, fault.row)].push_back(&fault);
  }
  const Fault* first = nullptr;
  for (const auto& [family, list] : by_family) {
    std::vector<Cell> cells;
    for (const Fault* fault : list) cells.push_back({fault->reg, fault->row});
    Walk walk(program, batch, run, family);
    each_result(program, batch, family, [&](Reg reg, std::uint32_t row) {
      for (std::size_t i : walk.reached({reg, row}, cells)) {
        if (!first || list[i]->reg < first->reg) first = list[i];
      }
    });
  }
  return first;
}

EvalError Machine::error(const Fault& fault) const {
  EvalError error{fault.what, "", "", ""};
  const std::uint32_t rule = program_.code[fault.reg].rule;
  if (rule != kNone) {
    error.rule = program_.rules[rule].name;
    error.source = program_.rules[rule].source;
  }
  const std::string where = place(error.rule, error.source);
  switch (fault.what) {
    case EvalError::What::DivisionByZero:
      error.message = "In " + where + " wird durch null geteilt. Die Regel braucht für diesen Fall "
                      "ein eigenes Ergebnis; bitte die Regel mit „Fälle“ absichern.";
      break;
    case EvalError::What::UnknownFact:
      error.message = "Für " + where + " ist nur eine Spanne gegeben, die genaue Rechnung braucht "
                      "einen einzelnen Wert. Bitte den Wert genau angeben.";
      break;
    default:
      error.message = "In " + where + " entsteht ein Wert, der zu groß oder zu klein ist, um damit zu "
                      "rechnen (Beträge bis 922 Millionen, Jahre 1 bis 9999). Bitte die Angaben und "
                      "die Regel prüfen.";
  }
  return error;
}

// A fact matters to an exact run where its entity has its role and it is relevant there.
std::optional<EvalError> Machine::unknown_fact() const {
  std::vector<Reg> relevant(book_.facts.size(), kNoReg);
  for (const FactUse& use : program_.facts) relevant[use.fact] = use.relevant;
  for (const Instr& in : program_.code) {
    if (in.op != Op::LoadFact) continue;
    const auto index = static_cast<std::uint32_t>(in.lo);
    const Fact& fact = book_.facts[index];
    for (std::uint32_t row = 0; row < batch_.rows(in.table); ++row) {
      if (!is_open(in.kind, batch_.fact(index, row)) || batch_.role(fact.role, row).hi == 0) continue;
      if (relevant[index] != kNoReg && slot(relevant[index]).lo[row] == 0) continue;
      return EvalError{EvalError::What::UnknownFact, fact.name, fact.source,
                       "Das Merkmal " + place(fact.name, fact.source) +
                           " ist unbekannt, die genaue Rechnung braucht es. Bitte das Merkmal angeben "
                           "oder mit Spannen rechnen lassen."};
    }
  }
  return std::nullopt;
}

}  // namespace fr
