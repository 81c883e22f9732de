import pytest
from django.core.management import CommandError, call_command

from press.loader import load_demonstration, load_press
from press.loader.entries import spaced
from press.models import (
    Boilerplate,
    Citation,
    Event,
    Fact,
    Organisation,
    Page,
    PressContact,
    Release,
    Resource,
)
from regions.models import Report
from regions.publication import database_now
from tests.factories import make_user
from tests.press.loads import PLACE, REAL, counted, spoil

pytestmark = pytest.mark.django_db


def test_real_part_holds_no_contact_and_no_release(programme):
    loaded = load_press()
    assert (loaded.created, loaded.existing) == (63, 0)
    assert counted() == [*REAL, 0, 0]


def test_demonstration_adds_contacts_and_releases(programme):
    load_press()
    assert load_demonstration().created == 13
    assert counted() == [*REAL, 3, 10]


def test_second_load_changes_nothing(programme, folder):
    for load in (load_press, load_demonstration):
        load(folder)
    again = [load(folder) for load in (load_press, load_demonstration)]
    assert [(one.created, one.existing) for one in again] == [(0, 63), (0, 4)]
    assert Release.objects.get().editions.count() == 1


def test_what_an_editor_changed_is_left(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    Organisation.objects.filter(name="RTES").update(tagline="Autre")
    Boilerplate.objects.filter(title="La méthode").update(text="Autre")
    Event.objects.filter(place="Orléans").update(title="Autre", publish_at=None)
    Resource.objects.filter(kind="slides").update(title="Autre", summary="")
    Fact.objects.filter(key="rapports-prevus").update(value="Autre")
    Page.objects.filter(slug="arpea").update(title="Autre", body="")
    PressContact.objects.filter(name__startswith="Bureau").update(hours="jamais")
    Release.objects.update(headline="Autre")
    load_press(folder)
    load_demonstration(folder)
    assert Organisation.objects.get(name="RTES").tagline == "Autre"
    assert Boilerplate.objects.get(title="La méthode").text == "Autre"
    assert Event.objects.get(place="Orléans").publish_at is None
    assert Resource.objects.get(kind="slides").summary == ""
    assert Fact.objects.get(key="rapports-prevus").value == "Autre"
    assert Page.objects.get(slug="arpea").body == ""
    assert PressContact.objects.get(name__startswith="Bureau").hours == "jamais"
    assert Release.objects.get().headline == "Autre"


def test_release_that_was_moved_does_not_come_back(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    Release.objects.get().move("ailleurs")
    assert load_demonstration(folder).created == 0


def test_release_holds_what_its_file_lists_in_its_order(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    release = Release.objects.get()
    assert [one.boilerplate.title for one in release.boilerplates.all()] == [
        "La méthode",
        "Le programme PHARE",
    ]
    assert [one.contact.name.partition(" (")[0] for one in release.contacts.all()] == [
        "Bureau de presse",
        "Études et données",
    ]
    assert Citation.objects.filter(release=release).count() == 16


def test_regional_contact_has_its_regions_and_its_deputy(programme):
    load_press()
    load_demonstration()
    contact = PressContact.objects.get(name__startswith="Relations")
    assert contact.regions.count() == 6
    assert contact.deputy.name == "Bureau de presse (démonstration)"


def test_what_is_announced_is_public_from_the_load_on(programme):
    before = database_now()
    load_press()
    for model in (Event, Resource, Page):
        instants = set(model.objects.values_list("publish_at", flat=True))
        assert before <= min(instants) <= max(instants) <= database_now()
        assert model.objects.published(database_now()).count() == model.objects.count()


def test_spaces_of_french_typography_are_put_in():
    assert spaced("« Oui » : 43 % ; 7,1 sur 10 ? 1 200 000 !") == (
        "«\u00a0Oui\u00a0»\u00a0: 43\u202f%\u202f; 7,1\u00a0sur\u00a010\u202f? 1\u202f200\u202f000\u202f!"
    )
    assert spaced("6 points de plus en 2016, 10 salariés") == "6\u00a0points de plus en 2016, 10 salariés"


def test_command_loads_the_real_part_in_production_and_refuses_the_other(capsys, programme, settings):
    settings.PRODUCTION = True
    call_command("load_press")
    assert capsys.readouterr().out == "63 lignes créées, 0 déjà là.\n"
    with pytest.raises(CommandError, match="production"):
        call_command("load_press", demonstration=True)


def test_command_loads_nothing_where_the_demonstration_is_wrong(programme, folder):
    spoil(folder, f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"')
    with pytest.raises(CommandError, match="Rien n'a été chargé"):
        call_command("load_press", folder, demonstration=True)
    assert counted() == [0] * 8


def test_demo_adds_releases_once(capsys):
    call_command("demo")
    assert counted() == [*REAL, 3, 10]
    Organisation.objects.filter(name="Audencia").delete()
    capsys.readouterr()
    call_command("demo")
    assert capsys.readouterr().out == ""
    assert counted() == [19, *REAL[1:], 3, 10]


def test_demo_serves_a_site_whose_reports_cannot_hold_the_releases(capsys, programme):
    report = Report.objects.get(slug="phare-grand-est")
    report.withdraw(by=make_user(), notice="Retiré.")
    call_command("demo")
    assert "Les communiqués de démonstration manquent." in capsys.readouterr().err
    assert counted() == [*REAL, 0, 0]


def test_draft_that_nobody_edited_becomes_the_event_of_the_file(programme, folder):
    load_press(folder)
    event = Event.objects.get(place="Mairie de Bordeaux")
    Event.objects.filter(pk=event.pk).update(
        publish_at=None, version=0, state="to_confirm", over_at=None, subject=""
    )
    load_press(folder)
    again = Event.objects.get(slug=event.slug)
    assert (again.pk, again.uid, again.subject, again.state) == (
        event.pk,
        event.uid,
        event.subject,
        "confirmed",
    )
    assert again.is_public(database_now())
