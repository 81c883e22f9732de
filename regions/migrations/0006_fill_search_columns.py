from django.db import migrations

from regions.folding import fold

KINDS = {"national": "étude nationale", "regional": "rapport régional"}


def fill_reports(apps, schema_editor):
    for report in apps.get_model("regions", "Report").objects.select_related("region"):
        report.search_title = fold(report.title)
        report.search_text = fold(f"{KINDS[report.kind]} {report.region.name}")
        report.save(update_fields=["search_title", "search_text"])


class Migration(migrations.Migration):

    dependencies = [("regions", "0005_search_columns")]

    operations = [migrations.RunPython(fill_reports, migrations.RunPython.noop)]
