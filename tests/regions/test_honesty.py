import re
from html import unescape

import pytest

from regions import rows
from regions.models import Audience, Figure, Indicator, Region, Report, Survey
from regions.publication import database_now
from regions.rows import Verdict
from tests.regions.spaces import plain

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]

JUDGEMENT = re.compile(
    r"\b(au-dessus|au-dessous|en avance|en retard|davantage|dépasse\w*|similaires?|significati\w+|"
    r"supérieure?s?|inférieure?s?|mieux|meilleure?s?|leaders?|premiers? rangs?|marge d'erreur)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|<q>.*?</q>", re.DOTALL)
METHOD = (
    "le total peut dépasser 100 %",
    "<dt>Marge d'erreur</dt>",
    "et avec quelle marge d'erreur",
)


def addresses():
    """Every page of what is public."""
    at = database_now()
    views = [rows.IndicatorFigures(indicator, at) for indicator in Indicator.objects.all()]
    for view in views:
        slug = view.indicator.slug
        yield from (f"/?indicateur={slug}&public={audience.slug}" for audience in Audience)
        for answer in view.answers:
            query = f"/indicateurs/{slug}/?reponse={answer.slug}&public="
            yield from (f"{query}{audience.slug}" for audience in Audience)
    yield from ("/", "/regions/", "/indicateurs/", "/rapports/", "/rectificatifs/")
    public = [Figure.objects.published(at).with_labels(), Report.objects.published(at)]
    for found in (Region.objects.all(), Survey.objects.all(), *public):
        yield from (one.get_absolute_url() for one in found)


def judged(client, path):
    """The words of judgement on a page that are neither quoted nor of the method."""
    response = client.get(path)
    assert response.status_code == 200, path
    page = plain(QUOTED.sub("", unescape(response.content.decode())))
    for text in METHOD:
        page = page.replace(text, "")
    return JUDGEMENT.findall(page)


def test_no_page_of_real_data_judges(client, programme):
    paths = list(addresses())
    assert len(paths) == 17 * 4 + 43 * 4 + 5 + 14 + 7 + 100 + Report.objects.published(database_now()).count()
    found = {path: words for path in paths if (words := judged(client, path))}
    assert found == {}


def test_page_that_judges_is_found_out(client, programme):
    Figure.objects.filter(region__slug="pays-de-la-loire").update(respondents=245)
    Figure.objects.filter(region__slug="france").update(respondents=3185)
    assert "Au-dessus" in judged(client, "/indicateurs/pratique-partenariats/")


def test_every_gap_of_real_data_is_untested(programme):
    at = database_now()
    gaps = []
    for view in (rows.IndicatorFigures(indicator, at) for indicator in Indicator.objects.all()):
        gaps += [row.gap for row in view.rows()] + [series.change for series in view.series()]
        gaps += [one.spread for answer in view.answers for one in view.side_by_side(answer)]
    found = [gap for gap in gaps if gap]
    assert {(gap.verdict, gap.interval) for gap in found} == {(Verdict.UNTESTED, None)}
    assert len(found) == 45
