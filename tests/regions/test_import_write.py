"""Plans that are written, and taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from regions.importer import MovedError, write
from regions.importer.undo import obstacles, undo
from regions.models import Figure, FigureImport, Report
from regions.publication import database_now
from tests.factories import ago, make_base, make_correction, make_release, make_report, make_user
from tests.regions.imports import check, csv_of, load, make_catalogue


@pytest.fixture(autouse=True)
def report(db):
    return make_catalogue()


def imported(*rows, by=None):
    """A record of an import that was done."""
    by = by or make_user()
    record = FigureImport.objects.create(name="f.csv", sha256="0" * 64, author=by, created_at=database_now())
    plan = check(csv_of(*rows))
    assert plan.faults == []
    record.state, record.imported_at = "done", database_now()
    record.voided = write(plan, by=by, at=record.imported_at, reason=record.reason)
    record.save()
    return record


def values():
    return {(one.region.name, str(one.answer.slug)): one.value for one in Figure.objects.all()}


def history():
    found = Figure.history.order_by("history_id")
    return [(one.history_type, one.value, one.version, one.history_change_reason) for one in found]


def embargo():
    Report.objects.update(
        publish_at=database_now() + timedelta(hours=1), approved_at=ago(), approved_alone_because="x"
    )


def test_import_writes_figures_their_versions_and_their_history():
    author = make_user()
    first = imported({"value": "43"}, by=author)
    (figure,) = Figure.objects.all()
    second = imported({"value": "44"}, {"answer": "Non", "value": "56"}, by=author)
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (44, 1)
    assert sorted(history(), key=lambda line: (line[0], line[1])) == [
        ("+", 43, 0, first.reason),
        ("+", 56, 0, second.reason),
        ("~", 44, 1, second.reason),
    ]
    assert set(Figure.history.values_list("history_user", flat=True)) == {author.pk}
    assert set(Figure.history.filter(history_change_reason=second.reason).values_list("history_date")) == {
        (second.imported_at,)
    }


def test_unchanged_figures_keep_their_version_and_have_no_new_line_of_history():
    imported({})
    before = history()
    imported({}, {"answer": "Non", "value": "57"})
    assert history()[:1] == before
    assert Figure.objects.get(answer__slug="oui").version == 0


def test_import_over_figures_older_than_their_history_tells_what_they_were():
    load({})
    Figure.history.all().delete()
    record = imported({"value": "44"})
    assert [line[:2] for line in history()] == [("+", 43), ("~", 44)]
    undo(record, by=make_user())
    assert Figure.objects.get().value == 43


def test_import_voids_approvals_and_tells_the_report_who_edited():
    embargo()
    author = make_user()
    record = imported({}, by=author)
    report = Report.objects.get()
    assert (report.approved_at, report.author, record.voided) == (None, author, [report])
    line = report.history.latest()
    assert (line.history_user, line.history_change_reason) == (author, record.reason)


def test_plan_over_a_figure_that_was_edited_since_writes_nothing():
    load({})
    plan = check(csv_of({"value": "44"}, {"answer": "Non", "value": "56"}))
    Figure.objects.get().save()
    with pytest.raises(MovedError):
        write(plan, by=None, at=database_now(), reason="x")
    assert values() == {("Bretagne", "oui"): 43}


def test_plan_of_a_figure_that_someone_entered_since_writes_nothing():
    plan = check(csv_of({}))
    load({"value": "50"})
    with pytest.raises(MovedError):
        write(plan, by=None, at=database_now(), reason="x")
    assert values() == {("Bretagne", "oui"): 50}


def test_plan_of_a_report_that_came_out_since_writes_nothing():
    plan = check(csv_of({}))
    Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")
    with pytest.raises(MovedError):
        write(plan, by=None, at=database_now(), reason="x")
    assert values() == {}


def test_queries_of_an_import_and_of_its_undoing_do_not_grow_with_rows(django_assert_max_num_queries):
    rows = [{"base": make_base().slug} for _ in range(60)]
    imported(*rows)
    with django_assert_max_num_queries(40):
        record = imported(*[row | {"value": "44"} for row in rows])
    with django_assert_max_num_queries(40):
        undo(record, by=make_user())
    assert set(Figure.objects.values_list("value", flat=True)) == {43}


def test_undo_restores_what_was_changed_and_deletes_what_was_new():
    make_report(slug="autre", title="Autre")
    imported({"value": "43", "source": "p. 1"}, {"region": "Corse", "value": "57"})
    record = imported(
        {"value": "44", "source": "p. 2", "report": "autre"},
        {"region": "Corse", "value": "57"},
        {"answer": "Non", "value": "56"},
    )
    embargo()
    user = make_user()
    voided = undo(record, by=user)
    assert values() == {("Bretagne", "oui"): 43, ("Corse", "oui"): 57}
    figure = Figure.objects.get(region__code="53")
    assert (figure.source, figure.report.slug, figure.version) == ("p. 1", "etude-2015", 2)
    assert {report.slug for report in voided} == {"etude-2015", "autre"}
    lines = Figure.history.filter(history_change_reason=f"Annulation de l'import nº {record.pk}")
    assert sorted(lines.values_list("history_type", "value", "history_user")) == [
        ("-", 56, user.pk),
        ("~", 43, user.pk),
    ]
    record.refresh_from_db()
    assert (record.state, record.undone_by) == ("undone", user)


def test_import_is_undone_once():
    record = imported({})
    undo(record, by=make_user())
    imported({})
    with pytest.raises(ValidationError, match="plus, à annuler"):
        undo(record, by=make_user())
    assert len(values()) == 1


def edited(figure):
    figure.value = Decimal(50)
    figure.save()


def deleted(figure):
    figure.delete()


def public(figure):
    Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="x")


def withdrawn(figure):
    public(figure)
    figure.report.withdraw(by=make_user(), notice="Erreur.")


def cited(figure):
    make_release(figures=[figure], report=None, regions=[figure.region])


def corrected(figure):
    make_correction(figure=figure)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (edited, "1 chiffre modifié ou supprimé depuis"),
        (deleted, "1 chiffre modifié ou supprimé depuis"),
        (public, "1 chiffre devenu public"),
        (withdrawn, "1 chiffre devenu public"),
        (cited, "1 chiffre cité ou rectifié"),
        (corrected, "1 chiffre cité ou rectifié"),
    ],
)
def test_import_on_which_something_was_built_is_not_undone(build, words):
    record = imported({}, {"region": "Corse", "value": "57"})
    build(Figure.objects.get(region__code="53"))
    before = (values(), history())
    if build is public:
        words = "2 chiffres devenus publics"
    if build is withdrawn:
        words = "2 chiffres devenus publics"
    assert words in obstacles(record, database_now())[0]
    with pytest.raises(ValidationError, match=words):
        undo(record, by=make_user())
    assert (values(), history()) == before
