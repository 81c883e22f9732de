"""Rows as SVG: where each mark stands. Templates write the markup, CSS gives the colours.

These drawings are what a page shows first, and all that it shows without JavaScript.
"""

from regions.drawing.lines import Line, Point, line
from regions.drawing.maps import Area, Legend, Map, choropleth, counts, coverage, locator
from regions.drawing.stacks import Segment, Stack, stack
from regions.drawing.strips import Axis, Mark, Strip, audience_strip, axis, nation_strip, row_strip

__all__ = [
    "Area",
    "Axis",
    "Legend",
    "Line",
    "Map",
    "Mark",
    "Point",
    "Segment",
    "Stack",
    "Strip",
    "audience_strip",
    "axis",
    "choropleth",
    "counts",
    "coverage",
    "line",
    "locator",
    "nation_strip",
    "row_strip",
    "stack",
]
