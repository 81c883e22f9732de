"""The review page: what waits, its checks, what would change, and who may approve it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from phare.desk.review import PER_PAGE, items
from phare.desk.waiting import waiting
from regions.models import Report
from tests.factories import (
    ago,
    make_correction,
    make_event,
    make_figure,
    make_release,
    make_report,
    make_user,
    publish,
)
from tests.phare.blocks import asked, chief, reader, soon
from tests.press.editions import amend
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

URL = "/admin/relecture/"


def shown(user):
    request = asked(user, URL)
    return items(request, waiting(request))


def approver(username, *names):
    user = make_user(username=username, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.fixture
def all_kinds(db):
    """One of each kind that waits, by instant."""
    report = make_report(title="Un rapport")
    Report.objects.update(publish_at=soon(hours=1))
    make_figure(report=report, region=report.region, value=None)
    make_correction(figure=make_figure())
    make_release(headline="Un communiqué", publish_at=soon(hours=2))
    make_event(title="Un événement", subject="", publish_at=soon(hours=3))
    make_event(title="Un événement entier", publish_at=soon(hours=3), place="Ici")


def test_page_lists_what_waits_by_instant(client, all_kinds):
    client.force_login(chief())
    page = client.get(URL)
    assert [item.kind for item in page.context["items"]] == [
        "rapport",
        "communiqué",
        "événement",
        "rectificatif",
    ]
    assert "4 contenus en attente" in said(page)


def test_page_without_anything_says_so(client):
    client.force_login(reader("view_report"))
    assert "Rien n'attend de relecture." in said(client.get(URL))


def test_page_is_for_who_may_see_something_and_only_read(client):
    client.force_login(reader("view_organisation"))
    assert client.get(URL).status_code == 403
    client.force_login(reader("view_release"))
    assert [client.get(URL).status_code, client.post(URL).status_code] == [200, 405]
    client.logout()
    assert client.get(URL)["Location"] == f"{reverse('admin:login')}?next={URL}"


def test_each_kind_is_for_who_may_see_it(all_kinds):
    assert [item.kind for item in shown(reader("view_release", "view_event"))] == ["communiqué", "événement"]


def test_page_is_filtered_by_kind_and_by_hand(client, all_kinds):
    user = chief()
    client.force_login(user)
    make_release(headline="Le mien").record_edit(by=user)
    asked_for = {
        "nature=report": ["Un rapport"],
        "miens=on": ["Le mien"],
        "nature=release&miens=on": ["Le mien"],
    }
    found = {
        query: [item.thing.words for item in client.get(f"{URL}?{query}").context["items"]]
        for query in asked_for
    }
    assert found == asked_for
    assert len(client.get(f"{URL}?nature=autre").context["items"]) == 5


def test_page_beyond_the_first_keeps_the_filter(client):
    client.force_login(chief())
    for _ in range(PER_PAGE + 1):
        make_report()
    page = client.get(f"{URL}?nature=report")
    assert "nature=report&amp;page=2" in page.content.decode()
    assert len(client.get(f"{URL}?nature=report&page=2").context["items"]) == 1


def test_holes_lead_to_their_fields(all_kinds):
    report, release, event, correction = shown(chief())
    assert [hole.address.partition("#")[2] for hole in report.obstacles] == ["id_note"]
    assert [hole.address.partition("#")[2] for hole in event.obstacles] == ["id_place", "id_subject"]
    assert release.obstacles == []
    assert [hole.address.partition("#")[2] for hole in correction.obstacles] == ["id_publish_at_0"]


def test_history_tells_who_edited_and_who_submitted():
    camille, dominique = make_user(username="camille"), make_user(username="dominique")
    release = make_release()
    release.record_edit(by=camille)
    release.record_edit(by=dominique)
    release.submit(by=camille)
    (item,) = shown(chief())
    assert item.history[0].startswith("Dernière modification par dominique le ")
    assert item.history[1] == "Modifié aussi, depuis la dernière approbation, par camille."
    assert item.history[2].startswith("Soumis par camille le ")


# What would change


def test_draft_is_compared_with_the_edition_that_is_out():
    release = make_release(headline="Avant")
    publish(release)
    release.refresh_from_db()
    release.record_edit(by=None)
    release.headline = "Après"
    release.save()
    added = make_figure()
    release.citations.create(figure=added)
    (item,) = shown(chief())
    assert item.comparison.sentences == (
        "Le public lit la version 1. Voici ce qui change pour lui.",
        f"Chiffre ajouté : {added}.",
    )
    title = item.comparison.texts[0]
    assert (title.label, [piece.text for piece in title.paragraphs[0]]) == ("Titre", ["Avant", "Après"])
    assert shown(reader("view_release"))[0].comparison.sentences[1:] == ()


def test_release_that_was_never_out_is_new():
    make_release()
    (item,) = shown(chief())
    assert item.comparison.sentences == ("Tout est nouveau : aucune version n'est publique.",)


def test_correction_tells_the_old_and_the_new_value():
    make_correction(figure=make_figure())
    (item,) = shown(chief())
    value, reason = item.comparison.sentences
    assert value.endswith(" : 43\u202f% → 44\u202f%.")
    assert reason == "Raison : Erreur de saisie."


def test_correction_of_a_figure_that_is_not_out_tells_its_value_to_who_may_read_figures():
    report = make_report()
    make_correction(figure=make_figure(report=report, region=report.region))
    (item,) = (one for one in shown(reader("view_correction")))
    assert item.comparison.sentences == ("Raison : Erreur de saisie.",)


def test_report_that_was_never_out_counts_its_figures():
    report = make_report()
    make_figure(report=report, region=report.region)
    (item,) = shown(chief())
    assert item.comparison.sentences == ("Tout est nouveau : 1 chiffre.",)


def test_report_that_was_withdrawn_is_compared_with_what_was_public():
    report = make_report(publish_at=ago(hours=1))
    changed, corrected = (make_figure(report=report, region=report.region) for _ in range(2))
    make_figure(report=report, region=report.region)
    make_correction(figure=corrected, publish_at=ago())
    report.withdraw(by=make_user(), notice="Erreur.")
    report.record_edit(by=make_user())
    changed.value = 41
    changed.save()
    (item,) = shown(chief())
    assert item.comparison.sentences[1:] == (
        f"{changed} : 43\u202f% → 41\u202f%",
        f"{corrected} : 44\u202f% → 43\u202f%",
    )
    assert len(shown(reader("view_report"))[0].comparison.sentences) == 1


# Who may approve it


def test_approval_is_offered_to_another_and_never_for_ones_own():
    camille = approver("camille", "view_release", "approve_release")
    dominique = approver("dominique", "view_release", "approve_release")
    release = make_release()
    release.record_edit(by=camille)
    (other,), (own,) = shown(dominique), shown(camille)
    assert other.approval.address == reverse("admin:press_release_approve", args=[release.pk])
    assert own.approval.address == ""
    assert own.approval.words.endswith("Peut l'approuver : dominique.")
    assert shown(reader("view_release"))[0].approval.words == "Peut l'approuver : dominique."


def test_approval_is_not_offered_with_a_hole_and_nobody_is_told():
    make_release(standfirst="").record_edit(by=make_user())
    (item,) = shown(approver("camille", "view_release", "approve_release"))
    assert item.approval.address == ""


def test_approval_that_fell_may_be_given_again():
    report = make_report(publish_at=soon(hours=5))
    figure = make_figure(report=report, region=report.region)
    release = make_release(figures=[figure], report=report, publish_at=soon(hours=5))
    publish(release)
    report.record_edit(by=None)
    report.approve(by=None, alone_because="test")
    release.record_edit(by=make_user())
    (item,) = shown(approver("camille", "view_release", "approve_release"))
    assert item.approval.address


def test_report_is_approved_through_the_action_of_its_list(client):
    report = make_report(title="Un rapport")
    Report.objects.update(publish_at=ago(hours=1))
    report.record_edit(by=make_user())
    client.force_login(approver("camille", "view_report", "approve_report"))
    (item,) = client.get(URL).context["items"]
    page = client.post(item.approval.address, {"action": "approve_selected", "_selected_action": item.pk})
    assert "Sera public dès l'approbation" in said(page)
    assert Report.objects.get().approved_at is None


def test_settled_release_does_not_wait():
    release = make_release()
    publish(release)
    amend(release)
    assert shown(chief()) == []
