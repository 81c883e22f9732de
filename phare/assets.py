"""Finds the few files that come from npm, and only those: node_modules holds hundreds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage


class NpmFinder(BaseFinder):
    """Serves settings.NPM_ASSETS; a file that npm has not fetched is simply not found."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = settings.NPM_ASSETS.get(path)
        file = settings.NPM_ROOT / source if source else None
        found = [str(file)] if file and file.is_file() else []
        if find_all:
            return found
        return found[0] if found else []  # what the stock finders say of nothing

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for public, source in settings.NPM_ASSETS.items():
            file = settings.NPM_ROOT / source
            if file.is_file():
                storage = FileSystemStorage(location=file.parent)
                storage.prefix = str(Path(public).parent)  # type: ignore[attr-defined]
                yield file.name, storage
