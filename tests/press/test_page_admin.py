"""Pages and facts at the desk."""

import pytest

from press.models import Fact, Page
from regions.publication import database_now
from tests.factories import ago, make_page, make_user
from tests.press.desk import staff, url
from tests.regions.desk import said, seen

pytestmark = pytest.mark.django_db

RIGHTS = ("view_page", "add_page", "change_page", "withdraw_page")
OF_FACTS = ("view_fact", "add_fact", "change_fact", "delete_fact")
TAKEN = "Le site a déjà une page à cette adresse : choisissez-en une autre."


@pytest.fixture
def keeper(client):
    return staff(client, *RIGHTS)


def at(page, *args, model="page"):
    return url(page, *args, model=model)


def form_of(page=None, **changes):
    """What the form sends for a page as it is, or for a new one, with changes."""
    data = {"title": "Le programme", "slug": "programme", "description": "Ce que c'est"}
    data |= {"body": "<p>Un texte.</p>", "menu": "about", "menu_title": "", "position": 1, "facts_about": ""}
    if page:
        data |= {name: getattr(page, name) for name in data}
        data |= {"seen_version": type(page).objects.get(pk=page.pk).version}
    if page and page.publish_at:
        local = page.publish_at.astimezone()
        data |= {"publish_at_0": local.strftime("%d/%m/%Y"), "publish_at_1": local.strftime("%H:%M:%S")}
    return data | changes


def errors(response):
    return response.context["adminform"].form.errors


def test_page_is_written_published_and_found_in_the_navigation(keeper, client):
    keeper.post(at("add"), form_of(_publish="1"))
    page = Page.objects.get()
    assert (page.author, page.is_public(database_now())) == (keeper.user, True)
    home = client.get("/contacts-presse/").content.decode()
    assert home.count('href="/programme/"') == 2


@pytest.mark.parametrize(
    "slug", ["agenda", "regions", "admin", "recherche", "acces", "chiffres", "ressources", "tour", "static"]
)
def test_address_of_the_site_itself_is_refused(keeper, slug):
    page = keeper.post(at("add"), form_of(slug=slug))
    assert errors(page) == {"slug": [TAKEN]}
    assert not Page.objects.exists()


def test_reserved_address_made_of_the_title_is_refused(keeper):
    page = keeper.post(at("add"), form_of(title="Agenda", slug=""))
    assert errors(page) == {"slug": [TAKEN]}


def test_empty_address_is_made_of_the_title(keeper):
    make_page(slug="le-programme")
    keeper.post(at("add"), form_of(slug=""))
    assert Page.objects.order_by("pk").last().slug == "le-programme-2"


def test_new_page_is_proposed_as_the_last_of_its_menu(keeper):
    found = [keeper.get(at("add")).context["adminform"].form["position"].value()]
    make_page(position=4)
    make_page(menu="site", position=7)
    for asked in ({}, {"menu": "site"}, {"position": 2}):
        found.append(keeper.get(at("add"), asked).context["adminform"].form["position"].value())
    assert found == [0, 5, 8, "2"]


@pytest.mark.parametrize("name", ["description", "body"])
def test_typed_survey_number_is_not_published(keeper, name):
    page = keeper.post(at("add"), form_of(**{name: "43 % des habitants"}, _publish="1"))
    assert list(errors(page)) == [name]
    assert not Page.objects.exists()


def test_address_of_another_page_is_refused(keeper):
    make_page(title="Autre", slug="programme")
    assert list(errors(keeper.post(at("add"), form_of()))) == ["slug"]


def test_address_of_a_public_page_stays(keeper):
    page = make_page(slug="programme", publish_at=ago(hours=1))
    keeper.post(at("change", page.pk), form_of(page, slug="autre", title="Autre titre"))
    page.refresh_from_db()
    assert (page.slug, page.title) == ("programme", "Autre titre")


@pytest.mark.parametrize(
    ("name", "words"), [("description", "La description manque."), ("body", "Le texte est vide.")]
)
def test_page_with_a_hole_is_saved_and_not_published(keeper, name, words):
    page = keeper.post(at("add"), form_of(**{name: ""}, _publish="1"))
    assert errors(page) == {name: [f"{words} À régler avant l'instant de publication."]}
    keeper.post(at("add"), form_of(**{name: ""}))
    assert Page.objects.get().publish_at is None


def test_stale_form_is_refused_and_keeps_what_was_typed(keeper):
    page = make_page(title="Avant")
    typed = form_of(page, title="Le mien")
    page.author = make_user(username="dominique")
    page.save()
    response = keeper.post(at("change", page.pk), typed)
    assert "dominique a enregistré ici" in said(response)
    assert 'value="Le mien"' in response.content.decode()
    assert Page.objects.get().title == "Avant"


def test_preview_shows_the_typed_text_with_the_facts_and_saves_nothing(keeper):
    Fact.objects.create(about="programme", name="PHARE", fact="Étapes prévues", value="30")
    page = make_page(title="Avant")
    sent = form_of(page, title="Après", body="<h2>Neuf</h2><script>x</script>", facts_about="programme")
    response = keeper.post(at("preview", page.pk), sent)
    assert "Après" in said(response)
    assert "<h2>Neuf</h2>" in response.content.decode()
    assert "<script>x" not in response.content.decode()
    assert "Étapes prévues" in said(response)
    assert Page.objects.get().title == "Avant"


def test_preview_of_a_new_page_is_shown(keeper):
    assert "Le programme" in said(keeper.post(at("preview"), form_of()))
    assert not Page.objects.exists()


def test_withdrawn_page_leaves_its_notice(keeper, client):
    page = make_page(slug="programme", publish_at=ago(hours=1))
    keeper.post(at("withdraw", page.pk), {"notice": "Texte dépassé."})
    response = client.get("/programme/")
    assert response.status_code == 410
    assert "Texte dépassé." in response.content.decode()


def test_list_asks_the_same_queries_for_1_and_3(keeper, django_assert_num_queries):
    make_page(author=keeper.user)
    with django_assert_num_queries(8):
        keeper.get(at("changelist"))
    make_page(author=keeper.user)
    make_page(author=make_user())
    with django_assert_num_queries(8):
        keeper.get(at("changelist"))


# Facts


def test_key_of_a_fact_is_shown_and_never_written(client):
    staff(client, *OF_FACTS)
    fact = Fact.objects.create(
        key="etapes-prevues", about="programme", name="PHARE", fact="Étapes", value="30"
    )
    sent = {"about": "programme", "name": "PHARE", "fact": "Étapes", "value": "31", "note": "", "position": 0}
    client.post(at("change", fact.pk, model="fact"), sent | seen(fact) | {"key": "autre"})
    fact.refresh_from_db()
    assert (fact.key, fact.value) == ("etapes-prevues", "31")
    assert "etapes-prevues" in said(client.get(at("change", fact.pk, model="fact")))


def test_fact_that_the_site_counts_on_is_not_deleted(client):
    staff(client, *OF_FACTS)
    kept = Fact.objects.create(key="k", about="programme", name="PHARE", fact="Étapes", value="30")
    other = Fact.objects.create(about="programme", name="PHARE", fact="Autre", value="1")
    found = [
        client.post(at("delete", one.pk, model="fact"), {"post": "yes"}).status_code for one in (kept, other)
    ]
    assert found == [403, 302]
    assert list(Fact.objects.all()) == [kept]


def test_same_fact_twice_is_refused(client):
    staff(client, *OF_FACTS)
    Fact.objects.create(about="programme", name="PHARE", fact="Étapes", value="30")
    sent = {"about": "programme", "name": "PHARE", "fact": "Étapes", "value": "31", "position": 0}
    assert "Ce fait est déjà là." in said(client.post(at("add", model="fact"), sent))
