"""Each kind of page of the press room, the search and the sitemap asks no more of a large site than of a
small one, and eight queries at most."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from press.models import Event
from regions.models import Region
from tests.factories import ago, make_event, make_page, make_release, make_resource, next_number, publish

pytestmark = pytest.mark.django_db

MOST = 8
RELEASE = "/communiques/phare-pays-de-la-loire/"
PAGES = {
    "/communiques/": 8,
    "/communiques/?region=bretagne": 8,
    "/communiques/flux.xml": 3,
    "/communiques/flux/bretagne.xml": 4,
    RELEASE: 8,
    f"{RELEASE}versions/": 8,
    f"{RELEASE}chiffres.csv": 5,
    "/contacts-presse/": 4,
    "/agenda/": 7,
    "/agenda/?region=bretagne": 7,
    "/agenda.ics": 4,
    "/agenda/flux/bretagne.ics": 5,
    "/tour/": 6,
    "/ressources/": 6,
    "/methode/": 3,
    "/recherche/": 2,
    "/recherche/?q=partenariat": 7,
    "/recherche/?q=partenariat&type=communiques": 4,
    "/sitemap.xml": 5,
    "/sitemap/communiques.xml": 3,
}


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        assert (response.status_code, b"".join(response) != b"") == (200, True)
    return len(queries)


def grow(region, times):
    """More of all that a list shows; of events, on both sides of today."""
    event = Event.objects.last()
    for _ in range(times):
        slug, days = f"partenariat-{next_number()}", timedelta(days=next_number())
        public = {"region": region, "publish_at": ago(hours=1)}
        for sign, day in (("passe", localdate() - days), ("a-venir", localdate() + days)):
            make_event(slug=f"{slug}-{sign}", held_on=day, tour_stage=True, **public)
        publish(make_release(slug=slug, headline="Partenariat", regions=[region], figures=[], event=event))
        make_resource(slug=slug, title="Partenariat", **public)
        make_page(slug=slug, title="Partenariat", publish_at=ago(hours=1), menu="none")


def test_page_asks_the_same_queries_with_little_and_with_much(client, demonstration):
    assert connection.features.supports_json_field  # Django asks SQLite once
    grow(Region.objects.get(slug="bretagne"), 1)
    few = {path: asked(client, path) for path in PAGES}
    grow(Region.objects.get(slug="bretagne"), 12)
    many = {path: asked(client, path) for path in PAGES}
    assert few == many == PAGES
    assert max(PAGES.values()) <= MOST
