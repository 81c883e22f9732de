"""The steps that take a release to the public and away."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from press.models import Edition, Release, RulingKind
from press.rulings import decide
from regions.models import Report
from regions.publication import database_now
from tests.factories import ago, make_figure, make_region, make_release, make_report, make_user, publish
from tests.press.claim_texts import make_draft, the
from tests.press.claim_texts import read as read_draft
from tests.press.desk import WRITER, form_of, staff, url
from tests.press.editions import read
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

APPROVER = (*WRITER, "approve_release", "withdraw_release")
STEPS = ("submit", "approve", "cancel", "withdraw", "move", "cite", "follow")


@pytest.fixture
def approver(client):
    return staff(client, *APPROVER)


def act(client, release, step, **data):
    return client.post(url(step, release.pk), data, follow=True)


def edited(**kwargs):
    """A release that somebody else wrote."""
    release = make_release(**kwargs)
    release.record_edit(by=make_user())
    return release


def test_approval_of_anothers_work_publishes_what_was_read(approver):
    release = edited()
    page = act(approver, release, "approve", reading=read(release))
    assert "Publié : version 1." in said(page)
    assert Edition.objects.get().approved_by == approver.user


def test_approval_of_ones_own_work_is_for_another_person(approver):
    release = make_release()
    release.record_edit(by=approver.user)
    page = act(approver, release, "approve", reading=read(release), reason="seule en poste")
    assert "une autre personne l'approuve" in said(page)
    assert not Edition.objects.exists()


def test_approval_of_ones_own_work_by_who_may_asks_for_a_reason(approver):
    approver.user.user_permissions.add(Permission.objects.get(codename="approve_alone"))
    release = make_release()
    release.record_edit(by=approver.user)
    act(approver, release, "approve", reading=read(release))
    assert not Edition.objects.exists()
    act(approver, release, "approve", reading=read(release), reason="seule en poste")
    assert Edition.objects.get().approved_alone_because == "seule en poste"


def test_approval_of_a_version_that_was_not_read_is_refused(approver):
    release = edited()
    page = act(approver, release, "approve", reading="une autre version")
    assert "Modifié depuis que vous avez ouvert cette page" in said(page)
    assert not Edition.objects.exists()


def test_approval_page_shows_holes_with_links_and_no_button(approver):
    release = edited(standfirst="")
    page = approver.get(url("approve", release.pk)).content.decode()
    assert f'href="{url("change", release.pk)}#id_standfirst"' in page
    assert 'type="submit"' not in page.partition('id="content"')[2]


def test_approval_button_says_when_it_comes_out(approver):
    release = edited(report=None, figures=[])
    Release.objects.update(publish_at="2027-06-29T06:00:00Z")
    page = approver.get(url("approve", release.pk)).content.decode()
    assert 'value="Publier mardi 29 juin 2027 à 8 h 00, heure de Paris"' in page


def test_step_by_get_changes_nothing(approver):
    release = edited()
    for step in STEPS:
        assert approver.get(url(step, release.pk)).status_code == 200
    assert not Edition.objects.exists()
    assert Release.objects.get().submitted_at is None


@pytest.mark.parametrize(
    ("step", "status"),
    [("submit", 200), ("approve", 403), ("cancel", 403), ("withdraw", 403), ("move", 200), ("cite", 200)],
)
def test_writer_may_submit_and_not_approve(client, step, status):
    release = edited()
    assert staff(client, *WRITER).get(url(step, release.pk)).status_code == status


@pytest.mark.parametrize("step", STEPS)
def test_reader_of_the_desk_may_take_no_step(client, step):
    release = edited()
    client = staff(client, "view_release")
    assert client.post(url(step, release.pk)).status_code == 403


def test_who_approves_need_not_write(client):
    release = edited()
    client = staff(client, "view_release", "approve_release")
    assert "Publié : version 1." in said(act(client, release, "approve", reading=read(release)))


def test_what_one_may_not_do_is_not_offered(client):
    release = edited()
    page = staff(client, *WRITER).get(url("change", release.pk))
    assert "Publier maintenant" not in said(page)
    assert "Soumettre à relecture" in said(page)


def test_planned_publication_is_cancelled(approver):
    release = edited(publish_at=database_now() + timedelta(hours=1))
    publish(release)
    assert "La publication prévue est annulée" in said(act(approver, release, "cancel"))
    assert Edition.objects.get().voided_because == "publication annulée"


def test_withdrawal_asks_for_the_public_notice(approver):
    release = edited()
    publish(release)
    act(approver, release, "withdraw")
    assert Release.objects.get().withdrawn_at is None
    act(approver, release, "withdraw", notice="Erreur de tirage.")
    assert Release.objects.get().withdrawn_by == approver.user
    assert approver.get(release.get_absolute_url()).status_code == 410


def test_address_is_changed_and_the_old_one_leads_to_it(approver):
    release = edited(slug="ancienne")
    publish(release)
    act(approver, release, "move", slug="nouvelle")
    response = approver.get("/communiques/ancienne/")
    assert (response.status_code, response["Location"]) == (301, "/communiques/nouvelle/")


def test_taken_address_is_refused_at_its_field(approver):
    release = edited(slug="ancienne")
    publish(release)
    make_release(slug="prise")
    page = act(approver, release, "move", slug="prise")
    assert page.context["form"].errors["slug"]
    assert Release.objects.get(pk=release.pk).slug == "ancienne"


def test_report_s_figures_are_cited_at_once(approver):
    region = make_region()
    report = make_report(region=region, publish_at=ago())
    figures = [make_figure(region=region, report=report) for _ in range(2)]
    release = edited(regions=[region], report=report, figures=[])
    assert "Chiffres ajoutés : 2." in said(act(approver, release, "cite"))
    assert [one.figure for one in release.citations.all()] == figures


def test_panel_says_that_a_changed_report_holds_back_what_was_approved(approver):
    release = edited(publish_at=database_now() + timedelta(hours=1))
    publish(release)
    Report.objects.update(approved_at=None)
    page = said(approver.get(url("change", release.pk)))
    assert "un rapport ou un chiffre dont elle dépend a changé depuis, et elle ne sortira pas" in page


def test_draft_beside_a_public_version_is_said_to_be_read_by_nobody(approver):
    release = edited()
    publish(release)
    approver.post(url("change", release.pk), form_of(release, headline="Brouillon"))
    page = said(approver.get(url("change", release.pk)))
    assert "Le public lit la version 1" in page
    assert "Le brouillon ci-dessous a changé depuis : il n'est lu de personne." in page
    assert "Brouillon" not in approver.get(release.get_absolute_url()).content.decode()


def test_desk_log_keeps_each_step(approver):
    from django.contrib.admin.models import LogEntry

    release = edited()
    act(approver, release, "approve", reading=read(release))
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Publié : version 1."]


def test_release_that_does_not_exist_has_no_step(approver):
    assert approver.get(url("approve", 999)).status_code == 404


def test_page_that_was_open_does_not_undo_a_withdrawal(approver):
    release = edited()
    publish(release)
    Release.objects.update(note_to_readers="Une note.")
    seen = read(release)
    Release.objects.get().withdraw(by=make_user(), notice="Erreur.")
    assert "Modifié depuis" in said(act(approver, release, "approve", reading=seen))
    assert approver.get(release.get_absolute_url()).status_code == 410


def test_page_that_was_open_does_not_undo_a_cancellation(approver):
    release = edited(publish_at=database_now() + timedelta(hours=1))
    publish(release)
    seen = read(release)
    Release.objects.get().cancel()
    assert "Modifié depuis" in said(act(approver, release, "approve", reading=seen))
    assert Edition.objects.get().approved_at is None


def test_words_around_the_text_that_were_not_read_are_not_approved(approver):
    release = edited()
    seen = read(release)
    boilerplate = release.boilerplates.get().boilerplate
    boilerplate.text = "Jamais lu."
    boilerplate.save()
    assert "Modifié depuis" in said(act(approver, release, "approve", reading=seen))


def test_page_that_said_tomorrow_does_not_publish_the_day_after(approver):
    release = edited(publish_at=database_now() + timedelta(hours=1), report=None, figures=[])
    seen = read(release)
    Release.objects.update(publish_at=ago(seconds=1))
    assert "Modifié depuis" in said(act(approver, release, "approve", reading=seen))


def test_page_that_says_now_may_be_sent_a_moment_later(approver):
    release = edited()
    assert "Publié" in said(act(approver, release, "approve", reading=read(release)))


def test_approver_reads_the_text_and_the_values_that_come_out(approver):
    release = edited(body="<p>Tout le texte.</p>", publish_at=database_now() + timedelta(hours=1))
    page = said(approver.get(url("approve", release.pk)))
    assert "Tout le texte." in page
    assert "43 %" in page


def test_approver_reads_what_was_decided_of_the_numbers(approver, programme):
    body = "<p>La soirée a réuni 120 élus.</p>"
    draft = make_draft(standfirst="Un chapô.", body=body, publish_at=database_now())
    one = the(read_draft(draft), "120 élus")
    decide(read_draft(draft), one, RulingKind.EXTERNAL, by=make_user(), seen=0, reason="La ville")
    page = said(approver.get(url("approve", draft.pk)))
    assert "«&nbsp;120 élus&nbsp;» : autre source (La ville)" in page
    assert f"Adresse publique : {draft.get_absolute_url()}" in page
