#include "catalogue/exchange/draft.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "catalogue/exchange/html_text.h"

namespace fr::xzufi {
namespace {

constexpr std::size_t kMaxText = 800;  // code points of one text in the rules: a line there holds 1000
constexpr std::string_view kLanguages[] = {"de", "leicht", "en", "tr", "uk", "ar", "pl", "ro", "ru"};

std::string value(const Maybe<Leaf>& x) { return x ? plain_of(escape_markup(x->value)) : std::string(); }

std::string shortened(std::string text) {
  if (code_points(text) <= kMaxText) return text;
  std::size_t end = 0, seen = 0;
  for (; end < text.size() && seen < kMaxText; ++end)
    if ((static_cast<unsigned char>(text[end]) & 0xc0) != 0x80) ++seen;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + " …";
}

// Text between straight quotes: those inside become curly.
std::string quoted(const std::string& text) { return "\"" + replace_all(shortened(text), "\"", "“") + "\""; }

// "Spielgeld (Bund)" -> "Spielgeld-Bund": letters, digits and hyphens, beginning with a letter.
std::string rule_name(const std::string& title) {
  std::string out;
  for (std::size_t i = 0; i < title.size();) {
    const std::string_view rest = std::string_view(title).substr(i);
    std::size_t take = 0;
    for (const std::string_view letter : {"ä", "ö", "ü", "Ä", "Ö", "Ü", "ß"})
      if (rest.starts_with(letter)) take = letter.size();
    const char c = rest.front();
    const bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (alpha || (c >= '0' && c <= '9' && !out.empty())) take = 1;
    if (take > 0) out.append(rest.substr(0, take));
    else if (!out.empty() && out.back() != '-') out += '-';
    i += std::max<std::size_t>(1, take);
    if (out.size() > 80) break;
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "Leistung-ohne-Namen" : out;
}

class Drafter {
 public:
  explicit Drafter(const Nachricht& m) : m_(m) {}

  std::vector<DraftFile> run() {
    for (const Schreibe& s : m_.schreibe) {
      if (const auto& o = s.organisationseinheit) {
        offices_[key(o->id)] = fresh(slug(value(o->id)), "stelle", &office_names_);
        for (const Zustaendigkeit& z : o->zustaendigkeit) responsible_[key(z.leistungID)].push_back(offices_[key(o->id)]);
      }
      if (const auto& t = s.zustaendigkeitTransferObjekt; t && t->zustaendigkeit) online_of_[key(t->uebergeordnetesObjektID)] = key(t->zustaendigkeit->leistungID);
    }
    for (const Schreibe& s : m_.schreibe)
      if (const auto& o = s.onlinedienst)
        for (const Link& l : o->link)
          if (const auto service = online_of_.find(key(o->id)); service != online_of_.end() && value(l.link).starts_with("https://")) online_[service->second] = value(l.link);
    for (const Schreibe& s : m_.schreibe) {
      if (s.leistung) service(*s.leistung);
      if (s.organisationseinheit) office(*s.organisationseinheit);
    }
    return std::move(out_);
  }

 private:
  // An identifier counts within its scheme and agency.
  static std::string key(const Maybe<Leaf>& id) {
    if (!id) return {};
    return std::string(id->shape.attribute("schemeAgencyID")) + "\n" + std::string(id->shape.attribute("schemeID")) + "\n" + id->value;
  }
  static std::string fresh(std::string name, const char* otherwise, std::set<std::string>* taken) {
    if (name.empty()) name = otherwise;
    if (name.size() > 80) name.resize(80);
    std::string unique = name;
    for (int n = 2; !taken->insert(unique).second; ++n) unique = name + "-" + std::to_string(n);
    return unique;
  }

  static std::string module(const Leistung& s, std::string_view code, std::string_view tag = "de") {
    const Texte* texts = s.text(code);
    const Leaf* own = texts ? in_language(*texts, tag) : nullptr;
    return own ? own->value : std::string();
  }

  static std::vector<std::string> categories(const Leistung& s, std::string_view kind) {
    std::vector<std::string> out;
    for (const Kategorie& k : s.kategorie)
      if (k.klasse && value(k.klasse->id) == kind)
        for (const Leaf& word : k.bezeichnung) out.push_back(plain_of(escape_markup(word.value)));
    return out;
  }

  static std::string day(const Leistung& s) {
    const std::string when = s.versionsinformation ? value(s.versionsinformation->geaendertDatumZeit).substr(0, 10) : "";
    return parse_day(when) ? when : "";
  }

  void service(const Leistung& s) {
    const std::string title = plain_of(escape_markup(module(s, "02"))), own_name = plain_of(escape_markup(module(s, "03")));
    const std::string name = rule_name(own_name.empty() ? title : own_name);
    const std::string folder = fresh(slug(name), "leistung", &service_names_);
    out_.push_back({folder + "/leistung.regel", rules(s, name, title)});
    for (const std::string_view language : kLanguages) {
      const std::string html = module(s, "06", language_tag(language)), other = module(s, "05", language_tag(language));
      if (html.empty() && (other.empty() || language != "de")) continue;
      const std::string heading = plain_of(escape_markup(module(s, "02", language_tag(language))));
      out_.push_back({folder + "/" + std::string(language) + ".md", prose(s, heading, html.empty() ? other : html)});
    }
  }

  std::string prose(const Leistung& s, const std::string& title, const std::string& html) const {
    const std::string sources = replace_all(markdown_lines(module(s, "15")), "\n", "\n  ");
    std::string out = "---\nStand: " + day(s) + "\ngeprüft: nein\nQuellen: " + (sources.empty() ? origin(s) : sources) + "\n---\n\n";
    if (!title.empty()) out += "# " + title + "\n\n";
    if (html.size() > kMaxHtmlBytes) return out + "Dieser Text war mit " + std::to_string(html.size() / 1024) + " KB zu lang und fehlt hier.\n";
    return out + markdown_of(html);
  }
  // A paragraph's lines as lines, without marks.
  static std::string markdown_lines(const std::string& html) {
    std::string out;
    for (std::string_view rest = html; !rest.empty();) {
      const std::size_t end = std::min(rest.find("<br />"), rest.size());
      const std::string line = plain_of(rest.substr(0, end));
      if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
      rest.remove_prefix(std::min(rest.size(), end + 6));
    }
    return out;
  }
  static std::string origin(const Leistung& s) {
    const std::string agency = s.id ? std::string(s.id->shape.attribute("schemeAgencyID")) : "";
    return plain_of(escape_markup("XZuFi" + (agency.empty() ? "" : " " + agency) + ", " + value(s.id)));
  }

  static void line(std::string& out, const std::string& key, const std::string& text) {
    const std::size_t width = 16, length = code_points(key);
    out += "  " + key + std::string(length < width ? width - length : 0, ' ') + "  " + text + "\n";
  }
  static void text_line(std::string& out, const char* key, const std::string& text) {
    if (!text.empty()) line(out, key, quoted(text));
  }
  static std::string listed(const std::vector<std::string>& words, bool quotes) {
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : ", ") + (quotes ? quoted(w) : w);
    return out;
  }

  std::string rules(const Leistung& s, const std::string& name, const std::string& title) const {
    std::vector<std::string> missing{"Anspruch", "Prüffälle"};
    std::string head;
    const auto word = [&](const char* attribute, const char* kind, bool quotes, std::initializer_list<std::string_view> known) {
      const auto found = categories(s, kind);
      const bool usable = !found.empty() && (known.size() == 0 || std::find(known.begin(), known.end(), found.front()) != known.end());
      if (usable) line(head, attribute, quotes ? quoted(found.front()) : found.front());
      else missing.push_back(attribute);
    };
    text_line(head, "Titel", title);
    text_line(head, "Kurz", plain_of(module(s, "05").empty() ? escape_markup(module(s, "24")) : module(s, "05")));
    word("Ebene", "ebene", false, {"Bund", "Land", "Stadt"});
    if (const auto offices = responsible_.find(key(s.id)); offices != responsible_.end()) line(head, "Stelle", listed(offices->second, false));
    else missing.push_back("Stelle");
    text_line(head, "Recht", plain_of(module(s, "07")));
    word("Lebenslage", "lebenslage", true, {});
    if (const auto needs = categories(s, "bedarf"); !needs.empty()) line(head, "Bedarf", listed(needs, false));
    add_keywords(head, s);
    if (s.modulKosten)
      if (const Leaf* cost = in_language(s.modulKosten->beschreibung, "de")) text_line(head, "Kosten", plain_of(cost->value));
    if (const auto ways = categories(s, "weg"); !ways.empty()) line(head, "Wege", listed(ways, false));
    if (const auto online = online_.find(key(s.id)); online != online_.end()) line(head, "Online", quoted(online->second));
    if (s.referenzLeiKa && s.referenzLeiKa->code) add_key(head, value(s.referenzLeiKa->code));
    word("Wirkung", "wirkung", false, {"Zahlung", "Ersparnis", "Kosten", "Hilfe", "Pflicht"});
    text_line(head, "Nächster-Schritt", plain_of(module(s, "11")));
    text_line(head, "Grenzen", plain_of(module(s, "16")));
    std::string out = "# Entwurf aus XZuFi: " + origin(s) + ". Es fehlen: " + listed(missing, false) + ".\nLeistung " + name + "\n" + head;
    add_comments(out, s);
    return out;
  }

  static bool german(const Maybe<Leaf>& x) {
    const std::string_view tag = x ? x->shape.attribute("languageCode") : std::string_view();
    return tag.empty() || tag == "de" || tag.starts_with("de-D");
  }
  static void add_keywords(std::string& head, const Leistung& s) {
    std::vector<std::string> words;
    if (s.modulBegriffImKontext)
      for (const BegriffImKontext& b : s.modulBegriffImKontext->begriffImKontext)
        if (std::string w = value(b.begriff); german(b.begriff) && !w.empty() && words.size() < 30 && code_points(w) < 40) words.push_back(std::move(w));
    std::size_t length = 0;
    std::erase_if(words, [&](const std::string& w) { return (length += code_points(w) + 4) > kMaxText; });
    if (!words.empty()) line(head, "Suchworte", listed(words, true));
  }
  static void add_key(std::string& head, const std::string& key) {
    if (key.size() == 14 && key.starts_with("99") && key.find_first_not_of("0123456789") == std::string::npos) line(head, "Schlüssel", quoted(key));
  }

  // What the rules would have to compute stands below as the words that the message has for it.
  static void add_comments(std::string& out, const Leistung& s) {
    const auto comment = [&](const char* what, const std::string& text) {
      if (!text.empty()) out += std::string("\n# ") + what + ": " + shortened(text) + "\n";
    };
    comment("Voraussetzungen", plain_of(module(s, "09")));
    if (s.modulFrist) {
      for (const Frist& f : s.modulFrist->frist)
        if (const Leaf* text = in_language(f.beschreibung, "de")) comment("Frist", plain_of(text->value));
      if (const Leaf* text = in_language(s.modulFrist->beschreibung, "de")) comment("Frist", plain_of(text->value));
    }
    if (s.modulDokument)
      for (const Dokument& d : s.modulDokument->dokumentEingehend)
        if (const Leaf* text = in_language(d.bezeichnung, "de")) comment("Unterlage", plain_of(escape_markup(text->value)));
  }

  void office(const Organisationseinheit& o) {
    std::string text = "---\n";
    const auto put = [&](const char* key, const std::string& v) {
      if (!v.empty()) text += std::string(key) + ": " + v + "\n";
    };
    const Leaf* name = o.name ? in_language(o.name->name, "de") : nullptr;
    put("Name", name ? plain_of(escape_markup(name->value)) : value(o.id));
    if (!o.anschrift.empty()) {
      const Anschrift& a = o.anschrift.front();
      const std::string number = value(a.hausnummer);
      put("Adresse", value(a.strasse) + (number.empty() ? "" : " " + number));
      put("PLZ", value(a.postleitzahl));
      put("Ort", value(a.ort));
    }
    text += "Stand: \nQuelle: XZuFi, " + value(o.id) + "\n---\n";
    out_.push_back({"stellen/" + offices_[key(o.id)] + ".md", std::move(text)});
  }

  const Nachricht& m_;
  std::vector<DraftFile> out_;
  std::set<std::string> service_names_{"stellen"}, office_names_;
  std::map<std::string, std::string> offices_, online_of_, online_;
  std::map<std::string, std::vector<std::string>> responsible_;  // service -> offices
};

}  // namespace

std::vector<DraftFile> drafts(const Nachricht& message) { return Drafter(message).run(); }

}  // namespace fr::xzufi
