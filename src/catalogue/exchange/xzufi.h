// XZuFi 2.2.0: how German authorities hand each other services, offices and who is responsible for what.
//
// The model has the elements that are documented in docs/austausch.md, under their own German names. Whatever else
// a file holds (elements, attributes, comments, an order of its own) is kept in Shape beside the part that it
// belongs to and written back at its place: read and written again, a file of ours is the same byte for byte.
// xzufi_fields.h says once which element holds which; reading and writing both follow from it.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/exchange/offer.h"
#include "catalogue/exchange/xml.h"

namespace fr::xzufi {

inline constexpr std::string_view kSpace = "http://xoev.de/schemata/xzufi/2_2_0";
inline constexpr std::string_view kVersion = "2.2.0";
inline constexpr std::string_view kPrefix = "xzufi:";  // in what we write

// What of an element the model does not say. Empty for what does not come from a file.
struct Shape {
  static constexpr std::uint16_t kRest = 0xffff;
  struct Slot {
    std::uint16_t field;  // of the element's fields; kRest: rest[index]
    std::uint32_t index;  // which of the field's parts; in a Leaf: where in its text
  };
  struct Rest {           // a child that is not understood, or what stands between children
    std::string xml;
    std::uint32_t line;
    bool element;
  };
  std::string name;                        // as written; empty: as we write it
  std::uint32_t line = 0;
  std::vector<xml::Attribute> attributes;  // all of them, in order
  std::vector<Slot> order;                 // of the children
  std::vector<Rest> rest;

  std::string_view attribute(std::string_view name) const;  // or empty
};

// A part that may be missing. On the heap: a file of empty elements must not become large.
template <class T>
using Maybe = std::unique_ptr<T>;
template <class T>
T& make(Maybe<T>& part, T value = {}) { return *(part = std::make_unique<T>(std::move(value))); }

// Text with attributes: a plain text, an identifier (schemeID, schemeAgencyID …), a text in a language (languageCode).
struct Leaf {
  std::string value;
  Shape shape;
};
using Texte = std::vector<Leaf>;  // the same in several languages
Leaf leaf(std::string value, std::vector<xml::Attribute> attributes = {});
// The text in this language; "de" also finds "de-DE". nullptr: there is none.
const Leaf* in_language(const Texte& texts, std::string_view tag);

struct Code {  // an entry of a code list: its children have no namespace
  Maybe<Leaf> code, name;
  Shape shape;
};

struct ModulText {
  Maybe<Leaf> positionDarstellung;
  Maybe<Code> leikaTextmodul;
  Texte inhalt, weiterfuehrenderLink;
  Shape shape;
};
struct Frist {
  Texte beschreibung;
  Shape shape;
};
struct ModulFrist {
  std::vector<Frist> frist;
  Texte beschreibung;
  Shape shape;
};
struct ModulKosten {
  Texte beschreibung;
  Shape shape;
};
struct BegriffImKontext {
  Maybe<Leaf> begriff;
  Maybe<Code> typ;
  Shape shape;
};
struct ModulBegriffImKontext {
  std::vector<BegriffImKontext> begriffImKontext;
  Shape shape;
};
struct Dokument {
  Texte bezeichnung, beschreibung;
  Shape shape;
};
struct ModulDokument {
  std::vector<Dokument> dokumentEingehend, dokumentAusgehend;
  Shape shape;
};
struct Klasse {
  Maybe<Leaf> id;
  Shape shape;
};
struct Kategorie {
  Maybe<Klasse> klasse;
  Maybe<Leaf> id;
  Texte bezeichnung;
  Shape shape;
};
struct Versionsinformation {
  Maybe<Leaf> geaendertDatumZeit;
  Shape shape;
};
struct Sprachversion {
  Maybe<Leaf> languageCode, sprachbezeichnungDeutsch, sprachbezeichnungNativ;
  Shape shape;
};

struct Leistung {
  Maybe<Leaf> id;
  Maybe<Code> referenzLeiKa;
  std::vector<ModulText> modulText;
  Maybe<ModulFrist> modulFrist;
  Maybe<ModulKosten> modulKosten;
  Maybe<ModulBegriffImKontext> modulBegriffImKontext;
  Maybe<ModulDokument> modulDokument;
  std::vector<Kategorie> kategorie;
  std::vector<Leaf> gueltigkeitGebietID;
  Maybe<Versionsinformation> versionsinformation;
  std::vector<Sprachversion> sprachversion;
  Shape shape;

  const Texte* text(std::string_view module) const;  // "06" -> the contents of that module, or nullptr
};

struct Name {
  Texte name;
  Shape shape;
};
struct Kodierung {
  Maybe<Code> gemeindeschluessel, regionalschluessel;
  Shape shape;
};
struct Anschrift {
  Maybe<Leaf> strasse, hausnummer, postleitzahl, ort;
  Maybe<Kodierung> verwaltungspolitischeKodierung;
  Shape shape;
};
struct Zustaendigkeit {
  Maybe<Leaf> id, leistungID;
  std::vector<Leaf> gebietID;
  Maybe<Code> rolle;
  Shape shape;
};
struct Organisationseinheit {
  Maybe<Leaf> id;
  Maybe<Name> name;
  std::vector<Anschrift> anschrift;
  std::vector<Zustaendigkeit> zustaendigkeit;
  Shape shape;
};
struct ZustaendigkeitTransferObjekt {
  Maybe<Leaf> uebergeordnetesObjektID;
  Maybe<Zustaendigkeit> zustaendigkeit;
  Shape shape;
};
struct Link {
  Maybe<Code> typ;
  Maybe<Leaf> link, titel;
  Shape shape;
};
struct Onlinedienst {
  Maybe<Leaf> id;
  Texte bezeichnung;
  std::vector<Link> link;
  Maybe<Code> vertrauensniveau;
  std::vector<Sprachversion> sprachversion;
  Shape shape;
};

struct Schreibe {  // one of
  Maybe<Leistung> leistung;
  Maybe<Organisationseinheit> organisationseinheit;
  Maybe<ZustaendigkeitTransferObjekt> zustaendigkeitTransferObjekt;
  Maybe<Onlinedienst> onlinedienst;
  Shape shape;
};
struct Loesche {  // what is gone; the attribute klasse says what it was
  Maybe<Leaf> id;
  Shape shape;
};

struct Nachricht {
  Maybe<Leaf> nachrichtenkopf;
  Maybe<Leaf> transaktionID, transaktionPosition;
  std::vector<Schreibe> schreibe;
  std::vector<Loesche> loesche;
  Shape shape;
  std::vector<std::string> before, after;  // comments and instructions around the root
};

// The whole catalogue.
Nachricht from_catalogue(const ExportInput& in);

std::string write(const Nachricht& message);
std::expected<Nachricht, Trouble> read(std::string_view text);

// The elements that were kept without being understood: "leistung/modulText/fremd", and where the first one stands.
struct Kept {
  std::string path;
  std::uint32_t line;
  std::size_t count;
};
std::vector<Kept> kept(const Nachricht& message);
// Forgets whatever the model does not say; written again, the message has our own layout.
void forget_shapes(Nachricht& message);

}  // namespace fr::xzufi
