// XZuFi 2.2.0: how German authorities hand each other services, offices and who is responsible for what.
//
// The model has the elements that are documented in docs/austausch.md, under their own German names. Whatever else
// a file holds (elements, attributes, comments, an order of its own) is kept in Shape beside the part that it
// belongs to and written back at its place: read and written again, a file of ours is the same byte for byte.
// xzufi_fields.h says once which element holds which; reading and writing both follow from it.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/exchange/offer.h"
#include "catalogue/exchange/xml.h"

namespace fr::xzufi {

inline constexpr std::string_view kSpace = "http://xoev.de/schemata/xzufi/2_2_0";
inline constexpr std::string_view kVersion = "2.2.0";

// What of an element the model does not say. Empty for what does not come from a file.
struct Shape {
  static constexpr std::uint16_t kRest = 0xffff;
  struct Slot {
    std::uint16_t field;  // of the element's fields; kRest: rest[index]
    std::uint32_t index;  // which of the field's parts; in a Leaf: where in its text
  };
  std::string name;                        // as written; empty: our own
  std::uint32_t line = 0;
  std::vector<xml::Attribute> attributes;  // all of them, in order
  std::vector<Slot> order;                 // of the children
  std::vector<xml::Node> rest;             // children that are not understood, and what stands between them

  std::string_view attribute(std::string_view name) const;  // or empty
};

// Text with attributes: a plain text, an identifier (schemeID, schemeAgencyID …), a text in a language (languageCode).
struct Leaf {
  std::string value;
  Shape shape;
};
using Texts = std::vector<Leaf>;  // the same in several languages
Leaf leaf(std::string value, std::vector<xml::Attribute> attributes = {});
// The text in this language; "de" also finds "de-DE". nullptr: there is none.
const Leaf* in_language(const Texts& texts, std::string_view tag);

struct Code {  // an entry of a code list: its children have no namespace
  std::optional<Leaf> code, name;
  Shape shape;
};

struct ModulText {
  std::optional<Leaf> positionDarstellung;
  std::optional<Code> leikaTextmodul;
  Texts inhalt, weiterfuehrenderLink;
  Shape shape;
};
struct Frist {
  Texts beschreibung;
  Shape shape;
};
struct ModulFrist {
  std::vector<Frist> frist;
  Texts beschreibung;
  Shape shape;
};
struct ModulKosten {
  Texts beschreibung;
  Shape shape;
};
struct BegriffImKontext {
  std::optional<Leaf> begriff;
  std::optional<Code> typ;
  Shape shape;
};
struct ModulBegriffImKontext {
  std::vector<BegriffImKontext> begriffImKontext;
  Shape shape;
};
struct Dokument {
  Texts bezeichnung, beschreibung;
  Shape shape;
};
struct ModulDokument {
  std::vector<Dokument> dokumentEingehend, dokumentAusgehend;
  Shape shape;
};
struct Klasse {
  std::optional<Leaf> id;
  Shape shape;
};
struct Kategorie {
  std::optional<Klasse> klasse;
  std::optional<Leaf> id;
  Texts bezeichnung;
  Shape shape;
};
struct Versionsinformation {
  std::optional<Leaf> geaendertDatumZeit;
  Shape shape;
};
struct Sprachversion {
  std::optional<Leaf> languageCode, sprachbezeichnungDeutsch, sprachbezeichnungNativ;
  Shape shape;
};

struct Leistung {
  std::optional<Leaf> id;
  std::optional<Code> referenzLeiKa;
  std::vector<ModulText> modulText;
  std::optional<ModulFrist> modulFrist;
  std::optional<ModulKosten> modulKosten;
  std::optional<ModulBegriffImKontext> modulBegriffImKontext;
  std::optional<ModulDokument> modulDokument;
  std::vector<Kategorie> kategorie;
  std::vector<Leaf> gueltigkeitGebietID;
  std::optional<Versionsinformation> versionsinformation;
  std::vector<Sprachversion> sprachversion;
  Shape shape;

  const Texts* text(std::string_view module) const;  // "06" -> the contents of that module, or nullptr
};

struct Name {
  Texts name;
  Shape shape;
};
struct Kodierung {
  std::optional<Code> gemeindeschluessel, regionalschluessel;
  Shape shape;
};
struct Anschrift {
  std::optional<Leaf> strasse, hausnummer, postleitzahl, ort;
  std::optional<Kodierung> verwaltungspolitischeKodierung;
  Shape shape;
};
struct Zustaendigkeit {
  std::optional<Leaf> id, leistungID;
  std::vector<Leaf> gebietID;
  std::optional<Code> rolle;
  Shape shape;
};
struct Organisationseinheit {
  std::optional<Leaf> id;
  std::optional<Name> name;
  std::vector<Anschrift> anschrift;
  std::vector<Zustaendigkeit> zustaendigkeit;
  Shape shape;
};
struct ZustaendigkeitTransferObjekt {
  std::optional<Leaf> uebergeordnetesObjektID;
  std::optional<Zustaendigkeit> zustaendigkeit;
  Shape shape;
};
struct Link {
  std::optional<Code> typ;
  std::optional<Leaf> link, titel;
  Shape shape;
};
struct Onlinedienst {
  std::optional<Leaf> id;
  Texts bezeichnung;
  std::vector<Link> link;
  std::optional<Code> vertrauensniveau;
  std::vector<Sprachversion> sprachversion;
  Shape shape;
};

struct Schreibe {  // one of
  std::optional<Leistung> leistung;
  std::optional<Organisationseinheit> organisationseinheit;
  std::optional<ZustaendigkeitTransferObjekt> zustaendigkeitTransferObjekt;
  std::optional<Onlinedienst> onlinedienst;
  Shape shape;
};
struct Loesche {  // what is gone; the attribute klasse says what it was
  std::optional<Leaf> id;
  Shape shape;
};

struct Nachricht {
  std::optional<Leaf> nachrichtenkopf;
  std::optional<Leaf> transaktionID, transaktionPosition;
  std::vector<Schreibe> schreibe;
  std::vector<Loesche> loesche;
  Shape shape;
  std::vector<xml::Node> before, after;  // comments around the root
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
