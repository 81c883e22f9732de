"""No room left: what editors send is refused as a whole, in words that say why, and all is read as before."""

import logging
import os
import subprocess
from contextlib import contextmanager, suppress

from tests.trust import Row
from tests.trust.bench import EMPTY, bench

READ = (
    "/",
    "/regions/",
    "/indicateurs/",
    "/rapports/",
    "/communiques/",
    "/agenda/",
    "/ressources/",
    "/donnees/",
)
WITH_A_FILE = ("import_by_command", "import_sent", "release_saved", "file_replaced")
SAID = "plus de place sur le disque"
SIZE = 120


def run(full):
    logging.disable(logging.CRITICAL)
    with bench() as kept:
        from django.db import connection

        from tests.trust.jobs import JOBS

        chosen = JOBS if full else JOBS[-2:]
        if connection.vendor == "sqlite":
            yield Row("base pleine : travaux du bureau", *tried(kept, chosen, full_database, may_fit=True))
            yield Row("base pleine : connexion", *tried(kept, [sign_in()], full_database))
        if os.geteuid():
            yield Row(
                "disque plein : envoi de fichiers", 0, ["Il faut être root pour monter un petit disque."]
            )
        else:
            chosen = [job for job in JOBS if job.make.__name__ in WITH_A_FILE]
            yield Row("disque plein : envoi de fichiers", *tried(kept, chosen, full_media))
        yield Row("disque plein : journal", *log())


def sign_in():
    """Until there is no room for another session."""
    from django.conf import settings
    from django.test import Client

    from tests.factories import make_user
    from tests.trust.jobs import Job

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def make(size):
        user = make_user(is_staff=True, is_superuser=True, password="une phrase assez longue")
        sent = {"username": user.username, "password": "une phrase assez longue"}

        def act():
            for _ in range(40):
                answer = Client(raise_request_exception=False).post("/admin/login/", sent)
                if answer.status_code != 302:
                    break
            return answer

        return act

    return Job("connexion", make)


@contextmanager
def full_database(kept):
    """A database that may not grow by a page; small ones, so that little finds room in one."""
    from django.db import connection

    with connection.cursor() as cursor:
        for words in ("journal_mode = DELETE", "page_size = 512"):
            cursor.execute(f"PRAGMA {words}")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def full_media(kept):
    """Files on a disk of their own, without a free byte."""
    from django.conf import settings

    place = settings.MEDIA_ROOT
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=True)
    try:
        subprocess.run(["cp", "-a", f"{kept.folder}/media-before/.", place], check=True)
        with suppress(OSError), (kept.folder / "media" / "imports-plein").open("wb", buffering=0) as filler:
            while filler.write(bytes(4096)):
                pass
        yield
        (kept.folder / "media" / "imports-plein").unlink()
    finally:
        subprocess.run(["umount", place], check=True)


def tried(kept, jobs, fills, may_fit=False):
    """How many answers, and what was wrong with them. `may_fit`: what is written may still find room."""
    failures, count = [], 0
    for job in jobs:
        kept.restore(EMPTY)
        act = job.make(SIZE)
        kept.keep("before")
        for told in one(kept, act, fills, may_fit):
            count += 1
            failures += [f"{job.name} : {told}"] if told else []
    return count, failures


def one(kept, act, fills, may_fit):
    """A line for each thing that is looked at, empty where it is well."""
    from django.core.management import CommandError
    from django.test import Client

    from tests.trust.picture import Album

    album = Album()
    before = album.take()
    act()
    after = album.take()
    kept.restore("before")
    with fills(kept):
        try:
            answer = act()
            status, text = getattr(answer, "status_code", 302), answer and answer.content.decode()
        except CommandError as error:
            status, text = 507, str(error)
        seen = album.take()
        wanted = after if may_fit and status == 302 else before
        is_told = status == 507 and SAID in text
        yield "" if is_told or wanted is after else f"réponse {status} : {text[:300]}"
        yield "" if seen.rows == wanted.rows and not seen.lost else f"partiel : {seen.rows - before.rows}"
        for path in READ:
            code = Client(raise_request_exception=False).get(path).status_code
            yield "" if code == 200 else f"{path} répond {code}"
    if status == 507:
        answer = act()
        seen = album.take()
        yield "" if seen.rows == after.rows else "la place revenue, le même envoi ne fait pas la même chose"


def log():
    from django.test import Client

    logging.disable(logging.NOTSET)
    failures = []
    with open("/dev/full", "w") as stream:  # each write fails
        handler = logging.StreamHandler(stream)
        logging.getLogger().addHandler(handler)
        logging.raiseExceptions = False
        for path in (*READ, "/jamais/"):
            logging.getLogger("django.request").error("une ligne")
            status = Client(raise_request_exception=False).get(path).status_code
            if status != (404 if path == "/jamais/" else 200):
                failures.append(f"{path} répond {status}")
        logging.getLogger().removeHandler(handler)
        with suppress(OSError):
            stream.close()
    return len(READ) + 1, failures
