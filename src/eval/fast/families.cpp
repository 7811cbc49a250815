#include "eval/fast/families.h"

#include <algorithm>
#include <mutex>

namespace fr::fast {

std::uint32_t Shapes::of(const Situation& family) { return of_key(shape_key(family)); }

std::uint32_t Shapes::of_key(const std::string& key) {
  {
    const std::shared_lock lock(mutex_);
    const auto found = index_.find(key);
    if (found != index_.end()) return found->second;
  }
  auto shape = shape_from(key);
  if (!shape) return kNone;
  const std::unique_lock lock(mutex_);
  const auto [at, fresh] = index_.emplace(key, static_cast<std::uint32_t>(all_.size()));
  if (!fresh) return at->second;
  keys_.push_back(&at->first);
  all_.push_back(std::make_unique<Situation>(*std::move(shape)));
  return at->second;
}

Families::Families(const Rulebook& book, std::vector<bool> present)
    : book_(book), present_(std::move(present)), cells_(book.facts.size()) {
  if (present_.empty()) present_.assign(book.facts.size(), true);
  for (std::uint32_t f = 0; f < book.facts.size(); ++f) {
    widths_.push_back(cell_width(book.facts[f]));
    names_[book.facts[f].name] = f;
  }
}

std::uint32_t Families::rows(std::uint32_t fact) const {
  const Table t = role_table(book_.facts[fact].role);
  return t == Table::Person ? persons() : t == Table::Household ? households() : families();
}

void Families::grow(std::uint32_t fact) {
  Cells& c = cells_[fact];
  const Width w = widths_[fact];
  const std::size_t size = rows(fact) * bytes_of(w);
  const auto extend = [&](std::vector<std::uint8_t>* column) {
    const std::size_t before = column->size();
    if (w == Width::B) {
      column->resize(size, kUnknownB);
      return;
    }
    column->resize(size);
    for (std::size_t row = before / bytes_of(w); row < rows(fact); ++row) set_cell(column->data(), w, row, mark_of(w));
  };
  extend(&c.lower);
  if (!c.upper.empty()) extend(&c.upper);
}

void Families::append(std::uint32_t shape, std::uint32_t persons_here, std::uint32_t households_here) {
  shape_.push_back(shape);
  ranged_.push_back(0);
  first_person_.push_back(first_person_.back() + persons_here);
  first_household_.push_back(first_household_.back() + households_here);
  for (std::uint32_t f = 0; f < cells_.size(); ++f) if (present_[f]) grow(f);
}

void Families::append_many(std::uint32_t shape, std::uint32_t count, std::uint32_t persons_each, std::uint32_t households_each) {
  for (std::uint32_t i = 0; i < count; ++i) {
    shape_.push_back(shape);
    ranged_.push_back(0);
    first_person_.push_back(first_person_.back() + persons_each);
    first_household_.push_back(first_household_.back() + households_each);
  }
  for (std::uint32_t f = 0; f < cells_.size(); ++f) if (present_[f]) grow(f);
}

void Families::set(std::uint32_t fact, std::uint32_t row, Known value) {
  const Fact& declared = book_.facts[fact];
  const bool choice = declared.type.kind == Kind::Choice;
  if (!choice && value.lo == declared.lo && value.hi == declared.hi) return;  // says nothing: unknown
  if (choice && value.lo == declared.lo) return;
  Cells& c = cells_[fact];
  const Width w = widths_[fact];
  set_cell(c.lower.data(), w, row, value.lo);
  if (value.hi != value.lo && c.upper.empty()) {
    c.upper = c.lower;
  }
  if (!c.upper.empty()) set_cell(c.upper.data(), w, row, value.hi);
  const auto mask = static_cast<std::uint64_t>(value.lo);
  const bool open = choice ? (mask & (mask - 1)) != 0 : value.lo != value.hi;
  const bool off_grain = !choice && (value.lo % declared.grain != 0 || value.hi % declared.grain != 0);
  if (!open && !off_grain) return;
  const Table t = role_table(declared.role);
  const auto& first = t == Table::Person ? first_person_ : first_household_;
  const std::size_t family = t == Table::Family ? row : std::upper_bound(first.begin(), first.end(), row) - first.begin() - 1;
  ranged_[family] |= static_cast<std::uint8_t>(off_grain ? 2 : 1);
}

void Families::append(const Situation& family, std::uint32_t shape) {
  const std::uint32_t p = persons(), h = households(), f = families();
  append(shape, static_cast<std::uint32_t>(family.persons.size()), static_cast<std::uint32_t>(family.households.size()));
  const auto take = [&](const Entity& e, Table table, std::uint32_t row) {
    for (const auto& [name, value] : e.facts) {
      const auto found = names_.find(name);
      if (found == names_.end() || !present_[found->second]) continue;
      if (role_table(book_.facts[found->second].role) == table) set(found->second, row, value);
    }
  };
  take(family.family, Table::Family, f);
  for (std::uint32_t i = 0; i < family.households.size(); ++i) take(family.households[i], Table::Household, h + i);
  for (std::uint32_t i = 0; i < family.persons.size(); ++i) take(family.persons[i], Table::Person, p + i);
}

void Families::clear() {
  shape_.clear();
  ranged_.clear();
  first_person_.assign(1, 0);
  first_household_.assign(1, 0);
  for (Cells& c : cells_) c = {};
}

Block Families::block() const {
  Block b;
  b.families = families();
  b.shape = shape_.data();
  b.first_person = first_person_.data();
  b.first_household = first_household_.data();
  b.ranged = ranged_.data();
  b.facts.resize(cells_.size());
  for (std::size_t f = 0; f < cells_.size(); ++f) {
    if (!present_[f]) continue;
    b.facts[f].lower = cells_[f].lower.data();
    if (!cells_[f].upper.empty()) b.facts[f].upper = cells_[f].upper.data();
  }
  return b;
}

}  // namespace fr::fast
