import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("press", "0003_fill_events_and_search")]

    operations = [
        migrations.AlterField(
            "event",
            "slug",
            models.SlugField(
                help_text="La fin de l'adresse publique. Elle ne change plus une fois publique.",
                max_length=80,
                unique=True,
                verbose_name="adresse",
            ),
        ),
        migrations.AlterField(
            "event", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
    ]
