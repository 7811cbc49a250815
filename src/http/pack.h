// All static answers of a site in one file, compressed when it was built and mapped into memory when it is served:
// starting costs nothing, and only pages that somebody reads occupy memory. Read-only; trusts nothing that it reads.
//
//   "FRPACK01" · u64 length of the index · index · bodies
//   index: u32 count, then per entry (sorted by path): path, type, cache control, tag (each u32 length + bytes),
//          and (offset, size) as u64 of the plain, gzip and brotli body; size 0 = not there. Offsets from the bodies' start.
// Numbers little-endian. A body that pays compressed has no plain form: whoever accepts no encoding gets it unpacked.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/asset.h"

namespace fr::http {

struct PackItem {
  std::string path;
  Asset asset;
};

// Bytes of a pack; items in any order, each path once.
std::string write_pack(std::vector<PackItem> items);

class Pack {
 public:
  // German sentence on failure.
  static std::expected<Pack, std::string> open(const std::filesystem::path& file);
  Pack(Pack&&) noexcept;
  Pack& operator=(Pack&&) noexcept;
  ~Pack();

  bool has(std::string_view path) const;
  // nullopt: not in the pack.
  std::optional<Response> respond(const Request& request, int status = 200) const { return respond(request.path, request, status); }
  std::optional<Response> respond(std::string_view path, const Request& request, int status = 200) const;
  // The unpacked body, or empty.
  std::string text(std::string_view path) const;

 private:
  struct Mapping;
  explicit Pack(std::unique_ptr<Mapping> mapping);
  std::unique_ptr<Mapping> mapping_;
};

}  // namespace fr::http
