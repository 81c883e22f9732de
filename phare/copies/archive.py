"""An archive of the site: its tables and its files, with the sum of each.

A ZIP file: `tables/*.jsonl`, `files/*` as storage names them, and `manifest.json`, written last.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connections, models

from phare.copies.snapshot import CopyRefused, migrations, snapshot
from phare.copies.tables import Sum, Summing, copied, lines
from phare.files import is_older, named, stored

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Manifest:
    """`at`: the instant of the copy, by this machine's clock. `lost`: files that rows name and that storage
    no longer had."""

    at: datetime
    migrations: dict[str, str]
    tables: dict[str, Sum]
    files: dict[str, str]
    lost: list[str]

    def as_json(self) -> bytes:
        content = {
            "format": FORMAT,
            "at": self.at.isoformat(),
            "migrations": self.migrations,
            "tables": {name: one.as_json() for name, one in self.tables.items()},
            "files": self.files,
            "lost": self.lost,
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise CopyRefused(f"L'archive est du format {told['format']}, ce programme lit le {FORMAT}.")
        tables = {name: Sum(**one) for name, one in told["tables"].items()}
        at = datetime.fromisoformat(told["at"])
        return cls(at, told["migrations"], tables, told["files"], told["lost"])


def write(path: Path, using: str = "default") -> Manifest:
    """Archive the site at one instant, readable by its owner alone, and read it again before it takes its
    name. CopyRefused where `path` is taken."""
    if path.exists():
        raise CopyRefused(f"« {path} » existe déjà : donner un autre nom.")
    part = path.with_name(f"{path.name}.part")
    # The owner alone, from the first byte: it holds what is under embargo.
    opened = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(opened, "w+b") as stream:
            with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
                manifest = _write_all(archive, using)
            stream.flush()
            os.fsync(stream.fileno())
        with reading(part):
            pass
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write_all(archive: ZipFile, using: str) -> Manifest:
    began = datetime.now(UTC)
    with snapshot(connections[using].settings_dict) as alias:
        known = migrations(alias)
        tables = {model._meta.db_table: _write_table(archive, model, alias) for model in copied()}
        wanted = named(alias)
    files = {}
    # A file that no row of the snapshot names may be one that is being written now.
    older = {name for name in stored() if is_older(name, began)}
    for name in sorted(wanted | older):
        if digest := _write_file(archive, name):
            files[name] = digest
    manifest = Manifest(began, known, tables, files, sorted(wanted - files.keys()))
    archive.writestr(MANIFEST, manifest.as_json())
    return manifest


def _write_table(archive: ZipFile, model: type[models.Model], using: str) -> Sum:
    passing = Summing(lines(model, using))
    with archive.open(_table(model), "w", force_zip64=True) as member:
        for line in passing:
            member.write(line)
    return passing.sum


def _table(model: type[models.Model]) -> str:
    return f"tables/{model._meta.db_table}.jsonl"


def _write_file(archive: ZipFile, name: str) -> str:
    """Its SHA-256; empty where storage has it no more."""
    try:
        stored = default_storage.open(name)
    except FileNotFoundError:
        return ""
    with stored, archive.open(f"files/{name}", "w", force_zip64=True) as member:
        return digest_of(stored, member.write)


def digest_of(source: IO[bytes] | File[bytes], into: Callable[[bytes], object] = len) -> str:
    """The SHA-256 of what is read, each piece of which is handed on."""
    digest = sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        into(chunk)
    return digest.hexdigest()


class Reading:
    """An archive whose every member is as it was written."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.manifest = Manifest.read(archive.read(MANIFEST))
        self._verify()

    def _verify(self) -> None:
        wanted = {f"tables/{name}.jsonl": one.sha256 for name, one in self.manifest.tables.items()}
        wanted |= {f"files/{name}": digest for name, digest in self.manifest.files.items()}
        if {*wanted, MANIFEST} != set(self._archive.namelist()):
            raise CopyRefused("L'archive n'a pas les membres que dit son manifeste : en prendre une autre.")
        for name, digest in wanted.items():
            with self._archive.open(name) as member:
                if digest_of(member) != digest:
                    raise CopyRefused(f"L'archive est abîmée à « {name} » : en prendre une autre.")

    def lines(self, model: type[models.Model]) -> Iterable[bytes]:
        with self._archive.open(_table(model)) as member:
            yield from member

    def file(self, name: str) -> IO[bytes]:
        return self._archive.open(f"files/{name}")


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """An archive that was read whole and is as it was written; CopyRefused for any other."""
    with ExitStack() as held:
        try:
            reader = Reading(held.enter_context(ZipFile(path)))
        except FileNotFoundError as error:
            raise CopyRefused(f"« {path} » n'existe pas.") from error
        except (BadZipFile, KeyError, ValueError, zlib.error) as error:
            raise CopyRefused(f"« {path} » n'est pas une archive entière de Phare : {error}") from error
        yield reader
