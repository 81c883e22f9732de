from datetime import time, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from press.models import Citation, PressContact, Release, Spokesperson, SpokespersonTitle
from regions.publication import database_now
from tests.factories import (
    make_attachment,
    make_contact,
    make_event,
    make_figure,
    make_region,
    make_release,
    make_user,
)
from tests.regions.desk import said, staff
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.user = make_user(username="chef", is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


def address(obj, page="history"):
    return reverse(f"admin:press_{obj._meta.model_name}_{page}", args=[obj.pk])


def history(client, obj, **data):
    return plain(said(client.get(address(obj), data)))


def earlier(*models):
    """All that these models have been through happened yesterday."""
    for model in models:
        model.history.update(history_date=now() - timedelta(days=1))


def old_release(**kwargs):
    release = make_release(figures=[], **kwargs)
    Citation.objects.create(release=release, figure=make_figure())
    earlier(Release, *(apps.get_model("press", name) for name in PARTS))
    return release


PARTS = ("Citation", "ReleaseContact", "ReleaseBoilerplate", "Attachment")


def test_parts_of_a_release_are_told_in_its_history(desk):
    release = old_release()
    figure = make_figure()
    gone = release.citations.get()
    before = gone.figure
    gone.delete()
    Citation.objects.create(release=release, figure=figure)
    page = history(desk, release)
    assert f"Ajout : chiffre cité : {figure}" in page
    assert f"Retrait : chiffre cité : {before}" in page


def test_table_that_is_written_anew_the_same_is_no_change(desk):
    release = old_release()
    figure = release.citations.get().figure
    release.citations.all()[0].delete()
    Citation.objects.create(release=release, figure=figure)
    assert "chiffre cité" not in history(desk, release).partition("· Création")[0]


def test_attachment_that_is_taken_out_is_told_and_its_place_is_not(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    release = make_release()
    attachment = make_attachment(release)
    earlier(Release, type(attachment))
    attachment.take_out()
    page = history(desk, release)
    assert "Retrait : pièce jointe : Une photo" in page
    assert attachment.file.name not in desk.get(address(release)).content.decode()


def test_text_of_a_release_is_told_without_its_marks(desk):
    release = old_release(body="<p>Un <strong>texte</strong> de quelques mots.</p>")
    release.body = "<p>Un <strong>texte</strong> de quelques signes.</p><p>Et la suite.</p>"
    release.save()
    page = history(desk, release)
    assert "Texte : Un texte de quelques mots. → Un texte de quelques signes.Et la suite." in page


def test_bold_that_changes_is_told_in_words(desk):
    release = old_release(body="<p>Un texte.</p>")
    release.body = "<p>Un <strong>texte</strong>.</p>"
    release.save()
    assert "Texte : mise en forme ou adresses des liens" in history(desk, release)


def test_territories_of_a_release_are_told_by_name(desk):
    release = old_release(regions=[make_region(name="Aube")])
    release.regions.add(make_region(name="Bord"))
    assert "Territoires : Aube → Aube, Bord" in history(desk, release)


def test_titles_of_a_spokesperson_are_told_in_her_history(desk):
    person = Spokesperson.objects.create(name="Camille Exemple")
    title = SpokespersonTitle.objects.create(spokesperson=person, title="présidente")
    earlier(Spokesperson, SpokespersonTitle)
    title.since = "2016-05-02"
    title.save()
    assert "Titre « présidente » : depuis le : (vide) → 2 mai 2016" in history(desk, person)


def test_steps_of_a_release_are_in_its_history(desk):
    release = make_release()
    earlier(Release)
    desk.post(reverse("admin:press_release_submit", args=[release.pk]))
    page = history(desk, release)
    assert "chef · Soumis à relecture : une autre personne peut l'approuver." in page


def test_hours_of_an_event_are_told_as_one_says_them(desk):
    event = make_event(starts=time(18, 30))
    earlier(type(event))
    event.starts = time(19)
    event.save()
    assert "Début : 18 h 30 → 19 h 00" in history(desk, event)


def test_old_version_of_a_release_fills_its_form_but_not_its_tables(desk):
    release = old_release(regions=[make_region(name="Aube")], headline="Le premier titre")
    first = release.history.first().history_id
    release.headline = "Le second titre"
    release.save()
    release.regions.set([make_region(name="Bord")])
    release.citations.all()[0].delete()
    page = desk.get(address(release, "change"), {"version": first})
    html = page.content.decode()
    assert 'value="Le premier titre"' in html
    assert "Ne sont pas repris : chiffres cités." in said(page)
    boxes = html.split('name="regions"')[1:]
    assert ["checked" in box.partition(">")[0] for box in boxes] == [True, False, False]


def test_release_of_another_desk_needs_the_right_to_see_it(client):
    release = old_release()
    staff(client, "view_event", "change_event")
    assert client.get(address(release)).status_code == 403
    first = release.history.first().history_id
    assert client.get(address(release, "change"), {"version": first}).status_code == 403


# Persons

PERSON = {
    "name": "Dominique Exemple",
    "role": "chargée de presse de démonstration",
    "address": "12 rue de la Démonstration",
    "phone": "01 99 00 55 66",
    "email": "dominique.exemple@example.org",
    "hours": "le mardi de 9 h à 11 h",
}


def everything():
    """All that the database holds, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(map(str, row))


def test_erased_person_is_in_no_table_after_changes_and_histories(desk):
    contact = make_contact(kind="person", **PERSON)
    release = make_release(contacts=[contact])
    form = PERSON | {"kind": "person", "phone": "01 99 00 77 88", "change_reason": "Nouveau numéro"}
    desk.post(address(contact, "change"), form | {"seen_version": contact.version})
    assert PressContact.objects.get().phone == "01 99 00 77 88"
    desk.get(address(contact))
    desk.get(address(release))
    desk.post(address(contact, "erase"))
    words = [*PERSON.values(), "01 99 00 77 88", "Dominique"]
    found = [(table, word) for table, row in everything() for word in words if word in row]
    assert found == []


def test_deleted_person_is_in_no_table(desk):
    contact = make_contact(kind="person", **PERSON)
    form = PERSON | {"kind": "person", "phone": "01 99 00 77 88", "seen_version": contact.version}
    desk.post(address(contact, "change"), form)
    desk.post(address(contact, "delete"), {"post": "yes"})
    assert PressContact.objects.count() == 0
    assert [(table, word) for table, row in everything() for word in PERSON.values() if word in row] == []


def test_change_of_personal_fields_is_told_without_what_they_were(desk):
    contact = make_contact(kind="person", **PERSON)
    earlier(PressContact)
    form = PERSON | {"kind": "person", "phone": "01 99 00 77 88", "seen_version": contact.version}
    desk.post(address(contact, "change"), form)
    page = history(desk, contact)
    assert "chef · Modification de Téléphone." in page
    assert "jamais ce qu'elles étaient" in page
    assert [word for word in ("01 99 00 55 66", "01 99 00 77 88", PERSON["email"]) if word in page] == []


def test_contact_of_a_release_is_named_in_its_history_until_erased(desk):
    contact = make_contact(kind="person", **PERSON)
    release = make_release(contacts=[contact])
    assert "contact du communiqué : Dominique Exemple" in history(desk, release)
    contact.erase(database_now())
    page = history(desk, release)
    assert "contact du communiqué : Contact effacé" in page
    assert "Dominique" not in page
