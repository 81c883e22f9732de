"""The programme's data files into the database, all or nothing.

What is stored already is left as it is, whatever the files say: an editor's work is never undone, and
loading twice changes nothing. A wrong row is refused with its file, line, column and what was expected.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from regions.dates import PartialDate, Precision, parse_date
from regions.importer import ChoiceWidget, FigureResource, WholeWidget
from regions.models import (
    Answer,
    Audience,
    Base,
    Indicator,
    Level,
    Programme,
    Question,
    Region,
    Report,
    ReportKind,
    Survey,
    Theme,
    Unit,
    WordingStatus,
)
from regions.publication import database_now

FOLDER = Path(__file__).parent / "data"
APPROVAL_REASON = "reprise de données déjà publiées"

ModelT = TypeVar("ModelT", bound=models.Model)


class LoadError(Exception):
    """The files were refused: `messages` holds a line for each fault."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(slots=True)
class Loaded:
    """What a load did: rows created, and rows that were stored already."""

    created: int = 0
    existing: int = 0
    figures_kept: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, whose cells are read with their faults by column."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[str]

    def fault(self, column: str, message: object) -> None:
        self.faults.append(f"{self.file}, ligne {self.number}, colonne « {column} » : {message}")

    def text(self, column: str) -> str:
        return self.cells[column].strip()

    def read(self, column: str, parse: Callable[[str], Any], default: Any = None) -> Any:
        try:
            return parse(self.text(column))
        except ValueError as error:
            self.fault(column, error)
            return default

    def number_or_none(self, column: str) -> Any:
        return self.read(column, WholeWidget().clean)

    def choice(self, column: str, choices: type[models.TextChoices]) -> str:
        if not self.text(column):
            self.fault(column, "cellule vide : une valeur est attendue.")
        return str(self.read(column, ChoiceWidget(choices).clean, ""))

    def flag(self, column: str) -> bool:
        if self.text(column) not in ("yes", "no"):
            self.fault(column, f"« {self.text(column)} » : écrire « yes » ou « no ».")
        return self.text(column) == "yes"

    def partial_date(self, column: str) -> PartialDate:
        found = self.read(column, parse_date, PartialDate(None, Precision.UNKNOWN))
        assert isinstance(found, PartialDate)
        return found

    def reference(self, column: str, model: type[ModelT], **key: object) -> ModelT | None:
        """The row of `model` that the cell names by slug, or by `key`; None where the cell is empty."""
        if not self.text(column):
            return None
        found = model._default_manager.filter(**(key or {"slug": self.text(column)})).first()
        if found is None:
            name = model._meta.verbose_name
            self.fault(column, f"aucune entrée « {name} » ne s'appelle « {self.text(column)} ».")
        return found

    def required(self, column: str, model: type[ModelT], **key: object) -> ModelT | None:
        if not self.text(column):
            self.fault(column, "cellule vide : une valeur est attendue.")
        return self.reference(column, model, **key)


@transaction.atomic
def load_programme(folder: Path = FOLDER) -> Loaded:
    """Load regions, surveys, catalogue, reports and figures, then approve the published reports.

    LoadError with every fault of the first file that has some; nothing is changed then.
    """
    loaded = Loaded()
    for name, columns, build in TABLES:
        _load_table(folder / f"{name}.csv", columns, build, loaded)
    published = _load_reports(folder / "reports.csv", loaded)
    _load_figures(folder / "figures.csv", loaded)
    now = database_now()
    for report in published:
        try:
            report.approve(by=None, at=now, alone_because=APPROVAL_REASON)
        except ValidationError as error:
            raise LoadError(
                [f"figures.csv, rapport « {report.slug} » : {m}" for m in error.messages]
            ) from error
    return loaded


def _lines(path: Path, columns: str, faults: list[str]) -> list[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(
            [f"{path.name} : fichier illisible, un CSV en UTF-8 est attendu ({error})."]
        ) from error
    rows = list(csv.reader(text.splitlines(keepends=True)))
    expected = columns.split()
    if not rows or rows[0] != expected:
        raise LoadError([f"{path.name}, ligne 1 : les colonnes attendues sont {', '.join(expected)}."])
    lines = []
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != len(expected):
            faults.append(f"{path.name}, ligne {number} : {len(row)} cellules, {len(expected)} attendues.")
            continue
        lines.append(Line(path.name, number, dict(zip(expected, row, strict=True)), faults))
    return lines


def _load_table(
    path: Path, columns: str, build: Callable[[Line], models.Model | None], loaded: Loaded
) -> None:
    faults: list[str] = []
    for line in _lines(path, columns, faults):
        before = len(faults)
        instance = build(line)
        if instance is None:
            loaded.existing += 1
        elif len(faults) == before:
            _save(instance, line, loaded)
    if faults:
        raise LoadError(faults)


def _save(instance: models.Model, line: Line, loaded: Loaded) -> None:
    try:
        instance.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            column = "identifiant" if field == NON_FIELD_ERRORS else _COLUMN_OF.get(field, field)
            line.fault(column, " ".join(messages))
        return
    instance.save(force_insert=True)
    loaded.created += 1


# Where a field is read from a column of another name.
_COLUMN_OF = {
    "released_on": "published",
    "released_precision": "published",
}


def _region(line: Line) -> Region | None:
    if Region.objects.filter(code=line.text("code")).exists():
        return None
    return Region(
        code=line.text("code"),
        slug=line.text("slug"),
        name=line.text("name"),
        level=line.choice("level", Level),
        other_names="\n".join(line.text("other_names").split("|")),
        abbreviation=line.text("abbreviation"),
        name_in=line.text("name_in"),
        name_of=line.text("name_of"),
    )


def _survey(line: Line) -> Survey | None:
    if Survey.objects.filter(slug=line.text("slug")).exists():
        return None
    released = line.partial_date("published")
    return Survey(
        slug=line.text("slug"),
        programme=line.choice("programme", Programme),
        audience=_audience(line),
        name=line.text("name"),
        released_on=released.start,
        released_precision=released.precision,
        institute=line.text("institute"),
        respondents=line.number_or_none("respondents"),
        respondents_text=line.text("respondents_text"),
        field=line.text("field"),
        small_regional_bases=line.flag("small_regional_bases"),
        note=line.text("note"),
    )


def _audience(line: Line) -> str:
    return line.choice("audience", Audience)


def _base(line: Line) -> Base | None:
    if Base.objects.filter(slug=line.text("slug")).exists():
        return None
    return Base(
        slug=line.text("slug"),
        audience=_audience(line),
        label=line.text("label"),
        restriction=line.text("restriction"),
        parent=line.reference("parent", Base),
    )


def _indicator(line: Line) -> Indicator | None:
    if Indicator.objects.filter(slug=line.text("slug")).exists():
        return None
    theme, _ = Theme.objects.get_or_create(
        slug=slugify(line.text("theme")),
        defaults={"name": line.text("theme"), "order": Theme.objects.count() + 1},
    )
    return Indicator(
        slug=line.text("slug"),
        theme=theme,
        short_label=line.text("short_label"),
        label=line.text("label"),
        unit=line.choice("unit", Unit),
        order=line.number_or_none("order") or 0,
        featured=line.flag("featured"),
    )


def _answer(line: Line) -> Answer | None:
    indicator = line.required("indicator", Indicator)
    if indicator and indicator.answers.filter(slug=line.text("slug")).exists():
        return None
    return Answer(
        indicator=indicator,
        slug=line.text("slug"),
        label=line.text("label"),
        predicate=line.text("predicate"),
        parent=line.reference("parent", Answer, indicator=indicator, slug=line.text("parent")),
        headline=line.flag("headline"),
        order=line.number_or_none("order") or 0,
    )


def _question(line: Line) -> Question | None:
    indicator = line.required("indicator", Indicator)
    survey = line.required("survey", Survey)
    if Question.objects.filter(indicator=indicator, survey=survey).exists():
        return None
    return Question(
        indicator=indicator,
        survey=survey,
        code=line.text("code"),
        wording=line.text("wording"),
        wording_status=line.choice("wording_status", WordingStatus),
        several_answers=line.flag("several_answers"),
        series=line.text("series"),
        note=line.text("note"),
    )


TABLES: tuple[tuple[str, str, Callable[[Line], models.Model | None]], ...] = (
    ("regions", "code slug name level other_names abbreviation name_in name_of", _region),
    (
        "surveys",
        "slug programme audience name published institute respondents respondents_text field "
        "small_regional_bases note",
        _survey,
    ),
    ("bases", "slug audience label restriction parent", _base),
    ("indicators", "slug theme short_label label unit order featured", _indicator),
    ("answers", "indicator slug label predicate parent headline order", _answer),
    ("questions", "indicator survey code wording wording_status several_answers series note", _question),
)


_PRECISION_WORDS = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.HALF_YEAR: "period",
    Precision.YEAR: "period",
    Precision.UNKNOWN: "unknown",
}


def _load_reports(path: Path, loaded: Loaded) -> list[Report]:
    """Create the reports as drafts; returns those to approve once their figures are there.

    The hour at which past reports came out is not known: the instant is the end of the period that
    their date covers, so that nothing is said to have been public before it was.
    """
    published: list[Report] = []

    def build(line: Line) -> Report | None:
        if Report.objects.filter(slug=line.text("slug")).exists():
            return None
        released = line.partial_date("released_on")
        if line.text("precision") != _PRECISION_WORDS[released.precision]:
            line.fault("precision", f"« {_PRECISION_WORDS[released.precision]} » attendu pour cette date.")
        report = Report(
            slug=line.text("slug"),
            kind=line.choice("kind", ReportKind),
            region=line.required("region", Region, code=line.text("region")),
            title=line.text("title"),
            released_on=released.start,
            released_precision=released.precision,
            rank=line.number_or_none("rank"),
            note=line.text("note"),
        )
        if line.text("state") == "published":
            report.publish_at = released.past
            published.append(report)
        elif line.text("state") != "draft":
            line.fault("state", f"« {line.text('state')} » : écrire « draft » ou « published ».")
        return report

    columns = "slug kind region title released_on precision rank note state"
    _load_table(path, columns, build, loaded)
    return published


def _load_figures(path: Path, loaded: Loaded) -> None:
    columns = (
        "region indicator survey answer base base_status value unit qualifier respondents report "
        "source certainty note"
    )
    faults: list[str] = []
    lines = _lines(path, columns, faults)
    if faults:
        raise LoadError(faults)
    dataset = tablib.Dataset(headers=columns.split())
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
