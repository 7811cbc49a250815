// A reform's figures as data: the CSV file, and the same numbers under the same names as JSON for the report's pictures
// (web/bericht/zahlen.ts). Amounts are euros per month, in whole cents.
#pragma once

#include <string>
#include <vector>

#include "batch/population.h"
#include "batch/reform.h"

namespace fr::app {

struct Unclaimed {  // what stays uncollected, where the population says how many take a service
  std::string id, title, source;
  std::int64_t share;  // of those entitled who take it
  batch::Sum before_lo, before_hi, after_lo, after_hi;
};
std::vector<Unclaimed> unclaimed(const batch::ReformReport& report, const std::vector<batch::Population::TakeUp>* take_up);

std::string decile_name(const batch::ReformReport& report, std::size_t i);  // "2. Zehntel, unter 1.850 €"

std::string reform_csv(const batch::ReformReport& report, const std::vector<Unclaimed>& left);
std::string reform_json(const batch::ReformReport& report, const std::vector<Unclaimed>& left);

// "1.234.567 €", "… bis …"; with cents where small amounts are compared.
enum class Cents { No, Yes };
std::string euros(batch::Sum decimals, Cents cents = Cents::No);
std::string euros(batch::Sum lo, batch::Sum hi, Cents cents = Cents::No);
std::string thousands(std::uint64_t n);  // "25.577"

}  // namespace fr::app
