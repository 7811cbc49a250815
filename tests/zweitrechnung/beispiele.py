"""Prüft die Zweitrechnung an veröffentlichten Zahlen, nicht am Katalog. Aufruf: python3 beispiele.py

Quellen: Prüftabellen des BMF zur allgemeinen Lohnsteuer, Rechenbeispiele Wohngeld 2025 des BMWSB, Testdaten
des Elterngeldrechners des BMFSFJ, Unterhaltsvorschussbeträge des BMFSFJ, Jobcenter Treptow-Köpenick,
Presseangabe zum Starke-Familien-Gesetz.
"""
import sys

from elterngeld import ersatzrate
from familie import Familie
from geld import D, NULL, kfm
from grundsicherung import freibetrag
from kinderzuschlag import anteil_eltern
from steuern import PLAN, jahreswerte
from unterhaltsvorschuss import unterhaltsvorschuss
from wohngeld import formel

geprueft, falsch = 0, []


def gleich(was, ist, soll):
    global geprueft
    geprueft += 1
    if D(str(ist)) != D(str(soll)):
        falsch.append(f"{was}: {ist} statt {soll}")


# Jahreslohn: Jahreslohnsteuer der Klassen I bis V; Kinderlosenzuschlag außer in Klasse II
PRUEFTABELLE = {
    "2024-01": {20000: (550, 0, 0, 550, 2516), 25000: (1478, 533, 0, 1478, 4207),
                32500: (3033, 1973, 250, 3033, 6686), 40000: (4721, 3583, 1360, 4721, 8986),
                60000: (9867, 8535, 5334, 9867, 15727), 80000: (16699, 15119, 10346, 16699, 23256),
                100000: (24679, 23047, 16298, 24679, 31242)},
    "2025-01": {97500: (23049, 21427, 14988, 23049, 29648), 100000: (24099, 22477, 15802, 24099, 30698)},
    "2025": {20000: (436, 0, 0, 436, 2331), 25000: (1330, 415, 0, 1330, 4012),
             32500: (2860, 1810, 78, 2860, 6534), 40000: (4518, 3394, 1118, 4518, 8818),
             60000: (9561, 8250, 5002, 9561, 15498), 80000: (16104, 14565, 9828, 16104, 22841),
             100000: (23824, 22201, 15510, 23824, 30593)},
    "2026": {25000: (1251, 359, 0, 1251, 3911), 35000: (3300, 2233, 294, 3300, 7216),
             40000: (4407, 3293, 1000, 4407, 8720), 60000: (9389, 8091, 4822, 9389, 15364),
             80000: (15694, 14188, 9496, 15694, 22538), 100000: (23248, 21634, 15012, 23248, 30157)},
}


def steuer():
    for plan, zeilen in PRUEFTABELLE.items():
        for lohn, soll in zeilen.items():
            for klasse, betrag in enumerate(soll, 1):
                ist = jahreswerte(PLAN[plan], D(lohn), klasse, NULL, klasse != 2)[0]
                gleich(f"Lohnsteuer {plan} {lohn} Klasse {klasse}", ist, betrag)


def wohngeld():
    for n, y, m, soll in ((1, "1162.35", "445.40", 110), (1, "1350", "580.40", 88), (3, "1638", "720.80", 320),
                          (3, "1728", "870.20", 372), (4, "1710", "777.80", 485),
                          (5, "1853.25", "1095.40", 747)):
        gleich(f"Wohngeld {n} Personen", formel(2025, n, D(m), D(y)), soll)


def elterngeld():
    for netto, soll in (("174.53", 300), ("765.72", "602.62"), ("793.65", "613.49"), ("1045.55", "700.52"),
                        ("1589.01", "1032.86")):
        betrag = max(D(300), kfm(ersatzrate(D(netto)) / 100 * D(netto)))
        gleich(f"Elterngeld {netto}", betrag, soll)
    for e, soll in ((340, 100), (360, 99), (500, 92), (750, "79.5"), (990, "67.5"), (998, "67.1"),
                    (999, 67), (1200, 67), (1201, 67), (1202, "66.9"), (1220, 66), (1238, "65.1"),
                    (1239, "65.1"), (1240, 65)):
        gleich(f"Ersatzrate {e}", ersatzrate(D(e)), soll)


def haus(monat, geburt, **kind):
    return Familie({"month": monat, "households": {"haus": {}, "haus-2": {}}, "persons": {
        "a": {"Geburtstag": "1985-05-05", "lives-in": "haus", "Bruttolohn": 1100},
        "x": {"Geburtstag": "1985-05-05", "lives-in": "haus-2"},
        "k": {"Geburtstag": geburt, "parents": ["a", "x"], "lives-in": "haus", **kind}}})


def vorschuss():
    for monat, geburt, soll in (("2026-01", "2023-03-03", 227), ("2026-01", "2018-03-03", 299),
                                ("2026-01", "2011-03-03", 394), ("2024-03", "2021-05-05", 230),
                                ("2024-03", "2016-05-05", 301), ("2024-03", "2010-05-05", 395)):
        gleich(f"Unterhaltsvorschuss {monat}", unterhaltsvorschuss(haus(monat, geburt), "k"), soll)


def buergergeld():
    ohne = Familie({"month": "2026-01", "households": {"haus": {}}, "persons": {
        "a": {"Geburtstag": "1985-05-05", "lives-in": "haus"}}})
    gleich("Freibetrag 1.100", freibetrag(ohne, "a", D(1100)), 338)
    gleich("Freibetrag 1.800", freibetrag(ohne, "a", D(1800)), 348)


def zuschlag():
    for eltern, soll in ((1, (77, 63, 53, 46, 40)), (2, (83, 71, 62, 55, 50))):
        for kinder, prozent in enumerate(soll, 1):
            gleich(f"Anteil {eltern} {kinder}", anteil_eltern(eltern, kinder) * 100, prozent)
    gleich("Kinderzuschlag 2019 bei 202 Unterhaltsvorschuss", D(185) - D("0.45") * 202, "94.1")


for prüfung in (steuer, wohngeld, elterngeld, vorschuss, buergergeld, zuschlag):
    prüfung()
for zeile in falsch:
    print(zeile)
print(f"{geprueft} Beispiele geprüft, {len(falsch)} falsch")
sys.exit(bool(falsch))
