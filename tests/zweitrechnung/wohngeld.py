"""§§ 5, 11, 12, 14, 16, 17, 19, 21 WoGG mit Anlagen 1 bis 3; Hamm hat Mietenstufe II.

Jahreseinkommen: das Zwölffache des Monats. Minijob: pauschal besteuert, ohne Arbeitnehmer-Pauschbetrag
(§ 14 Abs. 1 Satz 3 Nr. 2); Elterngeld über dem Freibetrag des § 10 BEEG (§ 14 Abs. 2 Nr. 6).
§ 16: je 10 % für Steuern, Kranken-/Pflege- und Rentenversicherung, soweit sie anfallen.
"""
from elterngeld import elterngeld
from geld import D, NULL, ab, euro, kfm
from steuern import Lohn
from unterhaltsvorschuss import unterhaltsvorschuss

# Anlage 1, Mietenstufe II: 1 bis 5 Personen, je weitere
HOECHST = {2024: ((392, 474, 564, 659, 752), 90), 2025: ((408, 493, 587, 686, 782), 94)}
KLIMA = ("19.2", "24.8", "29.6", "34.4", "39.2"), "4.8"
HEIZ = ("110.4", "142.6", "170.2", "197.8", "225.4"), "27.6"
# Anlage 2 (a; b mal 10^-4, c mal 10^-5) und Anlage 3 (kleinste M und Y)
A = "0.04 0.03 0.02 0.01 0 -0.01 -0.02 -0.03 -0.04 -0.06 -0.09 -0.12".split()
B = {2024: "4.991 3.716 3.035 2.251 1.985 1.792 1.657 1.648 1.432 1.300 1.188 1.152".split(),
     2025: "4.797 3.571 2.917 2.163 1.907 1.722 1.592 1.583 1.376 1.249 1.141 1.107".split()}
C = {2024: "4.620 3.450 2.780 2.000 1.950 1.880 1.870 1.870 1.880 1.880 2.220 2.510".split(),
     2025: "4.080 3.040 2.450 1.760 1.720 1.660 1.650 1.650 1.660 1.660 1.960 2.210".split()}
MIN_M = {2024: (52, 64, 76, 88, 99, 99, 111, 123, 135, 146, 180, 286),
         2025: (54, 67, 79, 92, 103, 103, 115, 128, 140, 152, 187, 298)}
MIN_Y = {2024: (350, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2200, 2400, 2600),
         2025: (396, 679, 906, 1132, 1358, 1585, 1811, 2037, 2264, 2490, 2717, 2943)}


def je_person(tafel, n):
    werte, weitere = tafel
    return D(werte[min(n, 5) - 1]) + max(0, n - 5) * D(weitere)


def formel(jahr, n, m, y):
    """§ 19 Abs. 1 und Anlage 3; n bis 12"""
    stand, i = (2024 if jahr < 2025 else 2025), n - 1
    m, y = max(m, D(MIN_M[stand][i])), max(y, D(MIN_Y[stand][i]))
    stelle = D("0.0000000001")
    a, b, c = D(A[i]), D(B[stand][i]) / 10000, D(C[stand][i]) / 100000
    z1 = kfm(a + b * m + c * y, stelle)
    z2 = kfm(z1 * y, stelle)
    z4 = kfm(D("1.15") * (m - z2), stelle)
    return max(NULL, euro(z4))


def miete(fam, n):
    haus = fam.haushalt()
    grenze = je_person(HOECHST[2024 if fam.jahr < 2025 else 2025], n) + je_person(KLIMA, n)
    return min(D(str(haus["Bruttokaltmiete"])), grenze) + je_person(HEIZ, n)


def einkommen_person(fam, wer):
    """Jahreseinkommen nach §§ 14 bis 16"""
    lohn = Lohn(fam, wer)
    jahr = lohn.brutto * 12
    if not lohn.minijob:
        jahr = max(NULL, jahr - 1230)
    eg = elterngeld(fam, wer)
    if eg:
        frei = D(300) if fam.wert(wer, "Elterngeld-Wahl") == "Basis" else D(150)
        jahr += 12 * max(NULL, eg - frei)
    jahr += 12 * (fam.wert(wer, "Unterhaltszahlung") + unterhaltsvorschuss(fam, wer)
                  + fam.wert(wer, "Unterhalt-für-sich"))
    abzug = 10 * ((lohn.steuer > 0) + 2 * (lohn.beitraege > 0))
    return jahr * (100 - abzug) / 100


def unterhalt_abzug(fam, wer):
    """§ 18: mit Titel in voller Höhe; sonst Nr. 3: bis 6.000 Euro (Kinder anderswo werden nicht erzeugt)"""
    gezahlt = fam.wert(wer, "gezahlter-Unterhalt") * 12
    if fam.wert(wer, "Unterhalt-mit-Titel"):
        return gezahlt
    return min(gezahlt, D(6000) if fam.frueherer_partner(wer) else NULL)


def gesamteinkommen(fam):
    """§§ 13, 17, 18: Monatsbetrag"""
    da = fam.bewohner()
    jahr = sum((einkommen_person(fam, p) for p in da), NULL)
    for k in fam.kinder():
        jahr -= min(D(1200), fam.wert(k, "Bruttolohn") * 12)
    if fam.alleinerziehend():
        jahr -= 1320
    for p in da:
        jahr -= unterhalt_abzug(fam, p)
    return max(NULL, jahr) / 12


def vermoegen_zu_hoch(fam, n):
    """§ 21 Nr. 3 WoGG, WoGVwV 21.37"""
    return D(str(fam.haushalt()["Vermögen"])) > 60000 + 30000 * (n - 1)


def wohngeld(fam):
    n = len(fam.bewohner())
    if vermoegen_zu_hoch(fam, n):
        return NULL
    w = formel(fam.jahr, n, miete(fam, n), gesamteinkommen(fam))
    return w if w >= 10 else NULL
