"""The French words of what the checker says of a number."""

from collections.abc import Iterable

from regions import formats
from regions.models import Figure


def words(figure: Figure) -> str:
    """A stored figure with its territory, base and survey: "43 % (Bretagne, maires et adjoints,
    PHARE-Institutions)"."""
    assert figure.public_value is not None
    value = formats.value(figure.public_value, figure.unit, figure.qualifier)
    return f"{value} ({figure.region.name}, {figure.base.people}, {figure.question.survey.name})"


def several(figures: Iterable[Figure]) -> str:
    """That more than one figure fits, with the first four."""
    return (
        "Plusieurs chiffres conviennent : " + " ; ".join(words(figure) for figure in list(figures)[:4]) + "."
    )


def apart(figure: Figure, against: Figure) -> str:
    """That two figures are of no common question, base or series."""
    return (
        f"« {figure.question.indicator.short_label} » ({figure.base.people}) et "
        f"« {against.question.indicator.short_label} » ({against.base.people}) ne se comparent pas : "
        "autre question, autre base ou autre série."
    )
