"""Where the files and charts of a page and of its figure blocks are."""

from functools import singledispatch
from typing import Any, NamedTuple, Protocol

from regions.models import Indicator, Region, Report
from regions.routing import address
from regions.rows import Block


class Scope(Protocol):
    """What has a page on which blocks stand, and a `route`: a territory, a report, a release."""

    def get_absolute_url(self) -> str: ...


class Route(NamedTuple):
    """How the names of a scope's routes begin, what their addresses hold, and whether a block's address
    names its territory too."""

    name: str
    args: list[str]
    names_territory: bool = False


@singledispatch
def route(scope: Any) -> Route:
    raise TypeError(scope)


@route.register
def _(region: Region) -> Route:
    return Route("regions:nation", []) if region.is_nation else Route("regions:region", [region.slug])


@route.register
def _(report: Report) -> Route:
    return Route("regions:report", [report.slug], names_territory=True)


@route.register
def _(indicator: Indicator) -> Route:
    return Route("regions:indicator", [indicator.slug])


def anchor(block: Block) -> str:
    return f"{block.rows[0].region.slug}-{block.indicator.slug}"


def page(scope: Scope, block: Block) -> str:
    return f"{scope.get_absolute_url()}#{anchor(block)}"


def data(scope: Scope, extension: str, block: Block | None = None) -> str:
    """A file of all that a page shows, or of one of its blocks."""
    if block is not None and not isinstance(scope, Indicator):
        return _of_block(scope, block, "block_data", extension)
    found = route(scope)
    return address(f"{found.name}_data", *found.args, extension)


def chart(scope: Scope, block: Block) -> str:
    return _of_block(scope, block, "block_chart")


def stack_chart(scope: Scope, block: Block) -> str:
    return _of_block(scope, block, "stack_chart")


def picture(scope: Scope, block: Block, extension: str) -> str:
    """The drawing of a block, as svg or png."""
    return _of_block(scope, block, f"block_{extension}")


def embed(scope: Scope, block: Block) -> str:
    """The page of a block for a frame on another site."""
    return _of_block(scope, block, "block_embed")


def _of_block(scope: Scope, block: Block, what: str, *more: str) -> str:
    found = route(scope)
    territory = [block.rows[0].region.slug] if found.names_territory else []
    return address(f"{found.name}_{what}", *found.args, *territory, block.indicator.slug, *more)
