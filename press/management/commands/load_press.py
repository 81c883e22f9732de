"""Load what is known of the press room, and on demand its demonstration."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from press.loader import FOLDER, LoadError, load_demonstration, load_press


class Command(BaseCommand):
    help = (
        "Charge les organismes, les événements et les textes de référence : tout ou rien, "
        "et sans rien changer à ce qui existe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="Dossier des fichiers.")
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="Charge aussi des contacts et des communiqués de démonstration, signalés comme tels.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demonstration"] and settings.PRODUCTION:
            raise CommandError("La démonstration n'a pas sa place en production.")
        loads = [load_press, load_demonstration] if options["demonstration"] else [load_press]
        try:
            with transaction.atomic():
                done = [load(options["folder"]) for load in loads]
        except LoadError as error:
            raise CommandError(f"Rien n'a été chargé.\n{error}") from error
        created, existing = sum(one.created for one in done), sum(one.existing for one in done)
        self.stdout.write(f"{created} lignes créées, {existing} déjà là.")
