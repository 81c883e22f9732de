"""Contacts, boilerplates and the rest of the company at the desk."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry

from press.models import Boilerplate, Edition, PressContact
from regions.publication import database_now
from tests.factories import make_boilerplate, make_contact, make_region, make_release, publish
from tests.press.desk import form_of, staff, url
from tests.regions.desk import said, seen

pytestmark = pytest.mark.django_db

KEEPER = ("view_presscontact", "add_presscontact", "change_presscontact", "delete_presscontact")


@pytest.fixture
def keeper(client):
    return staff(client, *KEEPER, "erase_presscontact")


def used_contact(**kwargs):
    contact = make_contact(kind="person", name="Camille Exemple", **kwargs)
    publish(make_release(contacts=[contact]))
    return contact


def test_contact_in_releases_says_in_how_many_and_is_not_deleted(keeper):
    contact = used_contact()
    publish(make_release(contacts=[contact]))
    page = said(keeper.get(url("change", contact.pk, model="presscontact")))
    assert "Utilisé dans 2 communiqués" in page
    response = keeper.post(url("delete", contact.pk, model="presscontact"), {"post": "yes"})
    assert response.status_code == 403


def test_contact_of_an_old_version_alone_counts_as_used(keeper):
    contact = used_contact()
    edition = Edition.objects.get()
    edition.release.contacts.all().delete()
    assert contact.used_in() == [edition.release]


def test_contact_in_no_release_is_deleted(keeper):
    contact = make_contact()
    keeper.post(url("delete", contact.pk, model="presscontact"), {"post": "yes"})
    assert not PressContact.objects.exists()


def test_erasure_forgets_the_person_here_and_in_the_log(keeper):
    contact = used_contact(role="Chargée de presse", email="camille@example.org")
    keeper.post(
        url("change", contact.pk, model="presscontact"),
        {"kind": "person", "name": "Camille Exemple", "email": "camille@example.org", "role": "Autre"}
        | seen(contact),
    )
    assert LogEntry.objects.get().object_repr == "Camille Exemple"
    keeper.post(url("erase", contact.pk, model="presscontact"))
    contact.refresh_from_db()
    kept = [contact.name, contact.role, contact.phone, contact.email]
    assert kept == ["Contact effacé", "", "", ""]
    assert {entry.object_repr for entry in LogEntry.objects.all()} == {"Contact effacé"}


def test_erasure_asks_first_and_names_the_releases(keeper):
    contact = used_contact()
    page = said(keeper.get(url("erase", contact.pk, model="presscontact")))
    assert Edition.objects.get().headline in page
    assert PressContact.objects.get().erased_at is None


def test_erasure_needs_its_right(client):
    contact = used_contact()
    response = staff(client, *KEEPER).post(url("erase", contact.pk, model="presscontact"))
    assert response.status_code == 403
    assert PressContact.objects.get().erased_at is None


def test_erased_contact_is_not_edited_nor_erased_again(keeper):
    contact = used_contact()
    contact.erase(database_now())
    assert keeper.post(url("change", contact.pk, model="presscontact"), {"name": "x"}).status_code == 403
    assert keeper.post(url("erase", contact.pk, model="presscontact")).status_code == 404


def test_contact_without_phone_nor_mail_is_refused(keeper):
    page = keeper.post(url("add", model="presscontact"), {"kind": "desk", "name": "Bureau"})
    assert "Donnez un téléphone ou un courriel." in said(page)


def test_lookup_offers_current_contacts_alone(client):
    make_contact(name="Parti", valid_until=date(2020, 1, 1))
    here = make_contact(name="Présent")
    asked = {"app_label": "press", "model_name": "releasecontact", "field_name": "contact", "term": ""}
    found = staff(client, "view_presscontact", "change_release").get("/admin/autocomplete/", asked).json()
    assert [one["id"] for one in found["results"]] == [str(here.pk)]


def test_list_filters_those_who_may_be_reached(keeper):
    make_contact(name="Parti", valid_until=date(2020, 1, 1))
    make_contact(name="Présent")
    page = keeper.get(url("changelist", model="presscontact"), {"current": "yes"})
    assert [one.name for one in page.context["cl"].result_list] == ["Présent"]
    page = keeper.get(url("changelist", model="presscontact"), {"current": "no"})
    assert [one.name for one in page.context["cl"].result_list] == ["Parti"]


def test_other_words_of_a_boilerplate_tell_which_approval_falls(client):
    boilerplate = make_boilerplate(title="Le programme")
    publish(make_release(boilerplates=[boilerplate], publish_at=database_now() + timedelta(hours=1)))
    client = staff(client, "view_boilerplate", "change_boilerplate")
    data = {"kind": "programme", "title": "Le programme", "text": "D'autres mots."} | seen(boilerplate)
    page = client.post(url("change", boilerplate.pk, model="boilerplate"), data, follow=True)
    assert "est annulée : elle figeait l'ancien texte" in said(page)
    assert Edition.objects.get().voided_because == "le texte de référence « Le programme » a changé"


def test_boilerplate_of_a_release_that_comes_out_this_moment_is_refused(client):
    boilerplate = make_boilerplate(text="Anciens mots.")
    publish(make_release(boilerplates=[boilerplate], publish_at=database_now() + timedelta(seconds=5)))
    client = staff(client, "view_boilerplate", "change_boilerplate")
    data = {"kind": "programme", "title": boilerplate.title, "text": "D'autres mots."} | seen(boilerplate)
    page = client.post(url("change", boilerplate.pk, model="boilerplate"), data, follow=True)
    assert "Cette version sort à l'instant" in said(page)
    assert Boilerplate.objects.get().text == "Anciens mots."


def test_contact_of_a_region_is_saved_with_it(keeper):
    region = make_region()
    data = {"kind": "desk", "name": "Bureau", "email": "presse@example.org", "regions": [region.pk]}
    keeper.post(url("add", model="presscontact"), data)
    assert list(PressContact.objects.get().regions.all()) == [region]


def test_log_of_a_release_does_not_name_its_contacts(client):
    contact = make_contact(kind="person", name="Camille Exemple")
    release = make_release(contacts=[])
    client = staff(client, "view_release", "change_release")
    data = form_of(release) | {
        "contacts-TOTAL_FORMS": 1,
        "contacts-0-contact": contact.pk,
        "contacts-0-position": 0,
        "contacts-0-release": release.pk,
    }
    client.post(url("change", release.pk), data)
    assert release.contacts.count() == 1
    assert "Camille" not in LogEntry.objects.get().get_change_message()
