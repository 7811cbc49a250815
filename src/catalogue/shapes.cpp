#include "catalogue/shapes.h"

#include "base/decimal.h"

namespace fr {
namespace {

struct Shape {
  Situation s;

  std::uint32_t person(std::vector<Home> homes, std::vector<std::uint32_t> parents = {}, bool unborn = false) {
    PersonEntity p;
    p.id = std::to_string(s.persons.size());
    p.homes = std::move(homes);
    p.parents = std::move(parents);
    p.unborn = unborn;
    s.persons.push_back(std::move(p));
    return static_cast<std::uint32_t>(s.persons.size() - 1);
  }
  explicit Shape(std::uint32_t households) {
    s.family.id = "familie";
    for (std::uint32_t i = 0; i < households; ++i) s.households.emplace_back().id = "h" + std::to_string(i);
  }
};

}  // namespace

std::vector<Situation> family_shapes() {
  std::vector<Situation> out;
  Shape alone(1);
  alone.person({{0, kOne}});
  out.push_back(alone.s);
  Shape single(1);
  const std::uint32_t mother = single.person({{0, kOne}});
  for (int i = 0; i < 2; ++i) single.person({{0, kOne}}, {mother});
  out.push_back(single.s);
  Shape moved_out(2);  // a grown child in a home of its own
  const std::uint32_t father = moved_out.person({{0, kOne}});
  moved_out.person({{1, kOne}}, {father});
  out.push_back(moved_out.s);
  for (int status = 0; status < kCoupleStatuses; ++status) {
    for (const bool apart : {false, true}) {
      for (const std::int64_t share : {kOne, kOne * 7 / 10, kOne / 2}) {
        Shape couple(2);
        const std::uint32_t other = apart ? 1 : 0;
        const std::uint32_t a = couple.person({{0, kOne}}), b = couple.person({{other, kOne}});
        for (int i = 0; i < 2; ++i)
          couple.person(share == kOne ? std::vector<Home>{{0, kOne}} : std::vector<Home>{{0, share}, {1, kOne - share}}, {a, b});
        couple.person({{0, kOne}}, {a, b}, true);
        const std::uint32_t elder = couple.person({{0, kOne}});
        couple.s.persons[a].parents.push_back(elder);
        couple.s.persons[a].cares_for.push_back(elder);
        couple.s.couples.push_back({a, b, static_cast<CoupleStatus>(status)});
        out.push_back(couple.s);
      }
    }
  }
  return out;
}

}  // namespace fr
