"""What tests of charts share."""

from datetime import date
from decimal import Decimal

from regions.models import Question
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.values import read_json

# One address of each kind of chart of the world that `observatory` makes.
ADDRESSES = [
    "regions/bretagne/alliances",
    "regions/bretagne/alliances/repartition",
    "france/alliances",
    "france/alliances/repartition",
    "rapports/rapport/bretagne/alliances",
    "rapports/rapport/bretagne/alliances/repartition",
    "indicateurs/alliances/regions",
    "indicateurs/alliances/publics",
    "indicateurs/alliances/vagues/france/alliances/entreprises/oui/toutes",
]


def path_of(chart):
    return f"/graphiques/{chart}.json"


def body(client, chart):
    response = client.get(path_of(chart))
    assert response.status_code == 200
    return read_json(response.content)


def observatory():
    """Two audiences in Brittany and the nation, each a whole of two answers; the nation has two waves."""
    indicator = make_indicator(slug="alliances")
    yes, no = (
        make_answer(indicator=indicator, label="Oui", slug="oui", headline=True, predicate="oui", order=1),
        make_answer(indicator=indicator, label="Non", slug="non", order=2),
    )
    make_base(slug="toutes")
    region = make_region(name="Bretagne", code="53")
    report = make_report(slug="rapport", title="PHARE Bretagne", region=region, publish_at=ago(hours=1))
    for audience, share, reference in (("companies", Decimal(43), 37), ("citizens", Decimal("69.5"), 63)):
        question = make_question(indicator=indicator, survey=make_survey(audience=audience))
        common = {"question": question, "region": region, "report": report, "n": 245, "n_nation": 3185}
        make_pair(share, reference, answer=yes, **common)
        make_pair(100 - share, 100 - reference, answer=no, **common)
    old = make_survey(audience="companies", released_on=date(2009, 11, 1))
    question = make_question(indicator=indicator, survey=old)
    make_figure(question=question, answer=yes, region=make_nation(), value=Decimal("20.5"))
    return region


def question_of(audience):
    """The latest question of the observatory's indicator to this audience."""
    return Question.objects.get(survey__audience=audience, survey__released_on__year=2015)
