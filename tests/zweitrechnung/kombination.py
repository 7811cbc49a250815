"""Welcher Weg: § 6a Abs. 1 Nr. 3, Abs. 1a BKGG, § 12a SGB II, § 7 Abs. 1 Satz 3 WoGG.

Decken Wohngeld und Kinderzuschlag den ganzen Bedarf, gehen sie vor. Sonst Grundsicherung; der erweiterte Zugang
(es fehlen höchstens 100 Euro) nur, wo er mehr bringt als Grundsicherung und Sofortzuschlag.
"""
from geld import NULL
from grundsicherung import Grundsicherung
from kinderzuschlag import Kinderzuschlag
from wohngeld import wohngeld


class Weg:
    """wohngeld, kinderzuschlag, grundsicherung, sofortzuschlag, weg"""

    def __init__(self, fam):
        self.gs = Grundsicherung(fam)
        self.kiz = Kinderzuschlag(fam, self.gs)
        self.w, self.k = wohngeld(fam), self.kiz.betrag
        self.wohngeld = self.kinderzuschlag = self.grundsicherung = self.sofortzuschlag = NULL
        fehlt = NULL if self.gs.reich else self.gs.fehlt
        mit = fehlt - self.w - self.k
        nimmt_gs = self.gs.anspruch + self.gs.sofort
        erweitert = self.k > 0 and mit <= 100 and self.kiz.absetzbar and self.w + self.k > nimmt_gs
        if mit <= 0 or self.gs.anspruch == 0 or erweitert:
            self.wohngeld, self.kinderzuschlag = self.w, self.k
            self.weg = "Wohngeld und Kinderzuschlag"
        else:
            self.grundsicherung, self.sofortzuschlag = self.gs.anspruch, self.gs.sofort
            self.weg = "Grundsicherung"
