"""Stored pictures inside a document."""

import io
import logging
from base64 import b64encode

from django.db.models.fields.files import FieldFile
from PIL import Image, ImageOps

from press.content import Enclosed

logger = logging.getLogger(__name__)

WIDEST = 1600  # pixels: more than a page prints


def enclosed_drawing(one: Enclosed) -> str:
    """The picture as SVG text, no larger than a page needs; empty for a PDF, or where it is lost."""
    return drawing(one.file.file) if one.file.is_image else ""


def drawing(file: FieldFile) -> str:
    """SVG text that holds a stored picture; empty where storage has lost it."""
    try:
        with file.open() as stream, Image.open(stream) as image:
            image.thumbnail((WIDEST, WIDEST))
            return _svg(image)
    except Exception:  # Pillow raises a dozen kinds for a broken file
        logger.error("A picture of a release is not readable: %s.", file.name)
        return ""


def _svg(image: Image.Image) -> str:
    """On white, as JPEG: what PDF holds as it is."""
    flat = Image.new("RGB", image.size, "white")
    opaque = ImageOps.exif_transpose(image).convert("RGBA")
    flat.paste(opaque, mask=opaque.getchannel("A"))
    stream = io.BytesIO()
    flat.save(stream, "JPEG", quality=88)
    width, height = image.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"/></svg>'
    )
