"""The copies that nginx keeps for when the site is down (deploy/nginx/phare.conf): after a withdrawal it
gives none, so that what was withdrawn does not outlive a site that stops in the same minute."""

import time
from pathlib import Path

from django.conf import settings

SPAN = 100  # seconds that a mark stands for: longer than a copy lives


def mark_withdrawal() -> None:
    """Mark this span and the next; nginx looks for the mark of the span it is in. Nothing where there is no
    folder for it (settings.RUNTIME_DIR)."""
    if not settings.RUNTIME_DIR:
        return
    folder, span = Path(settings.RUNTIME_DIR), int(time.time()) // SPAN
    for marked in (span, span + 1):
        (folder / f"retrait-{marked}").touch()
    for mark in folder.glob("retrait-*"):
        if int(mark.name.removeprefix("retrait-")) < span:
            mark.unlink(missing_ok=True)
