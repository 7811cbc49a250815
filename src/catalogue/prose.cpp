#include "catalogue/prose.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <tuple>

#include "base/text.h"
#include "catalogue/markdown.h"
#include "language/source.h"

namespace fr {
namespace {

constexpr std::size_t kMaxBytes = 256 * 1024;

struct Field {
  std::string key;
  std::string* value;
  bool required = false;
};

struct Parser {
  const std::string& file;
  std::vector<TextError>* errors;
  std::size_t line = 0;

  void error(std::size_t at, std::string what, std::string why, std::string remedy) {
    errors->push_back({file, at, std::move(what), std::move(why), std::move(remedy)});
  }
};

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::string_view next_line(std::string_view* rest) {
  std::size_t end = rest->find('\n');
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  return line;
}

std::string known_keys(const std::vector<Field>& fields) {
  std::string out;
  for (const Field& f : fields) out += (out.empty() ? "" : ", ") + f.key;
  return out;
}

std::string nearest_key(std::string_view key, const std::vector<Field>& fields) {
  for (const Field& f : fields)
    if (edit_distance(key, f.key, 2) <= 2) return "Meinten Sie „" + f.key + "“?";
  return "Erlaubt sind: " + known_keys(fields) + ".";
}

// One "Schlüssel: Wert" line; returns where continuation lines go.
std::string* key_line(Parser& p, std::string_view line, std::vector<Field>& fields) {
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    p.error(p.line, "Diese Zeile im Kopf hat keinen Doppelpunkt.",
            "Im Kopf steht je Zeile ein Schlüssel mit seinem Wert.",
            "Schreiben Sie „Schlüssel: Wert“, oder rücken Sie die Fortsetzung ein.");
    return nullptr;
  }
  std::string_view key = trim(line.substr(0, colon));
  auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key; });
  if (field == fields.end()) {
    p.error(p.line, "Den Schlüssel „" + std::string(key) + "“ gibt es hier nicht.", "",
            nearest_key(key, fields));
    return nullptr;
  }
  if (!field->value->empty())
    p.error(p.line, "Der Schlüssel „" + field->key + "“ steht zweimal im Kopf.", "",
            "Streichen Sie eine der beiden Zeilen.");
  *field->value = trim(line.substr(colon + 1));
  return field->value;
}

// Reads the block of keys; returns the Markdown below it.
std::string_view read_head(Parser& p, std::string_view text, std::vector<Field>& fields) {
  std::string_view rest = text;
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  p.line = 1;
  if (trim(next_line(&rest)) != "---") {
    p.error(1, "Der Kopf fehlt.", "Jeder Text nennt seinen Stand und seine Quellen.",
            "Beginnen Sie die Datei mit einer Zeile --- und schließen Sie den Kopf ebenso.");
    return text;
  }
  std::string* open = nullptr;
  while (!rest.empty()) {
    std::string_view line = next_line(&rest);
    ++p.line;
    if (trim(line) == "---") {
      for (const Field& f : fields)
        if (f.required && f.value->empty())
          p.error(1, "Im Kopf fehlt „" + f.key + "“.", "", "Ergänzen Sie eine Zeile „" + f.key + ": …“.");
      return rest;
    }
    if (trim(line).empty()) continue;
    bool continued = line.front() == ' ' || line.front() == '\t' || line.starts_with("- ");
    if (continued && open != nullptr) {
      std::string_view more = trim(line);
      if (more.starts_with("- ")) more = trim(more.substr(2));
      *open += (open->empty() ? "" : "\n") + std::string(more);
    } else {
      open = key_line(p, line, fields);
    }
  }
  p.error(p.line, "Der Kopf endet nicht.", "", "Schließen Sie ihn mit einer Zeile ---.");
  return {};
}

std::string read_body(Parser& p, std::string_view body, std::string* title) {
  std::vector<MarkdownProblem> problems;
  std::string html = markdown_to_html(body, &problems, title);
  for (MarkdownProblem& m : problems)
    p.error(p.line + m.line, std::move(m.what), "Diese Texte müssen überall sicher anzuzeigen sein.",
            std::move(m.remedy));
  return problems.empty() ? html : std::string();
}

Day read_day(Parser& p, const std::string& text) {
  auto day = parse_day(text);
  if (!day && !text.empty())
    p.error(1, "„Stand: " + text + "“ ist kein Tag.", "", "Schreiben Sie ihn wie 2026-11-22.");
  return day.value_or(0);
}

bool readable(Parser& p, std::string_view text) {
  if (text.size() > kMaxBytes) {
    p.error(1, "Die Datei ist zu groß.", "Erlaubt sind 256 KB.", "Kürzen Sie den Text.");
    return false;
  }
  std::size_t bad = invalid_utf8_at(text);
  if (bad == std::string_view::npos) return true;
  auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
  p.error(static_cast<std::size_t>(line), "Hier steht ein Zeichen, das kein gültiges UTF-8 ist.", "",
          "Speichern Sie die Datei als UTF-8.");
  return false;
}

void check_office(Parser& p, const Office& o) {
  auto digits = [](const std::string& s) {
    return s.size() == 5 && s.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!o.postcode.empty() && !digits(o.postcode))
    p.error(1, "„PLZ: " + o.postcode + "“ ist keine Postleitzahl.", "", "Schreiben Sie fünf Ziffern.");
  if (!o.web.empty() && !o.web.starts_with("https://") && !o.web.starts_with("http://"))
    p.error(1, "„Web: " + o.web + "“ ist keine Adresse.", "", "Beginnen Sie mit https://.");
  if (!o.email.empty() && (std::count(o.email.begin(), o.email.end(), '@') != 1 ||
                           o.email.find_first_of(" <>\"'?&") != std::string::npos))
    p.error(1, "„E-Mail: " + o.email + "“ ist keine E-Mail-Adresse.", "",
            "Schreiben Sie eine Adresse wie name@stelle.example.");
}

// "notfall.en" -> office "notfall", language "en"; without a language it is the German one.
std::pair<std::string, std::string> office_of(const std::string& stem) {
  const std::size_t dot = stem.find('.');
  return dot == std::string::npos ? std::pair(stem, std::string()) : std::pair(stem.substr(0, dot), stem.substr(dot + 1));
}

// "katalog/bund/stellen/jugendamt.md" -> 0; the state 1, the city 2.
int layer_of(const std::string& file) {
  if (file.find("/bund/") != std::string::npos) return 0;
  return file.find("/nrw/") != std::string::npos ? 1 : 2;
}

// In the order of the files the German office comes before its translations, and the federation's before the state's
// before the city's: what a city knows better replaces what was there, translations included.
void add_office(Office office, Texts* texts) {
  auto [id, language] = office_of(office.id);
  auto old = texts->offices.find(id);
  if (language.empty() && old == texts->offices.end()) {
    texts->offices.emplace(id, std::move(office));
  } else if (language.empty() && layer_of(office.file) != layer_of(old->second.file)) {
    old->second = std::move(office);
  } else if (language.empty()) {
    texts->errors.push_back({office.file, 1, "Die Stelle „" + id + "“ gibt es zweimal.",
                             "Die andere steht in " + old->second.file + ".", "Benennen Sie eine der beiden Dateien um."});
  } else if (old == texts->offices.end()) {
    texts->errors.push_back({office.file, 1, "Zu dieser Übersetzung fehlt die Stelle „" + id + "“.", "",
                             "Legen Sie daneben " + id + ".md an."});
  } else {
    old->second.html_in[language] = std::move(office.html);
  }
}

// The city's words for those of federation or state; what it does not say stays.
void merge(json::Value* into, json::Value from) {
  for (json::Member& m : from.members) {
    const auto old = std::find_if(into->members.begin(), into->members.end(), [&](const json::Member& o) { return o.key == m.key; });
    if (old == into->members.end()) into->members.push_back(std::move(m));
    else if (old->value.is(json::Form::Object) && m.value.is(json::Form::Object)) merge(&old->value, std::move(m.value));
    else old->value = std::move(m.value);
  }
}

// "ort.de" -> what the city adds, in German.
constexpr std::string_view kLocal = "ort.";

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(kMaxBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// worte.json belongs to the folder's service, worte-<id>.json to another one in it; nullopt: not words at all.
std::optional<std::string> words_of(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  if (name == "worte.json") return path.parent_path().filename().string();
  if (!name.starts_with("worte-") || path.extension() != ".json") return std::nullopt;
  return path.stem().string().substr(6);
}

void read_words(const std::string& text, const std::string& service, const std::string& file, Texts* texts) {
  auto value = json::parse(text, {.bytes = kMaxBytes});
  if (!value || !value->is(json::Form::Object)) {
    texts->errors.push_back({file, value ? 1u : 0u, value ? "Hier steht kein Verzeichnis der Sprachen." : value.error().what,
                             value ? "" : value.error().where + " " + value.error().why, "Vergleichen Sie mit der Datei einer anderen Leistung."});
    return;
  }
  for (json::Member& language : value->members) {
    if (layer_of(file) > 0)
      for (const json::Member& m : language.value.members) texts->said_here.insert({service, language.key, m.key});
    auto [known, fresh] = texts->words[service].try_emplace(language.key, language.value);
    if (!fresh) merge(&known->second, std::move(language.value));
  }
}

}  // namespace

std::string render(const TextError& e) {
  std::string out = "FEHLER " + e.file + ":" + std::to_string(e.line) + "\n  " + e.what + "\n";
  if (!e.why.empty()) out += "  Warum: " + e.why + "\n";
  if (!e.remedy.empty()) out += "  Abhilfe: " + e.remedy + "\n";
  return out;
}

Prose parse_prose(std::string_view text, const std::string& file, std::vector<TextError>* errors) {
  Parser p{file, errors};
  Prose prose;
  prose.file = file;
  prose.language = std::filesystem::path(file).stem().string();
  if (prose.language.starts_with(kLocal)) prose.language.erase(0, kLocal.size());
  if (!readable(p, text)) return prose;
  std::string as_of;
  std::vector<Field> fields{{"Stand", &as_of, true},
                            {"Quellen", &prose.sources, prose.language == "de"},
                            {"geprüft", &prose.reviewed}};
  std::string_view body = read_head(p, text, fields);
  prose.as_of = read_day(p, as_of);
  if (prose.reviewed == "nein") prose.reviewed.clear();
  prose.html = read_body(p, body, &prose.title);
  return prose;
}

Office parse_office(std::string_view text, const std::string& file, std::vector<TextError>* errors) {
  Parser p{file, errors};
  Office o;
  o.file = file;
  o.id = std::filesystem::path(file).stem().string();
  if (!readable(p, text)) return o;
  std::string as_of;
  std::vector<Field> fields{
      {"Name", &o.name, true},     {"Art", &o.kind},         {"Adresse", &o.address},
      {"PLZ", &o.postcode},        {"Ort", &o.town},         {"Telefon", &o.phone},
      {"E-Mail", &o.email},        {"Web", &o.web},          {"Zeiten", &o.hours},
      {"Barrierefreiheit", &o.accessibility},                {"Sprachen", &o.languages},
      {"Stand", &as_of, true},     {"Quelle", &o.source, true}, {"Hinweis", &o.note}};
  std::string_view body = read_head(p, text, fields);
  o.as_of = read_day(p, as_of);
  check_office(p, o);
  std::string title;  // the page says the office's name itself
  o.html = read_body(p, body, &title);
  return o;
}

Texts read_texts(const std::filesystem::path& catalogue, std::string_view city) {
  namespace fs = std::filesystem;
  Texts texts;
  std::vector<fs::path> files;
  std::error_code ec;
  const std::vector<std::string> others = other_cities(catalogue, city);
  const std::string name = name_of_city(catalogue / city).value_or(std::string(city));  // load_catalogue says what is wrong with it
  for (fs::recursive_directory_iterator it(catalogue, ec), end; !ec && it != end; it.increment(ec)) {
    if (it.depth() == 0 && std::find(others.begin(), others.end(), it->path().filename().string()) != others.end()) {
      it.disable_recursion_pending();
      std::error_code unread;
      for (fs::directory_iterator other(it->path(), unread), last; !unread && other != last; other.increment(unread))
        texts.elsewhere.insert(other->path().filename().string());
    }
    if (it->is_regular_file() && (it->path().extension() == ".md" || words_of(it->path()))) files.push_back(it->path());
  }
  texts.glossary = read_glossary(catalogue / "glossar", &texts.errors);
  if (ec)
    texts.errors.push_back({catalogue.string(), 0, "Der Ordner lässt sich nicht lesen.", ec.message(),
                            "Prüfen Sie den Pfad nach --katalog."});
  // A layer after the one it may replace; a German text before its translations: "x.md" < "x.en.md".
  const auto order = [&](const fs::path& p) {
    return std::tuple(layer_of("/" + p.lexically_relative(catalogue).generic_string()), p.parent_path(), office_of(p.stem().string()));
  };
  std::sort(files.begin(), files.end(), [&](const fs::path& a, const fs::path& b) { return order(a) < order(b); });
  for (const fs::path& path : files) {
    std::string file = (catalogue.filename() / fs::relative(path, catalogue)).generic_string();
    std::string folder = path.parent_path().filename().string();
    const std::string text = replace_all(slurp(path), kCityPlace, name);
    if (auto service = words_of(path)) {
      read_words(text, *service, file, &texts);
    } else if (folder == "stellen") {
      add_office(parse_office(text, file, &texts.errors), &texts);
    } else {
      Prose prose = parse_prose(text, file, &texts.errors);
      const bool local = path.stem().string().starts_with(kLocal);
      (local ? texts.local : texts.prose)[folder][prose.language] = std::move(prose);
    }
  }
  return texts;
}

}  // namespace fr
