"""Events of before get their address and their constant number; texts, the words that search compares."""

import uuid

from django.db import migrations
from django.utils.text import slugify

from press.prose import parse, plain_text
from regions.folding import fold


def fill_events(apps, schema_editor):
    """Their end is kept with the first save; until they have an instant, nobody reads them."""
    event_model = apps.get_model("press", "Event")
    taken = set()
    for event in event_model.objects.order_by("pk"):
        stem = slugify(event.title)[:70] or "evenement"
        event.slug = next(
            slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken
        )
        taken.add(event.slug)
        event.uid = uuid.uuid4()
        event.search_title = fold(event.title)
        event.search_text = fold(f"{event.kind} {event.subject} {event.place}")
        event.save(update_fields=["slug", "uid", "search_title", "search_text"])


def fill_editions(apps, schema_editor):
    for edition in apps.get_model("press", "Edition").objects.iterator():
        edition.search_title = fold(edition.headline)
        body = plain_text(parse(edition.body))
        edition.search_text = fold(
            f"{edition.standfirst} {body} {edition.place} {edition.event_words} {edition.report_title}"
        )
        edition.save(update_fields=["search_title", "search_text"])


class Migration(migrations.Migration):

    dependencies = [("press", "0002_agenda_resources_pages_and_search")]

    operations = [
        migrations.RunPython(fill_events, migrations.RunPython.noop),
        migrations.RunPython(fill_editions, migrations.RunPython.noop),
    ]
