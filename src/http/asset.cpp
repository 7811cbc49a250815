#include "http/asset.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <new>

#include "http/headers.h"

namespace fr::http {
namespace {

bool compressible(std::string_view type) {
  return type.starts_with("text/") || type.find("javascript") != std::string_view::npos ||
         type.find("json") != std::string_view::npos || type.find("xml") != std::string_view::npos ||
         type.find("wasm") != std::string_view::npos || type.starts_with("application/octet-stream");
}

std::uint64_t fnv(std::string_view bytes, std::uint64_t h) {
  for (char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h ^ (h >> 29);
}

}  // namespace

std::string hash_hex(std::string_view bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (std::uint64_t seed : {0xcbf29ce484222325ULL, 0x84222325cbf29ce4ULL}) {
    std::uint64_t h = fnv(bytes, seed + bytes.size());
    for (int shift = 60; shift >= 0; shift -= 4) out += digits[(h >> shift) & 15];
  }
  return out;
}

// Both compressors fail for want of memory only; a page without its short form would be a silent loss.
std::string compress_gzip(std::string_view bytes) {
  z_stream z{};
  if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
  out.resize(z.total_out);
  deflateEnd(&z);
  if (!done) throw std::bad_alloc();
  return out;
}

// The window is no larger than the text: what the compressor takes grows with it, up to 33 MB for the largest.
std::string compress_brotli(std::string_view bytes, int effort) {
  const int window = std::clamp(static_cast<int>(std::bit_width(bytes.size())) + 1, BROTLI_MIN_WINDOW_BITS, BROTLI_DEFAULT_WINDOW);
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  if (BrotliEncoderCompress(effort, window, BROTLI_MODE_GENERIC, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE)
    throw std::bad_alloc();
  out.resize(size);
  return out;
}

Asset make_asset(std::string type, std::string bytes, Caching caching, int effort) {
  Asset asset;
  asset.cache_control =
      caching == Caching::Immutable ? "public, max-age=31536000, immutable" : "no-cache";
  asset.tag = hash_hex(bytes);
  if (compressible(type) && bytes.size() > 400) {
    auto keep = [&](std::string packed) {
      bool pays = !packed.empty() && packed.size() < bytes.size();
      return pays ? std::make_shared<const std::string>(std::move(packed)) : nullptr;
    };
    asset.gzip = keep(compress_gzip(bytes));
    asset.brotli = keep(compress_brotli(bytes, effort));
  }
  asset.type = std::move(type);
  asset.plain = std::make_shared<const std::string>(std::move(bytes));
  return asset;
}

Response respond(const Kept& kept, const Request& request, int status, const std::function<Bytes(Encoding)>& body) {
  const Encoding encoding = choose_encoding(request.header("Accept-Encoding"), kept.gzip, kept.brotli);
  const char* suffix = encoding == Encoding::Brotli ? "-br" : encoding == Encoding::Gzip ? "-gz" : "";
  const std::string etag = '"' + std::string(kept.tag) + suffix + '"';
  Response response;
  response.status = status;
  if (status == 200) {
    response.headers = {{"ETag", etag}, {"Cache-Control", std::string(kept.cache_control)}};
  } else {
    response.headers = {{"Cache-Control", "no-store"}};
  }
  if (kept.gzip || kept.brotli) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (status == 200 && matches_etag(request.header("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", kept.type);
  if (encoding == Encoding::Brotli) response.headers.emplace_back("Content-Encoding", "br");
  if (encoding == Encoding::Gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = body(encoding);
  return response;
}

Response respond(const Asset& asset, const Request& request, int status) {
  return respond({asset.type, asset.cache_control, asset.tag, asset.gzip != nullptr, asset.brotli != nullptr}, request, status, [&](Encoding encoding) {
    return encoding == Encoding::Brotli ? asset.brotli : encoding == Encoding::Gzip ? asset.gzip : asset.plain;
  });
}

std::string_view media_type(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
      {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"}, {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"}, {".png", "image/png"}, {".ico", "image/x-icon"},
      {".woff2", "font/woff2"}, {".woff", "font/woff"}, {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"}, {".webp", "image/webp"},
      {".jpg", "image/jpeg"}, {".xml", "application/xml"},
  }};
  for (auto [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

bool has_hashed_name(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot < 9) return false;
  // Vite's hashes are eight characters of base64url and may hold '-' themselves: look back by count.
  if (name[dot - 9] != '-' && name[dot - 9] != '.') {
    std::size_t dash = name.substr(0, dot).rfind('-');
    if (dash == std::string_view::npos || dot - dash - 1 < 16) return false;
    return std::all_of(name.begin() + dash + 1, name.begin() + dot,
                       [](unsigned char c) { return std::isxdigit(c); });
  }
  std::string_view hash = name.substr(dot - 8, 8);
  bool letter_or_digit = std::all_of(hash.begin(), hash.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_';
  });
  // A plain word ("…-hallowelt.js") is not a hash: ask for a digit or an upper-case letter.
  bool mixed = std::any_of(hash.begin(), hash.end(),
                           [](unsigned char c) { return std::isdigit(c) || std::isupper(c); });
  return letter_or_digit && mixed;
}

}  // namespace fr::http
