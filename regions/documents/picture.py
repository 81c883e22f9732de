"""A drawing as pixels: the same SVG, with the fonts of typst inside."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from regions.documents.characters import printable
from regions.documents.typeset import Drawing, typeset
from regions.drawing.standalone import WIDTH

TEMPLATE = Path(__file__).parent / "picture.typ"
PPI = 144  # two pixels for each unit of the drawing, for screens that have them


@lru_cache(maxsize=64)
def svg_png(svg: str) -> bytes:
    """The PNG of a drawing of `regions.drawing.standalone`; drawn once for the same text."""
    data = {"svg": Drawing(printable(svg)), "width": WIDTH}
    return _with_palette(typeset(TEMPLATE, data, format="png", ppi=PPI))


def _with_palette(png: bytes) -> bytes:
    """The same pixels in 256 colours, of which a drawing needs no more: a quarter of the bytes."""
    made = BytesIO()
    drawn = Image.open(BytesIO(png)).convert("RGB")
    drawn.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()
