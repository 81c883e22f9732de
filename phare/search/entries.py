"""What a result says of a row of the kinds that grow, and what counts as its title does."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from phare.search.kinds import Entry
from press.models import Edition, Event, Page, Resource
from press.prose import paragraphs, parse
from regions.models import Report


def _texts(before: str, *proses: str, after: Iterable[str] = ()) -> Iterator[str]:
    """What a row says in short, then its prose, which is read where that is not enough: the paragraphs,
    then the headings, which say less."""
    yield before
    for html in proses:
        yield from _blocks(html)
    yield from after


@lru_cache(maxsize=64)
def _blocks(html: str) -> tuple[str, ...]:
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
    return Entry(row.title, row.get_absolute_url(), (), _texts(row.description, row.body))


def release(row: Edition) -> Entry:
    return Entry(
        row.headline,
        row.release.get_absolute_url(),
        (row.date_words, row.place, "texte de démonstration" if row.demonstration else ""),
        _texts(row.standfirst, row.body, after=(row.event_words, row.report_title)),
    )


def event(row: Event) -> Entry:
    return Entry(
        row.title,
        row.get_absolute_url(),
        (row.kind, row.date_words, row.place_words, row.state_words if row.is_off else ""),
        _texts(row.subject, row.programme, row.account),
    )


def resource(row: Resource) -> Entry:
    return Entry(
        row.title,
        row.get_absolute_url(),
        (row.get_kind_display(), str(row.region), str(row.released) if row.released_on else ""),
        (row.summary,),
    )
