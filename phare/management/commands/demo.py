"""Make a site that can be tried at once: tables, the programme's data, releases, an administrator."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from press.models import Page, Release
from regions.models import Region

NAME = "admin"


class Command(BaseCommand):
    help = "Prépare un site de démonstration, sans rien toucher à ce qui y est déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "La démonstration n'a pas sa place en production : utiliser migrate et createsuperuser."
            )
        call_command("migrate", verbosity=0)
        if not Region.objects.exists():
            call_command("load_programme", stdout=self.stdout)
        if not (Release.objects.exists() and Page.objects.exists()):
            self._load_press()
        if not User.objects.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser(NAME, password=password)
            self.stdout.write(
                f"Administrateur de démonstration : {NAME}, mot de passe {password}\n"
                f"Il n'est écrit qu'ici. Pour en changer : .venv/bin/python manage.py changepassword {NAME}"
            )

    def _load_press(self) -> None:
        """Where reports were changed, the demonstration's releases may be refused: the site does without."""
        call_command("load_press", stdout=self.stdout)
        try:
            call_command("load_press", demonstration=True, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(f"Les communiqués de démonstration manquent. {error}")
