#include "catalogue/reach.h"

#include <map>

#include "catalogue/shapes.h"
#include "eval/run.h"

namespace fr {
namespace {

// What a Bool register was seen to possibly be, over all rows of all shapes.
struct Seen {
  bool yes = false, no = false, any = false;
};

class Reach {
 public:
  explicit Reach(const Rulebook& book) : book_(book) {}

  std::vector<DeadRule> find() {
    const auto families = family_shapes();
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
    Batch batch(book_, all);
    ask_nothing(batch);
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

  // Facts that nobody is asked for are presumed; here they could be anything.
  void ask_nothing(Batch& batch) const {
    for (std::uint32_t f = 0; f < book_.facts.size(); ++f) {
      const Fact& fact = book_.facts[f];
      if (!fact.unasked) continue;
      for (std::uint32_t row = 0; row < batch.rows(role_table(fact.role)); ++row) batch.set_fact(f, row, {fact.lo, fact.hi});
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
