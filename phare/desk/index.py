"""The index of the desk: its blocks, each for who may see what it lists."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from phare.desk.corrected import corrected
from phare.desk.drafts import my_drafts
from phare.desk.entries import Block, Link, may_see_any
from phare.desk.expiring import expiring
from phare.desk.recent import recent
from phare.desk.today import today
from phare.desk.tour import stages
from phare.desk.waiting import WAITING, blocked, to_review, waiting


class Job(NamedTuple):
    """What one comes to the desk for: the page where it begins, and the right that it asks."""

    words: str
    page: str
    right: str


JOBS = (
    Job("Saisir un tableau", "admin:regions_figure_entry_index", "regions.change_figure"),
    Job("Importer un fichier", "admin:regions_figureimport_add", "regions.import_figure"),
    Job("Écrire un communiqué", "admin:press_release_add", "press.add_release"),
    Job("Annoncer une date", "admin:press_event_add", "press.add_event"),
    Job("Publier un document", "admin:press_resource_add", "press.add_resource"),
)


def jobs(request: HttpRequest) -> list[Link]:
    """What its reader may begin from here."""
    found = [Link(job.words, reverse(job.page)) for job in JOBS if request.user.has_perm(job.right)]
    if may_see_any(request, WAITING):
        found.append(Link("Relire", reverse("desk_review")))
    return [*found, Link("Aide", reverse("desk_help"))]


def blocks(request: HttpRequest) -> list[Block]:
    """In the order of urgency."""
    found = waiting(request)
    shown = [
        today(request),
        blocked(request, found),
        to_review(request, found),
        corrected(request),
        stages(request),
        expiring(request),
        my_drafts(request, found),
        recent(request),
    ]
    return [block for block in shown if block is not None]
