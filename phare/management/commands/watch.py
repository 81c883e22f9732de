"""Say what readers should be given and are not, or should not and are."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import URLValidator

from phare.watch import faults, from_outside


class Command(BaseCommand):
    help = (
        "Demande au site, comme un lecteur, les pages parues ou retirées depuis dix minutes et celles sous "
        "embargo, et dit celles dont la réponse n'est pas celle qui est due. Finit en erreur s'il y en a."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "site",
            nargs="?",
            default=f"https://{next(iter(settings.ALLOWED_HOSTS), '')}",
            help="Son adresse publique. Par défaut : https:// et le premier nom d'ALLOWED_HOSTS.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = options["site"].rstrip("/")
        try:
            URLValidator(schemes=["http", "https"])(site)
        except ValidationError as error:
            example = "manage.py watch https://phare.example.org"
            raise CommandError(f"« {site} » n'est pas l'adresse d'un site. Exemple : {example}") from error
        count = 0
        for fault in faults(from_outside(site)):
            self.stderr.write(str(fault))
            count += 1
        if count:
            raise CommandError(f"Pages sans la réponse due : {count}.")
        self.stdout.write("Chaque page demandée a donné la réponse due.")
