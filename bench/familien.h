// Families for measurements: two adults and two children in one flat, everything known, wages, rents and
// ages different in every family. Deterministic.
#pragma once

#include <cstdint>
#include <vector>

#include "program/program.h"
#include "program/situation.h"

namespace fr::bench {

struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
  }
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n)); }
};

// `adults` 1 or 2, `children` of both; every fact that has a role there is known.
std::vector<Situation> families(const Rulebook& book, Month month, int adults, int children, std::size_t count,
                                std::uint64_t seed = 1);

// hand.cpp: the two benefits of bench/klein without the engine.
void by_hand(std::size_t families, const std::int32_t* birth, const std::int64_t* wage, const std::int64_t* rent,
             std::int32_t adult_born_before, std::uint8_t* child_code, std::int64_t* child_amount, std::uint8_t* rent_code,
             std::int64_t* rent_amount);

}  // namespace fr::bench
