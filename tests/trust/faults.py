"""Faults on purpose: a statement, or an operation on a file, that fails."""

from contextlib import contextmanager
from unittest.mock import patch

from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection


class Fault:
    """Lets all pass but the `nth` (from 1; 0: none), and counts."""

    def __init__(self, nth=0):
        self.nth, self.count = nth, 0

    def is_now(self):
        self.count += 1
        return self.count == self.nth

    @property
    def struck(self):
        return 0 < self.nth <= self.count


@contextmanager
def failing_statement(nth=0):
    fault = Fault(nth)

    def pass_or_fail(execute, sql, params, many, context):
        if fault.is_now():
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(pass_or_fail):
        yield fault


@contextmanager
def failing_file(nth=0):
    """A file is written by half, is not read, or not deleted."""
    fault = Fault(nth)
    save, read, delete = (getattr(FileSystemStorage, name) for name in ("_save", "_open", "delete"))

    def saving(storage, name, content):
        if fault.is_now():
            whole = content.read()
            content.file.seek(0)
            content.file.truncate(len(whole) // 2)
            save(storage, name, content)
            raise OSError(28, "No space left on device")
        return save(storage, name, content)

    def reading(storage, name, mode="rb"):
        if fault.is_now():
            raise OSError(5, "Input/output error")
        return read(storage, name, mode)

    def deleting(storage, name):
        if fault.is_now():
            raise OSError(5, "Input/output error")
        return delete(storage, name)

    with (
        patch.object(FileSystemStorage, "_save", saving),
        patch.object(FileSystemStorage, "_open", reading),
        patch.object(FileSystemStorage, "delete", deleting),
    ):
        yield fault
