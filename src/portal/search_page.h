// The page of a search, for whoever answers the request. See search.h for how it is found.
#pragma once

#include "catalogue/search.h"
#include "portal/portal.h"
#include "portal/words.h"

namespace fr {

// `found` in the order of the search; an empty query is the empty form.
std::string search_page(const PortalInput& in, const Words& words, std::string_view query, const std::vector<Found>& found);

}  // namespace fr
