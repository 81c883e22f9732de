"""Files beside a release."""

import secrets
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.text import slugify

from press.models.release import Release
from press.uploads import extension, stripped, validate_enclosure
from regions.history import recorded

NAME_LENGTH = 80


def attachment_path(attachment: "Attachment", name: str) -> str:
    """A new place that nobody can guess for each file."""
    return f"communiques/{secrets.token_urlsafe(16)}.{PurePath(name).suffix.lstrip('.')}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def in_draft(self) -> "AttachmentQuerySet":
        return self.filter(removed=False)


class Attachment(models.Model):
    """A picture or a PDF. Another file is another attachment: those of editions never change."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="attachments")
    file = models.FileField(
        "fichier",
        upload_to=attachment_path,
        max_length=120,
        validators=[validate_enclosure],
        help_text="PNG, JPEG, WebP ou PDF ; 20 Mo au plus. Les données cachées des images sont ôtées.",
    )
    name = models.CharField("nom pour le lecteur", max_length=NAME_LENGTH + 5, editable=False)
    title = models.CharField("titre", max_length=200)
    alternative = models.CharField(
        "texte de remplacement",
        max_length=500,
        blank=True,
        help_text="Pour une image : ce qu'elle montre, pour qui ne la voit pas.",
    )
    credit = models.CharField("crédit et conditions", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    removed = models.BooleanField(default=False, editable=False)

    objects = AttachmentQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="attachment_name_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):
            for former in Attachment.objects.filter(pk=self.pk):
                former.take_out()
            self.pk, self._state.adding = None, True
            given = PurePath(self.file.name or "").stem
            self.file = stripped(self.file)
            self.name = self._free_name(slugify(given)[:NAME_LENGTH] or "fichier", extension(self.file))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValueError("An attachment is taken out: editions may hold it.")

    @property
    def is_image(self) -> bool:
        return not self.name.endswith(".pdf")

    @property
    def size(self) -> int | None:
        """In bytes; None where storage has lost the file."""
        try:
            return int(self.file.size)
        except OSError:
            return None

    def _free_name(self, stem: str, suffix: str) -> str:
        """`stem.suffix`, with a number where another attachment of the release has that name."""
        taken = set(self.release.attachments.values_list("name", flat=True))
        name, number = f"{stem}.{suffix}", 1
        while name in taken:
            number += 1
            end = f"-{number}"
            name = f"{stem[: NAME_LENGTH - len(end)]}{end}.{suffix}"
        return name

    def take_out(self) -> None:
        """Out of the draft; editions that hold it keep it."""
        self.removed = True
        self.save(update_fields=["removed"])

    take_out.alters_data = True  # type: ignore[attr-defined]
