"""What each data file holds, and the row that a line of it becomes."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import models
from django.utils.text import slugify

from regions.dates import Precision
from regions.loader.lines import Line
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

_PRECISION_WORDS = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.HALF_YEAR: "period",
    Precision.YEAR: "period",
    Precision.UNKNOWN: "unknown",
}


def _region(line: Line) -> Region | None:
    if Region.objects.filter(code=line.text("code")).exists():
        return None
    return Region(
        code=line.text("code"),
        slug=line.text("slug"),
        name=line.text("name"),
        level=line.choice("level", Level),
        other_names=_lines(line, "other_names"),
        abbreviation=line.text("abbreviation"),
        name_in=line.text("name_in"),
        name_of=line.text("name_of"),
    )


def _lines(line: Line, column: str) -> str:
    """ "a|b" as one line for each."""
    return "\n".join(line.text(column).split("|"))


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
        cues=_lines(line, "cues"),
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
        map_from=line.number_or_none("map_from"),
        map_to=line.number_or_none("map_to"),
        cues=_lines(line, "cues"),
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
        cues=_lines(line, "cues"),
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


def _report(line: Line) -> Report | None:
    """A draft, with an instant where the file says that it is out.

    The hour at which past reports came out is not known: the instant is the end of the period that
    their date covers, so that nothing is said to have been public before it was.
    """
    if Report.objects.filter(slug=line.text("slug")).exists():
        return None
    released = line.partial_date("released_on")
    if line.text("precision") != _PRECISION_WORDS[released.precision]:
        line.fault("precision", f"« {_PRECISION_WORDS[released.precision]} » attendu pour cette date.")
    if line.text("state") not in ("draft", "published"):
        line.fault("state", f"« {line.text('state')} » : écrire « draft » ou « published ».")
    return Report(
        slug=line.text("slug"),
        kind=line.choice("kind", ReportKind),
        region=line.required("region", Region, code=line.text("region")),
        title=line.text("title"),
        released_on=released.start,
        released_precision=released.precision,
        rank=line.number_or_none("rank"),
        note=line.text("note"),
        publish_at=released.past if line.text("state") == "published" else None,
    )


class Table(NamedTuple):
    """A data file: its name, its columns, and what one line becomes, or None where it is stored."""

    name: str
    columns: str
    build: Callable[[Line], models.Model | None]


TABLES = (
    Table("regions", "code slug name level other_names abbreviation name_in name_of", _region),
    Table(
        "surveys",
        "slug programme audience name published institute respondents respondents_text field "
        "small_regional_bases note",
        _survey,
    ),
    Table("bases", "slug audience label restriction parent cues", _base),
    Table("indicators", "slug theme short_label label unit order featured map_from map_to cues", _indicator),
    Table("answers", "indicator slug label predicate parent headline order cues", _answer),
    Table(
        "questions",
        "indicator survey code wording wording_status several_answers series note",
        _question,
    ),
    Table("reports", "slug kind region title released_on precision rank note state", _report),
)
