// reform: what a change of the law or of one table would mean for the families of a population. Two catalogues (--gegen),
// or one in which declarations are replaced by those of a file (--ersetze).
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "app/common.h"
#include "app/console.h"
#include "app/reform_report.h"
#include "base/date.h"

namespace fr::app {
namespace {

struct ReformCall {
  batch::ReformOptions options;
  std::string against, table, replacement, services, html, csv, definition, title, frame;
};

struct Block {
  std::string key, text;  // "Tabelle Kita-Beitrag"
};

// Declarations of a rule file: from a line that names one to the next blank line.
std::vector<Block> blocks_of(const std::string& text) {
  std::vector<Block> blocks;
  std::istringstream lines(text);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) {
      inside = false;
      continue;
    }
    const bool named = line[0] != ' ' && line[0] != '#' && line.find(':') != std::string::npos;
    if (!inside && named) {
      blocks.push_back({line.substr(0, line.find(':')), ""});
      inside = true;
    }
    if (inside) blocks.back().text += line + "\n";
  }
  return blocks;
}

// The text with the block of that key replaced; nullopt if it is not there.
std::optional<std::string> replaced(const std::string& text, const Block& with) {
  std::size_t at = text.starts_with(with.key + ":") ? 0 : text.find("\n" + with.key + ":");
  if (at == std::string::npos) return std::nullopt;
  if (text[at] == '\n') ++at;
  std::size_t end = text.find("\n\n", at);
  end = end == std::string::npos ? text.size() : end + 1;
  return text.substr(0, at) + with.text + text.substr(end);
}

std::expected<std::vector<Source>, Trouble> changed(const ReformCall& call, const std::vector<Source>& sources, std::string* what) {
  const auto text = read_file(call.replacement, kMaxRuleBytes);
  if (!text) return std::unexpected(text.error());
  const auto blocks = blocks_of(*text);
  if (blocks.empty()) return std::unexpected(Trouble{"In dieser Datei steht keine Regel, die ersetzt werden könnte.", call.replacement, "Erwartet wird zum Beispiel „Tabelle NAME: …“ bis zur nächsten leeren Zeile.", ""});
  std::vector<Source> after = sources;
  for (const Block& block : blocks) {
    const std::string name = block.key.substr(block.key.find(' ') == std::string::npos ? 0 : block.key.find(' ') + 1);
    if (!call.table.empty() && name != call.table) {
      return std::unexpected(Trouble{"Die Datei ersetzt „" + block.key + "“, verlangt ist „" + call.table + "“.", call.replacement, "", "Bitte --tabelle weglassen oder die Datei berichtigen."});
    }
    int found = 0;
    for (Source& source : after) {
      if (auto fresh = replaced(source.text, block)) source.text = *std::move(fresh), ++found;
    }
    if (found != 1) {
      return std::unexpected(Trouble{"„" + block.key + "“ kommt im Katalog " + (found ? "mehrfach" : "nicht") + " vor.", call.replacement, "Ersetzt wird eine Erklärung gleichen Namens.", ""});
    }
    *what += (what->empty() ? "" : ", ") + block.key;
  }
  return after;
}

std::optional<Trouble> write_text(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return std::nullopt;
  return Trouble{"Die Datei lässt sich nicht schreiben.", path, "", "Bitte Ordner und Rechte prüfen."};
}

void print(const batch::ReformReport& r) {
  fmt::print("{} Haushalte: {} gewinnen sicher, {} vielleicht; {} verlieren sicher, {} vielleicht\n", r.all.families, r.all.gain, r.all.may_gain, r.all.lose, r.all.may_lose);
  fmt::print("Zusammen im Monat {}, im Jahr {}\n\n", euros(r.all.lo, r.all.hi), euros(r.all.lo * 12, r.all.hi * 12));
  std::vector<std::vector<std::string>> rows{{"Haushalt", "Zahl", "gewinnt", "vielleicht", "verliert", "im Monat"}};
  for (const auto& [kind, c] : r.kinds) {
    rows.push_back({kind, std::to_string(c.families), std::to_string(c.gain), std::to_string(c.may_gain), std::to_string(c.lose + c.may_lose), euros(c.lo, c.hi)});
  }
  for (std::size_t i = 0; i < 10; ++i) {
    const auto& c = r.deciles[i];
    rows.push_back({fmt::format("{}. Einkommenszehntel", i + 1), std::to_string(c.families), std::to_string(c.gain), std::to_string(c.may_gain), std::to_string(c.lose + c.may_lose), euros(c.lo, c.hi)});
  }
  Console().table(rows, {false, true, true, true, true, true});
}

int run(const Options& options, ReformCall& call) {
  int exit = kFine;
  std::string frame;
  if (!call.html.empty()) {  // first: nobody should wait for a report that cannot be written
    auto read = report_frame(call.frame);
    if (!read) return refuse(read.error());
    frame = *std::move(read);
  }
  if (call.against.empty() == call.replacement.empty()) return refuse({"Es fehlt, womit verglichen wird.", "", "Angegeben wird entweder --gegen ORDNER oder --ersetze DATEI.", ""});
  const auto before = load(options, &exit);
  if (!before) return exit;
  std::string what;
  std::optional<Loaded> after;
  if (!call.against.empty()) {
    Options other = options;
    other.katalog = call.against;
    after = load(other, &exit);
    if (!after) return exit;
    what = "der Katalog " + call.against;
  } else {
    auto sources = changed(call, before->sources, &what);
    if (!sources) return refuse(sources.error());
    after = Loaded{*std::move(sources), {}};
    after->compiled = compile(after->sources);
    if (!after->compiled.ok()) {
      fmt::print(stderr, "{}", render(after->compiled.diagnostics, after->sources));
      return refuse({"Mit dieser Änderung lässt sich nicht rechnen.", call.replacement, "Die Meldungen stehen darüber.", ""});
    }
  }
  const auto month = parse_month(options.month);
  if (!month) return refuse({"Der Monat passt nicht.", "--month", "", "Erlaubt ist ein Monat wie 2026-11."});
  call.options.month = *month;
  std::istringstream list(call.services);
  for (std::string id; std::getline(list, id, ',');) if (!id.empty()) call.options.services.push_back(id);
  std::optional<batch::Population> population;
  if (!call.definition.empty()) {
    const auto text = read_file(call.definition, 1 << 20);
    if (!text) return refuse(text.error());
    const auto json = json::parse(*text);
    auto read = json ? batch::Population::read(before->compiled.book, *json) : std::expected<batch::Population, Trouble>(std::unexpected(json.error()));
    if (!read) return refuse(read.error());
    population.emplace(*std::move(read));
    if (call.options.income.empty()) call.options.income = population->income_fact();
  }
  const auto report = batch::run_reform(before->compiled.book, after->compiled.book, call.options, [](double done) {
    if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r{:5.1f} % ", done * 100);
  });
  if (!report) return refuse(report.error());
  print(*report);
  const ReformWords words{call.title.empty() ? "Was sich ändern würde: " + what : call.title, population ? population->name() : call.options.in, what,
                          format_month_german(*month), call.options.income, call.options.with_children, !call.options.services.empty()};
  const auto left = unclaimed(*report, population ? &population->take_up() : nullptr);
  if (!call.html.empty()) if (const auto trouble = write_text(call.html, reform_html(frame, *report, words, left))) return refuse(*trouble);
  if (!call.csv.empty()) if (const auto trouble = write_text(call.csv, reform_csv(*report, left))) return refuse(*trouble);
  return kFine;
}

}  // namespace

void add_reform(CLI::App& app, Options& options, int* exit) {
  CLI::App* command = app.add_subcommand("reform", "vergleicht zwei Stände des Rechts über eine Bevölkerung");
  auto call = std::make_shared<ReformCall>();
  command->add_option("--in", call->options.in, "Bevölkerung als Spaltendatei (siehe population)")->required()->type_name("DATEI");
  command->add_option("--month", options.month, "Monat, für den gerechnet wird")->required()->type_name("JJJJ-MM");
  command->add_option("--gegen", call->against, "ein anderer Katalog")->type_name("ORDNER");
  command->add_option("--ersetze", call->replacement, "Regeldatei: ihre Erklärungen treten an die Stelle der gleichnamigen")->type_name("DATEI");
  command->add_option("--tabelle", call->table, "Name der einen Tabelle oder des einen Werts, den die Datei ersetzen darf")->type_name("NAME");
  command->add_option("--services", call->services, "nur diese Leistungen, mit Komma getrennt")->type_name("LISTE");
  command->add_option("--bevoelkerung", call->definition, "Definition der Bevölkerung: Name, Einkommen, Inanspruchnahme")->type_name("DATEI");
  command->add_option("--einkommen", call->options.income, "Merkmal, nach dem die Einkommenszehntel gebildet werden")->type_name("MERKMAL");
  command->add_flag("--mit-kindern", call->options.with_children, "nur Haushalte mit Kindern unter 18");
  command->add_option("--titel", call->title, "Überschrift des Berichts")->type_name("TEXT");
  command->add_option("--html", call->html, "Bericht als eine HTML-Datei")->type_name("DATEI");
  command->add_option("--vorlage", call->frame, "Vorlage des Berichts, wenn sie nicht neben dem Programm liegt")->type_name("DATEI");
  command->add_option("--csv", call->csv, "alle Zahlen als CSV")->type_name("DATEI");
  command->add_option("--threads", call->options.threads, "Zahl der Fäden; ändert nichts am Ergebnis")->type_name("N")->check(CLI::Range(1, 256));
  command->callback([call, &options, exit] { *exit = run(options, *call); });
}

}  // namespace fr::app
