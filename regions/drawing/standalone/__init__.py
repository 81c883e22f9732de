"""Charts and maps as SVG files that need nothing else: for a PDF, a press kit, another site.

The same marks as on the page, in a fixed light palette. Widths of words are not known here: lines are
cut where a wide font would end.
"""

from regions.drawing.standalone.audiences import audiences_svg
from regions.drawing.standalone.blocks import block_svg
from regions.drawing.standalone.comparisons import comparison_svg
from regions.drawing.standalone.lines import WIDTH, imprint
from regions.drawing.standalone.maps import map_svg
from regions.drawing.standalone.series import series_svg
from regions.drawing.standalone.strips import axis_svg, strip_svg
from regions.drawing.standalone.words import foot_lines, row_words

__all__ = [
    "WIDTH",
    "audiences_svg",
    "axis_svg",
    "block_svg",
    "comparison_svg",
    "foot_lines",
    "imprint",
    "map_svg",
    "row_words",
    "series_svg",
    "strip_svg",
]
