"""Errors that say that there is no room left for what was to be written."""

import errno
import sqlite3

_OF_THE_SYSTEM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OF_POSTGRESQL = "53100"  # disk_full


def is_full(error: BaseException | None) -> bool:
    """Whether it, or what it comes from, is an error of a full disk, of SQLite or of PostgreSQL."""
    while error is not None:
        if (
            (isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM)
            or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            or getattr(error, "sqlstate", None) == _OF_POSTGRESQL
        ):
            return True
        error = error.__cause__ or error.__context__
    return False
