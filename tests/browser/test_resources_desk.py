"""Documents and pages as staff publish them, and as readers find them."""

import pytest
from django.test import Client
from pypdf import PdfReader

from press.models import Page, Resource
from tests.browser.desk import follow, upload
from tests.browser.measures import violations
from tests.factories import ago, make_event, make_organisation, make_page, make_report, make_resource

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def centre(programme, settings, tmp_path):
    """The programme, and one resource and one page of each kind that readers meet."""
    settings.MEDIA_ROOT = tmp_path
    make_page(title="Le programme", facts_about="programme", publish_at=ago(hours=1))
    make_page(title="Méthode", position=1, publish_at=ago(hours=1))
    make_page(title="Mentions légales", menu="site", publish_at=ago(hours=1))
    make_resource(title="Une étude", kind="case_study", question="enjeux", publish_at=ago(hours=1))
    link = make_resource(
        title="Un lien",
        kind="link",
        url="https://example.org/une/adresse/assez/longue",
        report=make_report(publish_at=ago(hours=1)),
        event=make_event(publish_at=ago(hours=1)),
        publish_at=ago(hours=1),
    )
    link.organisations.add(make_organisation())


def downloaded(page):
    with page.expect_download() as found:
        page.get_by_role("link", name="Télécharger").click()
    return found.value.suggested_filename, len(PdfReader(found.value.path()).pages)


def test_document_is_added_published_found_replaced_and_withdrawn(desk, open_page, centre):
    keeper = desk("/admin/press/resource/add/")
    keeper.locator("#id_title").fill("Guide de la co-construction")
    keeper.locator("#id_title").blur()
    keeper.locator("#id_slug").fill("guide")
    keeper.locator("#id_kind").select_option(label="guide")
    keeper.locator("#id_question").select_option(label="La méthode")
    keeper.locator("#id_summary").fill("Un guide pour s'y mettre.")
    keeper.locator("#id_region").select_option(label="Bretagne")
    upload(keeper, "Guide 2016.pdf", 2)
    follow(keeper.get_by_role("button", name="Publier maintenant"))
    assert "est public." in keeper.locator(".messagelist").inner_text()

    reader = open_page("/ressources/", javascript=False)
    reader.get_by_label("Territoire").select_option(label="Bretagne")
    follow(reader.get_by_role("button", name="Afficher"))
    assert reader.url.endswith("/ressources/?question=&region=bretagne&nature=")
    assert reader.locator(".entries li").count() == 1
    follow(reader.get_by_role("link", name="Guide de la co-construction", exact=True))
    assert downloaded(reader) == ("guide-2016.pdf", 2)

    upload(keeper, "Guide 2017.pdf", 3)
    follow(keeper.get_by_role("button", name="Enregistrer et continuer").first)
    reader.reload()
    assert downloaded(reader) == ("guide-2017.pdf", 3)
    assert Client().get("/ressources/guide/fichiers/guide-2016.pdf").status_code == 404

    follow(keeper.get_by_role("link", name="Retirer"))
    keeper.get_by_label("Avis public").fill("Une nouvelle édition est en préparation.")
    follow(keeper.get_by_role("button", name="Retirer"))
    for path in ("", "fichiers/guide-2017.pdf"):
        gone = Client().get(f"/ressources/guide/{path}")
        assert gone.status_code == 410
        assert "Une nouvelle édition est en préparation." in gone.content.decode()


def test_page_is_added_and_found_in_the_navigation(desk, open_page, centre):
    keeper = desk("/admin/press/page/add/")
    keeper.locator("#id_title").fill("Types de partenariat")
    keeper.locator("#id_title").blur()
    keeper.locator("#id_slug").fill("tour")
    keeper.locator("#id_description").fill("Quatre manières de faire ensemble.")
    keeper.locator(".ProseMirror[contenteditable]").click()
    keeper.keyboard.type("Le mécénat est la première.")
    follow(keeper.get_by_role("button", name="Publier maintenant"))
    assert "Le site a déjà une page à cette adresse" in keeper.locator(".field-slug").inner_text()
    keeper.locator("#id_slug").fill("types-de-partenariat")
    follow(keeper.get_by_role("button", name="Publier maintenant"))

    reader = open_page("/", width=320, javascript=False)
    follow(reader.get_by_role("navigation", name="Navigation principale").get_by_text("L'observatoire"))
    beside = reader.get_by_role("navigation", name="L'observatoire")
    assert beside.get_by_role("link").all_inner_texts() == [
        "Le programme",
        "Méthode",
        "Types de partenariat",
    ]
    follow(beside.get_by_role("link", name="Types de partenariat"))
    assert "Le mécénat est la première." in reader.locator(".prose").inner_text()


def public_pages():
    resources = [one.get_absolute_url() for one in Resource.objects.all()]
    pages = [one.get_absolute_url() for one in Page.objects.all()]
    return ["/ressources/", "/ressources/?nature=link", "/ressources/?nature=x", *resources, *pages]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, centre, width, scheme):
    page = open_page("/", width=width, scheme=scheme, bypass_csp=True)
    base, found = page.url.rstrip("/"), {}
    for path in public_pages():
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found[path] = (violations(page), wide)
    assert found == dict.fromkeys(found, ([], 0))


def test_search_box_is_there_on_a_wide_screen_and_its_link_on_a_narrow_one(open_page, centre):
    shown = {}
    for width in (1280, 320):
        header = open_page("/le-programme/", width=width).locator(".site-header")
        link = header.get_by_role("link", name="Rechercher")
        shown[width] = (header.get_by_role("search").is_visible(), link.is_visible())
    assert shown == {1280: (True, False), 320: (False, True)}


def desk_pages():
    """Each page of the desk on resources, pages and facts; the resource has all that one may have."""
    found = []
    for one in (Resource.objects.get(title="Un lien"), Page.objects.first()):
        root, pk = f"/admin/press/{one._meta.model_name}", one.pk
        found += [f"{root}/", f"{root}/add/", f"{root}/{pk}/change/", f"{root}/{pk}/retirer/"]
    return [*found, "/admin/press/fact/", "/admin/press/fact/add/"]


def test_axe_finds_nothing_at_the_desk(desk, centre):
    page = desk("/admin/", bypass_csp=True)
    base, found = page.url.removesuffix("/admin/"), {}
    for path in desk_pages():
        page.goto(base + path, wait_until="networkidle")
        found[path] = violations(page)
    assert {path: names for path, names in found.items() if names} == {}


def test_policy_refuses_nothing_at_the_desk(desk, centre):
    page = desk("/admin/")
    base = page.url.removesuffix("/admin/")
    assert [path for path in desk_pages() if page.goto(base + path).status != 200] == []
