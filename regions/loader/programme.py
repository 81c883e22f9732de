"""Loads a folder of data files."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction

from regions.importer import Check, Reading, reading, write
from regions.loader.lines import Line, LoadError, read_lines
from regions.loader.tables import TABLES, Table
from regions.models import Report

FOLDER = Path(__file__).parent.parent / "data"
APPROVAL_REASON = "reprise de données déjà publiées"
FIGURE_COLUMNS = (
    "region indicator survey answer base base_status value unit qualifier respondents report "
    "source certainty note"
)


@dataclass(slots=True)
class Loaded:
    """What a load did: rows created, and rows that were stored already."""

    created: int = 0
    existing: int = 0
    figures_kept: int = 0


@transaction.atomic
def load_programme(folder: Path = FOLDER) -> Loaded:
    """Load regions, surveys, catalogue, reports and figures, then approve the published reports.

    LoadError with every fault of the first file that has some; nothing is changed then.
    """
    loaded = Loaded()
    created = [row for table in TABLES for row in _load_table(folder, table, loaded)]
    _load_figures(folder / "figures.csv", loaded)
    for report in created:
        if not isinstance(report, Report) or report.publish_at is None:
            continue
        try:
            report.approve(by=None, alone_because=APPROVAL_REASON)
        except ValidationError as error:
            raise LoadError(
                [f"figures.csv, rapport « {report.slug} » : {m}" for m in error.messages]
            ) from error
    return loaded


def _load_table(folder: Path, table: Table, loaded: Loaded) -> list[models.Model]:
    """The rows that were created."""
    faults: list[str] = []
    created = []
    for line in read_lines(folder / f"{table.name}.csv", table.columns, faults):
        before = len(faults)
        instance = table.build(line)
        if instance is None:
            loaded.existing += 1
        elif len(faults) == before and _save(instance, line):
            created.append(instance)
    if faults:
        raise LoadError(faults)
    loaded.created += len(created)
    return created


def _save(instance: models.Model, line: Line) -> bool:
    try:
        instance.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            line.fault(field if field in line.cells else UNNAMED.get(field, ""), " ".join(messages))
        return False
    instance.save(force_insert=True)
    return True


# Fields that are read from a column of another name; rules over several columns have none.
UNNAMED = {"released_on": "published"}


def _load_figures(path: Path, loaded: Loaded) -> None:
    faults: list[str] = []
    lines = read_lines(path, FIGURE_COLUMNS, faults)
    if faults:
        raise LoadError(faults)
    columns = tuple(reading.Column(number, key) for number, key in enumerate(FIGURE_COLUMNS.split(), 1))
    rows = [reading.Line(line.number, dict(enumerate(line.cells.values(), 1))) for line in lines]
    table = reading.Table(reading.Sheet("", rows), 1, columns, rows, [])
    check = Check(Reading.recognised(table), keep_existing=True)
    plan = check.run()
    if plan.faults:
        raise LoadError([f"{path.name}, {_uncapitalised(str(fault))}" for fault in plan.faults])
    write(plan, by=None, at=plan.at, reason=APPROVAL_REASON)
    loaded.created += len(plan.new)
    loaded.existing += plan.unchanged
    loaded.figures_kept = check.resource.kept


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
