"""The application with a wrong clock, TRUST_SHIFT seconds off: its own, not the database's."""

import datetime
import os
import time

_seconds = int(os.environ["TRUST_SHIFT"])
_datetime, _time = datetime.datetime, time.time


class _Either(type):
    def __instancecheck__(cls, one):
        return isinstance(one, _datetime)


class _Shifted(_datetime, metaclass=_Either):
    @classmethod
    def now(cls, tz=None):
        return _datetime.now(tz) + datetime.timedelta(seconds=_seconds)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


datetime.datetime, time.time = _Shifted, lambda: _time() + _seconds

from phare.wsgi import application  # noqa: E402, F401  # sees this clock
