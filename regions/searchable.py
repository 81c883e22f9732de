"""Rows that search finds by a column of folded words, the same on every database."""

from typing import Any

from django.db import models

from regions.folding import fold

COLUMNS = ("search_title", "search_text")


class Searchable(models.Model):
    """Keeps `search_title` and `search_text`, folded, with each save of what they are made of."""

    SEARCHED: tuple[str, ...] = ()  # the fields from which `search_parts` reads

    search_title = models.TextField(editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if written is None or not set(self.SEARCHED).isdisjoint(written):
            self.search_title, self.search_text = map(fold, self.search_parts())
            if written is not None:
                kwargs["update_fields"] = {*written, *COLUMNS}
        super().save(*args, **kwargs)

    def refold(self) -> None:
        """Keep the columns after what is stored beside the row, organisations for one, has changed."""
        title, text = map(fold, self.search_parts())
        type(self)._base_manager.filter(pk=self.pk).update(search_title=title, search_text=text)

    refold.alters_data = True  # type: ignore[attr-defined]

    def search_parts(self) -> tuple[str, str]:
        """What titles it, and all else that it says, as a reader reads them. Each model has its own; the
        classes of models cannot be abstract in Python's sense."""
        raise NotImplementedError(f"{type(self).__name__} has no search_parts")
