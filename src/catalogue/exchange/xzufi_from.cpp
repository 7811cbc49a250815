// The catalogue as an XZuFi message: services, then offices with what they are responsible for, then online services.
// Module texts are HTML fragments except names (02, 03) and the teaser (24).
#include <algorithm>

#include "base/date.h"
#include "base/text.h"
#include "catalogue/exchange/xzufi.h"

namespace fr::xzufi {
namespace {

// Code lists as they are named in what is documented (docs/austausch.md).
constexpr const char* kModules = "urn:de:xzufi:codeliste:leistungstextmodulleika";
constexpr const char* kModulesVersion = "20240216";
constexpr const char* kKeys = "urn:de:fim:leika:leistung";
constexpr const char* kLinkTypes = "urn:xoev-de:fim:codeliste:onlinedienstlinktyp";
constexpr const char* kLinkToService = "01";
constexpr const char* kMunicipalities = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags";
constexpr const char* kRegions = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs";

xml::Attribute tagged(std::string_view language) { return {"languageCode", std::string(language_tag(language))}; }
std::string paragraph(std::string_view text) { return "<p>" + replace_all(escape_markup(text), "\n", "<br />") + "</p>"; }

Code code(const char* list, const char* version, std::string value) {
  Code c;
  make(c.code, leaf(std::move(value)));
  c.shape.attributes.push_back({"listURI", list});
  if (version) c.shape.attributes.push_back({"listVersionID", version});
  return c;
}

Texte texts(const Wordings& words, auto make) {
  Texte out;
  for (const Wording& w : words) out.push_back(leaf(make(w.text), {tagged(w.language)}));
  return out;
}
Texte plain(const Wordings& words) { return texts(words, [](const std::string& t) { return t; }); }
Texte paragraphs(const Wordings& words) { return texts(words, paragraph); }
Wordings only_german(std::string text) { return text.empty() ? Wordings{} : Wordings{{"de", std::move(text)}}; }

std::string list(const std::vector<Condition>& conditions) {
  std::string out;
  for (const Condition& c : conditions) out += "<li>" + escape_markup(c.text) + list(c.parts) + "</li>";
  return out.empty() ? out : "<ul>" + out + "</ul>";
}

class Maker {
 public:
  explicit Maker(const ExportInput& in) : in_(in) {}

  Nachricht run() {
    Nachricht m;
    m.shape.attributes = {{"xmlns:xzufi", std::string(kSpace)}, {"xzufiVersion", std::string(kVersion)},
                          {"produktbezeichnung", "Familienrathaus"}, {"produkthersteller", "Familienrathaus"}};
    make(m.nachrichtenkopf);
    const std::vector<Offer> all = offers(in_);
    for (const Offer& o : all) make(m.schreibe.emplace_back().leistung, service(o));
    for (const auto& [id, office] : in_.texts.offices) make(m.schreibe.emplace_back().organisationseinheit, unit(office, all));
    for (const Offer& o : all) {
      if (o.service->online.empty()) continue;
      make(m.schreibe.emplace_back().onlinedienst, online(o));
      make(m.schreibe.emplace_back().zustaendigkeitTransferObjekt, online_for(o));
    }
    return m;
  }

 private:
  Leaf id(const char* kind, std::string value) const {
    return leaf(std::move(value), {{"schemeID", kind}, {"schemeAgencyID", "familienrathaus-" + in_.city.folder}});
  }
  std::vector<Leaf> area() const {
    if (in_.city.ars.empty()) return {};
    return {leaf(in_.city.ars, {{"schemeID", kRegions}})};
  }

  void add(Leistung& s, const char* module, Texte content) const {
    if (content.empty()) return;
    ModulText m;
    make(m.positionDarstellung, leaf(std::to_string(s.modulText.size() + 1)));
    make(m.leikaTextmodul, code(kModules, kModulesVersion, module));
    m.inhalt = std::move(content);
    s.modulText.push_back(std::move(m));
  }

  Leistung service(const Offer& o) const {
    const Service& s = *o.service;
    Leistung x;
    make(x.id, id("leistung", s.id));
    if (!s.key.empty()) make(x.referenzLeiKa, code(kKeys, nullptr, s.key));
    add(x, "02", plain(o.title));
    add(x, "03", plain(only_german(s.name)));
    add(x, "05", paragraphs(o.brief));
    add(x, "06", plain(o.prose));
    add(x, "07", paragraphs(only_german(s.law)));
    add(x, "08", document_list(o));
    add(x, "09", plain(only_german((s.audience.empty() ? "" : paragraph(s.audience)) + list(o.conditions))));
    add(x, "11", paragraphs(o.next_step));
    add(x, "15", paragraphs(only_german(o.sources)));
    add(x, "16", paragraphs(only_german(s.limits)));
    add(x, "22", plain(only_german(office_words(o))));
    add(x, "24", plain(o.brief));
    add_deadlines(x, o);
    if (!o.cost.empty()) make(x.modulKosten).beschreibung = paragraphs(o.cost);
    add_keywords(x, o);
    add_documents(x, o);
    add_categories(x, s);
    if (s.level == Level::City) x.gueltigkeitGebietID = area();
    if (o.as_of != 0) make(make(x.versionsinformation).geaendertDatumZeit, leaf(format_day(o.as_of) + "T00:00:00"));
    for (const std::string& language : o.languages) x.sprachversion.push_back(version(language));
    return x;
  }

  static Sprachversion version(std::string_view language) {
    Sprachversion v;
    make(v.languageCode, leaf(std::string(language_tag(language))));
    make(v.sprachbezeichnungDeutsch, leaf(std::string(language_name(language))));
    return v;
  }

  static void add_deadlines(Leistung& x, const Offer& o) {
    for (const Offer::Deadline& d : o.deadlines) {
      if (!x.modulFrist) make(x.modulFrist);
      Frist f;
      for (const Wording& w : d.text) {
        const auto missed = std::find_if(d.missed.begin(), d.missed.end(), [&](const Wording& m) { return m.language == w.language; });
        std::string text = paragraph(w.text);
        if (missed != d.missed.end()) text += paragraph(missed->text);
        if (w.language == "de" && !d.citation.empty()) text += paragraph(d.citation);
        f.beschreibung.push_back(leaf(std::move(text), {tagged(w.language)}));
      }
      x.modulFrist->frist.push_back(std::move(f));
    }
  }

  static void add_keywords(Leistung& x, const Offer& o) {
    for (const Wording& k : o.keywords) {
      if (!x.modulBegriffImKontext) make(x.modulBegriffImKontext);
      make(x.modulBegriffImKontext->begriffImKontext.emplace_back().begriff, leaf(k.text, {tagged(k.language)}));
    }
  }

  static void add_documents(Leistung& x, const Offer& o) {
    for (const Offer::Document& d : o.documents) {
      if (!x.modulDokument) make(x.modulDokument);
      Dokument doc;
      doc.bezeichnung = plain(d.text);
      doc.beschreibung = paragraphs(d.where);
      x.modulDokument->dokumentEingehend.push_back(std::move(doc));
    }
  }

  // The documents of module 08: a list in every language in which all of them have a name.
  static Texte document_list(const Offer& o) {
    Texte out;
    for (const std::string& language : o.languages) {
      std::string list;
      for (const Offer::Document& d : o.documents) {
        const auto text = std::find_if(d.text.begin(), d.text.end(), [&](const Wording& w) { return w.language == language; });
        if (text == d.text.end()) { list.clear(); break; }
        list += "<li>" + escape_markup(text->text) + (d.always || language != "de" ? "" : " (nicht immer)") + "</li>";
      }
      if (!list.empty()) out.push_back(leaf("<ul>" + list + "</ul>", {tagged(language)}));
    }
    return out;
  }

  void add_categories(Leistung& x, const Service& s) const {
    const auto add_one = [&](const char* kind, const std::string& word) {
      if (word.empty()) return;
      Kategorie k;
      make(make(k.klasse).id, id("kategorieklasse", kind));
      make(k.id, id(kind, slug(word)));
      k.bezeichnung.push_back(leaf(word, {tagged("de")}));
      x.kategorie.push_back(std::move(k));
    };
    add_one("ebene", level_words(s.level));
    add_one("wirkung", effect_words(s.effect));
    add_one("lebenslage", s.phase);
    for (const std::string& need : s.needs) add_one("bedarf", need);
    for (const std::string& channel : s.channels) add_one("weg", channel);
  }

  // Name, address, telephone and hours: the elements for them are documented for an address only.
  static std::string office_words(const Offer& o) {
    std::string out;
    for (const Office* office : o.offices) {
      out += "<p><strong>" + escape_markup(office->name) + "</strong>";
      const std::string town = office->postcode + (office->postcode.empty() || office->town.empty() ? "" : " ") + office->town;
      for (const std::string& line : {office->address, town, office->phone, office->email, office->web, office->hours})
        if (!line.empty()) out += "<br />" + replace_all(escape_markup(line), "\n", "<br />");
      out += "</p>";
    }
    return out;
  }

  Organisationseinheit unit(const Office& o, const std::vector<Offer>& all) const {
    Organisationseinheit x;
    make(x.id, id("organisationseinheit", o.id));
    make(x.name).name.push_back(leaf(o.name, {tagged("de")}));
    if (!o.address.empty() || !o.town.empty()) x.anschrift.push_back(address(o));
    for (const Offer& offer : all) {
      const auto& offices = offer.service->offices;
      if (std::find(offices.begin(), offices.end(), o.id) == offices.end()) continue;
      Zustaendigkeit z;
      make(z.leistungID, id("leistung", offer.service->id));
      z.gebietID = area();
      x.zustaendigkeit.push_back(std::move(z));
    }
    return x;
  }

  // "Caldenhofer Weg 10" -> street and number, if the last word begins with a digit; else all of it is the street.
  Anschrift address(const Office& o) const {
    Anschrift a;
    const std::size_t blank = o.address.rfind(' ');
    const bool number = blank != std::string::npos && blank + 1 < o.address.size() && o.address[blank + 1] >= '0' && o.address[blank + 1] <= '9';
    if (!o.address.empty()) make(a.strasse, leaf(number ? o.address.substr(0, blank) : o.address));
    if (number) make(a.hausnummer, leaf(o.address.substr(blank + 1)));
    if (!o.postcode.empty()) make(a.postleitzahl, leaf(o.postcode));
    if (!o.town.empty()) make(a.ort, leaf(o.town));
    if (o.town == in_.city.name && !in_.city.ags.empty()) {
      Kodierung& k = make(a.verwaltungspolitischeKodierung);
      make(k.gemeindeschluessel, code(kMunicipalities, nullptr, in_.city.ags));
      if (!in_.city.ars.empty()) make(k.regionalschluessel, code(kRegions, nullptr, in_.city.ars));
    }
    return a;
  }

  Onlinedienst online(const Offer& o) const {
    Onlinedienst x;
    make(x.id, id("onlinedienst", o.service->id));
    x.bezeichnung = plain(o.title);
    Link l;
    l.shape.attributes.push_back(tagged("de"));
    make(l.typ, code(kLinkTypes, nullptr, kLinkToService));
    make(l.link, leaf(o.service->online));
    make(l.titel, leaf(o.title.front().text));
    x.link.push_back(std::move(l));
    x.sprachversion.push_back(version("de"));
    return x;
  }

  ZustaendigkeitTransferObjekt online_for(const Offer& o) const {
    ZustaendigkeitTransferObjekt t;
    make(t.uebergeordnetesObjektID, id("onlinedienst", o.service->id));
    Zustaendigkeit& z = make(t.zustaendigkeit);
    make(z.id, id("zustaendigkeit", "online-" + o.service->id));
    make(z.leistungID, id("leistung", o.service->id));
    z.gebietID = area();
    return t;
  }

  const ExportInput& in_;
};

}  // namespace

Nachricht from_catalogue(const ExportInput& in) { return Maker(in).run(); }

}  // namespace fr::xzufi
