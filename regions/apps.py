from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Regions, surveys, indicators, figures and reports. Imports nothing else of ours."""

    name = "regions"
    verbose_name = "Chiffres et rapports"
