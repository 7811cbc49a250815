// Draws lots: the families of a population, one after the other.
#include "batch/population.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "batch/population_data.h"

namespace fr::batch {
namespace {

using namespace lots;

struct Lots {  // a stream of its own for every family
  std::uint64_t state;
  Lots(std::uint64_t seed, std::uint64_t family) : state(seed * 0x9e3779b97f4a7c15ull ^ (family + 1) * 0xd1342543de82ef95ull) { next(); }
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
  }
  std::int64_t below(std::int64_t n) {
    __extension__ using W = unsigned __int128;
    return n <= 0 ? 0 : static_cast<std::int64_t>(static_cast<std::uint64_t>(static_cast<W>(next()) * static_cast<std::uint64_t>(n) >> 64));
  }
  std::int64_t share() { return below(kOne); }  // 0 <= x < 1
};

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return mul_overflows(a, b, &r) ? 0 : r;
}

}  // namespace

Population::Population(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Population::Population(Population&&) noexcept = default;
Population::~Population() = default;
const std::string& Population::name() const { return data_->name; }
std::uint64_t Population::households() const { return data_->households; }
const std::vector<Population::TakeUp>& Population::take_up() const { return data_->take_up; }
const std::string& Population::income_fact() const { return data_->income; }
std::vector<std::string> Population::kinds() const {
  std::vector<std::string> names;
  for (const HouseholdKind& k : data_->kinds) names.push_back(k.name);
  return names;
}
std::vector<bool> Population::present() const {
  std::vector<bool> all(data_->book->facts.size(), false);
  for (std::uint32_t f = 0; f < all.size(); ++f) all[f] = !data_->book->facts[f].unasked || !data_->by_fact[f].empty();
  return all;
}

std::vector<std::uint64_t> Population::shares(std::uint64_t count) const {
  __extension__ using W = unsigned __int128;
  std::int64_t sum = 0;
  for (const HouseholdKind& k : data_->kinds) sum += k.share;
  std::vector<std::uint64_t> counts;
  std::int64_t so_far = 0;
  std::uint64_t given = 0;
  for (const HouseholdKind& k : data_->kinds) {
    so_far += k.share;
    const auto upto = static_cast<std::uint64_t>(static_cast<W>(count) * static_cast<std::uint64_t>(so_far) / static_cast<std::uint64_t>(std::max<std::int64_t>(1, sum)));
    counts.push_back(upto - given);
    given = upto;
  }
  return counts;
}

namespace {

struct Value_ {
  std::int64_t value = 0;
  bool known = false;
};

struct Person {
  std::int64_t age;
  Day born;
  bool child;
};

std::int64_t snapped(std::int64_t v, std::int64_t step, const Fact& fact) {
  if (step > 0) v = fact.lo + (v - fact.lo) / step * step;
  return std::clamp(v, fact.lo, fact.hi);
}

}  // namespace

void Population::draw(std::size_t kind_index, std::uint64_t first, std::uint32_t count, Month month, std::uint64_t seed,
                      fast::Shapes& shapes, fast::Families* into) const {
  const Data& d = *data_;
  const Rulebook& book = *d.book;
  const HouseholdKind& kind = d.kinds[kind_index];
  const auto people = static_cast<std::uint32_t>(kind.adults + kind.children);
  Situation shape;
  shape.family.id = "familie";
  shape.households.emplace_back();
  for (std::uint32_t i = 0; i < people; ++i) {
    PersonEntity p;
    p.homes.push_back({0, kOne});
    if (i >= static_cast<std::uint32_t>(kind.adults)) {
      for (int a = 0; a < std::min(kind.adults, 2); ++a) p.parents.push_back(static_cast<std::uint32_t>(a));
    }
    shape.persons.push_back(std::move(p));
  }
  if (kind.couple) shape.couples.push_back({0, 1, *kind.couple});
  const std::uint32_t shape_index = shapes.of(shape);
  const Day today = first_day(month);

  struct Draft {
    Lots lots;
    std::array<Person, 12> persons;
  };
  std::vector<Draft> drafts;
  drafts.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Draft draft{Lots(seed, first + i), {}};
    Lots& lots = draft.lots;
    std::vector<std::int64_t> ages(8, 0);
    for (int c = 0; c < kind.children; ++c) ages[static_cast<std::size_t>(c)] = kind.child_from + lots.below(kind.child_to - kind.child_from + 1);
    std::sort(ages.begin(), ages.begin() + kind.children, std::greater<>());
    for (int a = 0; a < kind.adults; ++a) {
      std::int64_t age = kind.age_from + lots.below(kind.age_to - kind.age_from + 1);
      if (kind.children > 0) age = std::clamp(age, ages[0] + 18, std::max(ages[0] + 18, ages[static_cast<std::size_t>(kind.children - 1)] + 45));
      if (a == 1) age = std::clamp(draft.persons[0].age + lots.below(9) - 4, kind.children > 0 ? ages[0] + 18 : std::int64_t{18}, std::int64_t{105});
      draft.persons[static_cast<std::size_t>(a)] = {age, 0, false};
    }
    for (int c = 0; c < kind.children; ++c) draft.persons[static_cast<std::size_t>(kind.adults + c)] = {ages[static_cast<std::size_t>(c)], 0, true};
    for (std::uint32_t p = 0; p < people; ++p) {  // completed years on the first of the month
      Person& person = draft.persons[p];
      person.born = std::max(nth_birthday(today, -person.age) - lots.below(365), book.facts[d.birthday].lo);
    }
    drafts.push_back(draft);
  }
  // Alike beside alike: youngest first, as far as ages go.
  std::sort(drafts.begin(), drafts.end(), [&](const Draft& x, const Draft& y) {
    for (std::uint32_t p = people; p-- > 0;) {
      if (x.persons[p].age != y.persons[p].age) return x.persons[p].age < y.persons[p].age;
    }
    return x.lots.state < y.lots.state;
  });

  const std::uint32_t first_person = into->persons(), first_household = into->households(), first_family = into->families();
  into->append_many(shape_index, count, people, 1);
  std::vector<Value_> values(book.facts.size() * 12);  // of one family: [fact][person], household and family in [fact][0]
  for (std::uint32_t i = 0; i < count; ++i) {
    Draft& draft = drafts[i];
    Lots& lots = draft.lots;
    const auto put = [&](std::uint32_t fact, std::uint32_t person, std::int64_t v) {
      values[fact * 12 + person] = {v, true};
      const Table t = role_table(book.facts[fact].role);
      const std::uint32_t row = t == Table::Person ? first_person + i * people + person : t == Table::Household ? first_household + i : first_family + i;
      into->set(fact, row, {v, v});
    };
    for (auto& v : values) v.known = false;
    for (std::uint32_t p = 0; p < people; ++p) put(d.birthday, p, draft.persons[p].born);
    for (const std::uint32_t fact : d.order) {
      const Fact& declared = book.facts[fact];
      const Table table = role_table(declared.role);
      const std::uint32_t rows = table == Table::Person ? people : 1;
      for (std::uint32_t row = 0; row < rows; ++row) {
        const Person& person = draft.persons[row];
        if (table == Table::Person) {
          if (declared.role == Role::Child && !person.child) continue;
          if (declared.role == Role::Adult && person.age < 18) continue;
        }
        std::optional<std::int64_t> drawn;
        for (const std::uint32_t index : d.by_fact[fact]) {
          const Rule& r = d.rules[index];
          if (!r.kinds.empty() && !r.kinds[kind_index]) continue;
          if (table == Table::Person) {
            const bool fits = r.who == Who::Persons || (r.who == Who::Children ? person.child : !person.child && (r.who == Who::Adults || (r.who == Who::First) == (row == 0)));
            if (!fits || person.age < r.age_from || person.age > r.age_to) continue;
          }
          if (r.when) {
            const std::uint32_t other = r.when->first;
            const std::uint32_t at = role_table(book.facts[other].role) == Table::Person ? row : 0;
            const Value_& v = values[other * 12 + at];
            const bool choice = book.facts[other].type.kind == Kind::Choice;
            if (!v.known || (choice ? (v.value & r.when->second.lo) == 0 : v.value < r.when->second.lo || v.value > r.when->second.hi)) continue;
          }
          if (r.share < kOne && lots.share() >= r.share) continue;
          switch (r.how) {
            case Rule::How::Value: drawn = r.value; break;
            case Rule::How::Even: drawn = snapped(r.from + r.step * lots.below((r.to - r.from) / r.step + 1), r.step, declared); break;
            case Rule::How::Quantiles: {
              const std::int64_t u = lots.share();
              std::size_t k = 1;
              while (k + 1 < r.points.size() && u >= r.points[k].first) ++k;
              const auto [s0, v0] = r.points[k - 1];
              const auto [s1, v1] = r.points[k];
              std::int64_t part = 0;
              div_overflows(u - s0, s1 - s0, &part);
              drawn = snapped(v0 + times(v1 - v0, part), r.step, declared);
              break;
            }
            case Rule::How::Choice: {
              const std::int64_t u = lots.share();
              for (const auto& [upto, v] : r.points) {
                if (u < upto) {
                  drawn = v;
                  break;
                }
              }
              break;
            }
            case Rule::How::SumOf: {
              std::int64_t sum = 0;
              for (std::uint32_t p = 0; p < people; ++p) sum += values[r.sum_of * 12 + p].known ? values[r.sum_of * 12 + p].value : 0;
              drawn = snapped(times(sum, r.factor), r.step, declared);
              break;
            }
            case Rule::How::BySize: {
              const std::int64_t base = r.points[std::min<std::size_t>(people, r.points.size()) - 1].second;
              drawn = snapped(times(base, r.from + lots.below(r.to - r.from + 1)), r.step, declared);
              break;
            }
          }
          break;
        }
        if (!drawn && declared.unasked) continue;
        // What no rule speaks of: no, the first answer, the smallest number.
        if (!drawn) drawn = declared.type.kind == Kind::Choice ? declared.lo & -declared.lo : declared.lo;
        put(fact, row, *drawn);
      }
    }
  }
}

}  // namespace fr::batch
