// What each picture of the report says, as one or two German sentences: for those who hear the report, and for those who
// read only that.
#pragma once

#include <string>
#include <vector>

#include "app/reform_figures.h"

namespace fr::app {

struct Named {
  std::string name;  // as it stands in a sentence: "das 2. Zehntel"
  batch::Change change;
};

std::string percent(std::uint64_t part, std::uint64_t whole);  // "5,8 %", "0,27 %", "unter 0,01 %", "–"

std::string who_gains(const std::vector<Named>& groups);
std::string where_it_goes(const batch::Change& all, const std::vector<Named>& groups);
std::string most_each(const std::vector<Named>& groups);  // per household
std::string what_stays(const std::vector<Unclaimed>& left);

}  // namespace fr::app
