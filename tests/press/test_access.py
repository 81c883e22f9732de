import re

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime

from press.models import AccessOpening, EarlyAccess, Edition
from press.views.access import notice
from regions.publication import database_now
from tests.factories import ago, make_access, make_user, publish
from tests.press.access import CANARY, address, come_out, embargoed, invited, soon
from tests.regions.html import parse

pytestmark = pytest.mark.django_db

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def private(response):
    return {name: response.headers.get(name) for name in PRIVATE}


def openings():
    return list(AccessOpening.objects.order_by("pk").values_list("what", flat=True))


def test_before_acceptance_nothing_of_the_release_shows(client):
    access = make_access(embargoed())
    page = client.get(address(access)).content.decode()
    assert [word for word in (CANARY, "Occitanie", "occitanie", "reserve", "43\u202f%") if word in page] == []
    assert parse(page).only("h1").text == "Un communiqué sous embargo"


def test_terms_say_the_embargo_in_paris_time_and_whom_they_bind(client):
    access = make_access(embargoed(), name="Camille Exemple", media="La Gazette")
    page = parse(client.get(address(access)).content.decode())
    local = localtime(Edition.objects.get().publish_at)
    assert f"{date_format(local, 'F Y à G')} h {local:%M}, heure de Paris" in page.only("main").text
    assert page.only("p", "eyebrow").text == "Accès anticipé, pour Camille Exemple, La Gazette"


@pytest.mark.parametrize("link_ends", [True, False])
def test_terms_say_when_the_link_itself_ends_before(client, link_ends):
    access = make_access(embargoed(), expires_at=soon(hours=1) if link_ends else None)
    assert ("Ce lien cesse de fonctionner" in client.get(address(access)).content.decode()) is link_ends


def test_accepting_leads_to_the_text_under_its_notice(client):
    access = make_access(embargoed(), name="Camille Exemple", media="La Gazette")
    answer = client.post(address(access), follow=True)
    assert answer.redirect_chain == [(address(access), 302)]
    page = parse(answer.content.decode())
    assert page.only("h1").text == CANARY
    words = page.only("div", "notice", "embargo").text
    assert re.match(r"Sous embargo jusqu'au .*, heure de Paris — accès personnel de Camille Exemple", words)


def test_acceptance_is_dated_once_by_the_database(client):
    access = make_access(embargoed())
    before = database_now()
    client.post(address(access))
    first = EarlyAccess.objects.get().accepted_at
    assert before <= first <= database_now()
    client.post(address(access))
    assert EarlyAccess.objects.get().accepted_at == first


def test_acceptance_without_the_forms_token_is_refused():
    client, access = Client(enforce_csrf_checks=True), make_access(embargoed())
    assert client.post(address(access)).status_code == 403
    assert EarlyAccess.objects.get().accepted_at is None
    page = parse(client.get(address(access)).content.decode())
    field = page.only("input", name="csrfmiddlewaretoken")
    answer = client.post(address(access), {"csrfmiddlewaretoken": field["value"]})
    assert (answer.status_code, answer["Location"]) == (302, address(access))
    assert EarlyAccess.objects.get().accepted_at is not None


def test_acceptance_of_one_opens_nothing_to_another(client):
    release = embargoed()
    accepted, other = invited(release=release), make_access(release)
    assert CANARY in client.get(address(accepted)).content.decode()
    assert CANARY not in client.get(address(other)).content.decode()


def test_page_shows_figures_and_report_as_they_will_be_with_no_link_to_what_is_not_out(client):
    page = parse(client.get(address(invited())).content.decode())
    main = page.only("main")
    assert [cell.own_text for cell in main.all("span", "value")] == ["43 %"]
    assert "Rapport réservé" in main.text
    links = [link["href"] for link in main.all("a")]
    unseen = ("/rapports/", "/chiffres/", "/regions/", "/enquetes/")
    assert [link for link in links if link.startswith(unseen)] == []


def test_page_asks_for_no_chart_and_no_data_file(client):
    page = client.get(address(invited())).content.decode()
    assert [
        word for word in ("data-chart", "graphiques/", ".csv", ".xlsx", "chart.umd") if word in page
    ] == []


def test_page_shows_what_was_approved_and_not_the_draft(client):
    access = invited()
    type(access.release).objects.update(headline="Un brouillon plus récent")
    page = client.get(address(access)).content.decode()
    assert (CANARY in page, "Un brouillon plus récent" in page) == (True, False)


def test_page_shows_the_last_edition_approved(client):
    access = invited()
    type(access.release).objects.update(headline="Un titre corrigé")
    access.release.refresh_from_db()
    publish(access.release)
    assert parse(client.get(address(access)).content.decode()).only("h1").text == "Un titre corrigé"


@pytest.mark.parametrize("accepted", [None, "accepted"])
def test_answers_are_kept_by_nobody(client, accepted):
    access = make_access(embargoed(), accepted_at=accepted and ago())
    answers = [client.get(address(access)), client.head(address(access)), client.post(address(access))]
    assert [private(answer) for answer in answers] == [PRIVATE] * 3


def test_address_is_told_to_no_other_site(client):
    access = make_access(embargoed())
    assert client.get(address(access))["Referrer-Policy"] == "strict-origin"
    assert client.post(address(access))["Referrer-Policy"] == "no-referrer"
    assert client.get(address(access))["Referrer-Policy"] == "no-referrer"


def test_page_gives_robots_no_address(client):
    page = parse(client.get(address(invited())).content.decode())
    assert [one["content"] for one in page.all("meta", name="robots")] == ["noindex"]
    assert page.all("link", rel="canonical") == []
    assert [one for one in page.all("meta") if (one.get("property") or "").startswith("og:")] == []
    assert page.all("script", type="application/ld+json") == []


def test_each_opening_is_noted_at_the_databases_instant(client):
    access, before = make_access(embargoed()), database_now()
    client.get(address(access))
    client.post(address(access))
    client.get(address(access))
    assert openings() == ["conditions", "communiqué"]
    assert all(before <= one.at <= database_now() for one in AccessOpening.objects.all())


def test_head_accepts_nothing_and_is_no_opening(client):
    access = make_access(embargoed())
    assert client.head(address(access)).status_code == 200
    assert EarlyAccess.objects.get().accepted_at is None
    assert openings() == []


def test_other_methods_are_refused(client):
    access = invited()
    assert [client.put(address(access)).status_code, client.delete(address(access)).status_code] == [405] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_queries_for_1_and_3_of_all_that_it_shows(
    client, settings, tmp_path, count, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    access = invited(release=embargoed(figures=count, files=[f"{n}.png" for n in range(count)]))
    for _ in range(count):
        client.get(address(access))
    with django_assert_num_queries(10):
        client.get(address(access))


def test_notice_names_the_person_alone_where_no_medium_is_known():
    access = make_access(embargoed(), name="Camille Exemple", media="", invited_by=make_user())
    assert notice(access, Edition.objects.get()).endswith("accès personnel de Camille Exemple")


def test_once_it_is_out_the_page_leads_to_the_public_one(client):
    access = invited()
    come_out()
    answer = client.get(address(access))
    assert (answer.status_code, answer["Location"]) == (302, access.release.get_absolute_url())
    assert private(answer) == PRIVATE
    assert openings() == []
