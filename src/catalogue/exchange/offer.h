// What all exports say about a service: the catalogue's words about it in every language that has them, gathered
// once. Pure; reads rulebook and texts, decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/prose.h"
#include "program/program.h"

namespace fr {

struct City {
  std::string folder;  // "hamm": part of identifiers
  std::string name;    // "Hamm"
  std::string ags, ars;  // official municipality key and regional key, 8 and 12 digits; empty: stadt.json has none
  std::string state;   // the state's folder as the rules name it: "NRW"
};
// Name and keys from the city's stadt.json.
std::expected<City, Trouble> read_city(const std::filesystem::path& catalogue, const std::string& folder, const std::vector<Source>& sources);

struct ExportInput {
  const Rulebook& book;
  const Texts& texts;
  Month month;         // the state of the law whose deadlines, documents and conditions are exported
  City city;
  std::string origin;  // "https://…" of the portal; empty: unknown
};

struct Wording {
  std::string language;  // as the catalogue's files are named: "de", "leicht", "en" …
  std::string text;
};
using Wordings = std::vector<Wording>;  // German first

std::string_view language_tag(std::string_view language);  // BCP 47: "leicht" -> "de-simple"
std::string_view language_name(std::string_view language);  // in German: "Türkisch"

// A condition of the Anspruch in the rules' words, with what it consists of: groups, "mindestens ein Kind …", and what
// other rules ask, as far as a list can still be read.
struct Condition {
  std::string text;  // "eine von" where there are parts
  std::vector<Condition> parts;
};

struct Offer {
  const Service* service = nullptr;
  Wordings title, brief, next_step, cost;
  Wordings prose;     // HTML: the general text, below it what the city adds
  Wordings keywords;  // several per language
  struct Deadline {
    Wordings text, missed;
    std::string citation;
  };
  struct Document {
    Wordings text, where;
    bool always = false;
  };
  std::vector<Deadline> deadlines;
  std::vector<Document> documents;
  std::vector<Condition> conditions;   // German; all of them must hold
  std::vector<const Office*> offices;
  std::vector<std::string> languages;  // with a text of their own, German first
  Day as_of = 0;
  std::string sources;                 // one a line
};
std::vector<Offer> offers(const ExportInput& in);

const char* level_words(Level level);    // "Bund"
const char* effect_words(Effect effect);  // "Zahlung"
std::string escape_markup(std::string_view text);  // & < > "

}  // namespace fr
