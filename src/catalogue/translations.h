// The vocabulary in other languages: katalog/begriffe/<language>.json holds questions, help, short names and
// answers of every fact and title and one sentence of every service:
//   {"facts": {"Wohnform": {"question": …, "help": …, "brief": …, "choices": {"Miete": …}}}, "services": {"id": {"title": …, "brief": …}}}
// A translation has exactly the texts that the German rules have, and {Name} where they have it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/json.h"
#include "program/program.h"

namespace fr {

// What is missing, empty or unknown in one translation. German, one line each; empty = complete.
std::vector<std::string> translation_findings(const Rulebook& book, const json::Value& texts, const std::string& file);
// The same for every translation in the folder katalog/.
std::vector<std::string> translation_findings(const Rulebook& book, const std::filesystem::path& catalogue);

}  // namespace fr
