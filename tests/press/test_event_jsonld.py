import json
import re
from datetime import date, time

import pytest

from press.jsonld import event as event_jsonld
from press.models import Event
from tests.factories import ago, make_event, make_nation, make_organisation, make_region

pytestmark = pytest.mark.django_db

PHARE = {"@type": "Organization", "name": "Phare, observatoire des partenariats"}


def told(event):
    return event_jsonld(Event.objects.get(pk=event.pk), lambda path: f"https://phare.example{path}", "/tour/")


def test_event_is_told_whole():
    event = make_event(
        title="Rencontre",
        held_on=date(2016, 5, 26),
        starts=time(18),
        ends=time(20),
        place="Salle A",
        address="1 rue de l'Exemple, Rennes",
        region=make_region(name="Bretagne"),
        host=make_organisation(name="Hôte", link="https://example.org/"),
        tour_stage=True,
    )
    event.partners.add(make_organisation(name="Partenaire"))
    assert told(event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Rencontre",
        "description": "Ce dont on y parle",
        "inLanguage": "fr",
        "url": "https://phare.example/agenda/rencontre/",
        "eventStatus": "https://schema.org/EventScheduled",
        "startDate": "2016-05-26T18:00+02:00",
        "endDate": "2016-05-26T20:00+02:00",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Salle A",
            "address": "1 rue de l'Exemple, Rennes, Bretagne",
        },
        "organizer": {"@type": "Organization", "name": "Hôte", "url": "https://example.org/"},
        "contributor": [{"@type": "Organization", "name": "Partenaire"}],
        "superEvent": {
            "@type": "EventSeries",
            "name": "Le tour PHARE",
            "url": "https://phare.example/tour/",
        },
    }


def test_what_is_not_known_is_left_out():
    said = told(make_event(held_on=None, subject="", region=make_region(name="Corse")))
    assert said.keys() == {
        "@context",
        "@type",
        "name",
        "inLanguage",
        "url",
        "eventStatus",
        "location",
        "organizer",
    }
    assert said["organizer"] == PHARE | {"url": "https://phare.example/"}
    assert said["location"] == {"@type": "Place", "name": "Corse", "address": "Corse"}


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ({"place": "Salle", "address": "Bruxelles"}, {"name": "Salle", "address": "Bruxelles"}),
        ({"place": "Salle"}, {"name": "Salle"}),
        ({"address": "Bruxelles"}, {"name": "Bruxelles", "address": "Bruxelles"}),
    ],
)
def test_place_under_the_nation_may_be_abroad(place, location):
    event = make_event(region=make_nation(), **place)
    assert told(event)["location"] == {"@type": "Place"} | location


def test_place_of_which_nothing_is_known_is_left_out():
    assert "location" not in told(make_event(region=make_nation()))


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("tentative", "EventScheduled"),
        ("held", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_status_is_that_of_the_state(state, status):
    assert told(make_event(state=state))["eventStatus"] == f"https://schema.org/{status}"


def test_event_that_moved_tells_its_former_dates():
    event = make_event(held_on=date(2016, 6, 2), publish_at=ago(hours=1))
    for day in (9, 16):
        event.held_on = date(2016, 6, day)
        event.revise(by=None, reason="Salle.")
    said = told(event)
    assert said["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (said["startDate"], said["previousStartDate"]) == ("2016-06-16", ["2016-06-02", "2016-06-09"])


def test_data_block_cannot_be_ended_by_what_it_holds(client):
    make_event(title="</script><script>alert(1)", slug="rencontre", publish_at=ago(hours=1))
    page = client.get("/agenda/rencontre/").text
    source = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1]
    assert json.loads(source)["name"] == "</script><script>alert(1)"


def test_page_tells_social_networks_its_title_and_date(client):
    make_event(
        title="Rencontre", place="Rennes", publish_at=ago(hours=1), region=make_region(name="Bretagne")
    )
    page = client.get("/agenda/rencontre/").text
    words = "2\u00a0juin 2016, Rennes, Bretagne. Ce dont on y parle"
    assert f'<meta name="description" content="{words}">' in page
    assert f'<meta property="og:description" content="{words}">' in page
    assert '<meta property="og:title" content="Rencontre">' in page
