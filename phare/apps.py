from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_migrate


class PhareConfig(AppConfig):
    name = "phare"
    verbose_name = "Phare"

    def ready(self) -> None:
        from phare.desk.sessions import begin  # models are loaded only now
        from phare.revision import count_writes, stop_counting

        user_logged_in.connect(begin)
        pre_migrate.connect(stop_counting, sender=self)
        post_migrate.connect(count_writes, sender=self)
