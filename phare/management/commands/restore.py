"""Put an archive of the site in place."""

from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.management.base import BaseCommand, CommandError, CommandParser

from phare.copies.restore import prepare, restore
from phare.copies.snapshot import CopyRefused


class Command(BaseCommand):
    help = (
        "Remet en place une archive de « backup », sur SQLite comme sur PostgreSQL, d'où qu'elle vienne : "
        "tout est vérifié avant d'écrire, puis relu ; tout, ou rien."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="L'archive.")
        parser.add_argument("--replace", action="store_true", help="Remplacer ce que la base contient.")
        parser.add_argument(
            "--erased",
            type=int,
            nargs="+",
            default=[],
            metavar="NUMÉRO",
            help="Les contacts presse effacés depuis l'archive, d'après le journal du serveur : ils le sont "
            "de nouveau. Ceux que la base à remplacer dit effacés le sont sans cela.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            prepare()
            manifest = restore(options["file"], replace=options["replace"], erased=options["erased"])
        except (CopyRefused, OSError, SuspiciousFileOperation) as error:
            raise CommandError(f"Rien n'a été restauré. {error}") from error
        rows = sum(one.rows for one in manifest.tables.values())
        self.stdout.write(
            f"{rows} lignes et {len(manifest.files)} fichiers sont en place, tels qu'ils étaient le "
            f"{manifest.at:%d/%m/%Y à %H:%M} UTC. Chacun se connecte de nouveau au bureau."
        )
        for name in manifest.lost:
            self.stderr.write(f"Ce fichier manquait déjà quand l'archive a été faite : {name}")
