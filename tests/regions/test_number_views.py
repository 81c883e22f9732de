import re

import pytest

from regions import formats
from regions.models import BaseStatus, Figure
from regions.publication import database_now
from regions.typography import french
from tests.factories import ago, make_answer, make_base, make_correction, make_figure
from tests.regions.pages import plain, short, text

pytestmark = pytest.mark.django_db

BASES = {BaseStatus.IMPLIED: "déduite du contexte, la source ne l'écrit pas"}


@pytest.mark.either
def test_each_public_figure_has_its_page_with_value_base_source_and_citation(client, programme):
    figures = list(Figure.objects.published(database_now()).with_labels())
    assert len({figure.get_absolute_url() for figure in figures}) == len(figures) == 100
    nations = {(one.question_id, one.answer_id, one.base_id): one for one in figures if one.region.is_nation}
    for figure in figures:
        path = figure.get_absolute_url()
        said = text(client, path)
        value = plain(formats.value(figure.public_value, figure.unit, figure.qualifier))
        source = plain(french(figure.source))
        assert f"Valeur {value}" in said, path
        status = BASES.get(figure.base_status, figure.get_base_status_display())
        assert f"Base {figure.base.label} {status}" in said, path
        assert f"Lu dans {source}" in said, path
        reference = ""
        if re.search(r" Écart [+−]?\d", said):
            nation = nations[figure.question_id, figure.answer_id, figure.base_id].report
            reference = f" ; pour la France : {nation}, {plain(str(nation.released))}"
        report = f"{figure.report}, {plain(str(figure.report.released))}"
        assert f"Source : {report}, d'après : {source}{reference}. http://testserver{path}" in said, path


def test_number_page_says_all_that_is_known_of_it(client, programme):
    figure = Figure.objects.get(region__code="52", value=43)
    said = text(client, figure.get_absolute_url())
    for words in (
        "Répondants Non publié",
        "France 37 % Écart +6 points, non testé",
        "Question Libellé inconnu une seule réponse possible",
        "Enquête PHARE-Entreprises (2015), Comisis et OpinionWay",
        "Publié par PHARE Pays de la Loire, 26 mai 2016",
        "Ce chiffre n'a pas été rectifié.",
    ):
        assert words in said


def test_number_without_a_value_says_so(client):
    said = text(client, make_figure(value=None).get_absolute_url())
    assert "Valeur non publié" in said
    assert "None" not in said


def test_number_page_lists_others_and_corrections(client):
    figure = make_figure(value=43)
    other = make_answer(indicator=figure.question.indicator, label="Non")
    make_figure(question=figure.question, answer=other, region=figure.region, value=57)
    correction = make_correction(figure=figure, value=44, publish_at=ago(), reason="Saisie.")
    said = text(client, figure.get_absolute_url())
    assert "44 %, auparavant publié 43 %. Saisie." in said
    assert "57 % Non Entreprises d'au moins 10 salariés" in said
    assert f'id="rectificatif-{correction.pk}"' in client.get(figure.get_absolute_url()).content.decode()


def test_address_without_a_base_leads_to_the_main_one(client):
    whole = make_base(label="Z")
    figure = make_figure(base=whole)
    part = make_base(label="A", parent=whole)
    make_figure(question=figure.question, region=figure.region, answer=figure.answer, base=part)
    response = client.get(short(figure))
    assert (response.status_code, response.url) == (302, figure.get_absolute_url())


def test_address_without_a_base_leads_to_a_part_where_it_is_alone(client):
    figure = make_figure(base=make_base(parent=make_base()))
    assert client.get(short(figure)).url == figure.get_absolute_url()


def test_address_without_a_base_is_not_found_where_several_could_be_meant(client):
    whole = make_base()
    figure = make_figure(base=make_base(parent=whole))
    same = {"question": figure.question, "region": figure.region, "answer": figure.answer}
    make_figure(**same, base=make_base(parent=whole))
    assert client.get(short(figure)).status_code == 404


def test_every_other_name_in_an_address_is_not_found(client):
    figure = make_figure()
    path = figure.get_absolute_url()
    parts = path.strip("/").split("/")
    assert client.get(path).status_code == 200
    for index in range(1, 6):  # region, indicator, survey, answer, base
        wrong = [*parts[:index], "jamais-vu", *parts[index + 1 :]]
        assert client.get(f"/{'/'.join(wrong)}/").status_code == 404
