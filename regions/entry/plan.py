"""What a person typed against what is stored: what would be written, and what stands in the way."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field

from regions import formats
from regions.checks import figure_errors, value_error
from regions.entry.cells import (
    Entry,
    Key,
    Missing,
    RowKey,
    Seen,
    common,
    entry_text,
    read_entry,
    read_respondents,
    stored_entry,
)
from regions.entry.faults import Fault, cell_anchor, cell_label, table_faults
from regions.entry.grid import Grid
from regions.models import Answer, Base, Figure, Region, Report

EMPTIED = (
    "cette case avait {} : écrivez « n.d. » pour une valeur non publiée, ou remettez-la. Vider une case "
    "n'efface pas un chiffre."
)
REMOVABLE = " Pour l'effacer, cochez « Supprimer » au pied de la page."


@dataclass(frozen=True, slots=True)
class Head:
    """What is said once for all new figures."""

    reports: Mapping[int, Report | None] = field(default_factory=dict)  # by region
    source: str = ""
    base_status: str = "stated"
    removed: frozenset[Key] = frozenset()  # the emptied cells whose figures are to go


@dataclass(frozen=True, slots=True)
class Typed:
    """The texts of the fields that were sent, and what the page showed in them."""

    values: Mapping[Key, str]
    respondents: Mapping[RowKey, str]
    seen: Mapping[Key, Seen]
    head: Head = Head()


NOTHING = Typed({}, {}, {})


@dataclass(slots=True)
class Plan:
    """`texts` are what the fields show: what was typed where somebody typed, else what is stored."""

    created: list[Figure] = field(default_factory=list)
    changed: list[Figure] = field(default_factory=list)
    removed: list[Figure] = field(default_factory=list)
    emptied: list[Key] = field(default_factory=list)
    conflicts: list[Key | RowKey] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    texts: dict[Key | RowKey, str] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.blocks]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.blocks]

    @property
    def written(self) -> list[Figure]:
        return [*self.created, *self.changed]


def make_plan(grid: Grid, typed: Typed = NOTHING) -> Plan:
    """Reads no row: all is in `grid`."""
    return _Planner(grid, typed).plan


class _Planner:
    def __init__(self, grid: Grid, typed: Typed) -> None:
        self.grid, self.typed, self.plan = grid, typed, Plan()
        self.several = len(grid.bases) > 1
        self.unreported: dict[int, Region] = {}
        self.blamed: set[RowKey] = set()  # rows whose respondents are told to be wrong
        self.wrong: set[Key] = set()  # cells of which nothing else is said
        tables = [self._row(base, region) for base in grid.bases for region in grid.regions]
        self._head()
        self.plan.faults += table_faults(
            tables,
            grid.answers,
            self.plan.touched,
            regions=sum(not region.is_nation for region in grid.regions),
            several=self.several,
        )

    def _row(self, base: Base, region: Region) -> list[Figure]:
        """The figures of a row as they would be."""
        respondents, typed = self._respondents(base, region)
        figures = (self._figure(base, region, answer, respondents, typed) for answer in self.grid.answers)
        row = [figure for figure in figures if figure is not None]
        if typed and not row:
            message = "des répondants sans valeur : écrivez une valeur, ou « n.d. », sur cette ligne."
            self._fault((base.pk, region.pk), base, region, "répondants", message)
        return [figure for figure in row if (base.pk, region.pk, figure.answer_id) not in self.wrong]

    def _respondents(self, base: Base, region: Region) -> tuple[int | None, bool]:
        """The respondents of new figures of a row, and whether the row's are to be written."""
        key = (base.pk, region.pk)
        same, stored = self.grid.respondents(base, region)
        self.plan.texts[key] = "" if stored is None else str(stored)
        text = self.typed.respondents.get(key)
        if text is None:
            return stored, False
        seen_same, seen = common(one.respondents for cell, one in self.typed.seen.items() if cell[:2] == key)
        try:
            number = read_respondents(text)
        except ValueError as error:
            self.plan.texts[key] = text
            self._fault(key, base, region, "répondants", str(error))
            return stored, False
        if number == seen and (seen_same or not text.strip()):
            return stored, False
        if same and number == stored:
            return stored, False
        self.plan.texts[key] = text
        if not self.grid.is_row_open(base, region):
            self._fault(key, base, region, "répondants", f"devenu public entre-temps ; vous écriviez {text}.")
            return stored, False
        if (same, stored) != (seen_same, seen):
            self.plan.conflicts.append(key)
            return stored, False
        if not text.strip():
            message = f"cette case avait {formats.number(seen or 0)} : écrivez « n.d. » pour l'effacer."
            self._fault(key, base, region, "répondants", message)
            return stored, False
        return number, True

    def _figure(
        self, base: Base, region: Region, answer: Answer, respondents: int | None, typed: bool
    ) -> Figure | None:
        key = (base.pk, region.pk, answer.pk)
        figure = self.grid.figures.get(key)
        before = Missing.EMPTY if figure is None else stored_entry(figure.value)
        self.plan.texts[key] = entry_text(before)
        entry = self._entry(key, before, base, region, answer)
        if figure is None:
            return None if entry is Missing.EMPTY else self._new(base, region, answer, entry, respondents)
        if figure.pk in self.grid.frozen:
            shown = copy.copy(figure)
            shown.value = self.grid.frozen[figure.pk]
            return shown
        if entry is Missing.EMPTY:
            self.plan.removed.append(figure)
            return None
        return self._changed(figure, entry, respondents if typed else figure.respondents)

    def _entry(self, key: Key, before: Entry, base: Base, region: Region, answer: Answer) -> Entry:
        """What the cell is to hold: `before` where nothing was typed, or what was typed is refused."""
        text = self.typed.values.get(key)
        if text is None:
            return before
        was = self.typed.seen.get(key)
        seen: Entry = Missing.EMPTY if was is None else was.entry
        try:
            entry = read_entry(text, self.grid.unit)
        except ValueError as error:
            return self._refused(key, before, text, base, region, answer, str(error))
        if entry in (seen, before):
            return before
        if not self.grid.is_open(key):
            message = f"public depuis que vous avez ouvert cette page ; vous écriviez {text.strip()}."
            return self._refused(key, before, text, base, region, answer, message)
        if seen != before:
            self.plan.texts[key] = text
            self.plan.conflicts.append(key)
            return before
        if entry is Missing.EMPTY and key not in self.typed.head.removed:
            self.plan.emptied.append(key)
            message = EMPTIED.format(entry_text(before)) + (REMOVABLE if self.grid.rights.delete else "")
            return self._refused(key, before, text, base, region, answer, message)
        self.plan.texts[key] = text
        self.plan.touched.add(key)
        return entry

    def _refused(
        self, key: Key, before: Entry, text: str, base: Base, region: Region, answer: Answer, message: str
    ) -> Entry:
        self.plan.texts[key] = text
        self.wrong.add(key)
        self._fault(key, base, region, answer.label, message)
        return before

    def _new(self, base: Base, region: Region, answer: Answer, entry: Entry, n: int | None) -> Figure:
        report = self.typed.head.reports.get(region.pk)
        known = {} if report is None else {"report": report}
        figure = Figure(
            question=self.grid.question,
            base=base,
            region=region,
            answer=answer,
            value=None if isinstance(entry, Missing) else entry,
            unit=self.grid.unit,
            respondents=n,
            base_status=self.typed.head.base_status,
            source=self.typed.head.source,
            **known,
        )
        self.plan.created.append(figure)
        if report is None:
            self.unreported.setdefault(region.pk, region)
            if error := value_error(figure.value, self.grid.unit):
                self.wrong.add((base.pk, region.pk, answer.pk))
                self._fault((base.pk, region.pk, answer.pk), base, region, answer.label, error)
        else:
            self._own_errors(figure)
        return figure

    def _changed(self, figure: Figure, entry: Entry, respondents: int | None) -> Figure:
        value = None if isinstance(entry, Missing) else entry
        if (value, respondents) == (figure.value, figure.respondents):
            return figure
        changed = copy.copy(figure)
        changed.value, changed.respondents = value, respondents
        self.plan.changed.append(changed)
        self._own_errors(changed)
        return changed

    def _own_errors(self, figure: Figure) -> None:
        """Note what is wrong with one figure; of the respondents, once in a row."""
        row = (figure.base_id, figure.region_id)
        for name, message in figure_errors(figure).items():
            if name not in ("respondents", "count"):
                key = (*row, figure.answer_id)
                self.wrong.add(key)
                self._fault(key, figure.base, figure.region, figure.answer.label, message)
            elif row not in self.blamed:
                self.blamed.add(row)
                self._fault(row, figure.base, figure.region, "répondants", message)

    def _head(self) -> None:
        if self.unreported:
            names = ", ".join(region.name for region in self.unreported.values())
            message = (
                f"aucun rapport à paraître n'est choisi pour {names}. Choisissez-en un, ou ajoutez le leur."
            )
            self.plan.faults.append(Fault("id_report", "Rapport qui les publie", message))
        if self.plan.created and not self.typed.head.source:
            message = "obligatoire pour les nouveaux chiffres : le document où vous les lisez."
            self.plan.faults.append(Fault("id_source", "Lu dans", message))

    def _fault(self, key: Key | RowKey, base: Base, region: Region, column: str, message: str) -> None:
        label = cell_label(region, column, base if self.several else None)
        self.plan.faults.append(Fault(cell_anchor(key), label, message))
