"""The feed of corrections."""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from regions import rows
from regions.models import Correction
from regions.publication import instant
from regions.sentences import change_words

ENTRIES = 50
START = datetime(2008, 1, 1, tzinfo=UTC)


_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class Atom(Atom1Feed):
    """Without entries, Django dates a feed by its own clock, and each answer would differ."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else START

    def add_item(self, title: str, link: str, description: str, *args: Any, **kwargs: Any) -> None:
        super().add_item(_legal(title), link, _legal(description), *args, **kwargs)


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold, which would cost all readers the whole feed."""
    return _ILLEGAL.sub("", text)


class CorrectionFeed(Feed[rows.Change, datetime]):
    feed_type = Atom
    author_name = "Phare"
    title = "Phare : rectificatifs"
    subtitle = "Chiffres publiés qui ont changé, avec leur raison."
    link = reverse_lazy("regions:corrections")

    def get_object(self, request: HttpRequest) -> datetime:
        return instant(request)

    def items(self, obj: datetime) -> list[rows.Change]:
        corrections: QuerySet[Correction] = rows.public_corrections(obj)
        return rows.changes(corrections[:ENTRIES])

    def item_title(self, item: rows.Change) -> str:
        return f"{item.figure.region} : {item.figure.question.indicator}"

    def item_description(self, item: rows.Change) -> str:
        return escape(f"{change_words(item)} {item.reason}")

    def item_link(self, item: rows.Change) -> str:
        return f"{item.figure.get_absolute_url()}#rectificatif-{item.pk}"

    def item_pubdate(self, item: rows.Change) -> datetime:
        return item.at

    def item_updateddate(self, item: rows.Change) -> datetime:
        return item.at
