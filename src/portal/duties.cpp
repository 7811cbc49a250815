// The pages that every public offer owes its readers, saying what is true of this one.
#include "portal/pages.h"

namespace fr {
namespace {

Html p(std::string_view text) { return el("p", {}, {text}); }

std::string page(const PortalInput& in, std::string title, std::string path, std::vector<Html> content) {
  Frame about;
  about.title = std::move(title);
  about.current = std::move(path);
  content.insert(content.begin(), el("h1", {}, {about.title}));
  return frame(in.front, about, content);
}

}  // namespace

std::string accessibility_page(const PortalInput& in) {
  return page(in, "Barrierefreiheit", "/barrierefreiheit",
              {p("Diese Erklärung gilt für alle Seiten dieses Angebots. Es ist ein quelloffener Entwurf; wer es "
                 "öffentlich betreibt, muss sie prüfen und ergänzen."),
               section("Stand der Vereinbarkeit",
                       {p("Ziel ist WCAG 2.2, Stufe AA, und die EN 301 549. Die Seiten wurden von den Entwicklern selbst "
                          "mit automatischen Prüfungen und mit der Tastatur geprüft, nicht von einer unabhängigen Stelle.")}),
               section("Was noch nicht barrierefrei ist",
                       {el("ul", {}, {el("li", {}, {"Es gibt keine Videos in Deutscher Gebärdensprache."}),
                                      el("li", {}, {"Texte in Leichter Sprache hat noch keine Prüfgruppe gelesen; "
                                                    "sie sind so gekennzeichnet."}),
                                      el("li", {}, {"Namen von Leistungen und Auszüge aus Gesetzen stehen auch auf "
                                                    "englischen Seiten auf Deutsch."})})}),
               section("Die Zeichnung und ihre Alternative",
                       {p("Alles, was in der Zeichnung geht, geht auch in der Liste: mit Tastatur und Screenreader, ohne "
                          "Ziehen. Beide zeigen dieselben Angaben und dieselben Ergebnisse. Ohne JavaScript sind alle "
                          "Leistungen und Stellen als gewöhnliche Seiten lesbar.")}),
               section("Eine Barriere melden",
                       {p("Dieser Entwurf hat keinen Betreiber und daher noch keine Kontaktadresse für Meldungen. "
                          "Fehler können im Quelltextverzeichnis des Projekts gemeldet werden. Ein Betreiber trägt hier "
                          "seine Adresse, seine Antwortfrist, die Ombudsstelle für barrierefreie Informationstechnik "
                          "des Landes Nordrhein-Westfalen und die Überwachungsstelle ein.")})});
}

std::string privacy_page(const PortalInput& in) {
  return page(in, "Datenschutz", "/datenschutz",
              {el("p", {{"class", "fr-satz"}},
                  {"Kurz: Was Sie über Ihre Familie eingeben, verlässt Ihr Gerät nicht."}),
               section("Was auf Ihrem Gerät bleibt",
                       {p("Die Zeichnung rechnet in Ihrem Browser. Das Rechenmodul kann keine Verbindung öffnen: Es "
                          "importiert keine einzige Funktion der Außenwelt. Ihre Angaben stehen im Arbeitsspeicher der "
                          "Seite. Nur wenn Sie es ausdrücklich wünschen, werden sie im Speicher dieses Browsers "
                          "abgelegt; Sie können sie dort jederzeit mit einem Knopf löschen.")}),
               section("Was der Server erfährt",
                       {p("Der Server liefert Seiten aus. Dafür braucht er wie jeder Server kurz Ihre IP-Adresse und die "
                          "aufgerufene Adresse. Er schreibt kein Zugriffsprotokoll. Im ausführlichen Betrieb notiert er "
                          "Methode, Pfad, Ergebnis und Dauer, aber keine IP-Adresse und keine Suchbegriffe.")}),
               section("Was es nicht gibt",
                       {p("Keine Cookies, keine Konten, keine Zählpixel, keine Schriften oder Karten fremder Anbieter. "
                          "Die Seite erlaubt dem Browser nicht, sich mit anderen Servern zu verbinden.")}),
               section("Verantwortlich",
                       {p("Für diesen Entwurf gibt es keinen öffentlichen Betreiber. Wer ihn betreibt, nennt hier "
                          "Verantwortliche, Datenschutzbeauftragte und die Aufsichtsbehörde.")})});
}

std::string imprint_page(const PortalInput& in) {
  return page(in, "Impressum", "/impressum",
              {el("p", {{"class", "fr-satz"}},
                  {"Dies ist ein quelloffenes Vorführstück. Es ist keine Seite der Stadt Hamm, und niemand hat es "
                   "beauftragt oder freigegeben."}),
               p("Es zeigt, wie eine Stadt Familien ihre Leistungen erklären könnte. Die Angaben stammen aus öffentlichen "
                 "Quellen, die jede Seite nennt. Sie können veraltet oder falsch sein. Maßgeblich sind die Gesetze und "
                 "die Auskünfte der zuständigen Stellen."),
               section("Lizenz", {p("European Union Public Licence (EUPL), Version 1.2.")}),
               section("Betreiber",
                       {p("Wer dieses Programm öffentlich betreibt, trägt hier seine Anschrift nach dem "
                          "Digitale-Dienste-Gesetz ein.")})});
}

std::string sources_page(const PortalInput& in) {
  std::vector<Html> rows, unknown, texts;
  for (const Service& s : in.book.services) {
    for (const UsedNumber& n : used_numbers(in.book, in.month, s))
      rows.push_back(el("tr", {}, {el("th", {{"scope", "row"}}, {link("/leistung/" + s.id, s.title)}),
                                   el("td", {}, {n.name}), el("td", {}, {n.value}), el("td", {}, {n.source})}));
    if (const Prose* prose = find_prose(in.texts, s.id, "de"))
      texts.push_back(el("li", {}, {link("/leistung/" + s.id, s.title), " (", format_day_german(prose->as_of), "): ",
                                    lines(prose->sources)}));
  }
  for (const auto& [id, office] : in.texts.offices)
    texts.push_back(el("li", {}, {link("/stelle/" + id, office.name), " (", format_day_german(office.as_of), "): ",
                                  lines(office.source)}));
  for (const OpenNumber& n : in.open_numbers)
    unknown.push_back(el("li", {}, {el("strong", {}, {n.name}), ": ", n.range, n.reason.empty() ? "" : " – ",
                                    n.reason, el("small", {}, {n.place})}));
  std::vector<Html> content{p("Jede Zahl hat eine Quelle. Wo keine zu finden war, steht eine Spanne statt einer Vermutung.")};
  if (!rows.empty()) {
    auto head = [](std::string_view name) { return el("th", {{"scope", "col"}}, {name}); };
    content.push_back(section("Zahlen im " + format_month_german(in.month),
        {el("div", {{"class", "fr-tabelle"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Zahlen und Quellen"}},
            {el("table", {}, {el("thead", {}, {el("tr", {}, {head("Leistung"), head("Zahl"), head("Wert"), head("Quelle")})}),
                              el("tbody", {}, rows)})})}));
  }
  if (!unknown.empty()) content.push_back(section("Was niemand belegen konnte", {el("ul", {{"class", "fr-liste"}}, unknown)}));
  if (!texts.empty()) content.push_back(section("Quellen der Texte", {el("ul", {{"class", "fr-liste"}}, texts)}));
  return page(in, "Quellen", "/quellen", std::move(content));
}

// Kept by the browser and shown in place of a page that it has never seen.
std::string offline_page(const PortalInput& in) {
  Frame about;
  about.title = "Gerade ohne Netz";
  about.current = "/offline";
  about.index = false;
  return frame(in.front, about,
               {el("h1", {}, {about.title}),
                p("Diese Seite haben Sie auf diesem Gerät noch nicht geöffnet. Sobald wieder ein Netz da ist, laden Sie sie "
                  "einfach neu. Ihre Angaben sind noch da; sie lagen nie im Netz."),
                section("Das geht auch ohne Netz",
                        {el("ul", {}, {el("li", {}, {link("/familie", "Die Familie zeichnen und rechnen")}),
                                       el("li", {}, {link("/zeitstrahl", "Die nächsten drei Jahre ansehen")}),
                                       el("li", {}, {link("/geburt", "Rund um die Geburt")}),
                                       el("li", {}, {"alle Leistungen und Stellen, deren Seiten Sie schon einmal geöffnet hatten"})})}),
                section("Lieber anrufen?",
                        {p("Bundesweit hilft die Behördennummer 115. In einem Notfall wählen Sie 112.")})});
}

}  // namespace fr
