"""What its reader edited last, and nobody approved or published yet."""

from typing import Any

from django.http import HttpRequest

from phare.desk.entries import SHOWN, Block, Entry, kind, may_see, may_see_any, named, rows, standing
from phare.desk.waiting import WAITING, Waiting
from press.announced import Stage
from press.models import Event, Page, Resource

NOT_OUT = (Stage.DRAFT, Stage.PLANNED)


def my_drafts(request: HttpRequest, found: list[Waiting]) -> Block | None:
    """A query for each kind of announcement."""
    if not may_see_any(request, WAITING):
        return None
    mine: list[Any] = [one.subject for one in found if one.subject.author == request.user]
    for model in (Event, Resource, Page):
        if may_see(request, model):
            mine += rows(request, model).filter(author=request.user, stage__in=NOT_OUT)
    mine = list(dict.fromkeys(mine))
    entries = [Entry(named(request, one), kind(one), standing(one)) for one in mine[:SHOWN]]
    return Block("mes-brouillons", "Mes brouillons", "Vous n'avez aucun brouillon.", entries, len(mine))
