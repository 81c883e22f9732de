"""The tables of a TOML file, whose values are read with their faults by line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from press.models import Boilerplate
from regions.dates import PARIS
from regions.importer import ChoiceWidget
from regions.loader import LoadError

ModelT = TypeVar("ModelT", bound=models.Model)

_SYNTAX = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
# Files hold ordinary spaces, which anyone can see and type; French typography asks for these instead.
_NO_BREAK = (
    (re.compile(r" (?=[;!?%])|(?<=\d) (?=\d{3}\b)"), "\u202f"),
    (re.compile(r"(?<=«) | (?=[:»])|(?<=\d) (?=points?\b|sur 10\b)|(?<=\bsur) (?=10\b)"), "\u00a0"),
)


def spaced(text: str) -> str:
    """With the no-break spaces of French typography: "43 %", "« oui »", "1 200 000", "6 points"."""
    for pattern, space in _NO_BREAK:
        text = pattern.sub(space, text)
    return text


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file, that begins at line `first`."""

    path: Path
    text: str
    values: Mapping[str, Any]
    faults: list[str]
    first: int = 1

    def fault(self, key: str, message: object, item: str = "") -> None:
        """Refuse `key`, or one `item` of its list, at its line."""
        place = f", clé « {key} »" if key else ""
        self.faults.append(f"{self.path.name}, ligne {self._line(key, item)}{place} : {message}")

    def text_of(self, key: str, *, optional: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(key, "un texte entre guillemets est attendu.")
            return ""
        if not value.strip() and not optional:
            self.fault(key, "vide ou absente : une valeur est attendue.")
        return spaced(value.strip())

    def choice(self, key: str, choices: type[models.TextChoices], *, optional: bool = False) -> str:
        try:
            return str(ChoiceWidget(choices).clean(self.text_of(key, optional=optional)) or "")
        except ValueError as error:
            self.fault(key, error)
            return ""

    def whole(self, key: str) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(key, "un nombre entier, sans guillemets, est attendu.")
            return 0
        return value

    def items(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, "une liste de textes entre crochets est attendue.")
            return []
        return value

    def reference(self, key: str, model: type[ModelT], field: str) -> ModelT | None:
        """The row of `model` that the key names by `field`; None where there is no key."""
        name = self.values.get(key, "")
        return self._found(key, model, {field: name}, str(name)) if name else None

    def references(self, key: str, model: type[ModelT], field: str) -> list[ModelT]:
        """The rows that the key lists, in its order."""
        found = [self._found(key, model, {field: item}, item) for item in self.items(key)]
        return [one for one in found if one is not None]

    def boilerplates(self, key: str, at: datetime) -> list[Boilerplate]:
        """As `references`, by title, in the version of the day."""
        found = []
        in_force = Boilerplate.objects.in_force(at.astimezone(PARIS).date())
        for item in self.items(key):
            one = in_force.filter(title=spaced(item)).first()
            if one is None:
                self.fault(key, f"aucun texte de référence en vigueur ne s'appelle « {item} ».", item)
            else:
                found.append(one)
        return found

    def expect(self, *keys: str) -> None:
        for key in self.values.keys() - set(keys):
            self.fault(key, f"clé inconnue ; celles attendues sont {', '.join(keys)}.")

    def _found(self, key: str, model: type[ModelT], lookup: Mapping[str, object], name: str) -> ModelT | None:
        found = model._default_manager.filter(**lookup).first()
        if found is None:
            self.fault(key, f"aucune entrée « {model._meta.verbose_name} » ne s'appelle « {name} ».", name)
        return found

    def _line(self, key: str, item: str) -> int:
        lines = list(enumerate(self.text.splitlines(), 1))[self.first - 1 :]
        start = next((n for n, line in lines if re.match(rf"{re.escape(key)}\s*=", line)), self.first)
        return next((n for n, line in lines if item and n >= start and item in line), start)


def read_entry(path: Path, faults: list[str]) -> Entry:
    """A file that is one table. LoadError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Entry(path, text, tomllib.loads(text), faults)
    except tomllib.TOMLDecodeError as error:
        at = _SYNTAX.search(str(error))
        place = f", ligne {at[1]}, colonne {at[2]}" if at and at[1] else ", à la fin"
        raise LoadError([f"{path.name}{place} : ce n'est pas du TOML ({error})."]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(
            [f"{path.name} : fichier illisible, un TOML en UTF-8 est attendu ({error})."]
        ) from error


def read_entries(path: Path, name: str, faults: list[str]) -> list[Entry]:
    """The tables [[name]] of a file. LoadError where it cannot be read."""
    whole = read_entry(path, faults)
    whole.expect(name)
    starts = [n for n, line in enumerate(whole.text.splitlines(), 1) if line.startswith(f"[[{name}]]")]
    values = whole.values.get(name, [])
    return [Entry(path, whole.text, one, faults, start) for start, one in zip(starts, values, strict=True)]
