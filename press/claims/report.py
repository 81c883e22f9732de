"""A claim as a plain dict: what a program reads of a check."""

from decimal import Decimal
from typing import Any

from press.claims.values import Claim
from regions.models import Figure


def as_dict(claim: Claim) -> dict[str, Any]:
    """`start` and `end` count characters, `end` exclusive; None is what neither text nor figures tell."""
    subject = claim.subject
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "value": _number(claim.value),
        "unit": claim.unit and claim.unit.value,
        "region": subject.region and subject.region.code,
        "audience": subject.audience and subject.audience.label.lower(),
        "indicator": subject.indicator and subject.indicator.slug,
        "answer": subject.answer and subject.answer.slug,
        "figure": _address(claim.figure),
        "against": _address(claim.against),
        "expected": _number(claim.expected),
        "tested": claim.tested,
        "verdict": claim.verdict.value,
        "message": claim.message,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _address(figure: Figure | None) -> str | None:
    return figure.get_absolute_url() if figure else None
