"""An answer that is the same for all, in the forms in which readers take it."""

import gzip
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.template.loader import render_to_string

from phare.policies import without_django
from phare.stamp import Stamp

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Answer = Callable[[str, Headers], Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

_KEPT = ("200", "301", "404", "410")
_AROUND = 4096  # bytes that a page takes beside its bodies: the headers of each form
_PACKED = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_SMALL = 500  # bytes that are not worth packing
_REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*$")
_LONGEST = 200  # characters of a list of encodings that is read

# As the API says what it refuses: regions/views/api.py.
_SLEEPING_DATA = (
    '{"message": "Le site revient dans un instant\u00a0: réessayer dans quelques secondes.", "filtres": []}'
).encode()
_SLEEPING_HEADERS = [("Cache-Control", "no-store"), ("Retry-After", "5")]


class Passing:
    """What the application answers, before it is known whether it is a page."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.chunks: Iterable[bytes] = ()

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        self.status, self.headers = status, headers

    def header(self, wanted: str) -> str:
        return next((value for name, value in self.headers if name.lower() == wanted), "")

    def is_page(self) -> bool:
        """Not what is private, nor a file, which comes as a stream or by nginx."""
        control = self.header("cache-control")
        return (
            self.status[:3] in _KEPT
            and "no-store" not in control
            and "private" not in control
            and not self.header("set-cookie")
            and not self.header("x-accel-redirect")
            and not getattr(self.chunks, "streaming", True)
        )

    def give(self, environ: Environ, start_response: Answer) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return []
        return self.chunks

    def close(self) -> None:
        if hasattr(self.chunks, "close"):
            self.chunks.close()


class Page:
    """An answer as it was made under `stamp`, with its headers for each form, written once."""

    __slots__ = ("_forms", "_headers", "_tag", "body", "etag", "is_packed", "stamp", "status")

    def __init__(self, stamp: Stamp, answer: Passing) -> None:
        self.stamp, self.status = stamp, answer.status
        try:
            self.body = b"".join(answer.chunks)
        finally:
            answer.close()
        self._tag = f'"{blake2b(self.body, digest_size=12).hexdigest()}"'
        self.etag = f"W/{self._tag}"
        self._headers = [*_for_all(answer.headers), ("ETag", self.etag)]
        self.is_packed = len(self.body) >= _SMALL and answer.header("content-type").startswith(_PACKED)
        self._forms: dict[str, tuple[Headers, bytes]] = {}

    @property
    def size(self) -> int:
        """Bytes, with room for its packed forms, which come later."""
        return _AROUND + (2 * len(self.body) if self.is_packed else len(self.body))

    def give(
        self, environ: Environ, start_response: Answer, more: Iterable[tuple[str, str]] = ()
    ) -> Iterable[bytes]:
        """Answers with the form that the reader takes, and `more` headers."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and (asked == self.etag or self._is_among(asked)) and self.status.startswith("200"):
            start_response("304 Not Modified", [*self._form("304")[0], *more])
            return []
        headers, body = self._form(_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        start_response(self.status, [*headers, *more])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]  # granian sends a list in one piece

    def _is_among(self, asked: str) -> bool:
        """Compared weakly, as RFC 9110 has it for If-None-Match."""
        return asked.strip() == "*" or self._tag in asked

    def _form(self, name: str) -> tuple[Headers, bytes]:
        if (form := self._forms.get(name)) is None:
            form = self._forms[name] = self._made(name)
        return form

    def _made(self, name: str) -> tuple[Headers, bytes]:
        """The headers and the bytes in this encoding, or of the answer that nothing changed."""
        if name == "304":
            return [(name, value) for name, value in self._headers if name.lower() != "content-type"], b""
        encoding = name if self.is_packed else ""
        body = _PACKS[encoding](self.body)
        headers = [*self._headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return headers, body


def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=5)
    return packed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


_PACKS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip, "": bytes}


def _encoding(accepted: str) -> str:
    return _chosen(accepted) if len(accepted) <= _LONGEST else ""


@lru_cache(maxsize=256)
def _chosen(accepted: str) -> str:
    """The encoding for who accepts these."""
    refused = {one.partition(";")[0].strip() for one in accepted.split(",") if _REFUSED.search(one)}
    offered = {one.partition(";")[0].strip() for one in accepted.split(",")} - refused
    return next((name for name in _PACKS if name in offered), "")


def _for_all(headers: Headers) -> Headers:
    own = ("cache-control", "content-length", "etag", "vary", "last-modified")
    kept = [(name, value) for name, value in headers if name.lower() not in own]
    return [*kept, ("Cache-Control", "public, max-age=1"), ("Vary", "Accept-Encoding")]


@lru_cache
def _sleeping_page() -> bytes:
    return render_to_string("503.html").encode()


def sleeping(environ: Environ, start_response: Answer) -> Iterable[bytes]:
    """What is answered while the database is silent."""
    headers, body = coming_back(environ.get("PATH_INFO", ""), _sleeping_page)
    start_response("503 Service Unavailable", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def coming_back(path: str, page: Callable[[], bytes]) -> tuple[Headers, bytes]:
    """The headers and the body of a 503: `page`, or data where data was asked for."""
    if path.startswith(("/api/v1/", "/graphiques/")) and path != "/api/v1/":
        body, kind = _SLEEPING_DATA, "application/json"
        own = [("Access-Control-Allow-Origin", "*")]
    else:
        body, kind, own = page(), "text/html; charset=utf-8", []
    shared = [*_SLEEPING_HEADERS, *without_django()]
    return [("Content-Type", kind), ("Content-Length", str(len(body))), *shared, *own], body
