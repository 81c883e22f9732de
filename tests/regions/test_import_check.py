from decimal import Decimal

import pytest

from regions.importer import COLUMNS, Check
from regions.importer.plan import Change
from regions.models import Figure, Report
from tests.factories import ago, make_base, make_correction, make_figure, make_report, make_user
from tests.files.make import HEADINGS, row, text
from tests.regions.imports import check, csv_of, load, make_catalogue, reading_of


@pytest.fixture(autouse=True)
def catalogue(db):
    return make_catalogue()


def planned(*rows, **options):
    return check(csv_of(*rows), **options)


def told(plan):
    return [(fault.place.partition(" «")[0], fault.message) for fault in plan.faults]


def publish(**changes):
    Report.objects.update(
        publish_at=ago(hours=1), approved_at=ago(hours=1), approved_alone_because="x", **changes
    )


def test_row_becomes_a_figure_with_defaults_for_columns_that_are_not_there():
    load({})
    figure = Figure.objects.get()
    assert (figure.value, figure.unit, figure.respondents) == (43, "%", None)
    assert (figure.base_status, figure.certainty, figure.qualifier, figure.note) == (
        "stated",
        "certain",
        "",
        "",
    )


def test_headings_and_words_in_french_and_english_are_known():
    keys = ["region", "indicator", "survey", "answer", "base", "value", "report", "source"]
    for headings in (keys, [COLUMNS[key].upper() for key in keys]):
        cells = [*row(), "Implicite", "incertain"]
        data = text([[*headings, "État de la base", "certainty"], cells]).encode()
        (figure,) = check(data).new
        assert (figure.base_status, figure.certainty) == ("implied", "uncertain")


@pytest.mark.parametrize("name", ["53", "Bretagne", "bretagne", "BRETAGNE"])
def test_region_is_known_by_code_name_or_address(name):
    assert [figure.region.code for figure in planned({"region": name}).new] == ["53"]


def test_names_that_people_see_are_known():
    plan = planned(
        {
            "survey": "Entreprises-2015 (2015)",
            "base": "entreprises d’au moins 10 SALARIES",
            "report": "ÉTUDE 2015",
        }
    )
    assert (plan.faults, len(plan.new)) == ([], 1)


def test_rows_that_are_stored_already_are_unchanged_and_the_others_told_old_and_new():
    load({}, {"region": "Corse", "value": "57"})
    plan = planned({"value": "44,5", "source": "p. 13"}, {"region": "Corse", "value": "57"})
    assert plan.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert plan.rows[0].changes == (
        Change("valeur", "43\u202f%", "44,5\u202f%"),
        Change("source", "Étude nationale, p. 12", "p. 13"),
    )
    assert Figure.objects.get(region__code="53").value == 43


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"region": "Atlantide"}, "colonne A", "« Atlantide » n'existe pas"),
        ({"region": ""}, "colonne A", "cellule vide"),
        ({"survey": "autre"}, "colonne C", "enquête « autre » n'existe pas"),
        ({"region": "Bretange"}, "colonne A", "vouliez-vous dire « Bretagne » ?"),
        ({"region": "BZH"}, "colonne A", "vouliez-vous dire « Bretagne » ?"),
        ({"answer": "peut-être"}, "colonne D", "« peut-être » n'existe pas"),
        ({"base": "x"}, "colonne E", "« x » n'existe pas"),
        ({"report": "x"}, "colonne G", "« x » n'existe pas"),
        ({"value": "7/10"}, "colonne F", "mais l'indicateur est en « % »"),
        ({"value": "1,500"}, "colonne F", "ambigu"),
        ({"value": "quarante"}, "colonne F", "n'est pas un nombre"),
        ({"value": "143"}, "colonne F", "hors limites"),
        ({"source": ""}, "colonne H", "vide"),
        ({"source": "x" * 301}, "colonne H", "300"),
        ({"respondents": "43 %"}, "colonne I", "n'est pas un effectif"),
        ({"respondents": "12,5"}, "colonne I", "n'est pas un effectif"),
        ({"respondents": "3000"}, "colonne I", "l'enquête n'en a que"),
        ({"unit": "/10"}, "colonne I", "se mesure en « % »"),
        ({"unit": "mètres"}, "colonne I", "« mètres » n'est pas connu"),
    ],
)
def test_wrong_cell_is_refused_with_its_line_and_column(change, place, words):
    more = [COLUMNS[key] for key in change if key in ("respondents", "unit")]
    plan = check(csv_of({"region": "Corse"} | dict.fromkeys(more, ""), change, headings=[*HEADINGS, *more]))
    ((where, message),) = told(plan)
    assert where == f"Ligne 3, {place}"
    assert words in message
    assert plan.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}


def test_column_that_the_file_lacks_is_named_all_the_same():
    make_report(slug="regional", region=make_figure().region)
    ((where, message),) = told(planned({"report": "regional"}))
    assert (where, message[:21]) == ("Ligne 2, colonne G", "Ce rapport porte sur ")


def test_proposal_that_is_accepted_is_what_the_row_means():
    plan = planned({"region": "PACA"}, {"region": "PACA", "answer": "Nom"})
    proposed = {fault.proposed for fault in plan.faults}
    labels = {one.read: one.label for one in proposed}
    assert labels == {"PACA": "Provence-Alpes-Côte d'Azur", "Nom": "Non"}
    accepted = planned(
        {"region": "PACA"},
        {"region": "paca ", "answer": "Nom"},
        replaced={one.key: one.to for one in proposed},
    )
    assert [(one.region.code, one.answer.slug) for one in accepted.new] == [("93", "oui"), ("93", "non")]


def test_row_that_differs_from_a_public_figure_needs_a_correction():
    load({})
    publish()
    (fault,) = planned({"value": "44,5"}).faults
    assert fault.message.startswith("43\u202f% est public, et ne devient 44,5\u202f% que par un rectificatif")
    assert fault.to_correct == (Figure.objects.get().pk, "44,5")


def test_row_of_a_public_report_is_refused_where_no_value_can_be_corrected():
    load({})
    publish()
    make_report(slug="autre", title="Autre")
    for change in ({"report": "autre"}, {"answer": "Non"}, {"value": "n.d."}):
        (fault,) = planned(change).faults
        assert "rectificatif" in fault.message
        assert fault.to_correct is None
    assert planned({}).unchanged == 1


def test_row_with_the_corrected_value_changes_nothing():
    load({})
    publish()
    make_correction(figure=Figure.objects.get(), value=Decimal(45), publish_at=ago())
    assert planned({"value": "45"}).counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}
    assert planned({}).unchanged == 1


def test_corrected_figure_of_a_withdrawn_report_is_not_changed_by_a_file():
    load({})
    publish()
    make_correction(figure=Figure.objects.get(), publish_at=ago())
    Report.objects.get().withdraw(by=make_user(), notice="Erreur.")
    (fault,) = planned({"value": "50"}).faults
    assert "nouveau rectificatif" in fault.message


def test_existing_figures_can_be_kept():
    load({})
    found = Check(reading_of(csv_of({"value": "44"})), keep_existing=True)
    assert (found.run().counts["unchanged"], found.resource.kept) == (1, 1)


def test_shares_of_one_are_no_question_where_percent_signs_or_larger_values_stand():
    assert planned({"value": "0,43 %"}).question == ""
    assert planned({"value": "0,43"}, {"answer": "Non", "value": "57"}).question == ""
    assert planned({"value": "1"}, {"answer": "Non", "value": "0"}).question == ""
    assert planned({"value": "0,43"}, {"answer": "Non", "value": "n.d."}).question != ""


def test_queries_of_a_check_do_not_grow_with_rows(django_assert_max_num_queries):
    rows = [{"base": make_base().slug} for _ in range(60)]
    with django_assert_max_num_queries(12):
        assert len(planned(*rows).new) == 60


def test_plan_is_known_again_until_a_figure_or_its_report_moves():
    load({})

    def fingerprint():
        found = Check(reading_of(csv_of({"value": "44"})))
        found.run()
        return found.fingerprint()

    first = fingerprint()
    assert fingerprint() == first
    Figure.objects.get().save()
    second = fingerprint()
    assert second != first
    Report.objects.get().record_edit(by=None)
    assert fingerprint() not in (first, second)
