from datetime import timedelta

import pytest

from regions.models import Figure, Region
from regions.publication import database_now
from tests.factories import ago, make_correction, make_figure, make_question, make_report, make_user
from tests.regions.pages import ALLIANCES, answer, plain, short, text
from tests.regions.releases import soon, withdrawn

pytestmark = pytest.mark.django_db


# What is not out


@pytest.mark.parametrize("publish_at", [None, timedelta(days=1)])
def test_what_is_not_out_answers_like_a_name_that_was_never_used(client, publish_at):
    make_figure()
    report = make_report()
    if publish_at:
        report = make_report(publish_at=database_now() + publish_at)
    figure = make_figure(report=report)
    make_correction(figure=figure, publish_at=ago())
    question = figure.question
    hidden = {
        figure.get_absolute_url(): "/chiffres/jamais/vu/de/vie/humaine/",
        short(figure): "/chiffres/jamais/vu/de/vie/",
        question.indicator.get_absolute_url(): "/indicateurs/jamais-vu/",
        f"{question.indicator.get_absolute_url()}?public=entreprises": "/indicateurs/jamais-vu/",
        question.survey.get_absolute_url(): "/enquetes/jamais-vue/",
        report.get_absolute_url(): "/rapports/jamais-vu/",
    }
    for path, never in hidden.items():
        assert answer(client, never)[0] == 404
        assert answer(client, path) == answer(client, never), path


def test_embargo_leaves_no_trace_on_the_pages_of_what_is_out(client, programme):
    paths = ["/", "/indicateurs/", "/rapports/", "/regions/", ALLIANCES, "/enquetes/phare-entreprises-2015/"]
    paths += ["/regions/bretagne/", "/rectificatifs/"]
    before = [answer(client, path) for path in paths]
    bretagne = Region.objects.get(slug="bretagne")
    published = Figure.objects.filter(question__indicator__slug="alliances-source-innovation").last()
    report = make_report(region=bretagne, publish_at=soon())
    same = {"question": published.question, "answer": published.answer, "base": published.base}
    make_figure(**same, region=bretagne, report=report, value=99)
    make_figure(question=make_question(survey=published.question.survey), region=bretagne, report=report)
    make_correction(figure=published, value=98, publish_at=soon())
    assert [answer(client, path) for path in paths] == before


def test_figures_come_out_at_the_instant_of_their_report(client):
    report = make_report(publish_at=soon())
    figure = make_figure(report=report)
    assert client.get(figure.get_absolute_url()).status_code == 404
    type(report).objects.update(publish_at=ago())
    assert client.get(figure.get_absolute_url()).status_code == 200


# What was withdrawn


def test_withdrawn_number_answers_410_with_the_notice_alone(client):
    figure = withdrawn(value=73, source="Source nommée", note="Note nommée")
    response = client.get(figure.get_absolute_url())
    said = plain(response.content.decode())
    assert response.status_code == 410
    assert "Erreur de tirage." in said
    hidden = [
        "73",
        figure.report.title,
        figure.region.name,
        figure.question.indicator.short_label,
        figure.question.survey.name,
        figure.base.label,
        figure.source,
        figure.note,
    ]
    assert [words for words in hidden if words in said] == []


def test_withdrawal_marks_the_figures_of_its_report_with_its_instant():
    figure, other = make_figure(), make_figure()
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    for one in (figure, other, figure.report):
        one.refresh_from_db()
    assert (figure.withdrawn_at, other.withdrawn_at) == (figure.report.withdrawn_at, None)
    assert figure.withdrawn_at is not None


def test_withdrawal_of_what_was_not_out_marks_nothing_and_answers_404(client):
    figure = make_figure(report=make_report(publish_at=soon()))
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    figure.refresh_from_db()
    assert figure.withdrawn_at is None
    assert client.get(figure.get_absolute_url()).status_code == 404


def test_figure_added_after_the_withdrawal_never_existed(client):
    gone = withdrawn()
    added = make_figure(report=gone.report)
    never = answer(client, "/chiffres/jamais/vu/de/vie/humaine/")
    assert client.get(gone.get_absolute_url()).status_code == 410
    assert answer(client, added.get_absolute_url()) == never


def test_indicator_and_survey_of_a_withdrawn_figure_are_not_found(client):
    figure = withdrawn()
    assert client.get(figure.question.indicator.get_absolute_url()).status_code == 404
    assert client.get(figure.question.survey.get_absolute_url()).status_code == 404


def test_withdrawn_number_answers_410_at_its_short_address_too(client):
    assert client.get(short(withdrawn())).status_code == 410


def test_report_that_is_approved_again_is_public_again(client):
    figure = withdrawn()
    report = type(figure.report).objects.get()
    assert client.get(report.get_absolute_url()).status_code == 410
    report.approve(by=make_user(), alone_because="Corrigé.")
    assert client.get(report.get_absolute_url()).status_code == 200
    assert "43 %" in text(client, figure.get_absolute_url())


def test_report_that_is_approved_again_for_later_is_gone_until_then(client):
    figure = withdrawn()
    report = type(figure.report).objects.get()
    report.publish_at = soon()
    report.save()
    report.approve(by=make_user(), alone_because="Corrigé.")
    assert client.get(figure.get_absolute_url()).status_code == 410
