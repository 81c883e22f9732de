"""The list of releases, and the page of one in its versions."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from press.comparison import compare
from press.forms import ReleaseFilter
from press.models import Edition, Release
from press.sheets import edition_sheet
from press.views.door import of_release, public_edition
from regions.publication import instant

RELEASES_PER_PAGE = 20
LISTED = 500  # the latest of a choice: to count more would read them all


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    form = ReleaseFilter(Edition.objects.current(instant(request)), request.GET)
    page = Paginator(form.found.for_list()[:LISTED], RELEASES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_cut": page.paginator.count == LISTED}
    return render(request, "press/release_list.html", context)


@of_release
def release_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    edition = public_edition(at, slug)
    context = {
        "release": edition.release,
        "edition": edition,
        "sheet": edition_sheet(edition, at, edition.first_at),
        "scope": edition.release,
        "files_root": files_root(edition.release),
        "neighbours": Edition.objects.neighbours(edition, at),
    }
    return render(request, "press/release_detail.html", context)


@of_release
def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An older version; the present one is at the release's own address."""
    at = instant(request)
    current = public_edition(at, slug)
    if number == current.number:
        return redirect(current.release)
    edition = _older(current, number, at)
    context = {
        "release": edition.release,
        "edition": edition,
        "current": current,
        "sheet": edition_sheet(edition, at, current.first_at),
        "files_root": files_root(edition.release),
    }
    return render(request, "press/edition_detail.html", context)


@of_release
def edition_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions with their notes; `de` and `a` compare two of them, the last two unless asked."""
    at = instant(request)
    current = public_edition(at, slug)
    editions = list(
        Edition.objects.published(at).filter(release=current.release).with_content().order_by("-number")
    )
    by_number = {str(edition.number): edition for edition in editions}
    new = by_number.get(request.GET.get("a", ""), current)
    old = by_number.get(request.GET.get("de", ""), editions[min(1, len(editions) - 1)])
    context = {
        "release": current.release,
        "editions": editions,
        "old": old,
        "new": new,
        "changes": compare(old.content(), new.content()) if old != new else None,
    }
    return render(request, "press/edition_list.html", context)


def files_root(release: Release) -> str:
    """Where the names of enclosed files follow."""
    return f"{release.get_absolute_url()}fichiers/"


def _older(current: Edition, number: int, at: datetime) -> Edition:
    edition = (
        Edition.objects.published(at).filter(release=current.release, number=number).with_content().first()
    )
    if edition is None:
        raise Http404
    return edition
