#include "batch/population.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <mutex>
#include <condition_variable>
#include <cstring>
#include <thread>

#include "base/date.h"
#include "base/decimal.h"
#include "batch/cells.h"
#include "batch/columns.h"
#include "core/family.h"

namespace fr::batch {
namespace {

constexpr std::uint32_t kBlock = 16384;

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

enum class Who : std::uint8_t { First, Second, Adults, Children, Persons, Household, Family };

struct Rule {
  std::uint32_t fact = 0;
  Who who = Who::Persons;
  std::int64_t age_from = 0, age_to = 200;
  std::vector<bool> kinds;                       // empty: all
  std::int64_t share = kOne;                     // applies to that share; else the next rule
  std::optional<std::pair<std::uint32_t, Known>> when;  // another fact has this value
  enum class How : std::uint8_t { Value, Even, Quantiles, Choice, SumOf, BySize } how = How::Value;
  std::int64_t value = 0, from = 0, to = 0, step = 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> points;  // share or cumulated share, value
  std::uint32_t sum_of = 0;
  std::int64_t factor = kOne;
};

struct Kind_ {
  std::string name;
  std::int64_t share = 0;
  int adults = 1, children = 0;
  std::int64_t age_from = 25, age_to = 60, child_from = 0, child_to = 17;
  std::optional<CoupleStatus> couple;
};

std::unexpected<Trouble> wrong(const std::string& where, const std::string& what) {
  return std::unexpected(Trouble{what, where, "", "Die Form steht in docs/bevoelkerung.md."});
}

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t r = 0;
  return mul_overflows(a, b, &r) ? 0 : r;
}

}  // namespace

struct Population::Data {
  const Rulebook* book;
  std::string name, income;
  std::uint64_t households = 0;
  std::vector<Kind_> kinds;
  std::vector<Rule> rules;
  std::vector<std::vector<std::uint32_t>> by_fact;  // rules of a fact, in order
  std::vector<std::uint32_t> order;                 // facts in the order of their first rule, then the rest
  std::vector<TakeUp> take_up;
  std::uint32_t birthday = kNone;
};

Population::Population(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Population::Population(Population&&) noexcept = default;
Population::~Population() = default;
const std::string& Population::name() const { return data_->name; }
std::uint64_t Population::households() const { return data_->households; }
const std::vector<Population::TakeUp>& Population::take_up() const { return data_->take_up; }
const std::string& Population::income_fact() const { return data_->income; }
std::vector<std::string> Population::kinds() const {
  std::vector<std::string> names;
  for (const Kind_& k : data_->kinds) names.push_back(k.name);
  return names;
}
std::vector<bool> Population::present() const {
  std::vector<bool> all(data_->book->facts.size(), false);
  for (std::uint32_t f = 0; f < all.size(); ++f) all[f] = !data_->book->facts[f].unasked || !data_->by_fact[f].empty();
  return all;
}

// --- reading the definition ---------------------------------------------------------------------------------

namespace {

class DefinitionReader {
 public:
  DefinitionReader(const Rulebook& book, std::vector<Kind_>* kinds, std::vector<Rule>* rules) : book_(book), kinds_(*kinds), rules_(*rules) {}

  std::expected<void, Trouble> kind(const json::Value& v, const std::string& where) {
    Kind_ k;
    k.name = std::string(v.str("name"));
    std::int64_t adults = 0, children = 0;
    if (k.name.empty() || !number(v, "anteil", &k.share) || !number(v, "erwachsene", &adults) || !number(v, "kinder", &children) ||
        !span(v, "alter", &k.age_from, &k.age_to)) {
      return wrong(where, "Hier fehlt name, anteil, erwachsene, kinder oder alter, oder eine Zahl passt nicht.");
    }
    k.adults = static_cast<int>(adults / kOne);
    k.children = static_cast<int>(children / kOne);
    if (k.adults < 1 || k.adults > 4 || k.children < 0 || k.children > 8) return wrong(where, "Möglich sind 1 bis 4 Erwachsene und 0 bis 8 Kinder.");
    if (v.find("kindalter") && !span(v, "kindalter", &k.child_from, &k.child_to)) return wrong(where + ".kindalter", "Erwartet wird [von, bis] in Jahren.");
    const std::string_view couple = v.str("paar");
    for (int i = 0; i < kCoupleStatuses; ++i) {
      if (couple == couple_status_name(static_cast<CoupleStatus>(i))) k.couple = static_cast<CoupleStatus>(i);
    }
    if (!couple.empty() && (!k.couple || k.adults < 2)) return wrong(where + ".paar", "Diese Form eines Paares gibt es hier nicht.");
    if (auto good = sourced(v, where); !good) return good;
    kinds_.push_back(std::move(k));
    return {};
  }

  std::expected<void, Trouble> rule(const json::Value& v, const std::string& where) {
    Rule r;
    const std::string_view name = v.str("merkmal");
    if (!find(name, &r.fact)) return wrong(where + ".merkmal", "Das Merkmal „" + std::string(name) + "“ steht nicht im Katalog. " + suggest_fact(book_, name));
    const Fact& fact = book_.facts[r.fact];
    static constexpr std::pair<const char*, Who> kWho[] = {{"erste", Who::First}, {"zweite", Who::Second}, {"erwachsene", Who::Adults},
                                                           {"kinder", Who::Children}, {"personen", Who::Persons}, {"haushalt", Who::Household}, {"familie", Who::Family}};
    bool known = false;
    for (const auto& [word, who] : kWho) if (v.str("wer") == word) r.who = who, known = true;
    const Table table = role_table(fact.role);
    if (!known || (table == Table::Household) != (r.who == Who::Household) || (table == Table::Family) != (r.who == Who::Family)) {
      return wrong(where + ".wer", "Diese Angabe passt nicht zum Merkmal.");
    }
    if (v.find("alter") && !span(v, "alter", &r.age_from, &r.age_to)) return wrong(where + ".alter", "Erwartet wird [von, bis] in Jahren.");
    if (v.find("anteil") && !number(v, "anteil", &r.share)) return wrong(where + ".anteil", "Erwartet wird eine Zahl von 0 bis 1.");
    if (!v.list("arten").empty()) {
      r.kinds.assign(kinds_.size(), false);
      for (const json::Value& k : v.list("arten")) {
        bool any = false;
        for (std::size_t i = 0; i < kinds_.size(); ++i) if (kinds_[i].name == k.text) r.kinds[i] = any = true;
        if (!any) return wrong(where + ".arten", "Die Art „" + k.text + "“ gibt es nicht.");
      }
    }
    if (const json::Value* when = v.find("wenn")) {
      std::uint32_t other = 0;
      if (!find(when->str("merkmal"), &other)) return wrong(where + ".wenn", "Dieses Merkmal steht nicht im Katalog.");
      const auto value = read_cell(book_, book_.facts[other], when->str("wert"));
      if (!value || !*value) return wrong(where + ".wenn", value ? "Hier fehlt der Wert." : value.error());
      r.when = {other, **value};
    }
    if (auto good = way(v, fact, where, &r); !good) return good;
    if (auto good = sourced(v, where); !good) return good;
    rules_.push_back(std::move(r));
    return {};
  }

  bool find(std::string_view name, std::uint32_t* fact) const {
    for (std::uint32_t f = 0; f < book_.facts.size(); ++f) if (book_.facts[f].name == name) return *fact = f, true;
    return false;
  }
  static bool number(const json::Value& v, const char* key, std::int64_t* out) {
    const json::Value* x = v.find(key);
    if (!x) return false;
    const auto d = parse_decimal(x->text);
    if (d) *out = *d;
    return d.has_value();
  }

 private:
  static bool span(const json::Value& v, const char* key, std::int64_t* from, std::int64_t* to) {
    const auto& list = v.list(key);
    if (list.size() != 2) return false;
    const auto a = parse_decimal(list[0].text), b = parse_decimal(list[1].text);
    if (!a || !b || *a < 0 || *a > *b || *b > 110 * kOne) return false;
    *from = *a / kOne, *to = *b / kOne;
    return true;
  }
  // Nothing without a source, or without the reason why there is none.
  static std::expected<void, Trouble> sourced(const json::Value& v, const std::string& where) {
    if (v.str("unbelegt").empty() && (v.str("quelle").empty() || v.str("stand").empty())) {
      return wrong(where, "Hier fehlt die Quelle mit Stand, oder der Grund unter „unbelegt“.");
    }
    return {};
  }
  std::expected<std::int64_t, Trouble> value(const Fact& fact, const json::Value& v, const std::string& where) const {
    const auto cell = read_cell(book_, fact, v.is(json::Form::Bool) ? (v.truth ? "ja" : "nein") : std::string_view(v.text));
    if (!cell || !*cell || (*cell)->lo != (*cell)->hi) return std::unexpected(Trouble{cell ? "Hier fehlt ein einzelner Wert." : cell.error(), where, "", ""});
    return (*cell)->lo;
  }
  std::expected<void, Trouble> way(const json::Value& v, const Fact& fact, const std::string& where, Rule* r) const {
    r->step = fact.grain;
    if (v.find("schritt")) {
      const auto step = parse_decimal(v.find("schritt")->text);
      if (!step || *step <= 0) return wrong(where + ".schritt", "Erwartet wird eine Zahl größer als null.");
      r->step = std::max(fact.grain, *step);
    }
    if (const json::Value* one = v.find("wert")) {
      const auto x = value(fact, *one, where + ".wert");
      if (!x) return std::unexpected(x.error());
      r->value = *x;
      return {};
    }
    if (v.find("von") && v.find("bis")) {
      const auto a = value(fact, *v.find("von"), where + ".von"), b = value(fact, *v.find("bis"), where + ".bis");
      if (!a) return std::unexpected(a.error());
      if (!b) return std::unexpected(b.error());
      r->how = Rule::How::Even;
      r->from = *a, r->to = std::max(*a, *b);
      return {};
    }
    if (const json::Value* list = v.find("quantile")) {
      r->how = Rule::How::Quantiles;
      for (const json::Value& pair : list->items) {
        const auto share = pair.items.size() == 2 ? parse_decimal(pair.items[0].text) : std::nullopt;
        if (!share || *share < 0 || *share > kOne || (!r->points.empty() && *share <= r->points.back().first)) return wrong(where + ".quantile", "Erwartet werden aufsteigende Paare [Anteil, Wert] von 0 bis 1.");
        const auto x = value(fact, pair.items[1], where + ".quantile");
        if (!x) return std::unexpected(x.error());
        r->points.push_back({*share, *x});
      }
      if (r->points.size() < 2 || r->points.front().first != 0 || r->points.back().first != kOne) return wrong(where + ".quantile", "Die Paare müssen bei 0 beginnen und bei 1 enden.");
      return {};
    }
    if (const json::Value* shares = v.find("anteile")) {
      r->how = Rule::How::Choice;
      std::int64_t sum = 0;
      for (const json::Member& m : shares->members) {
        const auto share = parse_decimal(m.value.text);
        const auto cell = read_cell(book_, fact, m.key);
        if (!share || *share < 0 || !cell || !*cell) return wrong(where + ".anteile", "Erwartet werden Antworten mit Anteilen.");
        sum += *share;
        r->points.push_back({sum, (*cell)->lo});
      }
      if (sum != kOne) return wrong(where + ".anteile", "Die Anteile ergeben zusammen nicht 1.");
      return {};
    }
    if (!v.str("summe").empty()) {
      r->how = Rule::How::SumOf;
      if (!find(v.str("summe"), &r->sum_of) || !number(v, "mal", &r->factor)) return wrong(where, "Zu „summe“ gehört ein Merkmal der Personen und „mal“.");
      return {};
    }
    if (const json::Value* list = v.find("nach-groesse")) {
      r->how = Rule::How::BySize;
      for (const json::Value& x : list->items) {
        const auto amount = value(fact, x, where + ".nach-groesse");
        if (!amount) return std::unexpected(amount.error());
        r->points.push_back({0, *amount});
      }
      std::int64_t low = kOne, high = kOne;
      const auto& spread = v.list("streuung");
      if (spread.size() == 2) low = parse_decimal(spread[0].text).value_or(kOne), high = parse_decimal(spread[1].text).value_or(kOne);
      r->from = low, r->to = std::max(low, high);
      if (r->points.empty()) return wrong(where + ".nach-groesse", "Die Liste ist leer.");
      return {};
    }
    return wrong(where, "Hier fehlt wert, von/bis, quantile, anteile, summe oder nach-groesse.");
  }

  const Rulebook& book_;
  std::vector<Kind_>& kinds_;
  std::vector<Rule>& rules_;
};

}  // namespace

std::expected<Population, Trouble> Population::read(const Rulebook& book, const json::Value& v) {
  auto data = std::make_unique<Data>();
  data->book = &book;
  data->name = std::string(v.str("name"));
  std::int64_t households = 0;
  if (!DefinitionReader::number(v, "haushalte", &households)) return wrong("haushalte", "Die Zahl der Haushalte fehlt.");
  // Up to 922 million units fit a decimal; nobody needs more.
  data->households = static_cast<std::uint64_t>(households / kOne);
  data->income = std::string(v.str("einkommen"));
  DefinitionReader reader(book, &data->kinds, &data->rules);
  for (std::size_t i = 0; i < v.list("arten").size(); ++i) {
    if (auto good = reader.kind(v.list("arten")[i], "arten[" + std::to_string(i) + "]"); !good) return std::unexpected(good.error());
  }
  if (data->kinds.empty()) return wrong("arten", "Die Arten von Haushalten fehlen.");
  for (std::size_t i = 0; i < v.list("angaben").size(); ++i) {
    if (auto good = reader.rule(v.list("angaben")[i], "angaben[" + std::to_string(i) + "]"); !good) return std::unexpected(good.error());
  }
  for (const json::Value& t : v.list("inanspruchnahme")) {
    std::int64_t share = 0;
    if (!DefinitionReader::number(t, "anteil", &share) || t.str("quelle").empty()) return wrong("inanspruchnahme", "Hier fehlt anteil oder quelle.");
    data->take_up.push_back({std::string(t.str("leistung")), share, std::string(t.str("quelle"))});
  }
  data->by_fact.resize(book.facts.size());
  for (std::uint32_t r = 0; r < data->rules.size(); ++r) {
    auto& list = data->by_fact[data->rules[r].fact];
    if (list.empty()) data->order.push_back(data->rules[r].fact);
    list.push_back(r);
  }
  for (std::uint32_t f = 0; f < book.facts.size(); ++f) {
    if (book.facts[f].name == "Geburtstag") data->birthday = f;
    else if (data->by_fact[f].empty() && !book.facts[f].unasked) data->order.push_back(f);
  }
  std::uint32_t income = 0;
  if (!reader.find(data->income, &income)) return wrong("einkommen", "Das Merkmal, nach dem die Einkommen geordnet werden, steht nicht im Katalog.");
  if (data->birthday == kNone) return wrong("", "Der Katalog kennt keinen Geburtstag.");
  return Population(std::move(data));
}

std::vector<std::uint64_t> Population::shares(std::uint64_t count) const {
  __extension__ using W = unsigned __int128;
  std::int64_t sum = 0;
  for (const Kind_& k : data_->kinds) sum += k.share;
  std::vector<std::uint64_t> counts;
  std::int64_t so_far = 0;
  std::uint64_t given = 0;
  for (const Kind_& k : data_->kinds) {
    so_far += k.share;
    const auto upto = static_cast<std::uint64_t>(static_cast<W>(count) * static_cast<std::uint64_t>(so_far) / static_cast<std::uint64_t>(std::max<std::int64_t>(1, sum)));
    counts.push_back(upto - given);
    given = upto;
  }
  return counts;
}

// --- drawing ------------------------------------------------------------------------------------------------

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
  const Kind_& kind = d.kinds[kind_index];
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

// --- writing ------------------------------------------------------------------------------------------------

namespace {

std::string csv_of(const Rulebook& book, const std::vector<bool>& present, const fast::Families& families, const fast::Shapes& shapes, std::uint64_t first) {
  std::string out;
  const fast::Block block = families.block();
  for (std::uint32_t f = 0; f < block.families; ++f) {
    const Situation& shape = shapes[block.shape[f]];
    for (std::uint32_t i = 0; i < shape.persons.size(); ++i) {
      const PersonEntity& p = shape.persons[i];
      out += std::to_string(first + f + 1) + ",p" + std::to_string(i + 1) + ",haus,";
      for (std::size_t k = 0; k < p.parents.size(); ++k) out += (k ? "|p" : "p") + std::to_string(p.parents[k] + 1);
      out += ',';
      for (const Couple& c : shape.couples) {
        if (c.a == i || c.b == i) out += "p" + std::to_string((c.a == i ? c.b : c.a) + 1) + ":" + couple_status_name(c.status);
      }
      for (std::size_t fact = 0; fact < present.size(); ++fact) {
        if (!present[fact]) continue;
        out += ',';
        const Table t = role_table(book.facts[fact].role);
        if (t != Table::Person && i > 0) continue;
        const std::size_t row = t == Table::Person ? block.first_person[f] + i : t == Table::Household ? block.first_household[f] : f;
        const fast::Width w = fast::cell_width(book.facts[fact]);
        const std::int64_t v = fast::cell(block.facts[fact].lower, w, row);
        if (v != fast::mark_of(w)) write_cell(book, book.facts[fact], {v, v}, &out);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace

std::expected<std::uint64_t, Trouble> write_population(const Rulebook& book, const Population& population, const PopulationOptions& o,
                                                       const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const std::uint64_t count = o.count ? o.count : population.households();
  const bool columns = o.out.ends_with(".spalten");
  const std::vector<bool> present = population.present();
  struct Part {
    std::size_t kind;
    std::uint64_t first;
    std::uint32_t count;
  };
  std::vector<Part> parts;
  std::uint64_t first = 0;
  const auto shares = population.shares(count);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    for (std::uint64_t done = 0; done < shares[k]; done += kBlock) {
      const auto n = static_cast<std::uint32_t>(std::min<std::uint64_t>(kBlock, shares[k] - done));
      parts.push_back({k, first + done, n});
    }
    first += shares[k];
  }
  std::unique_ptr<ColumnWriter> writer;
  std::ofstream csv;
  fast::Shapes shapes;
  {  // shapes get their numbers in order, whatever thread comes first
    fast::Families none(book, present);
    for (std::size_t k = 0; k < shares.size(); ++k) population.draw(k, 0, 0, o.month, o.seed, shapes, &none);
  }
  if (columns) {
    auto made = ColumnWriter::create(book, present, o.out);
    if (!made) return std::unexpected(made.error());
    writer = std::make_unique<ColumnWriter>(*std::move(made));
  } else {
    csv.open(o.out, std::ios::binary | std::ios::trunc);
    if (!csv) return std::unexpected(Trouble{"Die Datei lässt sich nicht schreiben.", o.out, std::strerror(errno), "Bitte Ordner und Rechte prüfen."});
    csv << "familie,person,wohnt-in,eltern,partner";
    for (std::size_t f = 0; f < present.size(); ++f) if (present[f]) csv << ',' << book.facts[f].name;
    csv << '\n';
  }
  std::mutex mutex;
  std::condition_variable ready;
  std::size_t next = 0, committed = 0;
  std::uint64_t written = 0;
  std::optional<Trouble> trouble;
  const auto work = [&] {
    fast::Families families(book, present);
    while (true) {
      std::size_t index;
      {
        const std::lock_guard lock(mutex);
        if (next >= parts.size() || trouble) return;
        index = next++;
      }
      const Part& part = parts[index];
      families.clear();
      population.draw(part.kind, part.first, part.count, o.month, o.seed, shapes, &families);
      const std::string text = columns ? "" : csv_of(book, present, families, shapes, part.first);
      std::unique_lock lock(mutex);
      ready.wait(lock, [&] { return trouble || committed == index; });
      if (trouble) return;
      if (columns) {
        if (auto wrote = writer->write(families.block(), families.persons(), families.households()); !wrote) trouble = wrote.error();
      } else {
        csv.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!csv) trouble = Trouble{"Die Datei ließ sich nicht zu Ende schreiben.", o.out, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"};
      }
      ++committed;
      written += part.count;
      if (progress) progress(written, count);
      ready.notify_all();
    }
  };
  {
    const unsigned threads = o.threads ? o.threads : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i) pool.emplace_back(work);
    work();
  }
  if (!trouble && columns) {
    if (auto done = writer->finish(shapes); !done) trouble = done.error();
  }
  if (trouble) return std::unexpected(*trouble);
  return written;
}

}  // namespace fr::batch
