"""Readers who keep asking, each over a connection of its own, and what they saw."""

import asyncio
import ssl
import time
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

TIMEOUT = 20
LOST = 0  # the status of what was not answered


class Seen(NamedTuple):
    """One answer: `began` and `ended` by the clock of this machine, in seconds; `mark` is of its body."""

    path: str
    began: float
    ended: float
    status: int
    headers: bytes
    mark: bytes

    @property
    def took(self):
        return self.ended - self.began


class Reader:
    """Keeps its connection, and opens another where it was lost."""

    def __init__(self, site):
        parts = urlsplit(site.address)
        self.host, self.place = site.host, (parts.hostname, parts.port)
        self.tls = any_certificate() if parts.scheme == "https" else None
        self.input = self.output = None

    async def ask(self, path, host=""):
        began = time.time()
        try:
            async with asyncio.timeout(TIMEOUT):
                status, headers, body = await self._asked(path, host or self.host)
        except (OSError, EOFError, TimeoutError, ValueError):
            self.close()
            status, headers, body = LOST, b"", b""
        return Seen(path, began, time.time(), status, headers, blake2b(body, digest_size=12).digest())

    async def _asked(self, path, host):
        if self.output is None:
            named = {"server_hostname": host} if self.tls else {}
            self.input, self.output = await asyncio.open_connection(*self.place, ssl=self.tls, **named)
        self.output.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\n\r\n".encode())
        head = await self.input.readuntil(b"\r\n\r\n")
        status, _, headers = head.partition(b"\r\n")
        return int(status.split()[1]), headers, await self._body(headers.lower())

    async def _body(self, headers):
        if b"transfer-encoding: chunked" in headers:
            body = b""
            while size := int((await self.input.readline()).strip(), 16):
                body += (await self.input.readexactly(size + 2))[:-2]
            await self.input.readline()
            return body
        length = headers.partition(b"content-length:")[2].partition(b"\r\n")[0]
        return await self.input.readexactly(int(length or 0))

    def close(self):
        if self.output is not None:
            self.output.close()
        self.input = self.output = None


def any_certificate():
    """Of no authority: reading those of the machine takes longer than an answer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


async def poll(site, paths, seen, stop, pause):
    """One reader: the next path each `pause` seconds, into `seen`, until `stop` is set."""
    reader = Reader(site)
    for path in paths:
        if stop.is_set():
            break
        seen.append(await reader.ask(path))
        await asyncio.sleep(pause)
    reader.close()


async def crowd(site, paths, during, *, readers, pause):
    """What `readers` saw while `during()`, a coroutine function, ran; `paths()` gives each its own."""
    seen, stop = [], asyncio.Event()
    polls = []
    for _ in range(readers):
        polls.append(asyncio.create_task(poll(site, paths(), seen, stop, pause)))
        await asyncio.sleep(pause / readers)
    try:
        await during()
    finally:
        stop.set()
        await asyncio.gather(*polls)
    return seen


def centile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0
