"""The press sheet of a territory, made of its figures as they are public now."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from press import documents
from press.factsheets import factsheet
from regions.models import Level, Region
from regions.publication import instant
from regions.stored import made_file


@require_safe
@cache_control(public=True, max_age=1)
def nation_factsheet(request: HttpRequest) -> HttpResponseBase:
    return _factsheet(request, get_object_or_404(Region, level=Level.NATION))


@require_safe
@cache_control(public=True, max_age=1)
def region_factsheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _factsheet(request, get_object_or_404(Region.objects.regions(), slug=slug))


def _factsheet(request: HttpRequest, region: Region) -> HttpResponseBase:
    sheet = factsheet(region, instant(request))
    if sheet is None:
        raise Http404
    address = request.build_absolute_uri(region.get_absolute_url())
    tag = quote_etag(documents.factsheet_tag(sheet, address))
    response = get_conditional_response(request, etag=tag)
    if response is None:
        content = documents.factsheet_pdf(sheet, address)
        response = made_file(content, f"phare-{region.slug}.pdf", "application/pdf")
    response["ETag"] = tag
    return response
