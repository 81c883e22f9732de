"""Where the files and charts of a page and of its figure blocks are."""

from django.urls import reverse

from regions.models import Indicator, Region, Report
from regions.rows import Block

# A block stands on the page of its territory, or on that of a report.
Scope = Region | Report


def anchor(block: Block) -> str:
    return f"{block.rows[0].region.slug}-{block.indicator.slug}"


def page(scope: Scope, block: Block) -> str:
    return f"{scope.get_absolute_url()}#{anchor(block)}"


def data(scope: Scope | Indicator, extension: str, block: Block | None = None) -> str:
    """A file of all that a page shows, or of one of its blocks."""
    if block is not None and not isinstance(scope, Indicator):
        name, args = _block_route(scope, block)
        return reverse(f"regions:{name}_block_data", args=[*args, extension])
    if isinstance(scope, Region) and scope.is_nation:
        return reverse("regions:nation_data", args=[extension])
    return reverse(f"regions:{type(scope)._meta.model_name}_data", args=[scope.slug, extension])


def chart(scope: Scope, block: Block) -> str:
    name, args = _block_route(scope, block)
    return reverse(f"regions:{name}_block_chart", args=args)


def stack_chart(scope: Scope, block: Block) -> str:
    name, args = _block_route(scope, block)
    return reverse(f"regions:{name}_stack_chart", args=args)


def _block_route(scope: Scope, block: Block) -> tuple[str, list[str]]:
    """The beginning of the route's name, and what the address holds."""
    region = block.rows[0].region.slug
    if isinstance(scope, Report):
        return "report", [scope.slug, region, block.indicator.slug]
    if scope.is_nation:
        return "nation", [block.indicator.slug]
    return "region", [region, block.indicator.slug]
