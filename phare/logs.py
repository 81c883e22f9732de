"""What the site says of itself on stderr: a line of JSON for each event in production, text in development,
and nobody's name, address, telephone or search in either.

A record gives what is listed here and nothing else: Django hands the whole request along with its own.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger("phare.requests")

READ, LONGEST = 2000, 300  # characters of a message or of a path that are looked at, and written
IPV4_PREFIX, IPV6_PREFIX = 24, 48

_MASKED = (
    (re.compile(r"(/acces/)[^/\s?]+"), r"\1…"),  # opens an embargoed text to whoever reads it
    (re.compile(r"(/[^\s?]*\?)\S+"), r"\1…"),
    (re.compile(r"[^\s/@<>\"'(),;:=]+@[^\s/@<>\"'(),;:=]+"), "…@…"),
    (re.compile(r"(?<!\d)(?:\+\d{1,3}|0)(?:[ .()-]{0,2}\d){8,12}(?!\d)"), "…"),
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|«[^»]*»")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def configuration(*, production: bool) -> dict[str, Any]:
    """LOGGING of the settings. Of Django, errors alone in production: each answer has a line of its own."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": JsonFormatter if production else TextFormatter,
                "fmt": "%(levelname)s %(name)s: %(message)s",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "axes": {"level": "INFO" if production else "WARNING"},
            "django": {"handlers": []},
            "django.request": {"level": "ERROR" if production else "WARNING"},
            # In development, runserver tells of the requests.
            "phare.requests": {"level": "INFO" if production else "WARNING"},
        },
    }


def masked(text: str) -> str:
    text = text[:READ]
    for pattern, words in _MASKED:
        text = pattern.sub(words, text)
    return text[:LONGEST]


class TextFormatter(logging.Formatter):
    """For who reads a terminal: the whole traceback, on lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # of logging
        record.message = _CONTROL.sub(lambda one: repr(one[0])[1:-1], masked(record.message))
        return super().formatMessage(record)


class JsonFormatter(logging.Formatter):
    """One line, in ASCII, whatever a visitor sent."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "heure": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "source": record.name,
            "message": masked(record.getMessage()),
        }
        line |= getattr(record, "answered", {})
        if record.exc_info and record.exc_info[1]:
            line["trace"] = "".join(_told(record.exc_info[1]))
        return json.dumps(line)


def _told(error: BaseException) -> Iterator[str]:
    """The error and those that led to it, oldest first: where each happened, and its words without values."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _told(before)
    yield from traceback.format_tb(error.__traceback__)
    # The lines below the first, and what is quoted, are what somebody had entered.
    first = _QUOTED.sub("…", str(error).partition("\n")[0][:READ])
    yield f"{type(error).__qualname__}: {masked(first)}\n"


class Requests:
    """Middleware: a line for each answer that is made. Those of the page cache, and of nginx, are in nginx's
    own log: to write one for each would cost more than to answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        length = response.get("Content-Length", "")
        answered = {
            "methode": (request.method or "")[:10],
            "chemin": masked(request.path_info),
            "statut": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
            "octets": int(length) if length.isdigit() else None,
        }
        logger.info("%(methode)s %(chemin)s %(statut)d", answered, extra={"answered": answered})
        return response


def client(username: str, address: str | None, *others: object) -> str:
    """How axes names who signs in (AXES_CLIENT_STR_CALLABLE): by the network alone."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "?"
    return str(ip_network((found, IPV4_PREFIX if found.version == 4 else IPV6_PREFIX), strict=False))
