#include "catalogue/quality.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "catalogue/translations.h"

namespace fr {
namespace {

// Whole words that easy language avoids, in lower case.
constexpr std::string_view kHard[] = {"würde", "würden", "würdest", "könnte", "könnten", "hätte", "hätten", "wäre", "wären", "müsste", "müssten", "sollte",
                                      "sollten", "dürfte", "dürften", "bzw", "ggf", "usw", "z.b", "d.h", "evtl", "man", "sofern", "jedoch", "hierzu",
                                      "hierfür", "diesbezüglich", "mittels", "gemäß", "bezüglich", "seitens", "sowie"};

std::vector<std::string> split(std::string_view text, std::string_view at) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(at), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string bare(std::string word) {
  const auto outer = [](char c) { return std::string_view(".,:;!?()\"*_„“’'").find(c) != std::string_view::npos; };
  while (!word.empty() && outer(word.back())) word.pop_back();
  while (!word.empty() && outer(word.front())) word.erase(0, 1);
  return lower(word);
}

// Does the point at `i` end a sentence? After "Sie gehen" and "02381 17-7777" yes, in "am 1. August", "1.500" and "Sie bzw. er" no.
bool ends(std::string_view line, std::size_t i) {
  for (const std::string_view shortened : {" bzw", " ggf", " evtl", " z.B", " d.h"})
    if (line.substr(0, i).ends_with(shortened)) return false;
  std::size_t digits = 0;
  while (digits < i && line[i - digits - 1] >= '0' && line[i - digits - 1] <= '9') ++digits;
  return digits == 0 || digits >= 3;
}

// "Sie bekommen Geld. Rufen Sie an." -> two.
std::vector<std::string> sentences(std::string_view line) {
  std::vector<std::string> out;
  std::string one;
  for (std::size_t i = 0; i < line.size(); ++i) {
    one += line[i];
    const bool mark = line[i] == '!' || line[i] == '?' || (line[i] == '.' && ends(line, i));
    if (mark && (i + 1 == line.size() || line[i + 1] == ' ')) {
      out.push_back(one);
      one.clear();
    }
  }
  if (one.find_first_not_of(" \t") != std::string::npos) out.push_back(one);
  return out;
}

// The lines of an HTML text as somebody reads them.
std::vector<std::string> lines_of(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] != '<') {
      out += html[i];
      continue;
    }
    const std::size_t end = std::min(html.find('>', i), html.size() - 1);
    const std::string_view tag = html.substr(i, end - i + 1);
    if (tag.starts_with("<br") || tag.starts_with("</p") || tag.starts_with("</li") || tag.starts_with("</h")) out += '\n';
    i = end;
  }
  return split(replace_all(replace_all(out, "&quot;", "\""), "&amp;", "&"), "\n");
}

// Federation and state write for all cities: may what they say be at home in another one?
bool shared(const std::string& file) { return file.find("/bund/") != std::string::npos || file.find("/nrw/") != std::string::npos; }

void check_links(const Rulebook& book, const Texts& texts, const std::string& html, const std::string& where, std::vector<std::string>* out) {
  const auto exists = [&](std::string path) {
    for (const std::string_view language : kTranslated)
      if (const std::string prefix = "/" + std::string(language) + "/"; path.starts_with(prefix)) path.erase(0, prefix.size() - 1);
    path = path.substr(0, path.find_first_of("?#"));
    if (path.starts_with("/leistung/"))
      return std::any_of(book.services.begin(), book.services.end(), [&](const Service& s) { return path.substr(10) == s.id; }) ||
             (shared(where) && texts.elsewhere.contains(path.substr(10)));  // shown without the link here
    if (path.starts_with("/stelle/")) return texts.offices.contains(path.substr(8));
    return true;  // the portal's own pages: the crawl in tests/ knows them
  };
  constexpr std::string_view kHref = "href=\"/";
  for (std::size_t at = html.find(kHref); at != std::string::npos; at = html.find(kHref, at + 1)) {
    const std::size_t from = at + kHref.size() - 1;
    const std::string path = html.substr(from, html.find('"', from) - from);
    if (!exists(path)) out->push_back(where + ": Der Verweis auf „" + path + "“ führt ins Leere.");
  }
}

bool plausible_key(std::string_view key) {
  return key.size() == 14 && key.starts_with("99") && key.find_first_not_of("0123456789") == std::string_view::npos;
}

// What a claim says, word for word, through all the rules that it refers to.
void say(const Program& program, std::uint32_t node, int depth, std::string* out) {
  const Explain& e = program.explain[node];
  *out += "(" + std::to_string(static_cast<int>(e.kind)) + e.text;
  if (e.kind == ExplainKind::Rule && depth < 3 && e.ref != kNone && program.rules[e.ref].root != kNone) say(program, program.rules[e.ref].root, depth + 1, out);
  for (const std::uint32_t child : e.children) say(program, child, depth, out);
  *out += ")";
}

}  // namespace

std::vector<std::string> easy_findings(std::string_view text, const std::string& where) {
  std::vector<std::string> out;
  const std::string line(text);
  const auto note = [&](const std::string& what) { out.push_back(where + ": Leichte Sprache: " + what + ": „" + line + "“"); };
  for (const std::string& sentence : sentences(line)) {
    const auto words = split(sentence, " \t/–");
    const auto count = static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [](const std::string& w) {
      return bare(w).find_first_not_of("0123456789-") != std::string::npos;  // the groups of a phone number are no words
    }));
    if (count > kEasyWords) note(std::to_string(count) + " Wörter in einem Satz, höchstens " + std::to_string(kEasyWords));
    for (const std::string& w : words)
      if (const std::string word = bare(w); std::find(std::begin(kHard), std::end(kHard), word) != std::end(kHard)) note("das Wort „" + word + "“");
  }
  if (line.find_first_of(";") != std::string::npos) note("ein Strichpunkt");
  return out;
}

std::vector<std::string> quality_findings(const Rulebook& book, const Texts& texts) {
  std::vector<std::string> out;
  std::set<std::string> used{"notfall", "betreiber", "familienrathaus"};
  for (const Service& s : book.services) {
    used.insert(s.offices.begin(), s.offices.end());
    if (!s.key.empty() && !plausible_key(s.key)) out.push_back(s.source + ": „" + s.key + "“ ist kein Leistungsschlüssel: 14 Ziffern, zuerst 99.");
    for (const char* key : {"title", "brief", "next", "cost"})
      for (std::string& f : easy_findings(service_word(texts, s.id, "leicht", key), "Worte der Leistung „" + s.title + "“")) out.push_back(std::move(f));
  }
  for (const auto& [id, office] : texts.offices) {
    // A city need not use what federation and state describe for all.
    if (!shared(office.file) && !used.contains(id)) out.push_back(office.file + ": Diese Stelle ist für keine Leistung zuständig.");
    check_links(book, texts, office.html, office.file, &out);
  }
  for (const auto* all : {&texts.prose, &texts.local})
    for (const auto& [service, languages] : *all)
      for (const auto& [language, prose] : languages) {
        check_links(book, texts, prose.html, prose.file, &out);
        if (language != "leicht") continue;
        for (const std::string& line : lines_of(prose.html))
          for (std::string& f : easy_findings(line, prose.file)) out.push_back(std::move(f));
      }
  return out;
}

std::vector<std::vector<std::string>> same_claims(const Rulebook& book, Month month) {
  std::map<std::string, std::vector<std::string>> groups;
  const Program* program = in_force(book, month);
  if (program == nullptr) return {};
  for (const Target& t : program->targets) {
    std::string said = std::to_string(static_cast<int>(t.role));
    if (const std::uint32_t root = program->rules[t.claim].root; root != kNone) say(*program, root, 0, &said);
    groups[said].push_back(book.services[t.service].id);
  }
  std::vector<std::vector<std::string>> out;
  for (auto& [said, ids] : groups)
    if (ids.size() > 1) out.push_back(std::move(ids));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> stale(const Texts& texts, Day today, int days) {
  std::vector<std::string> out;
  const auto look = [&](const std::string& file, Day as_of) {
    if (as_of < today - days) out.push_back(file + ": Stand " + format_day(as_of));
  };
  for (const auto* all : {&texts.prose, &texts.local})
    for (const auto& [service, languages] : *all)
      for (const auto& [language, prose] : languages) look(prose.file, prose.as_of);
  for (const auto& [id, office] : texts.offices) look(office.file, office.as_of);
  return out;
}

}  // namespace fr
