// The open interface /api/v1: services, offices and search as JSON, and what fits a family. Pure functions from the
// catalogue (and, for match, one family) to documents; the family is computed with and forgotten. Its contract is
// assets/openapi.json (OpenAPI 3.1), which travels inside the binary. Errors follow RFC 9457.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search.h"
#include "portal/portal.h"

namespace fr::api {

inline constexpr std::string_view kJson = "application/json; charset=utf-8", kProblem = "application/problem+json; charset=utf-8";

struct Answer {
  int status = 200;
  std::string body;  // kJson, or kProblem if the status is an error
};

Answer problem(int status, std::string_view title, std::string_view detail = "");

// What a list may be narrowed to; empty: everything. Unknown words are a problem that names the known ones.
struct Filter {
  std::string lang = "de", need{}, phase{}, level{}, office{};
};
Answer services(const PortalInput& in, const Filter& filter);
Answer service(const PortalInput& in, std::string_view id, std::string_view lang);
Answer offices(const PortalInput& in);
Answer office(const PortalInput& in, std::string_view id);
// `found` in the order of the search.
Answer found(const PortalInput& in, std::string_view query, std::string_view lang, const std::vector<Found>& found);
// {"family": …, "month"?: …, "ask"?: bool} -> what the engine's door answers to "match".
Answer match(const Rulebook& book, std::string_view request);

bool known_language(std::string_view lang);
std::string_view contract();  // openapi.json

}  // namespace fr::api
