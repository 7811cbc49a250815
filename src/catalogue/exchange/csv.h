// The catalogue as two tables for spreadsheets: UTF-8 with a mark for programs that need one, semicolons, lines and
// quotes after RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/exchange/offer.h"

namespace fr {

std::string csv_line(const std::vector<std::string>& cells);  // with CR LF

std::string export_csv_services(const ExportInput& in);
std::string export_csv_offices(const ExportInput& in);

}  // namespace fr
