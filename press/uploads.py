"""Files that editors send: known by their content, never by their name, and rid of what pictures tell of
who took them, where and when. Office documents are kept as they are, with the names in their properties."""

import io
import warnings
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

from press import office
from regions import pdfs

IMAGES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
CONTENT_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    **office.CONTENT_TYPES,
}
MAX_SIZE = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
HEAD = 1024
TOO_MANY_PIXELS = "Cette image dépasse 50 millions de pixels : réduisez-la."


def validate_image(file: "File[bytes]") -> None:
    """ValidationError unless this is a picture that we can show."""
    _validate(file, "Une image PNG, JPEG ou WebP est attendue.", pdf=False)


def validate_enclosure(file: "File[bytes]") -> None:
    """ValidationError unless this is a picture, or a PDF."""
    _validate(file, "Une image (PNG, JPEG, WebP) ou un PDF est attendu.", pdf=True)


def validate_document(file: "File[bytes]") -> None:
    """ValidationError unless this is a picture, a PDF, or an office document without a macro."""
    expected = (
        "Un PDF, une image (PNG, JPEG, WebP) ou un document Word, Excel, PowerPoint ou LibreOffice "
        "est attendu : enregistrez-le en PDF."
    )
    _validate(file, expected, pdf=True, documents=True)


def extension(file: "File[bytes]") -> str:
    """What a stored file is: png, jpg, webp, pdf, or the kind of an office document."""
    with _rewound(file) as stream:
        head = stream.read(HEAD)
        if head.startswith(b"%PDF-"):
            return "pdf"
        if head.startswith(office.ARCHIVE):
            return office.kind_of(stream)
        stream.seek(0)
        with Image.open(stream, formats=list(IMAGES.values())) as image:
            return _kind(image)


def _kind(image: Image.Image) -> str:
    """A telephone's JPEG may hold more pictures behind the first, which Pillow then calls MPO."""
    return next((kind for kind, name in IMAGES.items() if name == image.format), "jpg")


def stripped(file: "File[bytes]") -> "ContentFile[bytes]":
    """A picture drawn anew, upright, with its pixels alone: no EXIF, no comment, nothing behind its end.

    Its colour profile stays. What is no picture is returned as it is.
    """
    kind = extension(file)
    with _rewound(file) as stream:
        if kind not in IMAGES:
            return ContentFile(stream.read(), name=f"fichier.{kind}")
        with Image.open(stream, formats=list(IMAGES.values())) as image:
            profile = image.info.get("icc_profile")
            upright = _upright(image)
            if upright.mode == "P" or "transparency" in upright.info:
                upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            clean = Image.new(upright.mode, upright.size)
            clean.paste(upright)
            out = io.BytesIO()
            clean.save(out, format=IMAGES[kind], quality=92, icc_profile=profile)
    return ContentFile(out.getvalue(), name=f"fichier.{kind}")


def _upright(image: Image.Image) -> Image.Image:
    """As its EXIF says to hold it; as it is where that is broken."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # Pillow raises several kinds
        return image.copy()


def _validate(file: "File[bytes]", expected: str, *, pdf: bool, documents: bool = False) -> None:
    if getattr(file, "_committed", False):
        return  # stored already
    if file.size > MAX_SIZE:
        raise ValidationError("Ce fichier dépasse 20 Mo : réduisez-le.")
    with _rewound(file) as stream:
        head = stream.read(HEAD)
        if pdf and head.startswith(b"%PDF-"):
            pdfs.check(stream)
            return
        if documents and head.startswith(office.ARCHIVE):
            office.check(stream, file.size)
            return
        if documents and head.startswith(office.COMPOUND):
            raise ValidationError(office.OLD)
        if b"<svg" in head.lower():
            raise ValidationError(f"Un dessin SVG peut cacher un programme : il est refusé. {expected}")
        _check_pixels(stream, expected)


def _check_pixels(stream: IO[bytes], expected: str) -> None:
    """Decode the whole picture once its size is known to be bearable."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ours is the stricter limit
            image = Image.open(stream, formats=list(IMAGES.values()))
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS)
        if image.format in IMAGES.values() and getattr(image, "is_animated", False):
            raise ValidationError("Cette image est animée : une image fixe est attendue.")
        image.load()
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises a dozen kinds for a broken file
        raise ValidationError(f"Ce fichier n'est pas lisible. {expected}") from error


class _rewound:  # noqa: N801  # used as a function
    """The file open at its start, and back at its start after."""

    def __init__(self, file: "File[bytes]") -> None:
        self.file = file

    def __enter__(self) -> IO[bytes]:
        stream: IO[bytes] = self.file.open() if hasattr(self.file, "open") else self.file
        stream.seek(0)
        return stream

    def __exit__(self, *error: object) -> None:
        self.file.seek(0)
