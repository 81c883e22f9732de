"""Each job of the press, done as its help page tells it, by somebody who has the role."""

from datetime import timedelta

import pytest

from press.models import EarlyAccess, Event, Page, PressContact, Release, Resource
from regions.publication import database_now
from tests.browser.desk import follow, mend, save, step, upload, write
from tests.factories import make_boilerplate, make_contact, make_region, make_release, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(programme):
    make_contact(name="Bureau de presse", kind="desk")
    make_boilerplate(title="Le programme PHARE")


def add(job):
    """From the list to an empty form, which is the first step of many."""
    job.step(1)
    follow(job.page.locator(".object-tools .addlink"))
    return job.page


def press(page, words):
    follow(page.get_by_role("button", name=words, exact=True).last)


def test_release_is_written_as_told(told, company):
    job = told("release", "Rédaction")
    page = add(job)
    job.step(2)
    job.step(3)
    write(page)
    job.step(4)
    step(page, "Citer les chiffres du rapport")
    job.step(4)
    press(page, "Citer ces chiffres")
    job.step(5)
    mend(page)
    job.step(6)
    with page.expect_popup() as preview:
        page.get_by_role("button", name="Ouvrir l'aperçu").click()
    assert "rien n'est enregistré" in preview.value.locator(".notice").first.inner_text()
    step(page, "Soumettre à relecture")
    job.step(7)
    press(page, "Soumettre à relecture")
    assert Release.objects.get().submitted_at is not None


def test_journalist_is_invited_as_told(told, company):
    release = make_release(publish_at=database_now() + timedelta(hours=2))
    publish(release)
    job = told("access", "Presse")
    page = job.page
    page.goto(f"{page.url.partition('/admin/')[0]}/admin/press/release/{release.pk}/change/")
    job.step(1)
    step(page, "Inviter un journaliste")
    job.step(2)
    page.locator("#id_name").fill("Camille Exemple")
    press(page, "Enregistrer")
    job.step(3)
    job.step(4)
    follow(page.get_by_role("link", name="Voir l'accès et ses ouvertures"))
    job.step(5)
    follow(page.get_by_role("link", name="Révoquer"))
    job.step(5)
    press(page, "Révoquer l'accès")
    assert EarlyAccess.objects.get().revoked_at is not None


def test_contact_is_added_and_erased_as_told(told, company):
    job = told("contacts", "Presse")
    page = add(job)
    job.step(2)
    page.locator("#id_name").fill("Camille Exemple")
    page.locator("#id_email").fill("camille@example.org")
    press(page, "Enregistrer")
    contact = PressContact.objects.get(name="Camille Exemple")
    make_release(contacts=[contact])
    follow(page.locator("#result_list").get_by_role("link", name="Camille Exemple"))
    job.step(3)
    job.step(4)
    follow(page.get_by_role("link", name="effacez ses données"))
    job.step(4)
    press(page, "Effacer ses données")
    contact.refresh_from_db()
    assert (contact.email, contact.erased_at is None) == ("", False)


def test_event_is_announced_moved_and_withdrawn_as_told(told):
    make_region(name="Bretagne")
    job = told("event", "Agenda")
    page = add(job)
    job.step(2)
    job.step(3)
    page.locator("#id_title").fill("Rencontre de Rennes")
    page.locator("#id_subject").fill("Ce dont on y parle")
    page.locator("#id_state").select_option("confirmed")
    page.locator("#id_held_on").fill("02/06/2017")
    page.get_by_label("Région").select_option(label="Bretagne")
    page.locator("#id_place").fill("Salle des fêtes")
    press(page, "Publier maintenant")
    job.step(4)
    page.locator("#id_held_on").fill("09/06/2017")
    save(page)
    job.step(5)
    page.get_by_label("Raison publique").fill("La salle est en travaux.")
    press(page, "Enregistrer et annoncer")
    follow(page.get_by_role("link", name="Rencontre de Rennes").first)
    job.step(6)
    step(page, "Retirer")
    job.step(6)
    page.get_by_label("Avis public").fill("Annoncé par erreur.")
    press(page, "Retirer")
    event = Event.objects.get()
    assert (event.held_on.day, event.withdrawal_notice) == (9, "Annoncé par erreur.")


def test_document_is_published_replaced_and_withdrawn_as_told(told, programme, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = told("document", "Agenda")
    page = add(job)
    for number in (2, 3, 4):
        job.step(number)
    page.locator("#id_title").fill("Guide")
    page.locator("#id_kind").select_option(label="guide")
    page.locator("#id_question").select_option(label="La méthode")
    page.locator("#id_summary").fill("Un guide pour s'y mettre.")
    page.locator("#id_region").select_option(label="Bretagne")
    upload(page, "guide-2016.pdf", 2)
    press(page, "Publier maintenant")
    upload(page, "guide-2017.pdf", 3)
    save(page)
    assert Resource.objects.get().file_name == "guide-2017.pdf"
    job.step(6)
    step(page, "Retirer")
    job.step(6)
    page.get_by_label("Avis public").fill("Une nouvelle édition est en préparation.")
    press(page, "Retirer")
    assert Resource.objects.get().withdrawn_at is not None


def test_page_is_written_published_and_withdrawn_as_told(told, programme):
    job = told("page", "Rédaction")
    page = add(job)
    for number in (2, 3, 4):
        job.step(number)
    page.locator("#id_title").fill("Types de partenariat")
    page.locator("#id_description").fill("Quatre manières de faire ensemble.")
    page.locator(".ProseMirror[contenteditable]").click()
    page.keyboard.type("Le mécénat est la première.")
    press(page, "Publier maintenant")
    job.step(5)
    step(page, "Retirer")
    job.step(5)
    page.get_by_label("Avis public").fill("Page refaite.")
    press(page, "Retirer")
    assert Page.objects.get().withdrawal_notice == "Page refaite."
