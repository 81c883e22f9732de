"""What a TopoJSON file says of its areas: the arcs that bound them, shared between neighbours.

A reference to an arc is its index, or the index's complement (~index) where the arc is followed backwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from regions.geometry.polygon import Line, Point


def decoded_arcs(topology: Mapping[str, Any]) -> list[Line]:
    """Arcs are written as steps on a grid: sum the steps, then scale the grid to degrees."""
    (x_scale, y_scale), (x_shift, y_shift) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        columns, rows = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        lines.append(
            [(x * x_scale + x_shift, y * y_scale + y_shift) for x, y in zip(columns, rows, strict=True)]
        )
    return lines


def dissolved(topology: Mapping[str, Any], parts: Mapping[str, Iterable[str]]) -> dict[str, set[int]]:
    """For each group of areas, the references left once the arcs that two of its areas share cancel out."""
    (collection,) = topology["objects"].values()
    references = {area["id"]: set(_flat(area["arcs"])) for area in collection["geometries"]}
    boundaries = {}
    for group, areas in parts.items():
        every = set().union(*(references[area] for area in areas))
        boundaries[group] = {reference for reference in every if ~reference not in every}
    return boundaries


def _flat(nested: Iterable[Any]) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)


def neighbours(boundaries: Mapping[str, set[int]]) -> dict[str, list[str]]:
    """A neighbour follows the same arc the other way round."""
    return {
        code: sorted(other for other in boundaries if any(~arc in boundaries[other] for arc in arcs))
        for code, arcs in boundaries.items()
    }


def rings(references: Iterable[int], lines: Mapping[int, Line]) -> list[list[int]]:
    """References put end to end until each ring closes."""
    starts: dict[Point, list[int]] = {}
    for reference in sorted(references, reverse=True):
        starts.setdefault(directed(reference, lines)[0], []).append(reference)
    closed = []
    while starts:
        ring = [_taken(starts, min(starts))]
        first = directed(ring[0], lines)[0]
        while (end := directed(ring[-1], lines)[-1]) != first:
            ring.append(_taken(starts, end))
        closed.append(ring)
    return closed


def _taken(starts: dict[Point, list[int]], point: Point) -> int:
    """A reference that starts there, removed from what is left to follow."""
    reference = starts[point].pop()
    if not starts[point]:
        del starts[point]
    return reference


def directed(reference: int, lines: Mapping[int, Line]) -> Line:
    return lines[reference] if reference >= 0 else lines[~reference][::-1]


def outline(ring: Iterable[int], lines: Mapping[int, Line]) -> Line:
    """The points of a ring, each once: an arc ends where the next one starts."""
    return [point for reference in ring for point in directed(reference, lines)[:-1]]
