"""A release under embargo with a canary in all that it is made of, asked for by every channel.

What is announced has its canaries in `announced_leaks`; what changes a release that is out, in
`changed_leaks`.
"""

import io
import re
import zipfile
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader, PdfWriter

from press.models import Edition, Event, PressContact, Release, ReleaseContact, Spokesperson
from regions.models import Figure, Region, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_attachment,
    make_base,
    make_boilerplate,
    make_contact,
    make_event,
    make_figure,
    make_indicator,
    make_nation,
    make_organisation,
    make_question,
    make_region,
    make_release,
    make_report,
    make_survey,
    png,
    publish,
)
from tests.press.channels import CHANNELS, QUESTIONS


def pdf(title):
    """A page without a word: the title is in what it tells of itself."""
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": title})
    writer.write(data)
    return data.getvalue()


CANARIES = {
    "headline": "QHEADLINEQ",
    "standfirst": "QSTANDFIRSTQ",
    "body": "QBODYQ",
    "place": "QPLACEQ",
    "recipients": "QRECIPIENTSQ",
    "spokesperson": "QSPOKESPERSONQ",
    "boilerplate": "QBOILERPLATEQ",
    "organisation": "QORGANISATIONQ",
    "event": "QEVENTQ",
    "file title": "QFILETITLEQ",
    "file name": "qfilenameq",
    "slug": "qslugq",
    "past slug": "qpastslugq",
    "report": "QREPORTQ",
    "report slug": "qreportslugq",
    "document": "QDOCUMENTQ",
    "value": r"73[.,]19",
    "source": "QSOURCEQ",
    "figure note": "QFIGURENOTEQ",
    "contact": "QCONTACTQ",
    "contact mail": "qcontactmailq",
    "editor's note": "QEDITORQ",
}
NEVER = {"editor's note", "past slug"}


def addresses():
    return [address for _, address in places()]


def places(token="faux", contact=None):
    """Each of the channels with each of its addresses, for who has the link of `token`; `contact` is the
    number of the contact under embargo."""
    known = {"token": token, "pk": contact or contact_pk()}
    for name, all_kwargs in CHANNELS.items():
        for kwargs in all_kwargs:
            kwargs = {key: known.get(key, value) for key, value in kwargs.items()}
            for question in QUESTIONS.get(name, [""]):
                yield name, reverse(name, kwargs=kwargs) + question


def plant():
    """The embargoed release with its canaries, beside what is public; it comes out in a week."""
    around()
    return embargo(database_now() + timedelta(days=7))


def around():
    """What is public: a release, and figures of which those of the embargoed region would be the highest."""
    region = make_region(name="Bretagne", slug="bretagne", code="53")
    question = make_question(
        indicator=make_indicator(slug="pratique", featured=True, map_from=20, map_to=60),
        survey=make_survey(slug="phare"),
    )
    answer = make_answer(
        indicator=question.indicator, slug="oui", headline=True, predicate="ont des partenariats"
    )
    key = {"question": question, "answer": answer, "base": make_base(slug="base")}
    for code, name, value in (("94", "Corse", "35"), ("28", "Normandie", "44")):
        make_figure(**key, region=make_region(name=name, code=code), value=value, respondents=400)
    nation = make_figure(**key, region=make_nation(), value="41", respondents=3000)
    before = make_survey(slug="avant", released_on=date(2011, 1, 1))
    wave = make_question(indicator=question.indicator, survey=before)
    make_figure(**key | {"question": wave}, region=region, value="30", respondents=400)
    publish(make_release(slug="deja-publique", headline="Déjà publique", regions=[region], figures=[nation]))


def embargo(at):
    """The release that comes out at `at`, with its report, its figure, its files and its event."""
    nation = Figure.objects.get(region__level="nation", question__survey__slug="phare")
    region = Region.objects.get(slug="bretagne")
    report = make_report(slug="qreportslugq", title="QREPORTQ", region=region, publish_at=at)
    report.document.save("document.pdf", ContentFile(pdf("QDOCUMENTQ")))
    figure = make_figure(
        question=nation.question,
        answer=nation.answer,
        base=nation.base,
        region=region,
        report=report,
        value="73.19",
        respondents=400,
        source="QSOURCEQ",
        note="QFIGURENOTEQ",
    )
    release = make_release(
        slug="qpastslugq",
        headline="QHEADLINEQ",
        standfirst="QSTANDFIRSTQ",
        body="<p>QBODYQ</p>",
        place="QPLACEQ",
        recipients="QRECIPIENTSQ",
        note="QEDITORQ",
        spokesperson=Spokesperson.objects.create(name="QSPOKESPERSONQ"),
        event=make_event(title="QEVENTQ", region=region, publish_at=at),
        regions=[region],
        figures=[figure],
        publish_at=at,
        contacts=[PressContact.objects.get()],
        boilerplates=[make_boilerplate(title="QBOILERPLATEQ")],
        organisations=[make_organisation(name="QORGANISATIONQ")],
    )
    # A contact is known from its first day, release or not.
    begins = localdate(at) + timedelta(days=1)
    contact = make_contact(name="QCONTACTQ", email="qcontactmailq@example.org", valid_from=begins)
    ReleaseContact.objects.create(release=release, contact=contact, position=9)
    make_attachment(release, name="qfilenameq.png", data=png(), title="QFILETITLEQ")
    make_attachment(release, name="qfilenameq.pdf", data=pdf("QDOCUMENTQ"), title="QFILETITLEQ")
    publish(release)
    release.move("qslugq")
    return Release.objects.get(slug="qslugq")


def move(at):
    """All that was to come out at one instant comes out at another; the contact begins on its day."""
    Report.objects.filter(slug="qreportslugq").update(publish_at=at)
    Edition.objects.filter(release__slug="qslugq").update(publish_at=at)
    Event.objects.filter(title="QEVENTQ").update(publish_at=at)
    PressContact.objects.filter(name="QCONTACTQ").update(valid_from=localdate(at))


def lift():
    move(ago(seconds=1))


def draft():
    """Approvals taken back: the report's and the release's."""
    Report.objects.filter(slug="qreportslugq").update(approved_at=None)
    Edition.objects.filter(release__slug="qslugq").update(approved_at=None)
    take_event_away()


def take_event_away():
    """The agenda announces it by itself, whatever becomes of the release."""
    Event.objects.filter(title="QEVENTQ").update(publish_at=None)


def contact_pk():
    return PressContact.objects.get(name="QCONTACTQ").pk


def heard(client, canaries=CANARIES):
    """By address, those of the canaries that it tells of."""
    told = {address: found(client.get(address), canaries) for address in addresses()}
    return {address: marks for address, marks in told.items() if marks}


def found(response, canaries=CANARIES):
    """The canaries in an answer: its headers, its text, and the text of what it packs."""
    return marks(response.headers, _body(response), canaries)


def marks(headers, body, canaries=CANARIES):
    text = f"{headers}\n{_text(body, headers.get('Content-Type', ''))}"
    return {name for name, mark in canaries.items() if re.search(mark, text)}


def _body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def _text(body, content_type=""):
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{name}\n{_text(archive.read(name))}" for name in archive.namelist())
    if body.startswith(b"%PDF-"):
        reader = PdfReader(io.BytesIO(body))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    text = body.decode("utf-8", "replace")
    return text.replace("\r\n ", "") if content_type.startswith("text/calendar") else text
