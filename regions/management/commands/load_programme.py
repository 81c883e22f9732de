"""Load the programme's published data."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from regions.loader import FOLDER, LoadError, load_programme


class Command(BaseCommand):
    help = "Charge les données publiées du programme : tout ou rien, et sans rien changer à ce qui existe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="Dossier des fichiers CSV.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_programme(options["folder"])
        except LoadError as error:
            raise CommandError(f"Rien n'a été chargé.\n{error}") from error
        self.stdout.write(f"{loaded.created} lignes créées, {loaded.existing} déjà là.")
        if loaded.figures_kept:
            self.stdout.write(
                f"{loaded.figures_kept} chiffres diffèrent des fichiers et sont restés comme ils étaient."
            )
