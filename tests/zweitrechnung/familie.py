"""Liest eine Familiendatei (docs/familie.schema.json) so weit, wie die Zweitrechnung sie braucht.

Nur vollständig bekannte Angaben. Was eine Familie nicht angibt, ist nicht gefragt und hat den Wert,
den die Begriffe unter „sonst“ nennen.
"""
from datetime import date

from geld import NULL, d

ERSATZ = {
    "Bruttolohn": 0, "Gewinn": 0, "Unterhaltszahlung": 0, "Waisenbezüge": 0, "Steuerklasse-in-der-Ehe": "IV",
    "Kirchensteuer": False, "Krankenversicherung": "gesetzlich", "Tätigkeit": "anderes",
    "Bruttolohn-vor-Geburt": 0, "Elterngeld-Wahl": "keines", "Wochenstunden": 0, "Unterhalt-für-sich": 0,
    "Lohnersatz": 0, "Rente": 0, "Zinsen-und-Mieten": 0, "gezahlter-Unterhalt": 0,
    "Unterhalt-mit-Titel": False, "Geburtsmutter": False, "Schulstart": "regulär",
}
ZAHLEN = {"Bruttolohn", "Gewinn", "Unterhaltszahlung", "Waisenbezüge", "Bruttolohn-vor-Geburt",
          "Unterhalt-für-sich", "Lohnersatz", "Rente", "Zinsen-und-Mieten", "Wochenstunden",
          "gezahlter-Unterhalt"}


def jahre(tag, stichtag):
    """vollendete Lebensjahre an einem Tag (§ 187 Abs. 2 Satz 2 BGB)"""
    return stichtag.year - tag.year - ((stichtag.month, stichtag.day) < (tag.month, tag.day))


class Familie:
    def __init__(self, datei):
        self.roh = datei
        j, m = datei["month"].split("-")
        self.jahr, self.monat = int(j), int(m)
        self.beginn = date(self.jahr, self.monat, 1)
        self.naechster = date(self.jahr + self.monat // 12, self.monat % 12 + 1, 1)
        self.personen = datei["persons"]
        self.paare = datei.get("couples") or []

    def wert(self, wer, merkmal):
        w = self.personen[wer].get(merkmal, ERSATZ.get(merkmal))
        return d(w) if merkmal in ZAHLEN else w

    def haushalt(self, haus="haus"):
        return self.roh["households"][haus]

    def geboren(self, wer):
        if "due" in self.personen[wer]:
            return None
        tag = date.fromisoformat(self.personen[wer]["Geburtstag"])
        return tag if tag < self.naechster else None

    def alter(self, wer):
        """Lebensjahre zu Beginn des Monats; wer in dem Monat geboren wird, ist 0"""
        tag = self.geboren(wer)
        return max(0, jahre(tag, self.beginn))

    def bewohner(self, haus="haus"):
        return [p for p, a in self.personen.items()
                if a.get("lives-in") == haus and self.geboren(p)]

    def eltern(self, wer):
        return self.personen[wer].get("parents", [])

    def kinder_von(self, wer):
        return [k for k in self.personen if wer in self.eltern(k) and self.geboren(k)]

    def paarstand(self, wer):
        """(Partner im selben Haushalt, Stand) oder (None, None)"""
        for paar in self.paare:
            if wer in paar["of"]:
                anderer = [p for p in paar["of"] if p != wer][0]
                gleich = self.personen[anderer].get("lives-in") == self.personen[wer].get("lives-in")
                if gleich and paar["status"] in ("verheiratet", "verpartnert", "zusammen"):
                    return anderer, paar["status"]
        return None, None

    def frueherer_partner(self, wer):
        """dauernd getrennt oder geschieden und nicht im selben Haushalt"""
        return any(wer in p["of"] and p["status"] in ("dauernd-getrennt", "geschieden") for p in self.paare)

    def koepfe(self, haus="haus"):
        """Eltern oder Paar: wer im Haushalt wohnt und dort keine Eltern hat"""
        da = self.bewohner(haus)
        return [p for p in da if not any(e in da for e in self.eltern(p))]

    def kinder(self, haus="haus"):
        """unverheiratete Kinder unter 25 im Haushalt der Eltern"""
        da = self.bewohner(haus)
        return [p for p in da if any(e in da for e in self.eltern(p)) and self.alter(p) < 25]

    def schwanger(self, wer):
        return any("due" in a and wer in a.get("parents", []) for a in self.personen.values()) and \
            self.wert(wer, "Geburtsmutter")

    def in_ausbildung(self, wer):
        return self.wert(wer, "Tätigkeit") == "Ausbildung"

    def kindergeldkind(self, wer):
        """§ 32 Abs. 3, 4 EStG; erzeugt werden ab 18 nur Kinder in Schule oder erster Ausbildung"""
        return self.alter(wer) < 18 or (self.alter(wer) < 25 and self.wert(wer, "Tätigkeit") in (
            "Schule", "Ausbildung", "Berufsfachschule", "Studium", "Freiwilligendienst", "Platzsuche"))

    def alleinerziehend(self, haus="haus"):
        koepfe = self.koepfe(haus)
        return len(koepfe) == 1 and any(self.alter(k) < 18 for k in self.kinder(haus))


def kindergeld(jahr):
    """§ 66 Abs. 1 EStG"""
    return {2024: d(250), 2025: d(255), 2026: d(259)}[jahr]
