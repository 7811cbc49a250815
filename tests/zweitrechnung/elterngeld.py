"""§§ 1 Abs. 8, 2, 2a, 2c bis 2f, 4a BEEG für ein Kind ohne Mehrlinge, laufenden Lohn, gesetzlich versichert.

- Steuer nach dem Programmablaufplan vom 1. Januar des Jahres vor der Geburt (§ 2e Abs. 1), ohne Zuschlag und
  Abschläge der Pflegeversicherung (§ 2e Abs. 2), Kirchensteuer 8 % (§ 2e Abs. 5).
- Kinderfreibeträge und Steuerklasse nach der letzten Bescheinigung vor der Geburt (§ 2c Abs. 3): das neue Kind
  zählt noch nicht; wer vorher kein Kind hatte und allein lebt, hatte Klasse I.
- Sozialabgaben pauschal 9 + 10 + 2 %, im Übergangsbereich mit F = 28 / 42 = 0,6667 (§ 2f) und den
  Grenzen des Monats, in dem der Lohn verdient wird.
"""
from familie import jahre
from geld import CENT, D, NULL, ab, kfm
from steuern import MINIJOB, OBERGRENZE, PLAN, freibetraege, lohnsteuer, steuerklasse

PLAN_VOR = {2024: "2023-01", 2025: "2024-01", 2026: "2025-01"}
PAUSCHBETRAG = D("102.5")


def ersatzrate(e):
    if e < 1000:
        return min(D(100), 67 + ab((1000 - e) / 2) / 10)
    if e > 1200:
        return max(D(65), 67 - ab((e - 1200) / 2) / 10)
    return D(67)


def netto_beeg(brutto, lohnjahr, geburtsjahr, klasse, kinder, kirche):
    if brutto <= 0:
        return NULL
    steuer = abgaben = NULL
    grenze = MINIJOB[lohnjahr]
    if brutto > grenze:
        lst, soli, mass = lohnsteuer(PLAN[PLAN_VOR[geburtsjahr]], brutto, klasse, kinder)
        steuer = lst + soli + (ab(mass * D("0.08"), CENT) if kirche else NULL)
        basis = brutto
        if brutto <= OBERGRENZE:
            f = D("0.6667")
            og = OBERGRENZE
            basis = kfm(f * grenze + (og / (og - grenze) - grenze / (og - grenze) * f) * (brutto - grenze))
        abgaben = kfm(basis * D("0.09")) + kfm(basis * D("0.10")) + kfm(basis * D("0.02"))
    return max(NULL, brutto - PAUSCHBETRAG - steuer - abgaben)


def vor_geburt(fam, wer, kind):
    """Einkommen aus Erwerbstätigkeit vor der Geburt"""
    return netto_beeg(fam.wert(wer, "Bruttolohn-vor-Geburt"), fam.geboren(kind).year - 1,
                      *merkmale(fam, wer, kind))


def merkmale(fam, wer, kind):
    tag = fam.geboren(kind)
    klasse = steuerklasse(fam, wer)
    if klasse == 2 and not any(fam.geboren(k) < tag for k in fam.kinder_von(wer)):
        klasse = 1
    return tag.year, klasse, freibetraege(fam, wer, vor=tag), fam.wert(wer, "Kirchensteuer")


def juengstes(fam, wer):
    da = fam.bewohner("haus")
    eigene = [k for k in fam.kinder_von(wer) if k in da]
    return max(eigene, key=fam.geboren) if eigene else None


def elterngeld(fam, wer):
    wahl = fam.wert(wer, "Elterngeld-Wahl")
    kind = juengstes(fam, wer)
    if wahl == "keines" or kind is None or fam.wert(wer, "Wochenstunden") > 32:
        return NULL
    m = merkmale(fam, wer, kind)
    vor = vor_geburt(fam, wer, kind)
    nach = netto_beeg(fam.wert(wer, "Bruttolohn"), fam.jahr, *m)
    rate = ersatzrate(vor) / 100
    voll = max(D(300), min(D(1800), kfm(rate * vor)))
    arbeitet = fam.wert(wer, "Bruttolohn") > 0
    mit = max(NULL, kfm(rate * (min(vor, D(2770)) - nach))) if arbeitet else voll
    if wahl == "Basis":
        betrag, bonus = max(D(300), min(mit, voll)), D(75)
    else:
        betrag, bonus = max(D(150), min(kfm(voll / 2), mit)), D("37.5")
    if geschwisterbonus(fam, wer):
        betrag += max(bonus, kfm(betrag / 10))
    return betrag


def geschwisterbonus(fam, wer):
    """§ 2a Abs. 1, 3: endet mit Ablauf des Monats, in dem die Voraussetzung entfällt"""
    da = fam.bewohner("haus")
    alter = [fam.alter(k) for k in fam.kinder_von(wer) if k in da]
    return sum(1 for a in alter if a < 3) >= 2 or sum(1 for a in alter if a < 6) >= 3
