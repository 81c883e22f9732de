from datetime import UTC, date, datetime

import pytest
import vobject

from press.documents import contact_cards
from tests.factories import make_contact, make_organisation

pytestmark = pytest.mark.django_db


def card_of(**kwargs):
    return next(vobject.readComponents(contact_cards([make_contact(**kwargs)]).decode()))


def test_card_holds_all_that_reaches_a_person():
    card = card_of(
        kind="person",
        name="Zoé Lefèvre-Nuñez",
        role="Chargée des relations presse",
        agency=make_organisation(name="L'Agence ; cœur, œuvre", link="https://example.org"),
        phone="06 39 98 12 34",
        email="zoe@example.org",
        address="12, rue de l'Été\n44000 Nantes",
        hours="9 h - 18 h",
    )
    assert (card.version.value, card.fn.value) == ("3.0", "Zoé Lefèvre-Nuñez")
    assert (card.n.value.given, card.n.value.family) == ("Zoé", "Lefèvre-Nuñez")
    assert (card.org.value, card.title.value) == (["L'Agence ; cœur, œuvre"], "Chargée des relations presse")
    assert (card.tel.value, card.email.value) == ("06 39 98 12 34", "zoe@example.org")
    assert card.adr.value.street == "12, rue de l'Été, 44000 Nantes"
    assert (card.note.value, card.url.value) == ("9 h - 18 h", "https://example.org")


def test_card_of_a_desk_keeps_its_name_whole():
    card = card_of(kind="desk", name="Bureau de presse", phone="", email="presse@example.org")
    assert (card.n.value.given, card.n.value.family) == ("", "Bureau de presse")
    assert card.org.value == ["Phare, Observatoire des partenariats"]
    assert "tel" not in card.contents


def test_card_tells_nothing_of_the_deputy():
    deputy = make_contact(name="Camille Absente", phone="06 39 98 00 11", email="camille@example.org")
    text = contact_cards([make_contact(deputy=deputy)]).decode()
    assert [word for word in ("Camille", "00 11", "camille") if word in text] == []


def test_no_field_of_a_card_can_hold_another():
    card = card_of(name="A\r\nTEL:666\r\nEND:VCARD", role="B\nURL:https://evil.example", hours="\x0bC\x1fD")
    assert sorted(card.contents) == ["email", "fn", "n", "note", "org", "tel", "title", "version"]
    assert card.fn.value == "A TEL:666 END:VCARD"


def test_cards_of_several_contacts_follow_each_other():
    text = contact_cards([make_contact(name="Un"), make_contact(name="Deux")]).decode()
    assert [card.fn.value for card in vobject.readComponents(text)] == ["Un", "Deux"]


def test_current_contact_has_a_card(client):
    contact = make_contact(name="Bureau d'Été")
    answer = client.get(f"/contacts-presse/{contact.pk}.vcf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/vcard; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="bureau-dete.vcf"'
    assert "FN:Bureau d'Été" in answer.content.decode()


@pytest.mark.parametrize("end", ["valid_until", "erased_at"])
def test_contact_who_left_has_no_card(client, end):
    left = datetime(2020, 1, 1, tzinfo=UTC)
    contact = make_contact(**{end: left if end == "erased_at" else left.date()})
    assert client.get(f"/contacts-presse/{contact.pk}.vcf").status_code == 404


def test_contact_to_come_has_no_card(client):
    contact = make_contact(valid_from=date(2999, 1, 1))
    assert client.get(f"/contacts-presse/{contact.pk}.vcf").status_code == 404


def test_card_takes_two_queries(client, django_assert_num_queries):
    contact = make_contact(agency=make_organisation())
    with django_assert_num_queries(2):
        client.get(f"/contacts-presse/{contact.pk}.vcf")
