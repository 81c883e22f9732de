from dataclasses import replace
from datetime import timedelta

import pytest

from regions import rows
from regions.publication import database_now
from regions.sentences import dataset_citation, dataset_summary
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_nation,
    make_region,
    make_report,
    make_user,
)
from tests.regions.downloads import every_extension, lines
from tests.regions.opendata import hide, plant
from tests.regions.values import EXTENSIONS

pytestmark = pytest.mark.django_db


def extent():
    return rows.extent(database_now())


def test_extent_counts_values_and_what_they_are_of():
    plant()
    make_region(name="Corse", code="94")
    found = extent()
    assert (found.figures, found.national, found.regions, found.all_regions) == (4, 2, 1, 2)
    assert (found.indicators, found.surveys, found.reports, found.corrections) == (2, 1, 3, 1)


def test_extent_does_not_count_what_is_under_embargo():
    figure = plant()
    before = extent()
    hide(figure)
    assert extent() == replace(before, all_regions=2)


def approved(at):
    return {"approved_at": at, "approved_alone_because": "test"}


def test_nothing_public_is_no_extent_and_said_so():
    found = extent()
    assert (found.figures, found.changed_at) == (0, None)
    assert dataset_summary(found) == "Aucun chiffre n'est public à cette date."
    assert dataset_citation(found, "https://phare.example/donnees/", "Licence") == (
        "Phare, observatoire des partenariats, «\u00a0Les chiffres publics de l'observatoire\u00a0», "
        "https://phare.example/donnees/, Licence."
    )


@pytest.mark.parametrize(
    ("national", "regional", "words"),
    [
        (1, 0, "1 chiffre public, de la France, pour 1 indicateur et 1 enquête."),
        (0, 1, "1 chiffre public, de 1 région sur 1, pour 1 indicateur et 1 enquête."),
        (1, 2, "3 chiffres publics, de la France et de 2 régions sur 2, pour 3 indicateurs et 3 enquêtes."),
    ],
)
def test_summary_says_what_there_is(national, regional, words):
    for _ in range(national):
        make_figure(region=make_nation())
    for _ in range(regional):
        make_figure()
    assert dataset_summary(extent()) == words


def test_data_changed_when_the_last_report_came_out():
    report = make_report(publish_at=ago(days=3), **approved(ago(days=5)))
    make_report(publish_at=ago(days=9), **approved(ago(days=8)))
    assert extent().changed_at == report.publish_at


def test_data_changed_when_a_report_older_than_the_site_was_approved():
    report = make_report(publish_at=ago(days=900), **approved(ago(days=2)))
    assert extent().changed_at == report.approved_at


def test_data_changed_when_a_correction_came_out_and_not_before():
    figure = make_figure(report=make_report(publish_at=ago(days=3), **approved(ago(days=4))))
    correction = make_correction(figure=figure, publish_at=ago(hours=2), **approved(ago(hours=3)))
    make_correction(figure=figure, publish_at=database_now() + timedelta(hours=2), **approved(ago(hours=1)))
    assert extent().changed_at == correction.publish_at


def test_data_changed_when_a_report_went():
    make_report(publish_at=ago(days=3), **approved(ago(days=4)))
    report = make_report(publish_at=ago(days=2), **approved(ago(days=4)))
    report.withdraw(by=make_user(), notice="Erreur.")
    report.refresh_from_db()
    assert extent().changed_at == report.withdrawn_at


def test_citation_says_the_day_in_paris():
    found = rows.Extent(1, 1, 0, 1, 1, 1, 1, 0, database_now().replace(2017, 5, 31, 23, 0))
    said = dataset_citation(found, "https://phare.example/", "Licence")
    assert "publications, rectifications et retraits jusqu'au 1er juin 2017, https://phare.example/" in said


@every_extension
def test_file_has_a_line_for_each_public_figure(client, extension):
    figure = plant()
    hide(figure)
    found = lines(client, f"/donnees/phare.{extension}")
    assert [line["cle"] for line in found] == [
        "france/note/enquete/" + found[0]["cle"].split("/")[3] + "/dix-salaries",
        "france/partenariats/enquete/oui/dix-salaries",
        found[0]["cle"].replace("france", "bretagne"),
        "bretagne/partenariats/enquete/oui/dix-salaries",
        "bretagne/partenariats/enquete/dont-souvent/cinquante-salaries",
    ]


@every_extension
def test_file_says_of_a_figure_what_the_file_of_its_region_says(client, programme, extension):
    found = {line["cle"]: line for line in lines(client, f"/donnees/phare.{extension}")}
    for region in (
        "france",
        "regions/grand-est",
        "regions/nouvelle-aquitaine",
        "regions/centre-val-de-loire",
    ):
        own = [line for line in lines(client, f"/{region}.{extension}") if line["cle"]]
        assert own
        assert [found[line["cle"]] for line in own] == own


def test_formats_have_the_same_keys_once(client, programme):
    every = [[line["cle"] for line in lines(client, f"/donnees/phare.{one}")] for one in EXTENSIONS]
    assert len(set(every[0])) == len(every[0]) == 100
    assert [one == every[0] for one in every] == [True] * 4


@every_extension
def test_file_asks_three_queries_for_1_and_3_figures(client, extension, django_assert_num_queries):
    make_figure()
    with django_assert_num_queries(3):
        client.get(f"/donnees/phare.{extension}")
    make_figure()
    make_figure()
    with django_assert_num_queries(3):
        client.get(f"/donnees/phare.{extension}")
