import re
from datetime import date

import pytest

from regions.models import Survey
from regions.publication import database_now
from tests.factories import make_figure, make_question, make_report, make_survey
from tests.regions.pages import plain, text
from tests.regions.releases import soon

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
    assert "Échantillon Plus de 2 000 personnes Marge d'erreur Non calculable" in text(
        client, "/enquetes/phare-citoyens-2015/"
    )


def test_each_public_report_has_its_page(client, programme):
    reports = type(make_report()).objects.published(database_now()).select_related("region")
    assert len(reports) == 14
    for report in reports:
        said = text(client, report.get_absolute_url())
        assert f"{report} " in said
        assert f"Territoire : {report.region}" in said


def test_surveys_with_public_figures_are_listed_the_latest_first(client):
    for slug, year in (("ancienne", 2011), ("recente", 2016)):
        survey = make_survey(slug=slug, name=slug, released_on=date(year, 1, 1), respondents=2012)
        make_figure(question=make_question(survey=survey))
    hidden = make_question(survey=make_survey(slug="embargo"))
    make_figure(question=hidden, report=make_report(publish_at=soon()))
    make_question(survey=make_survey(slug="sans-chiffre"))
    make_survey(slug="sans-question")
    page = client.get("/enquetes/").content.decode()
    assert re.findall(r'href="/enquetes/([\w-]+)/"', page) == ["recente", "ancienne"]
    assert "ancienne (2011) Entreprises PHARE (2013-2017), 1er janvier 2011 2 012 répondants" in text(
        client, "/enquetes/"
    )


def test_no_survey_is_said_so(client):
    make_survey()
    assert "Aucune enquête n'a de chiffre public à cette date." in text(client, "/enquetes/")
