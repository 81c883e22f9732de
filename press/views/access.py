"""A release before its instant, for the journalist whom the desk invited.

Nothing of it shows before the terms are accepted; every opening is noted. A link that opens nothing,
whatever the reason, is the ordinary 404; one whose release is out leads to the public address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from press import documents
from press.models import AccessOpening, EarlyAccess, Edition
from press.sheets import Sheet, edition_sheet
from press.views.files import enclosed_file
from regions.dates import instant_words
from regions.publication import instant
from regions.stored import made_file, stored_file

View = Callable[..., HttpResponseBase]

PRIVATE = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


def invited(public: Callable[..., str]) -> Callable[[View], View]:
    """For views of a `token`, which get the invitation and its edition in its place; `public` gives the
    address that answers once the release is out, or withdrawn."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            access = EarlyAccess.objects.leading(instant(request)).by_token(token).first()
            if access is None:
                raise Http404
            if access.edition_id is None:
                response: HttpResponseBase = redirect(public(request, access, **kwargs))
            else:
                edition = Edition.objects.with_content().get(pk=access.edition_id)
                response = view(request, access, edition, **kwargs)
            for name, value in PRIVATE.items():
                response.headers.setdefault(name, value)
            response["Cache-Control"] = "no-store"  # of files too, which say less by themselves
            return response

        return wrapped

    return decorate


def file_view(public: Callable[..., str]) -> Callable[[View], View]:
    """As `invited`, for what is only read, once the terms are accepted; before, it leads to them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def accepted(
            request: HttpRequest, access: EarlyAccess, edition: Edition, **kwargs: Any
        ) -> HttpResponseBase:
            if access.accepted_at is None:
                assert request.resolver_match is not None
                return redirect("press:access", request.resolver_match.kwargs["token"])
            return view(request, access, edition, **kwargs)

        return require_safe(invited(public)(accepted))

    return decorate


def _page(request: HttpRequest, access: EarlyAccess) -> str:
    return access.release.get_absolute_url()


def _file(name: str) -> Callable[..., str]:
    def address(request: HttpRequest, access: EarlyAccess, **kwargs: Any) -> str:
        return reverse(f"press:{name}", kwargs={"slug": access.release.slug, **kwargs})

    return address


def _report(request: HttpRequest, access: EarlyAccess) -> str:
    """That of the public text: the draft may have another report."""
    edition = access.release.current_edition(instant(request))
    if edition is None or edition.report is None:
        return access.release.get_absolute_url()
    return reverse("regions:report_document", args=[edition.report.slug])


@require_http_methods(["GET", "HEAD", "POST"])
@invited(public=_page)
def page(request: HttpRequest, access: EarlyAccess, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        access.accept(instant(request))
        return redirect(request.path)
    if access.accepted_at is None:
        return _terms(request, access, edition)
    _note(request, access, "communiqué")
    context = {
        "access": access,
        "release": edition.release,
        "sheet": _sheet(access, edition),
        "notice": notice(access, edition),
        "embargoed": True,
        "has_report": _has_report(edition),
        "root": request.path,
        "files_root": f"{request.path}fichiers/",
    }
    return render(request, "press/access_detail.html", context)


def _terms(request: HttpRequest, access: EarlyAccess, edition: Edition) -> HttpResponse:
    _note(request, access, "conditions")
    context = {"access": access, "until": edition.publish_at}
    response = render(request, "press/access_terms.html", context)
    # Under no-referrer, browsers send the form with the origin "null", which the CSRF check refuses.
    response["Referrer-Policy"] = "strict-origin"
    return response


@file_view(public=_file("release_pdf"))
def pdf(request: HttpRequest, access: EarlyAccess, edition: Edition) -> HttpResponse:
    data = documents.release_pdf(*_document(request, access, edition))
    _note(request, access, "PDF")
    return made_file(data, f"{edition.release.slug}.pdf", "application/pdf")


@file_view(public=_file("release_kit"))
def kit(request: HttpRequest, access: EarlyAccess, edition: Edition) -> HttpResponse:
    data = documents.release_kit(*_document(request, access, edition))
    _note(request, access, "kit de presse")
    return made_file(data, f"{edition.release.slug}.zip", "application/zip")


@file_view(public=_file("enclosure"))
def enclosure(request: HttpRequest, access: EarlyAccess, edition: Edition, name: str) -> HttpResponseBase:
    response = enclosed_file(edition.content().enclosed, name)
    _note(request, access, f"fichier {name}")
    return response


@file_view(public=_report)
def report_document(request: HttpRequest, access: EarlyAccess, edition: Edition) -> HttpResponseBase:
    if edition.report is None or not _has_report(edition):
        raise Http404
    response = stored_file(edition.report.document, f"{edition.report.slug}.pdf", "application/pdf")
    _note(request, access, "rapport")
    return response


def notice(access: EarlyAccess, edition: Edition) -> str:
    """What stands on top of all that an invitation gives."""
    assert edition.publish_at is not None
    return f"Sous embargo jusqu'au {instant_words(edition.publish_at)}\u00a0— accès personnel de {access}"


def _sheet(access: EarlyAccess, edition: Edition) -> Sheet:
    """Figures and contacts as they will be at the instant."""
    assert edition.publish_at is not None
    return edition_sheet(edition, edition.publish_at, access.first_at)


def _has_report(edition: Edition) -> bool:
    """Whether the report comes out by the same instant, with its document."""
    report, at = edition.report, edition.publish_at
    assert at is not None
    return report is not None and report.is_published(at) and report.has_document(at)


def _document(request: HttpRequest, access: EarlyAccess, edition: Edition) -> tuple[Sheet, str, str]:
    """What documents are made of: the sheet, the address at which it will be public, the notice."""
    address = request.build_absolute_uri(edition.release.get_absolute_url())
    return _sheet(access, edition), address, notice(access, edition)


def _note(request: HttpRequest, access: EarlyAccess, what: str) -> None:
    """HEAD opens nothing: mail filters and previews ask with it."""
    if request.method == "GET":
        AccessOpening.objects.create(access=access, at=instant(request), what=what)
