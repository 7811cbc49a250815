#include "http/headers.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace fr::http {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      if (i + 2 >= raw.size()) return std::nullopt;
      int high = hex(raw[i + 1]), low = hex(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\') return std::nullopt;
    out += c;
  }
  return out;
}

bool has_dot_part(std::string_view path) {
  std::size_t start = 1;
  while (start <= path.size()) {
    std::size_t end = std::min(path.find('/', start), path.size());
    std::string_view part = path.substr(start, end - start);
    if (part == "." || part == "..") return true;
    start = end + 1;
  }
  return false;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// "q=0", "q=0.0", … -> refused; everything else counts as accepted.
bool refused(std::string_view parameters) {
  std::string p = lower(trim(parameters));
  if (!p.starts_with("q=")) return false;
  return p.find_first_not_of("0.", 2) == std::string::npos;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  std::string scheme = lower(target.substr(0, 8));
  if (scheme.starts_with("http://") || scheme == "https://") {
    target.remove_prefix(scheme == "https://" ? 8 : 7);
    std::size_t end = target.find_first_of("/?");
    if (end == 0) return std::nullopt;
    target = end == std::string_view::npos ? std::string_view("/") : target.substr(end);
  }
  if (target.empty() || target.front() != '/') return std::nullopt;
  Target out;
  std::size_t question = target.find('?');
  if (question != std::string_view::npos) {
    out.query = std::string(target.substr(question + 1));
    target = target.substr(0, question);
  }
  if (target.find('#') != std::string_view::npos) return std::nullopt;
  auto path = decode(target);
  if (!path || invalid_utf8_at(*path) != std::string_view::npos) return std::nullopt;
  if (has_dot_part(*path)) return std::nullopt;
  out.path = std::move(*path);
  return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    std::string raw(pair.substr(equals + 1));
    std::replace(raw.begin(), raw.end(), '+', ' ');
    auto value = decode(raw);
    return value && invalid_utf8_at(*value) == std::string_view::npos ? value : std::nullopt;
  }
  return std::nullopt;
}

Encoding choose_encoding(std::string_view accept, bool has_gzip, bool has_brotli) {
  bool gzip = false, brotli = false, star = false, no_gzip = false, no_brotli = false;
  while (!accept.empty()) {
    std::size_t comma = std::min(accept.find(','), accept.size());
    std::string_view item = accept.substr(0, comma);
    accept.remove_prefix(std::min(comma + 1, accept.size()));
    std::size_t semicolon = std::min(item.find(';'), item.size());
    std::string name = lower(trim(item.substr(0, semicolon)));
    bool no = semicolon < item.size() && refused(item.substr(semicolon + 1));
    if (name == "gzip" || name == "x-gzip") (no ? no_gzip : gzip) = true;
    if (name == "br") (no ? no_brotli : brotli) = true;
    if (name == "*" && !no) star = true;
  }
  if (has_brotli && !no_brotli && (brotli || star)) return Encoding::Brotli;
  if (has_gzip && !no_gzip && (gzip || star)) return Encoding::Gzip;
  return Encoding::Identity;
}

bool matches_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::size_t comma = std::min(list.find(','), list.size());
    std::string_view item = trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == etag) return true;
  }
  return false;
}

std::string_view reason(int status) {
  switch (status) {
    case 400: return "Diese Anfrage war nicht verständlich.";
    case 404: return "Diese Seite gibt es hier nicht.";
    case 405: return "Diese Seite lässt sich so nicht aufrufen.";
    case 408: return "Die Anfrage kam nicht rechtzeitig vollständig an.";
    case 413: return "Die Anfrage ist zu groß.";
    case 414: return "Die Adresse ist zu lang.";
    case 431: return "Die Kopfzeilen der Anfrage sind zu groß.";
    case 503: return "Gerade sind zu viele Menschen gleichzeitig hier. "
                     "Bitte versuchen Sie es in einer Minute noch einmal.";
    default: return "Das hat leider nicht geklappt. Der Fehler liegt bei uns.";
  }
}

std::span<const std::pair<const char*, const char*>> security_headers() {
  static constexpr std::array<std::pair<const char*, const char*>, 6> headers{{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
       "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
       "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
       "usb=(), interest-cohort=()"},
  }};
  return headers;
}

}  // namespace fr::http
