"""The page of the open data, what search engines read of it, and the ways that lead there."""

import json
import re
from html import unescape

import pytest

from regions.downloads import COLUMNS
from regions.opendata import COLLECTIONS
from tests.factories import make_figure, make_indicator, make_question
from tests.regions.opendata import descriptor, hide, plant
from tests.regions.pages import plain, text

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def things(client, path):
    page = client.get(path).content.decode()
    return [
        json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def test_page_offers_every_format_and_each_answers(client, programme):
    page = client.get("/donnees/").content.decode()
    files = re.findall(r'href="(/donnees/phare\.[a-z.]+)"', page)
    assert [path.partition(".")[2] for path in files] == ["csv", "excel.csv", "xlsx", "json", "zip"]
    assert [client.get(path).status_code for path in files] == [200] * 5


def test_page_says_how_much_there_is(client, programme):
    words = "100 chiffres publics, de la France et de 6 régions sur 13, pour 17 indicateurs et 7 enquêtes."
    assert words in text(client, "/donnees/")


def test_page_does_not_count_what_is_under_embargo(client):
    figure = plant()
    before = text(client, "/donnees/")
    hide(figure)
    assert text(client, "/donnees/") == before.replace("1 région sur 1", "1 région sur 2")


def test_page_of_nothing_says_so(client):
    assert "Aucun chiffre n'est public à cette date." in text(client, "/donnees/")
    assert "Dernier changement" not in text(client, "/donnees/")


def test_page_explains_every_column_of_every_table(client):
    page = client.get("/donnees/").content.decode()
    names = re.findall(r"<dt><code>(\w+)</code></dt>", page)
    assert names == [field.name for one in COLLECTIONS.values() for field in one.fields]
    assert names[: len(COLUMNS)] == [column.name for column in COLUMNS]


def test_page_gives_its_citation_to_copy_with_its_licence(client, programme):
    page = unescape(client.get("/donnees/").content.decode())
    (copied,) = re.findall(r'data-copy="([^"]*)"', page)
    (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert plain(copied) == plain(quoted)
    assert copied.startswith("Phare, observatoire des partenariats, «\u00a0Les chiffres publics")
    assert copied.endswith(f"{SITE}/donnees/, Licence Ouverte 2.0 (Etalab).")


def test_search_engines_read_the_whole_as_a_dataset(client):
    plant()
    (thing,) = things(client, "/donnees/")
    assert (thing["@type"], thing["url"], thing["license"]) == (
        "Dataset",
        f"{SITE}/donnees/",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    )
    assert thing["description"].startswith("4 chiffres publics, de la France et de 1 région sur 1")
    assert thing["dateModified"][:4].isdigit()
    offered = {one["contentUrl"]: one["encodingFormat"] for one in thing["distribution"]}
    assert offered == {
        address: client.get(address.removeprefix(SITE))["Content-Type"].partition(";")[0]
        for address in offered
    }
    assert len(offered) == 5


def test_search_engines_read_an_indicator_as_a_part_of_it(client):
    plant()
    (thing,) = things(client, "/indicateurs/partenariats/")
    assert (thing["@type"], thing["name"], thing["isPartOf"]["url"]) == (
        "Dataset",
        "Partenariats",
        f"{SITE}/donnees/",
    )
    assert thing["variableMeasured"] == {
        "@type": "PropertyValue",
        "name": "Part partenariats",
        "unitText": "%",
    }
    assert [place["name"] for place in thing["spatialCoverage"]] == ["France", "Bretagne"]
    assert [
        client.get(one["contentUrl"].removeprefix(SITE)).status_code for one in thing["distribution"]
    ] == [200] * 4


def test_markup_in_a_name_does_not_end_the_block(client):
    indicator = make_indicator(slug="piege")
    indicator.label = "</script><script>alert(1)</script>"
    indicator.save()
    make_figure(question=make_question(indicator=indicator))
    (thing,) = things(client, "/indicateurs/piege/")
    assert thing["variableMeasured"]["name"] == indicator.label


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/indicateurs/",
        "/indicateurs/partenariats/",
        "/regions/",
        "/regions/bretagne/",
        "/france/",
        "/api/v1/",
    ],
)
def test_reader_of_data_is_led_there(client, path):
    plant()
    assert 'href="/donnees/"' in client.get(path).content.decode()


def test_package_describes_each_table_as_the_specification_asks(client):
    plant()
    package = descriptor(client)
    assert (package["profile"], package["name"], package["homepage"]) == (
        "tabular-data-package",
        "phare",
        f"{SITE}/donnees/",
    )
    assert package["licenses"] == [
        {
            "name": "etalab-2.0",
            "title": "Licence Ouverte 2.0 (Etalab)",
            "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        }
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    assert {one["title"] for one in package["sources"]} >= {"PHARE Bretagne, 2016-05-26"}
    for resource in package["resources"]:
        assert resource["profile"] == "tabular-data-resource"
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        types = {field["type"] for field in resource["schema"]["fields"]}
        assert types <= {"string", "integer", "number", "date", "datetime"}
