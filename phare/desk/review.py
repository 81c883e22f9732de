"""The page of what waits: its open checks, who did what, what would change, and who may approve it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max, Model, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from phare.desk.comparison import Comparison, comparison
from phare.desk.entries import (
    Link,
    desk_address,
    instant_words,
    kind,
    list_address,
    may_see,
    named,
    standing,
)
from phare.desk.waiting import APPROVED_BY_TWO, WAITING, Waiting, waiting
from press.models import Release
from press.states import ReleaseState
from regions.publication import instant

# Holes and comparison ask a release some thirty queries: a page holds few.
PER_PAGE = 20
BACKEND = "django.contrib.auth.backends.ModelBackend"
KINDS = {model._meta.model_name: model for model in WAITING}


class ReviewForm(forms.Form):
    nature = forms.ChoiceField(label="Nature", required=False)
    miens = forms.BooleanField(label="Les miens seulement", required=False)

    def __init__(self, seen: Iterable[type[Model]], *args: Any) -> None:
        super().__init__(*args)
        nature = self.fields["nature"]
        assert isinstance(nature, forms.ChoiceField)
        names = [(str(one._meta.model_name), str(one._meta.verbose_name_plural).capitalize()) for one in seen]
        nature.choices = [("", "Toutes"), *names]

    def chosen(self, found: list[Waiting], by: Any) -> list[Waiting]:
        """Those that were asked for; all where the form is not as it should be."""
        if not self.is_valid():
            return found
        asked, mine = KINDS.get(self.cleaned_data["nature"]), self.cleaned_data["miens"]
        return [
            one
            for one in found
            if (asked is None or isinstance(one.subject, asked)) and (not mine or one.subject.author == by)
        ]


@dataclass(frozen=True, slots=True)
class Approval:
    """Where one's reader approves it, if that is for this reader, and in words who may.

    Approval of figures is an action of their list, which asks first.
    """

    address: str
    verb: str
    by_action: bool
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    thing: Link
    anchor: str
    pk: int
    kind: str
    state: tuple[str, str]
    when: str
    history: list[str]
    obstacles: list[Link]
    preview: str
    comparison: Comparison | None
    approval: Approval | None


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    seen = [model for model in WAITING if may_see(request, model)]
    if not seen:
        raise PermissionDenied
    form = ReviewForm(seen, request.GET)
    page = Paginator(form.chosen(waiting(request), request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": "Relecture",
        "form": form,
        "page": page,
        "items": items(request, list(page.object_list)),
    }
    return render(request, "admin/review.html", context)


def items(request: HttpRequest, found: list[Waiting]) -> list[Item]:
    at, edited, approvers = instant(request), _last_edits(found), {}
    for model in APPROVED_BY_TWO:
        subjects = [one.subject for one in found if isinstance(one.subject, model)]
        if subjects:
            prefetch_related_objects(subjects, "contributors")
            approvers[model] = _approvers(model)
    return [
        _item(request, one, at, edited.get(one.subject), approvers.get(type(one.subject))) for one in found
    ]


def _last_edits(found: list[Waiting]) -> dict[Model, datetime]:
    """When the history last saw each of them saved. A query for each kind."""
    edited: dict[Model, datetime] = {}
    for model in WAITING:
        subjects = {one.subject.pk: one.subject for one in found if isinstance(one.subject, model)}
        if subjects:
            last = model.history.filter(id__in=subjects).order_by().values_list("id")
            edited |= {subjects[pk]: at for pk, at in last.annotate(Max("history_date"))}
    return edited


def _item(
    request: HttpRequest,
    one: Waiting,
    at: datetime,
    edited: datetime | None,
    approvers: list[User] | None,
) -> Item:
    subject = one.subject
    obstacles = one.obstacles(request)
    ready = len(obstacles) == one.broken  # another approval mends one that fell
    return Item(
        thing=named(request, subject),
        anchor=f"{subject._meta.model_name}-{subject.pk}",
        pk=subject.pk,
        kind=kind(subject),
        state=standing(subject),
        when=_when(one, at),
        history=_history(subject, edited),
        obstacles=obstacles,
        preview=desk_address(subject, "preview") if isinstance(subject, Release) else "",
        comparison=comparison(request, subject, at),
        approval=None if approvers is None else _approval(request, subject, approvers, ready),
    )


def _when(one: Waiting, at: datetime) -> str:
    if one.due is None:
        public = one.subject.state == ReleaseState.PUBLISHED
        return "Le public lit une version plus ancienne." if public else "Sans instant de publication."
    when = instant_words(one.due)
    return f"En retard : devait sortir le {when}." if one.due <= at else f"Doit sortir le {when}."


def _history(subject: Any, edited: datetime | None) -> list[str]:
    """Who edited it last, with whom since the last approval, and who submitted it."""
    when = f" le {instant_words(edited)}" if edited else ""
    told = [f"Dernière modification par {subject.author or 'une personne inconnue'}{when}."]
    if isinstance(subject, APPROVED_BY_TWO):
        others = [str(one) for one in subject.contributors.all() if one != subject.author]
        told += [f"Modifié aussi, depuis la dernière approbation, par {', '.join(others)}."] if others else []
    if isinstance(subject, Release) and subject.submitted_at:
        told.append(f"Soumis par {subject.submitted_by} le {instant_words(subject.submitted_at)}.")
    return told


def _approvers(model: type[Model]) -> list[User]:
    right = f"{model._meta.app_label}.approve_{model._meta.model_name}"
    found = User.objects.with_perm(right, backend=BACKEND)
    return list(found.filter(is_staff=True).order_by("username"))


def _named_words(named: list[str]) -> str:
    if not named:
        return "Personne d'autre ne le peut encore : l'administration donne à quelqu'un le rôle Relecture."
    return f"{'Peut' if len(named) == 1 else 'Peuvent'} l'approuver : {', '.join(named)}."


def _approval(request: HttpRequest, subject: Any, approvers: list[User], ready: bool) -> Approval:
    """Never one's own, except for who may do so with a reason."""
    assert request.user.is_authenticated
    own = subject.needs_reason(request.user)
    others = [str(one) for one in approvers if one != request.user and not subject.needs_reason(one)]
    may = request.user in approvers and (not own or request.user.has_perm("regions.approve_alone"))
    named = ["vous", *others] if may and not own else others
    words = _named_words(named)
    if own and request.user in approvers:
        own_words = "Vous l'avez modifié, ou son auteur n'est pas connu : ce n'est pas à vous de l'approuver."
        words = f"{own_words} {words}"
    by_action = not isinstance(subject, Release)
    address = (
        list_address(type(subject))
        if by_action
        else reverse("admin:press_release_approve", args=[subject.pk])
    )
    verb = "Approuver sans seconde personne" if own else "Relire et approuver"
    return Approval(address if may and ready else "", verb, by_action, words)
