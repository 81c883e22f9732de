"""Archives of which the same files give the same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.timezone import localtime

BEGINNING = datetime(1980, 1, 2, tzinfo=UTC)  # ZIP knows nothing before, in any time zone


def zipped(files: Iterable[tuple[str, bytes]], made: datetime = BEGINNING) -> bytes:
    """A ZIP of names and their bytes, each dated `made`, in Paris."""
    date = max(localtime(made), BEGINNING).timetuple()[:6]
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = ZipInfo(name, date)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()
