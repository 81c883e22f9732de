"""The form of an event: what its readers and subscribers will be told is read before it is saved."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar

from django import forms

from press import territories
from press.admin.announced_form import WRONG_DATE, AnnouncedForm
from press.models import Event
from press.models.dates import CLOCKS, CLOCKS_ABROAD, FRENCH_CLOCKS, zones
from press.models.event import Announcement
from press.prose import VISIBLE
from regions.publication import database_now

_HOUR = re.compile(r"(\d{1,2})\s*[hH:]\s*(\d{2})?")
# The continents and oceans of zones that are named after a city.
_WORLD = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
UNREAD = "Rien n'est encore enregistré : lisez ce que recevront les abonnés, puis enregistrez."


@dataclass(frozen=True, slots=True)
class Told:
    """What a change of a public event tells, in words, and a digest of it that the form sends back."""

    announcements: list[Announcement]
    update: str
    feeds: str
    digest: str

    @property
    def moves(self) -> bool:
        """Whether its date or its state changes: what is kept with a reason."""
        return any(one.name in ("dates", "state") for one in self.announcements)

    @classmethod
    def of(cls, event: Event, stored: Event) -> "Told":
        announcements = event.announcements(stored)
        words = [_update_words(event, stored), _feed_words(event, stored)]
        read = json.dumps([announcements, words, stored.version])
        return cls(announcements, words[0], words[1], hashlib.sha256(read.encode()).hexdigest())


def _update_words(event: Event, stored: Event) -> str:
    following = event.sequence_after(stored)
    if following == stored.sequence:
        return "Les agendas abonnés montreront le nouveau titre, sans nouvelle mise à jour."
    return f"Les agendas abonnés recevront la mise à jour n\u00ba\u00a0{following}."


def _feed_words(event: Event, stored: Event) -> str:
    """ "tous les événements ; Bretagne"."""
    if not event.is_dated and not stored.is_dated:
        return "aucun : la date n'est pas connue au jour"
    names = ["tous les événements", territories.name(event.region)]
    if event.region != stored.region:
        names.append(f"{territories.name(stored.region)}, qu'il quitte")
    found = " ; ".join(names)
    return found if event.is_dated else f"{found} : il les quitte, la date n'est plus connue au jour"


def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    others = sorted(name for name in zones() - CLOCKS.keys() if name.startswith(_WORLD))
    return [
        ("France", [(name, f"{words} ({name})") for name, words in FRENCH_CLOCKS.items()]),
        ("Ailleurs, souvent", [(name, f"{words} ({name})") for name, words in CLOCKS_ABROAD.items()]),
        ("Autres", [(name, name) for name in others]),
    ]


class HourField(forms.TimeField):
    """ "18 h 30", "18h30", "18h" and "18:30"; shown without seconds, nor a note on the server's clock."""

    widget = forms.TimeInput(format="%H:%M", attrs={"size": "8"})
    default_error_messages: ClassVar[Any] = {"invalid": "Écrivez l'heure comme 18:30 ou 18 h 30."}

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and (typed := _HOUR.fullmatch(value.strip())):
            value = f"{typed[1]}:{typed[2] or '00'}"
        return super().to_python(value)


class EventForm(AnnouncedForm):
    """A change of a public event that readers learn of is saved once its teller has seen what they learn."""

    starts = HourField(
        label="Début", required=False, help_text="« 18 h 30 ». Vide : l'heure n'est pas connue."
    )
    ends = HourField(label="Fin", required=False)
    time_zone = forms.ChoiceField(label="Fuseau horaire", choices=_zones)
    reason = forms.CharField(
        label="Raison publique",
        max_length=500,
        required=False,
        validators=[VISIBLE],
        help_text="Le public la lit près de l'ancienne date.",
    )

    told: Told | None = None  # what remains to be read

    class Meta:
        help_texts: ClassVar[Any] = {"region": "« France » : un événement national, ou hors de France."}
        error_messages: ClassVar[Any] = {name: {"invalid": WRONG_DATE} for name in ("held_on", "held_until")}

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.was_out or self.looking or self.errors:
            return
        stored = Event.objects.select_related("region").get(pk=self.instance.pk)
        told = Told.of(self.instance, stored)
        if self.instance.needs_reason(stored, database_now()) and not self.cleaned_data["reason"]:
            self.add_error("reason", _why(self.instance, stored))
        if self.was_public and told.announcements and self.data.get("told") != told.digest:
            self.add_error(None, UNREAD)
        if self.was_public and self.errors:
            self.told = told


def _why(event: Event, stored: Event) -> str:
    """Why readers are owed a reason."""
    if event.is_off and event.state != stored.state:
        return f"Obligatoire : l'événement est {event.state_words}, et le public lira pourquoi."
    return "Obligatoire : la date annoncée change, et le public lira pourquoi près de l'ancienne."
