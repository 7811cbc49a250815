// The catalogue as linked data: CPSV-AP 3.2.0, the EU's vocabulary of public services, in Turtle. Whatever stands in
// it stands in the catalogue; what the vocabulary asks for and the catalogue does not know is left out.
#pragma once

#include <string>

#include "catalogue/exchange/offer.h"

namespace fr {

// Without an origin the subjects are URNs: <urn:x-familienrathaus:hamm/leistung/spielgeld>.
std::string export_cpsv(const ExportInput& in);

}  // namespace fr
