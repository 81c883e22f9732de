"""Behind nginx, as docs/deployment.md has it: readers slow on purpose, and a site that is started anew."""

import asyncio
import contextlib
import itertools
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.client import LOST, Reader, any_certificate, centile, crowd
from tests.load.site import Site
from tests.serving.site import HOST, served
from tests.trust import Row

PATHS = ("/", "/regions/", "/indicateurs/", "/communiques/", "/agenda/", "/ressources/")
SLOW, SECONDS = 200, 12
LIMIT = 200  # milliseconds
RESTARTS = 3


def run(full):
    with TemporaryDirectory(prefix="phare-front-") as folder:
        place = Path(folder)
        with served(place, place, f"sqlite:///{folder}/front.sqlite3") as running:
            site = Site(f"https://127.0.0.1:{running.ports['https']}", HOST)
            yield slow_readers(site)
            yield restarts(site, running)


def slow_readers(site):
    """Hundreds that send a byte in a second, or read as slowly; the others notice nothing."""

    async def play():
        slow = [asyncio.create_task(dribble(site, number % 4 == 0)) for number in range(SLOW)]
        await asyncio.sleep(SECONDS)
        for one in slow:
            one.cancel()
        return await asyncio.gather(*slow, return_exceptions=True)

    seen = asyncio.run(crowd(site, lambda: itertools.cycle(PATHS), play, readers=20, pause=0.1))
    late = centile([one.took * 1000 for one in seen], 0.99)
    failures = [f"{one.path} : {one.status}" for one in seen if one.status != 200]
    if late > LIMIT:
        failures.append(f"p99 des autres : {late:.0f} ms")
    return Row(
        f"{SLOW} visiteurs à un octet par seconde (p99 des autres : {late:.0f} ms)", len(seen), failures
    )


async def dribble(site, reads):
    """One that sends its request a byte at a time, or reads so what it asked for."""
    place = Reader(site).place
    source, sink = await asyncio.open_connection(*place, ssl=any_certificate(), server_hostname=HOST)
    request = f"GET /regions/ HTTP/1.1\r\nHost: {HOST}\r\nX-Lent: {'x' * 200}\r\n\r\n".encode()
    try:
        if reads:
            sink.write(request)
            while await source.read(1):
                await asyncio.sleep(1)
        for byte in request:
            sink.write(bytes([byte]))
            await sink.drain()
            await asyncio.sleep(1)
    finally:
        with contextlib.suppress(OSError):
            sink.transport.abort()


def restarts(site, running):
    """The site is stopped (SIGTERM) and started again under readers: what was begun is answered, and pages
    stay there; the desk answers again in seconds."""
    away = []

    def again():
        began = time.time()
        running.granian.send_signal(signal.SIGTERM)
        running.granian.wait(30)
        running.start_granian()
        away.append((began, time.time()))

    async def play():
        for _ in range(RESTARTS):
            await asyncio.sleep(2)
            await asyncio.to_thread(again)
        await asyncio.sleep(2)

    desk = ("/admin/login/",)
    addresses = itertools.cycle([lambda: itertools.cycle(PATHS), lambda: itertools.cycle(desk)])
    seen = asyncio.run(crowd(site, lambda: next(addresses)(), play, readers=20, pause=0.1))
    pages = [one for one in seen if one.path in PATHS]
    failures = [f"{one.path} : {one.status}" for one in pages if one.status != 200]
    # In flight when the signal came: begun before it, ended after.
    begun = [one for one in seen if any(one.began < out < one.ended for out, _ in away)]
    failures += [f"commencée avant l'arrêt : {one.path}, {one.status}" for one in begun if one.status != 200]
    others = [one for one in seen if one.path in desk and one.status != 200]
    outside = [one for one in others if not any(out <= one.ended <= back + 1 for out, back in away)]
    failures += [f"bureau, hors d'un arrêt : {one.status}" for one in outside]
    lost = sum(one.status == LOST for one in seen)
    longest = max(back - out for out, back in away)
    gap = f"bureau : {len(others)} refus, {longest:.1f} s d'absence au plus"
    words = f"{RESTARTS} redémarrages ({gap} ; {len(begun)} en cours à l'arrêt ; {lost} sans réponse)"
    return Row(words, len(seen), failures)
