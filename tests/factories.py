"""Plain functions that make one object each, with what it needs around it."""

import io
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image

from press.models import (
    Attachment,
    Boilerplate,
    Citation,
    EarlyAccess,
    Event,
    Organisation,
    Page,
    PressContact,
    Release,
    ReleaseBoilerplate,
    ReleaseContact,
    Resource,
    Ruling,
    RulingKind,
)
from press.rulings import Reading
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

numbers = count(1001)


def next_number():
    """One that no other object of the test has; four digits, so that none begins another."""
    return next(numbers)


def ago(**kwargs):
    return database_now() - timedelta(**kwargs)


def make_user(**kwargs):
    kwargs.setdefault("username", f"user{next_number()}")
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
    name = kwargs.setdefault("name", f"Région {next_number()}")
    kwargs.setdefault("code", str(100 + next_number())[-3:])
    kwargs.setdefault("slug", slugify(name))
    return Region.objects.create(name_in=f"en {name}", name_of=f"de {name}", **kwargs)


def make_survey(**kwargs):
    slug = kwargs.setdefault("slug", f"enquete-{next_number()}")
    kwargs.setdefault("name", slug)
    kwargs.setdefault("audience", "companies")
    kwargs.setdefault("programme", "PHARE")
    kwargs.setdefault("released_on", date(2015, 10, 30))
    return Survey.objects.create(**kwargs)


def make_base(**kwargs):
    kwargs.setdefault("slug", f"base-{next_number()}")
    kwargs.setdefault("audience", "companies")
    kwargs.setdefault("label", "Entreprises d'au moins 10 salariés")
    return Base.objects.create(**kwargs)


def make_indicator(**kwargs):
    slug = kwargs.setdefault("slug", f"indicateur-{next_number()}")
    kwargs.setdefault("theme", Theme.objects.get_or_create(slug="theme", defaults={"name": "Thème"})[0])
    kwargs.setdefault("unit", "%")
    return Indicator.objects.create(short_label=slug.capitalize(), label=f"Part {slug}", **kwargs)


def make_answer(**kwargs):
    kwargs.setdefault("indicator", None) or kwargs.update(indicator=make_indicator())
    kwargs.setdefault("slug", f"reponse-{next_number()}")
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
    kwargs.setdefault("slug", f"rapport-{next_number()}")
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


def make_organisation(**kwargs):
    kwargs.setdefault("name", f"Organisme {next_number()}")
    return Organisation.objects.create(**kwargs)


def make_contact(**kwargs):
    """A desk for all regions, unless said otherwise; `regions` are those of the contact."""
    regions = kwargs.pop("regions", [])
    kwargs.setdefault("kind", "desk")
    kwargs.setdefault("name", f"Bureau de presse {next_number()}")
    kwargs.setdefault("phone", "01 99 00 12 34")
    kwargs.setdefault("email", "presse@example.org")
    contact = PressContact.objects.create(**kwargs)
    contact.regions.set(regions)
    return contact


def make_boilerplate(**kwargs):
    kwargs.setdefault("kind", "programme")
    kwargs.setdefault("title", f"Le programme {next_number()}")
    kwargs.setdefault("text", "Un premier paragraphe.\n\nUn second paragraphe.")
    return Boilerplate.objects.create(**kwargs)


def make_event(**kwargs):
    """Confirmed for a day; a draft of the agenda unless `publish_at` is given."""
    kwargs.setdefault("title", f"Rencontre {next_number()}")
    kwargs.setdefault("slug", slugify(kwargs["title"]))
    kwargs.setdefault("held_on", date(2016, 6, 2))
    kwargs.setdefault("held_precision", "day" if kwargs["held_on"] else "unknown")
    kwargs.setdefault("state", "confirmed" if kwargs["held_on"] else "to_confirm")
    kwargs.setdefault("subject", "Ce dont on y parle")
    if "region" not in kwargs:
        kwargs["region"] = make_region()
    return Event.objects.create(**kwargs)


def make_resource(**kwargs):
    """A note; a draft unless `publish_at` is given."""
    kwargs.setdefault("title", f"Ressource {next_number()}")
    kwargs.setdefault("slug", slugify(kwargs["title"]))
    kwargs.setdefault("kind", "note")
    kwargs.setdefault("question", "formes")
    kwargs.setdefault("summary", "Ce que l'on y trouve")
    kwargs.setdefault("released_precision", "day" if kwargs.get("released_on") else "unknown")
    if "region" not in kwargs:
        kwargs["region"] = make_nation()
    return Resource.objects.create(**kwargs)


def make_page(**kwargs):
    """A page of the menu; a draft unless `publish_at` is given."""
    kwargs.setdefault("title", f"Page {next_number()}")
    kwargs.setdefault("slug", slugify(kwargs["title"]))
    kwargs.setdefault("description", "Ce que dit la page")
    kwargs.setdefault("body", "<p>Un texte.</p>")
    return Page.objects.create(**kwargs)


def png(width=4, height=4, colour="navy"):
    """The bytes of a picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    return stream.getvalue()


def make_attachment(release, *, name="photo.png", data=None, **kwargs):
    """A tiny picture, unless `data` is another file."""
    kwargs.setdefault("title", "Une photo")
    kwargs.setdefault("alternative", "Ce que montre la photo.")
    return Attachment.objects.create(release=release, file=ContentFile(data or png(), name=name), **kwargs)


def make_release(**kwargs):
    """A draft that may be approved: out an hour ago, or with its report, citing one figure of it.

    `regions`, `figures`, `contacts`, `boilerplates` and `organisations` take the place of what it
    would hold; `report` may be None.
    """
    figures = kwargs.pop("figures", None)
    if figures is None:
        report = kwargs.get("report")
        figures = [make_figure(report=report, region=report.region) if report else make_figure()]
    regions = kwargs.pop("regions", None) or list({one.region for one in figures}) or [make_region()]
    others = {name: kwargs.pop(name, None) for name in ("contacts", "boilerplates", "organisations")}
    report = kwargs.setdefault("report", figures[0].report if figures else None)
    kwargs.setdefault("publish_at", max(filter(None, [ago(hours=1), report and report.publish_at])))
    kwargs.setdefault("slug", f"communique-{next_number()}")
    kwargs.setdefault("headline", f"Titre de {kwargs['slug']}")
    kwargs.setdefault("standfirst", "Un chapô en une phrase.")
    kwargs.setdefault("body", "<p>Un <strong>texte</strong> de quelques mots.</p>")
    release = Release.objects.create(**kwargs)
    release.regions.set(regions)
    Citation.objects.bulk_create(Citation(release=release, figure=figure) for figure in figures)
    _surround(release, **others)
    return release


def _surround(release, contacts, boilerplates, organisations):
    """What stands around the text; one desk and one boilerplate where None is given."""
    release.organisations.set(organisations or [])
    for contact in [make_contact()] if contacts is None else contacts:
        ReleaseContact.objects.create(release=release, contact=contact)
    for boilerplate in [make_boilerplate()] if boilerplates is None else boilerplates:
        ReleaseBoilerplate.objects.create(release=release, boilerplate=boilerplate)


def answered(release):
    """The same, with somebody who answers for each of its numbers that no figure bears."""
    reading = Reading.of(release, database_now())
    for one in reading.found:
        if not one.is_settled:
            before, after = reading.context(one)
            Ruling.objects.create(
                release=release,
                field=one.field,
                words=one.text,
                before=before,
                after=after,
                kind=RulingKind.NOT_STATISTIC,
                reason="texte d'essai",
                decided_at=database_now(),
            )
    return release


def publish(release, publish_at=None):
    """The approved edition; it comes out at the release's instant, or at `publish_at`."""
    if publish_at is not None:
        Release.objects.filter(pk=release.pk).update(publish_at=publish_at)
    return release.approve(by=None, alone_because="test")


def make_access(release, **kwargs):
    """An invitation of yesterday; `token` is that of its link, which nothing stores."""
    kwargs.setdefault("name", f"Camille Exemple {next_number()}")
    kwargs.setdefault("media", "La Gazette")
    kwargs.setdefault("invited_at", ago(days=1))
    if "invited_by" not in kwargs:
        kwargs["invited_by"] = make_user()
    access = EarlyAccess(release=release, **kwargs)
    access.token = access.renew()
    access.save()
    return access
