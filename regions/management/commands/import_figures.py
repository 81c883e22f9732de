"""Import a file of figures of any length: the same check and the same record as at the desk."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, transaction
from tqdm import tqdm

from regions.importer import COLUMNS, Check, MovedError, Reading, write
from regions.importer.reading import Table, UnreadableError, find_table, folded, read_book
from regions.importer.reading.columns import known_as
from regions.models import FigureImport
from regions.models.figure_import import ImportState
from regions.publication import database_now
from regions.room import is_full

TOLD = 50  # messages


class Command(BaseCommand):
    help = (
        "Importe des chiffres d'un fichier CSV ou XLSX, sans limite de lignes : tout ou rien. "
        "Sans --confirm, dit ce que l'import ferait et ne change rien."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--sheet", default="", help="La feuille, si le classeur en a plusieurs.")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="TITRE=COLONNE",
            help="« Terr=région » lit la colonne Terr comme la région ; « Remarque= » la laisse de côté ; "
            "« *= » laisse de côté toutes celles qui ne sont pas reconnues.",
        )
        parser.add_argument(
            "--fractions",
            choices=["oui", "non"],
            help="Si 0,43 veut dire 43 %%, là où toute la colonne va de 0 à 1.",
        )
        parser.add_argument("--user", required=True, metavar="NOM", help="Qui importe.")
        parser.add_argument("--confirm", action="store_true", help="Importer, au lieu de dire seulement.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._user(options["user"])
        try:
            data = options["file"].read_bytes()
            reading = self._reading(data, options)
        except OSError as error:
            raise CommandError(f"Fichier illisible : {error}") from error
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        check = self._check(reading)
        if not options["confirm"]:
            self.stdout.write("Rien n'est changé : relancez avec --confirm pour importer.")
            return
        self._import(check, data, options["file"].name, user)

    def _user(self, name: str) -> Any:
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None or not user.has_perm("regions.import_figure"):
            raise CommandError(f"« {name} » n'est pas un compte qui peut importer des chiffres.")
        return user

    def _reading(self, data: bytes, options: dict[str, Any]) -> Reading:
        sheets = read_book(data).filled
        named = [sheet for sheet in sheets if sheet.name == options["sheet"]]
        visible = [sheet for sheet in sheets if not sheet.hidden]
        if options["sheet"] and not named:
            raise CommandError(f"Pas de feuille remplie « {options['sheet']} » dans ce classeur.")
        if not named and len(visible) != 1:
            names = ", ".join(sheet.name for sheet in sheets)
            raise CommandError(f"Choisissez la feuille par --sheet : {names}." if names else "Fichier vide.")
        table = find_table((named or visible)[0])
        reading = self._mapped(table, options)
        if reading.missing:
            raise CommandError(f"Colonnes manquantes : {', '.join(reading.missing)}. Voyez --column.")
        if not reading.is_complete:
            unread = ", ".join(str(column) for column in reading.others[:10])
            raise CommandError(f"Colonnes inconnues : {unread}. Voyez --column.")
        return reading

    def _mapped(self, table: Table, options: dict[str, Any]) -> Reading:
        reading = Reading.recognised(table)
        choices = reading.choices
        aside: set[int] = set()
        for said in options["column"]:
            title, _, name = said.rpartition("=")
            places = [one.number for one in table.columns if folded(one.heading) == folded(title)]
            key = known_as(name) if name else None
            if title == "*" and not name:
                choices.ignored = True
            elif len(places) != 1 or (name and key is None):
                raise CommandError(
                    f"--column {said} : écrire TITRE=COLONNE, où TITRE est dans le fichier une seule fois et "
                    f"COLONNE parmi {', '.join(COLUMNS.values())}."
                )
            elif key is None:
                aside.add(places[0])
            else:
                choices.columns[key] = places[0]
        choices.columns = {key: place for key, place in choices.columns.items() if place not in aside}
        if options["fractions"]:
            choices.hundredths = options["fractions"] == "oui"
        reading = Reading(table, choices)
        if {column.number for column in reading.others} <= aside:
            choices.ignored = True
        return reading

    def _check(self, reading: Reading) -> Check:
        """Says what the import would do; CommandError where it may not."""
        check = Check(reading)
        with tqdm(total=len(reading), unit=" lignes", file=sys.stderr, desc="Vérification") as bar:
            for done in check.steps():
                bar.update(done - bar.n)
            bar.update(len(reading) - bar.n)
        plan = check.plan
        for fault in plan.faults[:TOLD]:
            self.stderr.write(str(fault))
        if len(plan.faults) > TOLD:
            self.stderr.write(f"… et {len(plan.faults) - TOLD} autres.")
        counts = plan.counts
        self.stdout.write(
            f"{counts['new']} nouveaux, {counts['changed']} modifiés, {counts['unchanged']} inchangés, "
            f"{counts['refused']} refusés."
        )
        if plan.question:
            raise CommandError(f"{plan.question} Répondez par --fractions oui ou --fractions non.")
        if plan.faults:
            raise CommandError("Rien n'est importé : corrigez le fichier.")
        for report in plan.voided:
            self.stdout.write(f"L'approbation de « {report} » serait annulée.")
        return check

    def _import(self, check: Check, data: bytes, name: str, user: Any) -> None:
        plan = check.plan
        if plan.is_empty:
            self.stdout.write("Tout est déjà enregistré : rien à importer.")
            return
        counts = {key: plan.counts[key] for key in ("new", "changed", "unchanged")}
        at = database_now()
        record = FigureImport(
            name=name,
            sha256=sha256(data).hexdigest(),
            author=user,
            created_at=at,
            imported_at=at,
            state=ImportState.DONE,
            choices=check.reading.choices.stored(),
            **counts,
        )
        try:
            with transaction.atomic():
                record.save()
                voided = write(plan, by=user, at=at, reason=record.reason)
                record.plan = {"voided": [str(report) for report in voided]}
                record.file.save(name, ContentFile(data))
        except MovedError as error:
            raise CommandError(
                "Rien n'est importé : les données ont changé pendant la vérification."
            ) from error
        except (Error, OSError) as error:
            if not is_full(error):
                raise
            raise CommandError("Rien n'est importé : il n'y a plus de place sur le disque.") from error
        self.stdout.write(self.style.SUCCESS(f"{record} : fait."))
