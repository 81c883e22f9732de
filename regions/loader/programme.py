"""Loads a folder of data files."""

from dataclasses import dataclass
from pathlib import Path

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from regions.importer import FigureResource
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
    dataset = tablib.Dataset(headers=FIGURE_COLUMNS.split())
    for line in lines:
        dataset.append(list(line.cells.values()))
    resource = FigureResource(keep_existing=True)
    result = resource.import_data(dataset, rollback_on_validation_errors=True)
    faults = [f"{path.name} : {error.error}" for error in result.base_errors]
    for row in result.invalid_rows:
        for column, messages in row.error_dict.items():
            place = "" if column == NON_FIELD_ERRORS else f", colonne « {column} »"
            faults += [f"{path.name}, ligne {row.number + 1}{place} : {text}" for text in messages]
    faults += [
        f"{path.name}, ligne {row.number + 1} : {error.error}"
        for row in result.error_rows
        for error in row.errors
    ]
    if faults:
        raise LoadError(faults)
    loaded.created += result.totals["new"]
    loaded.existing += result.totals["skip"]
    loaded.figures_kept = resource.kept
