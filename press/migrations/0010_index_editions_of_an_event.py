from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("press", "0009_edition_rank")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["event"], name="edition_event", condition=models.Q(event__isnull=False)
            ),
        ),
    ]
