"""What the project keeps for itself, beside the two apps."""

from django.db import models


class ContentRevision(models.Model):
    """How often what the public may read was written, in one row: triggers count each transaction that
    writes a table of the two apps (`phare/revision.py`)."""

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
