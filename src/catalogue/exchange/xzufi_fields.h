// Which element holds which: for each part of the model its fields in our order, told to whoever visits: a reader,
// a writer, a counter. A visitor has three calls: (name, optional or vector), and bare() for children without
// a namespace. Internal to xzufi*.cpp.
#pragma once

#include "catalogue/exchange/xzufi.h"

namespace fr::xzufi {

template <class V> void fields(V& v, Code& x) { v.bare("code", x.code), v.bare("name", x.name); }
template <class V> void fields(V& v, ModulText& x) {
  v("positionDarstellung", x.positionDarstellung), v("leikaTextmodul", x.leikaTextmodul), v("inhalt", x.inhalt);
  v("weiterfuehrenderLink", x.weiterfuehrenderLink);
}
template <class V> void fields(V& v, Frist& x) { v("beschreibung", x.beschreibung); }
template <class V> void fields(V& v, ModulFrist& x) { v("frist", x.frist), v("beschreibung", x.beschreibung); }
template <class V> void fields(V& v, ModulKosten& x) { v("beschreibung", x.beschreibung); }
template <class V> void fields(V& v, BegriffImKontext& x) { v("begriff", x.begriff), v("typ", x.typ); }
template <class V> void fields(V& v, ModulBegriffImKontext& x) { v("begriffImKontext", x.begriffImKontext); }
template <class V> void fields(V& v, Dokument& x) { v("bezeichnung", x.bezeichnung), v("beschreibung", x.beschreibung); }
template <class V> void fields(V& v, ModulDokument& x) {
  v("dokumentEingehend", x.dokumentEingehend), v("dokumentAusgehend", x.dokumentAusgehend);
}
template <class V> void fields(V& v, Klasse& x) { v("id", x.id); }
template <class V> void fields(V& v, Kategorie& x) { v("klasse", x.klasse), v("id", x.id), v("bezeichnung", x.bezeichnung); }
template <class V> void fields(V& v, Versionsinformation& x) { v("geaendertDatumZeit", x.geaendertDatumZeit); }
template <class V> void fields(V& v, Sprachversion& x) {
  v("languageCode", x.languageCode), v("sprachbezeichnungDeutsch", x.sprachbezeichnungDeutsch);
  v("sprachbezeichnungNativ", x.sprachbezeichnungNativ);
}
template <class V> void fields(V& v, Leistung& x) {
  v("id", x.id), v("referenzLeiKa", x.referenzLeiKa), v("modulText", x.modulText), v("modulFrist", x.modulFrist);
  v("modulKosten", x.modulKosten), v("modulBegriffImKontext", x.modulBegriffImKontext), v("modulDokument", x.modulDokument);
  v("kategorie", x.kategorie), v("gueltigkeitGebietID", x.gueltigkeitGebietID), v("versionsinformation", x.versionsinformation);
  v("sprachversion", x.sprachversion);
}
template <class V> void fields(V& v, Name& x) { v("name", x.name); }
template <class V> void fields(V& v, Kodierung& x) {
  v("gemeindeschluessel", x.gemeindeschluessel), v("regionalschluessel", x.regionalschluessel);
}
template <class V> void fields(V& v, Anschrift& x) {
  v("strasse", x.strasse), v("hausnummer", x.hausnummer), v("postleitzahl", x.postleitzahl), v("ort", x.ort);
  v("verwaltungspolitischeKodierung", x.verwaltungspolitischeKodierung);
}
template <class V> void fields(V& v, Zustaendigkeit& x) {
  v("id", x.id), v("leistungID", x.leistungID), v("gebietID", x.gebietID), v("rolle", x.rolle);
}
template <class V> void fields(V& v, Organisationseinheit& x) {
  v("id", x.id), v("name", x.name), v("anschrift", x.anschrift), v("zustaendigkeit", x.zustaendigkeit);
}
template <class V> void fields(V& v, ZustaendigkeitTransferObjekt& x) {
  v("uebergeordnetesObjektID", x.uebergeordnetesObjektID), v("zustaendigkeit", x.zustaendigkeit);
}
template <class V> void fields(V& v, Link& x) { v("typ", x.typ), v("link", x.link), v("titel", x.titel); }
template <class V> void fields(V& v, Onlinedienst& x) {
  v("id", x.id), v("bezeichnung", x.bezeichnung), v("link", x.link), v("vertrauensniveau", x.vertrauensniveau);
  v("sprachversion", x.sprachversion);
}
template <class V> void fields(V& v, Schreibe& x) {
  v("leistung", x.leistung), v("organisationseinheit", x.organisationseinheit);
  v("zustaendigkeitTransferObjekt", x.zustaendigkeitTransferObjekt), v("onlinedienst", x.onlinedienst);
}
template <class V> void fields(V& v, Loesche& x) { v("id", x.id); }
template <class V> void fields(V& v, Nachricht& x) {
  v("nachrichtenkopf", x.nachrichtenkopf), v("transaktionID", x.transaktionID), v("transaktionPosition", x.transaktionPosition);
  v("schreibe", x.schreibe), v("loesche", x.loesche);
}

}  // namespace fr::xzufi
