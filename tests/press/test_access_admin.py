"""Early access at the desk."""

import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from press.models import AccessOpening, EarlyAccess
from press.models.access import digest
from regions.publication import database_now
from tests.factories import ago, make_access, make_release, make_user
from tests.press.access import CANARY, come_out, embargoed, invited, soon
from tests.regions.desk import seen
from tests.regions.html import parse

pytestmark = pytest.mark.django_db

ONCE = "Ce lien ne sera plus affiché."


@pytest.fixture
def boss():
    return make_user(is_staff=True, is_superuser=True)


@pytest.fixture
def office(client, boss):
    client.force_login(boss)
    return client


def url(page, *args):
    return reverse(f"admin:press_earlyaccess_{page}", args=args)


def said(answer):
    return " ".join(strip_tags(answer.content.decode()).replace("&#x27;", "'").split())


def invite(client, release, *, ends=None, **changes):
    form = {"release": release.pk, "name": "Camille Exemple", "media": "La Gazette"}
    form |= {"email": "camille@example.org", "expires_at_0": "", "expires_at_1": ""}
    if ends:
        local = localtime(ends)
        form |= {"expires_at_0": f"{local:%d/%m/%Y}", "expires_at_1": f"{local:%H:%M:%S}"}
    return client.post(url("add"), form | changes)


def link_in(answer):
    (link,) = re.findall(r"<code>http://testserver(/acces/[^<]+)</code>", answer.content.decode())
    return link


def staff(*names):
    user, client = make_user(is_staff=True), Client()
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_inviting_shows_once_a_link_that_opens(office, boss):
    answer = invite(office, embargoed())
    assert ONCE in said(answer)
    assert office.get(link_in(answer)).status_code == 200
    access = EarlyAccess.objects.get()
    assert (access.invited_by, access.expires_at, access.accepted_at) == (boss, None, None)
    assert access.invited_at <= database_now()
    pages = [office.get(page) for page in (url("change", access.pk), url("changelist"))]
    assert [page for page in pages if "/acces/" in page.content.decode()] == []


def test_link_page_may_be_copied_and_kept_by_no_cache(office):
    answer = invite(office, embargoed())
    (button,) = [one for one in parse(answer.content.decode()).all("button") if one.get("data-copy")]
    assert button["data-copy"] == f"http://testserver{link_in(answer)}"
    assert "no-store" in answer["Cache-Control"]


def test_token_is_stored_nowhere(office):
    first = link_in(invite(office, embargoed())).split("/")[2]
    access = EarlyAccess.objects.get()
    second = link_in(office.post(url("renew", access.pk))).split("/")[2]
    office.get(url("change", access.pk))
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    kept = dump.getvalue() + "".join(str(one.get_decoded()) for one in Session.objects.all())
    assert digest(second) in kept
    assert [token for token in (first, second) if token in kept] == []
    entries = list(LogEntry.objects.order_by("pk"))
    assert len(entries) == 2
    told = " ".join(f"{one.object_repr} {one.change_message}" for one in entries)
    assert [token for token in (first, second) if token in told] == []
    assert [token for token in (first, second) if token in str(office.cookies)] == []


def test_form_begins_with_the_release_that_one_comes_from(office):
    release = embargoed()
    page = parse(office.get(url("add") + f"?release={release.pk}").content.decode())
    chosen = [
        one["value"]
        for one in page.only("select", name="release").all("option")
        if "selected" in one.attributes
    ]
    assert chosen == [str(release.pk)]


def test_expiry_in_the_past_is_refused(office):
    answer = invite(office, embargoed(), ends=ago(minutes=1))
    assert "Cet instant est passé" in said(answer)
    assert EarlyAccess.objects.count() == 0


def test_expiry_to_come_is_kept(office):
    ends = soon(hours=2).replace(microsecond=0)
    invite(office, embargoed(), ends=ends)
    assert EarlyAccess.objects.get().expires_at == ends


def test_person_is_not_invited_twice_to_one_release(office):
    release = embargoed()
    invite(office, release)
    assert "renouvelez son lien" in said(invite(office, release, email="Camille@Example.org"))
    assert EarlyAccess.objects.count() == 1
    EarlyAccess.objects.get().revoke(database_now())
    assert ONCE in said(invite(office, release))


def test_link_to_nothing_approved_yet_is_announced(office):
    warning = "le lien répondra 404 tant qu'aucune n'est approuvée"
    assert warning in said(invite(office, make_release()))
    assert warning in said(office.get(url("change", EarlyAccess.objects.get().pk)))
    assert warning not in said(invite(office, embargoed(), email="autre@example.org"))


def test_link_to_what_is_out_is_announced(office):
    release = embargoed()
    come_out()
    assert "le lien mène à son adresse publique" in said(invite(office, release))


def test_new_link_asks_first_then_kills_the_old_one(office):
    old = link_in(invite(office, embargoed()))
    access = EarlyAccess.objects.get()
    assert "L'ancien cessera aussitôt" in said(office.get(url("renew", access.pk)))
    assert office.get(old).status_code == 200
    answer = office.post(url("renew", access.pk))
    assert ONCE in said(answer)
    assert [office.get(one).status_code for one in (old, link_in(answer))] == [404, 200]


def test_new_link_keeps_who_accepted(office):
    access = invited()
    link = link_in(office.post(url("renew", access.pk)))
    assert CANARY in office.get(link).content.decode()


def test_revoking_asks_first_then_closes(office):
    access = invited()
    link = f"/acces/{access.token}/"
    assert "pour toujours" in said(office.get(url("revoke", access.pk)))
    assert office.get(link).status_code == 200
    answer = office.post(url("revoke", access.pk), follow=True)
    assert "est révoqué" in said(answer)
    assert office.get(link).status_code == 404
    assert LogEntry.objects.get().change_message == "Accès révoqué."


@pytest.mark.parametrize("page", ["renew", "revoke"])
def test_dead_link_is_neither_renewed_nor_revoked(office, page):
    access = invited(revoked_at=ago())
    assert office.post(url(page, access.pk)).status_code == 404
    assert "Nouveau lien" not in said(office.get(url("change", access.pk)))


@pytest.mark.parametrize("page", ["renew", "revoke"])
def test_steps_refuse_forms_of_other_sites(boss, page):
    client, access = Client(enforce_csrf_checks=True), invited()
    client.force_login(boss)
    assert client.post(url(page, access.pk)).status_code == 403


def test_change_touches_neither_token_nor_acceptance_nor_openings(office):
    access = invited(name="Camille Exemple")
    AccessOpening.objects.create(access=access, at=ago(), what="communiqué")
    before = EarlyAccess.objects.values().get()
    typed = {"email": "neuf@example.org", "expires_at_0": "", "expires_at_1": ""}
    forged = {"token_digest": digest("x"), "accepted_at": "", "name": "Autre", "release": make_release().pk}
    office.post(url("change", access.pk), typed | forged | seen(access) | {"openings-0-what": "rien"})
    assert EarlyAccess.objects.values().get() == before | {"email": "neuf@example.org", "version": 2}
    assert [one.what for one in AccessOpening.objects.all()] == ["communiqué"]


def test_name_changes_until_the_terms_are_accepted(office):
    access = make_access(embargoed())
    typed = {"name": "Nom juste", "media": "", "email": "", "expires_at_0": "", "expires_at_1": ""}
    office.post(url("change", access.pk), typed | seen(access))
    assert str(EarlyAccess.objects.get()) == "Nom juste"


def test_change_page_lists_the_openings_the_last_first(office):
    access = invited()
    for hours, what in ((3, "conditions"), (2, "communiqué"), (1, "PDF")):
        AccessOpening.objects.create(access=access, at=ago(hours=hours), what=what)
    page = parse(office.get(url("change", access.pk)).content.decode())
    table = page.only("section", aria_labelledby="ouvertures-titre").only("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.all("tr")]
    assert [row[1] for row in rows if row] == ["PDF", "communiqué", "conditions"]


def test_list_tells_the_state_of_each(office):
    release = embargoed()
    make_access(release, name="Envoyé", media="")
    make_access(release, name="Accepté", media="", accepted_at=ago())
    make_access(release, name="Expiré", media="", expires_at=ago())
    make_access(release, name="Révoqué", media="", revoked_at=ago(), accepted_at=ago())
    page = parse(office.get(url("changelist")).content.decode())
    rows = [row for row in page.only("table", id="result_list").all("tr") if row.all("td")]
    told = {row.only("th", "field-person").text: row.only("td", "field-state").text for row in rows}
    assert told == {
        "Envoyé": "envoyé",
        "Accepté": "accepté",
        "Expiré": "expiré",
        "Révoqué": "révoqué",
    }


def test_list_tells_that_the_release_is_out(office):
    invited()
    come_out()
    assert [one.state for one in EarlyAccess.objects.with_state(database_now())] == ["over"]


def test_list_filters_by_state_and_release(office):
    release = embargoed()
    make_access(release, name="Une", media="")
    make_access(release, name="Deux", media="", accepted_at=ago())
    make_access(make_release(), name="Trois", media="")

    def names(query):
        page = parse(office.get(url("changelist") + query).content.decode())
        return [one.text for one in page.all("th", "field-person")]

    assert names("?state=accepted") == ["Deux"]
    assert names(f"?release__id__exact={release.pk}") == ["Deux", "Une"]
    assert names("?state=nonsense") == ["Trois", "Deux", "Une"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_queries_for_1_and_3(office, count, django_assert_num_queries):
    release = embargoed()
    for _ in range(count):
        AccessOpening.objects.create(access=make_access(release), at=ago(), what="conditions")
    with django_assert_num_queries(7):
        office.get(url("changelist"))


def test_list_counts_openings(office):
    access = invited()
    for hours in (2, 1):
        AccessOpening.objects.create(access=access, at=ago(hours=hours), what="communiqué")
    page = parse(office.get(url("changelist")).content.decode())
    assert page.only("td", "field-opening_count").text == "2"
    assert page.only("td", "field-last_opening").text != "–"


def test_permissions_are_those_of_the_model():
    access = invited()
    viewer, editor = staff("view_earlyaccess"), staff("view_earlyaccess", "change_earlyaccess")
    pages = [url("changelist"), url("change", access.pk), url("add"), url("renew", access.pk)]
    assert [viewer.get(one).status_code for one in pages] == [200, 200, 403, 403]
    assert [editor.get(one).status_code for one in pages] == [200, 200, 403, 200]
    assert "Nouveau lien" not in said(viewer.get(url("change", access.pk)))
    assert [staff().get(one).status_code for one in pages] == [403] * 4


def test_inviting_needs_leave_to_add():
    client, release = staff("view_earlyaccess", "change_earlyaccess"), embargoed()
    assert invite(client, release).status_code == 403
    assert EarlyAccess.objects.count() == 0


def test_nobody_deletes_who_read_what(office):
    access = invited()
    assert office.post(url("delete", access.pk), {"post": "yes"}).status_code == 403
    office.post(
        url("changelist"), {"action": "delete_selected", "_selected_action": [access.pk], "post": "yes"}
    )
    assert EarlyAccess.objects.count() == 1
