// Bytes served from memory: compressed once at start-up, then chosen by Accept-Encoding, with a strong
// entity tag per encoding. Immutable after construction.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "http/headers.h"
#include "http/server.h"

namespace fr::http {

struct Asset {
  std::string type;           // media type with charset
  std::string cache_control;
  Bytes plain, gzip, brotli;  // gzip and brotli null where they would not pay
  std::string tag;            // hash of the plain bytes, unquoted
};

enum class Caching { Revalidate, Immutable };  // pages; files whose name holds their hash
// `effort` 0..11 is brotli's quality: 11 for what is built once, 5 for what is rendered at start-up.
Asset make_asset(std::string type, std::string bytes, Caching caching, int effort = 5);

Response respond(const Asset& asset, const Request& request, int status = 200);

// The same for bytes that are kept elsewhere: `body` is called once, for the encoding that the client gets.
struct Kept {
  std::string_view type, cache_control, tag;
  bool gzip, brotli;  // which encodings there are
};
Response respond(const Kept& kept, const Request& request, int status, const std::function<Bytes(Encoding)>& body);

// "text/html; charset=utf-8" by file name; application/octet-stream if unknown.
std::string_view media_type(std::string_view path);
// "index-BfX3k9Qa.js": a hash of at least eight characters before the last dot.
bool has_hashed_name(std::string_view path);

std::string compress_gzip(std::string_view bytes);
std::string compress_brotli(std::string_view bytes, int effort);
std::string hash_hex(std::string_view bytes);  // 128 bits, not cryptographic: for tags and names only

}  // namespace fr::http
