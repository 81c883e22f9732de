"""Pages that belong to no app alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions import rows
from regions.models import Region
from regions.publication import instant
from regions.sentences import block_sentence


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = instant(request)
    nation = Region.objects.filter(level="nation").first()
    blocks = rows.profile(nation, at).blocks if nation else ()
    featured = [block for block in blocks if block.indicator.featured and block.headlines]
    context = {
        "finding": block_sentence(featured[0]) if featured else "",
        "key_figures": featured,
        "regions": rows.region_list(at),
    }
    return render(request, "home.html", context)
