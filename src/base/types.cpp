#include "base/types.h"

namespace fr {

Table owner_table(Table t) {
  switch (t) {
    case Table::Members: return Table::Household;
    case Table::People:
    case Table::Houses: return Table::Family;
    case Table::Household: return Table::Household;
    case Table::Family: return Table::Family;
    default: return Table::Person;
  }
}

Table target_table(Table t) {
  switch (t) {
    case Table::Homes:
    case Table::Houses:
    case Table::Household: return Table::Household;
    case Table::Family: return Table::Family;
    default: return Table::Person;
  }
}

Table role_table(Role role) {
  if (role == Role::Household) return Table::Household;
  if (role == Role::Family) return Table::Family;
  return Table::Person;
}

}  // namespace fr
