"""Territories, reports and surveys."""

from collections.abc import Callable

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regions import drawing, geometry, rows, social
from regions.models import Region, Report, Survey
from regions.publication import instant
from regions.stored import stored_file
from regions.views.withdrawn import public_report, tells_withdrawal

REPORTS = 10  # on the page of a territory


@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    return _profile(request, lambda one: one.is_nation)


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    summaries = rows.region_list(instant(request))
    context = {
        "regions": summaries,
        "published": sum(1 for summary in summaries if summary.figures),
        "map": drawing.coverage(summaries),
    }
    return render(request, "regions/region_list.html", context)


@require_safe
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return _profile(request, lambda one: one.slug == slug and not one.is_nation)


def _profile(request: HttpRequest, is_asked: Callable[[Region], bool]) -> HttpResponse:
    territories = list(Region.objects.all())
    region = next(filter(is_asked, territories), None)
    if region is None:
        raise Http404
    at, asked, page = instant(request), _asked(request), _page(request)
    profile = rows.profile_page(region, at, asked, page, reports=REPORTS + 1)
    if (asked or page > 1) and not profile.blocks and not profile.missing:
        raise Http404
    regions = [one for one in territories if not one.is_nation]
    shape = geometry.shapes().get(region.code)
    context = {
        "region": region,
        "profile": profile,
        "reports": profile.reports[:REPORTS],
        "more_reports": len(profile.reports) > REPORTS,
        "asked": asked,
        "pages": _pages(page, profile),
        "social": social.of_region(region, profile.blocks),
        "announcement": region.announced(at),
        "map": drawing.locator(regions, here=region),
        "neighbours": [one for one in regions if shape and one.code in shape.neighbours],
    }
    return render(request, "regions/region_detail.html", context)


def _asked(request: HttpRequest) -> str:
    """The address of the indicator that is asked for, or an empty text; Http404 where it can be none."""
    slug = request.GET.get("indicateur", "")
    if slug and not slug_re.match(slug):
        raise Http404
    return slug


def _page(request: HttpRequest) -> int:
    """The number of the page that is asked for, 1 where it is none; Http404 where there can be none."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    if number < 1:
        raise Http404
    return number


def _pages(page: int, shown: rows.Profile | rows.ReportPage) -> dict[str, int]:
    """The numbers of a page and of those beside it; 0 where there is none."""
    return {"previous": page - 1, "here": page, "next": page + 1 if shown.has_next else 0}


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    reports = list(Report.objects.published(instant(request)).select_related("region"))
    regional = {report.region_id for report in reports if not report.region.is_nation}
    context = {
        "reports": reports,
        "covered": len(regional),
        "regions": Region.objects.regions().count(),
    }
    return render(request, "regions/report_list.html", context)


@require_safe
@tells_withdrawal
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    at, asked, page = instant(request), _asked(request), _page(request)
    report = public_report(at, slug)
    shown = rows.report_page(report, at, asked, page)
    if (asked or page > 1) and not shown.territories:
        raise Http404
    context = {
        "report": report,
        "shown": shown,
        "asked": asked,
        "pages": _pages(page, shown),
        "social": social.of_report(report, shown.blocks),
        "has_document": report.has_document(at),
    }
    return render(request, "regions/report_detail.html", context)


@require_safe
@tells_withdrawal
def report_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    at = instant(request)
    report = public_report(at, slug)
    if not report.has_document(at):
        raise Http404
    return stored_file(report.document, f"{report.slug}.pdf", "application/pdf")


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    return render(request, "regions/survey_list.html", {"surveys": rows.surveys(instant(request))})


@require_safe
def survey_detail(request: HttpRequest, slug: str) -> HttpResponse:
    method = rows.method(get_object_or_404(Survey, slug=slug), instant(request))
    if method is None:
        raise Http404
    return render(request, "regions/survey_detail.html", {"survey": method.survey, "method": method})
