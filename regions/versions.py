"""Rows that two people may edit: each save counts, so that who opened an older one is told.

All who save take rows in one order, so that two never wait for each other in a ring: the import, the
questions, their figures, then the reports, each kind by key. What is only edited is held with its key free
(`no_key`): what refers to it does not wait.
"""

from typing import Any, TypeVar

from django.db import models

RowT = TypeVar("RowT", bound=models.Model)


def hold(rows: models.QuerySet[RowT]) -> list[RowT]:
    """These rows by key, held to the end of the transaction: them alone. In the order of their model they
    would be joined with others, and `select_for_update` holds all that is joined."""
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


class Versioned(models.Model):
    """`version` grows by one with every save; bulk writes count for themselves."""

    version = models.PositiveIntegerField("version", default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)
