"""§§ 7, 9, 11, 11b, 19 bis 23, 72 SGB II, § 6 Abs. 1 Nr. 1 AlgIIV, Anlage zu § 28 SGB XII, § 10 Abs. 5 BEEG.

Bedarfsgemeinschaft: Eltern oder Paar und ihre unverheirateten Kinder unter 25 in einem Haushalt. Ein Kind, das
seinen Bedarf selbst deckt, gehört nicht dazu (§ 7 Abs. 3 Nr. 4); Kindergeld, das es nicht braucht, ist Einkommen
des Elternteils (§ 11 Abs. 1 Satz 5). Unterkunft nach Köpfen, in tatsächlicher Höhe.
"""
from datetime import date, timedelta

from elterngeld import elterngeld, juengstes, vor_geburt
from familie import kindergeld
from geld import D, NULL, kfm
from steuern import MINIJOB, Lohn
from unterhaltsvorschuss import unterhaltsvorschuss


def regelbedarf(fam, wer):
    """2024, 2025 und 2026 gleich hoch"""
    if wer in fam.koepfe():
        return D(506) if fam.paarstand(wer)[0] else D(563)
    alter = fam.alter(wer)
    return D(451) if alter >= 18 else D(471) if alter >= 14 else D(390) if alter >= 6 else D(357)


def mehrbedarf(fam, wer):
    """§ 21 Abs. 2, 3, 7"""
    rb = regelbedarf(fam, wer)
    summe = NULL
    if fam.schwanger(wer):
        summe += kfm(rb * D("0.17"))
    if wer in fam.koepfe() and fam.alleinerziehend():
        alter = [fam.alter(k) for k in fam.kinder() if fam.alter(k) < 18]
        satz = D("0.36") if any(a < 7 for a in alter) or \
            2 <= sum(1 for a in alter if a < 16) <= 3 else NULL
        summe += kfm(rb * max(satz, min(D("0.6"), D("0.12") * len(alter))))
    if fam.haushalt()["Warmwasser-mit-Strom"]:
        alter = fam.alter(wer)
        if wer in fam.koepfe() or alter >= 18:
            satz = "0.023"
        else:
            satz = "0.014" if alter >= 14 else "0.012" if alter >= 6 else "0.008"
        summe += kfm(rb * D(satz))
    return summe


def unterkunft(fam):
    return D(str(fam.haushalt()["Bruttokaltmiete"])) + D(str(fam.haushalt()["Heizkosten"]))


def bedarf(fam, wer):
    """jeder Betrag auf Cent (§ 41 Abs. 2 SGB II), auch der Kopfteil der Unterkunft"""
    return regelbedarf(fam, wer) + mehrbedarf(fam, wer) + kfm(unterkunft(fam) / len(fam.bewohner()))


def freibetrag(fam, wer, brutto):
    """§ 11b Abs. 2, 2b, 3; ohne Steuern und Beiträge"""
    if brutto <= 0:
        return NULL
    jung = fam.alter(wer) < 25 and fam.wert(wer, "Tätigkeit") in (
        "Schule", "Berufsfachschule", "Ausbildung", "Studium", "Freiwilligendienst")
    minderjaehrige = [k for k in fam.kinder() if fam.alter(k) < 18] if wer in fam.koepfe() else []
    grenze = D(1500) if minderjaehrige else D(1200)

    def teil(von, bis):
        return max(NULL, min(brutto, bis) - von)
    frei = MINIJOB[fam.jahr] if jung else D(100)
    if not jung:
        frei += teil(D(100), D(520)) * D("0.2")
    return frei + teil(D(520), D(1000)) * D("0.3") + teil(D(1000), grenze) * D("0.1")


def titel(fam, wer):
    """§ 11b Abs. 1 Satz 1 Nr. 7: nur, was ein Titel festlegt"""
    return fam.wert(wer, "gezahlter-Unterhalt") if fam.wert(wer, "Unterhalt-mit-Titel") else NULL


def lohn_vor_unterhalt(fam, wer):
    lohn = Lohn(fam, wer)
    return max(NULL, lohn.netto - freibetrag(fam, wer, lohn.brutto))


def erwerbseinkommen(fam, wer):
    return max(NULL, lohn_vor_unterhalt(fam, wer) - titel(fam, wer))


def titel_rest(fam, wer):
    """was der Lohn nicht mehr trägt, mindert andere Einnahmen"""
    return max(NULL, titel(fam, wer) - lohn_vor_unterhalt(fam, wer))


def elterngeld_anrechenbar(fam, wer):
    eg = elterngeld(fam, wer)
    if not eg:
        return NULL
    frei = min(D(300), vor_geburt(fam, wer, juengstes(fam, wer)))
    if fam.wert(wer, "Elterngeld-Wahl") != "Basis":
        frei /= 2
    return max(NULL, eg - frei)


def pauschale(fam, wer, betrag):
    """30 Euro, wenn volljährig und nicht schon durch § 11b Abs. 2 abgegolten"""
    if fam.alter(wer) < 18 or fam.wert(wer, "Bruttolohn") > 0:
        return betrag
    return max(NULL, betrag - 30)


def kindeseinkommen(fam, kind):
    """ohne Kindergeld, nach § 11b; für den Kinderzuschlag und den Bedarf"""
    sonst = fam.wert(kind, "Unterhaltszahlung") + fam.wert(kind, "Waisenbezüge") + \
        unterhaltsvorschuss(fam, kind)
    return erwerbseinkommen(fam, kind) + sonst


class Grundsicherung:
    """anspruch: ohne Wohngeld und Kinderzuschlag; sofort: Sofortzuschläge; luecke(x): was mit x noch fehlt"""

    def __init__(self, fam):
        kg = kindergeld(fam.jahr)
        self.kinder, self.zuschlagskinder, offen, ueberhang = [], [], NULL, {}
        for k in fam.kinder():
            geld = kg if fam.kindergeldkind(k) else NULL
            ohne = kindeseinkommen(fam, k)
            einkommen = erwerbseinkommen(fam, k) + pauschale(
                fam, k, ohne - erwerbseinkommen(fam, k) + geld)
            n = bedarf(fam, k)
            # § 72 Abs. 1 Satz 2 Nr. 2: auch wer nur wegen des Kindergelds keinen Anspruch hat
            if pauschale(fam, k, ohne) < n:
                self.zuschlagskinder.append(k)
            if einkommen < n:
                self.kinder.append(k)
                offen += n - einkommen
            else:
                # Wem das Kindergeld zusteht, sagt keine Angabe (§ 64 Abs. 2 EStG: die Eltern wählen): dem ohne Lohn
                traeger = min((e for e in fam.eltern(k) if e in fam.koepfe()),
                              key=lambda e: fam.wert(e, "Bruttolohn") > 0)
                ueberhang[traeger] = ueberhang.get(traeger, NULL) + min(geld, einkommen - n)
        self.erwerb = sum((erwerbseinkommen(fam, p) for p in fam.koepfe()), NULL)
        self.anderes = sum((pauschale(fam, p, max(NULL, elterngeld_anrechenbar(fam, p) - titel_rest(fam, p)
                                                  + fam.wert(p, "Unterhalt-für-sich") + ueberhang.get(p, NULL)))
                            for p in fam.koepfe()), NULL)
        self.bedarf_eltern = sum((bedarf(fam, p) for p in fam.koepfe()), NULL)
        self.fehlt = self.bedarf_eltern + offen - self.erwerb - self.anderes
        self.reich = D(str(fam.haushalt()["Vermögen"])) > 200000
        self.anspruch = NULL if self.reich else kfm(max(NULL, self.fehlt))
        self.zuschlag = D(20) if fam.jahr < 2025 else D(25)
        self.sofort = self.zuschlag * len(self.zuschlagskinder) if self.anspruch > 0 else NULL
