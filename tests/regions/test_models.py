from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db


def refused(model, pk, **values):
    """Whether the database itself refuses these values, whatever the code before it does."""
    try:
        with transaction.atomic():
            model.objects.filter(pk=pk).update(**values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("unit", "value", "is_refused"),
    [
        ("%", "-0.001", True),
        ("%", "0", False),
        ("%", "100", False),
        ("%", "100.001", True),
        ("/10", "10", False),
        ("/10", "10.1", True),
        ("count", "1200000", False),
        ("count", "-1", True),
        ("mean", "-0.1", True),
        ("points", "5", True),
    ],
)
def test_value_outside_its_unit_is_refused_by_the_database(unit, value, is_refused):
    figure = make_figure()
    assert refused(Figure, figure.pk, unit=unit, value=Decimal(value)) is is_refused


@pytest.mark.parametrize(
    ("values", "is_refused"),
    [
        ({"respondents": 0}, True),
        ({"respondents": 20, "count": 21}, True),
        ({"respondents": 20, "count": 20}, False),
        ({"respondents": None, "count": 20}, False),
    ],
)
def test_sizes_that_cannot_be_are_refused_by_the_database(values, is_refused):
    assert refused(Figure, make_figure().pk, **values) is is_refused


def test_second_figure_of_the_same_kind_is_refused_by_the_database():
    figure = make_figure()
    with pytest.raises(IntegrityError):
        make_figure(question=figure.question, answer=figure.answer, base=figure.base, region=figure.region)


@pytest.mark.parametrize("make", [make_report, lambda: make_correction(figure=make_figure())])
def test_approval_rules_hold_in_the_database(make):
    subject, author, other = make(), make_user(), make_user()
    model, now = type(subject), database_now()
    approved = {"approved_at": now, "publish_at": now, "author": author, "approved_by": other}
    assert refused(model, subject.pk, **approved) is False
    assert refused(model, subject.pk, **approved | {"publish_at": None}) is True
    assert refused(model, subject.pk, **approved | {"approved_by": author}) is True
    assert refused(model, subject.pk, **approved | {"approved_by": None}) is True
    assert refused(model, subject.pk, **approved | {"author": None}) is True
    alone = approved | {"approved_by": author, "approved_alone_because": "seul"}
    assert refused(model, subject.pk, **alone) is False


def test_withdrawal_and_dates_hold_in_the_database():
    report, survey = make_report(), make_survey()
    assert refused(Report, report.pk, withdrawn_at=database_now()) is True
    assert refused(Report, report.pk, withdrawal_notice="Avis") is True
    for model, pk in ((Report, report.pk), (Survey, survey.pk)):
        assert refused(model, pk, released_on=None) is True
        assert refused(model, pk, released_precision="unknown") is True
        assert refused(model, pk, released_on=None, released_precision="unknown") is False


def test_survey_numbers_hold_in_the_database():
    survey = make_survey()
    assert refused(Survey, survey.pk, design_effect=0) is True
    assert refused(Survey, survey.pk, respondents=0) is True
    assert refused(Survey, survey.pk, fieldwork_start="2015-09-02", fieldwork_end="2015-09-01") is True


def test_second_nation_is_refused_by_the_database():
    make_nation()
    assert refused(Region, make_region().pk, level="nation") is True


def test_catalogue_rules_hold_in_the_database():
    indicator = make_indicator()
    make_answer(indicator=indicator, slug="oui", headline=True)
    other = make_answer(indicator=indicator, slug="non")
    question = make_question(indicator=indicator)
    assert refused(Answer, other.pk, headline=True) is True
    assert refused(Answer, other.pk, slug="oui") is True
    assert refused(Question, question.pk, wording="Oui ?") is True
    assert refused(Question, question.pk, wording_status="exact") is True


def test_correction_without_reason_or_below_zero_is_refused_by_the_database():
    correction = make_correction(figure=make_figure())
    assert refused(type(correction), correction.pk, reason="") is True
    assert refused(type(correction), correction.pk, value=-1) is True


def errors_of(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return caught.value.message_dict


def draft_figure(**kwargs):
    region = make_region()
    return make_figure(region=region, report=make_report(region=region), **kwargs)


def test_figure_that_contradicts_what_it_refers_to_says_each_fault_at_its_field():
    figure = draft_figure()
    figure.answer = make_answer()
    figure.base = make_base(audience="citizens")
    figure.report = make_report(region=make_region())
    figure.value = Decimal(143)
    assert sorted(errors_of(figure)) == ["answer", "base", "report", "value"]


def test_figure_with_more_respondents_than_its_survey_is_refused():
    figure = draft_figure(question=make_question(survey=make_survey(respondents=304)))
    figure.respondents = 305
    assert errors_of(figure) == {"respondents": ["305 répondants, mais l'enquête n'en a que 304."]}


@pytest.mark.parametrize(
    ("values", "field"), [({"respondents": 0}, "respondents"), ({"respondents": 5, "count": 6}, "count")]
)
def test_figure_with_impossible_sizes_is_refused_at_its_field(values, field):
    figure = draft_figure()
    for name, value in values.items():
        setattr(figure, name, value)
    assert field in errors_of(figure)


def test_figure_of_a_public_report_is_refused():
    figure = make_figure()
    assert "rectificatif" in errors_of(figure)["report"][0]


def test_figure_without_references_asks_for_them():
    errors = errors_of(Figure(unit="%"))
    assert sorted(errors) == ["answer", "base", "question", "region", "report", "source"]


def test_national_study_on_a_region_is_refused():
    report = make_report()
    report.region = make_region()
    assert sorted(errors_of(report)) == ["region"]


def test_parts_of_something_else_are_refused():
    whole = make_base(audience="citizens")
    part = make_base()
    part.parent = whole
    assert sorted(errors_of(part)) == ["parent"]
    answer = make_answer()
    answer.parent = make_answer()
    assert sorted(errors_of(answer)) == ["parent"]


def test_base_that_is_a_part_of_itself_is_refused():
    whole = make_base()
    part = make_base(parent=whole)
    whole.parent = part
    assert sorted(errors_of(whole)) == ["parent"]


def test_date_is_cut_to_its_precision_when_saved_by_a_form():
    report = make_report()
    report.released_precision = "half"
    report.full_clean()
    assert str(report.released) == "premier semestre 2016"
    survey = make_survey(released_on=date(2009, 11, 15), released_precision="month")
    survey.refresh_from_db()
    survey.full_clean()
    assert str(survey.released_on) == "2009-11-01"


def test_names_and_addresses():
    region = make_region(name="Grand Est", other_names="Alsace\nLorraine")
    nation = make_nation()
    assert region.all_names == ["Grand Est", "Alsace", "Lorraine"]
    assert [nation.get_absolute_url(), region.get_absolute_url()] == ["/france/", "/regions/grand-est/"]
    report = make_report(slug="phare")
    assert report.get_absolute_url() == reverse("regions:report", args=["phare"])
    assert str(make_survey(name="PHARE", released_on=None, released_precision="unknown")) == "PHARE"
    assert Base(label="Ensemble des maires et adjoints").people == "maires et adjoints"
    assert str(Indicator(short_label="Pratique")) == "Pratique"
    correction = make_correction(figure=make_figure(region=region), publish_at=ago())
    assert str(correction).startswith("Rectificatif : Grand Est")
