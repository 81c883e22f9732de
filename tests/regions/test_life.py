from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import now

from regions.life import acts, states_after
from regions.models import Figure, Survey, Theme
from tests.factories import make_figure, make_survey, make_user

pytestmark = pytest.mark.django_db


def spaced(*rows):
    """The records of these rows, a day apart in the order in which they were made, up to now."""
    records = sorted((one for row in rows for one in row.history.all()), key=lambda one: one.history_date)
    for age, record in enumerate(reversed(records)):
        record.history_date = now() - timedelta(days=age)
        record.save(update_fields=["history_date"])


def test_saves_apart_are_acts_and_what_changed_is_told():
    theme = Theme.objects.create(slug="a", name="Emploi")
    theme.name = "Insertion"
    theme.save()
    spaced(theme)
    created, renamed = acts(Theme, theme.pk)
    row = (Theme, theme.pk)
    assert (created.before[row], created.after[row]["name"]) == (None, "Emploi")
    assert (renamed.before[row]["name"], renamed.after[row]["name"]) == ("Emploi", "Insertion")
    assert renamed.touched == [row]


def test_saves_of_one_moment_are_one_act():
    theme = Theme.objects.create(slug="a", name="Emploi")
    theme.name = "Insertion"
    theme.save()
    (act,) = acts(Theme, theme.pk)
    assert act.after[Theme, theme.pk]["name"] == "Insertion"
    assert act.record == theme.history.first().history_id


def test_saves_of_one_moment_by_two_persons_or_for_two_reasons_are_apart():
    theme = Theme(slug="a", name="Emploi")
    for user, reason in ((make_user(), "a"), (make_user(), "a"), (None, "a"), (None, "b")):
        theme._history_user, theme._change_reason = user, reason
        theme.save()
    assert [act.reasons for act in acts(Theme, theme.pk)] == [["a"], ["a"], ["a"], ["b"]]


def test_save_that_changes_nothing_touches_nothing():
    theme = Theme.objects.create(slug="a", name="Emploi")
    theme.save()
    spaced(theme)
    assert [act.touched for act in acts(Theme, theme.pk)][1:] == [[]]


def test_deleted_row_is_no_longer_there():
    theme = Theme.objects.create(slug="a", name="Emploi")
    pk = theme.pk
    theme.delete()
    Theme.history.filter(history_type="+").update(history_date=now() - timedelta(days=1))
    created, deleted = acts(Theme, pk)
    assert (deleted.before[Theme, pk]["name"], deleted.after[Theme, pk]) == ("Emploi", None)
    assert states_after([created, deleted]) == {}
    assert states_after([created, deleted], created.record)[Theme, pk]["name"] == "Emploi"
    assert states_after([created, deleted], 0) == {}


def test_row_that_was_there_before_its_history_is_not_told_as_made():
    Theme.objects.bulk_create([Theme(slug="a", name="Emploi")])
    theme = Theme.objects.get()
    theme.name = "Insertion"
    theme.save()
    (act,) = acts(Theme, theme.pk)
    assert (act.begins, act.touched, act.record is None) == (True, [], False)


def test_part_that_was_there_before_its_history_is_told_when_it_goes():
    Theme.objects.bulk_create([Theme(slug="a", name="Emploi")])
    theme = Theme.objects.get()
    pk = theme.pk
    theme.delete()
    (act,) = acts(Theme, pk)
    assert (act.before[Theme, pk]["name"], act.after[Theme, pk]) == ("Emploi", None)


def log(obj, user, message, **kwargs):
    line = LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        action_flag=CHANGE,
        change_message=message,
    )
    LogEntry.objects.filter(pk=line.pk).update(**kwargs)


def test_step_joins_the_act_of_its_author_or_stands_alone():
    survey, user = make_survey(), make_user()
    survey._history_user = user
    survey.save()
    log(survey, user, "Approuvé. Seule en poste.")
    log(survey, user, "Retiré.", action_time=now() + timedelta(hours=1))
    created, approved, withdrawn = acts(Survey, survey.pk)
    assert (created.steps, approved.steps, withdrawn.steps) == (
        [],
        ["Approuvé. Seule en poste."],
        ["Retiré."],
    )
    assert (approved.record is None, withdrawn.record) == (False, None)


def test_line_of_a_form_names_its_fields_and_is_no_step():
    theme = Theme(slug="a", name="Emploi")
    theme._history_user = user = make_user()
    theme.save()
    log(theme, user, '[{"changed": {"fields": ["Nom"]}}]')
    (act,) = acts(Theme, theme.pk)
    assert (act.steps, act.fields) == ([], ["Modification de Nom."])


@pytest.mark.parametrize("count", [1, 3])
def test_acts_take_the_same_queries_whatever_their_number(count, django_assert_num_queries):
    figure = make_figure()
    for value in range(count):
        figure.value = Decimal(value)
        figure.save()
    ContentType.objects.get_for_model(Figure)
    with django_assert_num_queries(2):
        acts(Figure, figure.pk)
