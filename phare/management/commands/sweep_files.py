"""Delete the files that nothing names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from phare.files import YOUNG, sweep


class Command(BaseCommand):
    help = (
        "Supprime du stockage les fichiers que plus rien ne nomme depuis un jour au moins : documents "
        "remplacés ou supprimés, restes d'un envoi interrompu. Une pièce jointe ou un logo qu'une version "
        "publiée montre encore reste."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in (swept := sweep(timezone.now() - YOUNG)):
            self.stdout.write(name)
        self.stdout.write(self.style.SUCCESS(f"Fichiers supprimés : {len(swept)}."))
