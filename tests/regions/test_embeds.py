"""Charts and maps for frames on other sites."""

import gzip
import re
from html import unescape

import pytest

from regions.models import Figure
from regions.sentences import value_words
from tests.factories import ago, make_correction, make_figure, make_region, make_report, make_user
from tests.regions.pages import plain
from tests.regions.pictures import tree, values
from tests.regions.test_pictures import PLACES

pytestmark = pytest.mark.django_db

EMBEDS = [f"/integrer{place}/" for place in PLACES]
REGION = EMBEDS[0]
MOST = 30_000


@pytest.mark.parametrize("place", EMBEDS)
def test_any_site_may_frame_an_embed_and_no_other_page(client, programme, place):
    response = client.get(place)
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "form-action 'none'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response.cookies == {}
    page = client.get("/regions/pays-de-la-loire/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_what_a_browser_keeps_stays_framed(client, programme):
    first = client.get(REGION)
    again = client.get(REGION, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"].count("frame-ancestors *") == 1
    assert "X-Frame-Options" not in again


@pytest.mark.parametrize("place", EMBEDS)
def test_embed_is_light_and_leads_back_in_the_top_window(client, programme, place):
    response = client.get(place)
    page = response.content.decode()
    assert len(gzip.compress(response.content)) < MOST
    assert '<base target="_top">' in page
    assert re.search(r'class="embed-origin"><a href="http://testserver/[^"]+">Voir sur Phare', page)
    assert re.search(r"Sources? : ", plain(page))
    assert [tag for tag in ("<header", "<nav", "<form", "data-chart", "data-copy") if tag in page] == []
    assert page.count("<h1") == 1


def test_embed_tells_what_its_page_does(client, programme):
    page = plain(client.get(REGION).content.decode())
    assert "43 % des entreprises d'au moins 10 salariés" in page
    assert "Écarts non testés" in page


def test_correction_changes_the_embed(client, programme):
    figure = Figure.objects.get(
        region__slug="pays-de-la-loire", question__indicator__slug="pratique-partenariats"
    )
    make_correction(figure=figure, value=41, publish_at=ago())
    page = plain(client.get(REGION).content.decode())
    assert ("41 %" in page, "Rectifié le" in page) == (True, True)


def test_embed_of_a_withdrawn_report_is_its_notice_in_the_frame(client):
    figure = make_figure(region=make_region(slug="bretagne"))
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(
        f"/integrer/rapports/{figure.report.slug}/bretagne/{figure.question.indicator.slug}/"
    )
    assert response.status_code == 410
    assert "Erreur de tirage." in response.content.decode()
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "<nav" not in response.content.decode()


def test_frame_of_what_is_not_public_says_so_as_one_that_never_was(client):
    figure = make_figure(region=make_region(slug="bretagne"), report=make_report())
    slug = figure.question.indicator.slug
    places = (
        *(f"regions/bretagne/{slug}", f"indicateurs/{slug}/carte", "tableau-de-bord/carte"),
        *(f"indicateurs/{slug}/vagues-1", "jamais", "communiques/jamais/chiffres/bretagne/jamais"),
    )
    found = [client.get(f"/integrer/{place}/") for place in places]
    assert {response.status_code for response in found} == {404}
    assert len({(response.content, str(response.headers)) for response in found}) == 1
    page = found[0].content.decode()
    assert "Ce graphique n'est plus public, ou son adresse a changé." in page
    assert '<a href="/">Phare, observatoire des partenariats</a>' in page
    assert ("frame-ancestors *" in found[0]["Content-Security-Policy"], "<nav" in page) == (True, False)
    assert "X-Frame-Options" not in found[0]
    assert found[0].cookies == {}


@pytest.mark.parametrize(
    "page",
    [
        "/regions/pays-de-la-loire/",
        "/france/",
        "/rapports/phare-grand-est/",
        "/indicateurs/pratique-partenariats/?public=associations",
        "/tableau-de-bord/?indicateur=pratique-partenariats&regions=bretagne",
        "/comparer/?regions=grand-est",
    ],
)
def test_each_code_of_a_page_leads_to_an_embed_and_each_picture_exists(client, programme, page):
    source = client.get(page).content.decode()
    codes = [unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", source, re.DOTALL)]
    assert codes
    for code in codes:
        (address, title) = re.match(r'<iframe src="http://testserver([^"]+)" title="([^"]+)"', code).groups()
        framed = client.get(unescape(address))
        assert framed.status_code == 200
        assert unescape(title) in unescape(framed.content.decode())
    pictures = sorted(set(re.findall(r'href="([^"]+)" download>', source)))
    assert len(pictures) == 2 * len(codes)
    svgs = [unescape(one) for one in pictures if ".svg" in one]
    assert {client.get(one).status_code for one in svgs} == {200}


@pytest.mark.parametrize("place", EMBEDS)
def test_embed_is_only_read(client, programme, place):
    assert (client.post(place).status_code, client.head(place).status_code) == (405, 200)


def test_measure_of_compared_regions_is_what_its_picture_and_its_frame_show(client, programme):
    compared = "/comparer/?regions=grand-est&regions=pays-de-la-loire&public=entreprises"
    choices = ["", *re.findall(r'mesure=([^"]+)"', client.get(compared).content.decode())]
    assert len(choices) > 2
    for choice in choices:
        page = client.get(f"{compared}&mesure={choice}" if choice else compared)
        shown = [value_words(row) for row in page.context["measure"].published]
        (svg,) = re.findall(r'href="([^"]+\.svg[^"]*)" download', page.content.decode())
        drawn = values(tree(client.get(unescape(svg))))
        assert sorted(drawn[-len(shown) :]) == sorted(shown), choice
        framed = client.get(f"/integrer{unescape(svg).replace('.svg', '/')}")
        assert all(words in plain(framed.content.decode()) for words in map(plain, shown))


@pytest.mark.parametrize("query", ["reponse=retiree", "public=inconnu", "base=inconnue:ici"])
@pytest.mark.parametrize("kind", ["carte", "regions", "publics"])
def test_what_stands_without_its_page_takes_no_choice_for_another(client, programme, kind, query):
    place = f"indicateurs/pratique-partenariats/{kind}"
    charts = [] if kind == "carte" else [f"/graphiques/{place}.json"]
    for address in (f"/{place}.svg", f"/{place}.png", f"/integrer/{place}/", *charts):
        assert client.get(f"{address}?{query}").status_code == 404, address
