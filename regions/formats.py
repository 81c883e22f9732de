"""How a number, a gap or an absence is written in French: the only place that decides it."""

from decimal import Decimal

NARROW_NO_BREAK = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"

_UNITS = {"%": f"{NARROW_NO_BREAK}%", "/10": f"{NO_BREAK}sur{NO_BREAK}10", "count": "", "mean": ""}
_QUALIFIERS = {"": "", "about": f"environ{NO_BREAK}", "over": f"plus{NO_BREAK}de{NO_BREAK}"}


def number(value: Decimal | int) -> str:
    """1200000 → "1 200 000"; 43.500 → "43,5"; −4 → "−4"."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NARROW_NO_BREAK)
    sign = MINUS if value < 0 else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def value(number_: Decimal, unit: str, qualifier: str = "") -> str:
    """ "43 %", "7,1 sur 10", "environ 1 200 000"."""
    return f"{_QUALIFIERS[qualifier]}{number(number_)}{_UNITS[unit]}"


def points(gap: Decimal) -> str:
    """A gap without its sign, singular under 2: "6 points", "1 point", "1,5 point"."""
    size = abs(gap)
    return f"{number(size)}{NO_BREAK}point{'s' if size >= 2 else ''}"


def signed_points(gap: Decimal) -> str:
    """ "+6 points", "−1 point", "0 point"."""
    return f"{_sign(gap)}{points(gap)}"


def signed(gap: Decimal) -> str:
    """ "+6", "−0,4", "0"."""
    return f"{_sign(gap)}{number(abs(gap))}"


def _sign(gap: Decimal) -> str:
    return "+" if gap > 0 else MINUS if gap < 0 else ""


def ordinal(rank: int) -> str:
    """1 → "1er", 4 → "4e"."""
    return f"{rank}{'er' if rank == 1 else 'e'}"


def feminine_ordinal(rank: int) -> str:
    """1 → "1re", 4 → "4e"."""
    return f"{rank}{'re' if rank == 1 else 'e'}"
