"""phare → press → regions, never back."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {"regions": {"regions"}, "press": {"press", "regions"}, "phare": {"phare", "press", "regions"}}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_packages_import_in_one_direction(package):
    ours = {
        (str(path.relative_to(ROOT)), name.partition(".")[0])
        for path in (ROOT / package).rglob("*.py")
        for name in imported(path)
        if name.partition(".")[0] in MAY_IMPORT
    }
    assert [pair for pair in sorted(ours) if pair[1] not in MAY_IMPORT[package]] == []


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(template):
    source = template.read_text(encoding="utf-8")
    assert [mark for mark in ("style=", "<style", "onclick", "onload", "|safe") if mark in source] == []
    # Data that no browser runs: JSON-LD.
    source = source.replace('<script type="application/ld+json">', "")
    assert re.search(r"<script(?![^>]* src=)", source) is None
