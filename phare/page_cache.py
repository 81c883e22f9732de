"""The page cache: wraps the WSGI application, and answers what it holds while the content stamp is the same.

A visitor's answer depends on nothing but its address: of the headers only the host, and of the parameters
only those that a page knows, reach the pages. The desk, early access and files pass by untouched. While the
database is silent nothing waits for it: pages known to be right are given for a minute, the rest is told to
come back.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote_plus

from django.db import Error

from phare.kept_page import Answer, Application, Environ, Page, Passing, sleeping
from phare.patience import patience
from phare.reads import REVISION
from phare.stamp import Stamps
from regions.publication import INSTANT

WITHOUT_DATABASE = ("sante", "static")
PRIVATE = ("acces", "admin")
READING = ("GET", "HEAD")
# The parameters that pages know, by the first word of their address; the rest is dropped, so that nobody
# fills the cache with it. The API says itself what it does not know.
_OF_AN_INDICATOR = ("indicateur", "reponse", "public", "base", "regions", "france")
KNOWN = {
    "": _OF_AN_INDICATOR,
    "agenda": ("region", "periode", "mois", "page"),
    "communiques": ("region", "annee", "page", "a", "de"),
    "comparer": ("regions", "public", "mesure"),
    "france": ("indicateur", "page"),
    "graphiques": _OF_AN_INDICATOR,
    "indicateurs": _OF_AN_INDICATOR,
    "integrer": _OF_AN_INDICATOR,
    "rapports": ("indicateur", "page"),
    "recherche": ("q", "type", "page"),
    "rectificatifs": ("page",),
    "regions": ("indicateur", "page"),
    "ressources": ("question", "region", "theme", "nature", "annee", "page"),
    "sitemap": ("p",),
    "tableau-de-bord": _OF_AN_INDICATOR,
}
ANY_PARAMETER = ("api",)

# How the names of what a reader sends begin: a Content-Type would say how the parameters are to be read.
OF_A_READER = ("HTTP_", "CONTENT_")

ROOM = 16 * 2**20  # bytes that a process holds of the pages of the site
ROOM_OF_OTHERS = 8 * 2**20  # of the addresses that a visitor can make up, who thus drives no page away
LARGEST = 2**20
STALE = 60  # seconds for which a page is given while the database does not answer
PATIENCE = 2.0  # seconds for which a thread waits for another to make its page
SLOW = 0.5  # seconds without an answer after which it is found out whether the database is silent
LOSS = 10.0  # seconds of silence after which work at the desk that waits for the database is given up
_LOCKS = 64

Key = tuple[str, ...]


class PageCache:
    def __init__(self, application: Application, stamps: Stamps | None = None) -> None:
        self.application, self.stamps = application, stamps or Stamps()
        self.pages, self.others = Shelf(ROOM), Shelf(ROOM_OF_OTHERS)
        self._making = [threading.Lock() for _ in range(_LOCKS)]

    def __call__(self, environ: Environ, start_response: Answer) -> Iterable[bytes]:
        place = _place(environ.get("PATH_INFO", ""))
        if place in WITHOUT_DATABASE:
            return self.application(environ, start_response)
        is_public = environ["REQUEST_METHOD"] in READING and place not in PRIVATE
        key = _key(environ, place) if is_public else ()
        try:
            stamp = self.stamps.current()
            if is_public:
                page = self._held(key)
                if page is None or page.stamp != stamp:
                    return self._made(key, environ).give(environ, start_response)
                return page.give(environ, start_response)
        except Error:
            page, silence = self._held(key), self.stamps.silence
            if page is None or page.stamp != self.stamps.last or silence > STALE:
                return sleeping(environ, start_response)
            # Who keeps pages in front does not add its own patience to this one: deploy/nginx.
            return page.give(environ, start_response, [("Age", str(max(1, int(silence))))])
        with patience(self._is_lost):
            return self.application(environ, start_response)

    def _held(self, key: Key) -> Page | None:
        return self.pages.get(key) or self.others.get(key)

    def _made(self, key: Key, environ: Environ) -> Page | Passing:
        """The page as one thread makes it, while the others that want it wait; Error where the database is
        silent, or fell silent meanwhile."""
        with _queue(self._making[hash(key) % _LOCKS]):
            stamp, at = self.stamps.reading()
            page = self._held(key)
            if page is not None and page.stamp == stamp:
                return page
            answer = Passing()
            with patience(self._is_vain):
                bare = _bare(environ, key) | {REVISION: stamp.revision, INSTANT: at}
                answer.chunks = self.application(bare, answer.start)
            if answer.status.startswith("5"):
                self._ask_why(answer)
            if not answer.is_page():
                return answer
            made = Page(stamp, answer)
            self._keep(key, made)
            return made

    def _is_vain(self, waited: float) -> bool:
        """So that threads that wait for a silent database are soon free for who needs none."""
        if waited >= SLOW:
            self.stamps.ask_aside()
        return self.stamps.is_silent()

    def _is_lost(self, waited: float) -> bool:
        """Later: what an editor sent is done again by hand."""
        return self._is_vain(waited) and min(waited, self.stamps.silence) >= LOSS

    def _ask_why(self, answer: Passing) -> None:
        try:
            self.stamps.reading(anew=True)
        except Error:
            answer.close()
            raise

    def _keep(self, key: Key, page: Page) -> None:
        _, _, host, _, query = key
        is_made_up = query or ":" in host or page.status.startswith(("301", "404"))
        shelf, other = (self.others, self.pages) if is_made_up else (self.pages, self.others)
        other.drop(key)
        if page.size <= LARGEST:
            shelf.keep(key, page)


class Shelf:
    """Pages in some room: the one that was made the longest ago leaves first."""

    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self._pages: dict[Key, Page] = {}
        self._lock = threading.Lock()
        self.get = self._pages.get

    def __len__(self) -> int:
        return len(self._pages)

    def keep(self, key: Key, page: Page) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += _size(key, page)
            while self.size > self.room:
                self._drop(next(iter(self._pages)))

    def drop(self, key: Key) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        if (page := self._pages.pop(key, None)) is not None:
            self.size -= _size(key, page)


def _size(key: Key, page: Page) -> int:
    return page.size + sum(map(len, key))


@contextmanager
def _queue(lock: threading.Lock) -> Iterator[None]:
    """Waits for its turn, but not for ever: who is before may hang with the database."""
    is_held = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if is_held:
            lock.release()


def _place(path: str) -> str:
    """How an address begins: "agenda.ics" of /agenda.ics."""
    return path.lstrip("/").partition("/")[0]


def _key(environ: Environ, place: str) -> Key:
    """All that a public page may depend on."""
    query = environ.get("QUERY_STRING", "")
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip(),
        environ.get("HTTP_HOST", "").lower(),
        environ.get("PATH_INFO", ""),
        _known(query, place) if query else "",
    )


def _known(query: str, place: str) -> str:
    """The parameters that the page knows, as they were sent."""
    if place in ANY_PARAMETER:
        return query
    known = KNOWN.get(place.partition(".")[0], ())
    return "&".join(one for one in query.split("&") if unquote_plus(one.partition("=")[0]) in known)


def _bare(environ: Environ, key: Key) -> Environ:
    """The request with nothing from its reader but what is in the key."""
    _, protocol, host, _, query = key
    bare = {name: value for name, value in environ.items() if not name.startswith(OF_A_READER)}
    headers = {"HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": protocol}
    bare |= {name: value for name, value in headers.items() if value}
    return bare | {"REQUEST_METHOD": "GET", "QUERY_STRING": query}
