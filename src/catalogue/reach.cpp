#include "catalogue/reach.h"

#include <map>

#include "base/decimal.h"
#include "eval/run.h"
#include "program/situation.h"

namespace fr {
namespace {

struct Shape {
  Situation s;

  std::uint32_t person(std::vector<Home> homes, std::vector<std::uint32_t> parents = {}, bool unborn = false) {
    PersonEntity p;
    p.id = std::to_string(s.persons.size());
    p.homes = std::move(homes);
    p.parents = std::move(parents);
    p.unborn = unborn;
    s.persons.push_back(std::move(p));
    return static_cast<std::uint32_t>(s.persons.size() - 1);
  }
  explicit Shape(std::uint32_t households) {
    s.family.id = "familie";
    for (std::uint32_t i = 0; i < households; ++i) s.households.emplace_back().id = "h" + std::to_string(i);
  }
};

// Alone, with a child, as every kind of couple with shared and expected children, three generations
// with care, parents in two houses.
std::vector<Situation> shapes() {
  std::vector<Situation> out;
  Shape alone(1);
  alone.person({{0, kOne}});
  out.push_back(alone.s);
  Shape single(1);
  const std::uint32_t mother = single.person({{0, kOne}});
  for (int i = 0; i < 2; ++i) single.person({{0, kOne}}, {mother});
  out.push_back(single.s);
  for (int status = 0; status < kCoupleStatuses; ++status) {
    for (const bool apart : {false, true}) {
      for (const std::int64_t share : {kOne, kOne * 7 / 10, kOne / 2}) {
        Shape couple(2);
        const std::uint32_t other = apart ? 1 : 0;
        const std::uint32_t a = couple.person({{0, kOne}}), b = couple.person({{other, kOne}});
        for (int i = 0; i < 2; ++i)
          couple.person(share == kOne ? std::vector<Home>{{0, kOne}} : std::vector<Home>{{0, share}, {1, kOne - share}}, {a, b});
        couple.person({{0, kOne}}, {a, b}, true);
        const std::uint32_t elder = couple.person({{0, kOne}});
        couple.s.persons[a].parents.push_back(elder);
        couple.s.persons[a].cares_for.push_back(elder);
        couple.s.couples.push_back({a, b, static_cast<CoupleStatus>(status)});
        out.push_back(couple.s);
      }
    }
  }
  return out;
}

// What a Bool register was seen to possibly be, over all rows of all shapes.
struct Seen {
  bool yes = false, no = false, any = false;
};

class Reach {
 public:
  explicit Reach(const Rulebook& book) : book_(book) {}

  std::vector<DeadRule> find() {
    const auto families = shapes();
    for (const Program& program : book_.programs)
      for (const Month month : {program.from, program.until - 1}) look(program, families, month);
    return report();
  }

 private:
  void look(const Program& program, std::vector<Situation> families, Month month) {
    std::vector<const Situation*> all;
    for (Situation& s : families) {
      s.month = month;
      all.push_back(&s);
    }
    const Batch batch(book_, all);
    const auto r = run(book_, program, batch, Carrier::Bounds);
    if (!r) return;  // an overflow is found by the Prüffälle
    const auto note = [&](Reg reg, Seen& seen) {
      for (std::uint32_t row = 0; row < r->lo(reg).size(); ++row) {
        seen.any = true;
        seen.yes = seen.yes || r->hi(reg)[row] == 1;
        seen.no = seen.no || r->lo(reg)[row] == 0;
      }
    };
    for (const Target& t : program.targets) note(t.verdict, claims_[program.rules[t.claim].source + "\n" + program.rules[t.claim].name]);
    for (const Explain& e : program.explain) {
      if (e.kind != ExplainKind::Cases) continue;
      for (std::size_t i = 0; i + 1 < e.children.size(); i += 2) {
        const Explain& condition = program.explain[e.children[i]];
        if (condition.reg == kNoReg || condition.type.kind != Kind::Bool) continue;
        const std::uint32_t rule = program.code[condition.reg].rule;
        const std::string source = rule < program.rules.size() ? program.rules[rule].source : "";
        note(condition.reg, cases_[source + "\n" + condition.text]);
      }
    }
  }

  std::vector<DeadRule> report() const {
    std::vector<DeadRule> out;
    const auto add = [&](const std::string& key, std::string message) {
      out.push_back({key.substr(0, key.find('\n')), std::move(message)});
    };
    const auto name = [](const std::string& key) { return key.substr(key.find('\n') + 1); };
    for (const auto& [key, seen] : claims_) {
      if (seen.any && !seen.yes) add(key, "Der Anspruch „" + name(key) + "“ kann nie ja sein.");
      if (seen.any && !seen.no) add(key, "Der Anspruch „" + name(key) + "“ kann nie nein sein.");
    }
    for (const auto& [key, seen] : cases_)
      if (seen.any && !seen.yes) add(key, "Der Fall „" + name(key) + "“ kann nie eintreten.");
    return out;
  }

  const Rulebook& book_;
  std::map<std::string, Seen> claims_, cases_;  // by "source\nname"
};

}  // namespace

std::vector<DeadRule> dead_rules(const Rulebook& book) { return Reach(book).find(); }

}  // namespace fr
