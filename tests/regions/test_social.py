"""What search engines and social media show of a page, and the picture of its number."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from regions import rows, social
from regions.documents import card
from regions.models import Figure, Region
from regions.publication import database_now
from regions.sentences import VERDICT_WORDS, number_sentence
from regions.views import cards
from tests.factories import (
    ago,
    make_base,
    make_correction,
    make_figure,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db

NUMBER = "/chiffres/pays-de-la-loire/alliances-source-innovation/phare-citoyens-2015/oui/citoyens/"
PAGES = [
    "/france/",
    "/regions/pays-de-la-loire/",
    "/regions/bretagne/",
    "/regions/centre-val-de-loire/",
    "/indicateurs/pratique-partenariats/",
    "/indicateurs/nombre-partenariats/",
    "/rapports/phare-grand-est/",
    NUMBER,
]


def head(client, path):
    """The title, the meta texts and the canonical address of a page."""
    page = client.get(path).content.decode()
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    (title,) = re.findall(r"<title>(.*?)</title>", page.split("</head>")[0])
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    return {
        "title": unescape(title),
        "canonical": canonical,
        **{name: unescape(text) for name, text in found},
    }


def cited():
    """The figure of NUMBER."""
    return Figure.objects.get(
        region__slug="pays-de-la-loire",
        question__indicator__slug="alliances-source-innovation",
        question__survey__slug="phare-citoyens-2015",
    )


def published(*figures):
    return Figure.objects.published(database_now()).with_labels().filter(pk__in=[one.pk for one in figures])


def drawn(client, path, monkeypatch):
    """The card of a page, before it is drawn."""
    found = []
    monkeypatch.setattr(cards, "card_png", lambda card: found.append(card) or b"png")
    assert client.get(f"{path}image.png").status_code == 200
    return found[0]


@pytest.mark.parametrize("path", PAGES)
def test_page_has_all_that_social_media_ask_for(client, programme, path):
    found = head(client, path)
    assert found["canonical"] == found["og:url"] == f"http://testserver{path}"
    assert found["og:image"] == f"http://testserver{path}image.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == found["twitter:image:alt"] != ""
    assert found["twitter:card"] == "summary_large_image"
    assert found["title"] == f"{found['og:title']} – Phare"
    assert found["description"] == found["og:description"]


@pytest.mark.parametrize("path", PAGES)
def test_picture_has_the_size_that_it_says(client, programme, path):
    response = client.get(f"{path}image.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == card.SIZE == (1200, 630)


def test_titles_and_descriptions_are_as_short_as_is_shown_and_different(client, programme):
    places = [region.get_absolute_url() for region in Region.objects.all()]
    places += [one.indicator.get_absolute_url() for one in rows.catalogue(database_now())]
    found = [head(client, place) for place in places]
    assert [one["title"] for one in found if len(one["title"]) > 60] == []
    assert [one["description"] for one in found if len(one["description"]) > 160] == []
    assert len({one["title"] for one in found}) == len(found)


def test_query_of_a_page_is_not_in_its_canonical_address(client, programme):
    found = head(client, "/indicateurs/pratique-partenariats/?public=associations")
    assert found["canonical"] == "http://testserver/indicateurs/pratique-partenariats/"


def test_description_and_card_say_the_number_of_the_page(client, programme, monkeypatch):
    found = head(client, NUMBER)
    shown = drawn(client, NUMBER, monkeypatch)
    (row,) = (rows.number(one, database_now()).row for one in published(cited()))
    assert found["description"] == number_sentence(row)
    assert shown.figure.value == "65\u202f%"
    assert shown.figure.lines[1].startswith("Base\u00a0: Ensemble des citoyens")
    assert shown.date.startswith("Source\u00a0: PHARE Pays de la Loire")


@pytest.mark.parametrize("path", ["/regions/bretagne/", "/indicateurs/nombre-partenariats/"])
def test_page_without_a_number_that_stands_for_it_has_none(client, programme, path, monkeypatch):
    shown = drawn(client, path, monkeypatch)
    assert (shown.figure.value, shown.figure.lines) == ("", ())
    assert not re.search(r"\d", shown.headline)


def test_doubt_stands_beside_the_number(client, programme, monkeypatch):
    shown = drawn(client, "/regions/centre-val-de-loire/", monkeypatch)
    assert "à lire avec prudence" in shown.headline
    assert "à lire avec prudence" in shown.figure.lines[2]


def test_certain_number_stands_before_a_cautious_one():
    survey = make_survey(small_regional_bases=True)
    cautious, certain = make_figure(question=make_question(survey=survey)), make_figure()
    found = rows.blocks(rows.figure_row(one, None) for one in published(cautious, certain))
    assert [row.caution for block in found for row in block.headlines].count(True) == 1
    (_, row) = social.number_of(found)
    assert row.figure == certain


def test_untested_gap_is_never_judged(client, programme):
    judged = [VERDICT_WORDS[verdict] for verdict in (rows.Verdict.ABOVE, rows.Verdict.BELOW)]
    for region in Region.objects.all():
        found = head(client, region.get_absolute_url())
        said = f"{found['title']} {found['description']} {found['og:image:alt']}"
        assert [word for word in (*judged, "davantage", "dépasse") if word in said] == []


def test_correction_changes_card_and_description(client, programme, monkeypatch):
    figure = cited()
    before = client.get(f"{NUMBER}image.png")["ETag"]
    make_correction(figure=figure, value=61, publish_at=ago())
    assert client.get(f"{NUMBER}image.png")["ETag"] != before
    assert "61\u202f%" in head(client, NUMBER)["description"]
    assert drawn(client, NUMBER, monkeypatch).figure.value == "61\u202f%"


def test_figure_that_is_not_public_is_on_no_card(client, monkeypatch):
    figure = make_figure(region=make_region(slug="bretagne"), report=make_report())
    assert drawn(client, "/regions/bretagne/", monkeypatch).figure.value == ""
    assert client.get(f"{figure.get_absolute_url()}image.png").status_code == 404
    assert client.get(f"/rapports/{figure.report.slug}/image.png").status_code == 404


def test_card_of_what_was_withdrawn_is_gone(client):
    figure = make_figure(region=make_region(slug="bretagne"))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    for place in (figure.get_absolute_url(), figure.report.get_absolute_url()):
        assert client.get(f"{place}image.png").status_code == 410


def test_sentence_that_is_too_long_gives_its_place_to_a_shorter_one_and_is_never_cut():
    figure = make_pair(base=make_base(label=f"Entreprises {'e' * 70}"))
    (row,) = (rows.number(one, database_now()).row for one in published(figure))
    assert len(number_sentence(row)) > social.LONGEST_DESCRIPTION
    said = social.of_number(row).description
    assert len(said) <= social.LONGEST_DESCRIPTION
    assert said.endswith("ont des partenariats.")
