#include "eval/batch.h"

#include <algorithm>

namespace fr {
namespace {

constexpr int index(Table table) { return static_cast<int>(table); }

void sort_unique(std::vector<std::uint32_t>* list) {
  std::sort(list->begin(), list->end());
  list->erase(std::unique(list->begin(), list->end()), list->end());
}

// Adjacency of one family: lists[i] = neighbours of person i, ascending, without i itself.
using Lists = std::vector<std::vector<std::uint32_t>>;

void tidy(Lists* lists) {
  for (std::uint32_t i = 0; i < lists->size(); ++i) {
    auto& list = (*lists)[i];
    sort_unique(&list);
    std::erase_if(list, [&](std::uint32_t x) { return x == i || x >= lists->size(); });
  }
}

Lists inverse(const Lists& lists) {
  Lists result(lists.size());
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    for (std::uint32_t x : lists[i]) result[x].push_back(i);
  }
  return result;
}

Lists siblings(const Lists& parents, const Lists& children) {
  Lists result(parents.size());
  for (std::uint32_t i = 0; i < parents.size(); ++i) {
    for (std::uint32_t parent : parents[i]) {
      result[i].insert(result[i].end(), children[parent].begin(), children[parent].end());
    }
  }
  tidy(&result);
  return result;
}

}  // namespace

Batch::Batch(const Rulebook& book, std::span<const Situation* const> families)
    : relations_(kTables), columns_(book.facts.size()) {
  for (std::uint32_t i = 0; i < book.facts.size(); ++i) {
    const Fact& fact = book.facts[i];
    facts_.push_back({role_table(fact.role), {fact.lo, fact.hi}});
    fact_index_[fact.name] = i;
    if (fact.name == "Geburtstag") birthday_ = i;
  }
  for (auto& first : first_) first.push_back(0);
  for (Relation& relation : relations_) relation.start.push_back(0);
  for (const Situation* family : families) append(*family);
  for (const Stated& stated : stated_) set_fact(stated.fact, stated.row, stated.value);
  presume(book);
  stated_ = {};
}

// What nobody is asked reads as presumed where it is not stated.
void Batch::presume(const Rulebook& book) {
  for (std::uint32_t f = 0; f < book.facts.size(); ++f) {
    if (!book.facts[f].unasked) continue;
    const Known presumed{book.facts[f].presumed, book.facts[f].presumed};
    for (std::uint32_t row = 0; row < rows(facts_[f].table); ++row) set_fact(f, row, presumed);
  }
  for (const Stated& stated : stated_) {
    if (book.facts[stated.fact].unasked) set_fact(stated.fact, stated.row, stated.value);
  }
}

Batch::Batch(const Rulebook& book, const Situation& family, std::uint32_t copies)
    : Batch(book, std::vector<const Situation*>{&family}) {
  replicate(copies);
}

// --- building ---------------------------------------------------------------------------------------

void Batch::append(const Situation& family) {
  const std::uint32_t first_person = rows(Table::Person);
  const std::uint32_t first_household = rows(Table::Household);
  append_entity(family.family, Table::Family, rows(Table::Family));
  for (std::uint32_t i = 0; i < family.households.size(); ++i) {
    append_entity(family.households[i], Table::Household, first_household + i);
  }
  for (std::uint32_t i = 0; i < family.persons.size(); ++i) {
    const PersonEntity& person = family.persons[i];
    append_entity(person, Table::Person, first_person + i);
    structure_.push_back({!person.parents.empty(), person.unborn});
    const std::uint32_t home = main_household(person);
    home_.push_back(home < family.households.size() ? first_household + home : kNone);
  }
  append_pairs(family);
  months_.push_back(family.month);
  rows_[index(Table::Family)] += 1;
  rows_[index(Table::Household)] += static_cast<std::uint32_t>(family.households.size());
  rows_[index(Table::Person)] += static_cast<std::uint32_t>(family.persons.size());
  close_family();
}

void Batch::append_entity(const Entity& entity, Table table, std::uint32_t row) {
  for (const auto& [name, value] : entity.facts) {
    const auto found = fact_index_.find(name);
    if (found != fact_index_.end() && facts_[found->second].table == table) {
      stated_.push_back({found->second, row, value});
    }
  }
  for (const auto& [name, value] : entity.given) set_given(name, table, row, value);
}

void Batch::append_pairs(const Situation& family) {
  const auto persons = static_cast<std::uint32_t>(family.persons.size());
  const auto houses = static_cast<std::uint32_t>(family.households.size());
  const std::uint32_t first_person = rows(Table::Person), first_house = rows(Table::Household);
  const auto pair = [&](Table table, std::uint32_t owner, std::uint32_t target) {
    Relation& relation = relations_[index(table)];
    relation.owner.push_back(owner);
    relation.target.push_back(target);
    return &relation.attribute;
  };
  const auto close_owner = [&](Table table) {
    Relation& relation = relations_[index(table)];
    relation.start.push_back(static_cast<std::uint32_t>(relation.target.size()));
  };
  const auto lists = [&](Table table, const Lists& all) {
    for (std::uint32_t i = 0; i < persons; ++i) {
      for (std::uint32_t x : all[i]) pair(table, first_person + i, first_person + x);
      close_owner(table);
    }
  };

  Lists parents(persons), cares_for(persons);
  for (std::uint32_t i = 0; i < persons; ++i) {
    parents[i] = family.persons[i].parents;
    cares_for[i] = family.persons[i].cares_for;
  }
  tidy(&parents);
  tidy(&cares_for);
  const Lists children = inverse(parents);
  lists(Table::Parents, parents);
  lists(Table::Children, children);
  lists(Table::Siblings, siblings(parents, children));
  lists(Table::CaresFor, cares_for);
  lists(Table::Carers, inverse(cares_for));

  for (std::uint32_t i = 0; i < persons; ++i) {
    for (const Couple& couple : family.couples) {
      if (couple.a >= persons || couple.b >= persons || couple.a == couple.b) continue;
      if (couple.a != i && couple.b != i) continue;
      pair(Table::Partners, first_person + i, first_person + (couple.a == i ? couple.b : couple.a))
          ->push_back(std::int64_t{1} << static_cast<int>(couple.status));
    }
    close_owner(Table::Partners);
    for (const Home& home : family.persons[i].homes) {
      if (home.household >= houses) continue;
      pair(Table::Homes, first_person + i, first_house + home.household)->push_back(home.share);
    }
    close_owner(Table::Homes);
  }
  for (std::uint32_t h = 0; h < houses; ++h) {
    for (std::uint32_t i = 0; i < persons; ++i) {
      for (const Home& home : family.persons[i].homes) {
        if (home.household != h) continue;
        pair(Table::Members, first_house + h, first_person + i)->push_back(home.share);
      }
    }
    close_owner(Table::Members);
  }
  const std::uint32_t f = rows(Table::Family);
  for (std::uint32_t i = 0; i < persons; ++i) pair(Table::People, f, first_person + i);
  close_owner(Table::People);
  for (std::uint32_t h = 0; h < houses; ++h) pair(Table::Houses, f, first_house + h);
  close_owner(Table::Houses);
}

void Batch::close_family() {
  for (int t = 0; t < kTables; ++t) {
    if (is_pair(static_cast<Table>(t))) {
      rows_[t] = static_cast<std::uint32_t>(relations_[t].target.size());
    }
    first_[t].push_back(rows_[t]);
  }
}

void Batch::replicate(std::uint32_t copies) {
  std::uint32_t once[kTables];
  std::copy(std::begin(rows_), std::end(rows_), once);
  const auto repeat = [&](auto* list, std::size_t count, std::uint32_t step, std::size_t skip = 0) {
    list->reserve(count * copies + skip);
    for (std::uint32_t copy = 1; copy < copies; ++copy) {
      for (std::size_t i = 0; i < count; ++i) {
        auto value = (*list)[skip + i];
        if constexpr (std::is_same_v<decltype(value), std::uint32_t>) {
          if (value != kNone) value += copy * step;
        }
        list->push_back(value);
      }
    }
  };
  for (int t = 0; t < kTables; ++t) {
    const auto table = static_cast<Table>(t);
    repeat(&first_[t], 1, once[t], 1);
    rows_[t] = once[t] * copies;
    if (!is_pair(table)) continue;
    Relation& relation = relations_[t];
    const std::uint32_t owners = once[index(owner_table(table))];
    repeat(&relation.start, owners, once[t], 1);
    repeat(&relation.owner, once[t], owners);
    repeat(&relation.target, once[t], once[index(target_table(table))]);
    repeat(&relation.attribute, relation.attribute.size(), 0);
  }
  repeat(&months_, 1, 0);
  repeat(&structure_, structure_.size(), 0);
  repeat(&home_, home_.size(), once[index(Table::Household)]);
  for (Column& column : columns_) {
    repeat(&column.lo, column.lo.size(), 0);
    repeat(&column.hi, column.hi.size(), 0);
  }
  for (auto& [key, values] : given_) {
    const Given one = values;
    for (std::uint32_t copy = 1; copy < copies; ++copy) {
      for (const auto& [row, value] : one) values[row + copy * once[index(key.second)]] = value;
    }
  }
}

// --- hypothetical values -----------------------------------------------------------------------------

void Batch::set_month(std::uint32_t family, Month month) { months_[family] = month; }

void Batch::set_fact(std::uint32_t fact, std::uint32_t row, Known value) {
  Column& column = columns_[fact];
  const FactInfo& declared = facts_[fact];
  if (column.lo.empty()) {
    column.lo.assign(rows(declared.table), declared.range.lo);
    column.hi.assign(rows(declared.table), declared.range.hi);
  }
  column.lo[row] = value.lo;
  column.hi[row] = value.hi;
}

void Batch::set_given(std::string_view rule, Table table, std::uint32_t row, Known value) {
  given_[{std::string(rule), table}][row] = value;
}

// --- reading -----------------------------------------------------------------------------------------

std::uint32_t Batch::family_of(Table table, std::uint32_t row) const {
  const auto& first = first_[index(table)];
  return static_cast<std::uint32_t>(std::upper_bound(first.begin(), first.end(), row) -
                                    first.begin() - 1);
}

EntityRef Batch::entity(Table table, std::uint32_t row) const {
  return {table, row - first_row(table, family_of(table, row))};
}

Known Batch::fact(std::uint32_t fact, std::uint32_t row) const {
  const Column& column = columns_[fact];
  return column.lo.empty() ? facts_[fact].range : Known{column.lo[row], column.hi[row]};
}

const Column* Batch::fact_column(std::uint32_t fact) const {
  return columns_[fact].lo.empty() ? nullptr : &columns_[fact];
}

const Batch::Given* Batch::given(std::string_view rule, Table table) const {
  if (given_.empty()) return nullptr;
  const auto found = given_.find({std::string(rule), table});
  return found == given_.end() ? nullptr : &found->second;
}

const Relation& Batch::relation(Table pair) const { return relations_[index(pair)]; }

bool Batch::lives_with(std::uint32_t person_row, std::uint32_t other_row) const {
  const Relation& homes = relations_[index(Table::Homes)];
  for (auto i = homes.start[person_row]; i < homes.start[person_row + 1]; ++i) {
    for (auto j = homes.start[other_row]; j < homes.start[other_row + 1]; ++j) {
      if (homes.target[i] == homes.target[j]) return true;
    }
  }
  return false;
}

Known Batch::role(Role role, std::uint32_t row) const {
  if (role != Role::Child && role != Role::Adult) return {1, 1};
  // Without a declared birthday nobody's age is known: the ends are far past and far future.
  const Known birthday = birthday_ == kNone ? Known{-73'000, 73'000} : fact(birthday_, row);
  const Structure& person = structure_[row];
  return role_of(role, person.has_parent, person.unborn, birthday,
                 months_[family_of(Table::Person, row)]);
}

}  // namespace fr
