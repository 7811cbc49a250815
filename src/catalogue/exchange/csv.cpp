#include "catalogue/exchange/csv.h"

#include "base/text.h"

namespace fr {
namespace {

constexpr const char* kMark = "\xef\xbb\xbf";

bool formula(std::string_view cell) { return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos; }

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string day(Day d) { return d == 0 ? "" : format_day(d); }

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ';';
    const std::string cell = (formula(cells[i]) ? "'" : "") + cells[i];
    const bool quoted = cell.find_first_of(";\"\r\n") != std::string::npos;
    out += quoted ? "\"" + replace_all(cell, "\"", "\"\"") + "\"" : cell;
  }
  return out + "\r\n";
}

std::string export_csv_services(const ExportInput& in) {
  std::string out = kMark + csv_line({"id", "Titel", "Kurz", "Ebene", "Wirkung", "Lebenslage", "Bedarf", "Stellen", "Schlüssel", "Kosten", "Wege", "Online", "Recht", "Stand", "Quellen"});
  for (const Offer& o : offers(in)) {
    const Service& s = *o.service;
    out += csv_line({s.id, s.title, s.brief, level_words(s.level), effect_words(s.effect), s.phase, joined(s.needs), joined(s.offices), s.key, s.cost,
                     joined(s.channels), s.online, s.law, day(o.as_of), o.sources});
  }
  return out;
}

std::string export_csv_offices(const ExportInput& in) {
  std::string out = kMark + csv_line({"id", "Name", "Art", "Adresse", "PLZ", "Ort", "Telefon", "E-Mail", "Web", "Zeiten", "Barrierefreiheit", "Sprachen", "Hinweis", "Stand", "Quelle"});
  for (const auto& [id, o] : in.texts.offices)
    out += csv_line({id, o.name, o.kind, o.address, o.postcode, o.town, o.phone, o.email, o.web, o.hours, o.accessibility, o.languages, o.note, day(o.as_of), o.source});
  return out;
}

}  // namespace fr
