import pytest

from regions.models import Survey
from regions.publication import database_now
from tests.factories import make_report
from tests.regions.pages import plain, text

pytestmark = pytest.mark.django_db


def test_each_survey_shows_its_method(client, programme):
    for survey in Survey.objects.all():
        said = text(client, survey.get_absolute_url())
        assert f"Institut {survey.institute or 'Non publié'}" in said
        assert f"Résultats publiés {plain(str(survey.released))}" in said


def test_survey_of_304_mayors_has_its_margin_and_others_have_none(client, programme):
    assert "Échantillon 304 répondants (304 élus) Marge d'erreur Au plus 5,6 points de part" in text(
        client, "/enquetes/phare-institutions-2016/"
    )
    assert "Échantillon plus de 2 000 personnes Marge d'erreur Non calculable" in text(
        client, "/enquetes/phare-citoyens-2015/"
    )


def test_each_public_report_has_its_page(client, programme):
    reports = type(make_report()).objects.published(database_now()).select_related("region")
    assert len(reports) == 14
    for report in reports:
        said = text(client, report.get_absolute_url())
        assert f"{report} " in said
        assert f"Territoire : {report.region}" in said
