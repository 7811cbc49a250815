#include "catalogue/exchange/cpsv.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "catalogue/exchange/turtle.h"

namespace fr {
namespace {

constexpr const char* kGermany = "http://publications.europa.eu/resource/authority/country/DEU";
constexpr std::string_view kLanguages = "http://publications.europa.eu/resource/authority/language/";

// The EU's code of a language in three letters, which its authority table uses.
std::string_view three_letters(std::string_view language) {
  static const std::map<std::string_view, std::string_view> codes{{"de", "DEU"}, {"leicht", "DEU"}, {"en", "ENG"}, {"tr", "TUR"}, {"uk", "UKR"},
                                                                  {"ar", "ARA"}, {"pl", "POL"},     {"ro", "RON"}, {"ru", "RUS"}};
  const auto found = codes.find(language);
  return found == codes.end() ? std::string_view() : found->second;
}

// "eine von: A; B"
std::string in_words(const Condition& c) {
  std::string out = c.text;
  for (std::size_t i = 0; i < c.parts.size(); ++i) out += (i == 0 ? ": " : "; ") + in_words(c.parts[i]);
  return out;
}

class Writer {
 public:
  explicit Writer(const ExportInput& in)
      : in_(in),
        base_(in.origin.empty() ? "urn:x-familienrathaus:" + in.city.folder : in.origin),
        t_({{"adms", "http://www.w3.org/ns/adms#"}, {"cpsv", "http://purl.org/vocab/cpsv#"}, {"cv", "http://data.europa.eu/m8g/"},
            {"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"eli", "http://data.europa.eu/eli/ontology#"},
            {"foaf", "http://xmlns.com/foaf/0.1/"}, {"locn", "http://www.w3.org/ns/locn#"}, {"skos", "http://www.w3.org/2004/02/skos/core#"},
            {"time", "http://www.w3.org/2006/time#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}}) {}

  std::string write() {
    const std::vector<Offer> all = offers(in_);
    for (const Offer& o : all) service(o);
    for (const auto& [id, office] : in_.texts.offices) organisation(office);
    for (const auto& [iri, word] : events_) t_.subject(iri, {"cv:LifeEvent", "cv:Event"}).text("dct:identifier", word).text("dct:title", word, "de");
    for (const auto& [iri, word] : concepts_) t_.subject(iri, {"skos:Concept"}).text("skos:prefLabel", word, "de");
    for (const std::string& key : keys_) t_.subject(key_iri(key), {"skos:Concept"}).text("skos:notation", key);
    for (const std::string_view code : languages_) t_.subject(std::string(kLanguages) + std::string(code), {"dct:LinguisticSystem"});
    for (const std::string& page : pages_) t_.subject(page, {"foaf:Document"});
    places();
    return t_.take();
  }

 private:
  std::string service_iri(std::string_view id) const { return base_ + "/leistung/" + std::string(id); }
  std::string office_iri(std::string_view id) const { return base_ + "/stelle/" + std::string(id); }
  static std::string key_iri(const std::string& key) { return "urn:de:fim:leika:leistung:" + key; }
  std::string place(Level level) const {
    return level == Level::City ? base_ + "/ort/" + in_.city.folder : level == Level::State ? base_ + "/ort/" + slug(in_.city.state) : kGermany;
  }
  std::string word_iri(const char* kind, const std::string& word) { return base_ + "/begriff/" + kind + "/" + slug(word); }
  std::string word_concept(const char* kind, const std::string& word) { return concepts_.emplace(word_iri(kind, word), word).first->first; }
  void say(const char* predicate, const Wordings& words) {
    for (const Wording& w : words) t_.text(predicate, w.text, language_tag(w.language));
  }
  const std::string& page(const std::string& iri) { return *pages_.insert(iri).first; }

  void service(const Offer& o) {
    const Service& s = *o.service;
    const std::string iri = service_iri(s.id);
    t_.subject(iri, {"cpsv:PublicService"}).text("dct:identifier", s.id);
    say("dct:title", o.title);
    say("dct:description", o.brief);
    say("dcat:keyword", o.keywords);
    for (const std::string& language : o.languages)
      if (const auto code = three_letters(language); !code.empty() && language != "leicht") t_.link("dct:language", std::string(kLanguages) + std::string(*languages_.insert(code).first));
    for (const Office* office : o.offices) t_.link("cv:hasCompetentAuthority", office_iri(office->id));
    for (const Office* office : o.offices)
      if (reachable(*office)) t_.link("cv:contactPoint", office_iri(office->id) + "#kontakt");
    t_.link("dct:spatial", place(s.level));
    if (!s.phase.empty()) {
      const std::string event = base_ + "/lebenslage/" + slug(s.phase);
      t_.link("cv:isGroupedBy", events_.emplace(event, s.phase).first->first);
    }
    for (const std::string& need : s.needs) t_.link("cv:thematicArea", word_concept("bedarf", need));
    if (!s.key.empty()) t_.link("cv:isClassifiedBy", key_iri(*keys_.insert(s.key).first));
    if (!s.part_of.empty()) t_.link("cv:relatedService", service_iri(s.part_of));
    if (o.as_of != 0) t_.typed("dct:modified", format_day(o.as_of), "xsd:date");
    if (!o.sources.empty()) t_.text("dct:source", o.sources);
    for (const std::string& channel : s.channels) t_.link("cv:hasChannel", iri + "#weg-" + slug(channel));
    if (!s.online.empty() && !has_online(s)) t_.link("cv:hasChannel", iri + "#weg-online");
    if (!o.cost.empty()) t_.link("cv:hasCost", iri + "#kosten");
    if (gives(s)) t_.link("cpsv:produces", iri + "#ergebnis");
    if (!s.law.empty()) t_.link("cpsv:follows", iri + "#regel").link("cv:hasLegalResource", iri + "#recht");
    for (std::size_t i = 0; i < o.conditions.size(); ++i) t_.link("cv:holdsRequirement", numbered(iri + "#voraussetzung-", i));
    for (std::size_t i = 0; i < o.documents.size(); ++i) t_.link("cv:hasInputType", numbered(iri + "#unterlage-", i));
    parts(o, iri);
  }

  static std::string numbered(const std::string& start, std::size_t i) { return start + std::to_string(i + 1); }
  static bool has_online(const Service& s) { return std::find(s.channels.begin(), s.channels.end(), "online") != s.channels.end(); }
  static bool gives(const Service& s) { return s.effect == Effect::Payment || s.effect == Effect::Saving || s.effect == Effect::Help; }
  static bool reachable(const Office& o) { return !o.phone.empty() || !o.email.empty() || !o.web.empty() || !o.hours.empty(); }

  void parts(const Offer& o, const std::string& iri) {
    const Service& s = *o.service;
    std::vector<std::string> channels = s.channels;
    if (!s.online.empty() && !has_online(s)) channels.push_back("online");
    for (const std::string& channel : channels) {
      const std::string id = "weg-" + slug(channel);
      t_.subject(iri + "#" + id, {"cv:Channel"}).text("dct:identifier", s.id + "#" + id).link("dct:type", word_concept("weg", channel));
      if (channel == "online" && !s.online.empty()) t_.link("foaf:page", page(s.online));
    }
    if (!o.cost.empty()) {
      t_.subject(iri + "#kosten", {"cv:Cost"}).text("dct:identifier", s.id + "#kosten");
      say("dct:description", o.cost);
    }
    if (gives(s)) {
      t_.subject(iri + "#ergebnis", {"cv:Output"}).text("dct:identifier", s.id + "#ergebnis");
      say("dct:title", o.title);
      t_.link("dct:type", word_concept("wirkung", effect_words(s.effect)));
    }
    if (!s.law.empty()) {
      t_.subject(iri + "#regel", {"cpsv:Rule"}).text("dct:identifier", s.id + "#regel");
      say("dct:title", o.title);
      t_.text("dct:description", s.law, "de").link("cpsv:implements", iri + "#recht");
      t_.subject(iri + "#recht", {"eli:LegalResource"}).text("dct:title", s.law, "de");
    }
    for (std::size_t i = 0; i < o.conditions.size(); ++i) {
      t_.subject(numbered(iri + "#voraussetzung-", i), {"cv:Requirement"}).text("dct:identifier", numbered(s.id + "#voraussetzung-", i));
      t_.text("dct:title", in_words(o.conditions[i]), "de");
      if (!s.law.empty()) t_.link("cv:fulfils", iri + "#regel");
    }
    for (std::size_t i = 0; i < o.documents.size(); ++i) {
      t_.subject(numbered(iri + "#unterlage-", i), {"cv:EvidenceType"}).text("dct:identifier", numbered(s.id + "#unterlage-", i));
      say("dct:title", o.documents[i].text);
      say("dct:description", o.documents[i].where);
    }
  }

  void organisation(const Office& o) {
    const std::string iri = office_iri(o.id);
    t_.subject(iri, {"cv:PublicOrganisation"}).text("dct:identifier", o.id).text("skos:prefLabel", o.name, "de").link("dct:spatial", place(Level::City));
    const bool address = !o.address.empty() || !o.town.empty();
    if (address) t_.link("locn:address", iri + "#anschrift");
    if (reachable(o)) t_.link("cv:contactPoint", iri + "#kontakt");
    if (o.as_of != 0) t_.typed("dct:modified", format_day(o.as_of), "xsd:date");
    if (!o.source.empty()) t_.text("dct:source", o.source);
    if (address) {
      t_.subject(iri + "#anschrift", {"locn:Address"});
      if (!o.address.empty()) t_.text("locn:thoroughfare", replace_all(o.address, "\n", ", "), "de");
      if (!o.postcode.empty()) t_.text("locn:postCode", o.postcode);
      if (!o.town.empty()) t_.text("locn:postName", o.town, "de");
    }
    if (!reachable(o)) return;
    t_.subject(iri + "#kontakt", {"cv:ContactPoint"});
    if (!o.email.empty()) t_.text("cv:email", o.email);
    if (!o.phone.empty()) t_.text("cv:telephone", o.phone);
    if (!o.web.empty()) t_.link("cv:contactPage", page(o.web));
    if (!o.hours.empty()) t_.link("cv:openingHours", iri + "#zeiten");
    if (!o.hours.empty()) t_.subject(iri + "#zeiten", {"time:TemporalEntity"}).text("dct:description", o.hours, "de");
  }

  void places() {
    t_.subject(place(Level::City), {"dct:Location"}).text("skos:prefLabel", in_.city.name, "de");
    if (!in_.city.ags.empty()) t_.text("dct:identifier", in_.city.ags);
    if (!in_.city.state.empty()) t_.subject(place(Level::State), {"dct:Location"}).text("skos:prefLabel", in_.city.state, "de");
    t_.subject(kGermany, {"dct:Location"}).text("skos:prefLabel", "Deutschland", "de");
  }

  const ExportInput& in_;
  const std::string base_;
  Turtle t_;
  std::map<std::string, std::string> events_, concepts_;  // IRI -> word
  std::set<std::string> keys_, pages_;
  std::set<std::string_view> languages_;
};

}  // namespace

std::string export_cpsv(const ExportInput& in) { return Writer(in).write(); }

}  // namespace fr
