"""An event, resources and a page under embargo, with a canary in all that they are made of.

They stand beside public ones, with which they share a region, a report and search's words.
"""

from datetime import date, time, timedelta

from django.core.files.base import ContentFile

from press.models import Event, Page, Resource
from regions.models import Region, Report, Theme
from regions.publication import database_now
from tests.factories import ago, make_event, make_organisation, make_page, make_resource
from tests.press.leaks import CANARIES as OF_RELEASE
from tests.press.leaks import pdf

MODELS = (Event, Resource, Page)

EVENT = {
    "event title": "QEVENTTITLEQ",
    "event slug": "qeventslugq",
    "kind": "QKINDQ",
    "date": "août|2031-08-17|20310817",
    "event place": "QEVENTPLACEQ",
    "address": "QADDRESSQ",
    "host": "QHOSTQ",
    "partner": "QEVENTPARTNERQ",
    "subject": "QSUBJECTQ",
    "programme": "QPROGRAMMEQ",
    "account": "QACCOUNTQ",
    "registration": "qregistrationq",
}
RESOURCE = {
    "resource title": "QRESOURCETITLEQ",
    "resource slug": "qresourceslugq",
    "summary": "QSUMMARYQ",
    "theme": "QTHEMEQ",
    "author": "QAUTHORQ",
    "file name": "qdocumentnameq",
    "document": "QRESOURCEDOCUMENTQ",
}
LINK = {"link title": "QLINKTITLEQ", "link slug": "qlinkslugq", "url": "qurlq"}
HELD = {"held title": "QHELDTITLEQ", "held slug": "qheldslugq", "held summary": "QHELDSUMMARYQ"}
PAGE = {
    "page title": "QPAGETITLEQ",
    "page slug": "qpageslugq",
    "menu title": "QMENUTITLEQ",
    "description": "QDESCRIPTIONQ",
    "page body": "QPAGEBODYQ",
}
REPORT = {name: OF_RELEASE[name] for name in ("report", "report slug")}
CANARIES = EVENT | RESOURCE | LINK | HELD | PAGE | REPORT


def plant():
    """All of it, a week before it comes out; `leaks.plant` goes before."""
    around()
    embargo(database_now() + timedelta(days=7))


def around():
    """What is public already, of the same region."""
    region = Region.objects.get(slug="bretagne")
    before = {"publish_at": ago(hours=1), "revised_at": ago(hours=1)}
    make_event(title="Rencontre connue", slug="deja-connue", region=region, **before)
    make_resource(title="Annonce connue", slug="deja-la", region=region, **before)
    make_page(title="Annonce lue", slug="deja-lue", **before)


def embargo(at):
    """What comes out at `at`; what is public stands beside it, and refers to it."""
    around = {"region": Region.objects.get(slug="bretagne")}
    report = Report.objects.get(slug="qreportslugq")
    event = _event(publish_at=at, report=report, **around)
    Event.objects.filter(slug="deja-connue").update(report=report)
    Resource.objects.filter(slug="deja-la").update(event=event)
    _resources(report, at, event=Event.objects.get(slug="deja-connue"), **around)
    make_page(
        title="QPAGETITLEQ, un texte marin",
        slug="qpageslugq",
        menu_title="QMENUTITLEQ",
        description="QDESCRIPTIONQ, une annonce.",
        body="<h2>Un texte</h2><p>QPAGEBODYQ en Bretagne.</p>",
        publish_at=at,
    )


def _event(**kwargs):
    event = make_event(
        title="QEVENTTITLEQ, une rencontre marine",
        slug="qeventslugq",
        kind="QKINDQ",
        held_on=date(2031, 8, 17),
        starts=time(18),
        place="QEVENTPLACEQ",
        address="QADDRESSQ, Bretagne",
        host=make_organisation(name="QHOSTQ"),
        tour_stage=True,
        subject="QSUBJECTQ, une annonce",
        programme="<p>QPROGRAMMEQ, un texte</p>",
        account="<p>QACCOUNTQ</p>",
        registration="https://example.org/qregistrationq",
        **kwargs,
    )
    event.partners.add(make_organisation(name="QEVENTPARTNERQ"))
    return event


def _resources(report, at, **around):
    """One with a file, one with an address; one whose own instant has come, but not its report's."""
    one = make_resource(
        title="QRESOURCETITLEQ, un texte marin",
        slug="qresourceslugq",
        kind="guide",
        question="methode",
        summary="QSUMMARYQ, une annonce en Bretagne.",
        theme=Theme.objects.create(slug="qthemeslugq", name="QTHEMEQ"),
        file=ContentFile(pdf("QRESOURCEDOCUMENTQ"), name="qdocumentnameq.pdf"),
        publish_at=at,
        **around,
    )
    one.organisations.add(make_organisation(name="QAUTHORQ"))
    make_resource(
        title="QLINKTITLEQ, un texte marin",
        slug="qlinkslugq",
        kind="link",
        url="https://example.org/qurlq",
        publish_at=at,
        **around,
    )
    make_resource(
        title="QHELDTITLEQ, un texte marin",
        slug="qheldslugq",
        summary="QHELDSUMMARYQ, une annonce.",
        report=report,
        publish_at=ago(hours=1),
        **around,
    )


def hidden():
    """The rows of which nothing may be told."""
    return [one for model in MODELS for one in model.objects.filter(slug__startswith="q")]


def move(at):
    """All that was to come out at one instant comes out at another; the held resource with its report."""
    Report.objects.filter(slug="qreportslugq").update(publish_at=at)
    for model in MODELS:
        model.objects.filter(slug__startswith="q").exclude(slug="qheldslugq").update(publish_at=at)


def lift():
    move(ago(seconds=1))


def draft():
    """Their instants, which have come, taken back, and the report's approval."""
    lift()
    take_back()


def take_back():
    Report.objects.filter(slug="qreportslugq").update(approved_at=None)
    for model in MODELS:
        model.objects.filter(slug__startswith="q").exclude(slug="qheldslugq").update(publish_at=None)


def withdraw(by):
    """Each with its notice; the held resource goes with its report."""
    for one in hidden():
        if one.slug != "qheldslugq":
            one.withdraw(by=by, notice="Avis de retrait.")
    Report.objects.get(slug="qreportslugq").withdraw(by=by, notice="Avis du rapport.")
