"""A release about the Pays de la Loire with a number of each kind, for tests of the claims' desk."""

from press.claims import load
from press.rulings import Reading, key
from regions.models import Figure, Region
from regions.publication import database_now
from tests.factories import make_release

HEADLINE = "Dans les Pays de la Loire, alliances et innovation"
STANDFIRST = (
    "Dans les Pays de la Loire, 44 % des entreprises d'au moins 10 salariés ont noué des partenariats, "
    "8 points de plus que la moyenne nationale."
)
PARAGRAPHS = {
    "right": "Dans la région, <strong>77</strong> % des responsables associatifs et 65 % des citoyens voient "
    "dans les alliances une source d'innovation.",
    "external": "La soirée a réuni 120 élus.",
    "base": "Chez nous, 43 % des <em>entreprises</em> ligériennes ont noué des partenariats.",
    "unknown": "Emploi ou innovation : 65 % d'entre eux sont de cet avis.",
}
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS.values())


def make_draft(**kwargs):
    """A draft without a report, on the Pays de la Loire."""
    texts = {"headline": HEADLINE, "standfirst": STANDFIRST, "body": BODY} | kwargs
    return make_release(figures=[], report=None, regions=[Region.objects.get(code="52")], **texts)


def read(release):
    release.refresh_from_db()
    now = database_now()
    return Reading.of(release, now, load(now))


def the(reading, text):
    """The number of these words."""
    return next(one for one in reading.found if one.text == text)


def sent(release, text, act, **more):
    """What the button of one number sends."""
    return {"claim": key(the(read(release), text)), "seen": release.version, "act": act} | more


def companies(region="52"):
    return Figure.objects.get(
        region__code=region,
        question__indicator__slug="pratique-partenariats",
        base__slug="entreprises-10-salaries",
    )
