// A rule file as the compiler sees it, and what the compiler says about it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fr {

// Stands in texts for the name of the city whose catalogue it is (Source::place of the city's sources).
inline constexpr std::string_view kCityPlace = "{Stadt}";

enum class Layer : std::uint8_t { Vocabulary, Federal, State, City };  // begriffe < Bund < Land < Stadt

struct Source {
  std::string name;  // shown in messages: "katalog/bund/spielgeld/leistung.regel"
  std::string text;
  Layer layer = Layer::Federal;
  std::string place; // "NRW", "Hamm" for State and City
};

struct Pos {
  std::uint32_t source = 0;  // index of the Source
  std::uint32_t line = 0;    // 1-based
  std::uint32_t column = 0;  // 1-based, in code points
  std::uint32_t length = 1;  // code points to underline
};

enum class Severity : std::uint8_t { Error, Warning };  // warnings: check --streng turns them into errors

// Says what, where, why and what to do, in German.
struct Diagnostic {
  Severity severity = Severity::Error;
  Pos pos;
  std::string what;    // one sentence, no line break
  std::string why;     // may be empty
  std::string remedy;  // may be empty
  std::vector<std::pair<Pos, std::string>> also;  // other places that matter ("hier steht die andere Regel")
};
using Diagnostics = std::vector<Diagnostic>;

// The printed form, pinned by golden files:
//   FEHLER katalog/…/leistung.regel:12:7
//     12 |   Kind.Gebutstag höchstens Ende des Monats
//        |        ^^^^^^^^^
//     Das Merkmal „Gebutstag“ gibt es nicht.
//     Warum: …
//     Abhilfe: Meinten Sie „Geburtstag“?
std::string render(const Diagnostic& d, const std::vector<Source>& sources);
std::string render(const Diagnostics& all, const std::vector<Source>& sources);

}  // namespace fr
