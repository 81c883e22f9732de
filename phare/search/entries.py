"""What a result says of a row of the kinds that grow, and what counts as its title does."""

from phare.search.kinds import Entry
from press.models import Edition, Event, Page, Resource
from press.prose import paragraphs, parse
from regions.models import Report


def _prose(html: str) -> tuple[str, ...]:
    """Its paragraphs, then its headings, which say less."""
    blocks = sorted(paragraphs(parse(html)), key=lambda block: block.kind == "heading")
    return tuple(block.text for block in blocks)


def report(row: Report) -> Entry:
    return Entry(
        row.title,
        row.get_absolute_url(),
        (row.get_kind_display(), str(row.region), str(row.released) if row.released_on else ""),
    )


def no_part(row: Page | Edition) -> tuple[str, ...]:
    return ()


def kind_part(row: Report | Resource) -> tuple[str, ...]:
    """ "étude de cas" asks for those before what tells of them."""
    return (row.get_kind_display(),)


def event_parts(row: Event) -> tuple[str, ...]:
    """The name of a town asks for what is held there."""
    return row.kind, row.place


def page(row: Page) -> Entry:
    return Entry(row.title, row.get_absolute_url(), (), (row.description, *_prose(row.body)))


def release(row: Edition) -> Entry:
    around = (row.event_words, row.report_title)
    return Entry(
        row.headline,
        row.release.get_absolute_url(),
        (row.date_words, row.place, "texte de démonstration" if row.demonstration else ""),
        (row.standfirst, *_prose(row.body), *around),
    )


def event(row: Event) -> Entry:
    return Entry(
        row.title,
        row.get_absolute_url(),
        (row.kind, row.date_words, row.place_words, row.state_words if row.is_off else ""),
        (row.subject, *_prose(row.programme), *_prose(row.account)),
    )


def resource(row: Resource) -> Entry:
    return Entry(
        row.title,
        row.get_absolute_url(),
        (row.get_kind_display(), str(row.region), str(row.released) if row.released_on else ""),
        (row.summary,),
    )
