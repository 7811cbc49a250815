// See cases.h. Verdicts come from evaluate(); values of rules that are no target from one Bounds run.
#include "catalogue/cases.h"

#include <algorithm>
#include <optional>

#include "base/date.h"
#include "core/words.h"
#include "eval/analysis.h"
#include "eval/run.h"

namespace fr {
namespace {

using What = Expected::What;

class CaseRunner {
 public:
  CaseRunner(const Rulebook& book, const TestCase& test, std::vector<Compared>* compared)
      : book_(book), test_(test), s_(test.situation), compared_(compared) {}

  std::vector<CaseFinding> run() {
    auto evaluation = evaluate(book_, s_);
    if (!evaluation) {
      found_.push_back({test_.pos, evaluation.error().message});
      return std::move(found_);
    }
    e_ = &*evaluation;
    for (const Expected& x : test_.expected) check(x);
    return std::move(found_);
  }

 private:
  void note(const Expected& x, const std::string& wanted, const std::string& got) {
    if (compared_) compared_->push_back({x.entity + "." + x.name, wanted, got});
  }
  void report(const Expected& x, std::string message) { found_.push_back({x.pos, std::move(message)}); }

  std::optional<EntityRef> entity(const std::string& id) const {
    if (id == s_.family.id) return EntityRef{Table::Family, 0};
    for (std::uint32_t i = 0; i < s_.persons.size(); ++i) {
      if (s_.persons[i].id == id) return EntityRef{Table::Person, i};
    }
    for (std::uint32_t i = 0; i < s_.households.size(); ++i) {
      if (s_.households[i].id == id) return EntityRef{Table::Household, i};
    }
    return std::nullopt;
  }

  const Verdict* verdict(const Expected& x, const EntityRef& who) const {
    for (const Verdict& v : e_->verdicts) {
      const Service& s = book_.services[e_->program->targets[v.target].service];
      if (v.entity == who && (s.name == x.name || s.id == x.name)) return &v;
    }
    return nullptr;
  }

  void check(const Expected& x) {
    if (x.what == What::NextQuestion || x.what == What::NoQuestion) return check_question(x);
    const auto who = entity(x.entity);
    if (!who) return report(x, "„" + x.entity + "“ kommt in diesem Prüffall nicht vor.");
    if (x.what == What::Deadline) return check_deadline(x, *who);
    if (x.what == What::DocumentYes || x.what == What::DocumentNo) return check_document(x, *who);
    if (!x.is_service) return check_rule(x, *who);
    const Verdict* v = verdict(x, *who);
    if (v) return check_verdict(x, *v);
    // Somebody outside the role of the Anspruch has none.
    if (x.what != What::No) report(x, "„" + x.name + "“ wird für „" + x.entity + "“ nicht geprüft: falsche Rolle oder in diesem Monat kein Recht.");
  }

  void check_verdict(const Expected& x, const Verdict& v) {
    const Type money{Kind::Money, e_->program->targets[v.target].per, -1};
    const std::string got = std::string(standing_german(v.standing)) + (v.amount ? ", " + words(book_, money, *v.amount) : "");
    const auto standing = [&](Standing wanted) { return v.standing == wanted; };
    const bool range = v.amount && v.amount->lo == x.value.lo && v.amount->hi == x.value.hi;
    bool ok = false;
    std::string wanted = words(book_, money, x.value);
    switch (x.what) {
      case What::Yes: ok = standing(Standing::Yes), wanted = "ja"; break;
      case What::No: ok = standing(Standing::No), wanted = "nein"; break;
      case What::Open: ok = standing(Standing::Open), wanted = "offen"; break;
      case What::OpenBetween: ok = standing(Standing::Open) && range, wanted = "offen, " + wanted; break;
      case What::Between: ok = range; break;
      default: ok = standing(Standing::Yes) && range, wanted = "ja, " + wanted;
    }
    note(x, wanted, ok ? wanted : got);
    if (!ok) report(x, "Erwartet war „" + wanted + "“, errechnet ist „" + got + "“.");
  }

  const Rule* rule(const Expected& x, const EntityRef& who) const {
    for (const Rule& r : e_->program->rules) {
      if (r.kind == RuleKind::Rule && r.name == x.name && role_table(r.role) == who.table) return &r;
    }
    return nullptr;
  }

  void check_rule(const Expected& x, const EntityRef& who) {
    const Rule* r = rule(x, who);
    if (!r) return report(x, "Die Regel „" + x.name + "“ gilt in diesem Monat nicht für „" + x.entity + "“.");
    const Batch batch(book_, s_, 1);
    const auto result = fr::run(book_, *e_->program, batch, Carrier::Bounds);
    if (!result) return report(x, result.error().message);
    const Known got = result->at(r->reg, batch.first_row(who.table, 0) + who.index);
    Known wanted = x.value;
    if (x.what == What::Yes) wanted = {1, 1};
    if (x.what == What::No) wanted = {0, 0};
    if (x.what == What::Open) wanted = {0, 1};
    note(x, words(book_, r->type, wanted), words(book_, r->type, got));
    if (got != wanted) report(x, "Erwartet war „" + words(book_, r->type, wanted) + "“, errechnet ist „" + words(book_, r->type, got) + "“.");
  }

  void check_question(const Expected& x) {
    const auto questions = ask(book_, s_, 1);
    if (!questions) return report(x, questions.error().message);
    std::string got = "keine Frage";
    if (!questions->empty()) {
      const FactRef& f = questions->front().fact;
      got = entity_id(s_, f.entity) + "." + book_.facts[f.fact].name;
    }
    const std::string wanted = x.what == What::NoQuestion ? "keine Frage" : x.entity + "." + x.name;
    if (got != wanted) report(x, "Erwartet war „" + wanted + "“, gefragt wird „" + got + "“.");
  }

  void check_deadline(const Expected& x, const EntityRef& who) {
    std::string got = "keine solche Frist";
    for (const DueDate& d : e_->deadlines) {
      const DeadlineRule& rule = e_->program->deadlines[d.deadline];
      if (d.entity != who || rule.text != x.name) continue;
      if (d.until.lo == x.value.lo && d.until.hi == x.value.hi) return;
      got = words(book_, {Kind::Day, Per::None, -1}, d.until);
    }
    report(x, "Erwartet war die Frist am " + words(book_, {Kind::Day, Per::None, -1}, x.value) + ", errechnet ist: " + got + ".");
  }

  void check_document(const Expected& x, const EntityRef& who) {
    bool certain = false;
    for (const Paper& p : e_->documents) {
      certain |= p.entity == who && p.certain && e_->program->documents[p.document].text == x.name;
    }
    bool listed = false;
    for (const Paper& p : e_->documents) {
      listed |= p.entity == who && e_->program->documents[p.document].text == x.name;
    }
    if (x.what == What::DocumentYes && !certain) report(x, listed ? "Die Unterlage ist nur vielleicht nötig." : "Die Unterlage wird nicht verlangt.");
    if (x.what == What::DocumentNo && listed) report(x, "Die Unterlage wird verlangt oder ist vielleicht nötig.");
  }

  const Rulebook& book_;
  const TestCase& test_;
  const Situation& s_;
  const Evaluation* e_ = nullptr;
  std::vector<Compared>* compared_;
  std::vector<CaseFinding> found_;
};

}  // namespace

std::vector<CaseFinding> run_case(const Rulebook& book, const TestCase& test, std::vector<Compared>* compared) {
  return CaseRunner(book, test, compared).run();
}

}  // namespace fr
