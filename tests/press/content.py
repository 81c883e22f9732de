"""What the releases of the demonstration say, sentence by sentence, and the numbers in it."""

import re
from decimal import Decimal

from press import prose
from press.loader import FOLDER
from regions.models import Figure
from regions.publication import database_now
from regions.rows.gaps import compare, difference, is_exact
from tests.regions.spaces import plain

SLUGS = sorted(path.stem for path in (FOLDER / "releases").glob("*.toml"))
NUMBER = r"(\d+(?: \d{3})*(?:,\d+)?)"
SHARE = re.compile(rf"{NUMBER} %")
POINTS = re.compile(rf"{NUMBER} points?\b")
MARK = re.compile(rf"{NUMBER} sur 10\b")
ANY = re.compile(NUMBER)
# What is neither a share, a gap nor a mark, and no figure: dates, sizes that name a base, a total.
NOT_FIGURES = re.compile(
    r"\b(?:1er|\d{1,2}) (?:mai|juin|septembre|octobre|novembre) 20\d\d|\b20\d\d\b|\b(?:10|1 000) salariés|"
    r"[Pp]lus de 2 000 personnes|\b304 (?:élus|répondants|réponses)|le total passe 100|\bsur 10\b"
)


def texts(release):
    """Headline, standfirst and each block of the body, with ordinary spaces."""
    blocks = prose.paragraphs(prose.parse(release.body))
    return [plain(text) for text in (release.headline, release.standfirst, *(one.text for one in blocks))]


def found(pattern, text):
    return [Decimal(match.replace(" ", "").replace(",", ".")) for match in pattern.findall(text)]


def cited(release):
    """The public figures that a release cites."""
    ids = release.citations.values("figure")
    return list(Figure.objects.published(database_now()).with_labels().filter(pk__in=ids))


def gaps(release):
    """Each displayed difference that may be said, with the two values that make it."""
    figures = cited(release)
    pairs = [(one, other) for one in figures for other in figures if one != other]
    for one, other in pairs:
        gap = None
        if other.region.is_nation and not one.region.is_nation:
            gap = compare(one, one.public_value, other, other.public_value)
        elif _waves(one, other) and is_exact(one) and is_exact(other):
            gap = difference(one, one.public_value, other, other.public_value)
        if gap:
            yield abs(gap.points), one.public_value, other.public_value


def _waves(one, other):
    """Whether two figures are the same answer, base and region in two surveys of one series."""
    return (one.answer, one.base, one.region, one.question.series) == (
        other.answer,
        other.base,
        other.region,
        other.question.series,
    ) and one.question.survey.released_on > other.question.survey.released_on
