"""Regions side by side, or the audiences of one: a page and its files from one address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions.downloads import FORMAT_NAMES, Table
from regions.forms import CompareForm
from regions.models import Audience
from regions.publication import instant
from regions.sentences import compared_title, notes
from regions.views.files import table_file


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(instant(request), request.GET)
    compared = form.compared
    context = {
        "form": form,
        "compared": compared,
        "measure": form.measure,
        "audiences": [
            (audience, compared is None or audience in compared.audiences) for audience in Audience
        ],
        "address": f"{reverse('regions:compare')}?{form.query}",
        "files": [
            (name, f"{reverse('regions:compare_data', args=[extension])}?{form.public_query}")
            for extension, name in FORMAT_NAMES.items()
        ],
    }
    return render(request, "regions/compare.html", context)


@require_safe
def data(request: HttpRequest, extension: str) -> HttpResponse:
    """Http404 where there is nothing to compare, or where the page would show something else."""
    form = CompareForm(instant(request), request.GET)
    compared = form.compared
    if compared is None or not compared.measures or form.replaced:
        raise Http404
    shown = [row for one in compared.measures for row in (one.nation, *one.rows) if row]
    table = Table(
        name="-".join(["comparaison", *(region.slug for region in form.chosen)]),
        title=compared_title(compared),
        address=f"{reverse('regions:compare')}?{form.public_query}",
        rows=shown,
        notes=notes(compared.block) if compared.block else [],
    )
    return table_file(request, table, extension)
