#include "program/situation.h"

namespace fr {
namespace {

// What an absent birthday may be; only its ends matter: old enough for anything, or not yet born.
constexpr Known kSomeBirthday{-200 * 366, 200 * 366};

}  // namespace

const char* couple_status_name(CoupleStatus status) {
  switch (status) {
    case CoupleStatus::Verheiratet: return "verheiratet";
    case CoupleStatus::Verpartnert: return "verpartnert";
    case CoupleStatus::Zusammen: return "zusammen";
    case CoupleStatus::DauerndGetrennt: return "dauernd-getrennt";
    case CoupleStatus::Geschieden: return "geschieden";
  }
  return "";
}

std::uint32_t main_household(const PersonEntity& person) {
  const Home* best = nullptr;
  for (const Home& home : person.homes) {
    if (!best || home.share > best->share) best = &home;
  }
  return best ? best->household : 0xffffffff;
}

Known role_of(Role role, bool has_parent, bool unborn, Known birthday, Month month) {
  const Day first = first_day(month);
  const bool certainly_minor = nth_birthday(birthday.lo, 18) > first;
  const bool maybe_minor = nth_birthday(birthday.hi, 18) > first;
  switch (role) {
    case Role::Child:
      return {has_parent || unborn || certainly_minor, has_parent || unborn || maybe_minor};
    case Role::Adult:
      return {!unborn && !maybe_minor, !unborn && !certainly_minor};
    default:
      return {1, 1};
  }
}

bool has_role(const Situation& s, std::uint32_t person, Role role, Month month) {
  const PersonEntity& entity = s.persons[person];
  const auto birthday = entity.facts.find("Geburtstag");
  return role_of(role, !entity.parents.empty(), entity.unborn,
                 birthday == entity.facts.end() ? kSomeBirthday : birthday->second, month)
             .hi != 0;
}

}  // namespace fr
