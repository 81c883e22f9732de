"""What takes a release from the draft to the public and away again, a page for each step."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from simple_history.utils import bulk_create_with_history

from press.admin.claims_page import decided
from press.admin.forms import ApproveForm, FollowForm, MoveForm, WithdrawForm
from press.comparison import compare
from press.models import Citation, Release
from press.sheets import draft_sheet
from press.states import ReleaseState
from press.successor import successor
from regions.admin.approval import may_approve_alone
from regions.dates import moment
from regions.models import Figure
from regions.publication import Hole, database_now, instant

if TYPE_CHECKING:
    from press.admin.release import ReleaseAdmin


@dataclass(frozen=True, slots=True)
class LinkedHole:
    """A hole, and where in the form it is mended."""

    message: str
    anchor: str


# Holes of rows beside the release lead to the head of their table.
_GROUPS = {"citations", "contacts", "boilerplates", "attachments"}


def linked(hole: Hole) -> LinkedHole:
    if hole.field in _GROUPS:
        return LinkedHole(hole.message, f"#{hole.field}-group")
    field = {"publish_at": "publish_at_0", "body": "body"}.get(hole.field, hole.field)
    return LinkedHole(hole.message, f"#id_{field}")


def publish_words(release: Release, at: datetime) -> str:
    """ "Publier jeudi 29 juin 2017 à 8 h 00, heure de Paris", "Publier maintenant"."""
    when = release.next_instant(at)
    if when is None:
        return "Publier"
    return "Publier maintenant" if when <= at else f"Publier {moment(when)}"


class Done(NamedTuple):
    """What was done, in words, and the page that follows."""

    message: str
    address: str

    @classmethod
    def to(cls, release: Release, message: str) -> Self:
        return cls(message, reverse("admin:press_release_change", args=[release.pk]))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


class Step(ABC):
    """One page of the desk: its address, who may, what it asks and does."""

    name = ""
    slug = ""
    title = ""

    def verb(self, release: Any, at: datetime) -> str:
        """The words of the button that leads to it."""
        return self.title

    def allowed(self, model_admin: "ReleaseAdmin", request: HttpRequest) -> bool:
        return model_admin.has_change_permission(request)

    def offered(self, release: Any) -> bool:
        return True

    def form(self, model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> forms.Form:
        return forms.Form(_sent(request))

    def context(self, request: HttpRequest, release: Any) -> dict[str, Any]:
        return {}

    @abstractmethod
    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        """Do it, say it and where to go on; ValidationError where it cannot be done."""


class Submit(Step):
    name, slug, title = "submit", "soumettre", "Soumettre à relecture"

    def offered(self, release: Any) -> bool:
        return release.submitted_at is None and release.version != release.read_version

    def context(self, request: HttpRequest, release: Any) -> dict[str, Any]:
        return {"holes": [linked(hole) for hole in release.holes()]}

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        release.submit(by=request.user)
        return Done.to(release, "Soumis à relecture : une autre personne peut l'approuver.")


class Approve(Step):
    name, slug, title = "approve", "approuver", "Publier"

    def verb(self, release: Any, at: datetime) -> str:
        return publish_words(release, at)

    def allowed(self, model_admin: "ReleaseAdmin", request: HttpRequest) -> bool:
        return model_admin.has_approve_permission(request)

    def offered(self, release: Any) -> bool:
        changed: bool = release.version != release.read_version
        return changed or release.state in (ReleaseState.BROKEN, ReleaseState.WITHDRAWN)

    def form(self, model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> forms.Form:
        at = instant(request)
        return ApproveForm(
            _sent(request),
            initial={"reading": release.reading(release.content(at), at)},
            needs_reason=release.needs_reason(request.user) and may_approve_alone(request.user),
        )

    def context(self, request: HttpRequest, release: Any) -> dict[str, Any]:
        at = instant(request)
        current = release.current_edition(at)
        content = release.content(at)
        return {
            "holes": [linked(hole) for hole in release.holes()],
            "publish_words": publish_words(release, at),
            "content": content,
            "decided": decided(content.claims),
            "sheet": draft_sheet(release, content, at),
            "current": current,
            "pending": release.pending_edition(at),
            "changes": compare(current.content(), content) if current else None,
            "needs_reason": release.needs_reason(request.user),
            "may_approve_alone": may_approve_alone(request.user),
        }

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        edition = release.approve(
            by=request.user,
            alone_because=form.cleaned_data.get("reason", ""),
            reading=form.cleaned_data["reading"],
        )
        if edition.is_published(database_now()):
            return Done.to(release, f"Publié : version {edition.number}.")
        return Done.to(release, f"Approuvé : la version {edition.number} sort {moment(edition.publish_at)}.")


class Cancel(Step):
    name, slug, title = "cancel", "annuler", "Annuler la publication prévue"

    def allowed(self, model_admin: "ReleaseAdmin", request: HttpRequest) -> bool:
        return model_admin.has_withdraw_permission(request)

    def offered(self, release: Any) -> bool:
        return release.pending_edition(database_now()) is not None

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        release.cancel()
        return Done.to(release, "La publication prévue est annulée : rien ne sort.")


class Withdraw(Step):
    name, slug, title = "withdraw", "retirer", "Retirer"

    def allowed(self, model_admin: "ReleaseAdmin", request: HttpRequest) -> bool:
        return model_admin.has_withdraw_permission(request)

    def offered(self, release: Any) -> bool:
        return bool(release.state == ReleaseState.PUBLISHED)

    def form(self, model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> forms.Form:
        return WithdrawForm(_sent(request))

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        release.withdraw(by=request.user, notice=form.cleaned_data["notice"])
        return Done.to(release, "Retiré : son adresse ne montre plus que l'avis.")


class Move(Step):
    name, slug, title = "move", "adresse", "Changer l'adresse"

    def offered(self, release: Any) -> bool:
        return bool(release.editions.exists())

    def form(self, model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> Any:
        # A copy: the form writes into its instance, and `move` asks the stored row.
        return MoveForm(_sent(request), instance=Release.objects.get(pk=release.pk))

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        Release.objects.get(pk=release.pk).move(form.cleaned_data["slug"])
        return Done.to(release, "L'adresse est changée ; l'ancienne y mène.")


class Cite(Step):
    name, slug, title = "cite", "citer", "Citer les chiffres du rapport"

    def offered(self, release: Any) -> bool:
        return bool(self._figures(release))

    def context(self, request: HttpRequest, release: Any) -> dict[str, Any]:
        return {"figures": self._figures(release)}

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        release.record_edit(by=request.user)  # holds it: who clicked twice waits here
        if not (figures := self._figures(release)):
            raise ValidationError("Ces chiffres sont déjà cités.")
        bulk_create_with_history([Citation(release=release, figure=figure) for figure in figures], Citation)
        return Done.to(release, f"Chiffres ajoutés : {len(figures)}.")

    def _figures(self, release: Any) -> list[Figure]:
        """What the report says of the release's territories, and is not cited yet."""
        found = Figure.objects.with_labels().filter(
            report=release.report_id, region__in=release.regions.all(), value__isnull=False
        )
        return list(found.exclude(citations__release=release.pk))


class Follow(Step):
    name, slug, title = "follow", "region-suivante", "Communiqué pour la région suivante"

    def allowed(self, model_admin: "ReleaseAdmin", request: HttpRequest) -> bool:
        return model_admin.has_add_permission(request)

    def offered(self, release: Any) -> bool:
        return not any(region.is_nation for region in release.regions.all())

    def form(self, model_admin: "ReleaseAdmin", request: HttpRequest, release: Any) -> forms.Form:
        return FollowForm(release, _sent(request))

    def act(self, request: HttpRequest, release: Any, form: Any) -> Done:
        assert request.user.is_authenticated
        now = instant(request)
        draft = successor(release, form.cleaned_data["region"], by=request.user, now=now)
        differences = reverse("admin:press_release_differences", args=[draft.pk, release.pk])
        return Done(f"Brouillon créé : « {draft} ».", differences)


STEPS: tuple[Step, ...] = (Submit(), Approve(), Cancel(), Withdraw(), Cite(), Follow(), Move())
