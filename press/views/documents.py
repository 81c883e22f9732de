"""Documents made of a release as it is public now, and the cards of those whom one may reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from press import documents
from press.models import PressContact
from press.sheets import Sheet, edition_sheet
from press.views.door import of_release, public_edition
from regions.publication import instant
from regions.stored import made_file


@of_release
def release_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    sheet, address = _public_sheet(request, slug)
    return made_file(documents.release_pdf(sheet, address), f"{slug}.pdf", "application/pdf")


@of_release
def release_kit(request: HttpRequest, slug: str) -> HttpResponse:
    sheet, address = _public_sheet(request, slug)
    return made_file(documents.release_kit(sheet, address), f"{slug}.zip", "application/zip")


@of_release
def release_card(request: HttpRequest, slug: str) -> HttpResponse:
    sheet, _ = _public_sheet(request, slug)
    response = made_file(documents.release_card(sheet), f"{slug}.png", "image/png", inline=True)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # as the other cards: routes.under
    return response


@require_safe
def contact_card(request: HttpRequest, pk: int) -> HttpResponse:
    current = PressContact.objects.current(instant(request)).select_related("agency")
    contact = get_object_or_404(current, pk=pk)
    name = f"{slugify(contact.name) or 'contact'}.vcf"
    return made_file(documents.contact_cards([contact]), name, "text/vcard; charset=utf-8")


def _public_sheet(request: HttpRequest, slug: str) -> tuple[Sheet, str]:
    """What the public reads now, and where."""
    at = instant(request)
    edition = public_edition(at, slug)
    address = request.build_absolute_uri(edition.release.get_absolute_url())
    return edition_sheet(edition, at, edition.first_at), address
