"""Choosing a figure for a text: its number, or the whole sentence, to copy or to insert."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from press import claims
from press.admin.claims_page import Shelf
from regions.models import Audience, Figure, Region
from regions.publication import instant

if TYPE_CHECKING:
    from press.admin.release import ReleaseAdmin

OFFERED = 20


class PickerForm(forms.Form):
    """What is looked for; all of it may be empty."""

    region = forms.ModelChoiceField(
        Region.objects.all(), label="Territoire", required=False, empty_label="Tous"
    )
    audience = forms.ChoiceField(label="Public", required=False, choices=[("", "Tous"), *Audience.choices])
    q = forms.CharField(label="Indicateur, réponse ou base", required=False, max_length=200)


def picker(model_admin: "ReleaseAdmin", request: HttpRequest) -> HttpResponse:
    """The figures that are looked for, each as its number and as a sentence."""
    writes = model_admin.has_add_permission(request) or model_admin.has_change_permission(request)
    if not writes or not request.user.has_perm("regions.view_figure"):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    form = PickerForm(request.GET or None)
    asked = form.is_valid() and any(form.cleaned_data.values())
    found = list(_found(model_admin, request, form)) if asked else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Insérer un chiffre",
        "opts": model_admin.opts,
        "form": form,
        "asked": asked,
        "results": found[:OFFERED],
        "more": max(0, len(found) - OFFERED),
    }
    return TemplateResponse(request, "admin/press/release_claims_picker.html", context)


def _found(model_admin: "ReleaseAdmin", request: HttpRequest, form: PickerForm) -> Any:
    data = form.cleaned_data
    rows: Any = Figure.objects.exclude(value=None)
    if data["region"]:
        rows = rows.filter(region=data["region"])
    if data["audience"]:
        rows = rows.filter(question__survey__audience=data["audience"])
    if data["q"]:
        rows, _ = model_admin.admin_site.get_model_admin(Figure).get_search_results(request, rows, data["q"])
    shelf = Shelf(claims.load(instant(request)))
    return filter(None, (shelf.get(pk) for pk in rows.values_list("pk", flat=True).distinct()))


def inserted(request: HttpRequest) -> list[tuple[str, int]]:
    """The numbers that the form says were inserted, each with the key of its figure; what is no such list is
    none."""
    try:
        told = json.loads(request.POST.get("inserted") or "[]")
        return [(str(words)[:120], int(pk)) for words, pk in told][:100]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []
