"""Documents by typst: the words are data beside its source, never in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from regions.documents.characters import breakable, plainest, printable
from regions.typography import french

WIDE_AS_A_LINE = 90  # characters


def typeset(template: Path, data: dict[str, Any], **options: Any) -> bytes:
    """`template` with `data`, the same bytes for the same data on any machine: no font but typst's own."""
    made = _printed(typst.compile, template, data, options)
    assert isinstance(made, bytes)
    return made


def count_pages(template: Path, data: dict[str, Any]) -> int:
    """How many pages `typeset` would make; the template says it under the label <pages>."""
    found = _printed(typst.query, template, data, {"selector": "<pages>", "field": "value", "one": True})
    return int(json.loads(found))


def _printed(do: Callable[..., Any], template: Path, data: dict[str, Any], options: dict[str, Any]) -> Any:
    ready = _each_text(data, lambda text: breakable(french(printable(text)), WIDE_AS_A_LINE))
    try:
        return _with(do, template, ready, options)
    except typst.TypstError:
        return _with(do, template, _each_text(ready, plainest), options)


def _with(do: Callable[..., Any], template: Path, data: Any, options: dict[str, Any]) -> Any:
    return do(
        str(template),
        root=str(settings.BASE_DIR),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        **options,
    )


class Drawing(str):
    """SVG text: kept as it is."""

    __slots__ = ()


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return change(data) if isinstance(data, str) and not isinstance(data, Drawing) else data
