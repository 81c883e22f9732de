"""One box over everything that is public at an instant."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from phare.search import catalogues, entries
from phare.search.kinds import Found, Hit, Kind
from phare.search.query import Query
from phare.search.stored import Stored
from press.models import Edition, Event, Page, Resource
from regions.formats import number
from regions.models import Report

__all__ = ["KINDS", "Group", "Hit", "Kind", "Query", "groups", "results_words"]

FIRST = 5  # of each kind
_LATEST = F("released_on").desc(nulls_last=True)

_REPORTS = Stored(Report.objects.published, (_LATEST, "slug"), entries.report, entries.kind_part, ("region",))
_PAGES = Stored(Page.objects.published, ("menu", "position", "pk"), entries.page, entries.no_part)
_RELEASES = Stored(
    Edition.objects.current, ("-day", "-release_id"), entries.release, entries.no_part, ("release",)
)
_EVENTS = Stored(
    Event.objects.published,
    (F("held_on").desc(nulls_last=True), "-pk"),
    entries.event,
    entries.event_parts,
    ("region",),
)
_RESOURCES = Stored(
    Resource.objects.published, (_LATEST, "-pk"), entries.resource, entries.kind_part, ("region",)
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


def groups(query: Query, at: datetime) -> list[Group]:
    """What was found, by kind, that of the best answer first."""
    if not query.terms:
        return []
    met = [(kind, found) for kind in KINDS.values() if (found := kind.found(query, at))]
    met.sort(key=lambda one: one[0].rank(query, one[1]), reverse=True)
    return [Group(kind, found, found[:FIRST]) for kind, found in met]


def results_words(total: int) -> str:
    """ "aucun résultat", "1 résultat", "1 200 résultats"."""
    if not total:
        return "Aucun résultat"
    return f"{number(total)} résultat{'s' if total > 1 else ''}"
