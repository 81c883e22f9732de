"""Rows as data for Chart.js 4: what a reader hovers and walks through by keyboard.

django-chartjs answers; this module says what. Values are numbers, what is missing is null, and every
point carries the words that announce it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from chartjs.views.lines import BaseLineOptionsChartView
from django.http import HttpRequest, HttpResponse

from regions import sentences
from regions.drawing import axis
from regions.models import Audience
from regions.rows import Block, Comparison, FigureRow, Series, SideBySide, Status, blocks

# The audiences as variables.css has them on light; the page asks its own style sheet, for dark.
PALETTE: dict[str, tuple[int, int, int]] = {
    Audience.CITIZENS: (0x0B, 0x6A, 0xA8),
    Audience.MAYORS: (0x46, 0x2E, 0x8B),
    Audience.ASSOCIATIONS: (0x0A, 0x5B, 0x42),
    Audience.COMPANIES: (0xB4, 0x51, 0x0D),
}
NATION = (0x6B, 0x74, 0x88)

Label = str | list[str]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One series of points. `roles` names each point's colour: an audience, or nation.

    `words` say each point in full; `doubtful` marks those to be read with caution. `intervals` are
    drawn: none where several audiences share a line.
    """

    label: str
    values: Sequence[Decimal | None]
    words: Sequence[str]
    roles: Sequence[str]
    doubtful: Sequence[bool]
    intervals: Sequence[tuple[float, float] | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart draws and says: `kind` is dots, bars, stack or line; `high` ends its axis at `unit`.

    `spans` are the values to join on each line, where those are not the two of a dumbbell.
    `title`, `base`, `source`, `notes` and `address` stand beside the values: none goes without them.
    """

    kind: str
    title: str
    labels: Sequence[Label]
    datasets: Sequence[Dataset]
    high: Decimal
    unit: str
    description: str
    source: str
    base: str = ""
    notes: Sequence[str] = field(default=())
    address: str = ""
    spans: Sequence[tuple[Decimal, Decimal] | None] | None = None


class ChartView(BaseLineOptionsChartView):
    """Answers every chart; `source` makes it from the request and the address.

    The package's own JSON writes Decimals as text, and lets the view and the address into the body.
    """

    source: Callable[..., Chart] | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.source is not None, "as_view() names the source"
        self.chart = self.source(request, **kwargs)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data()
        return {"type": _TYPES[self.chart.kind], "data": context["data"], "options": context["options"]}

    def convert_context_to_json(self, context: dict[str, Any]) -> str:
        return json.dumps(context, default=_number, ensure_ascii=False, allow_nan=False)

    def get_labels(self) -> Sequence[Label]:
        return self.chart.labels

    def get_data(self) -> list[list[Decimal | None]]:
        return [list(dataset.values) for dataset in self.chart.datasets]

    def get_providers(self) -> list[str]:
        return [dataset.label for dataset in self.chart.datasets]

    def get_colors(self) -> Iterator[tuple[int, int, int]]:
        for dataset in self.chart.datasets:
            yield PALETTE.get(dataset.roles[0] if dataset.roles else "", NATION)

    def get_dataset_options(self, index: int, color: tuple[int, int, int]) -> dict[str, Any]:
        dataset = self.chart.datasets[index]
        colours = [_css(PALETTE.get(role, NATION)) for role in dataset.roles]
        hollow = [
            role == "nation" or doubtful
            for role, doubtful in zip(dataset.roles, dataset.doubtful, strict=True)
        ]
        return {
            "borderColor": colours if self.chart.kind != "line" else _css(color),
            "backgroundColor": ["transparent" if h else c for c, h in zip(colours, hollow, strict=True)],
            "showLine": self.chart.kind == "line",
            "roles": list(dataset.roles),
            "hollow": hollow,
            "words": list(dataset.words),
            "intervals": list(dataset.intervals),
        }

    def get_options(self) -> dict[str, Any]:
        chart = self.chart
        stacked = chart.kind == "stack"
        value = {"min": 0, "max": chart.high, "stacked": stacked}
        label = {"stacked": stacked}
        upright = chart.kind == "line"
        return {
            "indexAxis": "x" if upright else "y",
            "scales": {"x": label, "y": value} if upright else {"x": value, "y": label},
            "phare": {
                "kind": chart.kind,
                "title": chart.title,
                "description": chart.description,
                "unit": chart.unit,
                "base": chart.base,
                "source": chart.source,
                "notes": list(chart.notes),
                "spans": chart.spans,
                "address": self.request.build_absolute_uri(chart.address),
            },
        }


_TYPES = {"dots": "line", "bars": "bar", "stack": "bar", "line": "line"}


def block_chart(block: Block, address: str) -> Chart | None:
    """Region against nation, or the nation alone; None for counts and means, which have no axis."""
    region = block.rows[0].region
    datasets = [_dataset(region.name, block.rows)]
    if not region.is_nation:
        nation = [row.nation if row.question else row for row in block.rows]
        datasets.append(_dataset("France", nation, of_nation=True, only_certain=True))
    return _chart(
        "bars" if region.is_nation else "dots",
        block,
        title=f"{block.indicator.short_label} {region.name_in}",
        labels=[_row_label(block, row) for row in block.rows],
        datasets=datasets,
        description=sentences.block_sentence(block),
        address=address,
    )


def stack_chart(block: Block, address: str) -> Chart | None:
    """The questions of a block that allow one answer and have them all, as bars of 100 %."""
    if not block.stacks:
        return None
    answers = dict.fromkeys(row.answer for rows in block.stacks for row in rows)
    return _chart(
        "stack",
        block,
        title=f"{block.indicator.short_label} {block.rows[0].region.name_in}",
        labels=[_row_label(block, replace(rows[0], answer=None)) for rows in block.stacks],
        datasets=[
            _dataset(
                answer.label if answer else "",
                [next((row for row in rows if row.answer == answer), None) for rows in block.stacks],
            )
            for answer in answers
        ],
        description=sentences.block_sentence(block),
        address=address,
    )


def comparison_chart(comparison: Comparison, address: str) -> Chart | None:
    """The nation, then the regions in the order of their table, then those without a value."""
    if comparison.block is None:
        return None
    rows = [*comparison.published, *(row for row in comparison.rows if row.value is None)]
    nation = [comparison.nation] if comparison.nation else []
    references = [
        row.nation if row.value is not None and row.nation and not row.nation.uncertain else None
        for row in rows
    ]
    france = _dataset("France", [*nation, *references], of_nation=True, absent="")
    return _chart(
        "dots",
        comparison.block,
        title=sentences.comparison_title(comparison),
        labels=[row.region.name for row in (*nation, *rows)],
        datasets=[
            _dataset(comparison.audience.label, [*(None for _ in nation), *rows], absent=""),
            *([france] if any([*nation, *references]) else []),
        ],
        description=sentences.comparison_sentence(comparison),
        base=str(comparison.base or ""),
        address=address,
    )


def audiences_chart(sides: Sequence[SideBySide], address: str) -> Chart | None:
    """A dot for each audience on the line of each territory, of which there is one at least."""
    (block,) = blocks(row for side in sides for row in side.cells.values())
    found = [audience for audience in Audience if any(audience in side.cells for side in sides)]
    return _chart(
        "dots",
        block,
        title=sentences.audiences_title(block.indicator),
        labels=[side.region.name for side in sides],
        datasets=[
            replace(_dataset(audience.label, [side.cells.get(audience) for side in sides]), intervals=())
            for audience in found
        ],
        description=sentences.spread_sentence(sides[0]),
        spans=[side.ends for side in sides],
        address=address,
    )


def series_chart(series: Series, address: str) -> Chart | None:
    """The waves of one series."""
    (block,) = blocks(series.rows)
    return _chart(
        "line",
        block,
        title=sentences.series_title(series),
        labels=[sentences.wave_words(row) for row in series.rows],
        datasets=[_dataset(str(series.first.base), series.rows)],
        description=sentences.series_sentence(series),
        base=str(series.first.base),
        address=address,
    )


def _dataset(
    label: str,
    rows: Sequence[FigureRow | None],
    *,
    of_nation: bool = False,
    only_certain: bool = False,
    absent: str = sentences.STATUS_WORDS[Status.NOT_PUBLISHED],
) -> Dataset:
    """The points of one line each; `absent` is said where there is no row.

    With `only_certain`, an uncertain value is said and not drawn, as the strips have it.
    """
    return Dataset(
        label,
        [row.value if row and not (only_certain and row.uncertain) else None for row in rows],
        [sentences.point_words(row) if row else absent for row in rows],
        ["nation" if of_nation else row.audience.value if row else "" for row in rows],
        [bool(row and row.doubtful) for row in rows],
        [(row.interval.low, row.interval.high) if row and row.interval else None for row in rows],
    )


def _chart(kind: str, block: Block, *, base: str = "", **parts: Any) -> Chart | None:
    scale = axis(block.indicator.unit)
    if scale is None:
        return None
    bases = dict.fromkeys(str(row.base) for row in block.published if row.base)
    return Chart(
        kind=kind,
        high=scale.high,
        unit=block.indicator.unit,
        base=base or ", ".join(bases),
        source=sentences.listed_sources(block),
        notes=sentences.notes(block),
        **parts,
    )


def _row_label(block: Block, row: FigureRow) -> list[str]:
    lines = [row.answer.label if block.shows_answers and row.answer else "", row.audience.label]
    wave = str(row.question.survey) if block.shows_surveys and row.question else ""
    return [line for line in (*lines, str(row.base or ""), wave) if line]


def _css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _number(value: object) -> int | float | str:
    """Decimals as JSON numbers: 43, 7.1; lazy texts as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
