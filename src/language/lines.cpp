// Cuts a file into lines: indentation, comments, right margin, and what makes a line or a file
// unreadable.
#include <algorithm>

#include "base/text.h"
#include "language/lexer.h"

namespace fr::syntax {
namespace {

constexpr std::size_t kMaxMessages = 200, kMaxBytes = 1'048'576, kMaxPoints = 1000;

// Where the right margin begins, or npos.
std::size_t citation_at(std::string_view text, std::size_t indent) {
  bool inside = false;
  for (std::size_t i = indent; i < text.size(); ++i) {
    if (text[i] == '"') inside = !inside;
    if (inside || (i > indent && text[i - 1] != ' ')) continue;
    const std::string_view here = text.substr(i);
    if (here.starts_with(kParagraph) || here.starts_with("Art. ") || here.starts_with("Quelle \""))
      return i;
    const bool wide = i >= indent + 2 && text[i - 2] == ' ';
    if (wide && is_law_reference(here)) return i;
  }
  return std::string_view::npos;
}

// `… 66 EStG  Quelle "BGBl."` -> "… 66 EStG; BGBl."; the paragraph sign stands where … stands.
void read_citation(std::string_view text, Line& line, Reporter& reporter) {
  const auto fail = [&](std::string what, std::string remedy) {
    reporter.error(line.number, line.citation_column, static_cast<std::uint32_t>(code_points(text)),
                   std::move(what),
                   "Am rechten Rand stehen erst die Paragraphen, dann Quelle \"…\".",
                   std::move(remedy));
    line.bad = true;
  };
  std::string out;
  while (!trimmed(text).empty() && !line.bad) {
    const std::size_t mark = text.find("Quelle \"");
    std::string part = single_spaced(text.substr(0, mark));
    if (mark == std::string_view::npos) {
      text = {};
    } else if (!part.empty()) {
      text.remove_prefix(mark);
    } else {
      const std::size_t open = mark + 8, close = text.find('"', open);
      if (close == std::string_view::npos)
        return fail("Die Quelle hört nicht auf: Das schließende Anführungszeichen fehlt.",
                    "Setzen Sie am Ende ein \".");
      part = single_spaced(text.substr(open, close - open));
      if (part.empty())
        return fail("Die Quelle ist leer.",
                    "Nennen Sie die Fundstelle oder streichen Sie „Quelle“.");
      text.remove_prefix(close + 1);
      const std::string_view more = trimmed(text);
      if (!more.empty() && !more.starts_with("Quelle \""))
        return fail("Hinter der Quelle steht noch " + quoted(more) + ".",
                    "Stellen Sie diese Angabe vor die Quelle.");
    }
    out += (out.empty() ? "" : "; ") + part;
  }
  line.citation = out;
}

// Says what makes the line unreadable; true if it may be tokenized.
bool readable(Line& line, Reporter& reporter) {
  const std::size_t tab = line.raw.find('\t');
  if (tab != std::string_view::npos) {
    reporter.error(line.number,
                   static_cast<std::uint32_t>(code_points(line.raw.substr(0, tab))) + 1, 1,
                   "In dieser Zeile steht ein Tabulator.",
                   "Ein Tabulator ist je nach Editor verschieden breit; die Einrückung wäre dann "
                   "nicht eindeutig.",
                   "Ersetzen Sie ihn durch Leerzeichen, je Ebene zwei.");
  } else if (code_points(line.raw) > kMaxPoints) {
    reporter.error(line.number, kMaxPoints + 1, 1, "Diese Zeile ist länger als 1000 Zeichen.",
                   "So lange Zeilen kann niemand neben dem Gesetz lesen.", "Kürzen Sie den Text.");
  } else {
    for (std::size_t i = 0; i < line.raw.size(); ++i) {
      if (static_cast<unsigned char>(line.raw[i]) >= 0x20 && line.raw[i] != 0x7F) continue;
      reporter.error(line.number,
                     static_cast<std::uint32_t>(code_points(line.raw.substr(0, i))) + 1, 1,
                     "In dieser Zeile steht ein unsichtbares Steuerzeichen.",
                     "Regeldateien enthalten nur lesbaren Text; jede Zeile endet mit einem "
                     "einfachen Zeilenvorschub (LF).",
                     "Speichern Sie die Datei mit Unix-Zeilenenden und ohne Steuerzeichen.");
      line.bad = true;
      return false;
    }
    return true;
  }
  line.bad = true;
  return false;
}

void read_line(Line& line, Reporter& reporter) {
  if (line.table || !readable(line, reporter)) {
    if (line.table) readable(line, reporter);
    return;
  }
  const std::size_t mark = citation_at(line.raw, line.indent);
  if (mark != std::string_view::npos) {
    line.citation_column = static_cast<std::uint32_t>(code_points(line.raw.substr(0, mark))) + 1;
    read_citation(line.raw.substr(mark), line, reporter);
  }
  tokenize(line.raw.substr(0, mark), 1, line, reporter);
  if (!line.bad && line.tokens.empty()) {
    reporter.error(line.number, line.citation_column, 1,
                   "Diese Zeile besteht nur aus einer Fundstelle.",
                   "Eine Fundstelle gehört zu der Angabe, die links von ihr steht; eine "
                   "Beschriftung beginnt nicht mit „\u00a7“.",
                   "Stellen Sie die Fundstelle an das Ende der Zeile, die sie belegt.");
    line.bad = true;
  }
}

bool whole_file_readable(std::string_view text, Reporter& reporter) {
  if (text.size() > kMaxBytes) {
    reporter.error(0, 1, 1, "Die Datei ist größer als 1 MB.",
                   "Eine Regeldatei soll man lesen können.",
                   "Teilen Sie die Datei nach Leistungen auf.");
    return false;
  }
  const std::size_t bad = invalid_utf8_at(text);
  if (bad == std::string_view::npos) return true;
  const std::string_view before = text.substr(0, bad);
  const std::size_t begin =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  reporter.error(
      static_cast<std::uint32_t>(std::ranges::count(before, '\n')) + 1,
      static_cast<std::uint32_t>(code_points(before.substr(begin))) + 1, 1,
      "Byte " + std::to_string(bad + 1) + " der Datei ist kein gültiger Text in UTF-8.",
      text[bad] == '\0' ? "Dort steht ein Nullbyte."
                        : "Die Datei ist vermutlich in einer anderen Kodierung gespeichert.",
      text[bad] == '\0' ? "Löschen Sie dieses Zeichen." : "Speichern Sie die Datei als UTF-8.");
  return false;
}

}  // namespace

void Reporter::error(std::uint32_t line, std::uint32_t column, std::uint32_t length,
                     std::string what, std::string why, std::string remedy) {
  if (full_) return;
  Diagnostic d;
  d.pos = {source_, line, column, std::max(1U, length)};
  d.what = std::move(what);
  d.why = std::move(why);
  d.remedy = std::move(remedy);
  out_->push_back(std::move(d));
  if (++count_ < kMaxMessages) return;
  full_ = true;
  Diagnostic last;
  last.pos = {source_, line, column, 1};
  last.what = "Nach 200 Meldungen endet die Prüfung dieser Datei.";
  last.why = "Viele Meldungen haben meist eine gemeinsame Ursache.";
  last.remedy = "Beheben Sie die ersten Meldungen und prüfen Sie die Datei erneut.";
  out_->push_back(std::move(last));
}

Lines read_lines(std::string_view text, Reporter& reporter) {
  Lines out;
  if (!whole_file_readable(text, reporter)) return out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string> comments;
  for (std::uint32_t number = 1; !text.empty() && !reporter.full(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Line line;
    line.number = number;
    line.raw = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.raw.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    line.indent = static_cast<std::uint32_t>(first);
    if (line.raw[first] == '\t')
      line.indent += 2;  // unreadable anyway, but it belongs to the line above
    if (line.raw[first] == '#') {
      if (readable(line, reporter)) comments.emplace_back(trimmed(line.raw));
      continue;
    }
    line.table = line.raw[first] == '|';
    line.comments = std::move(comments);
    comments.clear();
    read_line(line, reporter);
    out.lines.push_back(std::move(line));
  }
  out.trailing_comments = std::move(comments);
  return out;
}

std::string quoted(std::string_view word) {
  return "„" + std::string(word) + "“";
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string single_spaced(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text))
    if (c != ' ' || !out.ends_with(' ')) out.push_back(c);
  return out;
}

bool is_law_reference(std::string_view text) {
  return text.starts_with(kParagraph) || text.starts_with("Art. ") || text.starts_with("Artikel ") ||
         text.starts_with("Anlage ");
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  std::size_t least = std::clamp<std::size_t>(word.size() / 2, 1, 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate, 3);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace fr::syntax
