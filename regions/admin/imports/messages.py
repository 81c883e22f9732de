"""All that a check says, as a file: what a page would be too short for."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from regions.files import inert


def messages_csv(plan: dict[str, Any]) -> bytes:
    """Semicolons and a byte order mark, as a French Excel opens it by a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["état", "endroit", "message", "proposition"])
    writer.writerows([inert(cell) for cell in line] for line in _lines(plan))
    return text.getvalue().encode("utf-8-sig")


def _lines(plan: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for fault in plan["faults"]:
        proposed = fault["proposed"][2] if fault["proposed"] else ""
        yield "refusé", fault["place"], fault["message"], proposed
    for row in plan["rows"]:
        changes = " ; ".join(
            f"{column} : {old} → {new}" if old else f"{column} : {new}" for column, old, new in row["changes"]
        )
        yield (
            "nouveau" if row["is_new"] else "modifié",
            f"Ligne {row['line']}",
            f"{row['label']} : {changes}",
            "",
        )
    for line, words in plan["aside"]:
        yield "laissé de côté", f"Ligne {line}", words, ""
