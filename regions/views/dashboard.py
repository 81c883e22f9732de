"""The analysis that a visitor composes: a page, its charts and its files, all from one address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions import charts, rows
from regions.charts import Chart
from regions.downloads import FORMAT_NAMES, Table
from regions.forms import DashboardForm, IndicatorForm, asked_survey
from regions.publication import instant
from regions.sentences import comparison_title
from regions.views import graphics
from regions.views.charts import drawn
from regions.views.files import all_notes, table_file
from regions.views.graphics import Graphic
from regions.views.indicators import analysis


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if form is None:
        return render(request, "regions/dashboard.html")
    context = analysis(form) | {
        "comparison_chart": reverse("regions:dashboard_regions_chart"),
        "audiences_chart": reverse("regions:dashboard_audiences_chart"),
        "address": _address(form),
        "files": [
            (name, f"{reverse('regions:dashboard_data', args=[extension])}?{form.query}")
            for extension, name in FORMAT_NAMES.items()
        ],
    }
    return render(request, "regions/dashboard.html", context)


@require_safe
def data(request: HttpRequest, extension: str) -> HttpResponse:
    form = _possible(request)
    table = Table(
        name=f"tableau-de-bord-{form.figures.indicator.slug}",
        title=comparison_title(form.comparison),
        address=_address(form),
        rows=form.rows,
        notes=all_notes(rows.blocks(form.rows)),
    )
    return table_file(request, table, extension)


def regions_chart(request: HttpRequest) -> Chart:
    form = _possible(request)
    return drawn(charts.comparison_chart(form.comparison, _address(form)))


def audiences_chart(request: HttpRequest) -> Chart:
    form = _possible(request)
    if not (sides := form.sides):
        raise Http404
    return drawn(charts.audiences_chart(sides, _address(form)))


def regions_map(request: HttpRequest) -> Graphic:
    form = _possible(request)
    return graphics.of_map(form, _address(form))


def regions_comparison(request: HttpRequest) -> Graphic:
    form = _possible(request)
    return graphics.of_comparison(form, _address(form))


def audiences(request: HttpRequest) -> Graphic:
    form = _possible(request)
    return graphics.of_audiences(form, f"{_address(form)}#publics")


def _form(request: HttpRequest) -> DashboardForm | None:
    """What was asked for; None where nothing is public."""
    at = instant(request)
    offered = sorted(rows.offered(at), key=lambda one: not one.regional)
    regional = {one.indicator for one in offered if one.regional}
    choice = IndicatorForm([one.indicator for one in offered], request.GET, regional=regional)
    if choice.indicator is None:
        return None
    figures = rows.IndicatorFigures(choice.indicator, at, survey=asked_survey(request.GET))
    return DashboardForm(choice, figures, request.GET)


def _possible(request: HttpRequest) -> DashboardForm:
    """Http404 where the page would show something else than what was asked for: a file says no word of it."""
    form = _form(request)
    if form is None or form.replaced:
        raise Http404
    return form


def _address(form: DashboardForm) -> str:
    return f"{reverse('regions:dashboard')}?{form.query}"
