"""The catalogue, and one indicator everywhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regions import drawing, rows
from regions.forms import ComparisonForm
from regions.models import Indicator
from regions.publication import instant


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    return render(request, "regions/indicator_list.html", {"indicators": rows.catalogue(instant(request))})


@require_safe
def indicator_detail(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    view = public_view(request, indicator)
    form = ComparisonForm(view, request.GET)
    comparison = form.comparison
    context = {
        "indicator": indicator,
        "view": view,
        "form": form,
        "comparison": comparison,
        "map": drawing.choropleth(comparison, indicator),
        "sides": view.side_by_side(form.answer),
        "series": view.series(),
        "nation_block": view.nation_block(),
    }
    return render(request, "regions/indicator_detail.html", context)


def public_view(request: HttpRequest, indicator: Indicator) -> rows.IndicatorView:
    """What is public of an indicator; Http404 where nothing is."""
    view = rows.IndicatorView(indicator, instant(request))
    if not view.figures:
        raise Http404
    return view
