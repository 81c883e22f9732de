"""PDFs that editors send: refused where they hold what a reader's program would run, or open by itself.

Every object is looked at, wherever it hides: ISO 32000-2, §12.6 (actions), §7.11.4 (embedded files),
§12.7 (forms) and §13 (media).
"""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.core.exceptions import ValidationError

MOST_OBJECTS = 100_000
_DEEPEST = 100

_PROGRAMME = (
    "Ce PDF contient un programme, que le lecteur lancerait (JavaScript, formulaire, action) : "
    "ouvrez-le, imprimez-le en PDF, et renvoyez ce nouveau fichier."
)
_ENCLOSED = (
    "Ce PDF contient d'autres fichiers ou un média : ôtez ses pièces jointes, ou imprimez-le en PDF, "
    "et renvoyez ce nouveau fichier."
)
_LOCKED = "Ce PDF est protégé : enregistrez-le sans mot de passe ni restriction, puis renvoyez-le."
_BROKEN = "Ce PDF est incomplet ou abîmé : enregistrez-le de nouveau en PDF, puis renvoyez-le."
_BOMB = "Ce PDF, une fois ouvert, prendrait une place démesurée : allégez-le, puis renvoyez-le."

_KEYS = {
    **dict.fromkeys(("/JS", "/JavaScript", "/XFA"), _PROGRAMME),
    **dict.fromkeys(("/EmbeddedFiles", "/EF", "/RichMediaContent", "/RichMediaSettings"), _ENCLOSED),
}
_ACTIONS = {
    **dict.fromkeys(("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"), _PROGRAMME),
    **dict.fromkeys(("/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView"), _ENCLOSED),
}
_TYPES = dict.fromkeys(("/EmbeddedFile", "/RichMedia", "/Screen", "/3D", "/FileAttachment"), _ENCLOSED)
# What a program may find that reads a broken file otherwise than we do; too long to come by chance.
_RAW = re.compile(rb"/(JavaScript|Launch|SubmitForm|ImportData|EmbeddedFile|RichMedia)[s\s/(<\[]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SAFE = re.compile(r"(https?|mailto|ftp|tel):|[^:]*$", re.IGNORECASE)


def check(stream: IO[bytes]) -> None:
    """ValidationError, with the remedy, unless this PDF only shows and links."""
    # A library that only who sends a file needs.
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError

    try:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            raise ValidationError(_LOCKED)
        if not reader.pages:
            raise ValidationError(_BROKEN)
        for found in _objects(reader):
            _look(found, 0)
        stream.seek(0)
        _search(stream.read())
    except ValidationError:
        raise
    except LimitReachedError as error:
        raise ValidationError(_BOMB) from error
    except Exception as error:  # a broken file fails in a dozen ways
        raise ValidationError(_BROKEN) from error


def _objects(reader: Any) -> Iterator[Any]:
    """The trailer, and every object that the file lists, in use or not."""
    from pypdf.generic import IndirectObject

    numbers = {(number, version) for version, listed in reader.xref.items() for number in listed}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise ValidationError(_BOMB)
    yield reader.trailer
    for number, version in sorted(numbers):
        yield reader.get_object(IndirectObject(number, version, reader))


def _look(found: Any, depth: int) -> None:
    """At an object and what is written within it; what it refers to is looked at in its turn."""
    if depth > _DEEPEST:
        raise ValidationError(_BROKEN)
    parts: list[Any] = []
    if isinstance(found, dict):
        for key in found:
            if message := _KEYS.get(str(key)):
                raise ValidationError(message)
        _look_at_names(found)
        parts = list(dict.values(found))
    elif isinstance(found, list):
        parts = list(list.__iter__(found))
    for part in parts:
        _look(part, depth + 1)


def _look_at_names(found: Any) -> None:
    for key, names in (("/S", _ACTIONS), ("/Type", _TYPES), ("/Subtype", _TYPES)):
        value = found.raw_get(key) if key in found else None
        if isinstance(value, str) and (message := names.get(value)):
            raise ValidationError(message)
    address = found.get("/URI")
    if isinstance(address, str) and not _SAFE.match(address.strip()):
        raise ValidationError(_PROGRAMME)


def _search(data: bytes) -> None:
    plain = _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), data)
    if found := _RAW.search(plain):
        raise ValidationError(_ENCLOSED if found[1] in (b"EmbeddedFile", b"RichMedia") else _PROGRAMME)
