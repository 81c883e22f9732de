"""The large database is one that the site could have come to by itself."""

import pytest

from press.models import Edition, Event, Release
from regions.checks import figure_errors, table_errors
from regions.models import Correction, Figure, Report
from regions.publication import database_now
from tests.benchmarks.growth import grow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def grown():
    grow(1200, releases=30, events=40)
    return database_now()


def test_grown_rows_are_valid_and_public(grown):
    figures = list(Figure.objects.with_labels())
    Report.objects.get(slug="essai-bretagne-2025-06-04").validate_constraints()
    public = [
        Figure.objects.filter(report__slug__startswith="essai-").published(grown).count() > 1000,
        Release.objects.published(grown).count(),
        Edition.objects.current(grown).count(),
        Event.objects.filter(slug__startswith="rencontre-d-essai-").published(grown).count(),
        Correction.objects.published(grown).count(),
    ]
    assert len(figures) == 1200
    assert [figure_errors(figure) for figure in figures if figure_errors(figure)] == []
    assert table_errors(figures) == []
    assert public == [True, 30, 30, 40, 1]


def test_grown_release_is_what_an_approval_would_make(grown):
    release = Release.objects.get(slug="communique-d-essai-5")
    edition = release.current_edition(grown)
    assert edition.claims == [one.frozen() for one in release.content(grown).claims]
    assert edition.content().cited == release.content(grown).cited


def test_grown_pages_open(grown, client):
    slugs = ("communiques/communique-d-essai-20/", "indicateurs/essai-1/", "agenda/rencontre-d-essai-3/")
    assert [client.get(f"/{slug}").status_code for slug in slugs] == [200] * 3
