"""The shapes of a small map: the same on a coarser grid, in a fifth of the signs."""

import re
from itertools import accumulate, groupby, pairwise

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def rough(path: str, grid: int) -> str:
    """A path of regions.json with its points on a `grid` of so many of its units, counted in them.

    Each point goes where it goes in the region beside: borders stay shared. An islet of less than three
    points is left out.
    """
    commands, start, before = "", (0, 0), (0, 0)
    for ring in path.split("z")[:-1]:
        tenths = [round(10 * float(number)) for number in _NUMBER.findall(ring)]
        xs, ys = (list(accumulate(tenths[axis::2], initial=start[axis]))[1:] for axis in (0, 1))
        start = xs[0], ys[0]
        snapped = [(round(x / (10 * grid)), round(y / (10 * grid))) for x, y in zip(xs, ys, strict=True)]
        points = [point for point, _ in groupby(snapped)]
        if len(points) < 3:
            continue
        first, *others = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise([before, *points])]
        commands += f"m{first}l{' '.join(others)}z"
        before = points[0]
    return commands.replace(" -", "-")
