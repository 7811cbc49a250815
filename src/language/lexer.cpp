// Cuts lines into tokens. Invariant: at most one message per line, and none about a line's meaning.
#include "language/lexer.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"

namespace fr::syntax {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of the letter at the start of `text`, 0 if it is none.
std::size_t letter(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.front();
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return 1;
  static constexpr std::array<std::string_view, 7> kUmlauts = {"ä", "ö", "ü", "ß", "Ä", "Ö", "Ü"};
  return std::ranges::any_of(kUmlauts, [&](auto u) { return text.starts_with(u); }) ? 2 : 0;
}

std::size_t point_size(std::string_view text) {
  std::size_t i = 1;
  while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) ++i;
  return i;
}

// Length of the run of letters, digits and hyphens.
std::size_t name_run(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t l = letter(text.substr(i));
    if (l == 0 && !digit(text[i]) && text[i] != '-') break;
    i += l == 0 ? 1 : l;
  }
  return i;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, digit);
}

// "1.000,5" or "1000,5"
bool german_number(std::string_view run) {
  const std::size_t comma = run.find(',');
  if (comma != std::string_view::npos && !all_digits(run.substr(comma + 1))) return false;
  std::string_view whole = run.substr(0, comma);
  const std::size_t first = whole.find('.');
  if (first == std::string_view::npos) return all_digits(whole);
  if (first > 3 || !all_digits(whole.substr(0, first))) return false;
  for (whole.remove_prefix(first); !whole.empty(); whole.remove_prefix(4))
    if (whole.size() < 4 || whole[0] != '.' || !all_digits(whole.substr(1, 3))) return false;
  return true;
}

std::string without(std::string_view text, char gone) {
  std::string out;
  for (const char c : text)
    if (c != gone) out.push_back(c);
  return out;
}

struct Complaint {
  std::string what, why, remedy;
};

// What somebody may have meant with digits that are no German number.
Complaint explain_number(std::string_view run) {
  const auto dots = std::ranges::count(run, '.'), commas = std::ranges::count(run, ',');
  if (dots == 2 && commas == 0) {
    const std::size_t a = run.find('.'), b = run.rfind('.');
    std::string iso = std::string(run.substr(b + 1)) + "-" + (b - a == 2 ? "0" : "") +
                      std::string(run.substr(a + 1, b - a - 1)) + "-" + (a == 1 ? "0" : "") +
                      std::string(run.substr(0, a));
    if (parse_day(iso))
      return {quoted(run) + " ist hier kein Datum.",
              "Ein Tag wird als Jahr-Monat-Tag geschrieben, damit er sich nicht mit einer Zahl "
              "verwechseln lässt.",
              "Schreiben Sie " + quoted(iso) + "."};
  }
  std::string plain;
  if (dots <= 1 && commas >= 1) plain = without(run, ',');  // 1,000.5  1,000,000
  if (dots == 1 && commas == 0) plain = run;                // 1.5
  const auto value = parse_decimal(plain);
  Complaint out{quoted(run) + " ist keine Zahl in deutscher Schreibweise.",
                "Der Punkt trennt Tausender (1.000), das Komma trennt Nachkommastellen (0,5).", ""};
  if (value)
    out.remedy = "Meinten Sie " + quoted(format_german(*value)) + "?";
  else
    out.remedy = "Schreiben Sie zum Beispiel „1.234,56“.";
  return out;
}

class Piece {
 public:
  Piece(std::string_view text, std::uint32_t column, Line& line, Reporter& reporter)
      : text_(text), column_(column), line_(line), reporter_(reporter) {}

  void run() {
    while (i_ < text_.size() && !line_.bad) {
      if (text_[i_] == ' ')
        skip(1);
      else if (digit(text_[i_]))
        number();
      else if (letter(rest()) > 0)
        word();
      else if (text_[i_] == '"')
        string();
      else
        sign();
    }
    line_.end.column =
        line_.tokens.empty() ? column_ : line_.tokens.back().column + line_.tokens.back().length;
  }

 private:
  std::string_view rest() const { return text_.substr(i_); }
  char at(std::size_t offset) const {
    return i_ + offset < text_.size() ? text_[i_ + offset] : ' ';
  }
  void skip(std::size_t bytes) {
    column_ += static_cast<std::uint32_t>(code_points(text_.substr(i_, bytes)));
    i_ += bytes;
  }
  void complain(std::size_t bytes, Complaint c) {
    const auto points = static_cast<std::uint32_t>(code_points(text_.substr(i_, bytes)));
    reporter_.error(line_.number, column_, std::max(1U, points), std::move(c.what),
                    std::move(c.why), std::move(c.remedy));
    line_.bad = true;
  }
  void add(Tok kind, std::size_t bytes, std::int64_t value = 0) {
    Token t;
    t.kind = kind;
    t.text = text_.substr(i_, bytes);
    t.value = value;
    t.column = column_;
    t.length = static_cast<std::uint32_t>(code_points(t.text));
    t.begin = i_;
    t.end = i_ + bytes;
    if (kind == Tok::String) t.text = t.text.substr(1, bytes - 2);
    line_.tokens.push_back(t);
    skip(bytes);
  }

  void number();
  void plain_number();
  void word();
  void string();
  void sign();

  std::string_view text_;
  std::size_t i_ = 0;
  std::uint32_t column_;
  Line& line_;
  Reporter& reporter_;
};

void Piece::number() {
  const std::string_view name = rest().substr(0, name_run(rest()));
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  const bool only_date = name.find_first_not_of("0123456789-") == std::string_view::npos;
  if (digits == name.size()) return plain_number();
  if (only_date && digits == 4) {
    if (const auto day = parse_day(name)) return add(Tok::Date, name.size(), *day);
    if (const auto month = parse_month(name)) return add(Tok::Month, name.size(), *month);
    return complain(name.size(),
                    {"Das Datum " + quoted(name) + " gibt es nicht.",
                     "Ein Tag heißt Jahr-Monat-Tag (2026-02-28), ein Monat Jahr-Monat (2026-02); "
                     "erlaubt sind die Jahre 1850 bis 2250.",
                     "Prüfen Sie Jahr, Monat und Tag."});
  }
  if (name[digits] == '-' && !only_date && !name.ends_with('-'))
    return add(Tok::Word, name.size());  // 25-Stunden
  if (name[digits] == '-') {
    skip(digits);
    return sign();
  }
  complain(name.size(),
           {"Zwischen Zahl und Wort fehlt ein Leerzeichen: " + quoted(name) + ".",
            "Zahl und Einheit sind zwei Wörter; ein Name beginnt mit einem Buchstaben.",
            "Schreiben Sie „" + std::string(name.substr(0, digits)) + " " +
                std::string(name.substr(digits)) + "“."});
}

void Piece::plain_number() {
  std::size_t n = 0;
  while (digit(at(n)) || ((at(n) == '.' || at(n) == ',') && digit(at(n + 1)))) ++n;
  const std::string_view run = rest().substr(0, n);
  if (!german_number(run)) return complain(n, explain_number(run));
  if (at(n) == '.' && all_digits(run) && n <= 4) {
    std::int64_t value = 0;
    for (const char c : run) value = value * 10 + (c - '0');
    return add(Tok::Ordinal, n + 1, value);
  }
  std::string plain = without(run, '.');
  std::ranges::replace(plain, ',', '.');
  const auto value = parse_decimal(plain);
  if (!value)
    return complain(n, {"Die Zahl " + quoted(run) + " ist zu groß oder zu genau.",
                        "Gerechnet wird mit höchstens 922 Millionen und zehn Nachkommastellen.",
                        "Kürzen Sie die Zahl."});
  add(Tok::Number, n, *value);
}

void Piece::word() {
  std::size_t n = name_run(rest());
  if (rest().starts_with("ja/nein") && n == 2) n = 7;
  const std::string_view name = rest().substr(0, n);
  if (name.ends_with('-'))
    return complain(n, {"Der Name " + quoted(name) + " endet mit einem Bindestrich.",
                        "Ein Bindestrich verbindet zwei Wortteile; ein Minus braucht Leerzeichen "
                        "auf beiden Seiten.",
                        "Schreiben Sie „a-b“ für einen Namen und „a - b“ für eine Differenz."});
  add(Tok::Word, n);
}

void Piece::string() {
  const std::size_t end = text_.find('"', i_ + 1);
  if (end == std::string_view::npos)
    return complain(
        text_.size() - i_,
        {"Dieser Text hört nicht auf: Das schließende Anführungszeichen fehlt.",
         "Ein Text steht zwischen zwei geraden Anführungszeichen in einer einzigen Zeile.",
         "Setzen Sie am Ende des Textes ein \"."});
  add(Tok::String, end + 1 - i_);
}

void Piece::sign() {
  static constexpr std::string_view kSigns = ":,()[].|%<>=!";
  const char c = text_[i_];
  if (rest().starts_with("€")) return add(Tok::Sign, 3);
  if (c == '+' || c == '-') {
    const bool free =
        (i_ == 0 || text_[i_ - 1] == ' ') && (i_ + 1 == text_.size() || text_[i_ + 1] == ' ');
    if (free) return add(Tok::Sign, 1);
    const std::string name = c == '-' ? "Minus" : "Plus";
    return complain(
        1, {"Um das " + name + " fehlen Leerzeichen.",
            c == '-' ? "Ohne Leerzeichen ist der Strich ein Bindestrich und gehört zu einem Namen "
                       "oder Datum."
                     : "Rechenzeichen stehen frei, damit man sie nicht übersieht.",
            std::string("Schreiben Sie „a ") + c + " b“, mit Leerzeichen auf beiden Seiten."});
  }
  if (kSigns.find(c) != std::string_view::npos) return add(Tok::Sign, 1);
  const std::size_t n = point_size(rest());
  const std::string_view point = rest().substr(0, n);
  Complaint out{"Das Zeichen " + quoted(point) + " kommt in der Regelsprache hier nicht vor.", "",
                "Streichen Sie es oder setzen Sie den Text in gerade Anführungszeichen."};
  if (point == "„" || point == "“" || point == "”" || point == "»" || point == "«")
    out = {"Anführungszeichen müssen gerade sein.",
           "Typografische Anführungszeichen gehören in den Text, nicht an seinen Rand.",
           "Schreiben Sie \"…\" statt „…“."};
  else if (point == "–" || point == "—" || point == "−")
    out = {"Das Zeichen " + quoted(point) + " ist kein Minus.",
           "Textprogramme machen aus dem Minus oft einen Gedankenstrich.",
           "Schreiben Sie das Minus als „-“ mit Leerzeichen auf beiden Seiten."};
  else if (c == '*' || c == '/')
    out = {"Das Rechenzeichen " + quoted(point) + " gibt es nicht.",
           "Gerechnet wird in Worten, wie im Gesetz.",
           c == '*' ? "Schreiben Sie „mal“." : "Schreiben Sie „geteilt durch“."};
  else if (c == '#')
    out = {"Ein Kommentar steht in einer eigenen Zeile.",
           "Hinter einer Angabe ist der Platz für die Fundstelle.",
           "Schreiben Sie die Zeile mit „#“ über diese Zeile."};
  else if (c == ';')
    out = {"Ein Strichpunkt gehört hier nicht hin.",
           "Jede Angabe hat ihre eigene Zeile; Aufzählungen trennt das Komma.",
           "Streichen Sie den Strichpunkt."};
  else if (point == "\xC2\xA0")
    out = {"Hier steht ein geschütztes Leerzeichen.",
           "Man sieht es nicht, aber es trennt keine Wörter.",
           "Ersetzen Sie es durch ein gewöhnliches Leerzeichen."};
  complain(n, std::move(out));
}

}  // namespace

void tokenize(std::string_view piece, std::uint32_t column, Line& line, Reporter& reporter) {
  Piece(piece, column, line, reporter).run();
}

}  // namespace fr::syntax
