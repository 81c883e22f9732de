"""Where something announced stands, and the steps that open or close its door."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from press.admin.forms import WithdrawForm
from press.admin.steps import LinkedHole
from press.announced import Stage
from regions.dates import moment


@dataclass(frozen=True, slots=True)
class Standing:
    """The head of the form: where it stands, its public address if it has one, what must be mended, and
    what can be done."""

    stage: str
    label: str
    sentence: str
    address: str
    holes: list[LinkedHole]
    steps: list[tuple[str, str]]


def standing_words(stored: Any) -> str:
    """For one of `with_stage`: a sentence or two."""
    if stored.stage == Stage.WITHDRAWN:
        return f"Retiré le {moment(stored.withdrawn_at)}. Avis public : {stored.withdrawal_notice}"
    if stored.stage == Stage.PUBLIC:
        since = moment(stored.publish_at)
        return f"Public depuis le {since} : ce que vous enregistrez est lu aussitôt."
    if stored.stage == Stage.PLANNED:
        return f"Prévu le {moment(stored.publish_at)}. D'ici là, personne ne le lit hors du bureau."
    return "Brouillon : personne ne le lit hors du bureau."


@dataclass(frozen=True, slots=True)
class Step:
    """A page that asks before something changes for the public."""

    name: str
    slug: str
    title: str
    about: str
    done: str
    offered: Stage
    form: type[forms.Form]
    act: Callable[[Any, Any, Any], None]


STEPS = (
    Step(
        name="withdraw",
        slug="retirer",
        title="Retirer",
        about="quitte le site aussitôt : son adresse ne montre plus que l'avis.",
        done="Retiré : l'adresse ne montre plus que l'avis.",
        offered=Stage.PUBLIC,
        form=WithdrawForm,
        act=lambda obj, by, data: obj.withdraw(by=by, notice=data["notice"]),
    ),
    Step(
        name="restore",
        slug="publier-de-nouveau",
        title="Publier de nouveau",
        about="revient aussitôt à son adresse, avec ce qui est enregistré ; l'avis de retrait disparaît.",
        done="Publié de nouveau.",
        offered=Stage.WITHDRAWN,
        form=forms.Form,
        act=lambda obj, by, data: obj.restore(by=by),
    ),
)
