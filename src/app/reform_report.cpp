#include "app/reform_report.h"

#include <fmt/format.h>

#include "app/common.h"
#include "app/reform_sentences.h"
#include "base/decimal.h"
#include "base/text.h"
#include "portal/html.h"

namespace fr::app {
namespace {

using batch::Change;
using batch::ReformReport;
using batch::Sum;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kMaxFrame = 4 * 1024 * 1024;
constexpr const char* kAll = "alle Haushalte";

std::optional<std::string> class_if(bool so, const char* name) { return so ? std::optional<std::string>(name) : std::nullopt; }

// `words`: the last column is a sentence and may wrap.
Html table(const std::string& caption, const std::vector<std::string>& head, const Rows& rows, bool words = false) {
  std::vector<Html> cells, body;
  for (const std::string& h : head) cells.push_back(el("th", {{"scope", "col"}}, {h}));
  for (const auto& row : rows) {
    std::vector<Html> line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool sentence = words && i + 1 == row.size();
      line.push_back(i == 0 ? el("th", {{"scope", "row"}}, {row[i]}) : el("td", {{"class", class_if(sentence, "wort")}}, {row[i]}));
    }
    body.push_back(el("tr", {{"class", class_if(row[0] == kAll, "alle")}}, line));
  }
  // A wide table scrolls by itself, with the keyboard as well.
  return el("div", {{"class", "weit"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}},
            {el("table", {}, {el("caption", {}, {caption}), el("thead", {}, {el("tr", {}, cells)}), el("tbody", {}, body)})});
}

// What a picture says as a sentence, and the hidden place where the frame's script draws it.
Html picture(const char* name, const std::string& sentence) {
  return el("p", {{"class", "aussage"}}, {sentence}) +
         el("figure", {{"data-bild", name}, {"data-aussage", sentence + " Alle Zahlen stehen in der Tabelle darunter."}, {"hidden", ""}}, {});
}

std::vector<std::string> change_row(const Named& group) {
  const Change& c = group.change;
  const auto n = static_cast<Sum>(c.families);
  return {group.name, thousands(c.families), thousands(c.gain), thousands(c.may_gain), thousands(c.may_lose), thousands(c.lose), euros(c.lo, c.hi),
          c.families ? euros(c.lo / n, c.hi / n, Cents::Yes) : "–"};
}
Html change_table(const std::string& caption, const char* first, const std::vector<Named>& groups) {
  Rows rows;
  for (const Named& group : groups) rows.push_back(change_row(group));
  return table(caption, {first, "Haushalte", "gewinnen sicher", "gewinnen vielleicht", "verlieren vielleicht", "verlieren sicher",
                         "zusammen im Monat", "je Haushalt im Monat"}, rows);
}

Html opening(const ReformReport& r, const ReformWords& w) {
  std::string scope;
  if (w.with_children) scope += " Gezählt sind nur Haushalte mit Kindern unter 18.";
  if (w.some_services) {
    std::string titles;
    for (const auto& s : r.services) titles += (titles.empty() ? "" : ", ") + s.title;
    scope += " Gerechnet ist nur mit: " + titles + ".";
  }
  const auto part = [&](std::uint64_t n, const char* how) { return fmt::format("{} {} ({})", thousands(n), how, percent(n, r.all.families)); };
  const auto people = [&](std::uint64_t sure, std::uint64_t may) { return part(sure, "sicher") + ", " + part(may, "vielleicht"); };
  return el("h1", {}, {w.title}) +
         el("p", {}, {fmt::format("Gerechnet über eine künstliche Bevölkerung ({}) für {}. Keine echte Person ist darin. Änderung: {}.{}", w.population,
                                  w.month, w.change, scope)}) +
         el("h2", {}, {"Das Wichtigste"}) +
         el("dl", {}, {el("dt", {}, {"Haushalte"}), el("dd", {}, {thousands(r.all.families)}),
                       el("dt", {}, {"gewinnen"}), el("dd", {}, {people(r.all.gain, r.all.may_gain)}),
                       el("dt", {}, {"verlieren"}), el("dd", {}, {people(r.all.lose, r.all.may_lose)}),
                       el("dt", {}, {"Kosten im Monat"}), el("dd", {}, {euros(r.all.lo, r.all.hi)}),
                       el("dt", {}, {"Kosten im Jahr"}), el("dd", {}, {euros(r.all.lo * 12, r.all.hi * 12)})}) +
         el("p", {}, {"„Vielleicht“ heißt: Ein Betrag ist im Recht nur als Spanne belegt. An einem Ende der Spanne gewinnt oder verliert der Haushalt, "
                      "am anderen nicht. Wer an einem Ende gewinnt und am anderen verliert, zählt bei beidem. Summen reichen darum von einem Ende zum anderen."}) +
         el("p", {}, {"„Kosten“ heißt: was alle Haushalte zusammen mehr haben, durch höhere Zahlungen oder niedrigere Beiträge. Ein Minus heißt: Sie haben weniger."});
}

Html services(const ReformReport& r) {
  Rows rows;
  for (const auto& s : r.services) {
    if (s.before_lo == s.after_lo && s.before_hi == s.after_hi && s.yes_before == s.yes_after && s.open_before == s.open_after) continue;
    rows.push_back({s.title, thousands(s.yes_before), thousands(s.yes_after), euros(s.before_lo, s.before_hi), euros(s.after_lo, s.after_hi)});
  }
  const std::string sentence = rows.empty()       ? "Bei keiner Leistung ändert sich etwas."
                               : rows.size() == 1 ? "Bei einer Leistung ändert sich etwas: " + rows[0][0] + "."
                                                  : fmt::format("Bei {} Leistungen ändert sich etwas.", rows.size());
  return el("h2", {}, {"Leistungen"}) + picture("leistung", sentence) +
         (rows.empty() ? Html() : table("Was sich ändert, im Monat", {"Leistung", "Fälle vorher", "Fälle nachher", "Summe vorher", "Summe nachher"}, rows));
}

Html by_kind(const ReformReport& r) {
  std::vector<Named> groups{{kAll, r.all}}, quoted;
  for (const auto& [kind, c] : r.kinds) {
    groups.push_back({kind, c});
    quoted.push_back({"„" + kind + "“", c});
  }
  return el("h2", {}, {"Nach Art des Haushalts"}) + picture("art-anteil", who_gains(quoted)) + picture("art-summe", where_it_goes(r.all, quoted)) +
         change_table("Nach Art des Haushalts", "Haushalt", groups);
}

Html by_income(const ReformReport& r, const ReformWords& w) {
  std::vector<Named> groups, brief;
  for (std::size_t i = 0; i < 10; ++i) {
    groups.push_back({decile_name(r, i), r.deciles[i]});
    brief.push_back({fmt::format("das {}. Zehntel", i + 1), r.deciles[i]});
  }
  return el("h2", {}, {"Nach Einkommen"}) +
         el("p", {}, {fmt::format("Das 1. Zehntel sind die Haushalte mit dem niedrigsten Einkommen, das 10. die mit dem höchsten. Geordnet ist nach der "
                                  "Summe von „{}“ im Haushalt und Monat. Haushalte mit gleichem Einkommen bleiben beieinander; die Zehntel sind darum "
                                  "nicht alle gleich groß.", w.income)}) +
         picture("zehntel-anteil", who_gains(brief)) + picture("zehntel-mittel", most_each(brief)) + change_table("Nach Einkommen", "Zehntel", groups);
}

Html by_size(const ReformReport& r) {
  Rows rows;
  std::uint64_t same = 0;
  for (const auto& [name, count] : r.steps) {
    rows.push_back({name, thousands(count), percent(count, r.all.families)});
    if (name == "unverändert") same = count;
  }
  return el("h2", {}, {"Wie viel je Haushalt"}) +
         picture("hoehe", fmt::format("Für {} Haushalte ({}) ändert sich in der Mitte der Spanne nichts.", thousands(same), percent(same, r.all.families))) +
         el("p", {}, {"„Mitte der Spanne“ heißt: Wer vielleicht 0 € und vielleicht 40 € mehr hat, zählt mit 20 €."}) +
         table("Höhe der Veränderung im Monat", {"Veränderung", "Haushalte", "Anteil"}, rows);
}

Html by_take_up(const std::vector<Unclaimed>& left) {
  const Html title = el("h2", {}, {"Wer es nicht in Anspruch nimmt"});
  if (left.empty()) {
    return title + el("p", {}, {"Für keine der gerechneten Leistungen ist in der Bevölkerung belegt, wie viele sie in Anspruch nehmen. "
                                "Alle Summen gelten, wenn alle Berechtigten sie nehmen."});
  }
  Rows rows;
  for (const Unclaimed& u : left) {
    rows.push_back({u.title, format_german(u.share * 100) + "\u00a0%", euros(u.before_lo, u.before_hi), euros(u.after_lo, u.after_hi), u.source});
  }
  return title + picture("nicht-abgeholt", what_stays(left)) +
         el("p", {}, {"Alle anderen Summen dieses Berichts gelten, wenn alle Berechtigten nehmen, was ihnen zusteht."}) +
         table("Was im Monat liegen bleibt", {"Leistung", "nehmen es", "bleibt liegen vorher", "bleibt liegen nachher", "Quelle"}, rows, true);
}

// Every {{name}} of the frame once; what is put in is not looked at again.
std::string fill(std::string_view frame, const std::vector<std::pair<std::string_view, std::string>>& with) {
  std::string out;
  for (const auto& [name, text] : with) {
    const std::size_t at = frame.find(name);
    if (at == std::string_view::npos) continue;
    out += std::string(frame.substr(0, at)) + text;
    frame.remove_prefix(at + name.size());
  }
  return out + std::string(frame);
}

}  // namespace

std::expected<std::string, Trouble> report_frame(const std::string& path) {
  const std::filesystem::path file = path.empty() ? above_binary("bericht/bericht.html") : std::filesystem::path(path);
  auto text = read_file(file.string(), kMaxFrame);
  if (!text) {
    return std::unexpected(Trouble{"Die Vorlage des Berichts fehlt.", file.string(), "Sie enthält, was die Bilder zeichnet, und entsteht beim Bauen der Seite.",
                                   "„./run reform …“ baut sie mit; von Hand geht es mit „npm run build“ im Ordner web."});
  }
  for (const char* place : {"{{titel}}", "{{inhalt}}", "{{zahlen}}"}) {
    if (text->find(place) != std::string::npos) continue;
    return std::unexpected(Trouble{"Das ist keine Vorlage für den Bericht.", file.string(), std::string("Es fehlt der Platz ") + place + ".",
                                   "Bitte die Vorlage neu bauen: „npm run build“ im Ordner web."});
  }
  return *std::move(text);
}

std::string reform_html(const std::string& frame, const ReformReport& r, const ReformWords& w, const std::vector<Unclaimed>& left) {
  const Html body = opening(r, w) + services(r) + by_kind(r) + by_income(r, w) + by_size(r) + by_take_up(left);
  return fill(frame, {{"{{titel}}", escape_html(w.title)}, {"{{inhalt}}", body.str()}, {"{{zahlen}}", replace_all(reform_json(r, left), "<", "\\u003c")}});
}

}  // namespace fr::app
