"""What the rows of a file would change: read, held against what is stored, and nothing written."""

import logging
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import RowResult

from regions import formats
from regions.importer.catalogue import REFERENCES, Catalogue
from regions.importer.cells import cell_text, file_number, shortened
from regions.importer.plan import Change, Fault, Plan, PlannedRow, Proposed, ToCorrect
from regions.importer.reading import COLUMNS, folded
from regions.importer.resource import STORED, FigureResource
from regions.importer.rows import Reading, hundredth, in_percent, may_be_hundredths, replacement_key
from regions.models import BaseStatus, Certainty, Figure, Qualifier, Unit

logger = logging.getLogger(__name__)

STEP = 250  # rows between two words of progress
_CHOICES: dict[str, Any] = {"qualifier": Qualifier, "base_status": BaseStatus, "certainty": Certainty}


class Check:
    """`steps` reads the rows and tells how many are done; `plan` is whole once it is exhausted."""

    plan: Plan

    def __init__(self, reading: Reading, *, keep_existing: bool = False) -> None:
        self.reading = reading
        self.resource = FigureResource(keep_existing=keep_existing)
        self.shares = False

    def steps(self) -> Iterator[int]:
        self.catalogue = Catalogue.load()
        surveys = {folded(cell_text(row.get(COLUMNS["survey"]))) for _, row in self.reading.rows()}
        self.resource.load(surveys, self.catalogue)
        self.plan = Plan(self.resource.at)
        self.plan.faults = [
            self._fault(
                line,
                key,
                f"la formule {shortened(formula)} n'a pas de résultat enregistré : ouvrez "
                "le classeur dans un tableur, enregistrez-le, et recommencez.",
            )
            for line, key, formula in self.reading.uncomputed()
        ]
        if self.plan.faults:
            self.plan.refused = len({fault.place for fault in self.plan.faults})
            return
        self._ask_of_shares()
        for done, (line, row) in enumerate(self.reading.rows(), 1):
            self._read(line, row)
            if done % STEP == 0:
                yield done
        self.plan.new, self.plan.changed = self.resource.create_instances, self.resource.update_instances

    def run(self) -> Plan:
        """All steps at once."""
        for _ in self.steps():
            pass
        return self.plan

    def fingerprint(self) -> str:
        return self.plan.fingerprint(*self._attributes())

    @staticmethod
    def _attributes() -> list[str]:
        foreign = ("question_id", "answer_id", "base_id", "region_id", "report_id")
        return [*foreign, *(name for name in STORED if name != "report")]

    def _ask_of_shares(self) -> None:
        """0.43 in a column of shares: 43 %, or less than one?"""
        answered = self.reading.choices.hundredths
        if answered is not None:
            self.shares = answered
            return
        lines = [
            (line, row[COLUMNS["value"]])
            for line, row in self.reading.rows()
            if self._unit(row) == Unit.PERCENT
        ]
        if may_be_hundredths([cell for _, cell in lines]):
            line, cell = next((line, cell) for line, cell in lines if hundredth(cell) is not None)
            example = cell_text(cell).replace(".", ",")
            place = self.reading.place(line, "value")
            to = formats.value(Decimal(str(in_percent(cell, Unit.PERCENT))), Unit.PERCENT)
            self.plan.question = (
                f"{place} : « {example} », et toutes les valeurs en % de cette colonne vont de 0 à 1. "
                f"Est-ce {to}, ou bien {example} % ?"
            )

    def _unit(self, row: dict[str, Any]) -> str | None:
        try:
            unit: str = self.catalogue.find("question", row).indicator.unit
        except ValueError:
            return None
        return unit

    def _read(self, line: int, row: dict[str, Any]) -> None:
        if not any(cell_text(cell) for cell in row.values()):
            return
        if self.shares:
            row[COLUMNS["value"]] = in_percent(row[COLUMNS["value"]], self._unit(row) or "")
        result = self.resource.read_row(line, row)
        if result.import_type == RowResult.IMPORT_TYPE_SKIP:
            self.plan.unchanged += 1
        elif result.errors:
            logger.error("A row of an import failed.", exc_info=result.errors[0].error)
            self._refuse([self._fault(line, "", "erreur imprévue ; signalez-la avec le fichier.")])
        elif result.validation_error:
            self._refuse(list(self._faults(line, row, result.validation_error)))
        else:
            self._take(line, self.resource.instance)

    def _take(self, line: int, figure: Figure) -> None:
        before = self.resource.before
        changes = tuple(self._changes(figure, before))
        self.plan.rows.append(PlannedRow(line, str(figure), before is None, changes))
        for report in {figure.report, self.resource.was_in or figure.report}:
            self.plan.reports[report.pk] = report

    def _refuse(self, faults: list[Fault]) -> None:
        self.plan.refused += 1
        self.plan.faults += faults

    def _faults(self, line: int, row: dict[str, Any], error: Any) -> Iterator[Fault]:
        for key, messages in error.message_dict.items():
            column = "" if key == NON_FIELD_ERRORS else key
            correct = None
            if column == "value" and self.resource.to_correct:
                figure = self.resource.instance
                assert figure.value is not None
                correct = ToCorrect(figure.pk, str(file_number(figure.value)).replace(".", ","))
            proposed = self._proposed(column, row) if column in REFERENCES else None
            yield self._fault(line, column, " ".join(messages), proposed, correct)

    def _proposed(self, key: str, row: dict[str, Any]) -> Proposed | None:
        try:
            if self.catalogue.find(key if key in ("region", "base", "report", "answer") else "question", row):
                return None  # known: the fault is another
        except ValueError:
            near = self.catalogue.nearest(key, row)
        if near is None:
            return None
        read = shortened(cell_text(row.get(COLUMNS[key])))
        label = near.label if key == "answer" else str(near)
        to = near.code if key == "region" else near.slug
        return Proposed(replacement_key(key, row), read, label, to)

    def _fault(
        self,
        line: int,
        key: str,
        message: str,
        proposed: Proposed | None = None,
        correct: ToCorrect | None = None,
    ) -> Fault:
        return Fault(self.reading.place(line, key), message, COLUMNS.get(key, ""), proposed, correct)

    def _changes(self, figure: Figure, before: tuple[Any, ...] | None) -> Iterator[Change]:
        if before is None:
            yield Change(COLUMNS["value"], "", self._words("value", figure.value, figure))
            return
        for name, old in zip(STORED, before, strict=True):
            new = figure.report_id if name == "report" else getattr(figure, name)
            if old != new:
                yield Change(COLUMNS[name], self._words(name, old, figure), self._words(name, new, figure))

    def _words(self, name: str, value: Any, figure: Figure) -> str:
        """A stored value as the desk writes it."""
        if name == "report":
            return str(self.resource.reports[value])
        if value is None or value == "":
            return "n.d." if name == "value" else "vide"
        if name == "value":
            return formats.value(Decimal(value), figure.question.indicator.unit)
        if name in _CHOICES:
            return str(_CHOICES[name](value).label)
        return shortened(formats.number(value) if isinstance(value, int) else str(value))
