"""Bad input, a piece of `make trust`: spoilt spreadsheets, bombs and spoilt requests.

A second, random seed is printed: what it finds may be made again by it.
"""

import os
import random
import resource

import django

os.environ["TQDM_DISABLE"] = "1"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.trust import SEED, bombs, imports, visits  # noqa: E402

MOST = 300  # megabytes of the whole process


def run(full):
    setup_test_environment(debug=False)  # debugging keeps the text of thousands of queries
    call_command("migrate", run_syncdb=True, verbosity=0)
    seeds = [(SEED, 1.0), (random.SystemRandom().randrange(10**9), 0.1)] if full else [(SEED, 0.02)]
    yield bombs.row()
    for part in (imports, visits):
        for seed, share in seeds:
            print(f"{part.__name__}, graine {seed}", flush=True)
            row = part.row(seed, share)
            if (most := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024) > MOST:
                row.failures.append(f"Le processus a pris {most:.0f} Mo.")
            row.test += f", {most:.0f} Mo"
            yield row
