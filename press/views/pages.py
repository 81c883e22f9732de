"""Prose pages."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from press.models import Fact, Page
from press.prose import sanitised
from regions.publication import instant
from regions.views.withdrawn import WithdrawnError, tells_withdrawal


@require_safe
@tells_withdrawal
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Every address of one word that nothing else answers comes here."""
    page = _public(instant(request), slug)
    context = {
        "page": page,
        "body": sanitised(page.body),
        "facts": Fact.objects.filter(about=page.facts_about) if page.facts_about else [],
    }
    return render(request, "press/page_detail.html", context)


def _public(at: datetime, slug: str) -> Page:
    """The page, by both doors in one query, as anyone may ask for any word; WithdrawnError or Http404."""
    page = get_object_or_404(Page.objects.published(at) | Page.objects.withdrawn(at), slug=slug)
    if not page.is_public(at):
        raise WithdrawnError(page)
    return page
