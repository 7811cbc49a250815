"""§§ 6a, 11 Abs. 2, 20 Abs. 3a BKGG, Anteile der Unterkunft nach dem 12. Existenzminimumbericht.

Monatseinkommen als Durchschnitt. Der Anteil der Eltern an der Unterkunft in vollen Prozent.
"""
from familie import kindergeld
from geld import D, NULL, euro
from grundsicherung import (Grundsicherung, elterngeld_anrechenbar, freibetrag, kindeseinkommen, mehrbedarf,
                            pauschale, regelbedarf, unterkunft)

HOECHST = {2024: D(292), 2025: D(297), 2026: D(297)}


def anteil_eltern(eltern, kinder):
    """12. Existenzminimumbericht: Unterkunft und Heizung 351 / 515 / 104 Euro"""
    basis = D(515) if eltern == 2 else D(351)
    return euro(100 * basis / (basis + 104 * kinder)) / 100


def mindesteinkommen(fam):
    summe = sum((fam.wert(p, "Bruttolohn") + fam.wert(p, "Unterhalt-für-sich")
                 + elterngeld_anrechenbar(fam, p) for p in fam.koepfe()), NULL)
    return summe >= (D(900) if len(fam.koepfe()) == 2 else D(600))


class Kinderzuschlag:
    """betrag: vor der Prüfung, ob er Hilfebedürftigkeit vermeidet; absetzbar: § 6a Abs. 1a Nr. 2"""

    def __init__(self, fam, gs: Grundsicherung):
        koepfe = fam.koepfe()
        kinder = [k for k in fam.kinder() if fam.kindergeldkind(k)]
        self.absetzbar = sum((freibetrag(fam, p, fam.wert(p, "Bruttolohn")) for p in koepfe), NULL) >= 100
        self.betrag = NULL
        if not kinder or not mindesteinkommen(fam) or D(str(fam.haushalt()["Vermögen"])) > 200000:
            return
        gesamt = NULL
        for k in kinder:
            eigenes = kindeseinkommen(fam, k)
            if eigenes and fam.wert(k, "Bruttolohn") == 0:
                eigenes = pauschale(fam, k, eigenes)
            gesamt += max(NULL, HOECHST[fam.jahr] - D("0.45") * eigenes)
        grenze = sum((regelbedarf(fam, p) + mehrbedarf(fam, p) for p in koepfe), NULL)
        grenze += anteil_eltern(len(koepfe), len(kinder)) * unterkunft(fam)
        erwerb, anderes = gs.erwerb, gs.anderes
        if anderes > grenze:
            gesamt -= anderes - grenze + D("0.45") * erwerb
        elif anderes + erwerb > grenze:
            gesamt -= D("0.45") * (anderes + erwerb - grenze)
        self.betrag = max(NULL, euro(gesamt))
