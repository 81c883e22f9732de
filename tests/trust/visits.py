"""Requests as no browser sends them, to every route of the site and, signed in, of the desk: none fails.

Part of the piece `input` of `make trust`; a few of them in `make test`. They come over WSGI, byte by byte.
"""

import io
import tempfile
import traceback
from contextlib import contextmanager
from html.parser import HTMLParser
from random import Random
from urllib.parse import quote_from_bytes, urlencode

from django.conf import settings
from django.core.signals import got_request_exception, request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from django.test.utils import override_settings

from phare.page_cache import KNOWN, PageCache
from phare.stamp import Stamps, read
from tests.factories import make_user
from tests.phare.desk_routes import address, make_things
from tests.phare.roles import DECLARED
from tests.trust import Row, world

REQUESTS = 10_000
FEW = 0.01  # of them in `make test`
TOKEN = "a" * 32

TEXTS = [
    "",
    " ",
    "\0",
    "a\0b",
    "9" * 40,
    "1" + "0" * 19,
    "-1",
    "1e999",
    "NaN",
    "0x1",
    "²",
    "½",
    "٣",
    "1_0",
    "+1",
]
TEXTS += [
    "a" * 8192,
    "..;/",
    "../../etc/passwd",
    "<script>",
    "' OR 1=1 --",
    "{{7*7}}",
    "%s%n",
    "é" * 500,
    "\u202e",
]
TEXTS += [
    "\r\nSet-Cookie: a=b",
    "2016-13-45",
    "30/02/2016",
    "9999-99",
    "10000-01",
    "0000-00",
    "1-1",
    "[]",
    "true",
]
TEXTS += [
    "31/12/9999",
    "00:60",
    "25:00",
    "\ufeff",
    "\ud800",
    "//example.org",
    "javascript:x()",
    "http://[",
    "1,2,3",
]
NASTY = [text.encode("utf-8", "surrogatepass") for text in TEXTS] + [
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"%",
    b"%zz",
]
NAMES = sorted({name for names in KNOWN.values() for name in names})
NAMES += [
    "o",
    "p",
    "all",
    "e",
    "_popup",
    "_to_field",
    "_changelist_filters",
    "id__in",
    "pk",
    "region__id__exact",
]
NAMES += [
    "q\0",
    "next",
    "fin",
    "region",
    "question",
    "page",
    "app_label",
    "model_name",
    "field_name",
    "term",
    "",
]
METHODS = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "", "\xc9"]
HEADERS = {
    "HTTP_HOST": ["", "a b", "evil.example", "[::1", "testserver:99999", "\0", "testserver.", "é" * 300],
    "HTTP_ACCEPT": ["x", "*/*;q=x", "," * 5000, "application/x-ndjson"],
    "HTTP_ACCEPT_LANGUAGE": ["fr;q=x", "fr," * 2000, "\0", "x" * 9000],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=NaN", "br;;", "\xff"],
    "HTTP_IF_NONE_MATCH": ['"', 'W/"', "*" * 5000, '"\0"', "\xff"],
    "HTTP_IF_MODIFIED_SINCE": [
        "x",
        "Mon, 99 Foo 99999 00:00:00 GMT",
        "Thu, 31 Feb 2016 25:61:61 GMT",
        "9" * 40,
    ],
    "HTTP_RANGE": ["bytes=-", "bytes=5-1", "bytes=" + "9" * 40 + "-", "bytes=0-0," * 500, "x"],
    "HTTP_COOKIE": [
        "=;;;=",
        'sessionid="\0"',
        "sessionid=" + "x" * 9000,
        "messages=x",
        "\xff=\xfe",
        "csrftoken=",
    ],
    "HTTP_X_FORWARDED_FOR": ["x", "::::", "\0", "1.2.3.4, " * 500],
    "HTTP_X_FORWARDED_PROTO": ["x", "https, http", "\0"],
    "HTTP_REFERER": ["http://[", "\0", "x" * 9000],
    "HTTP_ORIGIN": ["null", "http://[", "https://evil.example"],
    "CONTENT_TYPE": [
        "multipart/form-data; boundary=",
        "multipart/form-data",
        "x",
        "text/plain; charset=zz",
        "\0",
    ],
    "CONTENT_LENGTH": ["abc", "-1", "9" * 30, "5"],
}
BODIES = [
    b"",
    b"\0" * 100,
    b"a=%ff&b=%00&=&&",
    b"a=1&" * 1001,
    b"--x\r\n\r\n--x--",
    b"--x\r\nContent-Disposition: form-data",
]
BODIES += [
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="../\0\r\n"\r\n\r\nx\r\n--x--\r\n',
    b"{" * 5000,
]


def row(seed, share):
    count, failures = round(REQUESTS * share), []
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), transaction.atomic():
        site = Site()
        with held_connection():
            for number in range(count):
                random = Random(f"{seed}/{number}")
                request = site.public(random) if number % 5 < 3 else site.desk(random)
                failures += [f"{seed}/{number} {fault}" for fault in site.faults(*request)]
        transaction.set_rollback(True)
    return Row(f"demandes abîmées, graine {seed}", count, failures)


@contextmanager
def held_connection():
    """Where each request of a server ends with its connection, here others follow in the same transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Site:
    def __init__(self):
        world.plant()
        self.application = PageCache(get_wsgi_application(), Still())
        self.addresses = sorted({path for _, path in world.public_addresses()})
        self.addresses += ["/acces/faux/", "/static/x.css", "/jamais/"]
        numbers = make_things()
        self.desks = sorted({address(route, numbers) for route in DECLARED if "logout" not in route})
        client = Client()
        client.force_login(make_user(username="essai", is_staff=True, is_superuser=True))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.forms = {path: fields for path in self.desks if (fields := self._fields(client, path))}

    def _fields(self, client, path):
        response = client.get(path, follow=True)
        if response.streaming:
            b"".join(response.streaming_content)  # which closes its file
        elif response.status_code == 200 and "html" in response.headers["Content-Type"]:
            return fields_of(response.content.decode())
        return []

    def public(self, random):
        path, _, query = random.choice(self.addresses).partition("?")
        return spoilt(random, path.encode(), query.encode())

    def desk(self, random):
        """As somebody who may do everything: addresses, or forms of which some fields are broken."""
        if random.random() < 0.4:
            path, _, query = random.choice(self.desks).partition("?")
            method, path, query, headers, body = spoilt(random, path.encode(), query.encode())
        else:
            path, fields = random.choice(sorted(self.forms.items()))
            path, _, query = path.partition("?")
            kind, body = sent(random, broken(random, fields))
            method, path, query, headers = "POST", path.encode(), query.encode(), {"CONTENT_TYPE": kind}
        return method, path, query, {"HTTP_COOKIE": self.cookie, "HTTP_X_CSRFTOKEN": TOKEN} | headers, body

    def faults(self, method, path, query, headers, body):
        """What goes wrong with a request, and nothing of what it wrote stays."""
        told, answers = [], []

        def note(**kwargs):
            told.append(traceback.format_exc()[-2500:])

        got_request_exception.connect(note)
        said = f"{method} {quote_from_bytes(path)}?{query[:200]!r} {headers} {body[:300]!r}"
        try:
            with transaction.atomic():
                chunks = self.application(
                    environ(method, path, query, headers, body), lambda status, *_: answers.append(status)
                )
                b"".join(chunks)
                if hasattr(chunks, "close"):
                    chunks.close()
                transaction.set_rollback(True)
        except Exception:  # a test of whatever may come
            told.append(traceback.format_exc()[-2500:])
        finally:
            got_request_exception.disconnect(note)
        wrong = told or not answers or answers[0] >= "5"
        return [f"{answers} {said}\n{''.join(told)}"] if wrong else []


class Still(Stamps):
    """One instant: nothing is asked aside, by a connection that does not see what a test wrote."""

    def __init__(self):
        super().__init__()
        self.read = read()

    def reading(self, *, anew=False):
        return self.read

    def is_silent(self):
        return False

    def ask_aside(self):
        pass


def environ(method, path, query, headers, body):
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | headers


def spoilt(random, path, query):
    """A request to that path, with one to three things that do not belong there."""
    method, headers, body = "GET", {}, b""
    for _ in range(random.randint(1, 3)):
        match random.randrange(6):
            case 0:
                parts = path.split(b"/")
                parts[random.randrange(len(parts))] = random.choice(NASTY)
                path = b"/" + b"/".join(parts).lstrip(b"/") if random.random() < 0.9 else b"/".join(parts)
            case 1:
                at = random.randrange(len(path) + 1)
                path = path[:at] + random.choice([*NASTY, b"/", b"//", b".csv", b";"]) + path[at:]
            case 2 | 3:
                pairs = [(random.choice(NAMES), random.choice(NASTY)) for _ in range(random.randint(1, 4))]
                pairs += pairs[:1]  # one twice
                joined = urlencode(pairs).encode()
                raw = b"&".join(name.encode() + b"=" + value for name, value in pairs)
                query = random.choice([joined, joined, query + b"&" + joined, raw])
            case 4:
                method, body = random.choice(METHODS), random.choice(BODIES)
                headers["CONTENT_TYPE"] = random.choice(
                    [
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/json",
                    ]
                )
            case 5:
                name = random.choice(sorted(HEADERS))
                headers[name] = random.choice(HEADERS[name])
    return method, path, query, headers, body


def broken(random, fields):
    """The fields of a form, with one to four that are not what the form would send."""
    fields = list(fields)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(fields))
        name, value = fields[at]
        match random.randrange(8):
            case 0:
                fields = fields[:at] + fields[at + 1 :] or fields
            case 1:
                fields.append((name, random.choice(NASTY)))
            case 2:
                fields[at] = (name + random.choice(["\0", "-0", "-" + "9" * 40, "]"]), value)
            case _:
                fields[at] = (name, random.choice(NASTY))
    return fields


def sent(random, fields):
    """The content type and the body."""
    if random.random() < 0.5:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    parts = []
    for name, value in fields:
        file = '; filename="a\0.pdf"' if random.random() < 0.05 else ""
        value = value if isinstance(value, bytes) else value.encode()
        head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        parts.append(head.encode() + value + b"\r\n")
    return "multipart/form-data; boundary=x", b"".join(parts) + b"--x--\r\n"


def fields_of(page):
    parser = _Fields()
    parser.feed(page)
    return parser.found


class _Fields(HTMLParser):
    """The names and values that the forms of a page would send."""

    def __init__(self):
        super().__init__()
        self.found, self.select, self.area = [], "", ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "select":
            self.select = name
            self.found += [(name, "")] if name else []
        elif tag == "option" and self.select and "selected" in said:
            self.found.append((self.select, value))
        elif tag == "textarea":
            self.found += [(name, "")] if name else []
        elif tag in ("input", "button") and name and name != "csrfmiddlewaretoken":
            is_off = said.get("type") in ("checkbox", "radio") and "checked" not in said
            self.found += [] if is_off or "__prefix__" in name else [(name, value)]
