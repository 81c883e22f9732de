"""Each guard of the embargo broken in a copy of the sources: the tests that watch it must fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.trust import Row

ROOT = Path(__file__).parent.parent.parent
SECONDS = 600
QUICK = 2  # mutants, where not all are tried

MATRIX = "tests/trust/test_leak_matrix.py"
BEFORE = (MATRIX, "-k", "told_before_the_instant")
SINCE = (MATRIX, "-k", "from_the_instant_on")
DRAFT = (MATRIX, "-k", "draft")
CORRECTED = (MATRIX, "-k", "of_a_correction_before")
WITHDRAWN = (MATRIX, "-k", "withdrawn")
KEYS = ("tests/regions/test_figure_keys.py",)
CLOCK = ("tests/trust/test_clock_jumps.py",)
GUESSED = ("tests/trust/test_guessed_places.py",)


class Mutant(NamedTuple):
    """The words of a file that are written in the place of others, once; who has to see it."""

    guard: str
    path: str
    words: str
    instead: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "la porte attend l'instant",
        "regions/publication.py",
        ', (f"{prefix}publish_at__lte", at))',
        ")",
        BEFORE,
    ),
    Mutant(
        "la porte s'ouvre à l'instant et non après",
        "regions/publication.py",
        '(f"{prefix}publish_at__lte", at)',
        '(f"{prefix}publish_at__lt", at)',
        ("tests/regions/test_publication.py", "-k", "at_its_instant"),
    ),
    Mutant(
        "la porte veut une approbation",
        "regions/publication.py",
        '(f"{prefix}approved_at__isnull", False), ',
        "",
        DRAFT,
    ),
    Mutant(
        "un chiffre sort avec son rapport",
        "regions/models/figure.py",
        'return self.filter(is_out(at, "report"))',
        "return self.all()",
        BEFORE,
    ),
    Mutant(
        "un rectificatif attend son instant",
        "regions/models/figure.py",
        "Correction.objects.filter(is_out(at), figure=",
        "Correction.objects.filter(figure=",
        CORRECTED,
    ),
    Mutant(
        "la page d'un indicateur attend l'instant des rapports",
        "regions/rows/keys.py",
        'AND {OUT.format("r")}',
        "AND %s IS NOT NULL",
        KEYS,
    ),
    Mutant(
        "la page d'un indicateur attend l'instant des rectificatifs",
        "regions/rows/keys.py",
        'AND {OUT.format("c")}',
        "AND %s IS NOT NULL",
        KEYS,
    ),
    Mutant(
        "ce qui est annoncé attend son instant",
        "press/announced.py",
        "return self.filter(publish_at__lte=at, withdrawn_at__isnull=True)",
        "return self.filter(withdrawn_at__isnull=True)",
        BEFORE,
    ),
    Mutant(
        "ce qui est annoncé puis retiré s'en va",
        "press/announced.py",
        "return self.filter(publish_at__lte=at, withdrawn_at__isnull=True)",
        "return self.filter(publish_at__lte=at)",
        WITHDRAWN,
    ),
    Mutant(
        "une ressource ne précède pas son rapport",
        "press/models/resource.py",
        "return super().published(at).filter(Q(report__isnull=True) | Q(report__in=reports))",
        "return super().published(at)",
        BEFORE,
    ),
    Mutant(
        "un communiqué retiré s'en va",
        "press/models/edition.py",
        "return self.filter(Stands(), _PRESENT)",
        "return self.filter(Stands())",
        WITHDRAWN,
    ),
    Mutant(
        "une version dont un chiffre a changé ne sort pas",
        "press/models/edition.py",
        "return self.filter(Stands(), _PRESENT)",
        "return self.filter(_PRESENT)",
        ("tests/press/test_reliance.py",),
    ),
    Mutant(
        "une ancienne adresse ne mène qu'à ce qui est public",
        "press/views/door.py",
        "return had.published(at).first() or had.withdrawn(at).first()",
        "return had.first()",
        BEFORE,
    ),
    Mutant(
        "un événement ne nomme pas un rapport à venir",
        "press/views/agenda.py",
        "event.report if event.report and event.report.is_published(at) else None",
        "event.report",
        BEFORE,
    ),
    Mutant(
        "les menus n'ont que des pages publiques",
        "press/templatetags/pages.py",
        "Page.objects.published(instant(request))",
        "Page.objects.all()",
        BEFORE,
    ),
    Mutant(
        "la recherche ne trouve que ce qui est public",
        "phare/search/__init__.py",
        "    Event.objects.published,",
        "    lambda at: Event.objects.all(),",
        BEFORE,
    ),
    Mutant(
        "un accès révoqué n'ouvre rien",
        "press/models/access.py",
        "found = self.filter(revoked_at=None)",
        "found = self.all()",
        BEFORE,
    ),
    Mutant(
        "un accès anticipé n'est gardé par personne",
        "phare/page_cache.py",
        'PRIVATE = ("acces", "admin")',
        'PRIVATE = ("admin",)',
        ("tests/phare/test_page_cache.py", "-k", "private_is_never_kept"),
    ),
    Mutant(
        "une page gardée suit ce qui s'écrit",
        "phare/page_cache.py",
        "if page is None or page.stamp != stamp:",
        "if page is None:",
        ("tests/phare/test_page_cache.py", "-k", "follows_a_write"),
    ),
    Mutant(
        "l'heure d'une page est celle de la base",
        "phare/stamp.py",
        "    midnight = _next_midnight(now)",
        "    now = datetime.now(UTC)\n    midnight = _next_midnight(now)",
        SINCE,
    ),
    Mutant(
        "l'heure du bureau est celle de la base",
        "regions/publication.py",
        "with connection.cursor() as cursor:",
        "return datetime.now(UTC)\n    with connection.cursor() as cursor:",
        CLOCK,
    ),
    Mutant(
        "aucune adresse ne mène aux documents",
        "phare/urls.py",
        'path("robots.txt"',
        'path("media/<path:path>", __import__("django.views.static").views.static.serve, '
        '{"document_root": __import__("django.conf").conf.settings.MEDIA_ROOT}),\n    path("robots.txt"',
        GUESSED,
    ),
    Mutant(
        "la place d'un document ne se devine pas",
        "regions/models/report.py",
        'f"rapports/{secrets.token_urlsafe(16)}.pdf"',
        'f"rapports/{report.slug}.pdf"',
        GUESSED,
    ),
)


def run(full):
    mutants = MUTANTS if full else MUTANTS[:QUICK]
    with TemporaryDirectory(prefix="phare-mutants-") as folder:
        copy = Path(folder, "phare")
        copied(copy)
        watching = sorted({one.tests for one in mutants})
        broken = [" ".join(tests) for tests in watching if red(copy, tests)]
        yield Row("essais verts avant toute mutation", len(watching), broken)
        living = [said for one in mutants if (said := alive(copy, one))]
        yield Row("gardes cassées, vues par un essai", len(mutants), living)


def copied(copy):
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")


def alive(copy, mutant):
    """Why it counts as alive; an empty text where a test saw it. The file is as before in the end."""
    file = copy / mutant.path
    whole = file.read_text()
    file.write_text(whole.replace(mutant.words, mutant.instead))
    try:
        return "" if red(copy, mutant.tests) else f"{mutant.guard}: aucun essai ne l'a vu"
    finally:
        file.write_text(whole)


def red(copy, tests):
    """Whether a test fails, and not for a want of tests."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *tests]
    variables = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TRUST")}
    ended = subprocess.run(
        command, cwd=copy, env=variables, timeout=SECONDS, check=False, capture_output=True, text=True
    )
    if ended.returncode not in (0, 1):
        raise RuntimeError(ended.stdout[-2000:] + ended.stderr[-2000:])
    return ended.returncode == 1
