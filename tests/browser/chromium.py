"""Which Chromium, and how it is started: Debian's, or Playwright's own."""

import shutil
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WITHOUT = "Chromium manque : « apt-get install chromium », ou « .venv/bin/playwright install chromium »."


def chromium_path(playwright):
    """Where Chromium is, or an empty text."""
    own = playwright.chromium.executable_path
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or (own if Path(own).exists() else "")
