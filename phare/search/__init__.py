"""One box over everything that is public at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from phare.search import catalogues, entries
from phare.search.catalogues import Catalogue
from phare.search.kinds import Found, Hit, Kind
from phare.search.query import Query
from phare.search.stored import Stored, look
from press.models import Edition, Event, Page, Resource
from press.models.event import DATES
from regions.formats import number
from regions.models import Report

__all__ = ["KINDS", "Group", "Hit", "Kind", "Query", "found_in", "groups", "results_words"]

FIRST = 5  # of each kind
_LATEST = F("released_on").desc(nulls_last=True)
_RELEASED = ("title", "slug", "kind", "region__name", "released_on", "released_precision")

_REPORTS = Stored(
    Report, Report.objects.published, (_LATEST, F("slug").asc()), entries.report, entries.kind_part, _RELEASED
)
_PAGES = Stored(
    Page,
    Page.objects.published,
    (F("menu").asc(), F("position").asc(), F("pk").asc()),
    entries.page,
    entries.no_part,
    ("title", "slug", "description", "body"),
)
_RELEASES = Stored(
    Edition,
    Edition.objects.current,
    (F("day").desc(), F("release_id").desc()),
    entries.release,
    entries.no_part,
    (
        *("headline", "standfirst", "body", "place", "date_words", "demonstration"),
        *("event_words", "report_title", "release__slug"),
    ),
)
_EVENTS = Stored(
    Event,
    Event.objects.published,
    (F("held_on").desc(nulls_last=True), F("pk").desc()),
    entries.event,
    entries.event_parts,
    (
        *("title", "slug", "kind", "state", "place", "address", "subject", "programme", "account"),
        *(*DATES, "region__name", "region__level"),
    ),
)
_RESOURCES = Stored(
    Resource,
    Resource.objects.published,
    (_LATEST, F("pk").desc()),
    entries.resource,
    entries.kind_part,
    (*_RELEASED, "summary"),
)

# In the order of groups that answer equally well.
_ORDERED = (
    Kind("regions", "Régions", "régions", catalogues.regions),
    Kind("indicateurs", "Indicateurs", "indicateurs", catalogues.indicators, ("indicateur", "chiffre")),
    Kind("chiffres", "Chiffres par territoire", "chiffres", catalogues.figures, ("chiffre", "part", "taux")),
    Kind("rapports", "Rapports", "rapports", _REPORTS, ("rapport", "etude")),
    Kind("enquetes", "Enquêtes", "enquêtes", catalogues.surveys, ("enquete", "sondage")),
    Kind("pages", "Pages", "pages", _PAGES),
    Kind("rubriques", "Rubriques du site", "rubriques", catalogues.sections),
    Kind("communiques", "Communiqués", "communiqués", _RELEASES, ("communique", "presse")),
    Kind("agenda", "Agenda", "événements", _EVENTS, ("agenda", "evenement")),
    Kind("ressources", "Ressources", "ressources", _RESOURCES, ("ressource", "document")),
)

KINDS = {kind.slug: kind for kind in _ORDERED}


@dataclass(frozen=True, slots=True)
class Group:
    """The results of a kind, and those that are shown first."""

    kind: Kind
    found: Found
    first: list[Hit]

    @property
    def total(self) -> int:
        return len(self.found)


def found_in(kinds: Iterable[Kind], query: Query, at: datetime) -> list[tuple[Kind, Found]]:
    """What is public at `at` of each kind and holds every word, but those that name it."""
    terms = {kind: kind.terms(query) for kind in kinds}
    asked = {kind.slug: (kind.find, terms[kind]) for kind in terms if isinstance(kind.find, Stored)}
    stored, catalogue = look(asked, query, at), Catalogue(at)
    return [
        (
            kind,
            stored[kind.slug] if isinstance(kind.find, Stored) else kind.find(query, terms[kind], catalogue),
        )
        for kind in terms
    ]


def groups(query: Query, at: datetime) -> list[Group]:
    """What was found, by kind, that of the best answer first."""
    if not query.terms:
        return []
    met = [(kind, found) for kind, found in found_in(KINDS.values(), query, at) if found]
    met.sort(key=lambda one: one[0].rank(query, one[1]), reverse=True)
    return [Group(kind, found, found[:FIRST]) for kind, found in met]


def results_words(total: int) -> str:
    """ "aucun résultat", "1 résultat", "1 200 résultats"."""
    if not total:
        return "Aucun résultat"
    return f"{number(total)} résultat{'s' if total > 1 else ''}"
