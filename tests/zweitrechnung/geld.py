"""Genaues Rechnen: Dezimalzahlen mit 40 Stellen, gerundet wird nur, wo das Recht es sagt."""
from decimal import Decimal, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, getcontext

getcontext().prec = 40
D = Decimal
CENT = D("0.01")
NULL = D(0)


def d(x):
    return x if isinstance(x, Decimal) else D(str(x))


def kfm(x, stelle=CENT):
    """kaufmännisch auf Cent (oder eine andere Stelle)"""
    return x.quantize(stelle, ROUND_HALF_UP)


def ab(x, stelle=D(1)):
    return x.quantize(stelle, ROUND_FLOOR)


def auf(x, stelle=D(1)):
    return x.quantize(stelle, ROUND_CEILING)


def euro(x):
    """voller Euro, ab 0,50 auf"""
    return x.quantize(D(1), ROUND_HALF_UP)
