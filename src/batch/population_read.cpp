// Reads the definition of a population (bevoelkerung/*.json); refuses what has neither a source nor a reason.
#include <algorithm>

#include "batch/cells.h"
#include "batch/population_data.h"
#include "core/family.h"

namespace fr::batch {
namespace {

using namespace lots;

std::unexpected<Trouble> wrong(const std::string& where, const std::string& what) {
  return std::unexpected(Trouble{what, where, "", "Die Form steht in docs/bevoelkerung.md."});
}

class DefinitionReader {
 public:
  DefinitionReader(const Rulebook& book, std::vector<HouseholdKind>* kinds, std::vector<Rule>* rules) : book_(book), kinds_(*kinds), rules_(*rules) {}

  std::expected<void, Trouble> kind(const json::Value& v, const std::string& where) {
    HouseholdKind k;
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
  std::vector<HouseholdKind>& kinds_;
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

}  // namespace fr::batch
