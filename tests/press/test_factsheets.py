"""The press sheet of a territory: its door, its page of A4, its words."""

import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from press.documents.factsheet import MOST
from regions.models import Figure, Region
from regions.publication import database_now
from tests.factories import (
    ago,
    make_base,
    make_contact,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.press.documents import plain, words

pytestmark = pytest.mark.django_db

ADDRESS = "/regions/bretagne/fiche.pdf"


def bretagne(**kwargs):
    return make_region(name="Bretagne", **kwargs)


def read(client, address=ADDRESS):
    answer = client.get(address)
    assert answer.status_code == 200
    return PdfReader(io.BytesIO(answer.content))


def test_sheet_is_a_file_beside_its_page(client):
    make_pair(region=bretagne())
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="phare-bretagne.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"].split("; ")
    assert f'href="{ADDRESS}"' in client.get("/regions/bretagne/").content.decode()
    assert 'href="/france/fiche.pdf"' in client.get("/france/").content.decode()


def test_territory_without_public_figures_has_no_sheet(client):
    region = bretagne()
    make_figure(region=region, report=make_report(region=region))
    make_nation()
    assert [client.get(one).status_code for one in (ADDRESS, "/france/fiche.pdf")] == [404, 404]
    pages = client.get("/regions/bretagne/"), client.get("/france/")
    assert [b"fiche.pdf" in page.content for page in pages] == [False, False]


@pytest.mark.parametrize("address", ["/regions/nulle-part/fiche.pdf", "/regions/france/fiche.pdf"])
def test_unknown_region_has_no_sheet(client, address):
    make_nation()
    assert client.get(address).status_code == 404


def test_sheet_is_only_read(client):
    make_pair(region=bretagne())
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


def test_unchanged_sheet_answers_304_until_a_figure_changes(client):
    figure = make_pair(region=bretagne())
    first = client.get(ADDRESS)
    again = {"If-None-Match": first["ETag"]}
    same = client.get(ADDRESS, headers=again)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    make_correction(figure=figure, publish_at=ago(seconds=1))
    assert client.get(ADDRESS, headers=again).status_code == 200


def test_sheet_changes_with_its_contact(client):
    make_pair(region=bretagne())
    contact = make_contact(phone="01 99 00 12 34")
    tag = client.get(ADDRESS)["ETag"]
    contact.phone = "01 99 00 56 78"
    contact.save()
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("size", [1, 3])
def test_sheet_costs_the_same_for_one_figure_and_three(client, size, django_assert_num_queries):
    region = bretagne()
    for _ in range(size):
        make_pair(region=region)
        make_contact(regions=[region])
    with django_assert_num_queries(6):
        client.get(ADDRESS)


def test_sheet_says_base_survey_respondents_gap_and_interval(client):
    survey = make_survey(
        name="PHARE-Entreprises", respondents=5000, institute="Institut X", field="Les entreprises"
    )
    make_pair(region=bretagne(), n=400, n_nation=5000, question=make_question(survey=survey))
    found = words(read(client))
    expected = [
        "Entreprises d'au moins 10 salariés, PHARE-Entreprises (2015)",
        *("43 %", "400 répondants", "intervalle de 38 à 48 %", "+6 points", "France 37 %"),
        "Entreprises (Les entreprises). Institut X. Terrain : dates non publiées.",
        "Échantillon : 5 000 répondants. Marge d'erreur : au plus 1,4 point sur une part nationale.",
        "Toute marge d'erreur est calculée par référence à la méthode aléatoire",
        "Ce que ces chiffres ne disent pas",
        "http://testserver/regions/bretagne/",
    ]
    assert [one for one in expected if one not in found] == []
    assert "effectif non publié" not in found
    assert re.search(r"Données publiques le .+ à \d+ h \d\d, heure de Paris", found)


def test_unknown_respondents_are_said_once_for_all_or_at_each(client):
    region = bretagne()
    make_pair(region=region)
    assert words(read(client)).count("effectifs non publiés") == 1
    make_pair(region=region, n=400, n_nation=5000)
    found = words(read(client))
    assert (found.count("effectif non publié"), found.count("effectifs non publiés")) == (1, 0)


def test_contact_is_the_desk_of_the_region(client):
    make_contact(name="Bureau national")
    make_contact(name="Bureau breton", regions=[bretagne()])
    make_pair(region=Region.objects.get(slug="bretagne"))
    found = words(read(client))
    assert ("Bureau breton" in found, "Bureau national" in found) == (True, False)
    assert "Bureau national" in words(read(client, "/france/fiche.pdf"))


def test_corrected_value_stands_with_what_became_of_it(client):
    make_correction(figure=make_pair(region=bretagne()), value=Decimal(41), publish_at=ago(seconds=1))
    found = words(read(client))
    assert "41 %" in found
    assert "d'abord 43 %" in found


def test_what_a_page_does_not_hold_is_counted_and_told_where(client):
    region = bretagne()
    featured = make_indicator(slug="en-avant", featured=True)
    others = MOST + 6
    for _ in range(others):
        make_pair(region=region)
    make_pair(region=region, question=make_question(indicator=featured))
    reader = read(client)
    found = words(reader)
    shown = found.count("France 37 %")
    assert len(reader.pages) == 1
    assert 5 < shown <= MOST
    assert "En-avant" in found
    assert f"{others + 1 - shown} autres chiffres publics sont sur le site." in found


def test_long_words_take_the_place_of_figures_and_no_second_page(client):
    region = bretagne()
    for name in range(MOST):
        base = make_base(label=f"Base {name} " + "très longue à décrire " * 6)
        make_pair(region=region, base=base)
    reader = read(client)
    assert len(reader.pages) == 1
    assert "sont sur le site" in words(reader)


def test_hostile_words_are_set_as_they_are(client):
    region = make_region(name="#panic() $x$ \\ *_`<a>", slug="bretagne")
    make_pair(region=region, source="émoji 😀")
    assert "#panic() $x$ \\ *_`<a>" in words(read(client))


# The programme's figures


def sheets(client):
    for region in Region.objects.all():
        address = f"{region.get_absolute_url()}fiche.pdf"
        answer = client.get(address)
        if answer.status_code == 200:
            yield region, PdfReader(io.BytesIO(answer.content))


def test_every_territory_with_figures_has_one_tagged_page(client, demonstration):
    found = list(sheets(client))
    public = Figure.objects.filter(report__approved_at__isnull=False).exclude(value=None)
    assert {region.pk for region, _ in found} == set(public.values_list("region", flat=True))
    for region, reader in found:
        root = reader.trailer["/Root"]
        fonts = [
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            for font in reader.pages[0]["/Resources"]["/Font"].values()
        ]
        assert (len(reader.pages), reader.metadata.title) == (1, f"Fiche presse\u00a0: {region}")
        assert (root["/MarkInfo"]["/Marked"], root["/Lang"].lower()) == (True, "fr-fr")
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


INTERVALS = {Decimal(91), Decimal(81)}  # the upper ends of those of the nation's mayors
MOST_SHOWN_OF_NATION = 8
SHARE = re.compile(r"(\d+(?:,\d+)?) %")
POINTS = re.compile(r"([+\u2212]\d+(?:,\d+)?) point|\b0 point")


def shares(text):
    return {Decimal(one.replace(",", ".")) for one in SHARE.findall(plain(text))}


def test_numbers_of_every_sheet_are_those_of_the_database(client, demonstration):
    figures = list(Figure.objects.published(database_now()).with_labels())
    nation = {(one.question_id, one.answer_id, one.base_id): one for one in figures if one.region.is_nation}
    for region, reader in sheets(client):
        table = words(reader).partition("Public, base et enquête")[2].partition("Ce que ces chiffres")[0]
        own = [one for one in figures if one.region == region]
        references = [nation.get((one.question_id, one.answer_id, one.base_id)) for one in own]
        beside = {two.public_value for two in references if two}
        noted = set().union(*(shares(one.note) for one in [*own, *filter(None, references)]))
        values = {one.public_value for one in own}
        found = shares(table)
        assert found <= values | beside | noted | INTERVALS, region
        if region.is_nation:
            assert len(found) >= MOST_SHOWN_OF_NATION
            continue
        assert values <= found, region
        gaps = {
            one.public_value - two.public_value
            for one, two in zip(own, references, strict=True)
            if two and {one.certainty, two.certainty} == {"certain"} and two.base_status != "unknown"
        }
        said = {
            Decimal((one or "0").replace("\u2212", "-").replace(",", ".")) for one in POINTS.findall(table)
        }
        assert said == gaps, region
