"""`typo`, for any text that a page shows, and instants: in every template without a load."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from regions.dates import instant_words
from regions.typography import french_html

register = template.Library()


@register.filter
def typo(value: Any) -> SafeString:
    """Text, or HTML that is safe already, as French sets it. It makes HTML: not for attributes."""
    return french_html(escape(value) if not hasattr(value, "__html__") else str(value))


@register.filter
def moment(at: datetime) -> SafeString:
    """ "1er juin 2017 à 8 h 00, heure de Paris"."""
    return typo(instant_words(at))
