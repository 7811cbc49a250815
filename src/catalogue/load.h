// Reads a catalogue folder into rule sources, in an order that depends on nothing but the names:
//   begriffe/ -> vocabulary, bund/ -> Federal, nrw/ -> State "NRW", <city>/ -> City
// and in each all *.regel files, sorted by path. Other files (prose, offices, forms) are not its business.
// A catalogue may hold several cities side by side; one of them is read. A folder with stadt.json is a city:
//   {"name": "Hamm", "ags": "05915000", "ars": "059150000000"}      the official keys, if it wants to export them (exchange/offer.h)
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

inline constexpr std::string_view kFirstCity = "hamm";

// What the city in this folder is called: stadt.json, or without it the folder's name, capitalised.
std::expected<std::string, Trouble> name_of_city(const std::filesystem::path& folder);

// The folders below katalog/ that belong to other cities than this one.
std::vector<std::string> other_cities(const std::filesystem::path& folder, std::string_view city);

// Names of the sources begin with the folder's own name: "katalog/bund/…/leistung.regel". Source::place of the
// city's sources is its name; without stadt.json the folder's, capitalised.
std::expected<std::vector<Source>, Trouble> load_catalogue(const std::filesystem::path& folder, std::string_view city = kFirstCity);
// The name of the city whose sources these are; empty: there are none.
std::string city_name(const std::vector<Source>& sources);

// A whole regular file of at most `limit` bytes.
std::expected<std::string, Trouble> read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace fr
