"""Office documents: archives known by what they hold, and refused where they hold a programme.

Nothing is unpacked, and no XML is parsed: an archive is read entry by entry, within what it declares.
OOXML is ECMA-376 (part 2 for [Content_Types].xml), OpenDocument is ISO/IEC 26300 (part 3 for `mimetype`).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
CONTENT_TYPES = {
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "odt": f"{_ODF}.text",
    "ods": f"{_ODF}.spreadsheet",
    "odp": f"{_ODF}.presentation",
}
ARCHIVE = b"PK\3\4"
# What Office wrote before 2007, and still wraps around what a password protects.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
_SMALL = 10 * 1024 * 1024  # unpacked: nothing to fear, however well it was packed
_MAX_INDEX = 1024 * 1024

OLD = (
    "Ce document est protégé par un mot de passe, ou d'un ancien format (.doc, .xls, .ppt) : "
    "enregistrez-le sans mot de passe en .docx, .xlsx ou .pptx, ou en PDF."
)
_LOCKED = "Ce document est protégé par un mot de passe : enregistrez-le sans, ou en PDF."
_MACRO = (
    "Ce document contient une macro, un programme que le lecteur lancerait : "
    "enregistrez-le sans macro (.docx, .xlsx, .pptx, .odt, .ods, .odp), ou en PDF."
)
_OBJECT = (
    "Ce document contient un objet incorporé (OLE), qui peut cacher un programme : "
    "remplacez-le par une image, ou enregistrez le document en PDF."
)
_ELSEWHERE = (
    "Ce document charge un modèle qui est ailleurs, et qui peut contenir une macro : "
    "détachez son modèle, ou enregistrez-le en PDF."
)
_BROKEN = "Ce document est abîmé : ouvrez-le, enregistrez-le de nouveau, puis renvoyez-le."
_BOMB = "Ce document, une fois ouvert, prendrait une place démesurée : allégez-le, ou enregistrez-le en PDF."
_OTHER = "Cette archive n'est pas un document Word, Excel, PowerPoint ou LibreOffice : enregistrez-le en PDF."

_PROGRAMMES = {".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".potm", ".exe", ".dll", ".bat", ".js", ".vbs"}
_MACRO_FOLDERS = frozenset({"basic", "scripts", "macrosheets"})
_TEMPLATE = "word/_rels/settings.xml.rels"  # where a template elsewhere would be named
_MAIN = {f"{CONTENT_TYPES[kind]}.main+xml".encode(): kind for kind in ("docx", "xlsx", "pptx")}
_MIMETYPES = {CONTENT_TYPES[kind].encode(): kind for kind in ("odt", "ods", "odp")}
_OVERRIDE = re.compile(rb"<Override\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")


def check(stream: IO[bytes], size: int, depth: int = 0) -> None:
    """ValidationError, with the remedy, unless these `size` bytes are a document that may be read.

    `depth`: of how many documents it is a part; a chart has its table with it.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_sizes(entries, size)
            _check_entries(entries)
            _check_contents(archive)
            _check_enclosed(archive, depth)
            if archive.testzip() is not None:
                raise ValidationError(_BROKEN)
    # zipfile raises the last of these for a compression that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ValidationError(_BROKEN) from error


def kind_of(stream: IO[bytes]) -> str:
    """docx, xlsx, pptx, odt, ods or odp; ValidationError for another archive."""
    with zipfile.ZipFile(stream) as archive:
        return _kind(archive)


def _check_sizes(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise ValidationError(_BOMB)
    if unpacked > _SMALL and unpacked > MAX_RATIO * size:
        raise ValidationError(_BOMB)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ValidationError(_LOCKED)
    packed = {entry.compress_type for entry in entries}
    names = [_name(entry.filename) for entry in entries]
    # Two entries of one name: what is checked here would not be what a program opens.
    if packed - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or len(set(names)) < len(names):
        raise ValidationError(_BROKEN)
    if _has_macro(names):
        raise ValidationError(_MACRO)
    if any(PurePosixPath(name).match("embeddings/*.bin") for name in names):
        raise ValidationError(_OBJECT)


def _has_macro(names: Iterable[str]) -> bool:
    """Whether it holds a programme, or a document that may."""
    paths = [PurePosixPath(name) for name in names]
    return any(
        path.name in ("vbaproject.bin", "vbadata.xml")
        or path.suffix in _PROGRAMMES
        or not _MACRO_FOLDERS.isdisjoint(path.parts[:-1])
        for path in paths
    )


def _check_contents(archive: zipfile.ZipFile) -> None:
    if _kind(archive) in ("docx", "xlsx", "pptx"):
        types = _index(archive, "[Content_Types].xml").lower()
        if any(word in types for word in (b"macro", b"vbaproject", b"activex")):
            raise ValidationError(_MACRO)
        if b"oleobject" in types:
            raise ValidationError(_OBJECT)
        if any(_name(name) == _TEMPLATE for name in archive.namelist()):
            links = _index(archive, _TEMPLATE).lower()
            if b"attachedtemplate" in links and b"external" in links:
                raise ValidationError(_ELSEWHERE)
        return
    manifest = _index(archive, "META-INF/manifest.xml").lower()
    if b"encryption-data" in manifest:
        raise ValidationError(_LOCKED)
    if b"oleobject" in manifest:
        raise ValidationError(_OBJECT)


def _check_enclosed(archive: zipfile.ZipFile, depth: int) -> None:
    """The documents within this one, as one checks a document; none is within those."""
    for entry in archive.infolist():
        with archive.open(entry) as part:
            if entry.is_dir() or part.read(len(ARCHIVE)) != ARCHIVE:
                continue
            if depth:
                raise ValidationError(_OTHER)
            check(io.BytesIO(ARCHIVE + part.read()), entry.file_size, depth + 1)


def _kind(archive: zipfile.ZipFile) -> str:
    names = {_name(name) for name in archive.namelist()}
    if "mimetype" in names:
        kind = _MIMETYPES.get(_index(archive, "mimetype").strip())
        if kind and "content.xml" in names:
            return kind
    elif "[content_types].xml" in names:
        types = _index(archive, "[Content_Types].xml")
        if b"macroenabled" in types.lower():
            raise ValidationError(_MACRO)
        for tag in _OVERRIDE.findall(types):
            said = dict(_ATTRIBUTE.findall(tag))
            part = _name(said.get(b"PartName", b"").decode(errors="replace"))
            if said.get(b"ContentType") in _MAIN and part in names:
                return _MAIN[said[b"ContentType"]]
    raise ValidationError(_OTHER)


def _index(archive: zipfile.ZipFile, name: str) -> bytes:
    """One of the small entries that tell what the others are, as plain text in which one may search."""
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise ValidationError(_OTHER) from error
    if entry.file_size > _MAX_INDEX:
        raise ValidationError(_BOMB)
    text = archive.read(entry)
    # Other encodings, entities and escapes would hide a word from a search.
    if b"\0" in text or b"&#" in text or b"<!ENTITY" in text:
        raise ValidationError(_BROKEN)
    return text


def _name(path: str) -> str:
    """A part's name, as Office compares them: whatever its case and its slashes."""
    return str(PurePosixPath(path.replace("\\", "/").lstrip("/").lower()))
