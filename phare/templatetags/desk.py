"""The index of the desk, on its page."""

from typing import Any

from django import template

from phare.desk.index import blocks, jobs

register = template.Library()


@register.inclusion_tag("admin/_desk_index.html", takes_context=True)
def desk_index(context: dict[str, Any]) -> dict[str, Any]:
    """What each block asks is said beside it."""
    return {"jobs": jobs(context["request"]), "blocks": blocks(context["request"])}
