"""Erzeugt vollständig angegebene Familien aus einer Saat: gleiche Saat, gleiche Familien.

Bewusst gemieden wird, was das Recht offen lässt oder wofür keine belegten Werte vorliegen:
- Geburtstage im Rechenmonat (Altersstufen mitten im Monat), außer am Monatsersten;
- Vermögen zwischen den alten und den ab Juli 2026 geltenden Grenzen: höchstens 5.000 € oder 400.000 €;
- die Schutzfristen vor und nach der Geburt (Mutterschaftsgeld neben dem Lohn des Monats) und Lohn vor der
  Geburt im Übergangsbereich, dessen Grenzen sich mitten im Bemessungszeitraum ändern;
- Elterngeld für Geburten vor 2025: Der Pauschbetrag des Jahres vor der Geburt war nach § 9a EStG 1.230 €,
  im Programmablaufplan vom 1.1.2023 aber 1.200 €; Gesetz und Übung der Stellen gehen auseinander;
- Familien mit mehr als fünf Kindern beim Kinderzuschlag: der Anteil der Eltern an der Unterkunft ist dort nicht
  belegt (vergleich.py lässt diesen Betrag aus);
- private Krankenversicherung, Studierende, Stiefelternehen, Selbstständige, Eigentum.
Alle wohnen in Hamm zur Miete, der Monat liegt zwischen Januar 2024 und Dezember 2026.
"""
import random
from datetime import date

MINIJOB = {2024: 538, 2025: 556, 2026: 603}


def monate_vor(jahr, monat, n):
    m = jahr * 12 + monat - 1 - n
    return m // 12, m % 12 + 1


class Werk:
    def __init__(self, zufall):
        self.z = zufall
        # Ohne Dezember 2024: Der Plan dieses Monats holte die Senkung für elf Monate nach, der Katalog rechnet den
        # gewöhnlichen Monat.
        self.jahr, self.monat = zufall.choice([(j, m) for j in (2024, 2025, 2026) for m in range(1, 13)
                                               if (j, m) != (2024, 12)])
        self.personen, self.paare = {}, []
        self.nimmt = "a"  # wer Elterngeld nimmt

    def tag(self, jahre):
        """ein Geburtstag, mit dem man zu Beginn des Monats so viele Jahre vollendet hat"""
        if jahre and self.z.random() < 0.03:
            return date(self.jahr - jahre, self.monat, 1).isoformat()
        j, m = monate_vor(self.jahr, self.monat, jahre * 12 + self.z.randint(1 if jahre else 3, 11))
        return date(j, m, self.z.randint(1, 28)).isoformat()

    def lohn(self):
        z, grenze = self.z, MINIJOB[self.jahr]
        art = z.random()
        if art < 0.25:
            return 0
        if art < 0.40:
            return z.choice([100, 250, 400, 520, grenze, grenze + 1, grenze - 1, z.randint(50, grenze)])
        if art < 0.58:
            return z.choice([z.randint(grenze + 1, 2000), 1000, 1999, 2000, 2001])
        if art < 0.92:
            return z.randint(1500, 3600)
        return z.randint(3600, 6000)

    def erwachsen(self, wer, alter, haus="haus"):
        self.personen[wer] = {"Geburtstag": self.tag(alter), "lives-in": haus, "_alter": alter}

    def kind(self, wer, alter, eltern, monate=None):
        if monate is None:
            tag = self.tag(alter)
        else:
            tag = date(*monate_vor(self.jahr, self.monat, monate), 1).isoformat()
        self.personen[wer] = {"Geburtstag": tag, "parents": eltern, "lives-in": "haus", "_alter": alter}


def familie(zufall):
    w = Werk(zufall)
    z = zufall
    art = z.choices(["allein", "ehe", "paar", "neu", "single"], [32, 34, 14, 12, 8])[0]
    anzahl = 0 if art == "single" else z.choices(range(7), [10, 25, 28, 18, 10, 6, 3])[0]
    if art in ("allein", "neu"):
        anzahl = max(1, anzahl)
    alter = [z.choices([z.randint(0, 5), z.randint(6, 13), z.randint(14, 17), z.randint(18, 24)],
                       [36, 34, 18, 12])[0] for _ in range(anzahl)]
    alter.sort(reverse=True)
    aeltestes = alter[0] if alter else 0
    a_alter = max(20, aeltestes + 19) + z.randint(0, 12)
    w.erwachsen("a", a_alter)
    paar = art in ("ehe", "paar", "neu")
    if paar:
        w.erwachsen("b", max(20, aeltestes + 19) + z.randint(0, 15))
        w.paare.append({"of": ["a", "b"], "status": "verheiratet" if art == "ehe" else "zusammen"})
    x_eltern = ["a", "x"]
    # Ein Kind für das Elterngeld ist am Ersten geboren: Lebensmonat und Kalendermonat fallen zusammen.
    elterngeld = None
    if alter and alter[-1] == 0 and (anzahl == 1 or alter[-2] > 1) and z.random() < 0.7:
        m = z.randint(3, 11)
        if monate_vor(w.jahr, w.monat, m)[0] >= 2025:
            elterngeld = m
    for i, jahre in enumerate(alter):
        eltern = ["a", "b"] if paar else x_eltern
        if art == "neu" and (i == 0 or (i < anzahl - 1 and z.random() < 0.5)):
            eltern = x_eltern
        w.kind(f"k{i + 1}", jahre, eltern, elterngeld if i == anzahl - 1 and elterngeld else None)
    if any("x" in p.get("parents", []) for p in w.personen.values()):
        w.erwachsen("x", a_alter, "haus-2")
        if z.random() < 0.5:
            w.paare.append({"of": ["a", "x"], "status": "geschieden" if art == "neu" else
                            z.choice(["geschieden", "dauernd-getrennt"])})
    if elterngeld and "b" in w.personen[f"k{anzahl}"]["parents"] and z.random() < 0.2:
        w.nimmt = "b"
    schwanger = not elterngeld and not any(x == 0 for x in alter) and a_alter < 45 and z.random() < 0.06
    if schwanger:
        j, m = monate_vor(w.jahr, w.monat, -z.randint(3, 5))
        w.personen["u"] = {"due": date(j, m, z.randint(1, 28)).isoformat(),
                           "parents": ["a", "b"] if paar else x_eltern, "lives-in": "haus"}
        if not paar and "x" not in w.personen:
            w.personen["u"]["parents"] = ["a"]
    angaben(w, art, alter, elterngeld, schwanger)
    bewohner = [p for p in w.personen.values() if p["lives-in"] == "haus" and "due" not in p]
    haus = haushalt(w, len(bewohner), alter, elterngeld, schwanger)
    verheiratet = {name for paar in w.paare if paar["status"] == "verheiratet" for name in paar["of"]}
    for name, p in w.personen.items():
        p.pop("_alter", None)
        if p["lives-in"] == "haus" and "due" not in p and "Bruttolohn" in p:
            p.setdefault("Kirchensteuer", False)
            # Kinderfreibeträge älterer Kinder bei der Kirchensteuer bildet der Katalog nicht ab (steht in Grenzen).
            if p.get("Elterngeld-Wahl", "keines") != "keines" and len(alter) > 1:
                p["Kirchensteuer"] = False
            if name in verheiratet:
                p.setdefault("Steuerklasse-in-der-Ehe", "IV")
    datei = {"month": f"{w.jahr}-{w.monat:02}", "households": {"haus": haus}, "persons": w.personen}
    if "x" in w.personen:
        datei["households"]["haus-2"] = {"Gemeinde": "andere-in-NRW"}
    if w.paare:
        datei["couples"] = w.paare
    return datei


def haushalt(w, n, alter, elterngeld, schwanger):
    z = w.z
    grund = [380, 460, 550, 640, 730][min(n, 5) - 1] + 90 * max(0, n - 5)
    haus = {"Gemeinde": "diese-Stadt", "Wohnform": "Miete",
            "Bruttokaltmiete": round(grund * z.uniform(0.6, 1.25)),
            "Heizkosten": z.randint(30, 90) + 20 * n, "Warmwasser-mit-Strom": z.random() < 0.3,
            "Vermögen": 400000 if z.random() < 0.03 else z.choice([0, 0, 1000, 5000]),
            "Behinderung-oder-Pflege": False, "Sozialleistung": "keine", "neu-zugezogen": False}
    if schwanger or any(x < 8 for x in alter):
        haus["zu-versteuerndes-Einkommen"] = z.randint(8, 60) * 1000
    return haus


def angaben(w, art, alter, elterngeld, schwanger):
    z = w.z
    klein = schwanger or any(x < 3 for x in alter)
    ehe_klassen = z.choice([("IV", "IV"), ("IV", "IV"), ("III", "V"), ("V", "III")])
    for wer, p in w.personen.items():
        if "due" in p:
            p.update({"Vaterschaft": "geklärt", "gemeinsame-Sorge": False})
            continue
        jahre = p["_alter"]
        if wer == "x":
            p["Aufenthalt"] = "deutsch"
        elif wer in "ab":
            erwachsen(w, wer, p, jahre, art, alter, elterngeld, schwanger, klein, ehe_klassen)
        else:
            kind(w, wer, p, jahre, art)


def erwachsen(w, wer, p, jahre, art, alter, elterngeld, schwanger, klein, klassen):
    z = w.z
    eigene = [q for q in w.personen.values() if wer in q.get("parents", [])]
    # „hat-kleines-Kind“: nur eigene Kinder, auch erwartete
    klein = any("due" in q or q["_alter"] < 3 for q in eigene)
    saeugling = any("due" in q or q["_alter"] < 1 for q in eigene)
    nimmt = False
    if elterngeld and klein:
        nimmt = wer == w.nimmt
    lohn = w.lohn()
    if nimmt:
        lohn = 0 if z.random() < 0.7 else z.choice([z.randint(200, 500), z.randint(700, 1600)])
    if jahre < 27:
        p["Tätigkeit"] = "Arbeit" if lohn else "anderes"
    p["Bruttolohn"] = lohn
    p["weiteres-Einkommen"] = False
    if eigene:
        p["Aufenthalt"] = "deutsch"
    if art == "allein" and any("x" in q["of"] for q in w.paare) and z.random() < 0.06:
        p.update({"weiteres-Einkommen": True, "Gewinn": 0, "Lohnersatz": 0, "Rente": 0,
                  "Unterhalt-für-sich": z.randint(50, 900), "Zinsen-und-Mieten": 0})
        if klein:
            p["Gewinn-vor-Geburt"] = 0
    if lohn and any(wer in q["of"] and q["status"] in ("geschieden", "dauernd-getrennt") for q in w.paare):
        p["gezahlter-Unterhalt"] = z.choice([0, 0, 0, z.randint(1, 400), z.randint(401, 900)])
        if p["gezahlter-Unterhalt"]:
            p["Unterhalt-mit-Titel"] = z.random() < 0.5
    if art == "ehe" and lohn > MINIJOB[w.jahr]:
        p["Steuerklasse-in-der-Ehe"] = klassen[wer == "b"]
    if lohn > 1000:
        p["Kirchensteuer"] = z.random() < 0.4
    if lohn > MINIJOB[w.jahr] or klein:
        p["Krankenversicherung"] = "gesetzlich"
    if klein:
        if lohn:
            p["Wochenstunden"] = z.randint(5, 30) if nimmt else 40 if lohn > 1200 else 15
        vor = z.choice([0, z.randint(100, 500), z.randint(2001, 3200), z.randint(2001, 5500)])
        p["Bruttolohn-vor-Geburt"] = vor
        p["Elterngeld-Wahl"] = ("Basis" if z.random() < 0.6 else "Plus") if nimmt else "keines"
    if saeugling:
        p["Geburtsmutter"] = wer == "a"
        p["arbeitet-oder-lernt"] = lohn > 0


def kind(w, wer, p, jahre, art):
    z = w.z
    if jahre >= 15:
        ausbildung = (jahre >= 16 and z.random() < 0.4) or jahre >= 21
        p["Tätigkeit"] = "Ausbildung" if ausbildung else "Schule"
        if ausbildung:
            p["Bruttolohn"] = z.randint(620, 1400)
            if p["Bruttolohn"] > 1000:
                p["Kirchensteuer"] = False
            if jahre >= 18:
                p["Krankenversicherung"] = "gesetzlich"
    if jahre >= 18:
        p.update({"arbeitet-neben-Zweitausbildung": False, "außerstande-zum-Selbstunterhalt": False,
                  "weiteres-Einkommen": False})
    if 5 <= jahre < 8:
        p["Schulstart"] = "regulär"
    if jahre < 8:
        p["in-Betreuung"] = 1 <= jahre < 6
    if 5 <= jahre < 11:
        p["in-Ganztagsschule"] = False
    if jahre >= 5:
        p["Schulweg"] = 1
    if jahre < 14:
        p["Betreuungskosten"] = 0
    if jahre < 2:
        p["Tage-zu-früh"] = 0
    if jahre < 18:
        verheiratet = art == "ehe" or any(set(q["of"]) == set(p["parents"]) and q["status"] != "zusammen"
                                          for q in w.paare)
        if not verheiratet:
            p.update({"Vaterschaft": "geklärt", "gemeinsame-Sorge": False})
        if "x" in p["parents"]:
            p["Unterhaltszahlung"] = z.choice([0, 0, 0, 50, 150, 250, 355, 450, 600])


def familien(saat, anzahl):
    zufall = random.Random(saat)
    for _ in range(anzahl):
        yield familie(zufall)


if __name__ == "__main__":
    import json
    import sys
    for f in familien(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(f, ensure_ascii=False))
