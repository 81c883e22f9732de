from django.apps import AppConfig


class PhareConfig(AppConfig):
    name = "phare"
    verbose_name = "Phare"
