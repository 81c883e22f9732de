"""Say what readers should be given and are not, or should not and are."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import URLValidator

from phare.watch import Reader, faults


class Command(BaseCommand):
    help = (
        "Demande au site, comme un lecteur, ses listes et les pages parues ou retirées depuis dix minutes. "
        "Dit ce qui manque, ce qui est encore donné, ce que les listes montrent trop tôt, et finit alors en "
        "erreur. Rien de ce qui est sous embargo n'est demandé."
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
        found = faults(Reader(site))
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"{site} ne donne pas aux lecteurs ce qui leur est dû.")
        self.stdout.write("Les lecteurs reçoivent ce qui leur est dû.")
