// A state of the law for families of one shape, in one month, for some of its services: as a graph (nodes.h).
//
// Tables are unrolled: a cell (register, row) is one pair of nodes, its lower and upper end, the same node where
// both ends are always equal. Gathers and segments vanish, ranges become ordinary operations on ends, and the
// law's own ranges (`unbelegt`) cost only where they reach.
#pragma once

#include <memory>
#include <vector>

#include "eval/fast/nodes.h"
#include "program/program.h"
#include "program/situation.h"

namespace fr::fast {

struct Asked {            // one target for one row of its role's table
  std::uint32_t target;   // Program::targets
  std::uint32_t slot;
  Id code;                // kVerdict… of block.h
  Id lo = kNo, hi = kNo;  // amount, kNo = none
};

struct Built {
  Graph graph;
  std::size_t persons, households;  // of the shape
  std::vector<Asked> asked;
  Id slow;      // yes: nothing here counts for this family, compute it the slow way (ranges: with `open`)
  Id unsettled; // with `open`: some verdict or amount is still a range
};

enum class Facts : std::uint8_t {
  Certain,  // cells are known or unknown; an unknown one that matters makes `slow`
  Open,     // cells are ranges
};

// What all families of a group have in common beyond their shape; more of the graph is settled then.
struct Common {
  struct Born {
    Value lo, hi;        // lo > hi: not in common
  };
  struct Fixed {
    std::uint32_t fact;  // has this value in every row
    Value value;
  };
  std::vector<Born> born;    // by person; empty: nothing
  std::vector<Fixed> fixed;
};

struct Question {
  const Rulebook* book;
  const Program* program;
  Month month;
  std::vector<std::uint32_t> targets;   // Program::targets
  std::vector<bool> present;            // by fact: the data have a column for it
};

std::unique_ptr<Built> build(const Question& question, const Situation& shape, Facts facts, const Common& common = {});

}  // namespace fr::fast
