from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from tests.factories import ago, make_event, make_nation, make_region
from tests.regions.html import parse
from tests.regions.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne(db):
    return make_region(name="Bretagne", code="53")


def in_days(number):
    return localdate() + timedelta(days=number)


def make_public(**kwargs):
    return make_event(**{"publish_at": ago(hours=1)} | kwargs)


def dates(client, path):
    """The part of a page of another thing that tells events."""
    response = client.get(path)
    assert response.status_code == 200
    return parse(response.content.decode()).all("section", aria_labelledby="rendez-vous")


def nearby(client, path):
    found = dates(client, path)
    return [(one.only("h2").text, [item.all("a")[0].text for item in one.all("li")]) for one in found]


def test_home_shows_the_three_next_dates(client):
    for number in (4, 3, 2, 1):
        make_public(title=f"dans {number} jours", held_on=in_days(number))
    make_public(title="passé")
    assert nearby(client, "/") == [
        ("Prochains rendez-vous", ["dans 1 jours", "dans 2 jours", "dans 3 jours"])
    ]


def test_home_shows_the_last_dates_where_none_is_to_come(client):
    for year in (2014, 2017, 2016, 2015):
        make_public(title=f"en {year}", held_on=date(year, 1, 1))
    assert nearby(client, "/") == [("Derniers rendez-vous", ["en 2017", "en 2016", "en 2015"])]
    assert "Aucune date à venir n'est annoncée." in text(client, "/")


def test_home_shows_no_dates_where_there_are_none(client):
    make_event()
    assert nearby(client, "/") == []


@pytest.mark.parametrize(
    ("path", "slug", "where"),
    [
        ("/regions/bretagne/", "bretagne", "en Bretagne"),
        ("/france/", "france", "à l'échelle nationale ou hors de France"),
    ],
)
def test_territory_without_dates_says_so_and_leads_to_its_feed(client, bretagne, path, slug, where):
    make_nation()
    make_public(region=make_region())
    (section,) = dates(client, path)
    assert section.all("p")[0].text == f"Aucun rendez-vous n'est annoncé {where}. S'abonner à son agenda"
    assert section.all("a")[0]["href"] == f"/agenda/?region={slug}#abonnement"


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_next_dates_are_those_that_will_be_kept(client, state):
    make_public(title="tombe", held_on=in_days(1), state=state)
    make_public(title="en 2016")
    assert nearby(client, "/") == [("Derniers rendez-vous", ["en 2016"])]
    make_public(title="tient", held_on=in_days(2))
    assert nearby(client, "/") == [("Prochains rendez-vous", ["tient"])]


@pytest.mark.parametrize(("path", "found"), [("/regions/bretagne/", "breton"), ("/france/", "national")])
def test_territory_shows_its_own_dates(client, bretagne, path, found):
    make_public(title="breton", region=bretagne)
    make_public(title="national", region=make_nation())
    assert nearby(client, path) == [("Derniers rendez-vous", [found])]
