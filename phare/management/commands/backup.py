"""Archive the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from phare.copies.archive import write
from phare.copies.snapshot import CopyRefused


class Command(BaseCommand):
    help = (
        "Sauvegarde la base et les fichiers en une archive vérifiée, pendant que le site sert et que l'on "
        "y écrit. Elle contient ce qui est sous embargo et des mots de passe hachés : la garder chiffrée."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="L'archive à faire, par exemple phare-2026-03-02.zip.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = write(options["file"])
        except (CopyRefused, OSError) as error:
            raise CommandError(f"Rien n'a été sauvegardé. {error}") from error
        rows = sum(one.rows for one in manifest.tables.values())
        self.stdout.write(
            f"{rows} lignes de {len(manifest.tables)} tables et {len(manifest.files)} fichiers sont dans "
            f"« {options['file']} », relue et vérifiée."
        )
        for name in manifest.lost:
            self.stderr.write(f"Ce fichier n'est plus dans le stockage, et manque à l'archive : {name}")
