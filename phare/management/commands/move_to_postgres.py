"""Move a site from SQLite to PostgreSQL."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections, transaction

from phare.copies.restore import prepare, put
from phare.copies.snapshot import CopyRefused, migrations, snapshot
from phare.copies.tables import Sum, lines
from phare.environment import SQLITE


class Command(BaseCommand):
    help = (
        "Copie une base SQLite dans la base PostgreSQL de DATABASE_URL, qui est vide, et compare chaque "
        "table : tout, ou rien. Arrêter d'abord le site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="La base SQLite, par exemple /srv/phare/phare.sqlite3.")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL doit nommer la base PostgreSQL qui reçoit la copie.")
        if not options["file"].is_file():
            raise CommandError(f"« {options['file']} » n'existe pas.")
        database = connections.configure_settings({"default": SQLITE | {"NAME": str(options["file"])}})
        try:
            prepare()
            with snapshot(database["default"]) as source:
                migrations(source)
                with transaction.atomic():
                    sums = put(lambda model: lines(model, source))
        except CopyRefused as error:
            raise CommandError(f"Rien n'a été copié. {error}") from error
        self._tell(sums)

    def _tell(self, sums: dict[str, Sum]) -> None:
        width = max(map(len, sums))
        for table, one in sums.items():
            self.stdout.write(f"{table:{width}} {one.rows:9} lignes  {one.sha256[:16]}  identique")
        self.stdout.write(
            f"Les {len(sums)} tables sont identiques. Laisser DATABASE_URL ainsi, démarrer le site, et "
            "garder la base SQLite de côté. Les fichiers ne changent pas de place ; chacun se connecte de "
            "nouveau au bureau."
        )
