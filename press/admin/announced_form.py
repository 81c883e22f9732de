"""The form of what is announced, and its fields of dates and hours."""

from datetime import datetime
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from press.models.parts import SLUG_LENGTH
from regions.admin.versions import VersionedForm
from regions.publication import database_now

PUBLISH = "_publish"  # the name of the button that publishes at once
WRONG_DATE = "Écrivez la date comme 10/12/2026."


class AnnouncedForm(VersionedForm):
    """Saved with holes as a draft, without any where it gives an instant.

    `looking` is for a preview: nothing will be saved, so that neither holes nor another's work matter.
    """

    looking = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked now: what is typed will be written into the instance.
        self.opened_at = database_now()
        self.was_out = bool(self.instance.pk) and self.instance.was_out(self.opened_at)
        self.was_public = self.was_out and self.instance.withdrawn_at is None
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Vide : elle est faite du titre."

    def clean_publish_at(self) -> datetime | None:
        now = database_now()
        asked: datetime | None = self.cleaned_data["publish_at"]
        if "publish_at" not in self.changed_data:
            asked = self.instance.publish_at  # to the microsecond, which the form does not show
        if PUBLISH in self.data and not self.was_public:
            asked = now
        if self.was_public and not self.looking and (asked is None or asked > now):
            raise ValidationError(
                "C'est déjà public : gardez cet instant. Pour que personne ne le lise plus, retirez-le."
            )
        return asked

    def clean_slug(self) -> str:
        """An empty one is made of the title, as the script of the form does; the first that is free."""
        typed: str = self.cleaned_data["slug"]
        if typed or "title" not in self.cleaned_data:
            return typed
        wish: str = slugify(self.cleaned_data["title"])[: SLUG_LENGTH - 4].strip("-")
        if not wish:
            raise ValidationError("Le titre ne donne pas d'adresse : écrivez-la.")
        others = type(self.instance)._base_manager.exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=wish).values_list("slug", flat=True))
        numbered = (f"{wish}-{number}" for number in count(2))
        return next(slug for slug in chain([wish], numbered) if slug not in taken)

    def clean(self) -> dict[str, Any] | None:
        return self.cleaned_data if self.looking else super().clean()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.looking or self.cleaned_data.get("publish_at") is None:
            return
        before = "" if self.was_public else " À régler avant l'instant de publication."
        for hole in self.instance.holes():
            shown = hole.field if hole.field in self.fields else None
            if shown not in self.errors:
                self.add_error(shown, hole.message + before)
