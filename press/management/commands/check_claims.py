"""Check the numbers of a text against the stored figures; saves nothing."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models.functions import Now

from press import claims
from press.claims.report import as_dict
from regions.models import Region

SETTLED, OPEN, BAD_INPUT = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Vérifie les chiffres d'un texte sans rien enregistrer. "
        f"Code de sortie : {SETTLED} si tout est conforme, {OPEN} s'il reste un point à revoir, "
        f"{BAD_INPUT} si le texte ou le territoire n'a pas pu être lu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            metavar="FICHIER",
            help="Un texte en UTF-8, le titre sur la première ligne ; « - » lit l'entrée standard.",
        )
        parser.add_argument(
            "--region",
            action="append",
            default=[],
            metavar="CODE",
            help="Le territoire du texte : code INSEE, FR ou nom d'adresse (52, pays-de-la-loire). "
            "Peut être répété.",
        )
        parser.add_argument("--json", action="store_true", help="Une liste d'objets, dans l'ordre du texte.")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _text(options["file"])
        # The database's clock, read within the query that needs it.
        known = claims.load(cast(datetime, Now()))
        found = claims.check(text, _regions(options["region"], known.regions), known)
        self.stdout.write(_json(found) if options["json"] else _words(found, text))
        if any(not claim.verdict.is_settled for claim in found):
            sys.exit(OPEN)


def _text(name: str) -> str:
    """The characters of a file or of standard input as they are, without a signature before them."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError as error:
        raise _refused(f"Le fichier « {name} » n'existe pas.") from error
    except IsADirectoryError as error:
        raise _refused(f"« {name} » est un dossier : indiquez un fichier de texte.") from error
    except OSError as error:
        raise _refused(f"Le fichier « {name} » ne peut pas être lu : {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"{_place(error)} Enregistrez le texte en UTF-8.") from error
    if not text.strip():
        raise _refused("Le texte est vide.")
    return text


def _place(error: UnicodeDecodeError) -> str:
    before = error.object[: error.start].split(b"\n")
    column = len(before[-1].decode("utf-8-sig")) + 1
    return (
        f"Le texte n'est pas en UTF-8 : octet {error.object[error.start]:#04x} "
        f"à la ligne {len(before)}, caractère {column}."
    )


def _regions(names: Sequence[str], regions: Sequence[Region]) -> list[Region]:
    """Each once, in the order in which they were named."""
    if not regions:
        raise _refused("Aucun territoire n'est enregistré : lancez manage.py load_programme.")
    if not names:
        raise _refused("Indiquez le territoire du texte par --region.", _accepted(regions))
    known = {key.lower(): region for region in regions for key in (region.code, region.slug)}
    asked = [name.strip().lower() for name in names]
    unknown = [f"« {name} »" for name, key in zip(names, asked, strict=True) if key not in known]
    if unknown:
        raise _refused(f"Territoire inconnu : {', '.join(unknown)}.", _accepted(regions))
    return list(dict.fromkeys(known[key] for key in asked))


def _accepted(regions: Sequence[Region]) -> str:
    rows = [f"\n  {region.code}  {region.slug}" for region in regions]
    return "\nÉcrivez un code INSEE, FR pour la France, ou un nom d'adresse :" + "".join(rows)


def _refused(message: str, more: str = "") -> CommandError:
    return CommandError(message + more, returncode=BAD_INPUT)


def _json(found: Sequence[claims.Claim]) -> str:
    return json.dumps([as_dict(claim) for claim in found], ensure_ascii=False, indent=2)


def _words(found: Sequence[claims.Claim], text: str) -> str:
    if not found:
        return "Aucun chiffre à vérifier dans ce texte."
    lines, line, at = [], 1, 0
    for claim in found:
        line += text.count("\n", at, claim.start)
        at = claim.start
        lines.append(f"ligne {line} : « {_shown(claim.text)} » : {claim.verdict}\n  {claim.message}")
    counts = Counter(claim.verdict for claim in found)
    lines.append("")
    lines += [f"{counts[verdict]:4d}  {verdict}" for verdict in claims.Verdict if counts[verdict]]
    return "\n".join(lines)


def _shown(words: str) -> str:
    """On one line, without the signs that would steer a terminal."""
    return "".join(sign for sign in " ".join(words.split()) if sign.isprintable())
