"""One number that can be cited, and the corrections."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regions import rows, social
from regions.drawing import axis, row_strip
from regions.models import Figure
from regions.publication import instant
from regions.sentences import citation, number_sentence
from regions.views.withdrawn import public_figure, raise_withdrawn, tells_withdrawal

CORRECTIONS_PER_PAGE = 50


@require_safe
@tells_withdrawal
def number(
    request: HttpRequest, region: str, indicator: str, survey: str, answer: str, base: str
) -> HttpResponse:
    at = instant(request)
    figure = public_figure(at, **_key(region, indicator, survey, answer), base__slug=base)
    found = rows.number(figure, at)
    context = {
        "number": found,
        "row": found.row,
        "figure": figure,
        "sentence": number_sentence(found.row),
        "citation": citation(found.row, request.build_absolute_uri(figure.get_absolute_url())),
        "axis": axis(found.row.indicator.unit),
        "strip": row_strip(found.row),
        "social": social.of_number(found.row),
    }
    return render(request, "regions/number_detail.html", context)


@require_safe
@tells_withdrawal
def number_of_main_base(
    request: HttpRequest, region: str, indicator: str, survey: str, answer: str
) -> HttpResponse:
    """Without a base: leads to the number of the base that is not a part of another."""
    at, key = instant(request), _key(region, indicator, survey, answer)
    found = Figure.objects.published(at).with_labels().filter(**key)
    if not found:
        raise_withdrawn(at, **key)
    figures = [figure for figure in found if figure.base.parent_id is None] or list(found)
    if len(figures) != 1:
        raise Http404
    return redirect(figures[0])


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    corrections = rows.public_corrections(instant(request))
    page = Paginator(corrections, CORRECTIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "changes": rows.changes(page.object_list)}
    return render(request, "regions/correction_list.html", context)


def _key(region: str, indicator: str, survey: str, answer: str) -> dict[str, str]:
    return {
        "region__slug": region,
        "question__indicator__slug": indicator,
        "question__survey__slug": survey,
        "answer__slug": answer,
    }
