// The tables of the rules as DMN 1.5 decision tables that any DMN engine evaluates. One decision per Tabelle:
//   inputs   Stichtag (which state of the law), then the table's keys: limits as ranges, choices as strings
//   outputs  the value; where a cell is a range because nobody could prove the number, two: von, bis
//   annotations  Fundstelle and Beleg
// Hit policy UNIQUE: the rows of a state of the law do not overlap, and neither do the states. Before and after the
// Rechtsstand no row fits. FEEL names cannot hold a hyphen safely: it becomes an underscore, the label keeps it.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "catalogue/exchange/offer.h"

namespace fr {

// Sources that compile (compile.h); the trouble is a table that DMN cannot say.
std::expected<std::string, Trouble> export_dmn(const std::vector<Source>& sources, const City& city);

}  // namespace fr
