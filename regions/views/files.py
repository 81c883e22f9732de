"""Rows as files: the same as on the pages, for a reader to take away."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from regions import addresses, rows
from regions.downloads import FORMATS, Table
from regions.models import Indicator, Region, Report
from regions.publication import instant
from regions.rows import Block
from regions.sentences import notes
from regions.views.indicators import public_figures
from regions.views.withdrawn import public_report, tells_withdrawal


@require_safe
def nation_data(request: HttpRequest, extension: str) -> HttpResponse:
    return _region_file(request, get_object_or_404(Region, level="nation"), extension)


@require_safe
def region_data(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    return _region_file(request, get_object_or_404(Region.objects.regions(), slug=slug), extension)


def _region_file(request: HttpRequest, region: Region, extension: str) -> HttpResponse:
    profile = rows.profile(region, instant(request))
    table = Table(
        name=region.slug,
        title=f"Les chiffres {region.name_of}",
        address=region.get_absolute_url(),
        rows=[*(row for block in profile.blocks for row in block.rows), *profile.missing],
        notes=all_notes(profile.blocks),
    )
    return table_file(request, table, extension)


@require_safe
def nation_block_data(request: HttpRequest, indicator: str, extension: str) -> HttpResponse:
    region, block = nation_block(request, indicator, whole=True)
    return block_file(request, region, block, extension)


@require_safe
def region_block_data(request: HttpRequest, slug: str, indicator: str, extension: str) -> HttpResponse:
    region, block = region_block(request, slug, indicator, whole=True)
    return block_file(request, region, block, extension)


@require_safe
@tells_withdrawal
def report_block_data(
    request: HttpRequest, slug: str, region: str, indicator: str, extension: str
) -> HttpResponse:
    report, block = report_block(request, slug, region, indicator, whole=True)
    return block_file(request, report, block, extension)


@require_safe
@tells_withdrawal
def report_data(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    at = instant(request)
    report = public_report(at, slug)
    blocks = [block for _, found in rows.report_blocks(report, at) for block in found]
    table = Table(
        name=report.slug,
        title=f"{report}, {report.released}",
        address=report.get_absolute_url(),
        rows=[row for block in blocks for row in block.rows],
        notes=all_notes(blocks),
    )
    return table_file(request, table, extension)


@require_safe
def indicator_data(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("theme"), slug=slug)
    found = public_figures(request, indicator).rows()
    table = Table(
        name=indicator.slug,
        title=indicator.label,
        address=indicator.get_absolute_url(),
        rows=found,
        notes=all_notes(rows.blocks(found)),
    )
    return table_file(request, table, extension)


def nation_block(request: HttpRequest, indicator: str, *, whole: bool = False) -> tuple[Region, Block]:
    return _block(request, get_object_or_404(Region, level="nation"), indicator, whole)


def region_block(
    request: HttpRequest, slug: str, indicator: str, *, whole: bool = False
) -> tuple[Region, Block]:
    return _block(request, get_object_or_404(Region.objects.regions(), slug=slug), indicator, whole)


def _block(request: HttpRequest, region: Region, indicator: str, whole: bool) -> tuple[Region, Block]:
    """As the page shows it, unless it is `whole`."""
    profile = rows.profile if whole else rows.profile_page
    return region, block_of(profile(region, instant(request), indicator).blocks, indicator)


def report_block(
    request: HttpRequest, slug: str, region: str, indicator: str, *, whole: bool = False
) -> tuple[Report, Block]:
    at = instant(request)
    report = public_report(at, slug)
    if whole:
        territories = rows.report_blocks(report, at, region, indicator)
    else:
        territories = rows.report_page(report, at, indicator).territories
    own = (block for territory, blocks in territories if territory.slug == region for block in blocks)
    return report, block_of(own, indicator)


def block_of(blocks: Iterable[Block], indicator: str) -> Block:
    block = next((block for block in blocks if block.indicator.slug == indicator), None)
    if block is None:
        raise Http404
    return block


def block_file(request: HttpRequest, scope: addresses.Scope, block: Block, extension: str) -> HttpResponse:
    region = block.rows[0].region
    table = Table(
        name=f"{region.slug}-{block.indicator.slug}",
        title=f"{block.indicator.label}, {region.name_in}",
        address=addresses.page(scope, block),
        rows=block.rows,
        notes=notes(block),
    )
    return table_file(request, table, extension)


def all_notes(blocks: Iterable[Block]) -> list[str]:
    return list(dict.fromkeys(note for block in blocks for note in notes(block)))


def table_file(request: HttpRequest, table: Table, extension: str) -> HttpResponse:
    """JSON is read in place, the rest is saved under the table's name."""
    form = FORMATS[extension]
    site = request.build_absolute_uri("/").removesuffix("/")
    response = HttpResponse(form.write(table, site), content_type=form.content_type)
    kind = "inline" if extension == "json" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="phare-{table.name}.{extension}"'
    return response
