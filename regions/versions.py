"""Rows that two people may edit: each save counts, so that who opened an older one is told."""

from typing import Any

from django.db import models


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
