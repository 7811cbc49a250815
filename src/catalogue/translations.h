// The catalogue's short texts in other languages. Facts in katalog/begriffe/<language>.json: question, help, short name
// and answers of every fact; "rules" of a city's own rules in katalog/<city>/begriffe/<language>.json:
//   {"facts": {"Wohnform": {"question": …, "help": …, "brief": …, "choices": {"Miete": …}}}, "rules": {"pflegt-zu-Hause": …}}
// rules: those that a claim names in its conditions, as words in a sentence about somebody.
// Services in worte.json beside their rules, all languages in one file; deadlines and documents under their German titles:
//   {"en": {"title": …, "brief": …, "next": …, "cost": …, "deadlines": {"…": {"text": …, "missed": …}},
//           "documents": {"…": {"text": …, "where": …}}, "keywords": ["…"]}, "tr": {…}}
// Keywords are what families call it in their language, like Suchworte in German; they may be missing.
// A translation has exactly the texts that the German rules have, and {Name} where they have it.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "catalogue/prose.h"
#include "core/json.h"
#include "program/compile.h"

namespace fr {

// The languages into which the catalogue is translated; German is the rules' own.
inline constexpr std::string_view kTranslated[] = {"leicht", "en", "tr", "uk", "ar", "pl", "ro", "ru"};

// The translation of the facts and rules in one language, with what the city (its folder's name) adds.
std::expected<json::Value, Trouble> read_vocabulary(const std::filesystem::path& catalogue, const std::string& city, std::string_view language);
// What is missing, empty or unknown in one translation of the facts. German, one line each; empty = complete.
std::vector<std::string> fact_findings(const Rulebook& book, const json::Value& texts, const std::string& file);
// The same for the words of all services.
std::vector<std::string> word_findings(const Rulebook& book, const Texts& texts);
// The same for everything in the folder katalog/.
std::vector<std::string> translation_findings(const Rulebook& book, const Texts& texts, const std::filesystem::path& catalogue, const std::string& city);
// What city or state say of a service otherwise in German, but not in every language.
std::vector<std::string> replaced_findings(const std::vector<Replaced>& replaced, const Texts& texts);

// A text of a service in a language, or empty: ("en", "brief"), ("en", "documents", "Geburtsurkunde", "where").
std::string_view service_word(const Texts& texts, const std::string& service, std::string_view language, std::string_view key);
std::string_view service_word(const Texts& texts, const std::string& service, std::string_view language, std::string_view group,
                              std::string_view german, std::string_view key);

// What families call a service in a language, if somebody has written it down.
std::vector<std::string_view> service_keywords(const Texts& texts, const std::string& service, std::string_view language);

// What the browser loads for one language: {"facts": …, "rules": …, "services": {"<id>": {…}}}; `vocabulary` is the
// file katalog/begriffe/<language>.json.
std::string browser_texts(const json::Value& vocabulary, const Texts& texts, std::string_view language);

}  // namespace fr
