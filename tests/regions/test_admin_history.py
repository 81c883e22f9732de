from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.timezone import now

from regions.models import Figure, Report, Theme
from tests.factories import make_correction, make_figure, make_region, make_report, make_survey, make_user
from tests.regions.desk import act, draft_figure, form_of, said, staff, url
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def read(response):
    return plain(said(response))


def earlier(*rows, days=1):
    """What these rows have been through happened `days` ago."""
    for row in rows:
        row.history.update(history_date=now() - timedelta(days=days))


def renamed_theme():
    """A theme that dominique made two days ago, and camille renamed a day ago."""
    theme = Theme(slug="emploi", name="Emploi")
    theme._history_user = make_user(username="dominique")
    theme.save()
    earlier(theme, days=2)
    theme._history_user, theme._change_reason = make_user(username="camille"), "Le mot de l'enquête"
    theme.name = "Insertion"
    theme.save()
    last = theme.history.first()
    last.history_date = now() - timedelta(days=1)
    last.save()
    return theme


def history(client, obj, **data):
    return client.get(url(obj._meta.model_name, "history", obj.pk), data)


def records(obj):
    """The keys of its records, the first one first."""
    return list(obj.history.order_by("history_id").values_list("history_id", flat=True))


def test_history_tells_who_from_what_to_what_and_why(desk):
    page = read(history(desk, renamed_theme()))
    assert "camille · Modification Pourquoi : Le mot de l'enquête Nom : Emploi → Insertion" in page
    assert "dominique · Création Valeurs à la création" in page
    assert "heure de Paris" in page


def test_save_that_changed_nothing_is_hidden(desk):
    theme = renamed_theme()
    theme.save()
    page = read(history(desk, theme))
    assert (page.count("· Modification"), page.count("· Création")) == (1, 1)


def test_values_are_told_as_the_desk_shows_them(desk):
    figure = draft_figure(respondents=1200)
    before, after = figure.report, make_report(region=figure.region, title="Autre rapport")
    earlier(figure)
    figure.value, figure.report, figure.certainty = Decimal("41.5"), after, "uncertain"
    figure.respondents = None
    figure.save()
    page = read(history(desk, figure))
    assert "Valeur : 43 % → 41,5 %" in page
    assert "Certitude : certain → incertain" in page
    assert "Répondants : 1200 → (vide)" in page
    assert f"Rapport : {before} → Autre rapport" in page


def test_dates_yes_and_no_and_instants_are_told_in_words(desk):
    survey = make_survey(slug="e")
    earlier(survey)
    survey.fieldwork_start, survey.small_regional_bases = "2016-05-02", True
    survey.save()
    page = read(history(desk, survey))
    assert "Début du terrain : (vide) → 2 mai 2016" in page
    assert "Bases régionales petites : non → oui" in page


def test_long_text_is_compared_word_by_word(desk):
    survey = make_survey(
        note="Une enquête par téléphone auprès de dirigeants de toutes les régions de France, en mai."
    )
    earlier(survey)
    survey.note = survey.note.replace("mai", "juin")
    survey.save()
    html = history(desk, survey).content.decode()
    assert "de France, en <del>mai</del><ins>juin</ins>." in html


def test_unit_of_a_correction_is_that_of_its_figure(desk):
    correction = make_correction(figure=make_figure())
    earlier(correction)
    correction.value = Decimal(40)
    correction.save()
    assert "Nouvelle valeur : 44 % → 40 %" in read(history(desk, correction))


def test_row_that_is_gone_is_told_by_its_number(desk):
    figure = draft_figure()
    earlier(figure)
    gone = make_region()
    number = gone.pk
    Figure.history.model.objects.filter(id=figure.pk).update(region_id=number)
    gone.delete()
    figure.save()
    assert f"Région : n° {number}, supprimé → {figure.region}" in read(history(desk, figure))


def test_import_is_told_with_its_number(desk):
    theme = renamed_theme()
    theme.history.filter(history_type="~").update(history_change_reason="Import nº 12")
    assert "Pourquoi : Import nº 12" in read(history(desk, theme))


def test_approval_is_in_the_same_list(desk):
    report = make_report()
    Report.objects.update(publish_at=now())
    report.refresh_from_db()
    report.record_edit(by=make_user())
    earlier(report)
    act(desk, "report", "approve_selected", report, confirm="1")
    page = read(history(desk, report))
    assert "chef · Approuvé." in page
    assert "Approuvé le : (vide) →" in page


def test_history_is_paged(desk):
    theme = Theme.objects.create(slug="a", name="0")
    for number in range(1, 40):
        theme.name = str(number)
        theme.save()
    for age, record in enumerate(theme.history.all()):
        record.history_date = now() - timedelta(days=age)
        record.save()
    assert "Nom : 38 → 39" in read(history(desk, theme))
    second = read(history(desk, theme, p=2))
    assert "Nom : 38 → 39" not in second
    assert "Nom : 0 → 1" in second


def test_two_versions_are_compared_in_the_order_of_time(desk):
    theme = renamed_theme()
    first, second = records(theme)
    for pair in ({"de": first, "a": second}, {"de": second, "a": first}):
        page = read(history(desk, theme, **pair))
        assert page.index("Nom : Emploi → Insertion") < page.index("camille · Modification")


@pytest.mark.parametrize(
    "pair", [{"de": "x", "a": "1"}, {"de": "1"}, {"de": "0", "a": "99999999999999999999"}]
)
def test_versions_that_are_none_are_refused_in_words(desk, pair):
    page = read(history(desk, renamed_theme(), **pair))
    assert "Choisissez deux versions différentes de cette liste." in page


def test_version_of_another_row_is_not_compared(desk):
    theme, other = renamed_theme(), Theme.objects.create(slug="b", name="Secret")
    page = read(history(desk, theme, de=records(theme)[0], a=records(other)[0]))
    assert "Choisissez deux versions" in page
    assert "Secret" not in page


def test_old_version_fills_the_form_and_writes_nothing(desk):
    theme = renamed_theme()
    page = desk.get(url("theme", "change", theme.pk), {"version": records(theme)[0]})
    html = page.content.decode()
    assert 'name="name" value="Emploi"' in html
    assert 'value="Reprise des valeurs du' in html
    assert f'name="seen_version" value="{theme.version}"' in html
    assert "Rien n'est enregistré : relisez, puis enregistrez." in read(page)
    assert Theme.objects.get().name == "Insertion"


def test_old_version_is_saved_by_the_ordinary_path(desk):
    figure = draft_figure()
    earlier(figure)
    figure.value = Decimal(50)
    figure.save()
    address = f"{url('figure', 'change', figure.pk)}?version={records(figure)[0]}"
    assert 'name="value" value="43"' in desk.get(address).content.decode()
    desk.post(address, form_of(figure, value="43", change_reason="Reprise."))
    figure.refresh_from_db()
    assert (figure.value, figure.report.author) == (43, desk.user)
    assert figure.history.first().history_change_reason == "Reprise."


def test_fields_that_are_only_read_are_told_as_not_taken_up(desk):
    survey = make_survey(slug="ancienne")
    earlier(survey)
    survey.slug = "nouvelle"
    survey.save()
    page = read(desk.get(url("survey", "change", survey.pk), {"version": records(survey)[0]}))
    assert "Ne sont pas repris : adresse." in page


@pytest.mark.parametrize("version", ["x", "0", "-1", "99999999999999999999"])
def test_version_that_is_none_is_not_found(desk, version):
    theme = renamed_theme()
    assert desk.get(url("theme", "change", theme.pk), {"version": version}).status_code == 404


def test_version_of_another_row_fills_no_form(desk):
    theme, other = renamed_theme(), Theme.objects.create(slug="b", name="Secret")
    for page in ("change", "add"):
        args = [theme.pk] if page == "change" else []
        assert desk.get(url("theme", page, *args), {"version": records(other)[0]}).status_code == 404


def test_history_needs_the_right_to_see_the_row(client):
    theme = renamed_theme()
    first, second = records(theme)
    staff(client, "view_survey", "delete_survey")
    assert history(client, theme).status_code == 403
    assert history(client, theme, de=first, a=second).status_code == 403
    staff(client, "view_theme")
    assert "Emploi" in read(history(client, theme))


def test_who_may_only_see_is_not_led_to_a_form_and_not_let_in(client):
    theme = renamed_theme()
    staff(client, "view_theme")
    assert "Reprendre ces valeurs" not in read(history(client, theme))
    assert client.get(url("theme", "change", theme.pk), {"version": records(theme)[0]}).status_code == 403


def test_public_figure_takes_no_old_version_up(desk):
    figure = make_figure()
    earlier(figure)
    figure.value = Decimal(50)
    figure.save()
    assert "Reprendre ces valeurs" not in read(history(desk, figure))
    assert desk.get(url("figure", "change", figure.pk), {"version": records(figure)[0]}).status_code == 403


def deleted_theme():
    theme = renamed_theme()
    pk = theme.pk
    theme.delete()
    return pk


def test_deleted_row_is_listed_and_its_history_reached_by_who_may_delete(client):
    pk = deleted_theme()
    staff(client, "view_theme", "change_theme", "add_theme")
    assert client.get(url("theme", "deleted")).status_code == 403
    assert client.get(url("theme", "history", pk)).status_code == 403
    staff(client, "delete_theme")
    assert "Insertion" in read(client.get(url("theme", "deleted")))
    page = read(client.get(url("theme", "history", pk)))
    assert "· Suppression" in page
    assert "Nom : Emploi → Insertion" in page
    assert "Reprendre ces valeurs" not in page


def test_list_leads_who_may_delete_to_what_was_deleted(client):
    staff(client, "view_theme", "add_theme")
    assert url("theme", "deleted") not in client.get(url("theme", "changelist")).content.decode()
    staff(client, "view_theme", "add_theme", "delete_theme")
    assert url("theme", "deleted") in client.get(url("theme", "changelist")).content.decode()


def test_deleted_row_fills_the_form_of_a_new_one(desk):
    pk = deleted_theme()
    version = Theme.history.filter(id=pk, history_type="~").get().history_id
    assert f"/theme/add/?version={version}" in desk.get(url("theme", "history", pk)).content.decode()
    page = desk.get(url("theme", "add"), {"version": version})
    assert 'name="name" value="Insertion"' in page.content.decode()
    desk.post(url("theme", "add"), {"name": "Insertion", "slug": "emploi", "order": "0"})
    assert Theme.objects.get().name == "Insertion"


def test_what_was_deleted_needs_both_rights_to_come_back(client):
    version = Theme.history.filter(id=deleted_theme(), history_type="~").get().history_id
    for rights in (["add_theme"], ["delete_theme", "view_theme"]):
        staff(client, *rights)
        assert client.get(url("theme", "add"), {"version": version}).status_code == 403


def test_history_of_what_never_was_is_not_found(desk):
    for key in ("0", "x", "99999999999999999999"):
        assert desk.get(url("theme", "history", key)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_the_same_queries_whatever_happened(count, desk, django_assert_num_queries):
    figure = draft_figure()
    for number in range(count):
        figure.region, figure.value = make_region(), Decimal(number)
        figure.save()
    for age, record in enumerate(figure.history.all()):
        record.history_date = now() - timedelta(days=age)
        record.save()
    history(desk, figure)
    with django_assert_num_queries(12):
        history(desk, figure)


def test_log_of_the_stock_form_is_not_told_twice(desk):
    theme = renamed_theme()
    typed = {"name": "Travail", "slug": "emploi", "order": "0", "seen_version": theme.version}
    desk.post(url("theme", "change", theme.pk), typed)
    assert LogEntry.objects.count() == 1
    page = read(history(desk, theme))
    assert "chef · Modification Nom : Insertion → Travail" in page
    assert "Modification de Nom" not in page
