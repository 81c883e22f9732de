"""A drawing as pixels: the same SVG, with the fonts of typst inside."""

from functools import lru_cache
from pathlib import Path

from regions.documents.characters import printable
from regions.documents.typeset import Drawing, typeset
from regions.drawing.standalone import WIDTH

TEMPLATE = Path(__file__).parent / "picture.typ"
PPI = 144  # two pixels for each unit of the drawing, for screens that have them


@lru_cache(maxsize=64)
def svg_png(svg: str) -> bytes:
    """The PNG of a drawing of `regions.drawing.standalone`; drawn once for the same text."""
    data = {"svg": Drawing(printable(svg)), "width": WIDTH}
    return typeset(TEMPLATE, data, format="png", ppi=PPI, palette=True)
