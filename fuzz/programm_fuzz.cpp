// Any bytes as a compiled rulebook: either refused, or sound enough that every program in it can be run
// for a family without a crash, and written again to the same bytes that read the same.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "base/decimal.h"
#include "eval/run.h"
#include "program/binary.h"

namespace {

// Two parents, a child with two homes: every relation has pairs.
fr::Situation family(fr::Month month) {
  fr::Situation s;
  s.month = month;
  s.family.id = "familie";
  s.households.resize(2);
  s.persons.resize(3);
  s.persons[2].parents = {0, 1};
  s.persons[0].cares_for = {1};
  s.persons[0].homes = s.persons[1].homes = {{0, fr::kOne}};
  s.persons[2].homes = {{0, fr::kOne / 2}, {1, fr::kOne / 2}};
  s.couples = {{0, 1, fr::CoupleStatus::Zusammen}};
  const std::int64_t born = fr::first_day(month) - 3000;
  s.persons[2].facts["Geburtstag"] = {born, born};
  return s;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  const auto book = fr::read(std::span(data, size));
  if (!book) return 0;
  if (!fr::verify(*book).empty()) std::abort();
  const auto bytes = fr::write(*book);
  const auto again = fr::read(bytes);
  if (!again || fr::write(*again) != bytes) std::abort();
  for (const fr::Program& program : book->programs) {
    if (program.code.size() > 20'000) continue;
    const fr::Situation s = family(program.from);
    const fr::Situation* const one[] = {&s};
    const fr::Batch batch(*book, one);
    (void)fr::run(*book, program, batch, fr::Carrier::Bounds);
    (void)fr::run(*book, program, batch, fr::Carrier::Exact);
  }
  return 0;
}
