// Reading rule folders from disk, for tests only.
#include "differential/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "language/parse.h"

namespace fr::differential {

namespace {

struct Level {
  const char* folder;
  Layer layer;
  const char* place;
};
constexpr Level kLevels[] = {{"begriffe", Layer::Vocabulary, ""},
                             {"bund", Layer::Federal, ""},
                             {"nrw", Layer::State, "NRW"},
                             {"hamm", Layer::City, "Hamm"}};

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<Source> read_sources(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<Source> sources;
  for (const Level& level : kLevels) {
    const fs::path root = fs::path(folder) / level.folder;
    if (!fs::exists(root)) continue;
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() == ".regel") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      const std::string shown = fs::relative(file, fs::path(folder).parent_path()).string();
      sources.push_back({shown, read_text(file), level.layer, level.place});
    }
  }
  return sources;
}

Corpus load(const std::string& name, const std::string& folder) {
  Corpus corpus;
  corpus.name = name;
  corpus.sources = read_sources(folder);
  corpus.compiled = compile(corpus.sources);
  if (!corpus.compiled.ok()) {
    std::cerr << render(corpus.compiled.diagnostics, corpus.sources);
    return corpus;
  }
  std::vector<ast::File> files;
  for (std::uint32_t i = 0; i < corpus.sources.size(); ++i) {
    files.push_back(std::move(parse(corpus.sources[i], i).file));
  }
  Diagnostics ignored;  // the same as above
  corpus.checked = check(std::move(files), corpus.sources, false, &ignored);
  return corpus;
}

const std::vector<Corpus>& corpora() {
  static const std::vector<Corpus> all = [] {
    std::vector<Corpus> made;
    made.push_back(load("spielstadt", FR_ROOT "/tests/spielstadt"));
    if (!read_sources(FR_ROOT "/katalog").empty()) {
      made.push_back(load("katalog", FR_ROOT "/katalog"));
    }
    return made;
  }();
  return all;
}

std::uint64_t seed() {
  static const std::uint64_t value = [] {
    const char* given = std::getenv("FR_SEED");
    const std::uint64_t chosen = given ? std::strtoull(given, nullptr, 10) : 20260501;
    std::cout << "FR_SEED=" << chosen << " (mit der Umgebungsvariablen FR_SEED wiederholbar)\n";
    return chosen;
  }();
  return value;
}

}  // namespace fr::differential
