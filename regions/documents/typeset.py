"""Documents by typst: the words are data beside its source, never in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from regions.documents.characters import breakable, plainest, printable
from regions.formats import french_spaces

WIDE_AS_A_LINE = 90  # characters


def typeset(template: Path, data: dict[str, Any], **options: Any) -> bytes:
    """`template` with `data`, the same bytes for the same data on any machine: no font but typst's own."""
    ready = _each_text(data, lambda text: breakable(french_spaces(printable(text)), WIDE_AS_A_LINE))
    try:
        return _compile(template, ready, options)
    except typst.TypstError:
        return _compile(template, _each_text(ready, plainest), options)


def _compile(template: Path, data: Any, options: dict[str, Any]) -> bytes:
    made = typst.compile(
        str(template),
        root=str(settings.BASE_DIR),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        **options,
    )
    assert isinstance(made, bytes)
    return made


class Drawing(str):
    """SVG text: kept as it is."""

    __slots__ = ()


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return change(data) if isinstance(data, str) and not isinstance(data, Drawing) else data
