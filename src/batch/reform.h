// Two states of the catalogue over one population, family by family: who gains, who loses, what it costs. Amounts
// that the law leaves as ranges stay ranges: a family gains "surely" if it does at both ends. Where both states have the
// same range for the same row, the difference is taken as none: it is the same unknown cell.
// Sums are per month; yearly amounts count by a twelfth, amounts per day by thirty days, single payments not at all.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "batch/outcome.h"
#include "core/trouble.h"
#include "program/program.h"

namespace fr::batch {

struct ReformOptions {
  std::string in;                     // column file
  Month month = 0;
  std::vector<std::string> services;  // empty: all payments, savings and costs
  std::string income;                 // fact of persons by which deciles are cut
  bool with_children = false;         // only families with a person under 18 at home
  unsigned threads = 0;
};

struct Change {                       // of a group of families
  std::uint64_t families = 0, gain = 0, lose = 0, may_gain = 0, may_lose = 0;  // may: only at one end
  Sum lo = 0, hi = 0;                 // difference per month for the families, in decimals
};

struct ServiceChange {
  std::string id, title;
  Effect effect;
  std::uint64_t yes_before = 0, yes_after = 0, open_before = 0, open_after = 0;
  Sum before_lo = 0, before_hi = 0, after_lo = 0, after_hi = 0;  // per month
};

struct ReformReport {
  Change all;
  std::vector<ServiceChange> services;
  std::vector<std::pair<std::string, Change>> kinds;       // by structure of the household
  std::array<Change, 10> deciles;
  std::array<std::int64_t, 9> limits{};                    // upper ends of deciles 1…9, decimals per month
  std::vector<std::pair<std::string, std::uint64_t>> steps;  // families by monthly gain: "0 €", "bis 25 €", …
};

std::expected<ReformReport, Trouble> run_reform(const Rulebook& before, const Rulebook& after, const ReformOptions& options,
                                                const std::function<void(double)>& progress);

}  // namespace fr::batch
