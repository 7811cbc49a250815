#include "eval/fast/shape.h"

#include "base/decimal.h"

namespace fr::fast {
namespace {

void put(std::string* out, std::uint64_t v, int bytes) {
  for (int i = 0; i < bytes; ++i) out->push_back(static_cast<char>(v >> (8 * i) & 0xff));
}

struct Reader {
  std::string_view rest;
  bool ok = true;
  std::uint64_t get(int bytes) {
    if (rest.size() < static_cast<std::size_t>(bytes)) return ok = false, 0;
    std::uint64_t v = 0;
    for (int i = 0; i < bytes; ++i) v |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
    rest.remove_prefix(bytes);
    return v;
  }
};

}  // namespace

std::string shape_key(const Situation& s) {
  std::string key;
  put(&key, s.persons.size(), 1);
  put(&key, s.households.size(), 1);
  for (const PersonEntity& p : s.persons) {
    put(&key, p.unborn, 1);
    put(&key, p.parents.size(), 1);
    for (const auto x : p.parents) put(&key, x, 1);
    put(&key, p.cares_for.size(), 1);
    for (const auto x : p.cares_for) put(&key, x, 1);
    put(&key, p.homes.size(), 1);
    for (const Home& h : p.homes) {
      put(&key, h.household, 1);
      put(&key, static_cast<std::uint64_t>(h.share), 8);
    }
  }
  put(&key, s.couples.size(), 1);
  for (const Couple& c : s.couples) {
    put(&key, c.a, 1);
    put(&key, c.b, 1);
    put(&key, static_cast<std::uint64_t>(c.status), 1);
  }
  return key;
}

std::optional<Situation> shape_from(std::string_view key) {
  Reader in{key};
  Situation s;
  s.family.id = "familie";
  const auto persons = in.get(1), houses = in.get(1);
  if (persons > kMostPersons || houses > kMostHouseholds) return std::nullopt;
  s.persons.resize(persons);
  s.households.resize(houses);
  for (std::size_t i = 0; i < houses; ++i) s.households[i].id = "h" + std::to_string(i + 1);
  const auto list = [&](std::vector<std::uint32_t>* out) {
    const auto count = in.get(1);
    if (count > kMostPersons) in.ok = false;
    for (std::uint64_t i = 0; i < count && in.ok; ++i) {
      out->push_back(static_cast<std::uint32_t>(in.get(1)));
      if (out->back() >= persons) in.ok = false;
    }
  };
  for (std::size_t i = 0; i < persons && in.ok; ++i) {
    PersonEntity& p = s.persons[i];
    p.id = "p" + std::to_string(i + 1);
    p.unborn = in.get(1) == 1;
    list(&p.parents);
    list(&p.cares_for);
    const auto homes = in.get(1);
    for (std::uint64_t h = 0; h < homes && in.ok; ++h) {
      const auto house = static_cast<std::uint32_t>(in.get(1));
      const auto share = static_cast<std::int64_t>(in.get(8));
      if (house >= houses || share < 0 || share > kOne) in.ok = false;
      p.homes.push_back({house, share});
    }
  }
  const auto couples = in.get(1);
  for (std::uint64_t i = 0; i < couples && in.ok; ++i) {
    const auto a = static_cast<std::uint32_t>(in.get(1)), b = static_cast<std::uint32_t>(in.get(1));
    const auto status = in.get(1);
    if (a >= persons || b >= persons || a == b || status >= kCoupleStatuses) in.ok = false;
    s.couples.push_back({a, b, static_cast<CoupleStatus>(status)});
  }
  if (!in.ok || !in.rest.empty() || persons == 0) return std::nullopt;
  return s;
}

}  // namespace fr::fast
