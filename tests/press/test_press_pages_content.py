"""The real events, documents, facts and pages, row by row, and what their words may say."""

import re
import tomllib

import pytest

from press import prose
from press.loader import FOLDER
from press.models import Event, Fact, Page, Resource
from regions.publication import database_now
from tests.press.content import ANY, MARK, POINTS, SHARE
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

DEDUCED = "L'année de la date est déduite des documents."
CENTRE = "https://coconstructionterritoriale.wordpress.com/"
SLUGS = sorted(path.stem for path in (FOLDER / "pages").glob("*.toml"))
# The numbers that a page may write: years, days, and the size that names a base.
SAID = re.compile(
    r"\b20[01]\d\b|\b15 janvier\b|\b10 salariés\b|\bRGAA 4\.1\b|\bcritère 2\.5\.8\b|\bWCAG 2\.2\b"
)


@pytest.fixture(params=SLUGS)
def page(request, demonstration):
    return Page.objects.get(slug=request.param)


def texts(page):
    blocks = prose.paragraphs(prose.parse(page.body))
    return [plain(text) for text in (page.title, page.description, *(one.text for one in blocks))]


def test_events_are_those_of_the_programme(demonstration):
    assert [
        (str(one.held), one.place, one.region.code, one.host.name, one.tour_stage, one.report.slug)
        for one in Event.objects.order_by("held_on")
    ] == [
        ("26 mai 2016", "Nantes", "52", "Nantes Métropole", True, "phare-pays-de-la-loire"),
        ("28 juin 2016", "Besançon", "27", "Franche-Comté Active", True, "phare-bourgogne-franche-comte"),
        ("30 juin 2016", "Nantes", "52", "CPIE des Pays de la Loire", True, "phare-pays-de-la-loire"),
        ("second semestre 2016", "Mairie de Bordeaux", "75", "RTES", True, "phare-nouvelle-aquitaine"),
        (
            "29 novembre 2016",
            "Conseil économique, social et environnemental, Paris",
            "FR",
            "CESE",
            False,
            "phare-institutions",
        ),
        ("28 juin 2017", "Orléans", "24", "Villes au Carré", True, "phare-centre-val-de-loire"),
    ]


def test_no_event_claims_that_it_was_held(demonstration):
    assert set(Event.objects.values_list("state", flat=True)) == {"confirmed"}


def test_year_that_was_deduced_is_said_to_be_so(demonstration):
    deduced = Event.objects.filter(subject__contains="année")
    assert [(one.host.name, one.subject.endswith(f". {DEDUCED}")) for one in deduced.order_by("held_on")] == [
        ("Franche-Comté Active", True),
        ("CPIE des Pays de la Loire", True),
    ]


def test_resources_are_those_of_the_programme(demonstration):
    assert [
        (plain(one.title), one.kind, str(one.released), one.region.code, one.url, one.question)
        for one in Resource.objects.order_by("pk")
    ] == [
        (
            "Référentiel de la co-construction territoriale",
            "framework",
            "novembre 2016",
            "FR",
            CENTRE,
            "enjeux",
        ),
        (
            "Centre de ressources « co-construction territoriale »",
            "link",
            "novembre 2016",
            "FR",
            CENTRE,
            "enjeux",
        ),
        (
            "Tableau de bord interactif de l'Observatoire",
            "link",
            "novembre 2016",
            "FR",
            "http://observatoire-des-partenariats.fr/",
            "enjeux",
        ),
        (
            "Le programme PHARE",
            "link",
            "date inconnue",
            "FR",
            "http://www.lerameau.fr/le-programme-phare/",
            "enjeux",
        ),
        (
            "Plateforme RSE territoriale de Nantes Métropole",
            "case_study",
            "date inconnue",
            "52",
            "",
            "formes",
        ),
        ("Agir ensemble à Charenton – Saint-Maurice", "case_study", "date inconnue", "11", "", "formes"),
        ("Planèt'AIRport", "case_study", "date inconnue", "11", "", "formes"),
        ("PHARE en région Centre-Val de Loire", "slides", "28 juin 2017", "24", "", "methode"),
        ("Modèles de co-construction en territoire", "note", "29 février 2016", "FR", "", "formes"),
    ]


def test_resources_name_their_organisations(demonstration):
    assert [[org.name for org in one.organisations.all()] for one in Resource.objects.order_by("pk")] == [
        ["Le RAMEAU"],
        ["Le RAMEAU"],
        ["Observatoire national des partenariats", "Spallian"],
        ["Le RAMEAU"],
        ["Nantes Métropole"],
        [],
        [],
        ["Le RAMEAU"],
        ["Le RAMEAU"],
    ]


def test_resources_lead_to_their_report_and_event(demonstration):
    held = Resource.objects.exclude(event=None).order_by("released_on")
    assert [(one.kind, one.report and one.report.slug, one.event.place) for one in held] == [
        ("framework", None, "Conseil économique, social et environnemental, Paris"),
        ("slides", "phare-centre-val-de-loire", "Orléans"),
    ]
    assert Resource.objects.exclude(report=None).count() == 1


def test_facts_are_those_of_the_file_in_its_order(demonstration):
    rameau, observatory = "Le RAMEAU", "Observatoire national des partenariats"
    slides = "diaporama de juin 2017"
    fields = ("name", "fact", "value", "note", "key")
    assert list(Fact.objects.order_by("position").values_list(*fields)) == [
        (rameau, "Année de création", "2006", "", None),
        (rameau, "Statut", "association d'intérêt général", "", None),
        (rameau, "Organisations bénéficiaires", "500", slides, None),
        (rameau, "Expérimentations de terrain", "850", slides, None),
        (rameau, "Études de référence", "50", slides, None),
        (rameau, "Groupes de réflexion prospective", "30", slides, None),
        (observatory, "Création", "2008", "avec la Caisse des Dépôts", None),
        ("ARPEA", "Période", "2008-2012", "état des lieux", None),
        ("PHARE", "Période", "2013-2017", "impacts", None),
        ("PHARE", "Rapports régionaux prévus", "13", "", "rapports-prevus"),
        ("PHARE", "Étapes de débat prévues", "30", "en France et à l'international", "etapes-prevues"),
        ("PHARE", "Enquêtes", "Comisis et OpinionWay", "", None),
        ("PHARE", "Tableau de bord", "Spallian", "", None),
    ]


def test_menus_hold_the_pages_in_their_order(demonstration):
    menus = {menu: [] for menu in ("about", "site")}
    for one in Page.objects.published(database_now()):
        menus[one.menu].append(one.slug)
    assert menus == {
        "about": [
            "observatoire",
            "programme",
            "methode",
            "types-de-partenariat",
            "outils",
            "arpea",
            "organisme",
        ],
        "site": ["mentions-legales", "donnees-personnelles", "accessibilite"],
    }


def test_pages_about_someone_show_the_facts(demonstration):
    shown = Page.objects.exclude(facts_about="").order_by("slug").values_list("slug", "facts_about")
    assert list(shown) == [
        ("observatoire", "observatory"),
        ("organisme", "organisation"),
        ("programme", "programme"),
    ]


def test_page_has_the_length_and_the_headings_of_a_page(page):
    blocks = prose.parse(page.body)
    words = " ".join(block.text for block in prose.paragraphs(blocks)).split()
    assert 250 <= len(words) <= 600
    assert (blocks[0].kind, {one.level for one in blocks if one.kind == "heading"}) == ("paragraph", {2})


def test_page_types_no_survey_number(page):
    said = " ".join(texts(page))
    assert [pattern.findall(said) for pattern in (SHARE, POINTS, MARK)] == [[], [], []]
    assert ANY.findall(SAID.sub("", said)) == []


def test_survey_number_in_a_page_is_found_out():
    text = "La part est de 43 %, 6 points de plus, 7,1 sur 10, depuis 2016, soit 674 000."
    assert [bool(pattern.search(text)) for pattern in (SHARE, POINTS, MARK)] == [True, True, True]
    assert ANY.findall(SAID.sub("", "depuis 2016, soit 674 000")) == ["674 000"]


def test_every_link_of_a_page_answers(client, page):
    addresses = {href for _, href in prose.links(prose.parse(page.body))}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_every_event_resource_and_page_answers(client, demonstration):
    rows = [*Event.objects.all(), *Resource.objects.all(), *Page.objects.all()]
    addresses = [one.get_absolute_url() for one in rows]
    assert [path for path in addresses if client.get(path).status_code != 200] == []
    assert len(addresses) == 25


def test_what_only_the_operator_knows_is_left_to_complete(demonstration):
    pages = Page.objects.filter(body__contains="À compléter par qui met ce site en service")
    assert sorted(page.slug for page in pages) == [
        "accessibilite",
        "donnees-personnelles",
        "mentions-legales",
    ]


def test_no_number_to_call_nor_address_to_write_to_is_in_the_pages():
    files = sorted((FOLDER / "pages").iterdir())
    said = "".join(str(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)
    assert re.findall(r"(?:\d\d[ .]){4}\d\d|\d{10}|\+33|\S+@\S+", said) == []
