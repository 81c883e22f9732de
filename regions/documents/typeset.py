"""Documents by typst: the words are data beside its source, never in it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from regions.documents.characters import breakable, plainest, printable
from regions.typography import french

COMMAND = (sys.executable, "-I", str(Path(__file__).with_name("compiler.py")))
SECONDS = 30
WIDE_AS_A_LINE = 90  # characters


class CompileError(Exception):
    """What typst says is wrong."""


def typeset(template: Path, data: dict[str, Any], **options: Any) -> bytes:
    """`template` with `data`, the same bytes for the same data on any machine: no font but typst's own. The
    `options` are those of typst; and `palette`, for a drawing as PNG, in 256 colours.

    CompileError where typst cannot, TimeoutExpired where it takes longer than SECONDS.
    """
    return _printed("compile", template, data, options)


def count_pages(template: Path, data: dict[str, Any]) -> int:
    """How many pages `typeset` would make; the template says it under the label <pages>."""
    found = _printed("query", template, data, {"selector": "<pages>", "field": "value", "one": True})
    return int(json.loads(found))


def _printed(function: str, template: Path, data: dict[str, Any], options: dict[str, Any]) -> bytes:
    ready = _each_text(data, lambda text: breakable(french(printable(text)), WIDE_AS_A_LINE))
    try:
        return _called(function, template, ready, options)
    except CompileError:
        return _called(function, template, _each_text(ready, plainest), options)


def _called(function: str, template: Path, data: Any, options: dict[str, Any]) -> bytes:
    call = {
        "function": function,
        "input": str(template),
        "root": str(settings.BASE_DIR),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data)},
    } | options
    words = json.dumps(call).encode()
    done = subprocess.run(COMMAND, input=words, capture_output=True, timeout=SECONDS)  # noqa: S603  # of ours
    if done.returncode:
        raise CompileError(done.stderr.decode())
    return done.stdout


class Drawing(str):
    """SVG text: kept as it is."""

    __slots__ = ()


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return change(data) if isinstance(data, str) and not isinstance(data, Drawing) else data
