"""§§ 1, 2, 9 Abs. 3 UhVorschG, § 1612a Abs. 1, 3 BGB, § 1 MinUhV.

Ab 12 Jahren (§ 1 Abs. 1a): Die Familien beziehen keine Leistung nach dem SGB II, Nr. 1 ist damit erfüllt.
"""
from familie import jahre, kindergeld
from geld import NULL, auf, d

MINDESTUNTERHALT = {2024: (480, 551, 645), 2025: (482, 554, 649), 2026: (486, 558, 653)}


def unterhaltsvorschuss(fam, kind):
    da = fam.bewohner("haus")
    eltern = [e for e in fam.eltern(kind) if e in da]
    if kind not in da or fam.alter(kind) >= 18 or len(eltern) != 1:
        return NULL
    if fam.paarstand(eltern[0])[1] in ("verheiratet", "verpartnert"):
        return NULL
    # § 1612a Abs. 3 BGB: die höhere Stufe gilt ab dem Monat, in dem das Lebensjahr vollendet wird; das ist der
    # Tag vor dem Geburtstag (§ 188 Abs. 2 BGB)
    stufe_alter = jahre(fam.geboren(kind), fam.naechster)
    stufe = 0 if stufe_alter < 6 else 1 if stufe_alter < 12 else 2
    voll = d(MINDESTUNTERHALT[fam.jahr][stufe]) - kindergeld(fam.jahr)
    rest = voll - fam.wert(kind, "Unterhaltszahlung") - fam.wert(kind, "Waisenbezüge")
    if rest <= 0:
        return NULL
    if fam.wert(kind, "Tätigkeit") in ("Ausbildung", "Arbeit"):  # keine allgemeinbildende Schule mehr
        ertrag = fam.wert(kind, "Bruttolohn") - d("102.5")
        ertrag -= 100 if fam.in_ausbildung(kind) else 0
        rest -= max(NULL, ertrag) / 2
    rest = auf(rest)
    return rest if rest >= 5 else NULL
