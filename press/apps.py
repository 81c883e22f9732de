from django.apps import AppConfig


class PressConfig(AppConfig):
    """Releases, contacts, agenda and resources. May import regions, never the other way round."""

    name = "press"
    verbose_name = "Presse"
