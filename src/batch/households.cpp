#include "batch/households.h"

#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/decimal.h"
#include "batch/cells.h"
#include "batch/csv.h"
#include "core/family.h"

namespace fr::batch {
namespace {

std::string shown(std::string_view text) { return "„" + std::string(text.substr(0, 60)) + "“"; }

// The next line without its break; false at the end.
bool next_line(std::string_view* rest, std::string_view* line) {
  if (rest->empty()) return false;
  const std::size_t end = rest->find('\n');
  *line = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  if (!line->empty() && line->back() == '\r') line->remove_suffix(1);
  return true;
}

template <class F>
void each_part(std::string_view text, char separator, F&& f) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    if (!part.empty()) f(part);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

class FamilyReader {
 public:
  FamilyReader(const Rulebook& book, const Header& header, Month month, fast::Shapes& shapes, Piece* piece)
      : book_(book), h_(header), month_(month), shapes_(shapes), piece_(*piece) {}

  struct Row {
    std::uint64_t line;
    std::vector<std::string_view> fields;
  };

  void read(const std::vector<Row>& rows) {
    if (rows.empty()) return;
    ++piece_.families_read;
    family_ = rows.front().fields[h_.family];
    situation_ = {};
    situation_.month = month_;
    situation_.family.id = "familie";
    first_line_ = rows.front().line;
    bad_ = false;
    people(rows);
    if (!bad_) relations(rows);
    if (!bad_) facts(rows);
    if (!bad_) {
      if (auto trouble = implausible(situation_, month_)) fault(rows.front().line, "", trouble->message());
    }
    const std::size_t first = piece_.persons.size();
    for (const Row& row : rows) piece_.persons.push_back({family_, row.fields[h_.person], -1, -1, -1, row.line});
    if (bad_) return;
    infer_births(book_, situation_, month_);
    std::uint32_t shape;
    {
      shape = shapes_.of(situation_);
    }
    if (shape == kNone) return fault(rows.front().line, "", "Diese Familie ist zu groß.");
    const auto p = static_cast<std::int32_t>(piece_.families.persons()), hh = static_cast<std::int32_t>(piece_.families.households());
    std::vector<bool> told(situation_.households.size(), false);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Piece::Person& person = piece_.persons[first + i];
      person.person = p + static_cast<std::int32_t>(i);
      if (i == 0) person.first_of_family = static_cast<std::int32_t>(piece_.families.families());
      const std::uint32_t home = main_household(situation_.persons[i]);
      if (home != kNone && !told[home]) {
        told[home] = true;
        person.household = hh + static_cast<std::int32_t>(home);
      }
    }
    piece_.families.append(situation_, shape);
    piece_.first_line.push_back(first_line_);
    piece_.name.push_back(family_);
  }

  void fault(std::uint64_t line, std::string column, std::string cause) {
    bad_ = true;
    piece_.troubles.push_back({line, std::string(family_.substr(0, 64)), std::move(column), std::move(cause)});
  }

 private:
  std::string_view at(const Row& row, std::uint32_t column) const {
    return column == Header::kNoColumn || column >= row.fields.size() ? std::string_view{} : row.fields[column];
  }

  void people(const std::vector<Row>& rows) {
    index_.clear();
    for (const Row& row : rows) {
      const std::string_view id = at(row, h_.person);
      if (id.empty() || id.size() > kMaxIdLength) return fault(row.line, "person", "Die Kennung der Person fehlt oder ist länger als 64 Zeichen.");
      if (!index_.emplace(id, static_cast<std::uint32_t>(situation_.persons.size())).second) {
        return fault(row.line, "person", "Die Kennung " + shown(id) + " kommt in dieser Familie zweimal vor.");
      }
      PersonEntity p;
      p.id = std::string(id);
      const std::string_view unborn = at(row, h_.unborn);
      if (!unborn.empty() && unborn != "ja" && unborn != "nein") return fault(row.line, "ungeboren", shown(unborn) + " passt nicht. Erlaubt ist ja oder nein.");
      p.unborn = unborn == "ja";
      situation_.persons.push_back(std::move(p));
    }
    if (rows.size() > kMaxPersons) fault(rows.front().line, "", "Eine Familie hat höchstens 40 Personen.");
  }

  std::optional<std::uint32_t> person(const Row& row, std::string_view id, const char* column) {
    const auto found = index_.find(id);
    if (found != index_.end()) return found->second;
    fault(row.line, column, "Die Person " + shown(id) + " gibt es in dieser Familie nicht.");
    return std::nullopt;
  }

  void relations(const std::vector<Row>& rows) {
    std::map<std::string_view, std::uint32_t> houses;
    const auto house = [&](std::string_view id) {
      const auto [at_, fresh] = houses.emplace(id, static_cast<std::uint32_t>(situation_.households.size()));
      if (fresh) {
        situation_.households.emplace_back();
        situation_.households.back().id = std::string(id);
      }
      return at_->second;
    };
    for (std::uint32_t i = 0; i < rows.size() && !bad_; ++i) {
      const Row& row = rows[i];
      PersonEntity& p = situation_.persons[i];
      std::string_view home = at(row, h_.home);
      if (h_.home == Header::kNoColumn) home = "haus";
      each_part(home, '|', [&](std::string_view part) {
        const std::size_t colon = part.rfind(':');
        std::int64_t share = kOne;
        if (colon != std::string_view::npos) {
          const auto percent = parse_decimal(part.substr(colon + 1));
          if (!percent || *percent < 0 || *percent > 100 * kOne || *percent % 100 != 0) {
            return fault(row.line, "wohnt-in", shown(part) + " passt nicht. Erlaubt ist ein Haushalt, auch mit Anteil in Prozent: haus:70|haus-2:30.");
          }
          share = *percent / 100;
        }
        const std::string_view id = part.substr(0, colon);
        if (id.empty() || id.size() > kMaxIdLength) return fault(row.line, "wohnt-in", "Die Kennung des Haushalts fehlt oder ist zu lang.");
        p.homes.push_back({house(id), share});
      });
      if (p.homes.size() > kMaxHomes || situation_.households.size() > kMaxHouseholds) return fault(row.line, "wohnt-in", "Das sind zu viele Haushalte.");
      if (p.homes.size() > 1 && std::all_of(p.homes.begin(), p.homes.end(), [](const Home& x) { return x.share == kOne; })) {
        const auto count = static_cast<std::int64_t>(p.homes.size());
        for (Home& x : p.homes) x.share = kOne / count / 100 * 100;
      }
      each_part(at(row, h_.parents), '|', [&](std::string_view id) {
        if (const auto x = person(row, id, "eltern")) p.parents.push_back(*x);
      });
      if (p.parents.size() > kMaxParents) return fault(row.line, "eltern", "Mehr als vier Eltern sind nicht vorgesehen.");
      each_part(at(row, h_.cares), '|', [&](std::string_view id) {
        if (const auto x = person(row, id, "pflegt")) p.cares_for.push_back(*x);
      });
      each_part(at(row, h_.partner), '|', [&](std::string_view part) { couple(row, i, part); });
    }
  }

  void couple(const Row& row, std::uint32_t self, std::string_view part) {
    const std::size_t colon = part.find(':');
    const auto other = person(row, part.substr(0, colon), "partner");
    if (!other) return;
    const std::string_view word = colon == std::string_view::npos ? std::string_view("verheiratet") : part.substr(colon + 1);
    for (int status = 0; status < kCoupleStatuses; ++status) {
      if (word != couple_status_name(static_cast<CoupleStatus>(status))) continue;
      if (*other == self) return fault(row.line, "partner", "Niemand ist mit sich selbst ein Paar.");
      const Couple c{std::min(self, *other), std::max(self, *other), static_cast<CoupleStatus>(status)};
      for (const Couple& known : situation_.couples) {
        if (known.a != c.a || known.b != c.b) continue;
        if (known.status != c.status) fault(row.line, "partner", "Die beiden Zeilen des Paares widersprechen einander.");
        return;
      }
      situation_.couples.push_back(c);
      return;
    }
    fault(row.line, "partner", shown(part) + " passt nicht. Erlaubt ist KENNUNG:verheiratet, :verpartnert, :zusammen, :dauernd-getrennt oder :geschieden.");
  }

  void facts(const std::vector<Row>& rows) {
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      for (const Header::FactColumn& column : h_.facts) {
        const std::string_view text = at(rows[i], column.column);
        if (text.empty()) continue;
        const Fact& fact = book_.facts[column.fact];
        auto value = read_cell(book_, fact, text);
        if (!value) {
          fault(rows[i].line, fact.name, value.error());
          continue;
        }
        if (!*value) continue;
        Entity* entity = &situation_.persons[i];
        const Table table = role_table(fact.role);
        if (table == Table::Family) entity = &situation_.family;
        if (table == Table::Household) {
          const std::uint32_t home = main_household(situation_.persons[i]);
          if (home == kNone) {
            fault(rows[i].line, fact.name, "Diese Angabe gehört zu einem Haushalt, die Person wohnt aber in keinem.");
            continue;
          }
          entity = &situation_.households[home];
        }
        const auto [there, fresh] = entity->facts.emplace(fact.name, **value);
        if (!fresh && !(there->second == **value)) fault(rows[i].line, fact.name, "Zwei Zeilen sagen Verschiedenes über denselben Haushalt.");
      }
    }
  }

  const Rulebook& book_;
  const Header& h_;
  Month month_;
  fast::Shapes& shapes_;
  Piece& piece_;
  Situation situation_;
  std::string_view family_;
  std::uint64_t first_line_ = 0;
  bool bad_ = false;
  std::map<std::string_view, std::uint32_t> index_;
};

std::string_view family_of(const Header& h, std::string_view line) {
  if (h.family == 0 && (line.empty() || line[0] != '"')) return line.substr(0, line.find(h.separator()));
  static thread_local std::vector<std::string_view> fields;
  static thread_local std::vector<std::string> storage;
  if (!split_line(line, h.separator(), &fields, &storage) || h.family >= fields.size()) return {};
  return fields[h.family];
}

}  // namespace

std::expected<Header, Trouble> Header::read(const Rulebook& book, std::string_view line) {
  Header h;
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (line.size() > kMaxLine) return std::unexpected(Trouble{"Die Kopfzeile ist zu lang.", "Zeile 1", "", ""});
  h.separator_ = std::count(line.begin(), line.end(), ';') > std::count(line.begin(), line.end(), ',') ? ';' : ',';
  std::vector<std::string_view> fields;
  std::vector<std::string> storage;
  if (!split_line(line, h.separator_, &fields, &storage)) return std::unexpected(Trouble{"Ein Anführungszeichen in der Kopfzeile endet nicht.", "Zeile 1", "", ""});
  if (fields.size() > kMaxColumns) return std::unexpected(Trouble{"Die Datei hat zu viele Spalten.", "Zeile 1", "Erlaubt sind 2000.", ""});
  h.columns = fields.size();
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    const std::string name(fields[i]);
    if (std::find(h.names.begin(), h.names.end(), name) != h.names.end()) {
      return std::unexpected(Trouble{"Die Spalte „" + name.substr(0, 60) + "“ kommt zweimal vor.", "Zeile 1", "", "Bitte eine davon streichen."});
    }
    h.names.push_back(name);
    const std::pair<const char*, std::uint32_t Header::*> own[] = {
        {"familie", &Header::family}, {"person", &Header::person}, {"wohnt-in", &Header::home}, {"eltern", &Header::parents},
        {"partner", &Header::partner}, {"pflegt", &Header::cares}, {"ungeboren", &Header::unborn}};
    bool found = false;
    for (const auto& [word, member] : own) {
      if (name == word) h.*member = i, found = true;
    }
    for (std::uint32_t f = 0; f < book.facts.size() && !found; ++f) {
      if (book.facts[f].name == name) h.facts.push_back({i, f}), found = true;
    }
    if (!found) {
      return std::unexpected(Trouble{"Die Spalte „" + name.substr(0, 60) + "“ ist kein Merkmal des Katalogs.", "Zeile 1",
                                     "", suggest_fact(book, name)});
    }
  }
  if (h.family == kNoColumn || h.person == kNoColumn) {
    return std::unexpected(Trouble{"In der Kopfzeile fehlt eine Spalte.", "Zeile 1", "„familie“ und „person“ müssen da sein.", "Die Form steht in docs/batch.md."});
  }
  return h;
}

std::vector<bool> Header::present(const Rulebook& book) const {
  std::vector<bool> all(book.facts.size(), false);
  for (const FactColumn& c : facts) all[c.fact] = true;
  for (std::uint32_t f = 0; f < book.facts.size(); ++f) if (book.facts[f].name == "Geburtstag") all[f] = true;  // inferred
  return all;
}

void read_piece(const Rulebook& book, const Header& header, Month month, std::string_view text, std::uint64_t line_number,
                fast::Shapes& shapes, Piece* piece) {
  FamilyReader reader(book, header, month, shapes, piece);
  std::vector<FamilyReader::Row> rows;
  std::vector<std::string> storage;
  std::string_view line, current;
  for (; next_line(&text, &line); ++line_number) {
    ++piece->lines;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    FamilyReader::Row row{line_number, {}};
    const bool whole = line.size() <= kMaxLine && split_line(line, header.separator(), &row.fields, &storage);
    if (!storage.empty()) {
      piece->unquoted.push_back(std::move(storage));
      storage = {};
    }
    if (!whole || row.fields.size() != header.columns) {
      reader.read(rows);
      rows.clear();
      current = {};
      const std::string cause = !whole ? (line.size() > kMaxLine ? "Die Zeile ist zu lang." : "Ein Anführungszeichen endet nicht.")
                                       : "Die Zeile hat " + std::to_string(row.fields.size()) + " Spalten, die Kopfzeile " + std::to_string(header.columns) + ".";
      piece->troubles.push_back({line_number, "", "", cause});
      continue;
    }
    const std::string_view family = row.fields[header.family];
    if (family.empty()) {
      piece->troubles.push_back({line_number, "", "familie", "Die Kennung der Familie fehlt."});
      continue;
    }
    if (rows.empty() || family != current) {
      reader.read(rows);
      rows.clear();
      current = family;
    }
    rows.push_back(std::move(row));
  }
  reader.read(rows);
}

std::size_t cut_piece(const Header& header, std::string_view text) {
  std::size_t end = text.rfind('\n');
  if (end == std::string_view::npos) return 0;
  // Back over the lines of the last family, which may go on in what is not read yet.
  const auto start_of = [&](std::size_t line_end) {
    const std::size_t before = line_end == 0 ? std::string_view::npos : text.rfind('\n', line_end - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  };
  std::size_t start = start_of(end);
  const std::string_view last = family_of(header, text.substr(start, end - start));
  for (std::size_t lines = 0; start > 0 && lines < 4 * kMaxPersons; ++lines) {
    const std::size_t before = start_of(start - 1);
    if (family_of(header, text.substr(before, start - 1 - before)) != last) return start;
    start = before;
  }
  return 0;
}

}  // namespace fr::batch
