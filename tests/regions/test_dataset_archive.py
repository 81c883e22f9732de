import hashlib
from decimal import Decimal

import pytest
from django.urls import reverse

from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey
from regions.publication import database_now
from tests.factories import ago, make_correction, make_figure, make_user
from tests.regions.downloads import COLUMNS
from tests.regions.opendata import archive, descriptor, hide, plant, table

pytestmark = pytest.mark.django_db

TABLES = [
    "chiffres",
    "territoires",
    "indicateurs",
    "reponses",
    "questions",
    "enquetes",
    "bases",
    "rapports",
    "rectificatifs",
]
SITE = "http://testserver"


def test_archive_holds_every_table_its_description_and_a_guide(client):
    assert list(archive(client)) == ["LISEZ-MOI.txt", "datapackage.json", *(f"{name}.csv" for name in TABLES)]


def test_archive_is_saved_under_its_name(client):
    response = client.get("/donnees/phare.zip")
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/zip",
        'attachment; filename="phare-donnees.zip"',
    )


def test_figures_are_those_of_the_database_cell_by_cell(client, programme):
    found = {line["cle"]: line for line in table(client, "chiffres")}
    figures = list(Figure.objects.published(database_now()).with_labels())
    assert set(found) == {"/".join(one.slugs) for one in figures}
    for one in figures:
        line = found["/".join(one.slugs)]
        question, indicator = one.question, one.question.indicator
        assert (line["region"], line["code_region"], line["id_region"]) == (
            one.region.name,
            one.region.code,
            one.region.slug,
        )
        assert (line["indicateur"], line["definition"], line["id_indicateur"], line["unite"]) == (
            indicator.short_label,
            indicator.label,
            indicator.slug,
            one.get_unit_display(),
        )
        assert (line["question"], line["etat_libelle"], line["id_enquete"]) == (
            question.wording or None,
            question.get_wording_status_display(),
            question.survey.slug,
        )
        assert (line["reponse"], line["id_reponse"], line["base"], line["id_base"]) == (
            one.answer.label,
            one.answer.slug,
            one.base.label,
            one.base.slug,
        )
        assert (line["valeur"], line["repondants"], line["nuance"], line["certitude"]) == (
            one.value,
            one.respondents,
            one.get_qualifier_display() or None,
            one.get_certainty_display(),
        )
        assert (line["rapport"], line["id_rapport"], line["source"], line["note"], line["adresse"]) == (
            one.report.title,
            one.report.slug,
            one.source,
            one.note or None,
            SITE + one.get_absolute_url(),
        )


def test_gap_of_each_figure_is_its_value_minus_the_nation_s(client, programme):
    lines = table(client, "chiffres")
    nation = {line["cle"].partition("/")[2]: line for line in lines if line["id_region"] == "france"}
    tested = 0
    for line in lines:
        reference = nation.get(line["cle"].partition("/")[2]) if line["id_region"] != "france" else None
        assert line["valeur_france"] == (reference and reference["valeur"])
        if line["ecart_points"] is not None:
            assert line["ecart_points"] == line["valeur"] - reference["valeur"]
            tested += 1
    assert tested == 25


FIELDS = {
    "territoires": (Region, {"id": "slug", "code": "code", "nom": "name"}),
    "indicateurs": (
        Indicator,
        {"id": "slug", "titre": "short_label", "definition": "label", "id_theme": "theme__slug"},
    ),
    "reponses": (
        Answer,
        {
            "id_indicateur": "indicator__slug",
            "id": "slug",
            "libelle": "label",
            "id_partie_de": "parent__slug",
        },
    ),
    "questions": (
        Question,
        {
            "id_indicateur": "indicator__slug",
            "id_enquete": "survey__slug",
            "numero": "code",
            "libelle": "wording",
            "serie": "series",
            "note": "note",
        },
    ),
    "enquetes": (
        Survey,
        {
            "id": "slug",
            "nom": "name",
            "institut": "institute",
            "repondants": "respondents",
            "echantillon": "respondents_text",
            "champ": "field",
            "effet_de_plan": "design_effect",
            "note": "note",
        },
    ),
    "bases": (Base, {"id": "slug", "libelle": "label", "id_partie_de": "parent__slug"}),
    "rapports": (Report, {"id": "slug", "titre": "title", "id_region": "region__slug", "rang": "rank"}),
}
OF_FIGURES = {
    "indicateurs": "questions__figures__in",
    "reponses": "figures__in",
    "questions": "figures__in",
    "enquetes": "questions__figures__in",
    "bases": "figures__in",
}


@pytest.mark.parametrize("name", FIELDS)
def test_table_is_that_of_the_database_cell_by_cell(client, programme, name):
    model, columns = FIELDS[name]
    public = model.objects.all()
    if name in OF_FIGURES:
        public = public.filter(**{OF_FIGURES[name]: Figure.objects.published(database_now())}).distinct()
    if name == "rapports":
        public = public.published(database_now())
    stored = [
        tuple(None if cell == "" else cell for cell in row) for row in public.values_list(*columns.values())
    ]
    found = [tuple(line[column] for column in columns) for line in table(client, name)]
    assert sorted(found, key=str) == sorted(stored, key=str)
    assert found


def test_every_key_is_once_and_every_link_leads_to_a_line(client, programme):
    figure = Figure.objects.published(database_now()).filter(value__gt=50).first()
    make_correction(figure=figure, value=40, publish_at=ago())
    lines = {name: table(client, name) for name in TABLES}
    followed = 0
    for resource in descriptor(client)["resources"]:
        own, schema = lines[resource["name"]], resource["schema"]
        keys = [tuple(line[name] for name in schema["primaryKey"]) for line in own]
        assert len(set(keys)) == len(keys) == len(own)
        for field in schema["fields"]:
            filled = field.get("constraints", {}).get("required", False)
            assert not filled or all(line[field["name"]] is not None for line in own), field["name"]
        for link in schema["foreignKeys"]:
            reference = link["reference"]
            named = lines[reference["resource"] or resource["name"]]
            known = {tuple(line[name] for name in reference["fields"]) for line in named}
            leading = {tuple(line[name] for name in link["fields"]) for line in own} - {(None,)}
            assert leading <= known
            followed += len(leading)
    assert followed > 100


def test_correction_is_told_with_both_values(client):
    figure = plant()
    (correction,) = figure.corrections.all()
    assert table(client, "rectificatifs") == [
        {
            "id": correction.pk,
            "cle": "bretagne/partenariats/enquete/oui/dix-salaries",
            "instant": f"{correction.publish_at:%Y-%m-%dT%H:%M:%SZ}",
            "avant": 43,
            "apres": 44,
            "raison": "Erreur de saisie.",
            "adresse": f"{SITE}{figure.get_absolute_url()}#rectificatif-{correction.pk}",
        }
    ]
    (line,) = [one for one in table(client, "chiffres") if one["cle"] == figure.key]
    assert (line["valeur"], line["ecart_points"], line["note"][:10]) == (44, 7, "Rectifié l")


def test_zero_is_zero_and_missing_is_empty(client):
    plant()
    found = {line["cle"].split("/", 1)[1].split("/")[0]: line for line in table(client, "chiffres")}
    part = next(one for one in table(client, "chiffres") if one["id_reponse"] == "dont-souvent")
    assert (part["valeur"], part["statut"], part["certitude"]) == (Decimal(0), "publié", "incertain")
    assert (found["note"]["valeur"], found["note"]["statut"]) == (None, "non publié")


def test_part_names_its_whole_where_that_is_public_and_tells_of_none_before(client):
    figure = plant()
    parts = {line["id"]: (line["partie"], line["id_partie_de"]) for line in table(client, "reponses")}
    assert parts["dont-souvent"] == ("oui", "oui")
    assert parts["oui"] == (None, None)
    Figure.objects.filter(answer=figure.answer).update(
        report=Report.objects.create(
            slug="attente",
            title="Attente",
            kind="regional",
            region=figure.region,
            released_precision="unknown",
        )
    )
    parts = {line["id"]: (line["partie"], line["id_partie_de"]) for line in table(client, "reponses")}
    assert parts["dont-souvent"] == (None, None)
    assert "oui" not in parts


def test_bytes_are_the_same_until_the_data_change(client):
    figure = plant()
    digest = [hashlib.sha256(client.get("/donnees/phare.zip").content).hexdigest() for _ in range(2)]
    assert digest[0] == digest[1]
    make_correction(figure=figure, value=45, publish_at=ago())
    assert hashlib.sha256(client.get("/donnees/phare.zip").content).hexdigest() != digest[0]


@pytest.mark.parametrize("name", ["phare.zip", "phare.csv", "phare.excel.csv", "phare.xlsx", "phare.json"])
def test_reader_who_has_it_already_is_told_so(client, name):
    figure = plant()
    first = client.get(f"/donnees/{name}")
    again = client.get(f"/donnees/{name}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    make_correction(figure=figure, value=45, publish_at=ago())
    assert client.get(f"/donnees/{name}", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_nothing_under_embargo_is_in_the_archive(client):
    figure = plant()
    before = archive(client)
    hide(figure)
    after = archive(client)
    told = {name for name in after if after[name] != before[name]}
    # Corse is a region of France, embargo or not.
    assert told == {"territoires.csv", "LISEZ-MOI.txt", "datapackage.json"}
    assert b"2 r\xc3\xa9gions sur" not in after["LISEZ-MOI.txt"]
    assert [
        mark
        for mark in (b"QREPORTQ", b"qindicatorq", b"73.1", b"QREASONQ")
        for one in after.values()
        if mark in one
    ] == []


def test_withdrawn_report_takes_its_figures_out(client):
    figure = plant()
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert [line["id_region"] for line in table(client, "chiffres")] == ["france", "france"]
    assert table(client, "rectificatifs") == []
    assert "rapport" not in [line["id"] for line in table(client, "rapports")]


def test_archive_of_nothing_has_its_headings(client):
    assert [table(client, name) for name in TABLES] == [[]] * 9
    assert "created" not in descriptor(client)


def test_archive_asks_the_same_queries_for_1_and_3_of_everything(client, django_assert_num_queries):
    plant()
    with django_assert_num_queries(17):
        client.get("/donnees/phare.zip")
    for _ in range(2):
        make_correction(figure=make_figure(), publish_at=ago())
    with django_assert_num_queries(17):
        client.get("/donnees/phare.zip")


def test_text_that_a_spreadsheet_would_compute_is_inert(client):
    make_figure(source="=1+1", note="@SUM(A1)")
    assert [(line["source"], line["note"]) for line in table(client, "chiffres")] == [("'=1+1", "'@SUM(A1)")]


def test_first_columns_of_the_figures_are_those_of_every_file(client):
    plant()
    names = list(table(client, "chiffres")[0])
    assert names[:34] == COLUMNS
    assert [name[:3] for name in names[34:]] == ["id_"] * 6


def test_document_of_a_report_is_given_once_it_is_available(client):
    figure = plant()
    assert [line["document"] for line in table(client, "rapports") if line["id"] == "rapport"] == [None]
    Report.objects.filter(slug="rapport").update(document="rapports/x.pdf")
    address = SITE + reverse("regions:report_document", args=[figure.report.slug])
    assert [line["document"] for line in table(client, "rapports") if line["id"] == "rapport"] == [address]
