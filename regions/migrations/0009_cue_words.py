import csv
from pathlib import Path

from django.db import migrations, models

DATA = Path(__file__).parent.parent / "data"


def fill_cues(apps, schema_editor):
    """The words of the programme's own catalogue, for a site that has loaded it; what editors wrote stays."""
    for name, model, key in (
        ("indicators", "Indicator", lambda row: {"slug": row["slug"]}),
        ("answers", "Answer", lambda row: {"indicator__slug": row["indicator"], "slug": row["slug"]}),
        ("bases", "Base", lambda row: {"slug": row["slug"]}),
    ):
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found = apps.get_model("regions", model).objects.filter(cues="", **key(row))
                for one in found:
                    one.cues = "\n".join(row["cues"].split("|"))
                    one.save(update_fields=["cues"])


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0008_imports_of_figures'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.AddField(
            model_name='base',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.AddField(
            model_name='historicalanswer',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.AddField(
            model_name='historicalbase',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='cues',
            field=models.TextField(blank=True, help_text='Un par ligne : les mots par lesquels un communiqué en parle. « nou* partenariat* » trouve « ont noué un partenariat ». Les accents et le pluriel sont indifférents.', verbose_name='mots indices'),
        ),
        migrations.RunPython(fill_cues, migrations.RunPython.noop),
    ]
