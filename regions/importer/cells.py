"""What one cell of a file means, and how a stored value is written into one."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import TextChoices
from import_export.widgets import Widget

from regions.files import FORMULA_STARTS, inert
from regions.models import Unit

Row: TypeAlias = Mapping[str, Any]

ABSENT = {"", "n.d.", "n.d", "nd", "nonpublié"}
# Of a text without spaces, in lower case.
SUFFIX = r"(%|/10|sur10)$"


def unit_of(cell: Any) -> str | None:
    """The unit that a cell is written with, "%" or "/10", if any."""
    found = re.search(SUFFIX, re.sub(r"\s", "", cell_text(cell)).lower())
    return found and {"sur10": "/10"}.get(found[1], found[1])


def unit_error(cell: Any, unit: str) -> str | None:
    """Why a value written so is not in `unit`: "7/10" where shares are measured. None where it may be."""
    written = unit_of(cell)
    if written is None or written == unit:
        return None
    return f"Un nombre en « {written} », mais l'indicateur est en « {Unit(unit).label} »."


def parse_number(cell: Any, what: str = "un nombre") -> Decimal | None:
    """43, 43.5, "43,5", "43 %", "7,1/10" or "1 200 000" as a Decimal; None for "" and "n.d.".

    ValueError, in French, for anything else.
    """
    if cell is None:
        return None
    if isinstance(cell, date):
        raise ValueError(
            f"date du {cell:%d/%m/%Y}, et non {what} : le tableur a pris ce que l'on tapait pour une date. "
            "Donnez à la cellule le format « Nombre », puis retapez la valeur."
        )
    said = shortened(cell_text(cell))
    refusal = ValueError(f"« {said} » n'est pas {what} : écrire par exemple 43, 43,5 ou n.d.")
    if isinstance(cell, bool):
        raise refusal
    text = re.sub(r"\s", "", str(cell)).lower()
    if text in ABSENT:
        return None
    text = re.sub(SUFFIX, "", text)
    if re.fullmatch(r"\d{1,3}[.,]\d\d0", text) and isinstance(cell, str):
        raise ValueError(
            f"« {said} » est ambigu : écrire {text[:-4]}{text[-3:]} ou {text[:-4]},{text[-3:-1]}."
        )
    if not re.fullmatch(r"\d{1,12}([.,]\d+)?", text):
        raise refusal
    whole, _, decimals = text.replace(",", ".").partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > 3:
        raise ValueError(f"« {said} » a plus de trois décimales : arrondissez.")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def file_number(number: Decimal) -> int | Decimal:
    """A stored value as a number of a file: 43.000 as 43."""
    return int(number) if number == number.to_integral_value() else number.normalize()


class NumberWidget(Widget):
    """A Decimal, written as a number into spreadsheets."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Any:
        return parse_number(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else file_number(Decimal(value))


class WholeWidget(NumberWidget):
    """A count: a whole number."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Any:
        number = parse_number(value, "un effectif")
        if unit_of(value) or (number is not None and number % 1):
            raise ValueError(
                f"« {shortened(cell_text(value))} » n'est pas un effectif : écrire un nombre entier."
            )
        return None if number is None else int(number)


class TextWidget(Widget):
    """Text that no spreadsheet takes for a formula: an apostrophe is put before it, and taken off."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value).strip()
        if "\x00" in text:
            raise ValueError("Caractère nul : retapez cette cellule.")
        return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value)
        return str(inert(text))


class ChoiceWidget(Widget):
    """One of `choices`, by value or by French label, case ignored; written by its label."""

    def __init__(self, choices: type[TextChoices], default: str = "") -> None:
        super().__init__()
        self.choices = choices
        self.default = default
        self.known = {name.lower(): choice for choice in choices for name in (choice.value, choice.label)}

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value).strip()
        if not text:
            return self.default
        if text.lower() not in self.known:
            expected = ", ".join(choice.label for choice in self.choices)
            raise ValueError(f"« {shortened(text)} » n'est pas connu : écrire {expected}.")
        return self.known[text.lower()].value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.choices(value).label) if value else ""


def cell_text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def shortened(text: str, most: int = 80) -> str:
    """A cell as a message quotes it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
