#include "batch/reform.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "base/date.h"
#include "base/decimal.h"
#include "batch/batch.h"
#include "batch/columns.h"
#include "core/family.h"

namespace fr::batch {
namespace {

constexpr std::size_t kBuckets = 200'001;  // of whole euros
constexpr std::int64_t kSteps[] = {0, 25, 50, 100, 200, 400};

// One side: a catalogue, its program and the file seen with its facts.
struct Side {
  const Rulebook* book;
  const Program* program = nullptr;
  std::vector<std::uint32_t> targets;
  std::unique_ptr<ColumnFile> file;
  std::unique_ptr<fast::Engine> engine;
};

std::expected<void, Trouble> open(Side* side, const ReformOptions& o) {
  const auto program = law_of(*side->book, o.month);
  if (!program) return std::unexpected(program.error());
  side->program = *program;
  auto targets = targets_of(*side->book, **program, o.services);
  if (!targets) return std::unexpected(targets.error());
  for (const std::uint32_t t : *targets) {
    const Target& target = side->program->targets[t];
    const Effect effect = side->book->services[target.service].effect;
    const bool money = effect == Effect::Payment || effect == Effect::Saving || effect == Effect::Cost;
    if (target.money != kNoReg && money && target.per != Per::None) side->targets.push_back(t);
  }
  if (side->targets.empty()) return std::unexpected(Trouble{"Keine dieser Leistungen hat einen laufenden Betrag.", "--services", "", ""});
  auto file = ColumnFile::open(*side->book, o.in);
  if (!file) return std::unexpected(file.error());
  side->file = std::make_unique<ColumnFile>(*std::move(file));
  side->engine = std::make_unique<fast::Engine>(*side->book, *side->program, o.month, side->targets, side->file->present(), side->file->shapes());
  return {};
}

Known monthly(Known v, Per per) {
  const auto one = [&](std::int64_t x) { return per == Per::Year ? x / 12 : per == Per::Day ? x * 30 : x; };
  return {one(v.lo), one(v.hi)};
}

std::string kind_of(const Situation& s) {
  int adults = 0, children = 0;
  for (const PersonEntity& p : s.persons) (p.parents.empty() ? adults : children)++;
  const std::string parents = adults == 1 ? "Allein" : s.couples.empty() ? std::to_string(adults) + " Erwachsene" : "Paar";
  if (children == 0) return parents + " ohne Kind";
  return parents + (children == 1 ? " mit 1 Kind" : " mit " + std::to_string(children) + " Kindern");
}

void add(Change* c, Known d) {
  ++c->families;
  c->gain += d.lo > 0;
  c->lose += d.hi < 0;
  c->may_gain += d.lo <= 0 && d.hi > 0;
  c->may_lose += d.hi >= 0 && d.lo < 0;
  c->lo += d.lo;
  c->hi += d.hi;
}
void add(Change* c, const Change& x) {
  c->families += x.families, c->gain += x.gain, c->lose += x.lose, c->may_gain += x.may_gain, c->may_lose += x.may_lose;
  c->lo += x.lo, c->hi += x.hi;
}

struct Part {  // what a thread has seen
  std::map<std::string, Change> kinds;
  std::vector<Change> by_income = std::vector<Change>(kBuckets);
  std::vector<std::uint64_t> steps = std::vector<std::uint64_t>(std::size(kSteps) * 2 + 1);
  std::map<std::pair<std::string, Role>, ServiceChange> services;
};

class Reform {
 public:
  Reform(const Rulebook& before, const Rulebook& after, const ReformOptions& o, const std::function<void(double)>& progress)
      : o_(o), progress_(progress) {
    sides_[0].book = &before;
    sides_[1].book = &after;
  }

  std::expected<ReformReport, Trouble> operator()() {
    for (Side& side : sides_) {
      if (auto good = open(&side, o_); !good) return std::unexpected(good.error());
    }
    const Rulebook& book = *sides_[0].book;
    for (std::uint32_t f = 0; f < book.facts.size(); ++f) {
      if (book.facts[f].name == o_.income && role_table(book.facts[f].role) == Table::Person) income_ = f;
      if (book.facts[f].name == "Geburtstag") birthday_ = f;
    }
    if (income_ == kNone || !sides_[0].file->present()[income_]) {
      return std::unexpected(Trouble{"Nach „" + o_.income + "“ lassen sich die Einkommen nicht ordnen.", "--einkommen", "Das Merkmal fehlt in der Bevölkerung.", suggest_fact(book, o_.income)});
    }
    const unsigned count = o_.threads ? o_.threads : std::max(1u, std::thread::hardware_concurrency());
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 1; i < count; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    if (trouble_) return std::unexpected(*trouble_);
    return report();
  }

 private:
  void work() {
    Part part;
    fast::Work scratch[2];
    fast::Results results[2] = {{*sides_[0].program, sides_[0].targets}, {*sides_[1].program, sides_[1].targets}};
    ColumnFile::Loaded loaded[2];
    while (!stop_) {
      const std::size_t index = next_++;
      if (index >= sides_[0].file->blocks()) break;
      for (int i = 0; i < 2; ++i) {
        if (auto good = sides_[i].file->load(index, &loaded[i]); !good) {
          const std::lock_guard lock(mutex_);
          trouble_ = good.error();
          stop_ = true;
          return;
        }
        sides_[i].engine->run(loaded[i].block, results[i].prepare(loaded[i].persons, loaded[i].households, loaded[i].block.families), scratch[i]);
      }
      compare(loaded[0], results, &part);
      for (const Side& side : sides_) side.file->forget(index);
      const std::lock_guard lock(mutex_);
      if (progress_) progress_(static_cast<double>(++done_) / static_cast<double>(sides_[0].file->blocks()));
    }
    const std::lock_guard lock(mutex_);
    merge(part);
  }

  // Sum over the rows of one family, as one is paid: costs count against it.
  void compare(const ColumnFile::Loaded& in, const fast::Results (&results)[2], Part* part) {
    const std::uint32_t families = in.block.families;
    std::vector<Known> delta(families, {0, 0});
    std::map<std::pair<std::string, Role>, std::array<std::uint32_t, 2>> pairs;
    for (int i = 0; i < 2; ++i) {
      for (const std::uint32_t t : sides_[i].targets) {
        const Target& target = sides_[i].program->targets[t];
        auto& pair = pairs.try_emplace({sides_[i].book->services[target.service].id, target.role}, std::array<std::uint32_t, 2>{kNone, kNone}).first->second;
        pair[static_cast<std::size_t>(i)] = t;
      }
    }
    const fast::Width birth = fast::cell_width(sides_[0].book->facts[birthday_]);
    const Day first = first_day(o_.month);
    std::vector<bool> counts(families, true);
    for (std::uint32_t f = 0; f < families && o_.with_children; ++f) {
      counts[f] = false;
      for (std::uint32_t row = in.first_person[f]; row < in.first_person[f + 1]; ++row) {
        const auto born = fast::cell(in.block.facts[birthday_].lower, birth, row);
        counts[f] = counts[f] || (born != fast::mark_of(birth) && nth_birthday(born, 18) > first);
      }
    }
    for (const auto& [key, pair] : pairs) {
      ServiceChange& line = part->services[key];
      for (std::uint32_t f = 0; f < families; ++f) {
        if (!counts[f]) continue;
        for (std::uint32_t row = row_of(in, key.second, f); row < row_of(in, key.second, f + 1); ++row) {
          Known amount[2] = {{0, 0}, {0, 0}};
          for (std::size_t i = 0; i < 2; ++i) {
            if (pair[i] == kNone) continue;
            const std::uint8_t code = results[i].code(pair[i], row);
            if (code == fast::kNotAsked || code == fast::kVerdictNo) continue;
            (i == 0 ? line.yes_before : line.yes_after) += code == fast::kVerdictYes;
            (i == 0 ? line.open_before : line.open_after) += code == fast::kVerdictOpen;
            amount[i] = monthly(results[i].amount(pair[i], row), sides_[i].program->targets[pair[i]].per);
          }
          line.before_lo += amount[0].lo, line.before_hi += amount[0].hi;
          line.after_lo += amount[1].lo, line.after_hi += amount[1].hi;
          if (amount[0] == amount[1]) continue;
          Known d{amount[1].lo - amount[0].hi, amount[1].hi - amount[0].lo};
          const std::size_t side = pair[0] != kNone ? 0 : 1;
          if (sides_[side].book->services[sides_[side].program->targets[pair[side]].service].effect == Effect::Cost) d = {-d.hi, -d.lo};
          delta[f].lo += d.lo;
          delta[f].hi += d.hi;
        }
      }
    }
    const fast::Width w = fast::cell_width(sides_[0].book->facts[income_]);
    for (std::uint32_t f = 0; f < families; ++f) {
      if (!counts[f]) continue;
      std::int64_t income = 0;
      for (std::uint32_t row = in.first_person[f]; row < in.first_person[f + 1]; ++row) {
        const auto v = fast::cell(in.block.facts[income_].lower, w, row);
        if (v != fast::mark_of(w)) income += v;
      }
      const auto bucket = static_cast<std::size_t>(std::clamp<std::int64_t>(income / kOne, 0, kBuckets - 1));
      add(&part->by_income[bucket], delta[f]);
      add(&part->kinds[kind_of(sides_[0].file->shapes()[in.shape[f]])], delta[f]);
      const std::int64_t middle = delta[f].lo / 2 + delta[f].hi / 2;
      const std::int64_t size = (middle < 0 ? -middle : middle);
      std::size_t step = 0;
      while (step + 1 < std::size(kSteps) && size > kSteps[step] * kOne) ++step;
      if (step + 1 == std::size(kSteps) && size > kSteps[step] * kOne) ++step;
      ++part->steps[middle < 0 ? std::size(kSteps) - step : std::size(kSteps) + step];
    }
  }
  static std::uint32_t row_of(const ColumnFile::Loaded& in, Role role, std::uint32_t f) {
    const Table t = role_table(role);
    return t == Table::Person ? in.first_person[f] : t == Table::Household ? in.first_household[f] : f;
  }

  void merge(const Part& part) {
    for (const auto& [kind, c] : part.kinds) add(&whole_.kinds[kind], c);
    for (std::size_t i = 0; i < kBuckets; ++i) add(&whole_.by_income[i], part.by_income[i]);
    for (std::size_t i = 0; i < part.steps.size(); ++i) whole_.steps[i] += part.steps[i];
    for (const auto& [key, s] : part.services) {
      ServiceChange& w = whole_.services[key];
      w.yes_before += s.yes_before, w.yes_after += s.yes_after, w.open_before += s.open_before, w.open_after += s.open_after;
      w.before_lo += s.before_lo, w.before_hi += s.before_hi, w.after_lo += s.after_lo, w.after_hi += s.after_hi;
    }
  }

  ReformReport report() {
    ReformReport r;
    for (auto& [kind, c] : whole_.kinds) {
      r.kinds.push_back({kind, c});
      add(&r.all, c);
    }
    std::uint64_t seen = 0;
    std::size_t decile = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {  // a bucket is not cut: those with one income stay together
      const Change& c = whole_.by_income[i];
      if (c.families == 0) continue;
      while (decile < 9 && seen * 10 >= r.all.families * (decile + 1)) r.limits[decile++] = static_cast<std::int64_t>(i) * kOne;
      add(&r.deciles[decile], c);
      seen += c.families;
    }
    for (; decile < 9; ++decile) r.limits[decile] = static_cast<std::int64_t>(kBuckets - 1) * kOne;
    for (auto& [key, s] : whole_.services) {
      for (const Side& side : sides_) {
        for (const Service& service : side.book->services) {
          if (service.id == key.first) s.id = service.id, s.title = service.title, s.effect = service.effect;
        }
      }
      r.services.push_back(s);
    }
    constexpr std::size_t middle = std::size(kSteps);
    for (std::size_t i = 0; i < whole_.steps.size(); ++i) {
      const std::size_t size = i < middle ? middle - i : i - middle;
      const auto euro = [](std::int64_t v) { return std::to_string(v) + " €"; };
      std::string name = size == 0 ? "unverändert" : size == middle ? "über " + euro(kSteps[middle - 1]) : "bis " + euro(kSteps[size]);
      if (size > 0) name = (i < middle ? "verliert " : "gewinnt ") + name;
      r.steps.push_back({name, whole_.steps[i]});
    }
    return r;
  }

  const ReformOptions& o_;
  const std::function<void(double)>& progress_;
  Side sides_[2];
  std::uint32_t income_ = kNone, birthday_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::size_t done_ = 0;
  Part whole_;
  std::optional<Trouble> trouble_;
};

}  // namespace

std::expected<ReformReport, Trouble> run_reform(const Rulebook& before, const Rulebook& after, const ReformOptions& options,
                                                const std::function<void(double)>& progress) {
  return Reform(before, after, options, progress)();
}

}  // namespace fr::batch
