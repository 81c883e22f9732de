"""The page cache: wraps the WSGI application, and answers what it holds while the content stamp is the same.

A visitor's answer depends on nothing but its address: cookies, and parameters that no page knows, do not
reach the pages. The desk, early access and files pass by untouched.
"""

import gzip
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote_plus

import brotli  # type: ignore[import-untyped]
from django.db import DatabaseError

from phare.stamp import Stamp, Stamps

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Answer = Callable[[str, Headers], Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

APART = ("admin", "acces", "sante", "static")
# The parameters that pages know, by the first word of their address; the rest is dropped, so that nobody
# fills the cache with it. The API says itself what it does not know.
_OF_AN_INDICATOR = ("indicateur", "reponse", "public", "base", "regions", "france")
KNOWN = {
    "": _OF_AN_INDICATOR,
    "agenda": ("region", "periode", "mois", "page"),
    "communiques": ("region", "annee", "page", "a", "de"),
    "comparer": ("regions", "public", "mesure"),
    "graphiques": _OF_AN_INDICATOR,
    "indicateurs": _OF_AN_INDICATOR,
    "integrer": _OF_AN_INDICATOR,
    "recherche": ("q", "type", "page"),
    "rectificatifs": ("page",),
    "ressources": ("question", "region", "theme", "nature", "annee", "page"),
    "tableau-de-bord": _OF_AN_INDICATOR,
}
ANY_PARAMETER = ("api",)

ROOM = 24 * 2**20  # bytes that a process holds
LARGEST = 2**20
STALE = 60  # seconds for which a page is given while the database does not answer
_KEPT = ("200", "301", "410")
_AROUND = 2048  # bytes that an entry takes beside its bodies: headers and key
_PACKED = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_SMALL = 500  # bytes that are not worth packing
_LOCKS = 64
_REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*$")

_LEFT = ("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")

_SLEEPING = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Phare</title>"
    "<h1>Le site revient dans un instant</h1><p>Réessayez dans quelques secondes.</p>"
).encode()
_SLEEPING_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(_SLEEPING))),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Retry-After", "5"),
]


@dataclass(slots=True)
class Page:
    """An answer as it was made under `stamp`; `seen` is when it was last known to hold, by the monotonic
    clock."""

    stamp: Stamp
    status: str
    headers: Headers
    body: bytes
    etag: str
    seen: float
    packed: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes, with room for its packed forms, which come later."""
        return _AROUND + (2 * len(self.body) if self.is_packed else len(self.body))

    @property
    def is_packed(self) -> bool:
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return len(self.body) >= _SMALL and kind.startswith(_PACKED)

    def form(self, accepted: str) -> tuple[str, bytes]:
        """The encoding and the bytes for who accepts these; packed once."""
        if self.is_packed:
            refused = {one.partition(";")[0].strip() for one in accepted.split(",") if _REFUSED.search(one)}
            offered = {one.partition(";")[0].strip() for one in accepted.split(",")} - refused
            for name, pack in (("br", _brotli), ("gzip", _gzip)):
                if name in offered:
                    if name not in self.packed:
                        self.packed[name] = pack(self.body)
                    return name, self.packed[name]
        return "", self.body


def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=5)
    return packed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


class PageCache:
    def __init__(self, application: Application, stamps: Stamps | None = None, room: int = ROOM) -> None:
        self.application, self.stamps, self.room = application, stamps or Stamps(), room
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making = [threading.Lock() for _ in range(_LOCKS)]

    def __call__(self, environ: Environ, start_response: Answer) -> Iterable[bytes]:
        if not _is_public(environ):
            return self.application(environ, start_response)
        query = _known_query(environ)
        key = (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_X_FORWARDED_PROTO", ""),
            environ.get("HTTP_HOST", ""),
            environ.get("PATH_INFO", ""),
            query,
        )
        try:
            stamp = self.stamps.current()
        except DatabaseError:
            page = self._held(key)
            if page is None or page.stamp != self.stamps.last or time.monotonic() - page.seen > STALE:
                return _sleeping(environ, start_response)
            return _given(page, environ, start_response)
        page = self._held(key, stamp)
        if page is None:
            with self._making[hash(key) % _LOCKS]:
                page = self._held(key, stamp)
                if page is None:
                    made = self._made(key, environ, query, stamp)
                    if not isinstance(made, Page):
                        return made.passed(start_response)
                    page = made
        return _given(page, environ, start_response)

    def _held(self, key: tuple[str, ...], stamp: Stamp | None = None) -> Page | None:
        """The page of an address; with a stamp, only where it was made under it."""
        page = self._pages.get(key)
        if page is None or stamp is None:
            return page
        if page.stamp != stamp:
            return None
        page.seen = time.monotonic()
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def _made(self, key: tuple[str, ...], environ: Environ, query: str, stamp: Stamp) -> "Page | _Passing":
        """The page made anew, and kept where it may be; what is private, or large, is passed on as it is."""
        answer = _Passing()
        answer.chunks = self.application(_bare(environ, query), answer.start)
        if not answer.is_page():
            return answer
        try:
            body = b"".join(answer.chunks)
        finally:
            answer.close()
        etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
        page = Page(stamp, answer.status, _for_all(answer.headers), body, etag, time.monotonic())
        if answer.status[:3] in _KEPT:
            self._keep(key, page)
        return page

    def _keep(self, key: tuple[str, ...], page: Page) -> None:
        with self._lock:
            if (old := self._pages.pop(key, None)) is not None:
                self._size -= old.size
            self._pages[key] = page
            self._size += page.size
            while self._size > self.room:
                _, old = self._pages.popitem(last=False)
                self._size -= old.size


class _Passing:
    """What the application answers, before it is known whether it may be kept."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.chunks: Iterable[bytes] = ()

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        self.status, self.headers = status, headers

    def header(self, wanted: str) -> str:
        return next((value for name, value in self.headers if name.lower() == wanted), "")

    def is_page(self) -> bool:
        control, length = self.header("cache-control"), self.header("content-length")
        return (
            "no-store" not in control
            and "private" not in control
            and not self.header("set-cookie")
            and not self.header("x-accel-redirect")
            and length.isdigit()
            and int(length) <= LARGEST
        )

    def passed(self, start_response: Answer) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return self.chunks

    def close(self) -> None:
        if hasattr(self.chunks, "close"):
            self.chunks.close()


def _place(environ: Environ) -> str:
    """The first word of an address: "tableau-de-bord" of /tableau-de-bord/regions.svg."""
    path: str = environ.get("PATH_INFO", "")
    return path.lstrip("/").partition("/")[0].partition(".")[0]


def _is_public(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and _place(environ) not in APART
        and "HTTP_AUTHORIZATION" not in environ
    )


def _known_query(environ: Environ) -> str:
    """The parameters that the page knows, as they were sent."""
    query: str = environ.get("QUERY_STRING", "")
    place = _place(environ)
    if not query or place in ANY_PARAMETER:
        return query
    known = KNOWN.get(place, ())
    return "&".join(one for one in query.split("&") if unquote_plus(one.partition("=")[0]) in known)


def _bare(environ: Environ, query: str) -> Environ:
    """The request without what a public page must not depend on, and without conditions: those are
    answered here."""
    bare = {name: value for name, value in environ.items() if name not in _LEFT}
    return bare | {"REQUEST_METHOD": "GET", "QUERY_STRING": query}


def _for_all(headers: Headers) -> Headers:
    own = ("cache-control", "content-length", "etag", "vary", "last-modified")
    kept = [(name, value) for name, value in headers if name.lower() not in own]
    return [*kept, ("Cache-Control", "public, max-age=1"), ("Vary", "Accept-Encoding")]


def _given(page: Page, environ: Environ, start_response: Answer) -> Iterable[bytes]:
    if page.status.startswith("200") and _has(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        headers = [(name, value) for name, value in page.headers if name.lower() != "content-type"]
        start_response("304 Not Modified", [*headers, ("ETag", page.etag)])
        return ()
    encoding, body = page.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = [*page.headers, ("ETag", page.etag), ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response(page.status, headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _has(asked: str, etag: str) -> bool:
    """Whether a reader has the page: compared weakly, as RFC 9110 has it for If-None-Match."""
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _sleeping(environ: Environ, start_response: Answer) -> Iterable[bytes]:
    start_response("503 Service Unavailable", _SLEEPING_HEADERS)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (_SLEEPING,)
