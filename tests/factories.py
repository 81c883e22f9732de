"""Plain functions that make one object each, with what it needs around it."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.contrib.auth.models import User
from django.utils.text import slugify

from regions.models import (
    Answer,
    Base,
    Correction,
    Figure,
    Indicator,
    Question,
    Region,
    Report,
    Survey,
    Theme,
)
from regions.publication import database_now

numbers = count(1)


def ago(**kwargs):
    return database_now() - timedelta(**kwargs)


def make_user(**kwargs):
    kwargs.setdefault("username", f"user{next(numbers)}")
    return User.objects.create_user(**kwargs)


def make_nation():
    return Region.objects.get_or_create(
        level="nation",
        defaults={
            "code": "FR",
            "slug": "france",
            "name": "France",
            "name_in": "en France",
            "name_of": "de France",
        },
    )[0]


def make_region(**kwargs):
    name = kwargs.setdefault("name", f"Région {next(numbers)}")
    kwargs.setdefault("code", str(100 + next(numbers))[-3:])
    kwargs.setdefault("slug", slugify(name))
    return Region.objects.create(name_in=f"en {name}", name_of=f"de {name}", **kwargs)


def make_survey(**kwargs):
    slug = kwargs.setdefault("slug", f"enquete-{next(numbers)}")
    kwargs.setdefault("name", slug)
    kwargs.setdefault("audience", "companies")
    kwargs.setdefault("programme", "PHARE")
    kwargs.setdefault("released_on", date(2015, 10, 30))
    return Survey.objects.create(**kwargs)


def make_base(**kwargs):
    kwargs.setdefault("slug", f"base-{next(numbers)}")
    kwargs.setdefault("audience", "companies")
    kwargs.setdefault("label", "Entreprises d'au moins 10 salariés")
    return Base.objects.create(**kwargs)


def make_indicator(**kwargs):
    slug = kwargs.setdefault("slug", f"indicateur-{next(numbers)}")
    kwargs.setdefault("theme", Theme.objects.get_or_create(slug="theme", defaults={"name": "Thème"})[0])
    kwargs.setdefault("unit", "%")
    return Indicator.objects.create(short_label=slug.capitalize(), label=f"Part {slug}", **kwargs)


def make_answer(**kwargs):
    kwargs.setdefault("indicator", None) or kwargs.update(indicator=make_indicator())
    kwargs.setdefault("slug", f"reponse-{next(numbers)}")
    kwargs.setdefault("label", "Oui")
    return Answer.objects.create(**kwargs)


def make_question(**kwargs):
    if "indicator" not in kwargs:
        kwargs["indicator"] = make_indicator()
    if "survey" not in kwargs:
        kwargs["survey"] = make_survey()
    kwargs.setdefault("series", kwargs["indicator"].slug)
    return Question.objects.create(**kwargs)


def make_report(**kwargs):
    """A draft; with `publish_at`, an approved one."""
    kwargs.setdefault("slug", f"rapport-{next(numbers)}")
    kwargs.setdefault("title", kwargs["slug"].capitalize())
    if "region" not in kwargs:
        kwargs["region"] = make_nation()
    kwargs.setdefault("kind", "national" if kwargs["region"].is_nation else "regional")
    kwargs.setdefault("released_on", date(2016, 5, 26))
    if "publish_at" in kwargs and "approved_at" not in kwargs:
        kwargs["approved_at"] = database_now()
        kwargs.setdefault("approved_alone_because", "test")
    return Report.objects.create(**kwargs)


def make_figure(**kwargs):
    """A figure of 43 % in a report that is out, unless said otherwise."""
    if "question" not in kwargs:
        kwargs["question"] = make_question()
    question = kwargs["question"]
    if "answer" not in kwargs:
        kwargs["answer"] = question.indicator.answers.first() or make_answer(
            indicator=question.indicator, headline=True, predicate="ont des partenariats"
        )
    if "base" not in kwargs:
        kwargs["base"] = Base.objects.filter(audience=question.survey.audience).first() or make_base(
            audience=question.survey.audience
        )
    if "region" not in kwargs:
        kwargs["region"] = make_region()
    if "report" not in kwargs:
        kwargs["report"] = make_report(region=kwargs["region"], publish_at=ago(hours=1))
    kwargs.setdefault("value", Decimal(43))
    kwargs.setdefault("unit", question.indicator.unit)
    kwargs.setdefault("source", "Document")
    return Figure.objects.create(**kwargs)


def make_pair(value=43, reference=37, *, n=None, n_nation=None, **kwargs):
    """The same figure for a region and for the nation; returns the region's."""
    figure = make_figure(value=Decimal(value), respondents=n, **kwargs)
    make_figure(
        question=figure.question,
        answer=figure.answer,
        base=figure.base,
        region=make_nation(),
        value=Decimal(reference),
        respondents=n_nation,
    )
    return figure


def make_correction(**kwargs):
    """A draft; with `publish_at`, an approved one."""
    if "publish_at" in kwargs:
        kwargs.setdefault("approved_at", database_now())
        kwargs.setdefault("approved_alone_because", "test")
    kwargs.setdefault("value", Decimal(44))
    kwargs.setdefault("reason", "Erreur de saisie.")
    return Correction.objects.create(**kwargs)
