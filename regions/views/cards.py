"""The pictures that social media show of pages."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from regions import rows, social
from regions.documents.card import card_png
from regions.forms import ComparisonForm
from regions.models import Indicator, Region
from regions.publication import instant
from regions.social import Social
from regions.stored import made_file
from regions.views.indicators import public_figures
from regions.views.withdrawn import public_figure, public_report


@require_safe
def of_nation(request: HttpRequest) -> HttpResponse:
    return _of_territory(get_object_or_404(Region, level="nation"), instant(request))


@require_safe
def of_region(request: HttpRequest, slug: str) -> HttpResponse:
    return _of_territory(get_object_or_404(Region.objects.regions(), slug=slug), instant(request))


@require_safe
def of_indicator(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    figures = public_figures(request, indicator)
    comparison = ComparisonForm(figures, {}).comparison
    return _png(social.of_indicator(indicator, comparison, figures.nation_block()), slug)


@require_safe
def of_report(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    report = public_report(at, slug)
    return _png(social.of_report(report, rows.report_page(report, at).blocks), slug)


@require_safe
def of_number(
    request: HttpRequest, region: str, indicator: str, survey: str, answer: str, base: str
) -> HttpResponse:
    at = instant(request)
    figure = public_figure(
        at,
        region__slug=region,
        question__indicator__slug=indicator,
        question__survey__slug=survey,
        answer__slug=answer,
        base__slug=base,
    )
    return _png(social.of_number(rows.number(figure, at).row), f"{region}-{indicator}")


def _of_territory(region: Region, at: datetime) -> HttpResponse:
    return _png(social.of_region(region, rows.profile_page(region, at).blocks), region.slug)


def _png(found: Social, name: str) -> HttpResponse:
    return made_file(card_png(found.card), f"phare-{name}.png", "image/png", inline=True)
