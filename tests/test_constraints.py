"""What the database itself refuses, whoever writes: each constraint, key and column, by plain SQL."""

from datetime import date

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, connection, models, transaction

from press.models import Fact, Ruling, Spokesperson, SpokespersonTitle
from regions.models import FigureImport, Theme
from regions.publication import database_now
from tests.factories import (
    ago,
    make_access,
    make_attachment,
    make_base,
    make_boilerplate,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_nation,
    make_organisation,
    make_page,
    make_release,
    make_resource,
    make_user,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

DAY, LATER, INSTANT = "2016-05-26", "2016-05-27", "2016-05-26 12:00:00+00:00"
# Nothing but the reports that are approved may say otherwise of itself; both halves of each rule.
BROKEN = {
    "figure_value_in_range": [
        {"unit": "%", "value": 140},
        {"unit": "%", "value": -1},
        {"unit": "/10", "value": 11},
        {"unit": "count", "value": -1},
    ],
    "figure_unit_known": [{"unit": "€", "value": None}],
    "figure_respondents_positive": [{"respondents": 0}],
    "figure_count_within_respondents": [{"respondents": 10, "count": 11}],
    "correction_approved_has_instant": [
        {"approved_at": INSTANT, "publish_at": None, "approved_alone_because": "x"}
    ],
    "correction_approved_by_two": [
        {"approved_at": INSTANT, "publish_at": INSTANT, "approved_alone_because": ""},
        {
            "approved_at": INSTANT,
            "publish_at": INSTANT,
            "approved_alone_because": "",
            "author_id": 1,
            "approved_by_id": 1,
        },
    ],
    "correction_value_positive": [{"value": -1}],
    "correction_has_reason": [{"reason": ""}],
    "report_approved_has_instant": [
        {"approved_at": INSTANT, "publish_at": None, "approved_alone_because": "x"}
    ],
    "report_approved_by_two": [{"approved_at": INSTANT, "publish_at": INSTANT, "approved_alone_because": ""}],
    "report_withdrawn_has_notice": [{"withdrawn_at": INSTANT}, {"withdrawal_notice": "x"}],
    "report_date_has_precision": [{"released_on": None}, {"released_precision": "unknown"}],
    "edition_approved_has_instant": [{"approved_at": INSTANT, "publish_at": None}],
    "edition_approved_by_two": [
        {"approved_at": INSTANT, "publish_at": INSTANT, "approved_alone_because": ""}
    ],
    "release_withdrawn_has_notice": [{"withdrawn_at": INSTANT}, {"withdrawal_notice": "x"}],
    "event_withdrawn_has_notice": [{"withdrawn_at": INSTANT}],
    "page_withdrawn_has_notice": [{"withdrawn_at": INSTANT}],
    "resource_withdrawn_has_notice": [{"withdrawn_at": INSTANT}],
    "resource_date_has_precision": [{"released_on": DAY, "released_precision": "unknown"}],
    "survey_date_has_precision": [{"released_on": None}],
    "survey_design_effect_positive": [{"design_effect": 0}],
    "survey_respondents_positive": [{"respondents": 0}],
    "survey_fieldwork_in_order": [{"fieldwork_start": LATER, "fieldwork_end": DAY}],
    "indicator_map_range_in_order": [{"map_from": 10, "map_to": 10}, {"map_from": 1, "map_to": None}],
    "question_wording_has_status": [
        {"wording": "x", "wording_status": "unknown"},
        {"wording_status": "exact"},
    ],
    "region_announcement_ends": [{"announcement": "x"}, {"announced_until": DAY}],
    "figureimport_state_has_instants": [
        {"imported_at": None},
        {"state": "undone"},
        {"state": "prepared"},
        {"state": "x"},
    ],
    "boilerplate_valid_in_order": [{"valid_from": LATER, "valid_until": DAY}],
    "presscontact_valid_in_order": [{"valid_from": LATER, "valid_until": DAY}],
    "presscontact_reachable": [{"phone": "", "email": ""}],
    "organisation_logo_has_terms": [{"logo": "x.png", "logo_terms": ""}],
    "ruling_has_figure_or_reason": [{"reason": ""}, {"kind": "bound"}],
}
for _name in ("event", "eventchange"):
    BROKEN |= {
        f"{_name}_date_has_precision": [
            {"held_on": None, "state": "to_confirm"},
            {"held_precision": "unknown"},
        ],
        f"{_name}_last_day_follows": [{"held_until": DAY, "held_on": DAY}],
        f"{_name}_hours_on_a_day": [
            {"starts": None, "ends": "10:00"},
            {"starts": "10:00", "held_precision": "month"},
        ],
        f"{_name}_ends_after_start": [{"starts": "10:00", "ends": "09:00"}],
    }
BROKEN["event_confirmed_has_date"] = [{"held_on": None, "held_precision": "unknown", "state": "confirmed"}]


@pytest.fixture
def rows(settings, tmp_path):
    """The first two of each kind."""
    settings.MEDIA_ROOT = tmp_path
    make_nation()
    for number in range(2):
        make_base(audience="mayors")
        Theme.objects.create(slug=f"theme-{number}", name=f"Thème {number}")
        figure = make_figure()
        make_correction(figure=figure).contributors.add(make_user())
        figure.report.contributors.add(make_user())
        figure.report.withdrawals.create(version=1, published_at=ago(days=2), withdrawn_at=ago(days=1))
        event = make_event(publish_at=ago(hours=1))
        event.held_on = date(2016, 6, 9)
        event.revise(by=None, reason="La salle n'est plus libre.")
        event.partners.add(make_organisation())
        make_resource().organisations.add(make_organisation())
        make_page()
        make_boilerplate()
        contact = make_contact()
        contact.regions.add(figure.region)
        release = make_release(figures=[figure], organisations=[make_organisation()])
        make_attachment(release)
        make_access(release).openings.create(at=ago(), what="page")
        publish(release)
        release.contributors.add(make_user())
        release.move(f"ailleurs-{number}")
        person = Spokesperson.objects.create(name="Camille Exemple")
        SpokespersonTitle.objects.create(spokesperson=person, title="Présidente")
        Fact.objects.create(
            about="programme", name=f"PHARE {number}", fact="Début", value="2013", key=f"k{number}"
        )
        Ruling.objects.create(
            release=release,
            field="body",
            words="43",
            before="",
            after="",
            kind="not_statistic",
            reason="x",
            decided_at=database_now(),
        )
        FigureImport.objects.create(
            file=ContentFile(b"x", name="x.csv"),
            name="x",
            sha256="0",
            author=make_user(),
            state="done",
            created_at=ago(),
            imported_at=ago(),
        )
    return {model: list(model._base_manager.order_by("pk")[:2]) for model in ours()}


def ours():
    found = apps.get_models(include_auto_created=True)
    return [
        one for one in found if one._meta.app_label in ("regions", "press") and not hasattr(one, "history_id")
    ]


def constraints(kind):
    return {
        one.name: (model, one) for model in ours() for one in model._meta.constraints if isinstance(one, kind)
    }


def refusal(row, **columns):
    """What the database says of a row that has these instead; empty where it takes it."""
    names = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    table = connection.ops.quote_name(row._meta.db_table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {names} WHERE id = %s", [*columns.values(), row.pk])
            connection.check_constraints()
            transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        return str(error)
    return ""


def test_every_rule_of_a_table_is_tried():
    assert set(BROKEN) == set(constraints(models.CheckConstraint))


def test_row_that_breaks_a_rule_is_refused_by_its_name(rows):
    checks = constraints(models.CheckConstraint)
    told = {
        (name, str(columns)): refusal(rows[checks[name][0]][0], **columns)
        for name, all_columns in BROKEN.items()
        for columns in all_columns
    }
    assert len(told) > 45
    assert {tried: said for tried, said in told.items() if tried[0] not in said} == {}


def test_row_that_is_there_already_is_refused(rows):
    taken = []
    for name, (model, one) in constraints(models.UniqueConstraint).items():
        first, second = rows[model]
        columns = {model._meta.get_field(field).attname: None for field in one.fields}
        same = {column: getattr(first, column) for column in columns}
        if name == "answer_one_headline":
            same["headline"] = True
        if name == "region_one_nation":
            same["level"] = "nation"
        if name == "report_rank_once":
            same["rank"] = 1
            type(first).objects.filter(pk=first.pk).update(rank=1)
        taken += [] if refusal(second, **same) else [name]
    assert taken == []


def columns_of(model):
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def test_key_that_is_unique_empty_or_leads_nowhere_is_refused(rows):
    taken, tried = [], 0
    for model, (first, second) in rows.items():
        for field in columns_of(model):
            wrong = [] if field.null else [None]
            wrong += (
                [field.get_db_prep_value(getattr(first, field.attname), connection)]
                if field.unique and not field.null
                else []
            )
            wrong += [10**9] if isinstance(field, models.ForeignKey) else []
            for value in wrong:
                tried += 1
                taken += [] if refusal(second, **{field.attname: value}) else [f"{field} {value}"]
    assert tried > 300
    assert taken == []


@pytest.mark.only("postgresql")
def test_text_that_is_too_long_is_refused_by_postgresql(rows):
    """SQLite knows no length: there, the forms and the import alone refuse it."""
    taken = [
        str(field)
        for model, (first, _) in rows.items()
        for field in columns_of(model)
        if isinstance(field, models.CharField)
        and not refusal(first, **{field.attname: "x" * (field.max_length + 1)})
    ]
    assert taken == []
