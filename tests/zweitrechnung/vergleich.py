"""Rechnet erzeugte Familien zweimal, mit dem Katalog und mit der Zweitrechnung, und vergleicht.

Aufruf: python3 vergleich.py --programm build/src/app/familienrathaus [--katalog ORDNER] [--anzahl 10000] [--saat 1]
Verglichen werden Zusage und Betrag im Haushalt „haus“. Ende 1 bei jeder Abweichung.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict

from elterngeld import elterngeld
from familie import Familie, kindergeld
from geld import D, NULL
from haushalte import familien
from kombination import Weg
from unterhaltsvorschuss import unterhaltsvorschuss

STUECK = 2000


def zweitrechnung(datei):
    """(Leistung, für wen) -> Betrag; 0 heißt keine Zusage"""
    fam = Familie(datei)
    weg = Weg(fam)
    werte = {("wohngeld", "haus"): weg.wohngeld, ("grundsicherungsgeld", "haus"): weg.grundsicherung}
    if len(fam.kinder()) <= 5:  # darüber ist der Anteil der Eltern an der Unterkunft nicht belegt
        werte["kinderzuschlag", "haus"] = weg.kinderzuschlag
    koepfe = fam.koepfe()
    for p in fam.bewohner():
        if p in koepfe:
            werte["elterngeld", p] = elterngeld(fam, p)
        else:
            werte["kindersofortzuschlag", p] = weg.gs.zuschlag if p in weg.gs.zuschlagskinder \
                and weg.sofortzuschlag else NULL
            werte["unterhaltsvorschuss", p] = unterhaltsvorschuss(fam, p)
            werte["kindergeld", p] = kindergeld(fam.jahr) if fam.kindergeldkind(p) else NULL
    return werte


def katalog(antwort):
    werte = {}
    for r in antwort["results"]:
        betrag = r.get("amount", {"min": "0", "max": "0"})
        if r["verdict"] == "open" or betrag.get("min") != betrag.get("max"):
            werte[r["service"], r["for"]] = None
        else:
            werte[r["service"], r["for"]] = D(betrag["min"]) if r["verdict"] == "yes" else NULL
    return werte


def antworten(argumente, dateien):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in dateien)
        f.flush()
        befehl = [argumente.programm]
        if argumente.katalog:
            befehl += ["--katalog", argumente.katalog]
        lauf = subprocess.run(befehl + ["match", "--zeilen", f.name], capture_output=True, text=True)
    zeilen = lauf.stdout.splitlines()
    if len(zeilen) != len(dateien):
        sys.exit(f"{len(dateien)} Familien, {len(zeilen)} Antworten: {lauf.stderr.strip()[:500]}")
    return [json.loads(z) for z in zeilen]


class Stand:
    def __init__(self):
        self.verglichen = self.gleich = 0
        self.groesster = NULL
        self.faelle = []

    def nimm(self, ist, soll, datei, fuer):
        self.verglichen += 1
        if ist is not None and ist == soll:
            self.gleich += 1
            return True
        unterschied = NULL if ist is None else abs(ist - soll)
        self.groesster = max(self.groesster, unterschied)
        text = json.dumps(datei, ensure_ascii=False)
        self.faelle.append((len(text), text, fuer, "offen" if ist is None else ist, soll))
        return False


def main():
    p = argparse.ArgumentParser(description="Vergleicht Katalog und Zweitrechnung.")
    p.add_argument("--programm", default="build/src/app/familienrathaus")
    p.add_argument("--katalog")
    p.add_argument("--anzahl", type=int, default=10000)
    p.add_argument("--saat", type=int, default=1)
    p.add_argument("--zeigen", type=int, default=5)
    p.add_argument("--nur", help="nur diese Leistung")
    argumente = p.parse_args()
    stand, abweichend, fehlend = defaultdict(Stand), 0, set()
    alle = list(familien(argumente.saat, argumente.anzahl))
    for start in range(0, len(alle), STUECK):
        dateien = alle[start:start + STUECK]
        for datei, antwort in zip(dateien, antworten(argumente, dateien)):
            hier, dort = zweitrechnung(datei), katalog(antwort)
            dienste = {d for d, _ in dort}
            einig = True
            for (dienst, fuer), soll in hier.items():
                if argumente.nur and dienst != argumente.nur:
                    continue
                if dienst not in dienste:
                    fehlend.add(dienst)
                elif (dienst, fuer) in dort or soll:
                    einig &= stand[dienst].nimm(dort.get((dienst, fuer), NULL), soll, datei, fuer)
            abweichend += not einig
    for dienst, s in sorted(stand.items()):
        print(f"{dienst}: {s.verglichen} verglichen, {s.gleich} gleich, größter Unterschied {s.groesster} €")
        for _, text, fuer, ist, soll in sorted(s.faelle, key=lambda f: f[:2])[:argumente.zeigen]:
            print(f"  {fuer}: Katalog {ist}, Zweitrechnung {soll}\n  {text}")
    if fehlend:
        print("ohne Gegenstück: " + ", ".join(sorted(fehlend)))
    print(f"{len(alle)} verglichen, {abweichend} abweichend")
    sys.exit(bool(abweichend))


if __name__ == "__main__":
    main()
