#include "app/reform_figures.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "batch/csv.h"
#include "core/json.h"

namespace fr::app {
namespace {

using batch::Change;
using batch::Sum;

// Sums may lie beyond a decimal: whole cents by hand, "1234", "1234.5" or "-0.25".
std::string plain(Sum v) {
  const bool negative = v < 0;
  const auto cents = static_cast<std::uint64_t>((negative ? -v : v) / kCent);
  std::string s = fmt::format("{}{}", negative && cents ? "-" : "", cents / 100);
  if (cents % 100 == 0) return s;
  s += fmt::format(".{:02}", cents % 100);
  if (s.back() == '0') s.pop_back();
  return s;
}

struct Column {
  const char* name;
  std::string value;
};
std::vector<Column> columns_of(const Change& c) {
  return {{"haushalte", std::to_string(c.families)}, {"gewinnen", std::to_string(c.gain)}, {"vielleicht_gewinnen", std::to_string(c.may_gain)},
          {"verlieren", std::to_string(c.lose)}, {"vielleicht_verlieren", std::to_string(c.may_lose)}, {"monat_von", plain(c.lo)}, {"monat_bis", plain(c.hi)}};
}
std::vector<Column> columns_of(const batch::ServiceChange& s) {
  return {{"ja_vorher", std::to_string(s.yes_before)}, {"ja_nachher", std::to_string(s.yes_after)}, {"offen_vorher", std::to_string(s.open_before)},
          {"offen_nachher", std::to_string(s.open_after)}, {"vorher_von", plain(s.before_lo)}, {"vorher_bis", plain(s.before_hi)},
          {"nachher_von", plain(s.after_lo)}, {"nachher_bis", plain(s.after_hi)}};
}
std::vector<Column> columns_of(const Unclaimed& u) {
  return {{"nehmen_es_in_prozent", format_decimal(u.share * 100)}, {"vorher_von", plain(u.before_lo)}, {"vorher_bis", plain(u.before_hi)},
          {"nachher_von", plain(u.after_lo)}, {"nachher_bis", plain(u.after_hi)}};
}

std::string head(const char* first, const std::vector<Column>& columns) {
  std::string line = std::string("abschnitt,") + first;
  for (const Column& c : columns) line += std::string(",") + c.name;
  return line + "\n";
}
std::string line(const char* section, const std::string& name, const std::vector<Column>& columns) {
  std::string out = std::string(section) + ",";
  batch::put_field(name, ',', &out);
  for (const Column& c : columns) out += "," + c.value;
  return out + "\n";
}

void object(json::Writer& w, const std::string& name, const std::vector<Column>& columns) {
  w.open('{').put("name", name);
  for (const Column& c : columns) w.key(c.name).raw(c.value);
  w.close('}');
}

}  // namespace

std::string thousands(std::uint64_t n) {
  std::string s = std::to_string(n);
  for (int i = static_cast<int>(s.size()) - 3; i > 0; i -= 3) s.insert(static_cast<std::size_t>(i), ".");
  return s;
}

std::string euros(Sum decimals, Cents cents) {
  const bool negative = decimals < 0;
  const Sum unit = cents == Cents::Yes ? kCent : kOne;
  const auto units = static_cast<std::uint64_t>(((negative ? -decimals : decimals) + unit / 2) / unit);
  const std::string amount = cents == Cents::Yes ? fmt::format("{},{:02}", thousands(units / 100), units % 100) : thousands(units);
  return (negative && units ? "−" : "") + amount + "\u00a0€";
}
std::string euros(Sum lo, Sum hi, Cents cents) {
  const std::string from = euros(lo, cents), to = euros(hi, cents);
  return from == to ? from : from + " bis " + to;
}

std::string decile_name(const batch::ReformReport& r, std::size_t i) {
  if (r.deciles[i].families == 0) return fmt::format("{}. Zehntel (leer)", i + 1);
  return i < 9 ? fmt::format("{}. Zehntel, unter {}", i + 1, euros(r.limits[i])) : fmt::format("10. Zehntel, ab {}", euros(r.limits[8]));
}

std::vector<Unclaimed> unclaimed(const batch::ReformReport& r, const std::vector<batch::Population::TakeUp>* take_up) {
  std::vector<Unclaimed> all;
  if (!take_up) return all;
  for (const auto& s : r.services) {
    for (const auto& t : *take_up) {
      if (t.service != s.id) continue;
      const auto left = [&](Sum v) { return v / 10'000 * (kOne - t.share) / (kOne / 10'000); };
      all.push_back({s.id, s.title, t.source, t.share, left(s.before_lo), left(s.before_hi), left(s.after_lo), left(s.after_hi)});
    }
  }
  return all;
}

std::string reform_csv(const batch::ReformReport& r, const std::vector<Unclaimed>& left) {
  std::string out = head("gruppe", columns_of(r.all)) + line("alle", "alle", columns_of(r.all));
  for (const auto& [kind, c] : r.kinds) out += line("art", kind, columns_of(c));
  for (std::size_t i = 0; i < 10; ++i) out += line("zehntel", std::to_string(i + 1), columns_of(r.deciles[i]));
  out += "\n" + head("leistung", columns_of(batch::ServiceChange{}));
  for (const auto& s : r.services) out += line("leistung", s.id, columns_of(s));
  out += "\nabschnitt,veraenderung,haushalte\n";
  for (const auto& [name, count] : r.steps) out += line("hoehe", name, {{"haushalte", std::to_string(count)}});
  if (!left.empty()) out += "\n" + head("leistung", columns_of(left[0]));
  for (const Unclaimed& u : left) out += line("nicht_abgeholt", u.id, columns_of(u));
  return out;
}

std::string reform_json(const batch::ReformReport& r, const std::vector<Unclaimed>& left) {
  json::Writer w;
  w.open('{').key("alle");
  object(w, "alle", columns_of(r.all));
  w.key("art").open('[');
  for (const auto& [kind, c] : r.kinds) object(w, kind, columns_of(c));
  w.close(']').key("zehntel").open('[');
  for (std::size_t i = 0; i < 10; ++i) object(w, decile_name(r, i), columns_of(r.deciles[i]));
  w.close(']').key("leistung").open('[');
  for (const auto& s : r.services) object(w, s.title, columns_of(s));
  w.close(']').key("hoehe").open('[');
  for (const auto& [name, count] : r.steps) object(w, name, {{"haushalte", std::to_string(count)}});
  w.close(']').key("nicht_abgeholt").open('[');
  for (const Unclaimed& u : left) object(w, u.title, columns_of(u));
  return w.close(']').close('}').take();
}

}  // namespace fr::app
