// Reads a catalogue folder into rule sources, in an order that depends on nothing but the names:
//   begriffe/ -> vocabulary, bund/ -> Federal, nrw/ -> State "NRW", hamm/ -> City "Hamm"
// and in each all *.regel files, sorted by path. Other files (prose, offices, forms) are not its business.
// Trusts nothing: limits on files, size and depth; links are refused; whatever is odd is an error in German.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "core/trouble.h"
#include "language/source.h"

namespace fr {

inline constexpr std::size_t kMaxRuleFiles = 2000, kMaxRuleBytes = 1024 * 1024, kMaxCatalogueBytes = 64 * 1024 * 1024;
inline constexpr int kMaxFolderDepth = 6;

// Names of the sources begin with the folder's own name: "katalog/bund/…/leistung.regel".
std::expected<std::vector<Source>, Trouble> load_catalogue(const std::filesystem::path& folder);

// A whole regular file of at most `limit` bytes.
std::expected<std::string, Trouble> read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace fr
