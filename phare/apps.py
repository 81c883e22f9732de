from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PhareConfig(AppConfig):
    name = "phare"
    verbose_name = "Phare"

    def ready(self) -> None:
        from phare.desk.sessions import begin  # models are loaded only now

        user_logged_in.connect(begin)
