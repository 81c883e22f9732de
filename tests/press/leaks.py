"""A release under embargo with a canary in all that it is made of, and every public address of the site.

What is announced has its canaries in `announced_leaks`; what changes a release that is out, in
`changed_leaks`.
"""

import io
import re
import zipfile
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate
from pypdf import PdfReader, PdfWriter

from press.models import Edition, Event, PressContact, Release, ReleaseContact, Spokesperson
from regions.models import Figure, Region, Report
from regions.opendata import COLLECTIONS
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

KEY = {"indicator": "pratique", "survey": "phare", "answer": "oui"}
RELEASE = {"slug": "qslugq"}
BLOCK = {"region": "bretagne", "indicator": "pratique"}
REPORT = {"slug": "qreportslugq"}
WAVES = {"slug": "pratique", "series": "bretagne/pratique/entreprises/oui/base"}
REGION = {"slug": "bretagne"}
EXTENSIONS = [{"extension": name} for name in ("csv", "excel.csv", "xlsx", "json")]


def each(*parts):
    """The combined arguments with every extension."""
    base = {name: value for part in parts for name, value in part.items()}
    return [base | extension for extension in EXTENSIONS]


def taken(name, *all_kwargs):
    """The pictures and the frame of a chart or a map."""
    return {f"{name}_{kind}": list(all_kwargs) for kind in ("svg", "png", "embed")}


EVENT = {"slug": "qeventslugq"}
SECTIONS = (
    *("rubriques", "regions", "indicateurs", "enquetes", "rapports"),
    *("communiques", "agenda", "ressources", "pages"),
)
RESOURCES = [{"slug": f"q{name}slugq"} for name in ("resource", "link", "held")] + [{"slug": "deja-la"}]

# For every public route, the arguments of the addresses that could tell of what is under embargo.
CHANNELS = {
    "home": [{}],
    "search": [{}],
    "sitemap": [{}],
    "sitemap_part": [{"section": name} for name in SECTIONS],
    "robots": [{}],
    "regions:nation": [{}],
    "regions:nation_data": each(),
    "regions:nation_block_data": each({"indicator": "pratique"}),
    "regions:nation_block_chart": [{"indicator": "pratique"}],
    "regions:nation_stack_chart": [{"indicator": "pratique"}],
    "regions:list": [{}],
    "regions:detail": [REGION],
    "regions:region_data": each(REGION),
    "regions:region_block_data": each(REGION, {"indicator": "pratique"}),
    "regions:region_block_chart": [REGION | {"indicator": "pratique"}],
    "regions:region_stack_chart": [REGION | {"indicator": "pratique"}],
    "regions:indicators": [{}],
    "regions:indicator": [{"slug": "pratique"}],
    "regions:indicator_data": each({"slug": "pratique"}),
    "regions:nation_card": [{}],
    "regions:region_card": [REGION],
    "regions:indicator_card": [{"slug": "pratique"}],
    "regions:report_card": [REPORT],
    "regions:number_card": [KEY | {"region": "bretagne", "base": "base"}],
    **taken("regions:nation_block", {"indicator": "pratique"}),
    **taken("regions:region_block", REGION | {"indicator": "pratique"}),
    **taken("regions:report_block", REPORT | BLOCK),
    **taken("regions:map", {"slug": "pratique"}),
    **taken("regions:comparison", {"slug": "pratique"}),
    **taken("regions:audiences", {"slug": "pratique"}),
    **taken("regions:series", WAVES),
    **taken("press:release_block", RELEASE | BLOCK),
    "press:absent_graphic": [{"place": "communiques/qslugq"}, {"place": "rapports/qreportslugq"}],
    "regions:comparison_chart": [{"slug": "pratique"}],
    "regions:audiences_chart": [{"slug": "pratique"}],
    "regions:series_chart": [WAVES],
    "regions:compare": [{}],
    "regions:compare_data": each(),
    "regions:dashboard": [{}],
    "regions:dashboard_data": each(),
    **taken("regions:dashboard_map", {}),
    **taken("regions:dashboard_comparison", {}),
    **taken("regions:dashboard_audiences", {}),
    "regions:dashboard_regions_chart": [{}],
    "regions:dashboard_audiences_chart": [{}],
    "regions:reports": [{}],
    "regions:report": [REPORT],
    "regions:report_data": each(REPORT),
    "regions:report_document": [REPORT],
    "regions:report_block_data": each(REPORT, BLOCK),
    "regions:report_block_chart": [REPORT | BLOCK],
    "regions:report_stack_chart": [REPORT | BLOCK],
    "regions:surveys": [{}],
    "regions:survey": [{"slug": "phare"}],
    "regions:number": [KEY | {"region": "bretagne", "base": "base"}],
    "regions:number_of_main_base": [KEY | {"region": "bretagne"}],
    "regions:corrections": [{}],
    "regions:correction_feed": [{}],
    "regions:dataset": [{}],
    "regions:dataset_data": each(),
    "regions:dataset_archive": [{}],
    "regions:api": [{}],
    "regions:api_description": [{}],
    "regions:api_collection": [{"name": name} for name in COLLECTIONS],
    "press:releases": [{}],
    "press:release": [RELEASE, {"slug": "deja-publique"}, {"slug": "qpastslugq"}],
    "press:release_feed": [{}],
    "press:region_release_feed": [{"region": "bretagne"}],
    "press:release_pdf": [RELEASE],
    "press:release_kit": [RELEASE],
    "press:release_card": [RELEASE],
    "press:editions": [RELEASE],
    "press:edition": [RELEASE | {"number": 1}, RELEASE | {"number": 2}],
    "press:enclosure": [RELEASE | {"name": "qfilenameq.png"}, RELEASE | {"name": "qfilenameq.pdf"}],
    "press:release_data": each(RELEASE),
    "press:release_block_data": each(RELEASE, BLOCK),
    "press:release_block_chart": [RELEASE | BLOCK],
    "press:release_stack_chart": [RELEASE | BLOCK],
    "press:nation_factsheet": [{}],
    "press:region_factsheet": [REGION],
    "press:contacts": [{}],
    "press:contact_card": [{"pk": "contact"}],
    "press:access": [{"token": "faux"}],
    "press:access_pdf": [{"token": "faux"}],
    "press:access_kit": [{"token": "faux"}],
    "press:access_report": [{"token": "faux"}],
    "press:access_enclosure": [{"token": "faux", "name": "qfilenameq.png"}],
    "press:events": [{}],
    "press:calendar": [{}],
    "press:region_calendar": [{"region": "bretagne"}],
    "press:event": [EVENT, {"slug": "deja-connue"}],
    "press:event_calendar": [EVENT, {"slug": "deja-connue"}],
    "press:tour": [{}],
    "press:resources": [{}],
    "press:resource": RESOURCES,
    "press:resource_file": [{"slug": "qresourceslugq", "name": "qdocumentnameq.pdf"}],
    "press:page": [{"slug": "qpageslugq"}, {"slug": "deja-lue"}],
}
# What may be asked of some; search echoes the question, which therefore holds no canary.
QUESTIONS = {
    "search": ["", "?q=marin", "?q=bretagne", "?q=annonce", "?q=rencontre+marine", "?q=texte"]
    + [f"?q=marin&type={kind}" for kind in ("agenda", "ressources", "pages", "communiques", "rapports")],
    "regions:compare": ["", "?regions=bretagne", "?regions=bretagne&regions=corse"],
    "regions:compare_data": ["?regions=bretagne&regions=corse"],
    "regions:dashboard": ["", "?regions=bretagne", "?regions=bretagne&france=sans"],
    "press:events": ["", "?region=bretagne", "?periode=a-venir", "?periode=passes", "?mois=2031-08"],
    "press:resources": ["", "?question=methode", "?region=bretagne", "?nature=guide"],
}


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


def public_routes(patterns=None, namespace=""):
    """The name of every route that is not the desk's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from public_routes(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and not str(pattern.pattern).startswith("admin/"):
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


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
