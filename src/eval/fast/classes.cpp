#include "eval/fast/classes.h"

#include <algorithm>
#include <map>

#include "eval/fast/plan.h"

namespace fr::fast {
namespace {

constexpr std::size_t kSample = 512, kEnough = 4096;  // fewer families are not worth the search

struct RowsOf {
  std::size_t first, count;
};
RowsOf rows_of(const Block& b, Table t, std::uint32_t family) {
  if (t == Table::Person) return {b.first_person[family], b.first_person[family + 1] - b.first_person[family]};
  if (t == Table::Household) return {b.first_household[family], b.first_household[family + 1] - b.first_household[family]};
  return {family, 1};
}

// Whether the fact has the value in every row of the family; unknown counts as different.
bool has(const Question& q, const Block& b, std::uint32_t family, const Common::Fixed& gate) {
  const Fact& fact = q.book->facts[gate.fact];
  const Width w = cell_width(fact);
  const RowsOf rows = rows_of(b, role_table(fact.role), family);
  for (std::size_t i = 0; i < rows.count; ++i) {
    if (cell(b.facts[gate.fact].lower, w, rows.first + i) != gate.value) return false;
  }
  return true;
}

// Into marks[i] whether the cell differs from `value`, as `bit`.
template <class T>
void differs(const void* column, std::size_t first, std::size_t count, Value value, int bit, std::uint8_t* marks) {
  const T* cells = static_cast<const T*>(column) + first;
  const T same = static_cast<T>(value);
  for (std::size_t i = 0; i < count; ++i) marks[i] = static_cast<std::uint8_t>(marks[i] | (cells[i] != same) << bit);
}

}  // namespace

Classes::Classes(const Question& question, const Shapes& shapes, const Block& block) : question_(&question) {
  if (block.families < kEnough) return;
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_shape;
  for (std::uint32_t f = 0; f < block.families; ++f) {
    auto& list = by_shape[block.shape[f]];
    if (list.size() < kSample && (!block.ranged || !block.ranged[f])) list.push_back(f);
  }
  const std::pair<const std::uint32_t, std::vector<std::uint32_t>>* best = nullptr;
  for (const auto& entry : by_shape) {
    const std::size_t persons = shapes[entry.first].persons.size();
    if (persons > 6) continue;
    if (!best || entry.second.size() * persons > best->second.size() * shapes[best->first].persons.size()) best = &entry;
  }
  if (!best || best->second.size() < 64) return;
  for (std::uint32_t f = 0; f < question.book->facts.size(); ++f) {
    const Fact& fact = question.book->facts[f];
    if (fact.name == "Geburtstag" && question.present[f] && cell_width(fact) == Width::I) birthday_ = f;
  }
  const Situation& shape = shapes[best->first];
  find_limits(*build(question, shape, Facts::Certain));
  find_gates(shape, block, best->second);
}

// The birthdays that most tests compare with.
void Classes::find_limits(const Built& built) {
  if (birthday_ == kNone) return;
  const Graph& g = built.graph;
  first_ = question_->book->facts[birthday_].lo, last_ = question_->book->facts[birthday_].hi;
  std::vector<std::uint32_t> uses(g.size(), 0);
  for (Id id = 0; id < g.size(); ++id) {
    for (const Id x : {g[id].a, g[id].b, g[id].c}) if (x != kNo) ++uses[x];
  }
  std::map<Value, std::uint32_t> weight;
  for (Id id = 0; id < g.size(); ++id) {
    const Node& n = g[id];
    if (n.op != F::Less || !g.is_const(n.b) || g[n.a].op != F::Known) continue;
    const Node& raw = g[g[n.a].a];
    if (raw.op == F::Raw && raw.k == static_cast<Value>(birthday_)) weight[g[n.b].k] += uses[id];
  }
  std::vector<std::pair<std::uint32_t, Value>> order;
  for (const auto& [limit, count] : weight) order.push_back({count, limit});
  std::sort(order.rbegin(), order.rend());
  for (std::size_t i = 0; i < order.size() && i < kMostLimits; ++i) limits_.push_back(order[i].second);
  std::sort(limits_.begin(), limits_.end());
}

// The facts whose usual value shortens the plan most, weighted by how usual it is.
void Classes::find_gates(const Situation& shape, const Block& block, const std::vector<std::uint32_t>& sample) {
  const std::size_t whole = Plan(*question_, *build(*question_, shape, Facts::Certain), Facts::Certain).steps();
  struct Found {
    std::size_t worth;
    Common::Fixed gate;
  };
  std::vector<Found> found;
  for (std::uint32_t f = 0; f < question_->book->facts.size(); ++f) {
    if (f == birthday_ || !question_->present[f] || !block.facts[f].lower) continue;
    const Fact& fact = question_->book->facts[f];
    const Width w = cell_width(fact);
    std::map<Value, std::uint32_t> values;
    for (const std::uint32_t family : sample) {
      const RowsOf rows = rows_of(block, role_table(fact.role), family);
      for (std::size_t i = 0; i < rows.count; ++i) ++values[cell(block.facts[f].lower, w, rows.first + i)];
    }
    if (values.empty()) continue;
    const auto usual = std::max_element(values.begin(), values.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
    if (usual->first == mark_of(w)) continue;
    const Common::Fixed gate{f, usual->first};
    const auto share = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [&](auto x) { return has(*question_, block, x, gate); }));
    if (share * 2 < sample.size()) continue;
    const Common common{{}, {gate}};
    const std::size_t steps = Plan(*question_, *build(*question_, shape, Facts::Certain, common), Facts::Certain).steps();
    if (steps < whole) found.push_back({(whole - steps) * share / sample.size(), gate});
  }
  std::sort(found.begin(), found.end(), [](const Found& x, const Found& y) { return x.worth > y.worth; });
  for (const Found& x : found) {
    if (gates_.size() < kMostGates && x.worth * 100 > whole) gates_.push_back(x.gate);
  }
}

void Classes::keys(const Block& block, std::uint32_t from, std::uint32_t to, Key* keys, std::vector<std::uint8_t>& marks) const {
  const std::size_t person = block.first_person[from], persons = block.first_person[to] - person;
  const std::size_t household = block.first_household[from], households = block.first_household[to] - household;
  const std::size_t families = to - from;
  marks.assign(2 * persons + households + families, 0);  // stretches of persons, then gates of each table
  std::uint8_t* const stretch = marks.data();
  std::uint8_t* const gate_p = stretch + persons;
  std::uint8_t* const gate_h = gate_p + persons;
  std::uint8_t* const gate_f = gate_h + households;
  if (birthday_ != kNone && block.facts[birthday_].lower) {
    const auto* born = static_cast<const std::int32_t*>(block.facts[birthday_].lower) + person;
    for (const Value limit : limits_) {
      const auto at = static_cast<std::int32_t>(limit);
      for (std::size_t i = 0; i < persons; ++i) stretch[i] = static_cast<std::uint8_t>(stretch[i] + (born[i] >= at));
    }
    for (std::size_t i = 0; i < persons; ++i) stretch[i] = born[i] == kUnknownI ? std::uint8_t{kNoStretch} : stretch[i];
  } else {
    std::fill(stretch, stretch + persons, std::uint8_t{kNoStretch});
  }
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    const Fact& fact = question_->book->facts[gates_[i].fact];
    const Table table = role_table(fact.role);
    const std::size_t first = table == Table::Person ? person : table == Table::Household ? household : from;
    const std::size_t count = table == Table::Person ? persons : table == Table::Household ? households : families;
    std::uint8_t* const out = table == Table::Person ? gate_p : table == Table::Household ? gate_h : gate_f;
    const void* column = block.facts[gates_[i].fact].lower;
    const int bit = static_cast<int>(i);
    if (!column) for (std::size_t row = 0; row < count; ++row) out[row] = static_cast<std::uint8_t>(out[row] | 1 << bit);
    else if (cell_width(fact) == Width::B) differs<std::uint8_t>(column, first, count, gates_[i].value, bit, out);
    else if (cell_width(fact) == Width::I) differs<std::int32_t>(column, first, count, gates_[i].value, bit, out);
    else differs<std::int64_t>(column, first, count, gates_[i].value, bit, out);
  }
  for (std::uint32_t f = from; f < to; ++f) {
    const std::size_t p = block.first_person[f] - person, h = block.first_household[f] - household;
    const std::size_t p_end = std::min<std::size_t>(block.first_person[f + 1] - person, p + kMostPersons);
    const std::size_t h_end = block.first_household[f + 1] - household;
    Key key = 0;
    std::uint8_t gates = gate_f[f - from];
    for (std::size_t i = p; i < p_end; ++i) {
      key |= Key{stretch[i]} << (4 * (i - p));
      gates |= gate_p[i];
    }
    for (std::size_t i = h; i < h_end; ++i) gates |= gate_h[i];
    keys[f - from] = key | Key{gates} << 56;
  }
}

Common Classes::common(Key key, std::size_t persons) const {
  Common c;
  if (key == kAny) return c;
  for (std::size_t p = 0; p < persons && birthday_ != kNone; ++p) {
    const Key stretch = key >> (4 * p) & 15;
    if (stretch > limits_.size()) {
      c.born.push_back({1, 0});
      continue;
    }
    c.born.push_back({stretch == 0 ? first_ : limits_[stretch - 1], stretch == limits_.size() ? last_ : limits_[stretch] - 1});
  }
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    if ((key >> (56 + i) & 1) == 0) c.fixed.push_back(gates_[i]);
  }
  return c;
}

}  // namespace fr::fast
