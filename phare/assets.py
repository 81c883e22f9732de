"""Static files: their names in production, and the few that come from npm."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names files by their content, the modules that scripts import too."""

    support_js_module_import_aggregation = True


class NpmFinder(BaseFinder):
    """Serves settings.NPM_ASSETS alone, since node_modules holds hundreds of files.

    A file that npm has not fetched is simply not found.
    """

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
