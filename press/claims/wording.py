"""The French words of what the checker says of a number."""

from collections.abc import Sequence

from regions import formats
from regions.models import Figure


def words(figure: Figure) -> str:
    """A stored figure with what tells it from others: "43 % (Bretagne, maires et adjoints, « Pratique des
    partenariats » : Oui, PHARE-Institutions)"."""
    assert figure.public_value is not None
    value = formats.value(figure.public_value, figure.unit, figure.qualifier)
    subject = f"«\u00a0{figure.question.indicator.short_label}\u00a0»\u00a0: {figure.answer.label}"
    return f"{value} ({figure.region.name}, {figure.base.people}, {subject}, {figure.question.survey.name})"


def several(figures: Sequence[Figure]) -> str:
    """That these figures fit, and the text does not say which it means: the first four of them."""
    listed = " ; ".join(words(figure) for figure in figures[:4])
    if len(figures) == 1:
        return f"Un chiffre conviendrait, mais la phrase n'en dit pas assez : {listed}."
    return f"Plusieurs chiffres conviennent : {listed}."


def bound_elsewhere(figure: Figure, said: str) -> str:
    """That a number was bound to a figure of others than those of whom its sentence speaks."""
    return f"La phrase parle d'autre chose ({said}) que le chiffre auquel vous l'avez lié : {words(figure)}."


def apart(figure: Figure, against: Figure) -> str:
    """That two figures are of no common question, base or series."""
    return (
        f"« {figure.question.indicator.short_label} » ({figure.base.people}) et "
        f"« {against.question.indicator.short_label} » ({against.base.people}) ne se comparent pas : "
        "autre question, autre base ou autre série."
    )
