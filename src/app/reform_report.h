// A reform's figures for people: one HTML file without script or foreign parts, bars as SVG with every number as a table
// beside them; and all figures as CSV.
#pragma once

#include <string>

#include "batch/population.h"
#include "batch/reform.h"

namespace fr::app {

struct ReformWords {
  std::string title, population, change, month, income;
  const std::vector<batch::Population::TakeUp>* take_up = nullptr;
};
std::string reform_html(const batch::ReformReport& report, const ReformWords& words);
std::string reform_csv(const batch::ReformReport& report, const ReformWords& words);
std::string euros(batch::Sum decimals);                 // "1.234.567 €"
std::string euros(batch::Sum lo, batch::Sum hi);        // "… bis …"

}  // namespace fr::app
