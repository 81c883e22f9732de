"""What is wrong, or worth a second look, in a table as it would be saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regions import formats
from regions.checks import part_errors, total_errors
from regions.entry.cells import Key, RowKey
from regions.models import Answer, Base, Figure, Region

UNEXPLAINED = "n.d. : avant la publication, écrivez pourquoi dans la note publique de ce chiffre."


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence, the field that it speaks of, and whether nothing is saved before it is mended.

    `yields`: what a colleague stored meanwhile in that field, so that it may be taken in one gesture.
    """

    anchor: str
    label: str
    message: str
    blocks: bool = True
    yields: str | None = None


def cell_anchor(key: Key | RowKey) -> str:
    """The name and id of a field: "v-1-2-3" for a value, "n-1-2" for the respondents of a row."""
    return "-".join(map(str, ("v" if len(key) == 3 else "n", *key)))


def cell_fault(figure: Figure, message: str, *, blocks: bool, several: bool) -> Fault:
    """A fault in the cell of a figure; `several` bases need theirs named."""
    key = (figure.base_id, figure.region_id, figure.answer_id)
    label = cell_label(figure.region, figure.answer.label, figure.base if several else None)
    return Fault(cell_anchor(key), label, message, blocks)


def cell_label(region: Region, column: str, base: Base | None) -> str:
    return f"{region}, {column}" + (f" ({base})" if base else "")


def table_faults(
    tables: Sequence[Sequence[Figure]],
    answers: Iterable[Answer],
    touched: set[Key],
    *,
    regions: int,
    several: bool,
) -> list[Fault]:
    """Faults between the figures of each row, and between the nation's row and those of its `regions`.

    A part above its whole is refused where it was typed; a total or a range is worth a second look, and
    what was there before stops nobody from saving the rest.
    """
    whole = {answer.pk for answer in answers if answer.parent_id is None}
    faults = []
    for row in tables:
        known = [figure for figure in row if figure.value is not None]
        if not known:
            continue
        for hole in part_errors(known):
            figure = hole.subject
            assert isinstance(figure, Figure)
            pair = {figure.answer_id, figure.answer.parent_id}
            typed = any((figure.base_id, figure.region_id, answer) in touched for answer in pair)
            message = hole.message.removeprefix(f"{figure} : ")
            faults.append(cell_fault(figure, message, blocks=typed, several=several))
        expected = {known[0].question.indicator_id: whole}
        faults += [
            cell_fault(known[0], hole.message.removeprefix(_place(known[0])), blocks=False, several=several)
            for hole in total_errors(known, expected)
        ]
    faults += [
        cell_fault(figure, UNEXPLAINED, blocks=False, several=several)
        for row in tables
        for figure in row
        if figure.value is None and not figure.note
    ]
    return faults + _unusual_values(tables, regions, several) + _unusual_respondents(tables, several)


def _place(figure: Figure) -> str:
    """How a total's message begins, which the grid says by its place."""
    return f"{figure.region} – {figure.question} ({figure.base}) : "


def _unusual_values(tables: Sequence[Sequence[Figure]], regions: int, several: bool) -> list[Fault]:
    faults = []
    for row in tables:
        for figure in row:
            if figure.unit == "%" and figure.value is not None and 0 < figure.value < 1:
                message = (
                    f"{formats.value(figure.value, '%')} : est-ce bien moins d'un pour cent, ou une part "
                    f"({formats.value(figure.value * 100, '%')}) ?"
                )
                faults.append(cell_fault(figure, message, blocks=False, several=several))
    for nation, others in _columns(tables):
        values = [figure.value for figure in others if figure.value is not None]
        assert nation.value is not None
        if not 0 < regions == len(values):
            continue
        if doubt := _nation_message(nation.value, values, nation.unit):
            faults.append(cell_fault(nation, doubt, blocks=False, several=several))
    return faults


def _columns(tables: Sequence[Sequence[Figure]]) -> list[tuple[Figure, list[Figure]]]:
    """The nation's figure of each base and answer that has one, with those of the regions."""
    figures = [figure for row in tables for figure in row if figure.value is not None]
    return [
        (
            nation,
            [
                figure
                for figure in figures
                if not figure.region.is_nation
                and (figure.base_id, figure.answer_id) == (nation.base_id, nation.answer_id)
            ],
        )
        for nation in figures
        if nation.region.is_nation
    ]


def _nation_message(nation: Decimal, values: list[Decimal], unit: str) -> str | None:
    written = formats.value(nation, unit)
    if unit == "count":
        total = sum(values, Decimal(0))
        return (
            f"{written}, mais les régions font ensemble {formats.number(total)}." if total > nation else None
        )
    low, high = min(values), max(values)
    if low <= nation <= high:
        return None
    return (
        f"{written} pour la France, mais les régions vont de {formats.value(low, unit)} "
        f"à {formats.value(high, unit)}."
    )


def _unusual_respondents(tables: Sequence[Sequence[Figure]], several: bool) -> list[Fault]:
    """Regions that have together more respondents than the nation of which they are parts."""
    by_base: dict[int, list[Figure]] = {}
    for row in tables:
        told = [figure for figure in row if figure.respondents is not None]
        if told:
            by_base.setdefault(told[0].base_id, []).append(told[0])
    faults = []
    for firsts in by_base.values():
        nation = next((figure for figure in firsts if figure.region.is_nation), None)
        regions = sum(figure.respondents or 0 for figure in firsts if not figure.region.is_nation)
        if nation is not None and regions > (nation.respondents or 0):
            message = (
                f"{formats.number(nation.respondents or 0)} en France, mais les régions en ont ensemble "
                f"{formats.number(regions)}."
            )
            label = cell_label(nation.region, "répondants", nation.base if several else None)
            anchor = cell_anchor((nation.base_id, nation.region_id))
            faults.append(Fault(anchor, label, message, blocks=False))
    return faults
