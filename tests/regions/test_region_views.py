import re
from datetime import UTC, date, datetime, timedelta

import pytest

from regions.dates import PARIS
from regions.models import Region
from regions.publication import database_now
from tests.factories import make_region
from tests.regions.pages import text

pytestmark = pytest.mark.django_db


def test_announcement_stands_until_the_end_of_its_day_in_paris():
    region = Region(announcement="Rapport attendu", announced_until=date(2026, 6, 30))
    minutes = [datetime(2026, 6, 30, 21, 59, tzinfo=UTC), datetime(2026, 6, 30, 22, 0, tzinfo=UTC)]
    assert [region.announced(at) for at in minutes] == ["Rapport attendu", ""]


@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, True), (-1, False)])
def test_announcement_is_shown_until_its_day_and_gone_after(client, days, shown):
    today = database_now().astimezone(PARIS).date()
    announced = {"announcement": "Rapport attendu", "announced_until": today + timedelta(days=days)}
    region = make_region(name="Bretagne", **announced)
    said = text(client, region.get_absolute_url())
    assert ("Rapport attendu" in said, "aucune date n'est annoncée" in said) == (shown, not shown)


def test_region_without_figures_shows_neighbours_and_the_nation_s_values(client, programme):
    said = text(client, "/regions/bretagne/")
    assert "Aucun rapport régional n'est public et aucune date n'est annoncée." in said
    assert said.endswith("Régions voisines Normandie Pays de la Loire")
    assert "Ce qui n'est pas publié en Bretagne" in said
    start = said.index("Ce qui n'est pas publié en Bretagne")
    assert re.search(r"Pratique des partenariats Entreprises .* non publié .*37 %", said[start:])


def test_region_opens_on_each_share_with_the_nation_s_and_what_it_is_based_on(client, programme):
    said = text(client, "/regions/pays-de-la-loire/")
    card = said[said.index("Pratique des partenariats") : said.index("Perception des alliances")]
    assert (
        "43 % des entreprises d'au moins 10 salariés +6 points, France 37 % "
        "Base : Entreprises d'au moins 10 salariés, effectifs non publiés. "
        "Enquête : PHARE-Entreprises (2015), dates de terrain non publiées. "
        "Sources : PHARE Pays de la Loire, 26 mai 2016 ; PHARE-Entreprises, 30 octobre 2015. "
        "Écarts non testés. Copier la phrase et la source Image (PNG) Fichier (Excel)"
    ) in card


def test_featured_share_of_an_answer_names_it(client, programme):
    assert "Réponse : Emploi. 40 % des citoyens" in text(client, "/regions/pays-de-la-loire/")


def test_island_has_no_neighbour(client, programme):
    assert "Aucune autre région ne la touche." in text(client, "/regions/corse/")


def test_each_region_stands_with_its_name_and_its_reports(client, programme):
    for region in Region.objects.all():
        said = text(client, region.get_absolute_url())
        assert region.name in said
        for report in region.reports.published(database_now()):
            assert f"{report}, " in said
