"""Texts in the manner of the trade, each with the claims that a careful reader finds in it."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
AUDIENCES = {
    "citizens": "citoyens",
    "mayors": "maires",
    "associations": "associations",
    "companies": "entreprises",
}
SUBJECT = ("region", "audience", "indicator", "answer")


@dataclass(frozen=True)
class Expected:
    """A claim at characters `start` to `end` (exclusive), as it was labelled; `of` holds its other fields."""

    start: int
    end: int
    value: Decimal | None
    verdict: str
    of: dict[str, Any]


@dataclass(frozen=True)
class Labelled:
    name: str
    text: str
    region: str
    expected: list[Expected]


def labelled(folder: Path) -> list[Labelled]:
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def _read(path: Path) -> Labelled:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    content = json.loads(path.read_text(encoding="utf-8"))
    return Labelled(
        path.stem, text, content["region"], [_expected(text, claim) for claim in content["claims"]]
    )


def _expected(text: str, claim: dict[str, Any]) -> Expected:
    start = -1
    for _ in range(claim.get("nth", 1)):
        start = text.index(claim["text"], start + 1)
    value = claim.get("value")
    return Expected(
        start,
        start + len(claim["text"]),
        None if value is None else Decimal(str(value)),
        claim["verdict"],
        claim,
    )


def told(claim) -> dict[str, Any]:
    """The subject of a found claim in the words of the labels."""
    subject = claim.subject
    return {
        "region": subject.region and subject.region.code,
        "audience": subject.audience and AUDIENCES[subject.audience.value],
        "indicator": subject.indicator and subject.indicator.slug,
        "answer": subject.answer and subject.answer.slug,
    }
