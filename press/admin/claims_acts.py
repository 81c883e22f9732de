"""What can be done of one number of a draft: each act says in words what it did."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from press.admin.claims_page import Shelf, base_edit
from press.claimed import Checked
from press.mended import replacement
from press.models import RulingKind
from press.rulings import Reading, decide, reopen, rewrite

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The number, who acts, and what the form says.
Act = Callable[[Reading, Checked, "User", dict[str, Any]], str]


def _bind(reading: Reading, one: Checked, by: "User", data: dict[str, Any]) -> str:
    figure = reading.known.figure_by_pk.get(data["figure"] or 0)
    if figure is None or figure.public_value is None:
        raise ValidationError("Choisissez un chiffre qui a une valeur.")
    against = None
    if one.unit == "points":
        same = figure.pk == one.figure_id
        against = reading.known.figure_by_pk.get(one.against_id or 0) if same else None
        against = against or Shelf(reading.known).of_nation(figure)
        if against is None:
            raise ValidationError("Ce chiffre n'a pas de valeur nationale : l'écart ne se calcule pas.")
    decide(reading, one, RulingKind.BOUND, by=by, seen=data["seen"], figure=figure, against=against)
    subject = figure.question.indicator.short_label
    return f"« {one.text} » est lié à un chiffre ({figure.region}, {subject}, {figure.base.people})."


def _decided(kind: RulingKind, words: str) -> Act:
    def act(reading: Reading, one: Checked, by: "User", data: dict[str, Any]) -> str:
        if kind == RulingKind.NOT_STATISTIC and one.value is None:
            raise ValidationError(
                "Ces mots portent un jugement, qui se récrit ou se maintient avec une raison."
            )
        decide(reading, one, kind, by=by, seen=data["seen"], reason=data["reason"])
        return f"« {one.text} » {words} : {data['reason']}"

    return act


def _reopen(reading: Reading, one: Checked, by: "User", data: dict[str, Any]) -> str:
    reopen(reading, one, by=by, seen=data["seen"])
    return f"« {one.text} » : la décision est retirée."


def _replace(reading: Reading, one: Checked, by: "User", data: dict[str, Any]) -> str:
    edit = replacement(one, reading.place(one).text)
    if edit is None:
        raise ValidationError("Ce nombre ne se remplace pas seul : récrivez la phrase dans le formulaire.")
    message = f"« {one.text} » est remplacé par « {edit.words} »."
    rewrite(reading, [edit], by=by, seen=data["seen"], why=message)
    return message


def _write_base(reading: Reading, one: Checked, by: "User", data: dict[str, Any]) -> str:
    edit = base_edit(one, reading.place(one), reading, reading.found)
    if edit is None:
        raise ValidationError("La base ne s'écrit pas seule ici : récrivez la phrase dans le formulaire.")
    message = f"Après « {one.text} », la base est écrite : « {edit.words.strip()} »."
    rewrite(reading, [edit], by=by, seen=data["seen"], why=message)
    return message


ACTS: dict[str, Act] = {
    "bind": _bind,
    "external": _decided(RulingKind.EXTERNAL, "vient d'une autre source"),
    "not-statistic": _decided(RulingKind.NOT_STATISTIC, "n'est pas une statistique"),
    "overrule": _decided(RulingKind.OVERRULED, "est maintenu"),
    "reopen": _reopen,
    "replace": _replace,
    "base": _write_base,
}
