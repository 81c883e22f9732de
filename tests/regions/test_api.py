import json

import pytest
from django.test import Client

from regions.models import Figure, Indicator
from regions.opendata import COLLECTIONS
from regions.publication import database_now
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
    make_user,
)
from tests.regions.opendata import hide, plant, table
from tests.regions.values import read_file, read_json

pytestmark = pytest.mark.django_db

every_collection = pytest.mark.parametrize("name", COLLECTIONS)


def ask(client, question, status=200):
    response = client.get(f"/api/v1/{question}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    return read_json(response.content)


def all_lines(client, name):
    """Page by page, as the answer leads on."""
    lines, address = [], f"/api/v1/{name}/?taille=7"
    while address:
        body = read_json(client.get(address).content)
        lines += body["lignes"]
        address = body["suivante"]
    assert len(lines) == body["total"]
    return lines


@every_collection
def test_lines_are_those_of_the_archive_cell_by_cell(client, programme, name):
    figure = Figure.objects.published(database_now()).filter(value__gt=50).first()
    make_correction(figure=figure, value=40, publish_at=ago())
    lines = all_lines(client, name)
    assert lines == table(client, name)
    assert lines


def test_figures_are_the_lines_of_the_json_file_with_their_keys(client, programme):
    whole = read_file(client.get("/donnees/phare.json").content, "json")
    lines = all_lines(client, "chiffres")
    assert [{name: line[name] for name in whole[0]} for line in lines] == whole
    assert [line["cle"].split("/") for line in lines] == [
        [line[f"id_{name}"] for name in ("region", "indicateur", "enquete", "reponse", "base")]
        for line in lines
    ]


def test_values_are_those_of_the_database(client, programme):
    found = {line["cle"]: line["valeur"] for line in all_lines(client, "chiffres")}
    figures = Figure.objects.published(database_now()).with_labels()
    assert found == {figure.key: figure.value for figure in figures}


def test_pages_lead_to_each_other(client):
    plant()
    body = ask(client, "chiffres/?taille=2&page=2")
    assert {name: body[name] for name in ("table", "total", "page", "pages", "taille")} == {
        "table": "chiffres",
        "total": 5,
        "page": 2,
        "pages": 3,
        "taille": 2,
    }
    assert body["precedente"] == "http://testserver/api/v1/chiffres/?taille=2&page=1"
    assert body["suivante"] == "http://testserver/api/v1/chiffres/?taille=2&page=3"
    assert (len(body["lignes"]), body["source"]) == (2, "http://testserver/donnees/")
    assert ask(client, "chiffres/?page=1")["precedente"] is None
    assert ask(client, "chiffres/?taille=2&page=3")["suivante"] is None


def test_page_keeps_the_filters_of_the_first(client):
    plant()
    body = ask(client, "chiffres/?region=bretagne&taille=1")
    assert body["total"] == 3
    assert body["suivante"] == "http://testserver/api/v1/chiffres/?region=bretagne&taille=1&page=2"


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("chiffres/?region=france", 2),
        ("chiffres/?indicateur=note", 2),
        ("chiffres/?public=entreprises", 5),
        ("chiffres/?public=maires", 0),
        ("chiffres/?enquete=enquete&base=dix-salaries", 4),
        ("chiffres/?reponse=dont-souvent", 1),
        ("chiffres/?rapport=rapport", 3),
        ("indicateurs/?theme=theme", 2),
        ("reponses/?indicateur=partenariats", 2),
        ("questions/?indicateur=note&enquete=enquete", 1),
        ("enquetes/?public=entreprises", 1),
        ("bases/?public=citoyens", 0),
        ("rapports/?region=bretagne&nature=regional", 1),
        ("rapports/?nature=national", 2),
        ("rectificatifs/?region=bretagne&indicateur=partenariats", 1),
        ("rectificatifs/?region=france", 0),
    ],
)
def test_filter_keeps_what_it_names(client, question, total):
    plant()
    body = ask(client, question)
    assert (body["total"], len(body["lignes"])) == (total, total)


KNOWN = "Celles qui existent\u00a0: "


@pytest.mark.parametrize(
    ("question", "problems"),
    [
        ("chiffres/?region=atlantide", {"region": f"Valeur inconnue. {KNOWN}france et bretagne."}),
        ("chiffres/?region=", {"region": f"Valeur inconnue. {KNOWN}france et bretagne."}),
        ("rapports/?nature=local", {"nature": f"Valeur inconnue. {KNOWN}national et regional."}),
        ("chiffres/?page=0", {"page": "Écrire un nombre entier, de 1 à 1000000."}),
        ("chiffres/?page=1_0", {"page": "Écrire un nombre entier, de 1 à 1000000."}),
        ("chiffres/?page=%EF%BC%91", {"page": "Écrire un nombre entier, de 1 à 1000000."}),
        ("chiffres/?taille=501", {"taille": "Écrire un nombre entier, de 1 à 500."}),
        ("chiffres/?taille=" + "9" * 5000, {"taille": "Écrire un nombre entier, de 1 à 500."}),
        ("chiffres/?page=1&page=1", {"page": "Ce filtre est donné deux fois."}),
        (
            "territoires/?region=bretagne",
            {"region": "Ce filtre n'existe pas ici. Ceux qui existent\u00a0: page et taille."},
        ),
        ("chiffres/?%00=%00&page=x", {"\0": None, "page": "Écrire un nombre entier, de 1 à 1000000."}),
    ],
)
def test_what_cannot_be_followed_is_told_in_french(client, question, problems):
    plant()
    body = ask(client, question, 400)
    assert body["message"] == "Cette demande ne peut pas être suivie."
    found = {one["filtre"]: one["message"] for one in body["filtres"]}
    assert set(found) == set(problems)
    assert [name for name, message in problems.items() if message and found[name] != message] == []


def test_page_beyond_the_last_is_not_found(client):
    plant()
    assert ask(client, "chiffres/?page=2", 404) == {
        "message": "Il n'y a pas de page 2\u00a0: la dernière est 1.",
        "filtres": [],
    }


def test_unknown_collection_is_not_found(client):
    assert client.get("/api/v1/secrets/").status_code == 404


@every_collection
def test_indicator_under_embargo_answers_like_one_that_never_was(client, name):
    hide(plant())
    for filter_, hidden in (
        ("indicateur", "qindicatorq"),
        ("enquete", "qsurveyq"),
        ("base", "qbaseq"),
        ("reponse", "qanswerq"),
        ("rapport", "qreportq"),
    ):
        never = "z" * len(hidden)
        one, other = (client.get(f"/api/v1/{name}/?{filter_}={value}") for value in (hidden, never))
        assert (one.status_code, one.content) == (other.status_code, other.content) == (400, one.content)


@every_collection
def test_nothing_under_embargo_is_told_or_counted(client, name):
    figure = plant()
    before = client.get(f"/api/v1/{name}/")
    hide(figure)
    after = client.get(f"/api/v1/{name}/")
    assert (after.content == before.content) == (name != "territoires")
    # Corse is a region of France, embargo or not.
    assert ask(client, "territoires/")["total"] == 3


def test_withdrawn_report_takes_its_figures_out(client):
    plant().report.withdraw(by=make_user(), notice="Erreur.")
    assert {line["id_region"] for line in all_lines(client, "chiffres")} == {"france"}
    assert ask(client, "rectificatifs/")["total"] == 0


@every_collection
def test_reader_who_has_it_already_is_told_so_from_any_site(client, name):
    plant()
    first = client.get(f"/api/v1/{name}/")
    again = client.get(f"/api/v1/{name}/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert [one["Access-Control-Allow-Origin"] for one in (first, again)] == ["*", "*"]
    assert first["Cache-Control"] == "public, max-age=1"
    assert (first.cookies, "Cookie" in first.get("Vary", "")) == ({}, False)


def test_answer_changes_with_the_data(client):
    figure = plant()
    first = client.get("/api/v1/chiffres/")
    make_correction(figure=figure, value=45, publish_at=ago())
    again = client.get("/api/v1/chiffres/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/v1/chiffres/", "/api/v1/openapi.json"])
def test_api_is_only_read_whoever_writes(path, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert (
        json.loads(response.content)["message"] == "Cette API se lit seulement\u00a0: employer GET ou HEAD."
    )


def test_head_tells_what_get_would_without_its_body(client):
    plant()
    response = client.head("/api/v1/chiffres/?region=bretagne")
    assert (response.status_code, response.content) == (200, b"")
    assert client.head("/api/v1/chiffres/?region=atlantide").status_code == 400


@pytest.mark.parametrize(
    ("question", "queries"),
    [("chiffres/", 4), ("chiffres/?public=entreprises", 4), ("rapports/", 3), ("reponses/", 3)],
)
def test_collection_asks_the_same_queries_for_1_and_3_of_everything(
    client, django_assert_num_queries, question, queries
):
    plant()
    with django_assert_num_queries(queries):
        ask(client, question)
    for _ in range(2):
        make_correction(figure=make_figure(), publish_at=ago())
    with django_assert_num_queries(queries):
        ask(client, question)


def test_index_explains_itself_with_a_figure_that_is_there(client):
    plant()
    page = client.get("/api/v1/").content.decode()
    assert [name for name in COLLECTIONS if f'href="/api/v1/{name}/"' not in page] == []
    example = "/api/v1/chiffres/?region=bretagne&amp;indicateur=partenariats"
    assert f'href="{example}"' in page
    assert ask(client, example.replace("&amp;", "&").removeprefix("/api/v1/"))["total"] == 2
    assert "&quot;valeur&quot;: 44," in page


def test_example_is_what_is_put_forward_of_a_region_as_soon_as_it_is_out(client):
    def featured(publish_at):
        question = make_question(indicator=make_indicator(featured=True))
        region = make_region()
        return make_figure(
            question=question, region=region, report=make_report(region=region, publish_at=publish_at)
        )

    featured(ago(hours=-1))
    for make in (lambda: make_figure(region=make_nation()), make_figure, lambda: featured(ago(hours=1))):
        figure = make()
        assert client.get("/api/v1/").context["example"]["cle"] == figure.key


def test_index_of_nothing_has_no_example(client):
    page = client.get("/api/v1/").content.decode()
    assert ("Exemples</h2>" in page, "/api/v1/chiffres/" in page) == (False, True)


def test_every_indicator_of_the_catalogue_may_be_asked_for(client, programme):
    for slug in (
        Indicator.objects.filter(questions__figures__isnull=False).values_list("slug", flat=True).distinct()
    ):
        body = ask(client, f"chiffres/?indicateur={slug}")
        assert {line["id_indicateur"] for line in body["lignes"]} == {slug}
