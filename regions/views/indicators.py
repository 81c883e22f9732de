"""The catalogue, and one indicator everywhere."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions import drawing, jsonld, rows, social
from regions.forms import ComparisonForm, asked_survey
from regions.models import Indicator
from regions.publication import instant

SERIES = 4  # lines over time on a page


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    return render(request, "regions/indicator_list.html", {"indicators": rows.catalogue(instant(request))})


@require_safe
def indicator_detail(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    figures = public_figures(request, indicator)
    form = ComparisonForm(figures, request.GET)
    nation_block, series = figures.nation_block(), figures.series(form.answer)
    context = analysis(form) | {
        "social": social.of_indicator(indicator, ComparisonForm(figures, {}).comparison, nation_block),
        "comparison_chart": reverse("regions:comparison_chart", args=[slug]),
        "audiences_chart": reverse("regions:audiences_chart", args=[slug]),
        "series": series[:SERIES],
        "more_series": len(series) > SERIES,
        "nation_block": nation_block,
        "jsonld": jsonld.data_block(jsonld.indicator_dataset(figures, request.build_absolute_uri)),
    }
    return render(request, "regions/indicator_detail.html", context)


def analysis(form: ComparisonForm) -> dict[str, Any]:
    """One answer of an indicator: region by region, and its audiences side by side."""
    figures, comparison, sides = form.figures, form.comparison, form.sides
    return {
        "indicator": figures.indicator,
        "figures": figures,
        "form": form,
        "comparison": comparison,
        "map": drawing.choropleth(comparison, figures.indicator),
        "sides": sides,
        "sides_asked": [
            asked
            for audience in figures.audiences
            if (asked := figures.asked_of(form.answer, audience)[0]).base
        ],
        "sides_block": next(iter(rows.blocks(row for side in sides for row in side.published)), None),
    }


def possible_choice(request: HttpRequest, slug: str) -> tuple[ComparisonForm, str]:
    """What the query chooses of an indicator, and where it is shown.

    Http404 where the page would show something else than what was asked for: a file says no word of it.
    """
    figures = figures_of(request, slug)
    form = ComparisonForm(figures, request.GET)
    if not form.is_valid():
        raise Http404
    return form, f"{figures.indicator.get_absolute_url()}?{form.query}"


def figures_of(request: HttpRequest, slug: str) -> rows.IndicatorFigures:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    return public_figures(request, indicator)


def series_of(figures: rows.IndicatorFigures, slug: str) -> rows.Series:
    """The series of an indicator that has this name; Http404 where none has."""
    *_, asked, _ = ["", *slug.split("/")]
    answer = next((one for one in figures.answers if one.slug == asked), None)
    found = next((one for one in figures.series(answer) if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def public_figures(request: HttpRequest, indicator: Indicator) -> rows.IndicatorFigures:
    """What is public of an indicator; Http404 where nothing is."""
    figures = rows.IndicatorFigures(indicator, instant(request), survey=asked_survey(request.GET))
    if not figures.figures:
        raise Http404
    return figures
