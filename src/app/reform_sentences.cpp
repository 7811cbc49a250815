#include "app/reform_sentences.h"

#include <fmt/format.h>

#include <algorithm>

namespace fr::app {
namespace {

using batch::Change;
using batch::Sum;

// "höchstens 5,8 %", "2,0 % bis 5,8 %": from those who surely do to those who may.
std::string share(std::uint64_t sure, std::uint64_t may, std::uint64_t whole) {
  if (may == 0) return percent(sure, whole);
  return (sure == 0 ? "höchstens " : percent(sure, whole) + " bis ") + percent(sure + may, whole);
}

// The group in which most households do what `count` counts; null if nobody does.
template <class Count>
const Named* most(const std::vector<Named>& groups, Count count) {
  const Named* best = nullptr;
  double top = 0;
  for (const Named& g : groups) {
    const double here = g.change.families ? static_cast<double>(count(g.change)) / static_cast<double>(g.change.families) : 0;
    if (here > top) top = here, best = &g;
  }
  return best;
}

// How far from nothing it may be.
Sum size(const Change& c) { return std::max(c.hi, -c.lo); }

std::string more_or_less(Sum lo, Sum hi, Cents cents = Cents::No) {
  if (lo >= 0) return euros(lo, hi, cents) + " mehr";
  if (hi <= 0) return euros(-hi, -lo, cents) + " weniger";
  return fmt::format("zwischen {} weniger und {} mehr", euros(-lo, cents), euros(hi, cents));
}

}  // namespace

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "–";
  const std::uint64_t hundredths = (part * 10'000 + whole / 2) / whole, tenths = (part * 1000 + whole / 2) / whole;
  if (part == 0) return "0\u00a0%";
  if (hundredths == 0) return "unter 0,01\u00a0%";
  return hundredths < 100 ? fmt::format("0,{:02}\u00a0%", hundredths) : fmt::format("{},{}\u00a0%", tenths / 10, tenths % 10);
}

std::string who_gains(const std::vector<Named>& groups) {
  const Named* gains = most(groups, [](const Change& c) { return c.gain + c.may_gain; });
  const Named* loses = most(groups, [](const Change& c) { return c.lose + c.may_lose; });
  if (!gains && !loses) return "Kein Haushalt gewinnt oder verliert.";
  const auto sentence = [](const char* does, const Named* group, std::uint64_t Change::*sure, std::uint64_t Change::*may) {
    if (!group) return fmt::format("Kein Haushalt {}.", does);
    const Change& c = group->change;
    return fmt::format("Am häufigsten {} {}: {} dieser Haushalte.", does, group->name, share(c.*sure, c.*may, c.families));
  };
  return sentence("gewinnt", gains, &Change::gain, &Change::may_gain) + " " + sentence("verliert", loses, &Change::lose, &Change::may_lose);
}

std::string where_it_goes(const Change& all, const std::vector<Named>& groups) {
  if (all.lo == 0 && all.hi == 0) return "Zusammen haben alle Haushalte so viel wie vorher.";
  const auto most = std::max_element(groups.begin(), groups.end(), [](const Named& a, const Named& b) { return size(a.change) < size(b.change); });
  return fmt::format("Alle Haushalte zusammen haben im Monat {}. Am meisten macht es bei {} aus: {}.", more_or_less(all.lo, all.hi), most->name,
                     more_or_less(most->change.lo, most->change.hi));
}

std::string most_each(const std::vector<Named>& groups) {
  const Named* best = nullptr;
  const auto mean = [](const Named& g) { return g.change.families ? size(g.change) / static_cast<Sum>(g.change.families) : 0; };
  for (const Named& g : groups)
    if (mean(g) > (best ? mean(*best) : 0)) best = &g;
  if (!best) return "Im Durchschnitt ändert sich je Haushalt nichts.";
  const auto n = static_cast<Sum>(best->change.families);
  return fmt::format("Im Durchschnitt je Haushalt ändert sich am meisten für {}: {} im Monat.", best->name,
                     more_or_less(best->change.lo / n, best->change.hi / n, Cents::Yes));
}

std::string what_stays(const std::vector<Unclaimed>& left) {
  Sum before_lo = 0, before_hi = 0, after_lo = 0, after_hi = 0;
  for (const Unclaimed& u : left) before_lo += u.before_lo, before_hi += u.before_hi, after_lo += u.after_lo, after_hi += u.after_hi;
  const std::string before = euros(before_lo, before_hi), after = euros(after_lo, after_hi);
  if (before == after) return fmt::format("Im Monat bleiben {} liegen, weil Berechtigte sie nicht in Anspruch nehmen, vorher wie nachher.", before);
  return fmt::format("Im Monat bleiben {} liegen, weil Berechtigte sie nicht in Anspruch nehmen; vorher sind es {}.", after, before);
}

}  // namespace fr::app
