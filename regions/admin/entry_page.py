"""The tables of the grid as its template shows them."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from regions import formats
from regions.entry import Fault, Grid, Plan, cell_anchor
from regions.models import Answer, Base, Figure, Region


@dataclass(frozen=True, slots=True)
class Cell:
    """One field, or the text that stands in its place where nothing may be typed.

    `theirs`: what a colleague stored there meanwhile; `marks`: what else the figure says, and keeps.
    """

    anchor: str
    headings: str
    text: str
    is_open: bool
    state: str = ""
    marks: tuple[str, ...] = ()
    url: str = ""
    described: str = ""
    theirs: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    region: Region
    anchor: str
    respondents: Cell
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    anchor: str
    answer: Answer
    whole: str


@dataclass(frozen=True, slots=True)
class Table:
    base: Base
    columns: list[Column]
    rows: list[Row]


def make_tables(grid: Grid, plan: Plan, user: User, saved: set[str]) -> list[Table]:
    """`saved` are the anchors that a save has just changed."""
    return [_Page(grid, plan, user, saved).table(base) for base in grid.bases]


class _Page:
    def __init__(self, grid: Grid, plan: Plan, user: User, saved: set[str]) -> None:
        self.grid, self.plan, self.saved = grid, plan, saved
        # By cell, with the id that each has in the list at the head of the page.
        self.faults: dict[str, list[tuple[str, Fault]]] = {}
        for kind, faults in (("f", plan.errors), ("w", plan.warnings)):
            for number, fault in enumerate(faults, 1):
                self.faults.setdefault(fault.anchor, []).append((f"{kind}-{number}", fault))
        self.may_correct = user.has_perm("regions.add_correction")
        self.labels = {answer.pk: answer.label for answer in grid.answers}

    def table(self, base: Base) -> Table:
        columns = [
            Column(f"c-{base.pk}-{answer.pk}", answer, self.labels.get(answer.parent_id or 0, ""))
            for answer in self.grid.answers
        ]
        return Table(base, columns, [self._row(base, region) for region in self.grid.regions])

    def _row(self, base: Base, region: Region) -> Row:
        anchor = f"r-{base.pk}-{region.pk}"
        key = (base.pk, region.pk)
        same, _ = self.grid.respondents(base, region)
        various = {figure.respondents for figure in self.grid.row(base, region)}
        respondents = self._cell(
            cell_anchor(key),
            f"{anchor} c-{base.pk}-n",
            self.plan.texts[key],
            is_open=self.grid.is_row_open(base, region),
            hint="" if same else " / ".join(sorted("n.d." if one is None else str(one) for one in various)),
        )
        cells = [self._answer(base, region, answer, anchor) for answer in self.grid.answers]
        return Row(region, anchor, respondents, cells)

    def _answer(self, base: Base, region: Region, answer: Answer, row: str) -> Cell:
        key = (base.pk, region.pk, answer.pk)
        figure = self.grid.figures.get(key)
        is_open = self.grid.is_open(key)
        text, url = self.plan.texts[key], ""
        if figure is not None and figure.pk in self.grid.frozen:
            value = self.grid.frozen[figure.pk]
            text = "n.d." if value is None else formats.value(value, figure.unit, figure.qualifier)
            name = "correction_add" if self.may_correct else "figure_change"
            args = () if self.may_correct else (figure.pk,)
            url = reverse(f"admin:regions_{name}", args=args)
            url += f"?figure={figure.pk}" if self.may_correct else ""
        return self._cell(
            cell_anchor(key),
            f"{row} c-{base.pk}-{answer.pk}",
            text,
            is_open=is_open,
            marks=() if figure is None else _marks(figure),
            url=url,
        )

    def _cell(
        self,
        anchor: str,
        headings: str,
        text: str,
        *,
        is_open: bool,
        marks: tuple[str, ...] = (),
        url: str = "",
        hint: str = "",
    ) -> Cell:
        told = self.faults.get(anchor, [])
        faults = [fault for _, fault in told]
        state = "wrong" if any(fault.blocks for fault in faults) else "doubtful" if faults else ""
        return Cell(
            anchor=anchor,
            headings=headings,
            text=text,
            is_open=is_open,
            state=state or ("saved" if anchor in self.saved else ""),
            marks=marks,
            url=url,
            described=" ".join(name for name, _ in told),
            theirs=next((fault.yields for fault in faults if fault.yields is not None), None),
            hint=hint,
        )


def _marks(figure: Figure) -> tuple[str, ...]:
    """What the grid keeps of a figure and does not edit."""
    marks = [figure.get_qualifier_display()] if figure.qualifier else []
    if figure.certainty == "uncertain":
        marks.append("incertain")
    if figure.count is not None:
        marks.append(f"effectif {formats.number(figure.count)}")
    if figure.note:
        marks.append("note")
    return tuple(marks)
