"""Pages that belong to no app alone."""

from django.contrib.sitemaps import views as of_sitemaps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from phare.sitemaps import sitemaps
from regions import drawing, rows
from regions.forms import ComparisonForm, IndicatorForm
from regions.models import Report
from regions.publication import instant
from regions.sentences import comparison_title, finding

LATEST = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = instant(request)
    summaries = rows.catalogue(at)
    indicators = [one.indicator for one in summaries if one.regions] or [one.indicator for one in summaries]
    form = IndicatorForm(sorted(indicators, key=lambda one: not one.featured), request.GET)
    context = {
        "indicator_form": form,
        "key_figures": rows.key_figures(at),
        "reports": Report.objects.published(at).select_related("region")[:LATEST],
    }
    if indicator := form.indicator:
        figures = rows.IndicatorFigures(indicator, at)
        choice = ComparisonForm(figures, request.GET, kept={"indicateur": indicator.slug})
        comparison = choice.comparison
        context |= {
            "indicator": indicator,
            "form": choice,
            "comparison": comparison,
            "finding": finding(comparison) or comparison_title(comparison),
            "map": drawing.choropleth(comparison, indicator),
        }
    return render(request, "home.html", context)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = of_sitemaps.sitemap(request, sitemaps(instant(request)))
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
