"""Public pages. Each reads the instant once and asks the door for all it shows."""

import logging

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regions import rows
from regions.models import Region, Report
from regions.publication import instant
from regions.sentences import lead

logger = logging.getLogger(__name__)


@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    return _profile(request, get_object_or_404(Region, level="nation"))


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    summaries = rows.region_list(instant(request))
    published = sum(1 for summary in summaries if summary.figures)
    context = {"regions": summaries, "published": published}
    return render(request, "regions/region_list.html", context)


@require_safe
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return _profile(request, get_object_or_404(Region.objects.regions(), slug=slug))


def _profile(request: HttpRequest, region: Region) -> HttpResponse:
    profile = rows.profile(region, instant(request))
    context = {"region": region, "profile": profile, "lead": lead(region, profile.blocks)}
    return render(request, "regions/region_detail.html", context)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.published(instant(request)).select_related("region")
    return render(request, "regions/report_list.html", {"reports": reports})


@require_safe
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    report = Report.objects.published(at).select_related("region").filter(slug=slug).first()
    if report is None:
        gone = get_object_or_404(Report.objects.withdrawn(at), slug=slug)
        return render(request, "regions/report_withdrawn.html", {"report": gone}, status=410)
    context = {
        "report": report,
        "territories": rows.report_blocks(report, at),
        "has_document": report.has_document(at),
    }
    return render(request, "regions/report_detail.html", context)


@require_safe
@csp_replace({"default-src": [NONE], "sandbox": True})  # type: ignore[arg-type]  # typed for one argument
def report_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    at = instant(request)
    report = get_object_or_404(Report.objects.published(at), slug=slug)
    if not report.has_document(at):
        raise Http404
    try:
        file = report.document.open()
    except FileNotFoundError as error:
        logger.error("The document of report %s is not in storage.", report.slug)
        raise Http404 from error
    return FileResponse(file, filename=f"{report.slug}.pdf", as_attachment=True)
