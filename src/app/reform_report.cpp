#include "app/reform_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "batch/csv.h"
#include "portal/html.h"

namespace fr::app {
namespace {

using batch::Change;
using batch::Sum;

constexpr const char* kStyle =
    ":root{color-scheme:light dark;--ink:#1d2433;--paper:#fff;--line:#8d8579;--good:#1f7a4d;--bad:#b3362c}"
    "@media(prefers-color-scheme:dark){:root{--ink:#f3efe8;--paper:#161b26;--line:#7d879c;--good:#5cc795;--bad:#f3a49b}}"
    "body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:70rem;margin:0 auto;padding:1rem}"
    "table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}caption{text-align:start;font-weight:700;padding-block:.5rem}"
    "th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:end}th:first-child,td:first-child{text-align:start;min-width:11rem}td{white-space:nowrap}td:last-child:not(:nth-child(-n+4)){white-space:normal}"
    "thead th{vertical-align:bottom}.weit{overflow-x:auto}svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:14px system-ui,sans-serif}"
    ".gut{fill:var(--good)}.schlecht{fill:var(--bad)}.null{stroke:var(--ink)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:700}dd{margin:0}"
    "@media print{body{max-width:none}}";

std::string number(std::uint64_t n) {
  std::string s = std::to_string(n);
  for (int i = static_cast<int>(s.size()) - 3; i > 0; i -= 3) s.insert(static_cast<std::size_t>(i), ".");
  return s;
}
std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "–";
  const std::uint64_t tenths = (part * 1000 + whole / 2) / whole;
  return fmt::format("{},{} %", tenths / 10, tenths % 10);
}
Sum middle(const Change& c) { return (c.lo + c.hi) / 2; }

Html table(const std::string& caption, const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows) {
  std::vector<Html> cells, body;
  for (const std::string& h : head) cells.push_back(el("th", {{"scope", "col"}}, {h}));
  for (const auto& row : rows) {
    std::vector<Html> line;
    for (std::size_t i = 0; i < row.size(); ++i) line.push_back(i == 0 ? el("th", {{"scope", "row"}}, {row[i]}) : el("td", {}, {row[i]}));
    body.push_back(el("tr", {}, line));
  }
  return el("div", {{"class", "weit"}}, {el("table", {}, {el("caption", {}, {caption}), el("thead", {}, {el("tr", {}, cells)}), el("tbody", {}, body)})});
}

struct Bar {
  std::string name, label;
  Sum value;
};
// Horizontal bars from a common zero; what they say stands in the table that follows.
Html bars(const std::string& title, const std::vector<Bar>& list) {
  Sum most = 1;
  bool negative = false;
  for (const Bar& b : list) {
    most = std::max(most, b.value < 0 ? -b.value : b.value);
    negative = negative || b.value < 0;
  }
  const int left = 260, width = 420, zero = negative ? left + width / 2 : left, room = negative ? width / 2 : width;
  std::vector<Html> parts{el("title", {}, {title})};
  int y = 8;
  for (const Bar& b : list) {
    const int length = static_cast<int>((b.value < 0 ? -b.value : b.value) * room / most);
    parts.push_back(el("text", {{"x", std::to_string(left - 12)}, {"y", std::to_string(y + 15)}, {"text-anchor", "end"}}, {b.name}));
    parts.push_back(el("rect", {{"class", b.value < 0 ? "schlecht" : "gut"}, {"x", std::to_string(b.value < 0 ? zero - length : zero)}, {"y", std::to_string(y)},
                                {"width", std::to_string(length)}, {"height", "20"}}, {}));
    parts.push_back(el("text", {{"x", std::to_string(left + width + 12)}, {"y", std::to_string(y + 15)}}, {b.label}));
    y += 28;
  }
  parts.push_back(el("line", {{"class", "null"}, {"x1", std::to_string(zero)}, {"x2", std::to_string(zero)}, {"y1", "4"}, {"y2", std::to_string(y)}}, {}));
  return el("svg", {{"viewBox", fmt::format("0 0 860 {}", y + 4)}, {"width", "860"}, {"height", std::to_string(y + 4)}, {"role", "img"}, {"aria-label", title}}, parts);
}

std::vector<std::string> change_row(const std::string& name, const Change& c) {
  return {name, number(c.families), number(c.gain), number(c.may_gain), number(c.lose), number(c.may_lose), euros(c.lo, c.hi),
          c.families ? euros(c.lo / static_cast<Sum>(c.families), c.hi / static_cast<Sum>(c.families)) : "–"};
}
const std::vector<std::string> kChangeHead{"Haushalte", "gewinnen sicher", "vielleicht", "verlieren sicher", "vielleicht", "zusammen im Monat", "je Haushalt im Monat"};
std::vector<std::string> change_head(const std::string& first) {
  std::vector<std::string> head{first};
  head.insert(head.end(), kChangeHead.begin(), kChangeHead.end());
  return head;
}

std::string decile_name(const batch::ReformReport& r, std::size_t i) {
  if (r.deciles[i].families == 0) return fmt::format("{}. Zehntel (leer)", i + 1);
  return i < 9 ? fmt::format("{}. Zehntel, unter {}", i + 1, euros(r.limits[i])) : "10. Zehntel";
}

}  // namespace

std::string euros(Sum decimals) {
  const bool negative = decimals < 0;
  const Sum whole = ((negative ? -decimals : decimals) + kOne / 2) / kOne;
  return (negative && whole ? "−" : "") + number(static_cast<std::uint64_t>(whole)) + " €";
}
std::string euros(Sum lo, Sum hi) { return lo == hi ? euros(lo) : euros(lo) + " bis " + euros(hi); }

std::string reform_html(const batch::ReformReport& r, const ReformWords& w) {
  std::vector<Html> body{el("h1", {}, {w.title})};
  body.push_back(el("p", {}, {fmt::format("Gerechnet über eine künstliche Bevölkerung ({}) für {}. Änderung: {}. Keine echte Person ist darin.", w.population, w.month, w.change)}));
  body.push_back(el("h2", {}, {"Das Wichtigste"}));
  body.push_back(el("dl", {}, {el("dt", {}, {"Haushalte"}), el("dd", {}, {number(r.all.families)}),
      el("dt", {}, {"gewinnen"}), el("dd", {}, {fmt::format("{} sicher ({}), {} vielleicht", number(r.all.gain), percent(r.all.gain, r.all.families), number(r.all.may_gain))}),
      el("dt", {}, {"verlieren"}), el("dd", {}, {fmt::format("{} sicher ({}), {} vielleicht", number(r.all.lose), percent(r.all.lose, r.all.families), number(r.all.may_lose))}),
      el("dt", {}, {"Kosten im Monat"}), el("dd", {}, {euros(r.all.lo, r.all.hi)}),
      el("dt", {}, {"Kosten im Jahr"}), el("dd", {}, {euros(r.all.lo * 12, r.all.hi * 12)})}));
  body.push_back(el("p", {}, {"„Vielleicht“ heißt: Ein Betrag ist im Recht nur als Spanne belegt; an einem Ende der Spanne gewinnt oder verliert der Haushalt, am anderen nicht. Summen reichen darum von einem Ende zum anderen."}));

  body.push_back(el("h2", {}, {"Leistungen"}));
  std::vector<std::vector<std::string>> rows;
  for (const auto& s : r.services) {
    if (s.before_lo == s.after_lo && s.before_hi == s.after_hi && s.yes_before == s.yes_after && s.open_before == s.open_after) continue;
    rows.push_back({s.title, number(s.yes_before), number(s.yes_after), euros(s.before_lo, s.before_hi), euros(s.after_lo, s.after_hi)});
  }
  body.push_back(table("Was sich ändert, im Monat", {"Leistung", "Fälle vorher", "Fälle nachher", "Summe vorher", "Summe nachher"}, rows));

  body.push_back(el("h2", {}, {"Nach Art des Haushalts"}));
  std::vector<Bar> list;
  rows.clear();
  for (const auto& [kind, c] : r.kinds) {
    list.push_back({kind, euros(middle(c)), middle(c)});
    rows.push_back(change_row(kind, c));
  }
  body.push_back(bars("Veränderung im Monat nach Art des Haushalts, Mitte der Spanne", list));
  body.push_back(table("Nach Art des Haushalts", change_head("Haushalt"), rows));

  body.push_back(el("h2", {}, {"Nach Einkommen"}));
  body.push_back(el("p", {}, {fmt::format("Geordnet nach der Summe von „{}“ im Haushalt. Haushalte mit gleichem Einkommen bleiben beieinander, die Zehntel sind darum nicht alle gleich groß.", w.income)}));
  list.clear();
  rows.clear();
  for (std::size_t i = 0; i < 10; ++i) {
    list.push_back({decile_name(r, i), euros(middle(r.deciles[i])), middle(r.deciles[i])});
    rows.push_back(change_row(decile_name(r, i), r.deciles[i]));
  }
  body.push_back(bars("Veränderung im Monat nach Einkommenszehntel, Mitte der Spanne", list));
  body.push_back(table("Nach Einkommen", change_head("Zehntel"), rows));

  body.push_back(el("h2", {}, {"Wie viel je Haushalt"}));
  list.clear();
  rows.clear();
  for (const auto& [name, count] : r.steps) {
    rows.push_back({name, number(count), percent(count, r.all.families)});
    if (name != "unverändert" && count) list.push_back({name, number(count), name.starts_with("verliert") ? -static_cast<Sum>(count) : static_cast<Sum>(count)});
  }
  if (!list.empty()) body.push_back(bars("Haushalte nach Höhe der Veränderung im Monat, Mitte der Spanne", list));
  body.push_back(table("Höhe der Veränderung im Monat, Mitte der Spanne", {"Veränderung", "Haushalte", "Anteil"}, rows));

  body.push_back(el("h2", {}, {"Wer es nicht in Anspruch nimmt"}));
  rows.clear();
  for (const auto& s : r.services) {
    for (const auto& t : w.take_up ? *w.take_up : std::vector<batch::Population::TakeUp>{}) {
      if (t.service != s.id) continue;
      const auto left = [&](Sum v) { return v / 10'000 * (kOne - t.share) / (kOne / 10'000); };
      rows.push_back({s.title, format_german(t.share * 100) + " %", euros(left(s.before_lo), left(s.before_hi)), euros(left(s.after_lo), left(s.after_hi)), t.source});
    }
  }
  if (rows.empty()) body.push_back(el("p", {}, {"Für keine der gerechneten Leistungen ist in der Bevölkerung belegt, wie viele sie in Anspruch nehmen. Alle Summen gelten, wenn alle Berechtigten sie nehmen."}));
  else body.push_back(table("Nicht abgeholt im Monat", {"Leistung", "nehmen es", "bleibt liegen vorher", "bleibt liegen nachher", "Quelle"}, rows));

  std::vector<Html> head{el("meta", {{"charset", "utf-8"}}, {}), el("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}}, {}),
                         el("title", {}, {w.title}), el("style", {}, {Html::trusted(kStyle)})};
  return document(el("html", {{"lang", "de"}}, {el("head", {}, head), el("body", {}, {el("main", {}, body)})}));
}

std::string reform_csv(const batch::ReformReport& r, const ReformWords&) {
  std::string out = "abschnitt,gruppe,haushalte,gewinnen,vielleicht_gewinnen,verlieren,vielleicht_verlieren,monat_von,monat_bis\n";
  const auto decimal = [](Sum v) { return format_decimal(static_cast<std::int64_t>(std::clamp<Sum>(v, INT64_MIN + 1, INT64_MAX))); };
  const auto big = [&](Sum v) {  // sums may lie beyond a decimal: whole cents by hand
    const bool negative = v < 0;
    const Sum cents = (negative ? -v : v) / kCent;
    return v < INT64_MAX && v > INT64_MIN ? decimal(v / kCent * kCent)
                                           : fmt::format("{}{}.{:02}", negative ? "-" : "", static_cast<std::uint64_t>(cents / 100), static_cast<int>(cents % 100));
  };
  const auto line = [&](const char* section, const std::string& group, const Change& c) {
    out += section;
    out += ',';
    batch::put_field(group, ',', &out);
    out += fmt::format(",{},{},{},{},{},{},{}\n", c.families, c.gain, c.may_gain, c.lose, c.may_lose, big(c.lo), big(c.hi));
  };
  line("alle", "alle", r.all);
  for (const auto& [kind, c] : r.kinds) line("art", kind, c);
  for (std::size_t i = 0; i < 10; ++i) line("zehntel", std::to_string(i + 1), r.deciles[i]);
  out += "\nabschnitt,leistung,ja_vorher,ja_nachher,offen_vorher,offen_nachher,vorher_von,vorher_bis,nachher_von,nachher_bis\n";
  for (const auto& s : r.services) {
    out += fmt::format("leistung,{},{},{},{},{},{},{},{},{}\n", s.id, s.yes_before, s.yes_after, s.open_before, s.open_after, big(s.before_lo), big(s.before_hi),
                       big(s.after_lo), big(s.after_hi));
  }
  out += "\nabschnitt,veraenderung,haushalte\n";
  for (const auto& [name, count] : r.steps) out += fmt::format("hoehe,{},{}\n", name, count);
  return out;
}

}  // namespace fr::app
