"""Pages that belong to no app alone."""

import sys
from typing import Any

from django.contrib.sitemaps import views as of_sitemaps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from phare.kept_page import coming_back
from phare.reads import GAVE_UP
from phare.search import KINDS, Query, found_in, groups, results_words
from phare.sitemaps import sitemaps
from regions import drawing, rows, social
from regions.forms import ComparisonForm, IndicatorForm, asked_survey
from regions.publication import instant
from regions.room import is_full
from regions.sentences import comparison_title, finding

LATEST = 4
RESULTS_PER_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = instant(request)
    offered, reports = rows.offered(at), rows.recent_reports(at, LATEST)
    indicators = [one.indicator for one in offered if one.regional] or [one.indicator for one in offered]
    form = IndicatorForm(indicators, request.GET)
    context = {"indicator_form": form, "reports": reports[:LATEST]}
    if indicator := form.indicator:
        figures = rows.IndicatorFigures(
            indicator,
            at,
            survey=asked_survey(request.GET),
            beside=rows.key_figures(at),
            reports=rows.latest_of(reports),
        )
        choice = ComparisonForm(figures, request.GET, kept={"indicateur": indicator.slug})
        comparison = choice.comparison
        context |= {
            "indicator": indicator,
            "form": choice,
            "comparison": comparison,
            "finding": finding(comparison) or comparison_title(comparison),
            "key_figures": rows.key_blocks([*figures.beside, *(figures.national * indicator.featured)]),
            "social": social.of_indicator(indicator, comparison, figures.nation_block()),
            "map": drawing.choropleth(comparison, indicator),
        }
    return render(request, "home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query, at = Query.of(request.GET.get("q", "")), instant(request)
    kind = KINDS.get(request.GET.get("type", ""))
    context: dict[str, Any] = {"query": query, "kind": kind}
    if kind and query.terms:
        results: Any = found_in([kind], query, at)[0][1]
        page = Paginator(results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "total": len(results)}
    else:
        found = groups(query, at)
        context |= {"groups": found, "total": sum(group.total for group in found)}
    return render(request, "search.html", context | {"total_words": results_words(context["total"])})


def failed(request: HttpRequest) -> HttpResponse:
    """handler500. Where there was no room to write, or where the database gave up on a statement or a lock
    that took too long, or was lost: what to do, rather than that all is broken."""
    error, sent = sys.exc_info()[1], {"sent": request.method == "POST"}
    if is_full(error):
        page = render(request, "full.html", sent, status=507)
        page.headers["Cache-Control"] = "no-store"
        return page
    if not isinstance(error, GAVE_UP):
        return server_error(request)
    headers, body = coming_back(request.path, lambda: render(request, "busy.html", sent).content)
    return HttpResponse(body, status=503, headers=dict(headers))


@require_safe
def sitemap(request: HttpRequest, section: str = "") -> HttpResponse:
    """The pieces of the sitemap; or a piece, the first of its section unless `p` asks for another."""
    parts = sitemaps(instant(request))
    response: HttpResponse = (
        of_sitemaps.sitemap(request, parts, section)
        if section
        else of_sitemaps.index(request, parts, sitemap_url_name="sitemap_part")
    )
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /acces/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
