#include "eval/fast/block.h"

namespace fr::fast {

Width cell_width(const Fact& fact) {
  if (fact.type.kind == Kind::Bool) return Width::B;
  const auto fits = [](Value v) { return v > kUnknownI && v <= std::numeric_limits<std::int32_t>::max(); };
  return fits(fact.lo) && fits(fact.hi) ? Width::I : Width::L;
}

Situation family_at(const Rulebook& book, const Block& block, std::uint32_t index, const Situation& shape, Month month) {
  Situation s = shape;
  s.month = month;
  for (std::size_t f = 0; f < book.facts.size(); ++f) {
    const Fact& fact = book.facts[f];
    const FactCells& cells = block.facts[f];
    if (!cells.lower) continue;
    const Width w = cell_width(fact);
    const auto take = [&](Entity* entity, std::size_t row) {
      const Value lo = cell(cells.lower, w, row);
      if (lo == mark_of(w)) return;
      entity->facts[fact.name] = {lo, cells.upper ? cell(cells.upper, w, row) : lo};
    };
    const Table table = role_table(fact.role);
    if (table == Table::Family) take(&s.family, index);
    if (table == Table::Household) {
      for (std::size_t i = 0; i < s.households.size(); ++i) take(&s.households[i], block.first_household[index] + i);
    }
    if (table == Table::Person) {
      for (std::size_t i = 0; i < s.persons.size(); ++i) take(&s.persons[i], block.first_person[index] + i);
    }
  }
  return s;
}

}  // namespace fr::fast
