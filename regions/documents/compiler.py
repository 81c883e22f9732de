"""typst in a process of its own, which takes its fonts and what it remembers with it: kept in a worker of the
site, they grow with each document (65 MB for the first, 200 more after a dozen), and pixels are 40 MB more.

A program: reads one call as JSON, writes the bytes; a typst error is its exit message.
"""

import json
import sys
from io import BytesIO

import typst


def with_palette(png: bytes) -> bytes:
    """The same pixels in 256 colours, of which a drawing needs no more: a quarter of the bytes."""
    from PIL import Image  # most calls draw no pixels

    made = BytesIO()
    drawn = Image.open(BytesIO(png)).convert("RGB")
    drawn.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def main() -> None:
    call = json.load(sys.stdin)
    function, has_palette = getattr(typst, call.pop("function")), call.pop("palette", False)
    try:
        made = function(**call)
    except typst.TypstError as error:
        sys.exit(str(error))
    if isinstance(made, str):
        made = made.encode()
    sys.stdout.buffer.write(with_palette(made) if has_palette else made)


if __name__ == "__main__":
    main()
