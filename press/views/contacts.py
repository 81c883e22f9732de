"""Whom journalists may reach now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from press.models import PressContact
from regions.publication import instant


@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    at = instant(request)
    contacts = (
        PressContact.objects.current(at)
        .select_related("agency", "deputy")
        .prefetch_related("regions")
        .order_by("-kind", "name", "pk")
    )
    return render(request, "press/contact_list.html", {"contacts": contacts, "at": at})
