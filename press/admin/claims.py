"""The numbers of a release at the desk: a page that shows each, with what can be done of it in one click."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from press.admin.claims_acts import ACTS
from press.admin.claims_page import (
    Shelf,
    fitting,
    lines,
    marked,
    open_count,
    summary_words,
)
from press.admin.claims_picker import inserted, picker
from press.claims.unsaid import unsaid
from press.errata import corrected_since, is_prepared, prepare
from press.models import Release
from press.rulings import GONE, STALE, Reading, bind_inserted, key, settle
from regions.models import Figure
from regions.publication import instant

if TYPE_CHECKING:
    from press.admin.release import ReleaseAdmin

SEARCHED = 200  # figures of a search that are put in order
OFFERED = 8
WORDS = 10  # of a search that are looked for


class ActForm(forms.Form):
    """One click: which number, of which version of the release, and what is told with it."""

    claim = forms.CharField(max_length=60)
    seen = forms.IntegerField()
    figure = forms.IntegerField(required=False)
    reason = forms.CharField(max_length=500, required=False)


def address(release: Release, anchor: str = "") -> str:
    return reverse("admin:press_release_claims", args=[release.pk]) + (f"#{anchor}" if anchor else "")


def claims_urls(model_admin: "ReleaseAdmin") -> list[URLPattern]:
    def view(function: Callable[..., HttpResponse]) -> Any:
        return model_admin.admin_site.admin_view(partial(function, model_admin))

    return [
        path("<int:pk>/chiffres/", view(claims_page), name="press_release_claims"),
        path("chiffres/choisir/", view(picker), name="press_release_pick"),
        path("chiffres/verifier/", view(typed_claims), name="press_release_typed_claims"),
        path("<int:pk>/chiffres/verifier/", view(typed_claims), name="press_release_typed_claims"),
    ]


def claims_page(model_admin: "ReleaseAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """What is saved, with its numbers; a POST is one act on one of them."""
    release = model_admin.get_queryset(request).filter(pk=pk).first()
    if release is None:
        raise Http404
    acts = model_admin.has_change_permission(request, release)
    reads = model_admin.has_view_permission(request, release) and request.user.has_perm("regions.view_figure")
    if not reads or (request.method == "POST" and not acts):
        raise PermissionDenied
    reading = Reading.of(release, instant(request))
    if request.method == "POST":
        try:
            if request.POST.get("act") == "erratum":
                return _erratum(model_admin, request, reading)
            return _act(model_admin, request, reading)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            release = model_admin.get_queryset(request).get(pk=pk)
            reading = Reading.of(release, instant(request), reading.known)
    return _shown(model_admin, request, reading, acts=acts)


def typed_claims(model_admin: "ReleaseAdmin", request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The same of a form as typed, to be read only. Nothing is saved."""
    release = get_object_or_404(Release, pk=pk) if pk else None
    allowed = (
        model_admin.has_change_permission(request, release)
        if release
        else model_admin.has_add_permission(request)
    )
    if not allowed or not request.user.has_perm("regions.view_figure"):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = Release.objects.get(pk=release.pk) if release else Release()
    form = model_admin.get_form(request, release, change=release is not None)(request.POST, instance=typed)
    form.is_valid()
    faults = [
        (form.fields[name].label, message)
        for name in ("headline", "standfirst", "body", "regions")
        for message in form.errors.get(name, ())
        if request.POST.get(name)
    ]
    if faults:
        context = {**model_admin.admin_site.each_context(request), "title": "Chiffres", "faults": faults}
        return TemplateResponse(request, "admin/press/preview_refused.html", context)
    regions = list(form.cleaned_data.get("regions") or ())
    reading = Reading.of(typed, instant(request), regions=regions)
    return _shown(model_admin, request, reading, acts=False, typed=True)


def _shown(
    model_admin: "ReleaseAdmin", request: HttpRequest, reading: Reading, *, acts: bool, typed: bool = False
) -> HttpResponse:
    found = reading.found
    shown = lines(reading, found)
    corrected = () if typed else corrected_since(reading.release, instant(request))
    asked, query = request.GET.get("nombre", ""), request.GET.get("q", "").replace("\0", " ").strip()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Chiffres du texte tel qu'il est saisi" if typed else "Chiffres du texte",
        "opts": model_admin.opts,
        "release": reading.release,
        "passages": marked(reading.places, found, shown),
        "lines": shown,
        "summary": summary_words(found),
        "open": [line for line in shown if line.is_open],
        "unsaid": _unsaid(reading),
        "acts": acts,
        "corrected": corrected,
        "is_prepared": bool(corrected) and is_prepared(reading.release, corrected),
        "typed": typed,
        "searched": asked,
        "query": query,
        "results": _results(model_admin, request, reading, asked, query) if acts and query else [],
        "kept": request.POST.get("claim", ""),
        "kept_act": request.POST.get("act", ""),
        "kept_reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "admin/press/release_claims.html", context)


def _unsaid(reading: Reading) -> list[Any]:
    """The largest gaps of the release's territories that its text does not give."""
    told = {pk for one in reading.found for pk in (one.figure_id, one.against_id) if pk}
    shelf = Shelf(reading.known)
    return [shelf.get(one.pk) for one in unsaid(told, reading.regions, reading.known)]


def _results(
    model_admin: "ReleaseAdmin", request: HttpRequest, reading: Reading, asked: str, query: str
) -> list[Any]:
    """The figures that a search for one number finds."""
    one = reading.by_key.get(asked)
    if one is None:
        return []
    figures = model_admin.admin_site.get_model_admin(Figure)
    rows, _ = figures.get_search_results(request, Figure.objects.all(), " ".join(query.split()[:WORDS]))
    known = reading.known.figure_by_pk
    pks = rows.values_list("pk", flat=True).distinct()[:SEARCHED]
    found = [known[pk] for pk in pks if pk in known]
    shelf = Shelf(reading.known)
    shown = (shelf.get(figure.pk) for figure in fitting(found, one, reading))
    return [each for each in shown if each][:OFFERED]


def _act(model_admin: "ReleaseAdmin", request: HttpRequest, reading: Reading) -> HttpResponse:
    """Do what was clicked, say it, and show the page again; ValidationError where it cannot be done."""
    form, act = ActForm(request.POST), ACTS.get(request.POST.get("act", ""))
    if act is None or not form.is_valid():
        raise ValidationError("Cette demande n'est pas complète : rechargez la page, puis recommencez.")
    assert request.user.is_authenticated
    data = form.cleaned_data
    if data["seen"] != reading.release.version:
        raise ValidationError(STALE)
    one = reading.by_key.get(data["claim"])
    if one is None:
        raise ValidationError(GONE)
    with transaction.atomic():
        message = act(reading, one, request.user, data)
        model_admin.log_change(request, reading.release, message)
    messages.success(request, message)
    number = [key(each) for each in reading.found].index(data["claim"]) + 1
    return HttpResponseRedirect(address(reading.release, f"nombre-{number}"))


def _erratum(model_admin: "ReleaseAdmin", request: HttpRequest, reading: Reading) -> HttpResponse:
    assert request.user.is_authenticated
    corrected = corrected_since(reading.release, instant(request))
    seen = request.POST.get("seen", "")
    if not corrected or not re.fullmatch(r"\d{1,9}", seen):
        raise ValidationError("Aucun chiffre de la version publique n'a changé : rien n'est préparé.")
    with transaction.atomic():
        count = prepare(reading, corrected, by=request.user, seen=int(seen))
        written = f"{count} nombre{'s' if count > 1 else ''} remplacé{'s' if count > 1 else ''}"
        message = (
            f"Erratum préparé : {written}, note aux lecteurs écrite. Relisez le texte, puis faites approuver."
        )
        model_admin.log_change(request, reading.release, message)
    messages.success(request, message)
    return HttpResponseRedirect(address(reading.release))


# When a draft is saved


def check_saved(request: HttpRequest, release: Release) -> None:
    """Bind what was inserted, cite what the text gives, and tell how many numbers are to be settled."""
    assert request.user.is_authenticated
    if not request.user.has_perm("regions.view_figure"):
        return
    reading = Reading.of(release, instant(request))
    bind_inserted(reading, inserted(request), by=request.user)
    count = open_count(settle(reading).found)
    if count:
        words = f"{count} nombre{'s' if count > 1 else ''} à régler"
        messages.warning(
            request,
            format_html('{} dans le texte : <a href="{}">voir les chiffres</a>.', words, address(release)),
        )
