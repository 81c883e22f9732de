"""Forget people in time."""

from typing import Any

from django.core.management.base import BaseCommand

from phare.retention import forget
from regions.publication import database_now


class Command(BaseCommand):
    help = (
        "Oublie ce qui n'est plus à garder de personne : contacts presse partis depuis deux ans, "
        "journalistes invités il y a deux ans, lignes du journal du bureau sur des personnes de plus de "
        "trois ans, sessions finies et échecs de connexion. À passer chaque nuit."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for words, count in forget(database_now()).items():
            self.stdout.write(f"{words} : {count}")
