import pytest
from django.core.exceptions import ValidationError

from press.models import PastAddress, Release
from tests.factories import ago, make_figure, make_release, make_user, publish
from tests.press.editions import amend
from tests.press.test_withdrawals import places
from tests.regions.pages import answer
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(db):
    """A public release that moved from `ancien` to `nouveau`."""
    release = make_release(slug="ancien", figures=[make_figure()])
    publish(release)
    amend(release)
    release.move("nouveau")
    return release


def test_every_old_address_leads_to_the_present_one(client, moved):
    for place in places(moved):
        response = client.get(place.replace("nouveau", "ancien"))
        assert (response.status_code, response.get("Location")) == (301, place), place


def test_browsers_do_not_remember_an_old_address_for_ever(client, moved):
    assert client.get("/communiques/ancien/")["Cache-Control"] == "public, max-age=60"


def test_old_address_only_leads_on_to_who_reads(client, moved):
    assert client.post("/communiques/ancien/").status_code == 405


def test_address_of_before_the_first_publication_leads_nowhere_until_then(client):
    release = make_release(slug="ancien")
    publish(release, soon())
    release.move("nouveau")
    never = answer(client, "/communiques/jamais-vu/")
    assert [answer(client, f"/communiques/{slug}/") for slug in ("ancien", "nouveau")] == [never, never]
    for place in places(release):
        never = answer(client, place.replace("nouveau", "jamais-vu"))
        assert answer(client, place.replace("nouveau", "ancien")) == never, place
    publish(release, ago(hours=1))
    assert client.get("/communiques/ancien/")["Location"] == "/communiques/nouveau/"


def test_old_addresses_all_lead_to_the_last_in_one_step(client, moved):
    moved.move("dernier")
    assert [client.get(f"/communiques/{slug}/")["Location"] for slug in ("ancien", "nouveau")] == [
        "/communiques/dernier/"
    ] * 2


def test_release_that_moves_back_is_at_its_first_address_again(client, moved):
    moved.move("ancien")
    assert client.get("/communiques/ancien/").status_code == 200
    assert client.get("/communiques/nouveau/")["Location"] == "/communiques/ancien/"
    assert [one.slug for one in PastAddress.objects.all()] == ["nouveau"]


def test_move_to_the_present_address_changes_nothing(moved):
    moved.move("nouveau")
    assert [one.slug for one in PastAddress.objects.all()] == ["ancien"]


@pytest.mark.parametrize("taken", ["ancien", "nouveau"])
def test_address_of_another_release_past_or_present_is_refused(moved, taken):
    other = make_release(slug="autre")
    with pytest.raises(ValidationError):
        other.move(taken)
    assert Release.objects.get(pk=other.pk).slug == "autre"


@pytest.mark.parametrize("slug", ["", "a b", "é", "../x", "a\0b", "a" * 81])
def test_address_that_is_none_is_refused(moved, slug):
    with pytest.raises(ValidationError):
        moved.move(slug)
    assert Release.objects.get(pk=moved.pk).slug == "nouveau"


def test_new_release_does_not_take_a_past_address(moved):
    other = make_release(slug="autre")
    other.slug = "ancien"
    with pytest.raises(ValidationError, match="Un autre communiqué a eu cette adresse"):
        other.full_clean()


def test_old_address_of_a_withdrawn_release_leads_to_its_notice(client, moved):
    moved.withdraw(by=make_user(), notice="Erreur.")
    response = client.get("/communiques/ancien/", follow=True)
    assert response.redirect_chain == [("/communiques/nouveau/", 301)]
    assert response.status_code == 410
