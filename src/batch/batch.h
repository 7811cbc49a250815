// A whole batch: input file, one month, some services, all cores, constant memory. The only place in this floor that
// starts threads. Input and output are CSV or binary column files, told apart by their first bytes (in) and by the
// name's ending ".spalten" (out).
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "batch/outcome.h"
#include "core/trouble.h"
#include "eval/fast/engine.h"

namespace fr::batch {

struct BatchOptions {
  std::string in, out, errors;          // out empty: only sums
  Month month = 0;
  std::vector<std::string> services;    // ids; empty: all
  unsigned threads = 0;                 // 0: all cores
  std::size_t piece_bytes = 2u << 20;   // of CSV
  bool wide = false;                    // no case splitting for open families
  bool resume = false;                  // CSV to CSV
};

struct Progress {
  std::uint64_t families = 0;
  double done = 0;                      // share of the input
};

struct BatchReport {
  Totals totals;
  std::vector<std::uint32_t> targets;
  std::vector<RowTrouble> first_troubles;  // at most 20
  std::uint64_t open = 0, one_by_one = 0;
  bool resumed = false;
};

// `progress` is called now and then, from one thread at a time.
std::expected<BatchReport, Trouble> run_batch(const Rulebook& book, const BatchOptions& options,
                                              const std::function<void(const Progress&)>& progress);

// Targets of the services, in program order; the trouble names an unknown one.
std::expected<std::vector<std::uint32_t>, Trouble> targets_of(const Rulebook& book, const Program& program, const std::vector<std::string>& services);
std::expected<const Program*, Trouble> law_of(const Rulebook& book, Month month);

}  // namespace fr::batch
