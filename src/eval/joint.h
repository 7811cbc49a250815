// What answers make of open results, for one fact alone (ask.cpp) and for facts that matter only
// together (joint.cpp). Internal to eval.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/analysis.h"
#include "eval/scenarios.h"

namespace fr::whatif {

struct OpenResult {
  enum class What : std::uint8_t { Verdict, Money, Deadline, Document } what;
  Probe probe;
  std::uint32_t service;
  int monthly = 0;  // Money: amount / monthly enters the month's sum (-1, -12: it is a cost); 0: not
};

struct Candidate {
  FactRef fact;
  std::vector<Known> answers;  // at least one
};

struct Effects {
  bool any = false;             // some result differs between two answers
  bool moves_deadline = false;
  std::int64_t worth = 0;       // largest monthly difference between two answers
  std::vector<std::uint32_t> services;  // ascending
};

std::vector<Probe> probes_of(const std::vector<OpenResult>& results);  // one each

// Compares rows [first, first + count) of played answers.
Effects compare(const std::vector<OpenResult>& results, const Played& played, std::size_t first,
                std::size_t count);

// When no single answer changes anything: facts that do with some completion of the others. If the
// completions tried show no difference between each other but settle something, all candidates.
Result<std::vector<Question>> joint_questions(Replay& replay,
                                              const std::vector<OpenResult>& results,
                                              const std::vector<Candidate>& candidates);

}  // namespace fr::whatif
