"""Plane geometry of lines and polygons: area, simplification, and the point farthest from every side."""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from math import hypot, inf, sqrt

Point = tuple[float, float]
Line = list[Point]


def area(ring: Sequence[Point]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides(ring))) / 2


def sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def simplified(line: Line, smallest: float) -> Line:
    """Visvalingam and Whyatt (1993): drop the point whose triangle is least until all reach `smallest`.

    Both ends stay, so lines that met still meet.
    """
    kept = list(line)
    while len(kept) > 2:
        triangles = [area(kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        least = min(triangles)
        if least >= smallest:
            break
        del kept[triangles.index(least) + 1]
    return kept


def pole(rings: Sequence[Line], stretch: float, precision: float = 0.25) -> Point:
    """The point inside the rings with the most room, where height counts `stretch` times as much as width.

    Quadtree search of V. Agafonkin's polylabel (2016): split the square that may hold the best point until no
    square can beat the best one by more than `precision`.
    """
    stretched = [[(x, y * stretch) for x, y in ring] for ring in rings]
    squares = _covering(stretched)
    best_room, best = -inf, (0.0, 0.0)
    while squares and -squares[0][0] > best_room + precision:
        _, (x, y), half = heappop(squares)
        room = _room((x, y), stretched)
        if room > best_room:
            best_room, best = room, (x, y)
        for centre in [(x + i * half / 2, y + j * half / 2) for i in (-1, 1) for j in (-1, 1)]:
            heappush(squares, _square(centre, half / 2, stretched))
    return best[0], best[1] / stretch


def _covering(rings: Sequence[Line]) -> list[tuple[float, Point, float]]:
    """Squares over all the rings, a heap with the most hopeful first."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    west, north, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    side = min(width, height)
    columns, rows = int(width / side) + 1, int(height / side) + 1
    squares = [
        _square((west + (i + 0.5) * side, north + (j + 0.5) * side), side / 2, rings)
        for i in range(columns)
        for j in range(rows)
    ]
    heapify(squares)
    return squares


def _square(centre: Point, half: float, rings: Sequence[Line]) -> tuple[float, Point, float]:
    """A square and, negated for the heap, the most room that a point of it can have."""
    return -(_room(centre, rings) + half * sqrt(2)), centre, half


def _room(point: Point, rings: Sequence[Line]) -> float:
    """Distance to the nearest side, negative outside."""
    distance = min(_distance(point, *side) for ring in rings for side in sides(ring))
    return distance if inside(point, rings) else -distance


def inside(point: Point, rings: Sequence[Line]) -> bool:
    """Even-odd rule: a ray to the right crosses an odd number of sides."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in sides(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    width, height = x2 - x1, y2 - y1
    squared = width**2 + height**2
    along = ((x - x1) * width + (y - y1) * height) / squared if squared else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(x - x1 - along * width, y - y1 - along * height)
