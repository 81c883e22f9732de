from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0008_numbers_of_a_text"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_day",
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["day", "publish_at", "release"], name="edition_rank"),
        ),
    ]
