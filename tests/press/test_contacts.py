from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.timezone import localdate

from press.models import PressContact, contacts_at
from press.models.contact import ERASED
from press.sheets import edition_sheet
from regions.publication import database_now
from tests.factories import ago, make_contact, make_organisation, make_region, make_release, publish
from tests.regions.pages import text

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 29)  # clocks go forward that night, in Paris
WINTER = date(2026, 10, 25)  # and back this one


def person(**kwargs):
    return make_contact(kind="person", **kwargs)


def utc(*args):
    return datetime(*args, tzinfo=UTC)


# When


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (utc(2026, 3, 28, 22, 59, 59), False),
        (utc(2026, 3, 28, 23, 0), True),
        (utc(2026, 3, 29, 21, 59, 59), True),
        (utc(2026, 3, 29, 22, 0), False),
    ],
)
def test_contact_is_current_for_its_whole_day_in_paris_when_clocks_go_forward(at, found):
    contact = person(valid_from=DAY, valid_until=DAY)
    assert (PressContact.objects.current(at).exists(), contact.is_current(at)) == (found, found)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (utc(2026, 10, 24, 21, 59, 59), False),
        (utc(2026, 10, 24, 22, 0), True),
        (utc(2026, 10, 25, 22, 59, 59), True),
        (utc(2026, 10, 25, 23, 0), False),
    ],
)
def test_contact_is_current_for_its_whole_day_in_paris_when_clocks_go_back(at, found):
    contact = person(valid_from=WINTER, valid_until=WINTER)
    assert (PressContact.objects.current(at).exists(), contact.is_current(at)) == (found, found)


def test_contact_without_days_is_always_current():
    contact = person()
    assert [contact.is_current(at) for at in (utc(2000, 1, 1), utc(2100, 1, 1))] == [True, True]


# Who


def found(ids, regions=(), at=None):
    return contacts_at(at or database_now(), [one.pk for one in ids], regions)


def gone(**kwargs):
    return person(valid_until=localdate(ago(days=2)), **kwargs)


def test_contacts_are_in_the_order_of_the_release():
    one, two, three = person(name="C"), person(name="A"), person(name="B")
    assert found([two, three, one]) == [two, three, one]


def test_desk_of_a_region_of_the_release_stands_for_who_left():
    region = make_region()
    make_contact()
    make_contact(regions=[make_region()])
    desk = make_contact(regions=[make_region(), region])
    assert found([gone()], [region]) == [desk]


def test_general_desk_stands_for_who_left_where_no_region_has_one():
    make_contact(regions=[make_region()])
    general = make_contact()
    make_contact()
    assert found([gone()], [make_region()]) == [general]


def test_desk_stands_once_at_the_place_of_the_first_who_left():
    desk, stays = make_contact(), person()
    assert found([gone(), stays, gone()]) == [desk, stays]


def test_desk_that_left_stands_for_nobody():
    make_contact(valid_until=localdate(ago(days=2)))
    assert found([gone()]) == []


def test_person_of_the_region_never_stands_for_another():
    region = make_region()
    person(regions=[region])
    assert found([gone()], [region]) == []


def test_release_without_contacts_has_the_desk():
    desk = make_contact()
    assert found([]) == [desk]


@pytest.mark.parametrize("count", [1, 3])
def test_contacts_of_a_release_take_one_query(django_assert_num_queries, count):
    ids = [person(agency=make_organisation()).pk for _ in range(count)]
    make_contact(regions=[make_region()])
    at = database_now()
    with django_assert_num_queries(1):
        contacts_at(at, ids, [])


# Who must be forgotten


def test_erasure_leaves_nothing_of_the_person_and_the_release_whole(client):
    left = person(name="Nom Perdu", role="Fonction perdue", address="Rue perdue", phone="06 39 98 00 00")
    left.regions.add(make_region())
    desk = make_contact(name="Le bureau")
    release = make_release(contacts=[left])
    edition = publish(release)
    left.erase(database_now())
    left.refresh_from_db()
    values = [
        left.name,
        left.role,
        left.address,
        left.phone,
        left.email,
        left.hours,
        left.agency,
        left.deputy,
    ]
    assert values == [ERASED, "", "", "", "", "", None, None]
    assert list(left.regions.all()) == []
    assert edition_sheet(edition, database_now()).contacts == (desk,)
    said = text(client, release.get_absolute_url())
    assert [word for word in ("Nom Perdu", ERASED, "06 39 98") if word in said] == []


def test_erased_contact_is_not_among_those_to_reach(client):
    person(name="Nom Perdu").erase(database_now())
    said = text(client, "/contacts-presse/")
    assert ("Nom Perdu" in said, ERASED in said) == (False, False)


def test_deputy_is_told_as_long_as_there_is_one(client):
    deputy = person(name="Suppléance")
    person(name="Titulaire", deputy=deputy)
    assert "En son absence" in text(client, "/contacts-presse/")
    deputy.erase(database_now())
    assert "En son absence" not in text(client, "/contacts-presse/")


def test_contact_is_not_its_own_deputy():
    contact = person()
    contact.deputy = contact
    with pytest.raises(ValidationError, match="autre personne"):
        contact.full_clean()


def test_contact_that_nobody_can_reach_is_refused():
    with pytest.raises(IntegrityError, match="presscontact_reachable"):
        person(phone="", email="")


def test_contact_whose_end_comes_before_its_beginning_is_refused():
    with pytest.raises(IntegrityError, match="presscontact_valid_in_order"):
        person(valid_from=WINTER, valid_until=DAY)


@pytest.mark.parametrize(
    "phone", ["abc", "12", "01 99 00 12 34 poste 4", "<b>01 99 00</b>", "+33\n199001234"]
)
def test_phone_that_is_none_is_refused(phone):
    contact = person()
    contact.phone = phone
    with pytest.raises(ValidationError):
        contact.full_clean()
