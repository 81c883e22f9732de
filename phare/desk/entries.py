"""What the blocks of the desk are made of, and who may read what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from press.admin.steps import linked
from press.announced import Announced, Stage
from press.models import Release
from press.states import ReleaseState
from regions.publication import Hole, State

SHOWN = 10
RESERVED = "Un chiffre est à compléter, par qui peut les lire."


class Link(NamedTuple):
    """Words, and where they lead; no address where their reader may not go."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a block: a thing, its kind, where it stands and when, in words, and what is said of it.

    `lead` opens the `links`, of which there are `others` that are not shown.
    """

    thing: Link
    kind: str
    state: tuple[str, str] | None = None
    when: str = ""
    notes: tuple[str, ...] = ()
    lead: str = ""
    links: tuple[Link, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the index. `empty` is its sentence without entries; `total` counts those that are not shown
    too, which `rest` lists; 0 where nobody counts."""

    slug: str
    title: str
    empty: str
    entries: list[Entry]
    total: int
    rest: Link | None = None

    @property
    def hidden(self) -> int:
        return max(self.total - len(self.entries), 0)


def may_see(request: HttpRequest, model: type[Model]) -> bool:
    return admin.site.get_model_admin(model).has_view_permission(request)


def may_see_any(request: HttpRequest, models: Iterable[type[Model]]) -> bool:
    return any(may_see(request, model) for model in models)


def rows(request: HttpRequest, model: type[Model]) -> Any:
    """As the lists of the desk have them, with where each stands."""
    return admin.site.get_model_admin(model).get_queryset(request)


def desk_address(subject: Model, page: str = "change") -> str:
    meta = subject._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[subject.pk])


def list_address(model: type[Model], query: str = "") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + query


def named(request: HttpRequest, subject: Model) -> Link:
    """A row by its name, with its form."""
    return Link(str(subject), desk_address(subject) if may_see(request, type(subject)) else "")


def hole_link(request: HttpRequest, hole: Hole) -> Link:
    """A hole, and the field where it is mended. Holes of figures may tell values under embargo: who may not
    read figures learns only that there is one."""
    if not may_see(request, type(hole.subject)):
        return Link(RESERVED, "")
    return Link(hole.message, desk_address(hole.subject) + linked(hole).anchor)


def standing(subject: Any) -> tuple[str, str]:
    """Where one of `rows` stands: a name for its mark, and the word."""
    if isinstance(subject, Announced):
        stage = Stage(subject.stage)  # type: ignore[attr-defined]
        return stage.value, str(stage.label)
    states = ReleaseState if isinstance(subject, Release) else State
    return subject.state, str(states(subject.state).label)


def kind(model: type[Model] | Model) -> str:
    return str(model._meta.verbose_name)


def instant_words(at: datetime) -> str:
    """ "29 juin 2017 à 8 h 00", as clocks are in Paris."""
    return date_format(localtime(at), r"j F Y à G \h i")


def hour_words(at: datetime) -> str:
    return date_format(localtime(at), r"G \h i")
