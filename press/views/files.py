"""What one takes away from a release: its files, and the figures that it cites."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from press.content import Enclosed
from press.models import Edition
from press.uploads import CONTENT_TYPES
from press.views.door import of_release, public_edition
from regions import rows
from regions.charts import Chart
from regions.downloads import Table
from regions.publication import instant
from regions.rows import Block
from regions.stored import stored_file
from regions.views import graphics
from regions.views.charts import BlockChart, of_block
from regions.views.files import all_notes, block_file, block_of, table_file
from regions.views.graphics import Graphic


@of_release
def enclosure(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    at = instant(request)
    release = public_edition(at, slug).release
    editions = Edition.objects.published(at).filter(release=release).with_content()
    editions = editions.prefetch_related("release__attachments")
    return enclosed_file([one for edition in editions for one in edition.content().enclosed], name)


def enclosed_file(enclosed: Iterable[Enclosed], name: str) -> HttpResponseBase:
    """The file of that name; Http404 where there is none. Pictures are shown, the rest is saved."""
    file = next((one.file for one in enclosed if one.file.name == name), None)
    if file is None:
        raise Http404
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    return stored_file(file.file, name, content_type, inline=file.is_image)


@of_release
def release_data(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    edition = public_edition(instant(request), slug)
    blocks = _blocks(request, edition)
    table = Table(
        name=edition.release.slug,
        title=edition.headline,
        address=edition.release.get_absolute_url(),
        rows=[row for block in blocks for row in block.rows],
        notes=all_notes(blocks),
    )
    return table_file(request, table, extension)


@of_release
def release_block_data(
    request: HttpRequest, slug: str, region: str, indicator: str, extension: str
) -> HttpResponse:
    edition, block = _cited_block(request, slug, region, indicator)
    return block_file(request, edition.release, block, extension)


def of_release_block(draw: BlockChart) -> Callable[..., Chart]:
    def source(request: HttpRequest, slug: str, region: str, indicator: str) -> Chart:
        edition, block = _cited_block(request, slug, region, indicator)
        return of_block(draw, edition.release, block)

    return source


def release_block_graphic(request: HttpRequest, slug: str, region: str, indicator: str) -> Graphic:
    edition, block = _cited_block(request, slug, region, indicator)
    return graphics.of_block(edition.release, block)


def _cited_block(request: HttpRequest, slug: str, region: str, indicator: str) -> tuple[Edition, Block]:
    edition = public_edition(instant(request), slug)
    return edition, block_of(_blocks(request, edition, region, indicator), indicator)


def _blocks(request: HttpRequest, edition: Edition, region: str = "", indicator: str = "") -> list[Block]:
    ids = [one.figure_id for one in edition.content().cited]
    territories = rows.cited(ids, instant(request)).blocks(region, indicator)
    return [block for _, found in territories for block in found]
