// Pure functions over HTTP's small languages: targets, lists with weights, entity tags, and the
// headers that every answer carries. No I/O.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace fr::http {

struct Target {
  std::string path;   // decoded and checked
  std::string query;  // raw
};
// Origin form or absolute form ("http://host/path"). nullopt: malformed, bad escapes, invalid UTF-8,
// control characters, backslash, or a "." or ".." part, also when written with %2e.
std::optional<Target> parse_target(std::string_view target);

// The first value of a name in a query ("q=kita+platz&lang=de" -> "kita platz"); nullopt: absent or malformed.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

enum class Encoding { Identity, Gzip, Brotli };
// The best that the client accepts among those that exist, brotli before gzip; q=0 forbids.
Encoding choose_encoding(std::string_view accept_encoding, bool has_gzip, bool has_brotli);

// Does If-None-Match name this (strong, quoted) tag? "*" matches; W/ prefixes compare weakly.
bool matches_etag(std::string_view if_none_match, std::string_view etag);

std::string_view reason(int status);             // German sentence for the default problem page
std::span<const std::pair<const char*, const char*>> security_headers();

}  // namespace fr::http
