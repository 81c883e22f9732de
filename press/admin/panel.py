"""The head of a release's form: where it stands, what is missing, what can be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from press.admin.claims_page import summary_words
from press.admin.steps import STEPS, LinkedHole, linked
from press.checks import release_holes
from press.claimed import cited_figures
from press.content import Content
from press.errata import corrected_since, is_prepared
from press.models import Edition
from press.sheets import Corrected
from press.states import ReleaseState
from regions.dates import moment
from regions.publication import instant

if TYPE_CHECKING:
    from press.admin.release import ReleaseAdmin


@dataclass(frozen=True, slots=True)
class Panel:
    """What the head of the form says of a release: where it stands, what is missing, what can be done."""

    state: str
    label: str
    sentences: list[str]
    holes: list[LinkedHole]
    steps: list[tuple[str, str]]
    claims: str  # the numbers of the text, counted
    claims_address: str
    unsaid: list[str]  # the figures cited that the text does not give
    corrected: tuple[Corrected, ...]  # those of the public version that changed since
    is_prepared: bool  # whether the draft tells readers so


def panel(model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> Panel:
    """For a release of `with_state`."""
    at = instant(request)
    steps = [
        (step.verb(release, at), reverse(f"admin:press_release_{step.name}", args=[release.pk]))
        for step in STEPS
        if step.allowed(model_admin, request) and step.offered(release)
    ]
    if release.state == ReleaseState.APPROVED and request.user.has_perm("press.add_earlyaccess"):
        invite = f"{reverse('admin:press_earlyaccess_add')}?release={release.pk}"
        steps.insert(0, ("Inviter un journaliste", invite))
    settled = release.version == release.read_version and release.state == ReleaseState.PUBLISHED
    content = release.content(at)
    corrected = corrected_since(release, at)
    return Panel(
        state=release.state,
        label=ReleaseState(release.state).label,
        sentences=_sentences(release, at),
        holes=[] if settled else [linked(hole) for hole in release_holes(release, content, at)],
        steps=steps,
        claims=summary_words(content.claims),
        claims_address=reverse("admin:press_release_claims", args=[release.pk]),
        unsaid=_unsaid(release, content) if request.user.has_perm("regions.view_figure") else [],
        corrected=corrected,
        is_prepared=bool(corrected) and is_prepared(release, corrected),
    )


def _unsaid(release: Any, content: Content) -> list[str]:
    given = cited_figures(content.claims)
    rows = release.citations.exclude(figure__in=given)
    labels = ("region", "question__indicator", "question__survey", "answer", "base")
    return [str(one) for one in rows.select_related(*(f"figure__{label}" for label in labels))]


def _sentences(release: Any, at: datetime) -> list[str]:
    found = []
    if current := release.current_edition(at):
        found.append(f"Le public lit la version {current.number}, depuis le {moment(current.publish_at)}.")
    if pending := release.pending_edition(at):
        found.append(_pending_words(pending))
    elif release.state == ReleaseState.BROKEN:
        found.append(
            "Ce qui a été approuvé ne sort pas : un rapport ou un chiffre a changé. Approuvez de nouveau."
        )
    last = release.editions.order_by("pk").last()
    if last and last.voided_because:
        found.append(f"La dernière approbation est annulée : {last.voided_because}.")
    if release.read_version is not None and release.version != release.read_version:
        found.append("Le brouillon ci-dessous a changé depuis : il n'est lu de personne.")
    if release.state == ReleaseState.WITHDRAWN:
        found.append(f"Retiré le {moment(release.withdrawn_at)}. Avis public : {release.withdrawal_notice}")
    if release.submitted_at:
        found.append(f"Soumis à relecture par {release.submitted_by}, {moment(release.submitted_at)}.")
    return found


def _pending_words(edition: Edition) -> str:
    assert edition.publish_at is not None
    when = moment(edition.publish_at)
    if edition.stands():
        return f"La version {edition.number}, approuvée, sort {when}."
    return (
        f"La version {edition.number} devait sortir {when} : un rapport ou un chiffre dont elle dépend a "
        "changé depuis, et elle ne sortira pas. Approuvez de nouveau."
    )
