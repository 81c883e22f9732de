"""The index of the desk: what each block lists, and for whom."""

from datetime import time, timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.timezone import localtime

from phare.desk.index import blocks, jobs
from press.models import Edition
from regions.models import Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_access,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_page,
    make_region,
    make_release,
    make_report,
    make_resource,
    publish,
)
from tests.phare.blocks import asked, block, chief, reader, soon, things

pytestmark = pytest.mark.django_db

SLUGS = [
    "aujourdhui",
    "en-retard",
    "a-relire",
    "rectifies",
    "tour",
    "echeances",
    "mes-brouillons",
    "changements",
]


def draft_report(**kwargs):
    """With an instant, and not approved."""
    publish_at = kwargs.pop("publish_at", None)
    report = make_report(**kwargs)
    Report.objects.filter(pk=report.pk).update(publish_at=publish_at)
    return report


def test_index_without_anything_says_so_in_each_block(client):
    user = chief()
    client.force_login(user)
    assert [(one.slug, one.entries, one.total) for one in blocks(asked(user))] == [
        (slug, [], 0) for slug in SLUGS
    ]
    page = client.get("/admin/").content.decode()
    assert page.count('<section class="desk-block"') == len(SLUGS)
    assert "Rien n&#x27;est en retard, rien n&#x27;est bloqué." in page


def test_lists_of_an_application_show_no_block(client):
    client.force_login(chief())
    assert "desk-block" not in client.get("/admin/press/").content.decode()


@pytest.mark.parametrize(
    ("rights", "slugs"),
    [
        ([], []),
        (["view_organisation"], ["changements"]),
        (["view_event"], ["aujourdhui", "en-retard", "tour", "mes-brouillons", "changements"]),
        (["view_report"], ["aujourdhui", "en-retard", "a-relire", "mes-brouillons", "changements"]),
        (["view_presscontact"], ["echeances", "changements"]),
    ],
)
def test_blocks_are_those_of_what_one_may_see(rights, slugs):
    assert [one.slug for one in blocks(asked(reader(*rights)))] == slugs


# Today


def test_today_lists_what_comes_before_what_is_out_with_hour_and_state():
    at = ago()
    out = make_report(title="Sorti", publish_at=at)
    figure = make_figure(report=out, region=make_region())
    release = make_release(headline="Le même jour", figures=[figure], publish_at=at)
    publish(release)
    make_page(title="Une page", publish_at=ago(days=2))
    make_report(title="Un autre jour", publish_at=soon(days=2))
    found = block(chief(), "aujourdhui").entries
    assert {(one.thing.words, one.kind, one.state[0]) for one in found} == {
        ("Sorti", "rapport", "published"),
        ("Le même jour", "communiqué", "published"),
    }
    assert found[0].when == f"{localtime(at):%-H h %M}"


def test_today_tells_what_is_held():
    day = localtime(database_now()).date()
    make_event(title="Ce soir", held_on=day, place="Brest", starts=time(18, 30), publish_at=ago(days=9))
    make_event(title="Trois jours", held_on=day - timedelta(1), held_until=day + timedelta(1))
    make_event(title="Ce mois-ci", held_on=day.replace(day=1), held_precision="month")
    found = [
        (one.thing.words.partition(" (")[0], one.when, one.notes)
        for one in block(chief(), "aujourdhui").entries
    ]
    assert sorted(found) == [
        ("Ce soir", "18 h 30", ("Brest, heure de Paris",)),
        ("Trois jours", "ce jour", ()),
    ]


# Late or blocked


def test_late_report_shows_its_first_hole_linked_and_counts_the_others():
    report = draft_report(title="En retard", publish_at=ago(hours=2))
    for _ in range(3):
        make_figure(report=report, region=report.region, value=None)
    first = report.figures.all()[0]
    (entry,) = block(chief(), "en-retard").entries
    assert entry.when.startswith("en retard : ")
    assert entry.links[0].address == f"/admin/regions/figure/{first.pk}/change/#id_note"
    assert entry.others == 2


def test_hole_of_a_figure_tells_nothing_to_who_may_not_read_figures():
    report = draft_report(publish_at=soon(hours=2))
    make_figure(report=report, region=report.region, value=None)
    (entry,) = block(reader("view_report"), "en-retard").entries
    assert entry.links == (("Un chiffre est à compléter, par qui peut les lire.", ""),)


def test_what_is_due_soon_and_whole_waits_for_its_approval_only():
    draft_report(title="Bientôt", publish_at=soon(hours=47))
    draft_report(title="Plus tard", publish_at=soon(hours=49))
    (entry,) = block(chief(), "en-retard").entries
    assert (entry.thing.words, entry.notes) == ("Bientôt", ("Il ne manque que l'approbation.",))


def test_approved_release_that_will_not_come_out_is_told():
    report = make_report(publish_at=soon(hours=5))
    figure = make_figure(report=report, region=report.region)
    release = make_release(headline="Tombé", figures=[figure], report=report, publish_at=soon(hours=5))
    publish(release)
    assert things(chief(), "en-retard") == []
    report.record_edit(by=None)
    report.approve(by=None, alone_because="test")
    (entry,) = block(chief(), "en-retard").entries
    assert entry.thing.words == "Tombé"
    assert entry.links[0].words.startswith("Ce qui a été approuvé ne sortira pas")


def test_amendment_that_will_not_come_out_is_told_though_the_release_is_public():
    figure = make_figure()
    release = make_release(headline="Repris", figures=[figure])
    publish(release)
    release.refresh_from_db()
    release.note_to_readers, release.publish_at = "Une note.", soon(hours=3)
    release.save()
    publish(release)
    figure.report.withdraw(by=chief(), notice="Erreur.")
    assert Edition.objects.count() == 2
    assert "Repris" in things(chief(), "en-retard")


def test_document_planned_before_its_report_is_blocked_by_it():
    report = draft_report(title="Pas approuvé")
    make_resource(title="Note", report=report, publish_at=ago(hours=1))
    (entry,) = block(chief(), "en-retard").entries
    assert entry.links[0].words == "Son rapport « Pas approuvé » n'est pas public à cet instant."


def test_planned_event_with_a_hole_is_blocked_and_another_is_not():
    make_event(title="Sans sujet", subject="", place="Ici", publish_at=soon(hours=2))
    make_event(title="Prêt", place="Ici", publish_at=soon(hours=2))
    assert [one.partition(" (")[0] for one in things(chief(), "en-retard")] == ["Sans sujet"]


# To review, the tour, what ends, drafts, changes


def test_review_lists_figures_submissions_and_corrections_with_who():
    camille = chief(username="camille")
    report = draft_report(title="À relire", publish_at=soon(days=9))
    make_figure(report=report, region=report.region)
    report.record_edit(by=camille)
    draft_report(title="Sans chiffre")
    release = make_release(headline="Soumis")
    release.submit(by=camille)
    make_release(headline="Pas soumis")
    make_correction(figure=make_figure())
    found = {one.kind: (one.thing.words, one.notes[0]) for one in block(chief(), "a-relire").entries}
    assert found["rapport"] == ("À relire", "1 chiffre, dernière modification par camille.")
    assert found["communiqué"][1].startswith("Soumis par camille le ")
    assert found["rectificatif"][1] == "Écrit par une personne inconnue."
    assert len(found) == 3


def test_release_that_cites_a_corrected_figure_is_listed_with_both_values():
    figure = make_figure()
    release = make_release(headline="Cite", figures=[figure])
    publish(release)
    make_correction(figure=figure, publish_at=ago())
    (entry,) = block(chief(), "rectifies").entries
    assert (entry.thing.words, entry.notes[0]) == ("Cite", f"{figure} : 43\u202f% → 44\u202f%.")
    assert block(reader("view_release"), "rectifies") is None


def test_withdrawn_report_waits_only_once_somebody_takes_it_up():
    report = make_report(publish_at=ago(hours=1))
    make_figure(report=report, region=report.region)
    report.withdraw(by=chief(), notice="Erreur.")
    assert things(chief(), "a-relire") == []
    report.record_edit(by=None)
    assert things(chief(), "a-relire") == [report.title]


def test_stages_name_what_they_lack_the_nearest_first():
    day = localtime(database_now()).date()
    make_event(title="Plus tard", tour_stage=True, held_on=day + timedelta(40))
    near = make_event(title="Bientôt", tour_stage=True, held_on=day + timedelta(4))
    make_event(title="Hors du tour", held_on=day + timedelta(4))
    first, second = block(reader("view_event", "change_event", "add_release"), "tour").entries
    assert [one.thing.words.partition(" (")[0] for one in (first, second)] == ["Bientôt", "Plus tard"]
    assert first.links == (
        ("communiqué", f"/admin/press/release/add/?event={near.pk}"),
        ("rapport", f"/admin/press/event/{near.pk}/change/#id_report"),
        ("documents", ""),
    )


def test_contacts_that_expire_are_listed_and_past_ones_where_a_draft_has_them():
    day = localtime(database_now()).date()
    make_contact(name="Bientôt", valid_until=day + timedelta(30))
    make_contact(name="Plus tard", valid_until=day + timedelta(31))
    make_contact(name="Passé", valid_until=day - timedelta(1))
    chosen = make_contact(name="Passé, choisi", valid_until=day - timedelta(1))
    make_release(contacts=[chosen, make_contact()])
    assert things(chief(), "echeances") == ["Passé, choisi", "Bientôt"]


def test_early_accesses_that_expire_are_listed():
    release = make_release(publish_at=soon(days=20))
    make_access(release, name="Bientôt", media="", expires_at=soon(days=2))
    make_access(release, name="Expiré", media="", expires_at=ago(days=1))
    make_access(release, name="Plus tard", media="", expires_at=soon(days=10))
    assert things(chief(), "echeances") == ["Bientôt"]


def test_drafts_are_those_that_one_edited_last():
    camille = chief()
    mine = make_release(headline="Le mien")
    mine.record_edit(by=camille)
    make_release(headline="D'une autre personne").record_edit(by=chief())
    make_page(title="Ma page", author=camille)
    make_page(title="Ma page publique", author=camille, publish_at=ago(hours=1))
    assert things(camille, "mes-brouillons") == ["Le mien", "Ma page"]


def test_changes_are_those_of_what_one_may_see():
    camille = chief(username="camille")
    page, contact = make_page(title="Méthode"), make_contact(name="Une personne")
    for one in (page, contact):
        LogEntry.objects.log_actions(
            camille.pk, [one], CHANGE, [{"changed": {"fields": ["Titre"]}}], single_object=True
        )
    assert things(chief(), "changements") == ["Une personne", "Méthode"]
    (entry,) = block(reader("view_page"), "changements").entries
    assert (entry.thing.words, entry.notes) == ("Méthode", ("Modification de Titre, par camille.",))


def test_jobs_are_those_that_one_may_do():
    assert [one.words for one in jobs(asked(reader("add_release", "view_release")))] == [
        "Écrire un communiqué",
        "Relire",
        "Aide",
    ]
