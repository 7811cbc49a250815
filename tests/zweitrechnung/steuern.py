"""Vom Bruttolohn zum Nettolohn: § 32a, § 39b Abs. 2, § 51a Abs. 2a EStG, §§ 3, 4 SolZG,
§ 20 Abs. 2a SGB IV, §§ 241, 242a, 249 SGB V, § 55 Abs. 3 SGB XI, § 158 SGB VI, § 341 SGB III,
§ 2 BVV; Ablauf nach den Programmablaufplänen des BMF (§ 39b Abs. 6 EStG), Zeitraum Monat.

Es gilt der Plan, nach dem im Monat wirklich abgezogen wurde (§ 11b Abs. 1 Satz 1 Nr. 1 SGB II: entrichtete
Steuern), in der zuletzt bekannt gemachten Fassung des Jahres:
- Januar bis November 2024: Grundfreibetrag 11.604 €, Kinderfreibetrag 9.312 €. Im Dezember galten rückwirkend
  11.784 € und 9.540 € (Gesetz vom 2.12.2024), und der Plan holte den Unterschied der elf Monate nach.
- 2025: Grundfreibetrag 12.096 € (Steuerfortentwicklungsgesetz) für alle Monate; Januar und Februar, zunächst nach
  dem Plan vom 22.11.2024 abgerechnet, waren ab März zu berichtigen.
- „2023-01“, „2024-01“, „2025-01“ sind die Pläne vom 1. Januar dieser Jahre (§ 2e Abs. 1 Satz 2 BEEG). Der vom
  1.1.2023 (BMF 18.11.2022) rechnete noch mit 1.200 € Arbeitnehmer-Pauschbetrag und 4.008 €
  Entlastungsbetrag, der vom 1.1.2025 (BMF 22.11.2024) noch mit dem Tarif 2024.
"""
from geld import CENT, D, NULL, ab, auf, d, kfm

#            GFB,  Zone 2 bis, Zone 3 bis, a, b, c, c2 (42 %), c3 (45 %)
TARIF = {
    "2023": (10908, 15999, 62809, "979.18", "192.59", "966.53", "9972.98", "18307.73"),
    "2024-01": (11604, 17005, 66760, "922.98", "181.19", "1025.38", "10602.13", "18936.88"),
    "2024": (11784, 17005, 66760, "954.80", "181.19", "991.21", "10636.31", "18971.06"),
    "2025": (12096, 17443, 68480, "932.30", "176.64", "1015.13", "10911.92", "19246.67"),
    "2026": (12348, 17799, 69878, "914.51", "173.10", "1034.87", "11135.63", "19470.38"),
}


class Plan:
    """Werte eines Programmablaufplans (Unterprogramm MPARA und MZTABFB)"""

    def __init__(self, tarif, w1, w2, solzfrei, bbgrv, bbgkv, kvz, pv, zuschlag, kfb, neu=False,
                 anp=1230, efa=4260):
        self.tarif = TARIF[tarif]
        self.w1, self.w2, self.w3 = D(w1), D(w2), D(222260)
        self.solzfrei, self.bbgrv, self.bbgkv = D(solzfrei), D(bbgrv), D(bbgkv)
        self.kvz, self.pv, self.zuschlag, self.kfb, self.neu = D(kvz), D(pv), D(zuschlag), D(kfb), neu
        self.anp, self.efa = D(anp), D(efa)


PLAN = {
    "2023-01": Plan("2023", 12485, 31404, 17543, 87600, 59850, "1.6", "0.01525", "0.0035", 8952, anp=1200, efa=4008),
    "2024-01": Plan("2024-01", 13279, 33380, 18130, 90600, 62100, "1.7", "0.017", "0.006", 9312),
    "2025-01": Plan("2024", 13432, 33380, 18130, 96600, 66150, "2.5", "0.018", "0.006", 9540),
    "2024": Plan("2024", 13432, 33380, 18130, 90600, 62100, "1.7", "0.017", "0.006", 9540),
    "2025": Plan("2025", 13785, 34240, 19950, 96600, 66150, "2.5", "0.018", "0.006", 9600),
    "2026": Plan("2026", 14071, 34939, 20350, 101400, 69750, "2.9", "0.018", "0.006", 9756, neu=True),
}
# § 8 Abs. 1a SGB IV; F nach § 20 Abs. 2a SGB IV: 28 % durch den Gesamtsozialversicherungsbeitragssatz
MINIJOB = {2023: D(520), 2024: D(538), 2025: D(556), 2026: D(603)}
OBERGRENZE = D(2000)
F = {2024: D("0.6846"), 2025: D("0.6683"), 2026: D("0.6619")}


def tarif(plan, x, kztab=1):
    gfb, z2, z3, a, b, c, c2, c3 = plan.tarif
    if x < gfb + 1:
        st = NULL
    elif x < z2 + 1:
        y = ab((x - gfb) / 10000, D("0.000001"))
        st = ab((y * d(a) + 1400) * y)
    elif x < z3 + 1:
        y = ab((x - z2) / 10000, D("0.000001"))
        st = ab((y * d(b) + 2397) * y + d(c))
    elif x < 277826:
        st = ab(x * D("0.42") - d(c2))
    else:
        st = ab(x * D("0.45") - d(c3))
    return st * kztab


def fuenf_sechs(plan, x):
    """§ 39b Abs. 2 Satz 7 EStG; bis 2025 rechnen die Pläne hier mit Cent, ab 2026 mit vollen Euro"""
    stelle = D(1) if plan.neu else CENT

    def halb(zx):
        unterschied = (tarif(plan, ab(zx * D("1.25"), stelle)) - tarif(plan, ab(zx * D("0.75"), stelle))) * 2
        return max(unterschied, ab(zx * D("0.14")))
    if x > plan.w2:
        st = halb(plan.w2)
        if x > plan.w3:
            st = ab(st + (plan.w3 - plan.w2) * D("0.42"))
            return ab(st + (x - plan.w3) * D("0.45"))
        return ab(st + (x - plan.w2) * D("0.42"))
    st = halb(x)
    if x > plan.w1:
        st = min(st, ab(halb(plan.w1) + (x - plan.w1) * D("0.42")))
    return st


def vorsorgepauschale(plan, jahreslohn, klasse, pvz, pva):
    """§ 39b Abs. 2 Satz 5 Nr. 3 EStG; bis 2025 mit Mindestvorsorgepauschale, ab 2026 mit Teilbetrag e"""
    rv = ab(min(jahreslohn, plan.bbgrv) * D("0.093"), CENT)
    satz = plan.kvz / 200 + D("0.07") + plan.pv + (plan.zuschlag if pvz else -pva * D("0.0025"))
    kvpv = ab(min(jahreslohn, plan.bbgkv) * satz, CENT)
    vsp = auf(rv + kvpv)
    if plan.neu:
        alv = ab(min(jahreslohn, plan.bbgrv) * D("0.013"), CENT)
        return max(vsp, auf(rv + min(D(1900), alv + kvpv)))
    hoechst = D(3000) if klasse == 3 else D(1900)
    return max(vsp, auf(rv + min(hoechst, ab(min(jahreslohn, plan.bbgrv) * D("0.12"), CENT))))


def jahreswerte(plan, zre4, klasse, kinder=NULL, pvz=False, pva=0):
    """Jahreswerte (Lohnsteuer, Solidaritätszuschlag, Maßstabsteuer) zu einem Jahreslohn"""
    vsp = vorsorgepauschale(plan, zre4, klasse, pvz, pva)
    kztab = 2 if klasse == 3 else 1
    fest = min(plan.anp, auf(zre4)) + 36 + (plan.efa if klasse == 2 else 0)
    kfb = {4: kinder * plan.kfb / 2, 5: NULL}.get(klasse, kinder * plan.kfb)

    def jahr(frei):
        zve = zre4 - frei - vsp
        x = NULL if zve < 1 else ab(zve / kztab)
        return tarif(plan, x, kztab) if klasse < 5 else fuenf_sechs(plan, x)

    lst = jahr(fest)
    massstab = jahr(fest + ab(kfb)) if kinder else lst
    frei = plan.solzfrei * kztab
    soli = NULL
    if massstab > frei:
        soli = min(ab(massstab * D("0.055"), CENT), ab((massstab - frei) * D("0.119"), CENT))
    return lst, soli, massstab


def lohnsteuer(plan, brutto, klasse, kinder=NULL, pvz=False, pva=0):
    """Monatswerte in Euro: ein Zwölftel, Bruchteile eines Cents entfallen"""
    werte = jahreswerte(plan, d(brutto) * 12, klasse, kinder, pvz, pva)
    return tuple(ab(w / 12, CENT) for w in werte)


def lohnsteuer_im_monat(jahr, monat, brutto, klasse, kinder, pvz, pva):
    if jahr != 2024:
        return lohnsteuer(PLAN[str(jahr)], brutto, klasse, kinder, pvz, pva)
    if monat < 12:
        return lohnsteuer(PLAN["2024-01"], brutto, klasse, kinder, pvz, pva)
    alt = jahreswerte(PLAN["2024-01"], d(brutto) * 12, klasse, kinder, pvz, pva)
    neu = jahreswerte(PLAN["2024"], d(brutto) * 12, klasse, kinder, pvz, pva)
    return tuple(ab(max(NULL, n - 11 * (a - n)) / 12, CENT) for a, n in zip(alt, neu))


def sozialbeitraege(jahr, brutto, kinder_unter_25, kinderlos, azubi):
    """Arbeitnehmeranteile je Zweig, jeder auf Cent gerundet (§ 2 Abs. 1 BVV)"""
    plan = PLAN[str(jahr)]
    grenze = MINIJOB[jahr]
    if (azubi and brutto <= 325) or (not azubi and brutto <= grenze):
        return NULL
    basis = voll = brutto
    midijob = not azubi and brutto <= OBERGRENZE
    if midijob:
        spanne = OBERGRENZE - grenze
        voll = kfm(F[jahr] * grenze + (OBERGRENZE - grenze * F[jahr]) / spanne * (brutto - grenze))
        basis = kfm(OBERGRENZE / spanne * (brutto - grenze))
    kv_basis, rv_basis = min(basis, plan.bbgkv / 12), min(basis, plan.bbgrv / 12)
    abschlag = min(max(kinder_unter_25 - 1, 0), 4) * D("0.0025")
    summe = kfm(kv_basis * D("0.073")) + kfm(kv_basis * plan.kvz / 200)
    # Abschlag: sonst Teil des eigenen Satzes (Abs. 1 Satz 3), im Übergangsbereich ein eigener Betrag aus der
    # verminderten Einnahme (Abs. 2 Satz 7); Zuschlag: eigener Betrag aus der vollen Einnahme (Abs. 2 Satz 6)
    if midijob:
        summe += kfm(kv_basis * plan.pv) - kfm(kv_basis * abschlag)
    else:
        summe += kfm(kv_basis * (plan.pv - abschlag))
    summe += kfm(min(voll, plan.bbgkv / 12) * plan.zuschlag) if kinderlos else NULL
    return summe + kfm(rv_basis * D("0.093")) + kfm(rv_basis * D("0.013"))


def steuerklasse(fam, wer):
    """§ 38b Abs. 1 Satz 2 EStG; II nach § 24b EStG ohne weiteren Erwachsenen im Haushalt"""
    partner, stand = fam.paarstand(wer)
    if stand in ("verheiratet", "verpartnert"):
        return {"III": 3, "IV": 4, "V": 5}[fam.wert(wer, "Steuerklasse-in-der-Ehe")]
    haus = fam.personen[wer]["lives-in"]
    da = fam.bewohner(haus)
    eigene = [k for k in fam.kinder_von(wer) if k in da]
    fremde = [p for p in da if p != wer and p not in eigene]
    if any(fam.kindergeldkind(k) for k in eigene) and not fremde and \
            all(fam.kindergeldkind(k) for k in eigene):
        return 2
    return 1


def freibetraege(fam, wer, vor=None):
    """Zähler der Kinderfreibeträge: 1 beim gemeinsamen Kind der Ehe, sonst 0,5 (§ 32 Abs. 6 EStG).
    Ohne Antrag zählen nur Minderjährige (§ 38b Abs. 2 Satz 1 und 2 EStG). Vor: nur Kinder, die vor diesem Tag geboren sind."""
    partner, stand = fam.paarstand(wer)
    ehe = stand in ("verheiratet", "verpartnert")
    summe = NULL
    for k in fam.kinder_von(wer):
        if fam.alter(k) < 18 and (vor is None or fam.geboren(k) < vor):
            summe += 1 if (ehe and partner in fam.eltern(k)) or len(fam.eltern(k)) == 1 else D("0.5")
    return summe


class Lohn:
    """brutto, steuer (mit Soli und Kirchensteuer), beitraege, netto"""

    def __init__(self, fam, wer):
        self.brutto = fam.wert(wer, "Bruttolohn")
        self.steuer = self.beitraege = NULL
        azubi = fam.in_ausbildung(wer)
        self.minijob = not azubi and self.brutto <= MINIJOB[fam.jahr]
        kinder = fam.kinder_von(wer)
        unter_25 = sum(1 for k in kinder if fam.alter(k) < 25)
        kinderlos = not kinder and fam.alter(wer) >= 23
        if self.brutto > 0 and not self.minijob:
            lst, soli, mass = lohnsteuer_im_monat(
                fam.jahr, fam.monat, self.brutto, steuerklasse(fam, wer), freibetraege(fam, wer), kinderlos,
                min(max(unter_25 - 1, 0), 4))
            kirche = ab(mass * D("0.09"), CENT) if fam.wert(wer, "Kirchensteuer") else NULL
            self.steuer = lst + soli + kirche
            self.beitraege = sozialbeitraege(fam.jahr, self.brutto, unter_25, kinderlos, azubi)
        self.netto = self.brutto - self.steuer - self.beitraege
