// The catalogue's texts for people: the prose of each service (de.md, leicht.md, en.md, …) and the
// offices (katalog/*/stellen/<id>.md). Markdown with a block of keys on top:
//
//   ---
//   Stand: 2026-11-22
//   Quellen: …, …
//   ---
//   ## So geht es …
//
// Prose may also say geprüft (who has reviewed the text, or nein); its title is its first heading.
// Beside it lies worte.json: the short texts of the service in the other languages (translations.h). A folder with
// several services has worte-<id>.json for each of the others.
// A city adds what it knows of a service of federation or state: <city>/<service>/ort.de.md (ort.leicht.md, …), a text
// of the same form, shown below the general one; and worte.json there with only those short texts that differ here.
// {Stadt} in any of these files is the city's name.
// Continued values are indented. Foreign text is hostile: at most 256 KB a file, valid UTF-8, no HTML, no links
// but http(s), mailto, tel and paths of this site. What is wrong is reported, all of it, never skipped.
// Plain data afterwards; may be shared between threads.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/date.h"
#include "catalogue/glossary.h"
#include "catalogue/load.h"
#include "core/json.h"

namespace fr {

struct TextError {
  std::string file;  // as the reader knows it: "katalog/bund/…/de.md"
  std::size_t line = 0;
  std::string what, why, remedy;
};
std::string render(const TextError& error);  // four lines like a rule's diagnostic

struct Prose {
  std::string language;          // "de", "leicht", "en", …: the file's name
  std::string title;             // empty: as in the rulebook
  std::string sources;
  std::string reviewed;          // who reviewed it; empty: nobody
  Day as_of = 0;
  std::string html;              // safe: made by the Markdown renderer from text without HTML
  std::string file;
};

struct Office {
  std::string id;
  std::string name, kind, address, postcode, town, phone, email, web, hours, accessibility, languages,
      source, note;
  Day as_of = 0;
  std::string html;              // its tasks
  std::map<std::string, std::string> html_in;  // the same in other languages: <id>.<language>.md
  std::string file;
};

struct Texts {
  std::map<std::string, std::map<std::string, Prose>> prose;  // service folder -> language -> text
  std::map<std::string, std::map<std::string, Prose>> local;  // the same: what the city adds
  std::map<std::string, std::map<std::string, json::Value>> words;  // service -> language -> its short texts
  std::set<std::tuple<std::string, std::string, std::string>> said_here;  // service, language, key: words of state or city
  std::map<std::string, Office> offices;
  Glossary glossary;
  std::set<std::string> elsewhere;  // ids of services that other cities of this catalogue have
  std::vector<TextError> errors;
};

// Reads below `catalogue` (the folder katalog/). Files are named relative to its parent; an office
// of the city replaces the state's or the federation's of the same name. All
// but those of other cities than this one.
Texts read_texts(const std::filesystem::path& catalogue, std::string_view city = kFirstCity);

// The two parsers, for tests and fuzzing.
Prose parse_prose(std::string_view text, const std::string& file, std::vector<TextError>* errors);
Office parse_office(std::string_view text, const std::string& file, std::vector<TextError>* errors);

}  // namespace fr
