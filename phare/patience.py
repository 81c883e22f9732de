"""How long this thread waits for an answer of PostgreSQL, whose own limits end nothing while it hangs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Over = Callable[[float], bool]  # whether to give up, after so many seconds without an answer

_over: ContextVar[Over | None] = ContextVar("over", default=None)
over = _over.get


@contextmanager
def patience(is_over: Over) -> Iterator[None]:
    """A query that `is_over`, asked some ten times in a second, gives up fails with an OperationalError,
    and its connection is closed. Who sets none, as commands do, waits for ever."""
    token = _over.set(is_over)
    try:
        yield
    finally:
        _over.reset(token)
