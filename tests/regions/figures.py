"""What tests of rows and sentences share: figures made together, and what is read of them."""

from regions import rows
from regions.models import Audience, Figure
from regions.publication import database_now
from tests.factories import make_figure, make_nation, make_question, make_region

COMPANIES, MAYORS = Audience.COMPANIES, Audience.MAYORS


def view(figure):
    return rows.IndicatorFigures(figure.question.indicator, database_now())


def comparison(figure, audience=COMPANIES):
    return view(figure).comparison(figure.answer, audience)


def number(figure):
    at = database_now()
    return rows.number(Figure.objects.published(at).with_labels().get(pk=figure.pk), at)


def spread(values, *, nation=None, question=None, n=None, **kwargs):
    """A figure for each region by its name, all of one question, answer and base; and the nation's."""
    question = question or make_question()
    figures = [
        make_figure(question=question, region=make_region(name=name), value=value, respondents=n, **kwargs)
        for name, value in values.items()
    ]
    if nation is not None:
        make_figure(question=question, region=make_nation(), value=nation, respondents=n and 13 * n)
    return figures
