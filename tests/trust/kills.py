"""kill -9 at random instants of what editors do: all of it is there, or nothing; the database is whole."""

import logging
import os
import random
import signal
import time
from datetime import timedelta

from django.utils import timezone

from tests.trust import SEED, Row
from tests.trust.bench import EMPTY, bench, in_a_child

SIZE = 120  # figures of an import or of a grid
KILLS = 19  # of each job
CHOSEN = (
    "import_by_command",
    "import_confirmed",
    "grid_saved",
    "release_approved",
    "release_withdrawn",
    "report_withdrawn",
    "contact_erased",
    "file_replaced",
)


def run(full):
    logging.disable(logging.CRITICAL)
    with bench() as kept:
        from tests.trust.jobs import JOBS  # needs the settings

        chance = random.Random(SEED)
        for job in JOBS:
            if job.make.__name__ in CHOSEN:
                yield Killing(kept, job).row(KILLS if full else 2, chance)


class Killing:
    def __init__(self, kept, job):
        from tests.trust.picture import Album, revision

        self.kept, self.job, self.revision = kept, job, revision
        kept.restore(EMPTY)
        self.act = job.make(SIZE)
        self.album = Album()
        self.before, self.counted = self.album.take(), revision()
        kept.keep("before")
        self.act()
        self.after = self.album.take()
        assert self.after.rows != self.before.rows, job.name
        self.lasts = self._duration()

    def _duration(self):
        """Seconds of the act in a child that lives, the first time put aside."""
        for _ in range(3):
            self.kept.restore("before")
            began = time.monotonic()
            os.waitpid(in_a_child(self.act), 0)
            took = time.monotonic() - began
        return took

    def row(self, kills, chance):
        failures, ends = [], {"avant": 0, "après": 0}
        for number in range(kills):
            instant = chance.uniform(0, self.lasts * 1.1)
            self.kept.restore("before")
            child = in_a_child(self.act)
            time.sleep(instant)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            self.kept.settle()
            end, told = self.found()
            ends[end] = ends.get(end, 0) + 1
            failures += [f"{self.job.name}, nº {number}, à {instant:.3f} s : {one}" for one in told]
        told = ", ".join(f"{count} {end}" for end, count in ends.items())
        return Row(f"kill -9 : {self.job.name} ({told})", kills, failures)

    def found(self):
        """Where the kill left the site, and what is wrong with it."""
        from phare.files import sweep

        told = [f"la base est abîmée : {fault}" for fault in self.kept.faults()]
        moved = self.revision() != self.counted
        sweep(timezone.now() + timedelta(seconds=1))
        seen = self.album.take()
        end = {True: "avant", False: "après"}.get(seen.rows == self.before.rows)
        if seen.rows not in (self.before.rows, self.after.rows):
            end = "partiels"
            told.append(f"{seen.rows - self.before.rows} ; manque {self.after.rows - seen.rows}")
        if moved != (seen.rows != self.before.rows):
            told.append("le compteur du contenu n'a pas suivi")
        told += [f"fichier perdu : {name}" for name in seen.lost]
        told += [f"fichier que rien ne nomme : {name}" for name in seen.orphans]
        return end, told
